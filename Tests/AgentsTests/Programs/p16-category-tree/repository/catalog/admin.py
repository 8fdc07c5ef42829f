from catalog.tree import rename


def rename_all(root, names):
    """Rename what is there and return how many categories that were."""
    return sum(1 for old, new in names if rename(root, old, new) is not None)
