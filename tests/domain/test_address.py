"""The form of address: what is not known avoids gendered words."""

from gemdesk.domain.address import FORMS, form_of
from gemdesk.kernel import lists


def test_the_forms_are_those_of_the_list() -> None:
    assert set(FORMS) == set(lists.shipped("address"))
    assert [form_of(code) for code in FORMS] == list(FORMS)


def test_what_is_not_known_is_avoided() -> None:
    assert form_of("") == form_of("neuter") == "avoid"
