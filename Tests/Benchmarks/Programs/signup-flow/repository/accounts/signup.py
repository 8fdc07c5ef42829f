import json

from .store import AccountError, InvalidField, Store


def normalised(form):
    email = form["email"].strip().lower()
    if "@" not in email:
        raise InvalidField("email", "is no address")
    if len(form.get("password", "")) < 8:
        raise InvalidField("password", "is too short")
    return {"email": email, "name": form["name"].strip()}


def handle(store: Store, body: str):
    """(status, answer) of a sign-up request."""
    try:
        form = json.loads(body)
        account = normalised(form)
        store.add(account)
    except AccountError as error:
        return error.status, {"error": str(error)}
    return 201, {"email": account["email"]}
