class Clash(TypeError):
    pass


class PluginType(type):
    """Every codec class announces itself under the endings it can read."""

    by_ending = {}

    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns)
        for ending in ns.get("endings", ()):
            other = PluginType.by_ending.get(ending)
            if other is not None and other.__qualname__ != cls.__qualname__:
                raise Clash(f"{cls.__module__}.{name} wants .{ending}, {other.__module__}.{other.__name__} has it")
            PluginType.by_ending[ending] = cls


class Codec(metaclass=PluginType):
    endings = ()

    def decode(self, text):
        raise NotImplementedError


def codec_for(filename):
    ending = filename.rpartition(".")[2].lower()
    return PluginType.by_ending[ending]()
