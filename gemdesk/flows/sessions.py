"""Beginning a session: making a vault from what the gate prepared, or opening one."""

from pathlib import Path

from gemdesk.domain.records import Worker
from gemdesk.flows import case_files
from gemdesk.flows.work import FileMark, Work
from gemdesk.kernel.clock import Clock
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.store.change import OFFICE
from gemdesk.store.migrations import runner
from gemdesk.store.trail import make_device, this_device
from gemdesk.vault import faults, lock, opening
from gemdesk.vault import folder as vault_folder
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.names import DATABASE


def begin(handover: Handover, clock: Clock) -> Work:
    """The open vault that a handover asks for. `Trouble` says why there is none."""
    if handover.mode in (Mode.RESTORE, Mode.RECOVER):
        raise Trouble(Reason.MODE_NOT_YET)
    if handover.mode is Mode.CREATE:
        _create(handover, clock)
    return _open(handover, clock)


def _create(handover: Handover, clock: Clock) -> None:
    """Make the database in the prepared folder and give the folder its name: whole or not at all."""
    if handover.temporary is None:
        raise Trouble(Reason.VAULT_UNFINISHED)
    try:
        _make(handover, handover.temporary, clock)
    except BaseException:
        # Nothing was shown as saved yet, so a half-made vault goes as if it had never been.
        vault_folder.discard(handover.temporary, nothing_saved=True)
        raise


def _make(handover: Handover, temporary: Path, clock: Clock) -> None:
    connection = opening.connect(temporary / DATABASE, handover.opened.keys, newest=runner.NEWEST, create=True)
    try:
        with faults.told():
            runner.migrate(connection)
            device = make_device(connection, clock.now().isoformat(timespec="seconds"))
        work = Work(connection, device, handover.opened.worker, _role(handover), clock)
        _first_records(work, handover)
        opening.checkpoint(connection)
    finally:
        connection.close()
    vault_folder.finish(temporary, handover.folder)


def _role(handover: Handover) -> str:
    return handover.opened.role.name.lower()


def _first_records(work: Work, handover: Handover) -> None:
    arabic, english = Texts("ar"), Texts("en")
    with work.change() as change:
        change.add(Worker(id=new_id(), code=work.worker, role=work.role), OFFICE)
    case_files.make_office(work, arabic, english)
    if handover.example:
        texts = Texts(handover.settings.language)
        for path in case_files.files_in(case_files.examples()):
            case_files.take_in(work, path, texts)


def _open(handover: Handover, clock: Clock) -> Work:
    held = lock.hold(handover.folder)
    try:
        connection = opening.connect(handover.folder / DATABASE, handover.opened.keys, newest=runner.NEWEST)
    except BaseException:
        held.release()
        raise
    try:
        with faults.told():
            runner.migrate(connection)
            device = this_device(connection)
        mark = FileMark.of(handover.folder / DATABASE)
    except BaseException:
        connection.close()
        held.release()
        raise
    return Work(connection, device, handover.opened.worker, _role(handover), clock, held, mark)
