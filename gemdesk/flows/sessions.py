"""Beginning a session: making a vault from what the gate prepared, or opening one."""

from contextlib import suppress
from pathlib import Path

from gemdesk.domain.records import Worker
from gemdesk.flows import case_files, erasing, keys, salvaging
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import Clock
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.store.change import OFFICE
from gemdesk.store.migrations import runner
from gemdesk.store.trail import Device, make_device, this_device
from gemdesk.vault import faults, lock, rekey, session
from gemdesk.vault import folder as vault_folder
from gemdesk.vault.findings import Choice, Remedy
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.lock import Lock
from gemdesk.vault.session import Schema, Session

SCHEMA = Schema(runner.NEWEST, runner.migrate)
# What the gate did with the keys before it handed over, as the history of the vault calls it.
_CEREMONIES = {Mode.CHANGE_KEYS: "keys_changed", Mode.RECOVER: "recovered", Mode.REKEY: "rekeyed"}


def begin(handover: Handover, clock: Clock, choice: Choice | None = None) -> Work:
    """The open vault that a handover asks for.

    `Trouble` says why there is none; its kind `Found` asks for a `choice`, with which this is called again.
    """
    if handover.mode is Mode.RESTORE:
        raise Trouble(Reason.MODE_NOT_YET)
    if handover.mode is Mode.CREATE:
        return _create(handover, clock)
    if handover.mode is Mode.REKEY and choice is None:
        _carry_over(handover, clock)
    return _open(handover, clock, choice)


def _create(handover: Handover, clock: Clock) -> Work:
    """Make the database in the prepared folder and give the folder its name: whole or not at all."""
    if handover.temporary is None:
        raise Trouble(Reason.VAULT_UNFINISHED)
    try:
        _make(handover, handover.temporary, clock)
    except BaseException:
        # Nothing was shown as saved yet, so a half-made vault goes as if it had never been.
        vault_folder.discard(handover.temporary, nothing_saved=True)
        raise
    return _open(handover, clock, None)


def _make(handover: Handover, temporary: Path, clock: Clock) -> None:
    made = session.make(temporary, handover.opened, SCHEMA, clock.now)
    try:
        with faults.told():
            with made.saves.save():
                device = make_device(made.connection, clock.now().isoformat(timespec="seconds"))
            _first_records(Work(made, device, clock), handover)
    except BaseException:
        made.abandon()
        raise
    made.close()
    vault_folder.finish(temporary, handover.folder)


def _first_records(work: Work, handover: Handover) -> None:
    arabic, english = Texts("ar"), Texts("en")
    with work.change() as change:
        change.add(Worker(id=new_id(), code=work.worker, role=work.role), OFFICE)
    case_files.make_office(work, arabic, english)
    if handover.example:
        texts = Texts(handover.settings.language)
        for path in case_files.files_in(case_files.examples()):
            case_files.take_in(work, path, texts)
    keys.note_places(work)


def _carry_over(handover: Handover, clock: Clock) -> None:
    """Re-key: the whole database under new keys, in the prepared folder, which then takes the vault's place."""
    if handover.temporary is None or handover.before is None:
        raise Trouble(Reason.VAULT_UNFINISHED)
    rekey.carry_over(
        handover.folder,
        handover.temporary,
        handover.before,
        handover.opened,
        SCHEMA,
        clock.now,
        key_file=handover.key_file,
    )


def _open(handover: Handover, clock: Clock, choice: Choice | None) -> Work:
    salvage = choice is not None and choice.remedy is Remedy.SALVAGE
    held = _read_out(handover, clock) if salvage else None
    opened = session.begin(
        handover.folder, handover.opened, SCHEMA, clock.now, key_file=handover.key_file, choice=choice, held=held
    )
    try:
        with faults.told():
            work = Work(opened, _device(opened, clock), clock)
            erasing.obey(work)
            _write_down(work, handover, choice)
            if salvage:
                opened.saves.warnings.append(salvaging.told(opened.connection))
        if not opened.saves.stopped:
            salvaging.sweep(handover.folder)
    except BaseException:
        opened.abandon()
        raise
    return work


def _read_out(handover: Handover, clock: Clock) -> Lock:
    """Salvage under the vault's lock, which is given back held: the opening follows without anyone in between."""
    held = lock.hold(handover.folder)
    try:
        salvaging.read_out(handover, clock.now().isoformat(timespec="seconds"))
    except BaseException:
        held.release()
        raise
    return held


def _write_down(work: Work, handover: Handover, choice: Choice | None) -> None:
    """What was found and chosen on the way in belongs to the history of the vault."""
    found = work.vault.remedied
    if found is not None and choice is not None and not work.vault.saves.stopped:
        work.note("finding", kind=found.kind.value, missing=found.missing, remedy=choice.remedy.value)
    ceremony = _CEREMONIES.get(handover.mode)
    if ceremony is not None and not work.vault.saves.stopped:
        work.note(ceremony, slot=handover.opened.slot)
    if not work.vault.saves.stopped:
        _look_at_places(work)


def _look_at_places(work: Work) -> None:
    """Told until the keys are made anew: whoever put older key places back may have opened the vault since."""
    with suppress(Trouble):  # the vault is open all the same; the page of keys says what is wrong with its places
        if keys.places_are_older(work):
            work.vault.saves.warnings.append(Trouble(Reason.SLOTS_OLDER))
        else:
            keys.note_places(work)


def _device(opened: Session, clock: Clock) -> Device:
    """This installation; after a salvage that could not read it, a new one."""
    try:
        return this_device(opened.connection)
    except KeyError:
        with opened.saves.save():
            return make_device(opened.connection, clock.now().isoformat(timespec="seconds"))
