class Cargo(object):
    """One piece of freight as the branch has announced it."""

    def __init__(self, id, weight, value):
        self.id = id
        self.weight = weight      # kg
        self.value = value        # what the customer pays

    @staticmethod
    def fromJson(node):
        return Cargo(node["id"], node.get("weight"), node["value"])

    def __repr__(self):
        return "Cargo(%s)" % self.id
