# Search for an input that makes a crash happen again.
