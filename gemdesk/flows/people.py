"""The people around a person: household and close ones, and the files that are linked or may be the same person's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from gemdesk.domain.access import Right
from gemdesk.domain.casework import Relative
from gemdesk.domain.records import Person
from gemdesk.flows import contacts, matches
from gemdesk.flows.matches import DIFFERENT, SAME, Other
from gemdesk.flows.sight import case_of, part_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import drafts, rows


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Who lives with the person or is close, and which files are linked, told apart, or may be the same person's."""

    case: str
    person: Person
    relatives: tuple[Relative, ...]
    linked: tuple[Other, ...]
    apart: tuple[Other, ...]
    possible: tuple[Other, ...]
    draft: drafts.Draft  # of a relative that was being written down
    files: dict[str, Other]  # of relatives who have one here, by the relative's id
    perhaps: dict[str, Other]  # of relatives whose name is that of a file here


def look(work: Work, case_id: str) -> PeopleView:
    """The people of a case."""
    case = case_of(work, case_id)
    person = rows.one(work.connection, Person, case.person)
    decided = matches.decided(work, person.id)
    by_standing = {
        standing: tuple(one for one in decided if one.likeness and one.likeness.standing == standing)
        for standing in (SAME, DIFFERENT)
    }
    relatives = relatives_of(work, person.id)
    contact = contacts.newest(work, person.id)
    joined = {one.id: matches.of_person(work, one.other_person) for one in relatives if one.other_person}
    return PeopleView(
        case_id, person, relatives, by_standing[SAME], by_standing[DIFFERENT],
        tuple(matches.possible(work, person, contact.number if contact else "", (one.person for one in decided))),
        drafts.find(work.connection, relative_place(case_id), work.worker),
        {id_: file for id_, file in joined.items() if file}, dict(_perhaps(work, person.id, relatives)),
    )  # fmt: skip


def _perhaps(work: Work, person: str, relatives: Iterable[Relative]) -> Iterator[tuple[str, Other]]:
    """The likeliest file of each relative who has none yet, but never the person's own."""
    for one in relatives:
        if one.name and not one.other_person:
            found = (other for other in matches.alike(work, [one.name]) if other.person != person and other.is_shown)
            if other := next(found, None):
                yield one.id, other


def join(work: Work, case_id: str, id_: str, person: str) -> None:
    """Write down that a relative has a file here, that of `person`; an empty one takes it back."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        change.edit(part_of(work, case_id, Relative, id_), other_person=person)


def save_relative(work: Work, case_id: str, id_: str, values: dict[str, Any]) -> None:
    """Write down somebody close to the person, or change who has this `id_`; a name or a relation at least."""
    case = case_of(work, case_id, Right.WRITE)
    stored = part_of(work, case_id, Relative, id_) if id_ else Relative(id=new_id(), person=case.person)
    wished = replace(stored, **values)
    if not (wished.name or wished.relation):
        raise Refusal(Reason.REQUIRED, "name")
    with work.change() as change:
        if id_:
            change.edit(stored, **values)
        else:
            change.add(wished, case_id)
        drafts.drop(change.connection, relative_place(case_id), work.worker)


def bin_relative(work: Work, case_id: str, id_: str) -> None:
    """Throw away what is written about somebody; it stays in the bin."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        change.bin(part_of(work, case_id, Relative, id_))


def relative_place(case_id: str) -> str:
    """Where a relative that was not saved is kept as a draft."""
    return f"relative:{case_id}"


def relatives_of(work: Work, person: str) -> tuple[Relative, ...]:
    """Who lives with a person or is close; the guardian first."""
    found = rows.select(
        work.connection, Relative, "person = ? ORDER BY guardian DESC, in_household DESC, rowid", person
    )
    return tuple(found)
