from .money import read_amount, read_percent
from .problems import FieldProblem


class TransferForm:
    def __init__(self, data):
        self.data = data
        self.problems = {}
        self.amount = None
        self.fee = None

    def is_valid(self):
        try:
            self.amount = read_amount(self.data["amount"])
            self.fee = read_percent(self.data.get("fee", "0"))
        except FieldProblem as problem:
            self.problems[problem.name] = problem.text
            return False
        return True
