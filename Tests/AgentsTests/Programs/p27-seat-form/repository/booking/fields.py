"""Values of form fields. Browsers send an empty text for a field that was left blank."""


def text(form, name, default=""):
    value = form.get(name, "").strip()
    return value or default


def flag(form, name):
    return form.get(name, "").strip().lower() in ("on", "yes", "1")
