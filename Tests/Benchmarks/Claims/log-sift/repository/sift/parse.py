import json


def rows(lines):
    """Log lines (JSON, one a line) as dicts; blank lines and comments are left out."""
    return (json.loads(line) for line in lines if line.strip() and not line.startswith("#"))
