import importlib

from . import builtin  # noqa: F401
from .registry import codec_for


def enable(vendors):
    """Import the vendor plug-ins of the settings, in their order"""
    for vendor in vendors:
        importlib.import_module(f"{__package__}.vendor.{vendor}")


def read(filename, text):
    return codec_for(filename).decode(text)
