"""An index of a document tree held in memory."""
from typing import Dict, Iterator, List, Optional


class Node:
    def __init__(self, name: str, parent: Optional["Node"] = None) -> None:
        self.name = name
        self.parent = parent
        self.children: Dict[str, "Node"] = {}
        self.size: Optional[int] = None

    def add(self, name: str, size: Optional[int] = None) -> "Node":
        child = Node(name, self)
        child.size = size
        self.children[name] = child
        return child

    def path(self) -> str:
        parts: List[str] = []
        node: Optional[Node] = self
        while node is not None:
            parts.append(node.name)
            node = node.parent
        return "/".join(reversed(parts))

    def leaves(self) -> Iterator["Node"]:
        if not self.children:
            yield self
        for child in self.children.values():
            yield from child.leaves()

    def total(self) -> int:
        """Bytes of all files below; folders themselves have no size."""
        return sum(leaf.size for leaf in self.leaves())

    def find(self, path: str) -> Optional["Node"]:
        node: Optional[Node] = self
        for part in path.split("/"):
            node = node.children.get(part)
        return node
