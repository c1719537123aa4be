"""A vault that is not as it was left: what is found, and each way on, through the flows that the desk calls."""

import errno
import itertools
import shutil
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from gemdesk.domain.lines import Filter
from gemdesk.domain.records import Person
from gemdesk.flows import case_files, cases, examinations, salvaging, sessions, vault_state
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.store import rebuild, rows
from gemdesk.store.migrations import runner
from gemdesk.store.trail import make_device
from gemdesk.vault import lock, opening, salvage
from gemdesk.vault.findings import Choice, Found, Kind, Remedy
from gemdesk.vault.folder import prepare
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.head import Suspicion
from gemdesk.vault.keys import Keys
from gemdesk.vault.names import DATABASE, LOG, SET_ASIDE
from gemdesk.vault.salvage import Salvaged, Tables
from tests.flows.making import case_paths
from tests.vault.making import LIGHT, OLD, killed_at
from tests.vault.opening_twice import die

PAGE = 4096
NOW = datetime.fromisoformat("2026-11-20T09:00:00+03:00")
NAMES = ("سلمى", "آدم", "نور", "ريما", "تيم")


class Office:
    """A vault with some people in it, and who opens it."""

    def __init__(self, place: Path) -> None:
        self.clock = SetClock(NOW)
        temporary, opened = prepare(place, OLD, worker="w1", policy=LIGHT)
        made = Handover(Mode.CREATE, place, opened, Settings(), temporary)
        work = sessions.begin(made, self.clock)
        for path in case_paths()[:3]:
            case_files.take_in(work, path, Texts("ar"))
        for name in NAMES:
            cases.take_in(work, Intake(chosen_name=name, number="+963 944 000 318"))
        work.close()
        self.handover = Handover(Mode.OPEN, place, opened, Settings())

    @property
    def database(self) -> Path:
        return self.handover.folder / DATABASE

    def begin(self, choice: Choice | None = None) -> Work:
        return sessions.begin(self.handover, self.clock, choice)

    def examined(self, work: Work) -> Kind | None:
        examination = examinations.prepare(work)
        found = examinations.finish(work, examination, examination.run())
        return None if found is None else found.kind


def shown(work: Work) -> list[str]:
    """The names in the case list, in its order."""
    return [line.name for line in cases.page(work, "", Filter(), None, 100)]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "vault")


def test_the_examination_after_opening_writes_down_what_it_did(office: Office) -> None:
    work = office.begin()
    assert office.examined(work) is None
    state = vault_state.read(work)
    assert state.examined_at == NOW
    assert [state.behind(one) for one in state.generations] == [1], "its own note is one save"
    assert [event.what for event in state.events] == ["generation", "places_written"]
    work.close()


def test_going_on_knowingly_is_written_down(office: Office) -> None:
    older = office.database.read_bytes()
    work = office.begin()
    cases.take_in(work, Intake(chosen_name="جود"))
    work.close()
    office.database.write_bytes(older)
    with pytest.raises(Found) as found:
        office.begin()
    assert (found.value.finding.kind, found.value.finding.missing) == (Kind.SAVES_MISSING, 1)
    work = office.begin(Choice(Remedy.KNOWINGLY))
    told = vault_state.read(work).events[0]
    assert (told.what, told.facts) == ("finding", {"kind": "saves_missing", "missing": 1, "remedy": "knowingly"})
    work.close()
    office.begin().close()


def test_the_last_good_generation_is_opened_in_place_of_a_damaged_file(office: Office) -> None:
    work = office.begin()
    office.examined(work)
    before = shown(work)
    work.close()
    office.database.write_bytes(office.database.read_bytes()[: 20 * PAGE])
    with pytest.raises(Found) as found:
        office.begin()
    finding = found.value.finding
    assert finding.kind is Kind.DAMAGED
    assert not finding.readable
    work = office.begin(Choice(Remedy.GENERATION, finding.generations[0].name))
    assert shown(work) == before
    cases.take_in(work, Intake(chosen_name="جود"))
    work.close()
    office.begin().close()


