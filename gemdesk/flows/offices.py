"""The office: how the organisation presents itself on paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from gemdesk.domain.access import Right
from gemdesk.domain.records import Office
from gemdesk.flows import cases
from gemdesk.flows.cases import Draft
from gemdesk.flows.work import Work
from gemdesk.kernel.ids import new_id
from gemdesk.store import drafts, rows
from gemdesk.store.change import OFFICE

PLACE = "office"  # of the draft


@dataclass(frozen=True, slots=True)
class Begun:
    """The office as it is stored, and what was typed of it and not saved."""

    office: Office
    draft: Draft


def begun(work: Work) -> Begun:
    """The office to be changed, with what this person typed before a lock."""
    return Begun(read(work), cases.find_draft(work, PLACE))


def read(work: Work) -> Office:
    """The office of this vault; an empty one, not stored, while there is none."""
    found = rows.select(work.connection, Office, "1 LIMIT 1")
    return found[0] if found else Office(id=new_id())


def edit(work: Work, office: Office, fields: Mapping[str, str]) -> Office:
    """Change what stands on letterheads; `Refusal` names the field that cannot be taken."""
    work.require(Right.OFFICE)
    with work.change() as change:
        known = rows.select(change.connection, Office, "id = ?", office.id)
        drafts.drop(change.connection, PLACE, work.worker)
        return change.edit(known[0] if known else change.add(office, OFFICE), **fields)
