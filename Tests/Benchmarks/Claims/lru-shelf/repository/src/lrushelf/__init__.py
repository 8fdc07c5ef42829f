from .cache import Cache
from .chain import Chain, Link

__all__ = ["Cache", "Chain", "Link"]
