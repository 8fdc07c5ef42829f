"""Micro framework: @post("/path") and JSON in, JSON out."""
import json

ROUTES = {}
HTTP_ERRORS = {}


def post(path):
    def deco(fn):
        ROUTES["POST", path] = fn
        return fn
    return deco


def on_error(kind, status):
    HTTP_ERRORS[kind] = status


def call(method, path, body="{}"):
    fn = ROUTES.get((method, path))
    if fn is None:
        return 404, {"error": "not found"}
    try:
        return 200, fn(**json.loads(body))
    except tuple(HTTP_ERRORS) as e:
        return HTTP_ERRORS[type(e)], {"error": str(e)}
