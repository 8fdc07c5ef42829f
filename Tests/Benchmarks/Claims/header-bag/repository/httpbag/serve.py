from .errors import BadRequest
from .request import Request


def answer(text):
    """(status, body)"""
    try:
        request = Request.parse(text)
    except BadRequest as problem:
        return 400, str(problem)
    return 200, f"{request.method} {request.path} {len(request.body)}"
