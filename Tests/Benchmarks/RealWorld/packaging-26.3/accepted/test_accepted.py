import pytest
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression


@pytest.mark.parametrize("text", ["LicenseRef-Acme+", "MIT OR LicenseRef-Acme+"])
def test_plus_after_a_custom_name_is_refused(text):
    with pytest.raises(InvalidLicenseExpression):
        canonicalize_license_expression(text)


def test_custom_name_and_plus_on_a_known_licence():
    assert canonicalize_license_expression("licenseref-Acme or gpl-2.0+") == "LicenseRef-Acme OR GPL-2.0+"
