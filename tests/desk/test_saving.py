"""What a desk tells when the vault's file is damaged, gone or has no room: never that the program is at fault."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gemdesk.domain.lines import Filter
from gemdesk.domain.records import Entry
from gemdesk.flows import case_files, cases, sessions
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.errors import Stop, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.store import rows
from gemdesk.ui.jobs import Jobs
from gemdesk.vault import opening
from gemdesk.vault.folder import prepare
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.names import DATABASE
from gemdesk.vault.opened import Opened
from tests.desk.living import CARD, NOW
from tests.vault.making import LIGHT, OLD, flip

PAGE = 4096


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Opened]:
    """A vault that a session made, closed again."""
    folder = tmp_path / "vault"
    temporary, opened = prepare(folder, OLD, worker="w1", policy=LIGHT)
    sessions.begin(Handover(Mode.CREATE, folder, opened, Settings(), temporary), SetClock(NOW)).close()
    return folder, opened


def begin(made: tuple[Path, Opened]) -> Work:
    return sessions.begin(Handover(Mode.OPEN, made[0], made[1], Settings()), SetClock(NOW))


def test_a_byte_turned_over_in_any_page_is_damage_and_never_our_mistake(
    app: QApplication, made: tuple[Path, Opened]
) -> None:
    work = begin(made)
    for path in case_files.files_in(case_files.examples())[:2]:
        case_files.take_in(work, path, Texts("en"))
    case = cases.take_in(work, CARD)
    right = cases.page(work, "", Filter(), None, 60), cases.page(work, "سلمى", Filter(), None, 60)
    view = cases.open_case(work, case)
    work.close()
    database, outcomes = made[0] / DATABASE, list[Reason | None]()
    for page in range(database.stat().st_size // PAGE):
        whole = flip(database, page * PAGE + 1000)
        reason, answers = _looked(made, case)
        if reason is None:
            assert answers == [right[0], right[1], view]
        outcomes.append(reason)
        database.write_bytes(whole)
    assert set(outcomes) == {None, Reason.VAULT_DAMAGED}
    assert _looked(made, case) == (None, [right[0], right[1], view]), "the same vault, whole again"


def _looked(made: tuple[Path, Opened], case: str) -> tuple[Reason | None, list[object]]:
    """List, search and case, read through the jobs: the first trouble, and the answers."""
    jobs, answers, stops, mistakes = Jobs(lambda: begin(made)), list[object](), list[Stop](), list[BaseException]()
    jobs.mistake.connect(mistakes.append)
    jobs.look(cases.page, "", Filter(), None, 60, then=answers.append, failed=stops.append)
    jobs.look(cases.page, "سلمى", Filter(), None, 60, then=answers.append, failed=stops.append)
    jobs.look(cases.open_case, case, then=answers.append, failed=stops.append)
    assert jobs.finish()
    jobs.close()
    assert not mistakes
    assert len(answers) + len(stops) == 3
    return (stops[0].reason if stops else None), answers


@pytest.mark.parametrize("how", ["removed", "another in its place", "folder renamed"])
def test_nothing_is_told_as_saved_when_the_vault_is_gone(made: tuple[Path, Opened], how: str) -> None:
    work = begin(made)
    case = cases.take_in(work, CARD)
    database = made[0] / DATABASE
    if how == "folder renamed":
        made[0].rename(made[0].with_name("elsewhere"))
    elif how == "removed":
        database.unlink()
    else:
        shutil.copy(database, database.with_name("other"))
        database.with_name("other").replace(database)
    work.take_touched()
    with pytest.raises(Trouble) as stop:
        cases.note(work, case, "اتصلت رنا")
    assert stop.value.reason is Reason.VAULT_MISSING
    assert work.take_touched() == frozenset()
    with pytest.raises(Trouble):
        cases.keep_draft(work, "intake", {"chosen_name": "س"})
    assert rows.select(work.connection, Entry, "1") == [], "not even in the file that nobody finds again"
    work.close()


@pytest.mark.parametrize(
    ("fault", "told"), [(Reason.DISK_FULL, Reason.DISK_FULL_SAVED), (Reason.DISK_FAULT, Reason.DISK_FAULT)]
)
def test_a_checkpoint_that_failed_does_not_undo_the_saving(
    made: tuple[Path, Opened], monkeypatch: pytest.MonkeyPatch, fault: Reason, told: Reason
) -> None:
    work = begin(made)
    work.vault.saves.release()  # as once the examination has ended
    case = cases.take_in(work, CARD)
    work.take_touched()

    def fail(_connection: object) -> bool:
        raise Trouble(fault)

    with monkeypatch.context() as broken:
        broken.setattr(opening, "checkpoint", fail)
        entry = cases.note(work, case, "اتصلت رنا")
    assert "entry" in work.take_touched()
    assert [stop.reason for stop in work.take_warnings()] == [told]
    assert work.take_warnings() == ()
    work.close()
    again = begin(made)
    assert rows.select(again.connection, Entry, "1") == [entry]
    again.close()
