class SizeError(ValueError):
    pass


def parse_size(text):
    """(width, height) of '640x480'; SizeError for anything else."""
    width, height = text.lower().split("x")
    return int(width), int(height)


def fit(size, box):
    """The size shrunk into the box, its shape kept."""
    width, height = size
    scale = min(box[0] / width, box[1] / height, 1)
    return round(width * scale), round(height * scale)
