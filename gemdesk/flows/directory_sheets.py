"""The directory out as a sheet and in again: no person goes along, nothing is changed before it was shown.

What leaves here is no part of a case, so no consent stands behind it; that it left is in the history of the vault.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from gemdesk.domain.access import Right
from gemdesk.domain.readings import Unread
from gemdesk.domain.records import Organisation, Service
from gemdesk.exchange import directory_reading, directory_writing, sheets
from gemdesk.exchange.directory_reading import Found
from gemdesk.flows import consents, door
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.files import trouble_of, write_whole
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.store import rows, trail, undo
from gemdesk.store.change import OFFICE, Change

Ending = Literal["xlsx", "csv"]
EXPORTED, IMPORTED = "directory_exported", "directory_imported"  # in the history of the vault


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that an import would change."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Step:
    """What an import does with one organisation."""

    row: int  # of the sheet
    organisation: str  # its id; '' for a new one
    name: str
    differences: tuple[Difference, ...]
    services: tuple[dict[str, Any], ...]  # that are added or brought up to date


@dataclass(frozen=True, slots=True)
class Plan:
    """A dry run: what would be done, what already is so, and every cell that is passed over."""

    name: str  # of the file
    steps: tuple[Step, ...]
    same: int
    doubts: tuple[Unread, ...]
    strange: tuple[str, ...]
    unnamed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did, and the change by which it is taken back."""

    new: int
    changed: int
    change: str


def export(work: Work, target: Path, ending: Ending, texts: Texts, *, with_free_words: bool) -> int:
    """Write the directory beside the vault; how many organisations. Nothing of a case, no person, no hidden street."""
    work.require(Right.DIRECTORY_WRITE)
    door.require_outside(work, target)
    offered: dict[str, list[Service]] = {}
    for service in rows.select(work.connection, Service, "NOT retired ORDER BY rowid"):
        offered.setdefault(service.organisation, []).append(service)
    used = [one for one in consents.organisations(work) if not one.retired]
    entries = [(one, offered.get(one.id, [])) for one in used]
    grid = directory_writing.grid(entries, texts, with_free_words=with_free_words)
    as_book = ending == "xlsx"
    body = directory_writing.as_workbook(grid, rtl=texts.rtl) if as_book else directory_writing.as_csv(grid)
    try:
        write_whole(target, body)
    except OSError as fault:
        raise trouble_of(fault) from fault
    work.note(EXPORTED, organisations=len(used), words=with_free_words, ending=ending)
    return len(used)


def look_into(work: Work, path: Path, progress: Progress | None = None) -> Plan:
    """Read a sheet and tell what it would do; nothing is stored."""
    work.require(Right.DIRECTORY_WRITE)
    found = directory_reading.read(sheets.read(path, progress=progress), work.clock.today())
    steps = [_step(work, one) for one in found.found]
    wished = tuple(step for step in steps if not step.organisation or step.differences or step.services)
    return Plan(path.name, wished, len(steps) - len(wished), found.doubts, found.strange, found.unnamed)


def _step(work: Work, found: Found) -> Step:
    name = str(found.values["name"])
    known = consents.find_organisation(work.connection, name)
    if known is None:
        fresh = Organisation(id="", name=name)
        return Step(found.row, "", name, _differences(fresh, found.values), tuple(found.services))
    offered = rows.select(work.connection, Service, "organisation = ?", known.id)
    services = tuple(service for service in found.services if not _is_there(service, offered))
    return Step(found.row, known.id, known.name, _differences(known, found.values), services)


def _differences(known: Organisation, values: dict[str, Any]) -> tuple[Difference, ...]:
    """The fields that change. A name is never changed by a sheet: it is what the row was found by."""
    found = [
        Difference(name, getattr(known, name), value)
        for name, value in values.items()
        if name != "name" and getattr(known, name) != value
    ]
    # A hidden street is not in any sheet of ours, so one that stands in a sheet would give it away or spoil it.
    return tuple(one for one in found if not (one.name == "street" and known.street_hidden))


def _is_there(values: dict[str, Any], offered: list[Service]) -> bool:
    return any(all(getattr(one, name) == value for name, value in values.items()) for one in offered if not one.retired)


def accept(work: Work, plan: Plan) -> Taken:
    """Do what a dry run told, in one change. `Refusal` when the directory is not as it was then."""
    work.require(Right.DIRECTORY_WRITE)
    new = sum(not step.organisation for step in plan.steps)
    with work.change() as change:
        for step in plan.steps:
            organisation = _store(change, step)
            for values in step.services:
                alone = sum(one["sector"] == values["sector"] for one in step.services) == 1
                _offer(change, organisation, values, alone=alone)
        made = change.id
    work.note(IMPORTED, new=new, changed=len(plan.steps) - new)
    return Taken(new, len(plan.steps) - new, made)


def _store(change: Change, step: Step) -> str:
    values = {one.name: one.after for one in step.differences}
    known = consents.find_organisation(change.connection, step.name)
    if (known.id if known else "") != step.organisation:
        raise Refusal(Reason.CHANGED_SINCE, "")
    if known is None:
        made = change.add(Organisation(id=new_id(), **{"name": step.name.strip(), **values}), OFFICE)
        return made.id
    if any(getattr(known, one.name) != one.before for one in step.differences):
        raise Refusal(Reason.CHANGED_SINCE, "")
    change.edit(known, **values)
    return known.id


def _offer(change: Change, organisation: str, values: dict[str, Any], *, alone: bool) -> None:
    """Bring the one service of that sector up to date; where there are several, add this one."""
    where = "organisation = ? AND sector = ? AND NOT retired"
    known = rows.select(change.connection, Service, where, organisation, values["sector"])
    if alone and len(known) == 1:
        change.edit(known[0], **values)
    else:
        change.add(Service(id=new_id(), organisation=organisation, **values), OFFICE)


def take_back(work: Work, change_id: str) -> None:
    """Take an import back as a whole. `Refusal` when something of it was changed or used since."""
    work.require(Right.DIRECTORY_WRITE)
    if any(event.stream != OFFICE for event, _payload in trail.events_in(work.connection, change_id)):
        raise Refusal(Reason.NOT_YOUR_ROLE, "")  # a change of a case
    with work.change() as change:
        undo.undo(change, change_id)
