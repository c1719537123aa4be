"""Examinations behind the screen, and the generations that follow from them."""

import errno
import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import digest, generations, reserve
from gemdesk.vault.examination import Examination, Examined
from gemdesk.vault.findings import Choice, Found, Generation, Kind, Remedy
from gemdesk.vault.names import DATABASE, GENERATIONS, RESERVE, SET_ASIDE
from gemdesk.vault.session import Session
from tests.vault.making import fill_up, flip
from tests.vault.opening_twice import DAY, SCHEMA, Place, bodies, die, make_place, write

PAGE = 4096


@pytest.fixture
def vault(tmp_path: Path) -> Place:
    return make_place(tmp_path / "vault")


def examine(vault: Place, session: Session) -> Examined:
    """One examination from beginning to end."""
    one = Examination(session, SCHEMA.newest, vault.calendar)
    found = one.run()
    assert found is not None
    one.finish(found)
    return found


def filled(vault: Place) -> None:
    """Some dozens of pages, left clean."""
    session = vault.begin()
    write(session, *("ملاحظة " * 600 for _ in range(12)))
    session.close()


def test_an_undisturbed_vault_passes_and_leaves_a_generation_and_a_reserve(vault: Place) -> None:
    filled(vault)
    session = vault.begin()
    found = examine(vault, session)
    assert found.finding is None
    assert found.generation == Generation("000000000012", 12, DAY)
    assert (vault.folder / RESERVE).stat().st_size == reserve.SIZE
    assert session.saves.head.when_examined() == DAY
    write(session, "بعد الفحص")
    assert (vault.folder / f"{DATABASE}-wal").stat().st_size == 0, "saves reach the file again"
    session.close()
    assert vault.finding() is None


def test_saves_during_an_examination_are_kept_and_reach_the_file_afterwards(vault: Place) -> None:
    filled(vault)
    session = vault.begin()
    one = Examination(session, SCHEMA.newest, vault.calendar)
    session.saves.hold()
    before = vault.database.read_bytes()
    write(session, "أثناء الفحص")
    found = one.run()
    assert found is not None
    assert found.finding is None
    assert vault.database.read_bytes() == before, "the file that is examined does not change"
    one.finish(found)
    assert vault.database.read_bytes() != before
    assert (vault.folder / f"{DATABASE}-wal").stat().st_size == 0
    assert bodies(session)[-1] == "أثناء الفحص"
    assert session.saves.head.digest is None, "the digest was of the state before"
    session.close()
    assert vault.finding() is None


def test_a_process_killed_during_an_examination_loses_nothing(vault: Place) -> None:
    filled(vault)
    session = vault.begin()
    session.saves.hold()
    write(session, "أثناء الفحص")
    die(session)
    again = vault.begin()
    assert bodies(again)[-1] == "أثناء الفحص"
    again.close()


def test_each_page_that_was_put_back_from_an_older_state_is_found(vault: Place) -> None:
    older, newest = _two_states(vault)
    assert len(older) == len(newest)
    differing = [at for at in range(0, len(newest), PAGE) if older[at : at + PAGE] != newest[at : at + PAGE]]
    assert len(differing) > 10
    outcomes = []
    for at in differing:
        vault.database.write_bytes(newest[:at] + older[at : at + PAGE] + newest[at + PAGE :])
        outcomes.append(_told(vault))
    assert set(outcomes) <= {Kind.PAGES_CHANGED, Kind.SAVES_MISSING}
    assert outcomes.count(Kind.PAGES_CHANGED) >= len(differing) - 2
    vault.database.write_bytes(newest)
    assert _told(vault) is None, "the same vault with all its newest pages"


def _two_states(vault: Place) -> tuple[bytes, bytes]:
    """The file of the same length before and after a change of most of its pages; the later one lies there."""
    filled(vault)
    states = []
    for letter in "xyz":
        session = vault.begin()
        with session.saves.save():
            session.connection.execute("UPDATE note SET body = ? || substr(body, 2)", [letter])
        session.close()
        states.append(vault.database.read_bytes())
    return states[1], states[2]


def _told(vault: Place) -> Kind | None:
    """What is told of a copy of this vault: on opening or by the examination."""
    copy = vault.folder.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(vault.folder, copy)
    try:
        session = Place(copy, vault.opened, vault.calendar).begin()
    except Found as found:
        return found.finding.kind
    found_later = examine(vault, session).finding
    session.close()
    return None if found_later is None else found_later.kind


