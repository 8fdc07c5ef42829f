"""Writes the mails customers get and hands them to the mail server."""

from __future__ import annotations

import logging
from typing import Optional, Protocol

from order_platform.config import Settings
from order_platform.errors import UserNotFoundError
from order_platform.models import Email, User

logger = logging.getLogger(__name__)

SUBJECTS = {
    "welcome": {"en": "Welcome, {name}", "de": "Willkommen, {name}", "sv": "Välkommen, {name}"},
    "confirmation": {"en": "Your order {order}", "de": "Ihre Bestellung {order}", "sv": "Din order {order}"},
}


class Mailer(Protocol):
    """Whatever delivers mail."""

    def deliver(self, email: Email) -> None:
        """Queue a message for delivery."""


class Outbox:
    """A mailer that keeps what it is given, until a worker fetches it."""

    def __init__(self) -> None:
        self.emails: list[Email] = []

    def deliver(self, email: Email) -> None:
        """Keep the message behind those that wait already."""
        self.emails.append(email)


class UserDirectory:
    """The users this process knows, by identifier."""

    def __init__(self, users: tuple[User, ...] = ()) -> None:
        self._users = {user.id: user for user in users}

    def add(self, user: User) -> None:
        """Know a user from now on; one with the same identifier is replaced."""
        self._users[user.id] = user

    def remove(self, user_id: str) -> None:
        """Forget a user who has closed the account."""
        self._users.pop(user_id, None)

    def find(self, user_id: str) -> Optional[User]:
        """The user, or None for one that is unknown or has left."""
        return self._users.get(user_id)


class NotificationService:
    """Sends one kind of mail per method, in the reader's language."""

    def __init__(self, users: Optional[UserDirectory] = None, mailer: Optional[Mailer] = None) -> None:
        self.users = UserDirectory() if users is None else users
        self.mailer = Outbox() if mailer is None else mailer
        self.sender = Settings.from_environment().sender

    def subject(self, kind: str, user: User, **values: str) -> str:
        """The subject line; English where a translation is missing."""
        translations = SUBJECTS[kind]
        template = translations.get(user.language, translations["en"])
        return template.format(name=user.name, **values)

    def send_welcome_email(self, user_id: str) -> Email:
        """Greet somebody who has just signed up.

        The sign-up queue hands over the identifier only; name, address and language come from
        the directory.
        """
        user = self.users.find(user_id)
        recipient = user.email
        subject = self.subject("welcome", user)
        email = Email(self.sender, recipient, subject, f"Hello {user.name}, your account is ready.")
        self.mailer.deliver(email)
        return email

    def send_order_confirmation(self, user_id: str, order_id: str) -> Email:
        """Confirm an order that has been paid."""
        user = self.users.find(user_id)
        if user is None:
            raise UserNotFoundError(f"no user {user_id} to confirm order {order_id} to")
        email = Email(
            sender=self.sender,
            recipient=user.email,
            subject=self.subject("confirmation", user, order=order_id),
            body=f"Hello {user.name}, we have received your order {order_id}.",
        )
        self.mailer.deliver(email)
        return email

    def send_shipping_notice(self, user_id: str, tracking: str) -> bool:
        """Send the tracking number; False when the user has closed the account meanwhile."""
        user = self.users.find(user_id)
        if user is None:
            logger.info("user %s has left, no shipping notice", user_id)
            return False
        self.mailer.deliver(Email(self.sender, user.email, "On its way", f"Tracking number: {tracking}"))
        return True
