import pytest

from order_platform.errors import UserNotFoundError
from order_platform.models import User
from order_platform.notification_service import NotificationService, Outbox, UserDirectory
from order_platform.worker import Worker


def service(*users):
    return NotificationService(UserDirectory(users), Outbox())


ADA = User("u-1", "Ada", "ada@example.org", "sv")


def test_a_new_user_is_welcomed_in_their_language():
    email = service(ADA).send_welcome_email("u-1")
    assert email.recipient == "ada@example.org"
    assert email.subject == "Välkommen, Ada"


def test_a_missing_translation_falls_back_to_english():
    email = service(User("u-2", "Zoé", "zoe@example.org", "fr")).send_welcome_email("u-2")
    assert email.subject == "Welcome, Zoé"


def test_a_confirmation_names_the_order():
    assert service(ADA).send_order_confirmation("u-1", "ord-7").subject == "Din order ord-7"


def test_nobody_is_confirmed_an_order_they_did_not_place():
    with pytest.raises(UserNotFoundError):
        service().send_order_confirmation("u-404", "ord-7")


def test_a_user_who_left_gets_no_shipping_notice():
    notifications = service(ADA)
    assert notifications.send_shipping_notice("u-1", "TR-1")
    notifications.users.remove("u-1")
    assert not notifications.send_shipping_notice("u-1", "TR-2")
    assert len(notifications.mailer.emails) == 1


def test_the_worker_empties_its_queue():
    worker = Worker(service(ADA))
    worker.submit("welcome", "u-1")
    worker.submit("unknown", "u-1")
    assert worker.run() == 2
    assert not worker.jobs
