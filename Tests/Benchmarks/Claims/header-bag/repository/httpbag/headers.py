"""Header fields of a request.

Clients spell field names as they like: `Content-Type`, `content-type` and
`CONTENT-TYPE` are one field.
"""


def parse_headers(lines):
    fields = {}
    for line in lines:
        name, _, value = line.partition(":")
        fields[name.strip()] = value.strip()
    return fields


def has_body(fields):
    lowered = {name.lower() for name in fields}
    return "content-length" in lowered or "transfer-encoding" in lowered
