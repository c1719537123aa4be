"""The help page lists the keys that the pages say, written as the buttons write them."""

from PySide6.QtWidgets import QLabel

from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.pages.help.page import KEYS, HelpPage
from gemdesk.ui.parts.button import Button
from tests.ui.pages.office import Office, office, parts

__all__ = ["office"]


def test_every_key_of_the_letter_is_listed_as_the_button_says_it(office: Office) -> None:
    page = HelpPage(office.tools)
    office.show(page)
    said = {strip_controls(label.text()) for label in parts(page, QLabel)}
    assert {"Ctrl+S", "Ctrl+P", "Ctrl+Enter"} <= said
    assert not any("Return" in text for text in said)
    for keys in ("Ctrl+S", "Ctrl+Return"):
        shown = strip_controls(Button(office.tools.faces, lambda _: "", keys=keys).text()).strip()
        assert shown in said
    assert {words(Texts("ar")) for _, words in KEYS} <= said
