from .cache import PageCache
