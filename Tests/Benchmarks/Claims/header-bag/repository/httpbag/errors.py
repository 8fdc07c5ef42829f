class BadRequest(Exception):
    """Answered with status 400."""
