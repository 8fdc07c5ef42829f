from .models import Company, Guest


def badge(session, guest):
    company = session.query(Company).filter(id=guest.company_id).first()
    return f"{guest.name.upper()}\n{company.name}"


def all_badges(session):
    return [badge(session, guest) for guest in session.query(Guest)]
