import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, number, balance=0):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(self.number)
        self.balance -= amount

    def deposit(self, amount):
        self.balance += amount


class Bank:
    def __init__(self):
        self.accounts = {}
        self.frozen = set()

    def open(self, number, balance=0):
        self.accounts[number] = Account(number, balance)
        return self.accounts[number]

    def transfer(self, source, target, amount):
        """Moves money, or raises and moves nothing. LookupError for an account that does not exist."""
        if source not in self.accounts:
            raise LookupError(f"no account {source}")
        giver = self.accounts[source]
        with giver.lock:
            giver.withdraw(amount)
            self.accounts[target].deposit(amount)
        return giver.balance
