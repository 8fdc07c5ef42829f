import logging

logger = logging.getLogger(__name__)


class Contact:
    def __init__(self, name, phone=None):
        self.name = name
        self.phone = phone


def country_code(phone):
    """The country of a number like "+49 341 5550"; an empty string where it has none."""
    if not phone:
        return ""
    return phone.split("+")[1].split(" ")[0]


def by_country(contacts):
    groups = {}
    for contact in contacts:
        groups.setdefault(country_code(contact.phone), []).append(contact.name)
    return groups
