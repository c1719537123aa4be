"""Files that may be about one person: suggested, linked or told apart, and never merged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gemdesk.domain.access import Right
from gemdesk.domain.casework import Likeness
from gemdesk.domain.records import Case, Person
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.ids import new_id
from gemdesk.store import likeness, rows
from gemdesk.store.likeness import Match

MOST = 8  # possible matches that are shown
SAME, DIFFERENT = "same", "different"


@dataclass(frozen=True, slots=True)
class Other:
    """Another person's file as far as it may be shown: of another worker's case nothing but the worker."""

    person: str
    case: str
    worker: str
    code: str = ""  # empty where the case may not be shown here
    name: str = ""
    why: str = ""  # of a possible match: "name", "sound" or "number"
    likeness: Likeness | None = None  # of one that was decided about

    @property
    def is_shown(self) -> bool:
        """Whether its case may be opened here."""
        return bool(self.code)


def alike(work: Work, names: Sequence[str], number: str = "") -> list[Other]:
    """Files whose person may be the one with these names or this number, the surest first; a few at most."""
    work.require(Right.NAMES)
    found = likeness.matches(work.connection, names, [number], limit=MOST)
    return [_other(work, rows.one(work.connection, Case, match.case), why=_why(match)) for match in found]


def _why(match: Match) -> str:
    if match.same_number:
        return "number"
    return "name" if match.same_letters else "sound"


def decided(work: Work, person: str) -> list[Other]:
    """The files that were linked to a person's or told apart from it, from either side."""
    found = rows.select(work.connection, Likeness, "person = ? OR other = ? ORDER BY rowid", person, person)
    pairs = [(one, one.other if one.person == person else one.person) for one in found]
    return [_other(work, case, likeness=one) for one, other in pairs for case in _cases(work, other)]


def of_person(work: Work, person: str) -> Other | None:
    """The file of a person, as far as it may be shown; nothing when it is not here."""
    found = _cases(work, person)
    return _other(work, found[0]) if found else None


def possible(work: Work, person: Person, number: str, without: Iterable[str]) -> list[Other]:
    """Files that may be about this person, reached by this number, and were not decided about."""
    left_out = {person.id, *without}
    found = alike(work, [person.chosen_name, *person.other_scripts, person.legal_name], number)
    return [one for one in found if one.person not in left_out]


def decide(work: Work, case_id: str, other: str, standing: str, note: str = "") -> None:
    """Write down that a file is about the same person (`SAME`), or about another one (`DIFFERENT`)."""
    case = case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        before = _likeness(work, case.person, other)
        if before:
            change.edit(before, standing=standing, note=note or before.note)
        else:
            change.add(Likeness(id=new_id(), person=case.person, other=other, standing=standing, note=note), case_id)


def undecide(work: Work, case_id: str, other: str) -> None:
    """Take back what was decided about a file: it is a possible match again."""
    case = case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        if before := _likeness(work, case.person, other):
            change.bin(before)


def _likeness(work: Work, person: str, other: str) -> Likeness | None:
    where = "(person = ? AND other = ?) OR (other = ? AND person = ?)"
    found = rows.select(work.connection, Likeness, where, person, other, person, other)
    return found[0] if found else None


def _cases(work: Work, person: str) -> list[Case]:
    return rows.select(work.connection, Case, "person = ? ORDER BY opened DESC", person)


def _other(work: Work, case: Case, *, why: str = "", likeness: Likeness | None = None) -> Other:
    if not work.access.sees(case.worker):
        return Other(case.person, case.id, case.worker, why=why, likeness=likeness)
    person = rows.one(work.connection, Person, case.person)
    name = person.chosen_name or next(iter(person.other_scripts), "")
    return Other(person.id, case.id, case.worker, person.code, name, why, likeness)
