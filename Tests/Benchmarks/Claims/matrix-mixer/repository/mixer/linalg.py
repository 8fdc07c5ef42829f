"""Matrices as lists of rows. Just enough to avoid a dependency."""


def shape(m):
    return len(m), len(m[0])


def mul(a, b):
    """a . b  -- a is (n, k), b is (k, m)"""
    n, k = shape(a)
    m = shape(b)[1]
    return [[sum(a[i][j] * b[j][c] for j in range(k)) for c in range(m)] for i in range(n)]


def eye(n):
    return [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]


def transpose(m):
    return [list(col) for col in zip(*m)]


def column(v):
    return [[x] for x in v]