@pytest.mark.parametrize("first_page", [False, True])
def test_what_can_be_read_is_brought_into_a_new_database_and_works_on(office: Office, first_page: bool) -> None:
    work = office.begin()
    before, trail = set(shown(work)), rebuild.rebuild(work.connection)
    work.close()
    damage(office, first_page=first_page)
    content = office.database.read_bytes()
    if not first_page:  # then opening alone cannot know
        work = office.begin()
        assert office.examined(work) is Kind.DAMAGED
        work.close()
    with pytest.raises(Found) as found:
        office.begin()
    assert found.value.finding.kind is Kind.DAMAGED
    work = office.begin(Choice(Remedy.SALVAGE))
    after = set(shown(work))
    assert len(after & before) >= len(before) * 0.6
    assert rows.select(work.connection, Person, "1")
    assert len(rebuild.rebuild(work.connection)) >= 0.5 * len(trail)
    case = cases.take_in(work, Intake(chosen_name="جود"))
    assert "جود" in shown(work)
    assert [line.case for line in cases.page(work, "جود", Filter(), None, 10)] == [case]
    work.close()
    work = office.begin()
    assert office.examined(work) is None
    work.close()
    assert (office.handover.folder / SET_ASIDE / "001" / DATABASE).read_bytes() == content


def damage(office: Office, *, first_page: bool = False) -> None:
    """Lose every eleventh page, and the first one if it is to be found on opening."""
    content = bytearray(office.database.read_bytes())
    for page in [*range(7, len(content) // PAGE, 11), *([0] if first_page else [])]:
        content[page * PAGE + 100 : page * PAGE + 200] = bytes(100)
    office.database.write_bytes(content)


def salvaged(office: Office) -> tuple[list[str], Trouble]:
    """Salvage it: the names in the list, and what is told."""
    work = office.begin(Choice(Remedy.SALVAGE))
    told = [warning for warning in work.take_warnings() if warning.reason is Reason.SALVAGED]
    assert len(told) == 1
    names = shown(work)
    work.close()
    return names, told[0]


def unlinked(_name: Path, _other: Path) -> None:
    raise PermissionError(errno.EPERM, "as on a disk without links")


def found(office: Office) -> Kind | None:
    """What an opening finds."""
    try:
        office.begin().vault.abandon()
    except Found as found:
        return found.finding.kind
    return None


def history(office: Office) -> list[str]:
    work = office.begin()
    what = [event.what for event in vault_state.read(work).events]
    work.vault.abandon()
    return what


def test_a_salvage_tells_what_is_lost(office: Office) -> None:
    damage(office)
    names, told = salvaged(office)
    assert names
    assert isinstance(told.facts["damaged"], int)
    assert 2 < told.facts["damaged"] < 0.1 * int(str(told.facts["pages"])) + 1
    assert history(office)[:2] == ["finding", "salvaged"]
    again = office.begin()
    assert not again.take_warnings(), "told once"
    again.close()
    assert not list(office.handover.folder.glob(f"{DATABASE}.*"))


@pytest.mark.parametrize(
    ("known", "links"),
    [
        (True, True),
        pytest.param(False, True, marks=pytest.mark.thorough),
        pytest.param(True, False, marks=pytest.mark.thorough),
    ],
)
def test_a_salvage_killed_at_every_step_is_found_and_ended(
    office: Office, tmp_path: Path, known: bool, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once an examination has found the damage, with acknowledged work in the log; once the opening finds it.

    Some disks give a file no second name.
    """
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", unlinked)
    work = office.begin()
    cases.take_in(work, Intake(chosen_name="لين"))
    if known:
        work.vault.saves.stop(Suspicion.DAMAGED)
        die(work.vault)
    else:
        work.close()
    damage(office, first_page=not known)
    folder, kept = office.handover.folder, tmp_path / "kept"
    log = (folder / LOG).read_bytes() if known else b""
    assert bool(log) == known
    broken = office.database.read_bytes()
    shutil.copytree(folder, kept)
    expected, told = salvaged(office)
    assert "لين" in expected
    met: Counter[str] = Counter()
    for step in itertools.count(1 + known + links, 5):
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
        if not killed_at(step, lambda: office.begin(Choice(Remedy.SALVAGE)).close()):
            break
        aside = [place for place in (folder / SET_ASIDE).glob("*") if (place / DATABASE).exists()]
        moved = not office.database.exists() or office.database.read_bytes() != broken
        if moved:
            assert aside, "the damaged file is there under another name before it goes"
            assert (aside[0] / DATABASE).read_bytes() == broken
            kept_logs = [path.read_bytes() for path in (aside[0] / LOG, folder / LOG) if path.exists()]
            assert not log or log in kept_logs
        kind = found(office)
        assert kind in (None, Kind.DAMAGED, *([Kind.PAGES_CHANGED] if moved else []))
        if kind is not None:
            names, again = salvaged(office)
            assert (names, again.facts) == (expected, told.facts)
        met["ready" if kind is None else "exchanged" if moved else "before"] += 1
        assert "salvaged" in history(office), "what opens without a word is the salvaged one, ready"
        assert not list(folder.glob(f"{DATABASE}.*"))
    assert set(met) == {"before", "exchanged", "ready"}


@pytest.mark.parametrize("same", [True, False])
def test_a_finished_salvage_is_put_in_place_of_the_file_that_it_was_read_from_alone(
    office: Office, same: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = office.database.read_bytes()
    work = office.begin()
    cases.take_in(work, Intake(chosen_name="لين"))
    work.close()
    damage(office)
    broken = office.database.read_bytes()
    salvaging.read_out(office.handover, NOW.isoformat())
    finished = office.handover.folder / f"{DATABASE}.salvaged"
    shutil.copyfile(office.database, finished)
    office.database.write_bytes(broken if same else older)
    read: list[Path] = []
    read_into = salvage.read_into

    def counted(damaged: Path, target: Path, keys: Keys, tables: Tables) -> Salvaged:
        read.append(damaged)
        return read_into(damaged, target, keys, tables)

    monkeypatch.setattr(salvage, "read_into", counted)
    _names, told = salvaged(office)
    assert len(read) == (0 if same else 1)
    assert bool(told.facts["damaged"]) == same


def test_a_salvage_waits_for_another_window(office: Office) -> None:
    damage(office)
    before = {path.name: path.read_bytes() for path in office.handover.folder.iterdir() if path.is_file()}
    with lock.hold(office.handover.folder), pytest.raises(Trouble) as stop:
        office.begin(Choice(Remedy.SALVAGE))
    assert stop.value.reason is Reason.VAULT_IN_USE
    assert {name: (office.handover.folder / name).read_bytes() for name in before} == before
    assert not (office.handover.folder / SET_ASIDE).exists()
    salvaged(office)
    lock.hold(office.handover.folder).release()


def test_nothing_is_touched_when_nothing_can_be_read(office: Office) -> None:
    office.database.write_bytes(office.database.read_bytes()[:16] + bytes(40 * PAGE - 16))
    before = {path.name for path in office.handover.folder.iterdir()}
    for choice in (None, Choice(Remedy.SALVAGE)):
        with pytest.raises(Trouble) as stop:
            office.begin(choice)
        assert stop.value.reason is Reason.VAULT_DAMAGED
    assert {path.name for path in office.handover.folder.iterdir()} == before


def test_a_vault_from_before_the_seal_gets_its_first_head(office: Office, tmp_path: Path) -> None:
    temporary, opened = prepare(tmp_path / "old", OLD, worker="w1", policy=LIGHT)
    connection = opening.connect(temporary / DATABASE, opened.keys, newest=1, create=True)
    runner.migrate(connection, 1)
    make_device(connection, NOW.isoformat())
    connection.close()
    shutil.move(temporary, tmp_path / "old")
    handover = Handover(Mode.OPEN, tmp_path / "old", opened, Settings())
    work = sessions.begin(handover, office.clock)
    cases.take_in(work, Intake(chosen_name="جود"))
    work.close()
    work = sessions.begin(handover, office.clock)
    assert shown(work) == ["جود"]
    work.close()
