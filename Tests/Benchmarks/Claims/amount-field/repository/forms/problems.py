class FieldProblem(Exception):
    """What is shown beside a field."""

    def __init__(self, name, text):
        super().__init__(f"{name} {text}")
        self.name = name
        self.text = text
