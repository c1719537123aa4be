"""Erasing a person's file: what goes, what stays elsewhere, and that nothing brings it back.

The list of what was erased is written before anything is erased: ended at any moment, the next opening
finishes it. It lies sealed beside the database, so that an earlier state of that is held against it too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from gemdesk.domain.access import Right
from gemdesk.domain.casework import Sogiesc
from gemdesk.domain.erasures import mark_of, told
from gemdesk.domain.own import Erasure
from gemdesk.domain.records import Organisation, Person, Referral, Release
from gemdesk.flows import sealed_blocks
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import trouble_of
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import drafts, erased, erasing, rows, vault_events
from gemdesk.store.change import OFFICE
from gemdesk.store.migrations import runner
from gemdesk.vault import earlier
from gemdesk.vault.earlier import Counted, Renewed
from gemdesk.vault.erased_list import Erased, ErasedList, Unreadable


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy outside of the vault, as the ledger knows it; it names the receiver and never the person."""

    what: str  # of the list release_what
    how: str  # of the list release_how
    receiver: str
    day: date | None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an erasure would do and what it would not reach."""

    case: str
    code: str
    copies: tuple[Copy, ...]
    earlier: Counted
    sealed: bool  # whether there is a sealed block that could be erased alone


@dataclass(frozen=True, slots=True)
class Slip:
    """What was done, for the person's hand: nothing in it names the person or the case."""

    at: datetime
    counts: Mapping[str, int]
    copies: tuple[Copy, ...]
    earlier: Counted  # states of the vault that were removed
    renewed: bool  # whether a state of now took their place


def outlook(work: Work, case_id: str) -> Outlook:
    """What is to be known before an erasure is decided."""
    case = case_of(work, case_id, Right.ERASE)
    person = rows.one(work.connection, Person, case.person)
    sealed = rows.select(work.connection, Sogiesc, "person = ?", person.id)
    return Outlook(
        case_id, person.code, copies(work, case_id), earlier.count(work.vault.folder),
        any(getattr(one, name) for one in sealed for name in erasing.sealed_fields(Sogiesc)),
    )  # fmt: skip


def copies(work: Work, case_id: str) -> tuple[Copy, ...]:
    """Everything that left the vault about a person and never came back as not completed, in order of time."""
    case_of(work, case_id, Right.ERASE)
    db = work.connection
    found: list[Release] = []
    for stream in erasing.streams_of(db, case_id):
        found += rows.select(db, Release, "stream = ?", stream)
    undone = {one.about for one in found if one.how == "not_completed"}
    left = [one for one in found if one.how != "not_completed" and one.id not in undone]
    return tuple(_copy(work, one) for one in sorted(left, key=lambda one: one.at.timestamp() if one.at else 0))


def _copy(work: Work, release: Release) -> Copy:
    referral = rows.select(work.connection, Referral, "id = ?", release.about)
    receiver = rows.select(work.connection, Organisation, "id = ?", release.receiver)
    return Copy(
        release.what, release.how, receiver[0].name if receiver else "", release.at.date() if release.at else None,
        referral[0].reference if referral else "",
    )  # fmt: skip


def erase(work: Work, case_id: str, wish: str = "person") -> Slip:
    """Erase everything that this vault holds about the person of a case, for good.

    `Refusal` of a role that may not; `Trouble` when it was not done, or when something of an earlier state
    could not be removed: that is tried again at the next opening.
    """
    case_of(work, case_id, Right.ERASE)
    outside = copies(work, case_id)
    earlier.steady(work.vault)
    streams = erasing.streams_of(work.connection, case_id)
    codes = erasing.codes(work.connection, streams)
    entries = [Erased(one, work.moment(), wish, mark_of(codes[one]) if one in codes else "") for one in streams]
    before = _read(work)
    _write(work, (*before, *entries))
    try:
        counts = _erase(work, entries, case_id)
    except BaseException:
        with suppress(Trouble):  # else the next opening does what was wished
            _write(work, before)  # nothing of it was done
        raise
    renewed = _renew(work)
    return Slip(work.clock.now(), counts, outside, renewed.removed, renewed.made)


