"""Cost of a department = its own people + all that report to it."""
from .chart import Chart
from .cost import cost_of, headcount

__all__ = ["Chart", "cost_of", "headcount"]
