"""A new vault on the lock screen: one's own passphrase or five suggested words, and a key file made at once."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6 import QtCore
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from gemdesk.gate.pages.first_run import FirstRun
from gemdesk.gate.pages.new_vault import NewVault
from gemdesk.gate.pages.page import Page
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import strip_controls
from gemdesk.vault import keyfile, slots
from gemdesk.vault.handover import Mode
from gemdesk.vault.passphrase import Secret
from tests.gate.lock_page import Gate, gate, labels
from tests.gate.program import PASSPHRASE
from tests.ui import screen


@pytest.fixture(params=["ar", "en"])
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Gate]:
    """The page, in each language."""
    with gate(tmp_path / "home" / "vault", request.param) as opened:
        opened.open("new_vault")
        yield opened


def new_vault(page: Gate) -> NewVault:
    assert isinstance(page.window.page, NewVault)
    return page.window.page


def suggested(page: Gate) -> list[tuple[int, str]]:
    """The words that are shown, with the place of each from the right."""
    card = new_vault(page).secret.words
    titles = [label for label in labels(card) if label.property("role") == "title"]
    places = {label.mapTo(card, QPoint(label.width(), 0)).x(): label for label in titles if label.isVisible()}
    return [(x, strip_controls(places[x].text())) for x in sorted(places, reverse=True)]


def ask_for_words(page: Gate) -> str:
    """Have five words suggested; as they are read."""
    page.press(new_vault(page).secret.suggest)
    words = [word for _x, word in suggested(page)]
    assert len(words) == 5
    return " ".join(words)


def test_suggested_words_are_shown_then_hidden_then_typed(page: Gate) -> None:
    secret = new_vault(page).secret
    words = ask_for_words(page)
    assert not page.part("passphrase").isVisible()
    assert not page.part("recall").isVisible(), "while they are shown nothing is typed"
    page.press(secret.words.done)
    assert all(word not in page.words() for word in words.split()), "while they are typed nothing is shown"
    assert page.window.focusWidget() is page.part("recall")
    page.type(recall=words)
    page.key(QtCore.Qt.Key.Key_Return)
    handover = page.handed()
    assert (handover.mode, handover.opened.worker) == (Mode.CREATE, "w1")
    assert handover.temporary is not None
    assert slots.unlock(handover.temporary, Secret(words)).vault_id == handover.opened.vault_id


def test_other_words_than_those_shown_make_no_vault(page: Gate, tmp_path: Path) -> None:
    secret = new_vault(page).secret
    words = ask_for_words(page)
    page.press(secret.words.done)
    page.type(recall=" ".join(reversed(words.split())))
    page.press("act")
    assert page.refused() is Reason.WORDS_DIFFER
    assert page.said_at("recall")
    assert list((tmp_path / "home").glob("*")) == []
    page.press(secret.look_again)
    assert " ".join(word for _x, word in suggested(page)) == words, "the same words again"
    assert page.part("recall").text() == ""  # type: ignore[attr-defined]  # a line


def test_every_suggestion_is_another_and_leaving_forgets_it(page: Gate) -> None:
    secret = new_vault(page).secret
    first = ask_for_words(page)
    page.press(secret.words.others)
    second = " ".join(word for _x, word in suggested(page))
    assert first != second
    page.key(QtCore.Qt.Key.Key_Escape)
    assert isinstance(page.window.page, FirstRun)
    page.open("new_vault")
    assert suggested(page) == []
    assert page.part("passphrase").isVisible()
    kept = {strip_controls(label.text()) for label in labels(page.window)}
    assert kept.isdisjoint(second.split()), "no part keeps them out of sight"


def test_the_main_act_while_words_are_shown_only_hides_them(page: Gate) -> None:
    ask_for_words(page)
    page.press("act")
    assert page.window.focusWidget() is page.part("recall")
    assert page.screen.ready is None
    page.press("act")
    assert page.window.focusWidget() is page.part("recall"), "nothing was typed yet"


def test_one_s_own_passphrase_after_all(page: Gate) -> None:
    ask_for_words(page)
    page.press(new_vault(page).secret.words.own)
    page.type(passphrase=PASSPHRASE, again=PASSPHRASE, worker="w42")
    page.key(QtCore.Qt.Key.Key_Return)
    assert page.handed().opened.worker == "w42"


@pytest.mark.parametrize(
    ("typed", "again", "reason", "field"),
    [
        ("سوريا2024", "سوريا2024", Reason.WEAK_PASSPHRASE, "passphrase"),
        ("qwertyuiop", "qwertyuiop", Reason.WEAK_PASSPHRASE, "passphrase"),
        (PASSPHRASE, PASSPHRASE.title(), Reason.PASSPHRASES_DIFFER, "again"),
        (PASSPHRASE, PASSPHRASE + " ", Reason.PASSPHRASES_DIFFER, "again"),
    ],
)
def test_what_is_not_taken(page: Gate, typed: str, again: str, reason: Reason, field: str) -> None:
    page.type(passphrase=typed, again=again)
    page.press("act")
    assert page.refused() is reason
    assert page.said_at(field)


def test_an_unfinished_page_attempts_nothing(page: Gate) -> None:
    page.press("act")
    assert page.window.focusWidget() is page.part("passphrase")
    page.type(passphrase=PASSPHRASE)
    page.press("act")
    assert page.window.focusWidget() is page.part("again")
    assert page.stops == []


def test_a_worker_code_takes_latin_letters_and_digits_alone(page: Gate) -> None:
    page.type(worker="سلام w-7 ;")
    assert new_vault(page).worker.text() == "w-7"
    page.type(worker="a-very-long-code")
    assert new_vault(page).worker.text() == "a-very-long-"


def _dialog(page: Gate) -> QFileDialog:
    screen.until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    return dialog


def make_key_file(page: Gate, path: Path) -> None:
    """Make a key file as a person does: the way, the act, a name in the dialog, Return."""
    way = new_vault(page).secret.key_file
    if way.open.isVisible():
        page.press(way.open)
    page.press(way.make)
    dialog = _dialog(page)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(str(path))
    dialog.accept()
    screen.settle()


def test_a_key_file_is_made_where_the_person_says(page: Gate, tmp_path: Path) -> None:
    target = tmp_path / "stick" / "key"
    target.parent.mkdir()
    make_key_file(page, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    page.type(passphrase=PASSPHRASE, again=PASSPHRASE)
    page.key(QtCore.Qt.Key.Key_Return)
    handover = page.handed()
    assert handover.key_file == target
    assert handover.temporary is not None
    content = keyfile.read(target).content
    assert slots.unlock(handover.temporary, Secret(PASSPHRASE, content)).worker == "w1"


def test_a_key_file_is_never_made_over_another_file(page: Gate, tmp_path: Path) -> None:
    target = tmp_path / "key"
    target.write_bytes(b"something of the person's own")
    make_key_file(page, target)
    assert page.said_at("key_file")
    assert target.read_bytes() == b"something of the person's own"
    way = new_vault(page).secret.key_file
    assert way.path() is None
    make_key_file(page, tmp_path / "other")
    assert way.path() == tmp_path / "other"
    assert page.said_at("key_file") == "", "what was refused is forgotten with the next choice"


def test_a_key_file_where_nothing_can_be_written(page: Gate, tmp_path: Path) -> None:
    make_key_file(page, tmp_path / "absent" / "key")
    assert page.said_at("key_file")
    assert new_vault(page).secret.key_file.path() is None


def test_the_page_says_that_a_recovery_sheet_is_next(page: Gate) -> None:
    said = page.words()
    assert ("recovery sheet" if page.window.settings.language == "en" else "ورقة استرداد") in said
    assert "cannot be replaced" not in said


def test_every_page_has_a_first_part(page: Gate) -> None:
    for name in ("first_run", "reading", "example", "new_vault", "unlock", "change", "prove", "recover", "rekey"):
        page.open(name)
        opened = page.window.page
        assert isinstance(opened, Page)
        first = opened.first()
        assert first is not None
        assert page.window.focusWidget() is (first.focusProxy() or first), name
