"""Routing of a sound desk: every output is a weighted sum of the inputs."""
