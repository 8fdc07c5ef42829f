"""Placeholder of the next tool."""
VERSION = "0.0"
