"""Sealed notes: read by whoever holds the second key, found by no search, in clear nowhere."""

from dataclasses import replace
from pathlib import Path

import pytest

from gemdesk.domain.lines import Filter
from gemdesk.flows import cases, sealed_notes
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.opened import Role
from gemdesk.vault.sealed_texts import Sealer
from tests.flows.making import copied_work

TEXT = "اسم لا يعرفه أحد غيرنا"


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return copied_work(tmp_path / "vault")


def without_key(work: Work) -> Work:
    """The same vault behind a key place that does not open sealed things."""
    opened = replace(work.vault.opened, keys=work.vault.opened.keys.without_sealed())
    return replace(work, vault=replace(work.vault, opened=opened))


def everything(work: Work) -> str:
    """Every value of every table, as text."""
    tables = [row[0] for row in work.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = []
    for table in tables:
        for row in work.connection.execute(f'SELECT * FROM "{table}"'):
            found += [value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in row]
    return "\n".join(found)


def test_a_sealed_note_is_read_again_and_lies_nowhere_in_clear(work: Work) -> None:
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    note = sealed_notes.write(work, case, TEXT)
    assert sealed_notes.read(work, note.id) == TEXT
    assert TEXT not in everything(work)
    assert not cases.page(work, "لا يعرفه", Filter(), None, 10)
    cases.note(work, case, TEXT)  # in clear it is found: so the looking looks
    assert TEXT in everything(work)
    assert cases.page(work, "لا يعرفه", Filter(), None, 10)


def test_a_draft_of_it_is_sealed_too_and_comes_back(work: Work) -> None:
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    sealed_notes.keep_draft(work, case, TEXT)
    assert TEXT not in everything(work)
    assert cases.open_case(work, case).note_draft["text"] == TEXT
    assert cases.open_case(without_key(work), case).note_draft["text"] == ""
    sealed_notes.write(work, case, TEXT)
    assert cases.open_case(work, case).note_draft == {}


@pytest.mark.parametrize("closed", ["no key", "no right"])
def test_without_the_key_or_the_right_it_stays_closed(work: Work, closed: str) -> None:
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    note = sealed_notes.write(work, case, TEXT)
    opened = replace(work.vault.opened, role=Role.COORDINATOR)
    other = without_key(work) if closed == "no key" else replace(work, vault=replace(work.vault, opened=opened))
    for act in (lambda: sealed_notes.read(other, note.id), lambda: sealed_notes.write(other, case, TEXT)):
        with pytest.raises(Refusal) as stop:
            act()
        assert stop.value.reason is Reason.SEALED_AWAY
    assert not sealed_notes.may_seal(other)


def test_a_text_that_was_moved_to_another_note_does_not_open(work: Work) -> None:
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    first, second = sealed_notes.write(work, case, TEXT), sealed_notes.write(work, case, "other")
    work.connection.execute("UPDATE sealed_note SET body = ? WHERE id = ?", [first.body, second.id])
    with pytest.raises(ValueError, match="not sealed for this field"):
        sealed_notes.read(work, second.id)
    assert sealed_notes.read(work, first.id) == TEXT


def test_no_clear_text_reaches_a_sealed_field(work: Work) -> None:
    from gemdesk.domain.casework import SealedNote

    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    with pytest.raises(TypeError, match="not sealed"), work.change() as change:
        change.add(SealedNote(id="x", case=case, body=TEXT, at=work.clock.now()), case)


def test_a_sealer_without_the_key_says_so(work: Work) -> None:
    sealer = Sealer(work.vault.opened.keys.without_sealed())
    assert not sealer.can
    assert work.sealer.can
    with pytest.raises(PermissionError):
        sealer.seal("x", "r", "f")
    assert sealer.seal("", "r", "f") == ""
