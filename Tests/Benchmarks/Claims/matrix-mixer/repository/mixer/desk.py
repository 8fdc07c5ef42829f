from .linalg import column, eye, mul, shape, transpose


class Desk:
    """
    routing is (outputs, inputs).  Stages are applied one after the other:
    first the routing, then every stage in the order it was added.
    """

    def __init__(self, routing):
        self.routing = routing
        self.stages = []

    @classmethod
    def straight(cls, n):
        return cls(eye(n))

    def add_stage(self, matrix):
        if shape(matrix)[1] != self.outputs():
            raise ValueError(f"stage needs {shape(matrix)[1]} inputs, there are {self.outputs()}")
        self.stages.append(matrix)
        return self

    def outputs(self):
        return shape(self.stages[-1] if self.stages else self.routing)[0]

    def total(self):
        """One matrix (outputs, inputs) for all"""
        m = self.routing
        for stage in self.stages:
            m = mul(m, stage)
        return m

    def mix(self, sample):
        return [row[0] for row in mul(self.total(), column(sample))]


def fold_down(n):
    """n channels to mono, equal loudness"""
    return [[1.0 / n] * n]


def pan(left, right):
    """mono to stereo"""
    return transpose([[left, right]])
