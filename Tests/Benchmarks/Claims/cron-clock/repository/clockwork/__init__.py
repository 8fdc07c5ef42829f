"""Tiny scheduler: jobs say when they want to run next."""
from .rules import Daily, Monthly, Weekly
from .runner import Runner

__all__ = ["Daily", "Monthly", "Runner", "Weekly"]
