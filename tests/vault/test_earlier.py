"""Writing a database anew in its place: at any moment one whole database lies there, and nothing of deleted rows."""

import itertools
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import earlier, generations
from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.earlier import Counted
from gemdesk.vault.names import DATABASE, GENERATIONS, SET_ASIDE
from gemdesk.vault.pages import Pages
from gemdesk.vault.session import Session
from tests.vault.making import flip, killed_at
from tests.vault.opening_twice import SCHEMA, Place, bodies, make_place, write
from tests.vault.test_generations import examine

GONE = "زكريا"  # in rows that are deleted
STAYS = "سلمى"


@pytest.fixture
def vault(tmp_path: Path) -> Place:
    """Some hundred pages, filled in disorder, of which every ninth row was deleted."""
    made = make_place(tmp_path / "vault")
    session, draw = made.begin(), random.Random(10)
    numbers = list(range(1, 700))
    draw.shuffle(numbers)
    with session.saves.save():
        for number in numbers:
            name = GONE if number % 9 == 0 else STAYS
            body = f"{name} {'ملاحظة ' * draw.randint(1, 90)}"
            session.connection.execute("INSERT INTO note (id, body) VALUES (?, ?)", [number, body])
    with session.saves.save():
        session.connection.execute("DELETE FROM note WHERE body LIKE ?", [f"{GONE}%"])
    session.close()
    return made


def pages_with(session: Session, name: str) -> int:
    """How many pages a name stands on, in rows or between them."""
    with Pages(session.database, session.opened.keys) as pages:
        return sum(name.encode() in (pages.read(number) or b"") for number in pages.numbers())


def renew(vault: Place, session: Session) -> earlier.Renewed:
    return earlier.renew(session, SCHEMA.newest, vault.calendar)


def test_deleting_alone_leaves_pieces_and_writing_anew_does_not(vault: Place) -> None:
    session = vault.begin()
    assert pages_with(session, GONE) > 0, "what `secure_delete` does not reach"
    before = bodies(session)
    renew(vault, session)
    assert pages_with(session, GONE) == 0
    assert pages_with(session, STAYS) > 0
    assert bodies(session) == before
    write(session, "بعدها")
    session.close()
    assert vault.finding() is None
    session = vault.begin()
    assert bodies(session) == [*before, "بعدها"]
    assert examine(vault, session).finding is None
    session.close()


def test_a_state_of_now_takes_the_place_of_all_before(vault: Place) -> None:
    session = vault.begin()
    examine(vault, session)
    generations.set_aside(vault.folder, ())
    left = vault.folder / f".{DATABASE}.0123abcd"
    left.write_bytes(b"of an interrupted restoring")
    assert earlier.count(vault.folder) == Counted(1, 1)
    old = {place.name for place in (vault.folder / GENERATIONS).iterdir()}
    write(session, "بعدها")
    found = renew(vault, session)
    assert (found.removed, found.made, found.hindered) == (Counted(1, 1), True, None)
    (new,) = generations.listed(vault.folder, session.opened.keys, session.opened.vault_id)
    assert new.name not in old
    assert {place.name for place in (vault.folder / GENERATIONS).iterdir()} == {new.name}
    assert not (vault.folder / SET_ASIDE).exists()
    assert not left.exists()
    session.close()


def test_killed_at_any_step_the_vault_opens_as_it_was(tmp_path: Path) -> None:
    made = make_place(tmp_path / "made")
    session = made.begin()
    write(session, "سلمى", "آدم")
    session.close()
    for step in itertools.count(1):
        vault = replace(made, folder=shutil.copytree(made.folder, tmp_path / f"{step}"))

        def act(vault: Place = vault) -> None:
            open_ = vault.begin()
            renew(vault, open_)
            open_.close()

        killed = killed_at(step, act)
        session = vault.begin()  # nothing is found
        assert bodies(session) == ["سلمى", "آدم"]
        write(session, "نور")
        assert renew(vault, session).made
        session.close()
        assert list(vault.folder.glob(f".{DATABASE}.*")) == [], "what was left is gone"
        if not killed:
            break
    assert step > 20


def test_without_room_nothing_is_begun(vault: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    session = vault.begin()
    examine(vault, session)
    monkeypatch.setattr(generations, "has_room", lambda _folder: False)
    with pytest.raises(Trouble) as stop:
        renew(vault, session)
    assert stop.value.reason is Reason.ERASURE_UNFINISHED
    assert earlier.count(vault.folder) == Counted(0, 0), "earlier states go in any case"
    write(session, "بعدها")
    session.close()
    assert vault.finding() is None


def test_before_the_examination_ended_a_file_that_was_changed_is_not_written_over(vault: Place) -> None:
    session = vault.begin(examined=False)
    earlier.steady(session)
    assert not session.saves.held
    session.close()
    session = vault.begin(examined=False)
    flip(vault.database, 51 * PAGE_BYTES - 9)  # in the code of a page
    with pytest.raises(Trouble) as stop:
        earlier.steady(session)
    assert stop.value.reason is Reason.SAVING_STOPPED
    session.close()
    assert vault.finding() is not None
