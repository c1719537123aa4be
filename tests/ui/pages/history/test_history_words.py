"""What the history and the strip say of a change, and what they keep to themselves."""

from gemdesk.flows import cases, contacts, history
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.pages.history import words
from tests.ui.pages.office import Office


def said(office: Office) -> str:
    return strip_controls(words.short(Texts("ar"), office.ask(history.last)))


def test_what_is_covered_on_its_card_is_covered_in_the_history_too(office: Office) -> None:
    office.ask(contacts.save, office.case_id, {"channel": "phone", "number": "+963 944 111 222"})
    assert "944" not in said(office)
    assert "الرقم أو العنوان: تغيّر" in said(office)
    office.ask(cases.complete, office.case_id, {"person": {"legal_name": "سعاد"}})
    assert "سعاد" not in said(office)
    office.ask(cases.complete, office.case_id, {"person": {"place": "حماة"}})
    assert "حماة" in said(office), "what is covered nowhere is told"
