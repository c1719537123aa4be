"""The directory out as a sheet and in again: no person goes along, nothing is changed before it was shown.

What leaves here is no part of a case, so no consent stands behind it; that it left is in the history of the vault.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from gemdesk.domain.access import Right
from gemdesk.domain.readings import Unread, Why
from gemdesk.domain.records import Organisation, Service
from gemdesk.exchange import directory_reading, directory_writing, sheets
from gemdesk.exchange.directory_reading import Found
from gemdesk.flows import consents, door
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.files import trouble_of, write_whole
from gemdesk.kernel.fold import fold
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.store import rows, trail, undo
from gemdesk.store.change import OFFICE, Change
from gemdesk.vault.connection import Connection

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
    planner = _Planner(work.connection)
    steps = [step for one in found.found if (step := planner.step(one))]
    wished = tuple(step for step in steps if not step.organisation or step.differences or step.services)
    doubts = tuple(sorted((*found.doubts, *planner.doubts), key=lambda doubt: doubt.row))
    return Plan(path.name, wished, len(steps) - len(wished), doubts, found.strange, found.unnamed)


def _by_name(connection: Connection) -> dict[str, Organisation]:
    """Every organisation by each of its names, folded."""
    found: dict[str, Organisation] = {}
    for one in rows.select(connection, Organisation, "1 ORDER BY rowid"):
        for name in _names(one.name, one.other_names):
            found.setdefault(name, one)
    return found


def _names(name: str, others: Iterable[str]) -> list[str]:
    return [folded for folded in map(fold, (name, *others)) if folded]


class _Planner:
    """Holds each organisation of a sheet against the directory, and against those of the rows above."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._known = connection, _by_name(connection)
        self._met: set[str] = set()  # ids of known ones
        self._claimed: set[str] = set()  # names of new ones
        self.doubts: list[Unread] = []

    def step(self, found: Found) -> Step | None:
        """What is done with one; None where an earlier row is about the same."""
        name = str(found.values["name"])
        known = self._known.get(fold(name))
        is_met = known.id in self._met if known else fold(name) in self._claimed
        if is_met:
            self.doubts.append(found.cells["name"])
            return None
        values = self._sound(found, known)
        if known is None:
            self._claimed.update(_names(name, values.get("other_names", ())))
            fresh = Organisation(id="", name=name)
            return Step(found.row, "", name, _differences(fresh, values), tuple(found.services))
        self._met.add(known.id)
        offered = rows.select(self._connection, Service, "organisation = ?", known.id)
        services = tuple(service for service in found.services if not _is_there(service, offered))
        return Step(found.row, known.id, known.name, _differences(known, values), services)

    def _sound(self, found: Found, known: Organisation | None) -> dict[str, Any]:
        """The values that are taken; the others are told with the reason."""
        values = dict(found.values)
        for name in tuple(_lifted(known, values)) if known else ():
            self._pass_over(found, values, name, Why.PROTECTS)
        if any(self._is_anothers(name, known) for name in _names("", values.get("other_names", ()))):
            self._pass_over(found, values, "other_names", Why.NAME_TAKEN)
        safe, unsafe = (values.get(name, getattr(known, name, ())) for name in ("safe_for", "unsafe_for"))
        if both := set(safe) & set(unsafe):
            if "safe_for" in values:
                self._pass_over(found, values, "safe_for", Why.ALSO_UNSAFE)
            values["safe_for"] = tuple(one for one in safe if one not in both)
        return values

    def _is_anothers(self, name: str, known: Organisation | None) -> bool:
        other = self._known.get(name)
        return name in self._claimed or (other is not None and (known is None or other.id != known.id))

    def _pass_over(self, found: Found, values: dict[str, Any], name: str, why: Why) -> None:
        del values[name]
        self.doubts.append(replace(found.cells[name], why=why))


def _lifted(known: Organisation, values: dict[str, Any]) -> Iterator[str]:
    """The fields by which a sheet would lift what protects somebody."""
    for name in ("never_refer", "street_hidden"):
        if getattr(known, name) and values.get(name) is False:
            yield name
    # A hidden street is not in any sheet of ours, so one that stands in a sheet would give it away or spoil it.
    if known.street_hidden and "street" in values:
        yield "street"


def _differences(known: Organisation, values: dict[str, Any]) -> tuple[Difference, ...]:
    """The fields that change. A name is never changed by a sheet: it is what the row was found by."""
    return tuple(
        Difference(name, getattr(known, name), value)
        for name, value in values.items()
        if name != "name" and getattr(known, name) != value
    )


def _is_there(values: dict[str, Any], offered: list[Service]) -> bool:
    return any(all(getattr(one, name) == value for name, value in values.items()) for one in offered if not one.retired)


def accept(work: Work, plan: Plan) -> Taken:
    """Do what a dry run told, in one change. `Refusal` when the directory is not as it was then."""
    work.require(Right.DIRECTORY_WRITE)
    new = sum(not step.organisation for step in plan.steps)
    with work.change() as change:
        known = _by_name(change.connection)
        for step in plan.steps:
            organisation = _store(change, step, known.get(fold(step.name)))
            for values in step.services:
                alone = sum(one["sector"] == values["sector"] for one in step.services) == 1
                _offer(change, organisation, values, alone=alone)
        made = change.id
    work.note(IMPORTED, new=new, changed=len(plan.steps) - new)
    return Taken(new, len(plan.steps) - new, made)


def _store(change: Change, step: Step, known: Organisation | None) -> str:
    values = {one.name: one.after for one in step.differences}
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