def erase_sealed(work: Work, case_id: str) -> None:
    """Erase what a person told about orientation, identity and characteristics, and nothing else.

    Earlier states of the vault hold it still and are removed too.
    """
    person = case_of(work, case_id, Right.ERASE).person
    names = erasing.sealed_fields(Sogiesc)
    earlier.steady(work.vault)
    with work.change() as change:
        for block in rows.select(change.connection, Sogiesc, "person = ?", person):
            change.edit(block, **dict.fromkeys(names, ""))
            erasing.forget_fields(change.connection, block.id, names, but_newest=True)
        drafts.drop_all(change.connection, sealed_blocks.place(case_id))
    renewed = earlier.renew(work.vault, runner.NEWEST, work.clock.now)
    _tell(work, renewed)


def obey(work: Work) -> None:
    """Erase again what an earlier state of the vault brought back, and finish what was interrupted.

    Called before anything of an opened vault is shown. Trouble ERASED_STILL_HERE when the vault is open for
    reading alone and holds what was erased.
    """
    listed, known = _listed(work), erased.entries(work.connection)
    back = [one for one in listed if one.stream not in {entry.stream for entry in known}]
    open_ = [one for one in listed if not one.settled]
    if work.vault.saves.stopped:
        if back:
            raise Trouble(Reason.ERASED_STILL_HERE)
        return
    if {one.stream for one in known} - {one.stream for one in listed}:
        _write(work, {one.stream: one for one in (*known, *listed)}.values())
    if not back and not open_:
        return
    earlier.steady(work.vault)
    if back:
        _write(work, [replace(one, settled=False) if one in back else one for one in _read(work)])
        for one in back:
            _erase(work, [one], one.stream)
    _renew(work)


def is_kept_out(work: Work, code: str) -> bool:
    """Whether a file with this code was erased here: an import leaves its person out."""
    return mark_of(code) in erased.kept_out(work.connection).marks


def _erase(work: Work, entries: list[Erased], about: str) -> Counter[str]:
    """One change: the values go, and what stays tells when, on whose wish and how much."""
    with work.change() as change:
        counts = erasing.erase(change, [one.stream for one in entries])
        for one in entries:
            erased.note(change.connection, one)
        tombstone = Erasure(
            id=new_id(), about=about, wish=entries[0].wish, at=work.clock.now(), counts=told(counts)
        )  # fmt: skip
        change.add(tombstone, OFFICE)
    return counts


def _renew(work: Work) -> Renewed:
    """Remove the earlier states of the vault, and only then call the erasures done."""
    renewed = earlier.renew(work.vault, runner.NEWEST, work.clock.now)
    _write(work, [replace(one, settled=True) for one in _read(work)])
    _tell(work, renewed)
    return renewed


def _tell(work: Work, renewed: Renewed) -> None:
    with work.saving():
        vault_events.note(
            work.connection, work.moment(), "erased", generations=renewed.removed.generations,
            aside=renewed.removed.aside, made=renewed.made,
        )  # fmt: skip
    if renewed.hindered is not None:
        work.vault.saves.warnings.append(renewed.hindered)


def _list(work: Work) -> ErasedList:
    vault = work.vault
    return ErasedList(vault.folder, vault.opened.keys, vault.opened.vault_id, vault.key_file)


def _listed(work: Work) -> tuple[Erased, ...]:
    """The list as it lies there; one that cannot be read is told and made anew from the database."""
    try:
        return _list(work).read()
    except Unreadable:
        known = erased.entries(work.connection)
        if not work.vault.saves.stopped:
            _write(work, known)
            work.vault.saves.warnings.append(Trouble(Reason.ERASED_LIST_CHANGED))
        return known
    except OSError as fault:
        raise trouble_of(fault, Reason.DISK_FAULT) from None


def _read(work: Work) -> tuple[Erased, ...]:
    """The list before something is added to it: what the database knows is in it."""
    found = {one.stream: one for one in (*erased.entries(work.connection), *_listed(work))}
    return tuple(found.values())


def _write(work: Work, entries: Iterable[Erased]) -> None:
    try:
        _list(work).write(entries)
    except OSError as fault:
        raise trouble_of(fault, Reason.DISK_FAULT) from None
