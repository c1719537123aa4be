"""The help page lists the keys that the pages say, written as the buttons write them."""

import re

import pytest
from PySide6.QtWidgets import QLabel

from gemdesk.kernel import proving
from gemdesk.kernel.proving import Proof
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.help import about
from gemdesk.ui.pages.help.page import KEYS, HelpPage
from gemdesk.ui.pages.help.texts import VAULT
from gemdesk.ui.pages.help.work import ANSWERS, DIRECTORY, DUE, FIGURES, LISTS, PRINTS, SHEETS, UNDOING, WORK
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.keys import PANIC
from gemdesk.ui.places import ROOMS
from tests.conftest import REPOSITORY
from tests.ui import screen
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


def test_the_proof_is_made_by_real_attempts(office: Office) -> None:
    page = HelpPage(office.tools)
    office.show(page)
    page.about.prove.click()
    assert not page.about.prove.isEnabled()
    screen.until(page.about.prove.isEnabled, 60)
    screen.settle()
    chips = [chip.accessibleName() for chip in parts(page.about, Chip) if chip.isVisible()]
    assert len(chips) == len(proving.FAMILIES) + 2
    assert page.about.verdict.isVisible()
    stopped = {strip_controls(about._ENDED[how][0](Texts("ar"))) for how in ("killed", "refused", "unknown_here")}
    assert set(chips) <= stopped


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_verdict_claims_no_more_than_was_seen(language: str) -> None:
    texts = Texts(language)
    stopped = Proof("AF_INET", stopped_by_kernel=True, how="killed")
    opened = Proof("AF_INET6", stopped_by_kernel=False, how="opened")
    failed = Proof("socket", stopped_by_kernel=False, how="unproved")
    absent = Proof("AF_VSOCK", stopped_by_kernel=False, how="unknown_here")
    good = about.verdict([stopped, absent])(texts)
    others = [about.verdict(proofs)(texts) for proofs in ([], [stopped, opened], [stopped, failed], [failed, opened])]
    assert good not in others
    assert others[1] == others[3]
    assert len(set(others)) == 3


def test_every_chapter_is_shown_and_nothing_is_clipped(office: Office) -> None:
    page = HelpPage(office.tools)
    office.show(page)
    said = {strip_controls(label.text()) for label in parts(page, QLabel)}
    for chapter in (*WORK, *VAULT):
        assert {strip_controls(line(Texts("ar"))) for line in (chapter.title, *chapter.lines)} <= said
    assert screen.clipped(page) == []


def test_each_place_of_the_rail_has_a_chapter() -> None:
    """A new place fails here until the help tells of it."""
    told = {
        "today": DUE, "approvals": DUE, "replies": ANSWERS, "prints": PRINTS, "directory": DIRECTORY,
        "figures": FIGURES, "history": UNDOING, "sheets": SHEETS, "lists": LISTS,
    }  # fmt: skip
    assert set(told) == {room.place.id for room in ROOMS}
    assert set(told.values()) <= set(WORK)


def test_each_key_that_a_page_takes_is_listed() -> None:
    """Found in the source as `bind` takes them; a new key fails here until the help lists it."""
    source = [path.read_text("utf-8") for path in (REPOSITORY / "gemdesk" / "ui").rglob("*.py")]
    taken = {keys for text in source for keys in re.findall(r'\bbind\([\w.]+, f?"([^"]+)"', text)}
    assert {"Ctrl+Z", "Ctrl+{number}", "Alt+{number}"} <= taken
    listed = {keys for keys, _words in KEYS}
    assert {
        {"Escape": "Esc", "Ctrl+Enter": "Ctrl+Return"}.get(keys, keys.replace("{number}", "1")) for keys in taken
    } <= listed


def test_the_panic_keys_are_listed(office: Office) -> None:
    listed = [keys for keys, _words in KEYS]
    assert set(PANIC) <= set(listed)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_line_is_too_long_to_be_read(office: Office, language: str) -> None:
    office.tools.faces.switch(Face(Texts(language), Look()))
    page = HelpPage(office.tools)
    office.show(page, 1900, 1000)
    wrapped = [label for label in parts(page, QLabel) if label.wordWrap() and len(label.text()) > 80]
    assert len(wrapped) > 10
    for label in wrapped:
        text = strip_controls(label.text())
        letters = label.width() * len(text) / label.fontMetrics().horizontalAdvance(text)
        assert letters < 80, text
