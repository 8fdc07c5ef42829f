class Node:
    def __init__(self, name, children=()):
        self.name = name
        self.children = list(children)

    def find(self, name):
        """The node of that name in this tree, or None."""
        if self.name == name:
            return self
        for child in self.children:
            found = child.find(name)
            if found is not None:
                return found
        return None


def path_to(node, name, trail=()):
    """Names from the root to a node; an empty list where there is none."""
    trail = trail + (node.name,)
    if node.name == name:
        return list(trail)
    for child in node.children:
        path = path_to(child, name, trail)
        if path:
            return path
    return []


def depth(node, name):
    """How far below the root a category lies; -1 where there is none."""
    if node.find(name) is None:
        return -1
    return len(path_to(node, name)) - 1


def rename(root, old, new):
    """Rename a category and return it."""
    node = root.find(old)
    node.name = new
    return node
