from .registry import Registry, plugin

__all__ = ["Registry", "plugin"]