def test_a_bit_turned_over_in_any_page_is_found(vault: Place) -> None:
    filled(vault)
    for page in range(vault.database.stat().st_size // PAGE):
        for at in (page * PAGE + 900, page * PAGE + 4096 - 70, page * PAGE + 4096 - 10):  # body, vector, code
            whole = flip(vault.database, at)
            assert _told(vault) in (Kind.DAMAGED, Kind.PAGES_CHANGED), at
            vault.database.write_bytes(whole)
    assert _told(vault) is None


def test_what_an_examination_found_stops_saving_and_is_told_again_until_something_is_chosen(vault: Place) -> None:
    filled(vault)
    session = vault.begin()
    examine(vault, session)
    session.close()
    pages = vault.database.stat().st_size // PAGE
    flip(vault.database, (pages - 2) * PAGE + 900)
    session = vault.begin()
    found = examine(vault, session)
    assert found.finding is not None
    assert found.generation is None, "a damaged state never becomes a generation"
    with pytest.raises(Trouble) as stop:
        write(session, "لا يُحفظ")
    assert stop.value.reason is Reason.SAVING_STOPPED
    session.close()
    finding = vault.finding()
    assert finding is not None
    assert finding.kind in (Kind.DAMAGED, Kind.PAGES_CHANGED)
    assert [finding.behind(one) for one in finding.generations] == [0]
    session = vault.begin(Choice(Remedy.GENERATION, finding.generations[0].name))
    assert len(bodies(session)) == 12
    assert examine(vault, session).finding is None
    session.close()
    assert vault.finding() is None
    assert (vault.folder / SET_ASIDE / "001" / DATABASE).exists(), "the damaged file is kept"


def test_a_generation_brings_back_its_state_and_the_counter_leaps_over_what_was_lost(vault: Place) -> None:
    filled(vault)
    session = vault.begin()
    made = examine(vault, session).generation
    assert made is not None
    write(session, "بعد النسخة", "وبعدها")
    session.close()
    vault.database.write_bytes(vault.database.read_bytes()[: 3 * PAGE])
    finding = vault.finding()
    assert finding is not None
    assert finding.kind is Kind.DAMAGED
    assert not finding.readable
    assert finding.behind(finding.generations[0]) == 2
    session = vault.begin(Choice(Remedy.GENERATION, made.name))
    assert len(bodies(session)) == 12
    assert session.saves.head.epoch == 15
    session.close()


@pytest.mark.parametrize("harm", ["removed", "emptied", "set aside by a restoring that was killed"])
def test_a_database_that_is_not_there_is_told_as_missing_and_a_generation_takes_its_place(
    vault: Place, harm: str
) -> None:
    filled(vault)
    session = vault.begin()
    made = examine(vault, session).generation
    session.close()
    assert made is not None
    if harm == "removed":
        vault.database.unlink()
    elif harm == "emptied":
        vault.database.write_bytes(b"")
    else:
        generations.set_aside(vault.folder)
    finding = vault.finding()
    assert finding is not None
    assert (finding.kind, finding.readable, finding.salvageable) == (Kind.FILE_MISSING, False, False)
    assert [one.name for one in finding.generations] == [made.name]
    vault.database.with_name(f"{DATABASE}.salvaged").write_bytes(b"read out")
    beside = vault.finding()
    assert beside is not None and beside.kind is Kind.DAMAGED, "a salvage that was cut off can go on"
    vault.database.with_name(f"{DATABASE}.salvaged").unlink()
    session = vault.begin(Choice(Remedy.GENERATION, made.name))
    assert len(bodies(session)) == 12
    session.close()
    assert vault.finding() is None


def test_a_damaged_generation_is_not_put_in_the_vaults_place(vault: Place) -> None:
    filled(vault)
    session = vault.begin()
    made = examine(vault, session).generation
    session.close()
    assert made is not None
    before = vault.database.read_bytes()
    flip(vault.folder / GENERATIONS / made.name / DATABASE, 5000)
    with pytest.raises(Found) as found:
        vault.begin(Choice(Remedy.GENERATION, made.name))
    assert found.value.finding.generations == ()
    assert vault.database.read_bytes() == before
    assert vault.finding() is None


def test_three_daily_and_four_weekly_generations_stay(vault: Place) -> None:
    for _ in range(50):
        session = vault.begin()
        write(session, "يوم")
        examine(vault, session)
        session.close()
        session = vault.begin()
        assert examine(vault, session).generation is None, "one a day"
        session.close()
        vault.calendar.move(days=1)
    there = generations.listed(vault.folder, vault.opened.keys, vault.opened.vault_id)
    ages = [(vault.calendar() - one.at).days for one in there]
    assert len(there) == generations.DAILY + generations.WEEKLY
    assert ages[: generations.DAILY] == [1, 2, 3]
    weeks = {one.at.isocalendar()[:2] for one in there[generations.DAILY :]}
    assert len(weeks) == generations.WEEKLY
    assert max(ages) >= 19


def test_a_clock_that_jumps_decides_nothing_but_names() -> None:
    jumped = [Generation(f"{n:012d}", n, DAY + timedelta(days=d)) for n, d in enumerate([0, 3650, 1, -3650, 2, 3], 1)]
    kept = generations.kept(jumped)
    assert {"000000000006", "000000000005", "000000000004"} <= kept, "the newest saves, whatever day they bear"


def test_a_stopped_examination_ends_soon_and_says_nothing(vault: Place) -> None:
    filled(vault)
    session = vault.begin()
    one = Examination(session, SCHEMA.newest, vault.calendar)
    one.stop(0)
    assert one.run() is None
    one.finish(None)
    write(session, "بعد")
    assert (vault.folder / f"{DATABASE}-wal").stat().st_size == 0
    session.close()
    assert not (vault.folder / GENERATIONS).exists()


def test_the_digest_depends_on_every_page_and_on_their_order(vault: Place) -> None:
    filled(vault)
    keys, whole = vault.opened.keys, vault.database.read_bytes()
    of_whole = digest.of(vault.database, keys)
    copy = vault.folder.with_name("copy")
    for changed in (
        whole[:-PAGE],
        whole + whole[-PAGE:],
        whole[: -PAGE // 2],
        whole[:PAGE] + whole[2 * PAGE : 3 * PAGE] + whole[PAGE : 2 * PAGE] + whole[3 * PAGE :],
    ):
        copy.write_bytes(changed)
        assert digest.of(copy, keys) != of_whole
    copy.write_bytes(whole)
    assert digest.of(copy, keys) == of_whole


def test_the_reserve_lets_the_last_save_and_the_next_succeed(small_disk: Path) -> None:
    vault = make_place(small_disk / "vault")
    session = vault.begin()
    write(session, "أ")
    # 3 MiB have no room for the real reserve: this one is as much as the disk can spare.
    (vault.folder / RESERVE).write_bytes(bytes(1_000_000))
    fill_up(small_disk)
    write(session, "آخر حفظ")
    assert [one.reason for one in session.saves.warnings] == [Reason.DISK_NEARLY_FULL]
    assert not (vault.folder / RESERVE).exists()
    session.close()
    again = vault.begin()
    assert bodies(again) == ["أ", "آخر حفظ"]
    again.close()


def test_without_a_reserve_the_same_save_is_refused(small_disk: Path) -> None:
    vault = make_place(small_disk / "vault")
    session = vault.begin()
    write(session, "أ")
    fill_up(small_disk)
    with pytest.raises(Trouble) as stop:
        write(session, "آخر حفظ")
    assert stop.value.reason is Reason.DISK_FULL
    assert bodies(session) == ["أ"]
    session.abandon()


def test_a_stale_page_is_found_although_something_was_saved_before_the_examination(vault: Place) -> None:
    newest, at = _one_stale_page(vault)
    session = vault.begin(examined=False)
    write(session, "قبل الفحص")
    found = examine(vault, session)
    assert found.finding is not None, at
    session.close()
    assert vault.finding() is not None
    vault.database.write_bytes(newest)


@pytest.mark.parametrize("end", ["quit", "killed"])
def test_a_stale_page_is_found_although_the_session_before_ended_before_its_examination(vault: Place, end: str) -> None:
    _one_stale_page(vault)
    session = vault.begin(examined=False)
    write(session, "قبل الفحص")
    if end == "quit":
        session.close()
    else:
        die(session)
    assert _told(vault) is Kind.PAGES_CHANGED


def test_a_session_that_ended_before_its_examination_is_nothing_to_tell(vault: Place) -> None:
    filled(vault)
    for end in (Session.close, die):
        session = vault.begin(examined=False)
        write(session, "قبل الفحص")
        end(session)
        assert _told(vault) is None
        session = vault.begin(examined=False)
        assert bodies(session)[-1] == "قبل الفحص"
        assert examine(vault, session).finding is None
        write(session, "بعده")
        session.close()
        assert _told(vault) is None


def _one_stale_page(vault: Place) -> tuple[bytes, int]:
    """Put one page back that no save touches; the whole newest file, and where."""
    older, newest = _two_states(vault)
    differing = [at for at in range(0, len(newest), PAGE) if older[at : at + PAGE] != newest[at : at + PAGE]]
    at = differing[len(differing) // 2]
    vault.database.write_bytes(newest[:at] + older[at : at + PAGE] + newest[at + PAGE :])
    assert _told(vault) is Kind.PAGES_CHANGED, "the control: told when nothing was saved before"
    return newest, at


def test_a_disk_that_gives_a_page_not_back_is_a_finding(vault: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(vault)
    session = vault.begin(examined=False)

    def broken(*_: object) -> bytes:
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(digest, "of", broken)
    found = examine(vault, session)
    assert found.finding is not None
    assert found.finding.kind is Kind.DAMAGED
    session.abandon()


def test_a_generation_that_cannot_be_written_is_told_and_nothing_else_suffers(vault: Place) -> None:
    filled(vault)
    (vault.folder / GENERATIONS).write_bytes(b"a file where the folder should be")
    session = vault.begin(examined=False)
    found = examine(vault, session)
    assert found.finding is None
    assert found.hindered is not None
    write(session, "بعد")
    session.close()
    assert vault.finding() is None


def test_quitting_does_not_wait_for_an_examination_that_never_began(vault: Place) -> None:
    session = vault.begin(examined=False)
    session.examination = Examination(session, SCHEMA.newest, vault.calendar)
    began = time.monotonic()
    session.close()
    assert time.monotonic() - began < 2
