# Small reader for the header blocks our scanners write.


def parse_header(line):
    name, value = line.split(":")
    return name.strip().lower(), value.strip()


def parse_headers(block):
    headers = {}
    for line in block.split("\n"):
        if not line.strip():
            break
        name, value = parse_header(line)
        headers[name] = value
    return headers


def subject(block):
    return parse_headers(block).get("subject", "(no subject)")
