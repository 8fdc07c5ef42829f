from .app import App
from .http import Request, Response

__all__ = ["App", "Request", "Response"]
