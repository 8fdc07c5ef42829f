class AccountError(Exception):
    status = 400


class AlreadyTaken(AccountError):
    status = 409


class InvalidField(AccountError):
    def __init__(self, field, reason):
        super().__init__(f"{field} {reason}")
        self.field = field


class Store:
    def __init__(self):
        self._by_email = {}

    def add(self, account):
        if account["email"] in self._by_email:
            raise AlreadyTaken(account["email"])
        self._by_email[account["email"]] = account
