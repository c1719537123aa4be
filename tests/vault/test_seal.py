"""What the sealed head makes visible on opening; each harm beside an opening that finds nothing."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import anchor, generations, opening, salvage
from gemdesk.vault.connection import Connection
from gemdesk.vault.examination import Examination
from gemdesk.vault.findings import Choice, Found, Kind, Remedy
from gemdesk.vault.head import PLACE_BYTES, HeadFile, NoHead, Suspicion
from gemdesk.vault.keys import Keys
from gemdesk.vault.names import DATABASE, GENERATIONS, HEAD, LOG, LOG_INDEX, RESERVE, SET_ASIDE
from gemdesk.vault.salvage import Tables
from gemdesk.vault.saves import Saves
from tests.vault.making import fill_up, flip
from tests.vault.opening_twice import SCHEMA, Place, bodies, die, make_place, write

KNOWINGLY = Choice(Remedy.KNOWINGLY)


@pytest.fixture
def vault(tmp_path: Path) -> Place:
    return make_place(tmp_path / "vault")


def state(vault: Place) -> dict[str, bytes]:
    """Every file of the folder but the lock."""
    return {path.name: path.read_bytes() for path in vault.folder.iterdir() if path.is_file() and path.name != "lock"}


def put_back(vault: Place, files: dict[str, bytes], *names: str) -> None:
    """These files as they were then; one that was not there then is removed."""
    for name in names:
        (vault.folder / name).unlink(missing_ok=True)
        if name in files:
            (vault.folder / name).write_bytes(files[name])


def test_saves_are_counted_and_an_undisturbed_vault_opens_with_nothing_to_tell(vault: Place) -> None:
    first = vault.begin()
    write(first, "أ", "ب", "ج")
    assert first.saves.head.epoch == 3
    first.close()
    assert vault.finding() is None
    again = vault.begin()
    assert again.saves.head.epoch == 3
    assert bodies(again) == ["أ", "ب", "ج"]
    assert again.before is not None
    assert again.before.digest is not None
    die(again)
    assert vault.finding() is None, "an opening that was killed leaves nothing wrong"


def test_a_killed_session_loses_nothing_that_was_acknowledged(vault: Place) -> None:
    session = vault.begin()
    write(session, "أ", "ب")
    die(session)
    again = vault.begin()
    assert bodies(again) == ["أ", "ب"]
    again.close()


def test_an_older_database_beside_its_head_is_told_with_the_number_of_saves(vault: Place) -> None:
    session = vault.begin()
    write(session, "أ")
    session.close()
    older = state(vault)
    session = vault.begin()
    write(session, "ب", "ج", "د")
    session.close()
    newest = state(vault)
    put_back(vault, older, DATABASE)
    finding = vault.finding()
    assert finding is not None
    assert (finding.kind, finding.missing) == (Kind.SAVES_MISSING, 3)
    assert vault.finding() == finding, "it is told until something is done about it"
    put_back(vault, newest, DATABASE)
    assert vault.finding() is None, "the same vault, with its newest database"


def test_going_on_knowingly_counts_past_every_state_that_was_lost(vault: Place) -> None:
    session = vault.begin()
    write(session, "أ")
    session.close()
    older = state(vault)
    session = vault.begin()
    write(session, "ب", "ج")
    session.close()
    lost = state(vault)
    put_back(vault, older, DATABASE)
    with pytest.raises(Found):
        vault.begin()
    session = vault.begin(KNOWINGLY)
    assert bodies(session) == ["أ"]
    assert session.remedied is not None
    assert session.saves.head.epoch > 3
    write(session, "هـ")
    session.close()
    assert vault.finding() is None
    put_back(vault, lost, DATABASE)
    finding = vault.finding()
    assert finding is not None, "and the lost state is not mistaken for the newest"
    assert finding.kind is Kind.SAVES_MISSING


def test_every_flip_in_a_log_with_acknowledged_saves_is_told(vault: Place) -> None:
    session = vault.begin()
    write(session, "أ")
    session.saves.hold()  # as during an examination: saves stay in the log
    write(session, *(f"ملاحظة {number} " * 40 for number in range(8)))
    die(session)
    whole = state(vault)
    length = len(whole[LOG])
    assert length > 8 * 4096
    silent = []
    for at in range(24, length, length // 60):
        put_back(vault, whole, DATABASE, LOG, LOG_INDEX, HEAD)
        flip(vault.folder / LOG, at, at % 8)
        finding = vault.finding()
        if finding is None:
            silent.append(at)
        else:
            assert finding.kind is Kind.SAVES_MISSING
            assert finding.missing is not None
            assert 1 <= finding.missing <= 8
    put_back(vault, whole, DATABASE, LOG, LOG_INDEX, HEAD)
    assert vault.finding() is None, "the same log, whole"
    for at in silent:
        # What is told as whole has to be whole: a byte that the log's sums do not cover and that says nothing.
        put_back(vault, whole, DATABASE, LOG, LOG_INDEX, HEAD)
        flip(vault.folder / LOG, at, at % 8)
        opened = vault.begin()
        assert len(bodies(opened)) == 9
        opened.close()


def test_without_the_head_the_same_flip_loses_saves_in_silence(vault: Place) -> None:
    """The control: what SQLCipher alone says of a log with one bit turned over."""
    session = vault.begin()
    session.saves.hold()
    write(session, *("ملاحظة " * 40 for _ in range(8)))
    die(session)
    flip(vault.folder / LOG, 2000)
    connection = opening.connect(vault.database, vault.opened.keys, newest=SCHEMA.newest)
    assert connection.execute("SELECT count(*) FROM note").fetchone()[0] < 8
    opening.examine(connection)
    connection.close()


@pytest.mark.parametrize("harm", ["log gone", "log and index gone"])
def test_a_log_that_was_removed_with_acknowledged_saves_is_told(vault: Place, harm: str) -> None:
    session = vault.begin()
    session.saves.hold()
    write(session, "أ", "ب")
    die(session)
    (vault.folder / LOG).unlink()
    if harm == "log and index gone":
        (vault.folder / LOG_INDEX).unlink()
    finding = vault.finding()
    assert finding is not None
    assert (finding.kind, finding.missing) == (Kind.SAVES_MISSING, 2)


def test_a_log_that_was_removed_in_the_middle_of_a_save_is_told(vault: Place) -> None:
    session = vault.begin()
    write(session, "أ")
    with pytest.raises(KeyError), session.saves.save():
        raise KeyError  # the mark stays, as when the process dies here
    die(session)
    assert vault.finding() is None, "an interrupted save with its log is nothing to tell"
    session = vault.begin()
    with pytest.raises(KeyError), session.saves.save():
        raise KeyError
    die(session)
    (vault.folder / LOG).unlink()
    finding = vault.finding()
    assert finding is not None
    assert (finding.kind, finding.missing) == (Kind.SAVE_CUT, 0)


def test_an_old_log_beside_a_vault_that_was_left_clean_is_put_aside(vault: Place) -> None:
    session = vault.begin()
    session.saves.hold()
    write(session, "قديم")
    old = (vault.folder / LOG).read_bytes()
    session.close()
    session = vault.begin()
    write(session, "جديد")
    session.close()
    (vault.folder / LOG).write_bytes(old)
    session = vault.begin()
    assert bodies(session) == ["قديم", "جديد"]
    assert [warning.reason for warning in session.saves.warnings] == [Reason.LOG_SET_ASIDE]
    session.close()
    assert (vault.folder / SET_ASIDE / "001" / LOG).read_bytes() == old


def _without_head(vault: Place) -> None:
    (vault.folder / HEAD).unlink()


def _empty_head(vault: Place) -> None:
    (vault.folder / HEAD).write_bytes(b"")


def _foreign_head(vault: Place) -> None:
    other = make_place(vault.folder.with_name("other"))
    shutil.copy(other.folder / HEAD, vault.folder / HEAD)


@pytest.mark.parametrize(
    ("harm", "kind"),
    [(_without_head, Kind.HEAD_MISSING), (_empty_head, Kind.HEAD_DAMAGED), (_foreign_head, Kind.HEAD_DAMAGED)],
)
def test_a_head_that_is_missing_damaged_or_anothers_is_told(
    vault: Place, harm: Callable[[Place], None], kind: Kind
) -> None:
    session = vault.begin()
    write(session, "أ")
    session.close()
    harm(vault)
    finding = vault.finding()
    assert finding is not None
    assert finding.kind is kind
    session = vault.begin(KNOWINGLY)
    assert bodies(session) == ["أ"]
    session.close()
    assert vault.finding() is None


def test_an_older_head_beside_its_database_is_told(vault: Place) -> None:
    session = vault.begin()
    write(session, "أ")
    session.close()
    older = state(vault)
    session = vault.begin()
    write(session, "ب", "ج", "د")
    session.close()
    put_back(vault, older, HEAD)
    finding = vault.finding()
    assert finding is not None
    assert finding.kind is Kind.REPLACED


def test_two_lines_of_saves_with_the_same_number_are_told_apart(vault: Place) -> None:
    session = vault.begin()
    write(session, "أصل")
    session.close()
    fork = state(vault)
    session = vault.begin()
    write(session, "هنا")
    session.close()
    here = state(vault)
    put_back(vault, fork, DATABASE, HEAD)
    session = vault.begin()
    with session.saves.save() as save:
        save.bind(b"another trail")
        session.connection.execute("INSERT INTO note (body) VALUES ('هناك')")
    session.close()
    put_back(vault, here, HEAD)
    finding = vault.finding()
    assert finding is not None
    assert finding.kind is Kind.REPLACED


def test_each_byte_of_one_place_of_the_head_may_be_lost(vault: Place) -> None:
    session = vault.begin()
    write(session, "أ")
    session.close()
    whole = (vault.folder / HEAD).read_bytes()
    file = HeadFile(vault.folder, vault.opened.keys, vault.opened.vault_id)
    newest = file.read()
    tolerated = 0
    for at in range(0, len(whole), 7):
        flip(vault.folder / HEAD, at)
        assert file.read().epoch in (newest.epoch, newest.epoch - 1)
        tolerated += 1
        (vault.folder / HEAD).write_bytes(whole)
    assert tolerated > 2 * PLACE_BYTES // 7 - 2
    (vault.folder / HEAD).write_bytes(bytes(len(whole)))
    with pytest.raises(NoHead):
        file.read()


def test_a_head_is_sealed_to_its_vault_and_says_nothing_in_clear(vault: Place) -> None:
    with pytest.raises(NoHead):
        HeadFile(vault.folder, Keys.fresh(), vault.opened.vault_id).read()
    content = (vault.folder / HEAD).read_bytes()
    assert vault.opened.vault_id.encode() not in content
    assert b"GEMHEAD" not in content


def test_a_whole_folder_that_was_rolled_back_is_told_where_a_copy_lies_outside(vault: Place, tmp_path: Path) -> None:
    key_file = tmp_path / "stick" / "key"
    key_file.parent.mkdir()
    key_file.write_bytes(os.urandom(64))
    session = vault.begin(key_file=key_file)
    write(session, "أ")
    session.close()
    older = vault.folder.with_name("older")
    shutil.copytree(vault.folder, older)
    session = vault.begin(key_file=key_file)
    write(session, "ب", "ج")
    session.close()
    assert vault.finding(key_file) is None
    shutil.rmtree(vault.folder)
    older.rename(vault.folder)
    finding = vault.finding(key_file)
    assert finding is not None
    assert (finding.kind, finding.missing) == (Kind.ROLLED_BACK, 2)
    assert vault.finding() is None, "without the copy outside nobody can tell"


def test_nothing_is_saved_when_the_head_was_taken_away_under_an_open_vault(vault: Place) -> None:
    session = vault.begin()
    write(session, "أ")
    (vault.folder / HEAD).rename(vault.folder / "elsewhere")
    with pytest.raises(Trouble) as stop:
        write(session, "ب")
    assert stop.value.reason is Reason.VAULT_MISSING
    assert bodies(session) == ["أ"]
    session.abandon()


def test_a_vault_brought_up_to_date_and_ended_before_its_first_head_opens(vault: Place) -> None:
    session = vault.begin()
    assert session.saves.head.epoch == 0
    session.abandon()
    (vault.folder / HEAD).unlink()
    assert vault.finding() is None
    session = vault.begin()
    write(session, "أ")
    session.close()
    (vault.folder / HEAD).unlink()
    finding = vault.finding()
    assert finding is not None, "after the first save a missing head is told"


def test_a_disk_that_fails_at_the_first_head_is_told_as_the_disks_fault(
    vault: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.begin().abandon()
    (vault.folder / HEAD).unlink()

    def hindered(*_: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    with monkeypatch.context() as failing:
        failing.setattr(HeadFile, "make", hindered)
        with pytest.raises(Trouble) as told:
            vault.begin()
        assert told.value.reason is Reason.DISK_FAULT
    session = vault.begin()
    write(session, "أ")
    session.close()
    assert vault.finding() is None


def test_a_refused_save_whose_frames_stay_in_the_log_keeps_its_mark(
    vault: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = vault.begin()
    write(session, "أ")
    with pytest.raises(KeyError), session.saves.save():
        raise KeyError

    def hindered(_connection: object) -> bool:
        raise Trouble(Reason.DISK_FAULT)

    with monkeypatch.context() as failing:
        failing.setattr(opening, "checkpoint", hindered)
        session.saves.settle()
        assert session.saves.head.saving
        assert session.saves.head.in_log
    session.saves.settle()
    assert not session.saves.head.saving, "once the log is empty nothing of it is left"
    session.close()
    assert vault.finding() is None


def test_a_damaged_log_with_acknowledged_saves_is_kept_for_a_salvage(vault: Place) -> None:
    session = vault.begin(examined=False)
    write(session, *(f"ملاحظة {number} " * 40 for number in range(30)))
    die(session)
    log = vault.folder / LOG
    flip(log, log.stat().st_size // 3)
    damaged = log.read_bytes()
    for _ in range(2):
        finding = vault.finding()
        assert finding is not None
        assert finding.kind is Kind.SAVES_MISSING
        assert finding.salvageable
        assert log.read_bytes() == damaged, "an opening that only asks leaves it as it was"
    target = vault.folder / "read"
    found = salvage.read_into(vault.database, target, vault.opened.keys, Tables(SCHEMA.newest, SCHEMA.migrate))
    assert found.rows["note"] == 30, "each page is authentic by itself"


def test_going_on_knowingly_keeps_the_damaged_log(vault: Place) -> None:
    session = vault.begin(examined=False)
    write(session, *(f"ملاحظة {number} " * 40 for number in range(30)))
    die(session)
    log = vault.folder / LOG
    flip(log, log.stat().st_size // 3)
    damaged = log.read_bytes()
    before = vault.database.read_bytes()
    assert vault.finding() is not None
    assert vault.database.read_bytes() == before, "a look changes nothing"
    vault.begin(KNOWINGLY).close()
    assert (vault.folder / SET_ASIDE / "001" / LOG).read_bytes() == damaged


def test_an_opening_that_was_killed_gives_a_foreign_log_back(vault: Place) -> None:
    session = vault.begin()
    write(session, "أ")
    session.close()
    (vault.folder / f".{LOG}.aside").write_bytes(b"a log that was put aside")
    session = vault.begin()
    assert [warning.reason for warning in session.saves.warnings] == [Reason.LOG_SET_ASIDE]
    session.close()
    assert not list(vault.folder.glob(".*"))


def test_an_opening_that_fails_half_way_gives_no_false_alarm(vault: Place) -> None:
    session = vault.begin()
    write(session, "أ")
    session.close()
    session = vault.begin(examined=False)
    write(session, "ب")
    die(session)
    vault.begin(examined=False).abandon()  # as when a note of the gate's ceremony could not be saved
    session = vault.begin(examined=False)
    assert bodies(session) == ["أ", "ب"]
    one = Examination(session, SCHEMA.newest, vault.calendar)
    examined = one.run()
    assert examined is not None
    assert examined.finding is None
    one.finish(examined)
    session.close()


@pytest.mark.parametrize("moved", [False, True], ids=["killed before the log moves", "killed after it moved"])
def test_who_is_killed_while_a_held_log_moves_into_the_file_leaves_no_alarm(
    vault: Place, monkeypatch: pytest.MonkeyPatch, moved: bool
) -> None:
    session = vault.begin()
    write(session, "أ")
    session.close()
    session = vault.begin(examined=False)
    write(session, "ب")  # in the log; the file is still what its digest says
    assert session.saves.head.digest is not None
    checkpoint = opening.checkpoint

    def killed(connection: Connection) -> bool:
        if moved:
            checkpoint(connection)
        raise KeyboardInterrupt

    session.saves.release()
    with monkeypatch.context() as patch:
        patch.setattr(opening, "checkpoint", killed)
        with pytest.raises(KeyboardInterrupt):
            session.saves.settle()
    die(session)
    for _opening in range(2):  # what the first one leaves behind shows at the second
        again = vault.begin(examined=False)
        assert bodies(again) == ["أ", "ب"]
        again.close()
    assert vault.finding() is None


def test_a_head_that_cannot_be_written_while_the_vault_is_closed_leaves_no_alarm(
    vault: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = vault.begin()
    write(session, "أ")
    session.close()
    session = vault.begin(examined=False)
    write(session, "ب")

    def fails(_file: HeadFile, _head: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(HeadFile, "write", fails)
        session.abandon()  # SQLite moves the log into the file all the same
    assert not (vault.folder / LOG).exists()
    for _opening in range(2):
        again = vault.begin(examined=False)
        assert bodies(again) == ["أ", "ب"]
        again.close()
    assert vault.finding() is None


def test_a_newer_generation_shows_that_a_folder_was_rolled_back_without_any_copy_outside(vault: Place) -> None:
    for text in ("أ", "ب"):
        session = vault.begin(examined=False)
        one = Examination(session, SCHEMA.newest, vault.calendar)
        one.finish(one.run())
        write(session, text)
        session.close()
        vault.calendar.move(days=1)
    session = vault.begin(examined=False)
    one = Examination(session, SCHEMA.newest, vault.calendar)
    one.finish(one.run())
    session.close()
    there = generations.listed(vault.folder, vault.opened.keys, vault.opened.vault_id)
    assert [generation.epoch for generation in there] == [2, 1]
    oldest = vault.folder / GENERATIONS / there[-1].name
    for name in (DATABASE, HEAD):
        shutil.copy(oldest / name, vault.folder / name)
    finding = vault.finding()
    assert finding is not None
    assert (finding.kind, finding.missing) == (Kind.ROLLED_BACK, 1)
    assert [finding.behind(generation) for generation in finding.generations] == [0, 1]
    session = vault.begin(KNOWINGLY)
    assert session.saves.head.epoch == 3, "past every number that was used"
    session.close()
    assert vault.finding() is None


def test_a_finding_is_not_forgotten_when_the_first_save_after_the_choice_fails(
    vault: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = vault.begin()
    write(session, "أ")
    session.close()
    (vault.folder / HEAD).unlink()

    def full(_saves: Saves) -> bool:
        raise Trouble(Reason.DISK_FULL)

    monkeypatch.setattr(Saves, "_make_room", full)
    with pytest.raises(Trouble):
        vault.begin(KNOWINGLY)
    monkeypatch.undo()
    assert vault.finding() is not None
    vault.begin(KNOWINGLY).close()
    assert vault.finding() is None


def test_a_vault_opens_on_a_full_disk_as_long_as_the_reserve_is_there(small_disk: Path) -> None:
    vault = make_place(small_disk / "vault")
    (vault.folder / RESERVE).write_bytes(bytes(1_000_000))
    fill_up(small_disk)
    session = vault.begin()
    write(session, "آخر حفظ")
    session.close()
    assert not (vault.folder / RESERVE).exists()


def test_a_copy_outside_is_never_made_older_by_what_is_only_read(vault: Place, tmp_path: Path) -> None:
    key_file = tmp_path / "key"
    key_file.write_bytes(os.urandom(64))
    session = vault.begin(key_file=key_file)
    write(session, "أ", "ب")
    session.saves.stop(Suspicion.DAMAGED)
    assert not session.write_anchor()
    session.close()
    assert anchor.read(key_file, vault.opened.keys, vault.opened.vault_id) is None
    session = vault.begin(KNOWINGLY, key_file=key_file)
    assert session.saves.stopped, "opened to be read"
    assert not session.write_anchor()
    session.close()


def test_one_key_file_serves_two_vaults(vault: Place, tmp_path: Path) -> None:
    other, key_file = make_place(tmp_path / "other"), tmp_path / "key"
    key_file.write_bytes(os.urandom(64))
    for place in (vault, other):
        session = place.begin(key_file=key_file)
        write(session, "أ")
        session.close()
    for place in (vault, other):
        assert anchor.read(key_file, place.opened.keys, place.opened.vault_id) is not None
