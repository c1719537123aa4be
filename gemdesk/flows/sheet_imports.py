"""Taking in a sheet: the dry run is compared with the vault, accepted as one change, and taken back as a whole."""

from itertools import islice
from pathlib import Path

from gemdesk.domain.access import Right
from gemdesk.domain.erasures import mark_of
from gemdesk.domain.lines import Filter
from gemdesk.domain.own import SheetImport
from gemdesk.domain.readings import Doubt, Why
from gemdesk.domain.records import Case, Person
from gemdesk.flows import sheet_choices, sheet_plans, sheet_reading
from gemdesk.flows.sheet_choices import Choices
from gemdesk.flows.sheet_reading import Plan, Planned
from gemdesk.flows.sheet_writing import Outcome, Writer
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.progress import Cancelled, Progress
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code
from gemdesk.store import erased, likeness, rows, trail
from gemdesk.store import undo as undoing
from gemdesk.store.likeness import SAME_NUMBER

_STEP = 20  # rows between two steps of a progress
_NEARLY, _LONE = 0.8, 0.55  # how much of a name has to be the same, of several parts and of one


def plan(work: Work, path: Path, progress: Progress | None = None) -> Plan:
    """The dry run of a file with the layout that its words suggest; nothing is written."""
    work.require(Right.IMPORT)
    opened = sheet_reading.open_sheet(path, progress=progress)
    return compare(work, sheet_plans.draft(opened, work.clock.today(), progress), progress)


def compare(work: Work, found: Plan, progress: Progress | None = None) -> Plan:
    """The same plan with the rows pointed out that may be about people whom who is at work may see in the vault."""
    work.require(Right.IMPORT)
    marks = erased.kept_out(work.connection).marks
    met: list[Doubt] = []
    for at, one in enumerate(found.rows):
        if progress is not None and at % _STEP == 0:
            progress.step(at, len(found.rows))
        if mark_of(sheet_plans.code_of(found, one)) in marks:
            met.append(sheet_plans.same_doubt(found, one, Why.ERASED, both=True))
        elif match := _in_vault(work, found, one):
            met.append(match)
    # Who is in the vault comes before who is in the sheet: there is one question about a row's person.
    taken = {doubt.spot for doubt in met}
    others = [doubt for doubt in found.doubts if doubt.spot not in taken]
    return sheet_reading.with_doubts(found, [*others, *met])


def _in_vault(work: Work, found: Plan, one: Planned) -> Doubt | None:
    """The likeliest of those whom a row may be about; the name has to be nearly the whole one."""
    shown = Filter(seen_by="" if work.access.may(Right.ALL_CASES) else work.worker)
    name, number = sheet_choices.name_of(found, one, {}), sheet_plans.number_of(found, one)
    for match in likeness.matches(work.connection, [name], [number], shown, limit=1):
        by_name = match.weight - (SAME_NUMBER if match.same_number else 0)
        if not match.same_number and by_name < (_NEARLY if len(name.split()) > 1 else _LONE):
            return None
        person = rows.one(work.connection, Person, rows.one(work.connection, Case, match.case).person)
        by = "number" if match.same_number else "name" if match.same_letters else "sound"
        facts = {"case": match.case, "code": Code(person.code), "by": by}
        both = match.same_number and by_name > 0
        return sheet_plans.same_doubt(found, one, Why.IN_VAULT, both=both, **facts)
    return None


def accept(work: Work, found: Plan, choices: Choices, texts: Texts, progress: Progress | None = None) -> Outcome | None:
    """Write everything that the plan and the choices say, in one change; nothing at all when it is cancelled.

    `Refusal` while a doubt is open that nothing but a person can settle.
    """
    work.require(Right.IMPORT)
    if still := sheet_choices.undecided(found, choices):
        raise Refusal(Reason.CELLS_UNDECIDED, "", count=texts.number(len(still)))
    try:
        with work.change() as change:
            return Writer(work, change, found, choices, texts).write(progress)
    except Cancelled:
        return None


def undo(work: Work, import_id: str, progress: Progress | None = None) -> SheetImport | None:
    """Take a whole import back: what it made goes to the bin; nothing at all when it is cancelled.

    `Refusal` when something of it was changed since.
    """
    work.require(Right.IMPORT)
    try:
        with work.change() as change:
            done = rows.one(change.connection, SheetImport, import_id)
            if not _is_shown(work, done):
                raise Refusal(Reason.NOT_YOUR_ROLE, "")
            undoing.undo(change, done.change, (SheetImport.KIND,), progress)
            return change.edit(done, undone=True)
    except Cancelled:
        return None


def earlier(work: Work, limit: int = 20) -> list[SheetImport]:
    """The imports that were done here and whose cases are shown to who is at work, the latest first."""
    if not work.access.may(Right.IMPORT):
        return []
    found = rows.select(work.connection, SheetImport, "1 ORDER BY rowid DESC")
    return list(islice((one for one in found if _is_shown(work, one)), limit))


def _is_shown(work: Work, done: SheetImport) -> bool:
    """Whether the cases of an import are shown: they were made as cases of whoever accepted it."""
    first, _payload = next(iter(trail.events_in(work.connection, done.change)))
    return work.access.sees(first.worker)
