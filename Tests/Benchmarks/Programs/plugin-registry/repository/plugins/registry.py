import functools

_known = {}


class PluginError(Exception):
    """Something about a plugin that its author should know."""


class UnknownPlugin(PluginError):
    def __init__(self, name, known):
        super().__init__("no plugin %r; there are %s" % (name, ", ".join(sorted(known)) or "none"))


def plugin(name):
    def register(function):
        if name in _known:
            raise PluginError("two plugins are named %r" % name)

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return function(*args, **kwargs)

        _known[name] = wrapper
        return wrapper
    return register


class Registry:
    def __init__(self, known=None):
        self.known = _known if known is None else known

    def run(self, name, *args):
        return self.known[name](*args)

    def describe(self, name):
        if name not in self.known:
            raise UnknownPlugin(name, self.known)
        return (self.known[name].__doc__ or "").strip()
