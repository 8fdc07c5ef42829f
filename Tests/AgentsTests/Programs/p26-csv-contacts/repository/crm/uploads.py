import os
import tempfile

from crm.contacts import Directory
from crm.imports import import_contacts


def upload(data: bytes, directory=None):
    """Takes an uploaded file and says what became of it."""
    directory = directory if directory is not None else Directory()
    handle, path = tempfile.mkstemp(suffix=".csv")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        new, updated = import_contacts(path, directory)
    finally:
        os.unlink(path)
    return f"{new} new, {updated} updated"
