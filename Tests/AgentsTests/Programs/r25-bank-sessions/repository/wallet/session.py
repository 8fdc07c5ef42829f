from contextlib import contextmanager


class SessionLimit(Exception):
    pass


class Bank:
    """Lets few sessions be open at a time."""

    def __init__(self, limit=3):
        self.limit = limit
        self.sessions = []
        self.accounts = {}

    def open_session(self, user):
        if len(self.sessions) >= self.limit:
            raise SessionLimit(f"{len(self.sessions)} sessions open, limit {self.limit}")
        session = Session(self, user)
        self.sessions.append(session)
        return session

    def pay(self, user, cents):
        session = self.open_session(user)
        session.withdraw(cents)
        session.close()
        return self.accounts[user]


class Session:
    def __init__(self, bank, user):
        self.bank = bank
        self.user = user

    def withdraw(self, cents):
        balance = self.bank.accounts.get(self.user, 0)
        if balance < cents:
            raise ValueError("not enough money")
        self.bank.accounts[self.user] = balance - cents

    def close(self):
        self.bank.sessions.remove(self)
