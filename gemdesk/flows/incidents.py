"""What a person told of incidents, classified as the field counts them; the delays in the figures come from these."""

from dataclasses import dataclass
from typing import Any

from gemdesk.domain.access import Right
from gemdesk.domain.casework import Incident
from gemdesk.flows.sight import case_of, part_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import drafts, rows


@dataclass(frozen=True, slots=True)
class IncidentsView:
    """The incidents of a case, and one that was begun."""

    incidents: tuple[Incident, ...]  # the one told last first
    may_write: bool
    draft: drafts.Draft


def look(work: Work, case_id: str) -> IncidentsView:
    """The incidents of a case."""
    case_of(work, case_id)
    found = rows.select(work.connection, Incident, '"case" = ? ORDER BY reported_on DESC, rowid DESC', case_id)
    draft = drafts.find(work.connection, place(case_id), work.worker)
    return IncidentsView(tuple(found), work.access.may(Right.WRITE), draft)


def save(work: Work, case_id: str, id_: str, values: dict[str, Any]) -> Incident:
    """Write an incident down, or with an `id_` change it. `Refusal` at the day that cannot be."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        if id_:
            made = change.edit(part_of(work, case_id, Incident, id_), **values)
        else:
            made = change.add(Incident(id=new_id(), case=case_id, **values), case_id)
        _require_days(work, made)
        drafts.drop(change.connection, place(case_id), work.worker)
    return made


def throw_away(work: Work, case_id: str, id_: str) -> None:
    """Put an incident in the bin, as when it was written down twice; it is counted no longer."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        change.bin(part_of(work, case_id, Incident, id_))


def place(case_id: str) -> str:
    """Where an incident that was not saved is kept as a draft."""
    return f"incident:{case_id}"


def _require_days(work: Work, incident: Incident) -> None:
    """Nothing is told before it happened, and nothing is told tomorrow."""
    if incident.reported_on and incident.reported_on > work.clock.today():
        raise Refusal(Reason.DAY_TO_COME, "reported_on")
    if incident.on and incident.reported_on and incident.on > incident.reported_on:
        raise Refusal(Reason.AFTER_TELLING, "on")
