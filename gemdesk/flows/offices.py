"""The office: how the organisation presents itself on paper."""

from collections.abc import Mapping

from gemdesk.domain.access import Right
from gemdesk.domain.records import Office
from gemdesk.flows.work import Work
from gemdesk.kernel.ids import new_id
from gemdesk.store import rows
from gemdesk.store.change import OFFICE


def read(work: Work) -> Office:
    """The office of this vault; an empty one, not stored, while there is none."""
    found = rows.select(work.connection, Office, "1 LIMIT 1")
    return found[0] if found else Office(id=new_id())


def edit(work: Work, office: Office, fields: Mapping[str, str]) -> Office:
    """Change what stands on letterheads; `Refusal` names the field that cannot be taken."""
    work.require(Right.OFFICE)
    with work.change() as change:
        known = rows.select(change.connection, Office, "id = ?", office.id)
        return change.edit(known[0] if known else change.add(office, OFFICE), **fields)
