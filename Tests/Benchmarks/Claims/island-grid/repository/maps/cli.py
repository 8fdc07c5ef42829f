from .islands import islands, parse


def main(text):
    sizes = islands(parse(text))
    return f"{len(sizes)} islands, largest {sizes[0] if sizes else 0}"
