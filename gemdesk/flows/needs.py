"""The needs of a case: what for, how urgent, and how each ended."""

from typing import Any

from gemdesk.domain.access import Right
from gemdesk.domain.casework import Need
from gemdesk.flows.sight import case_of, part_of
from gemdesk.flows.work import Work
from gemdesk.kernel.ids import new_id
from gemdesk.store import drafts, rows

ENDED = frozenset({"met", "not_met", "withdrawn"})
ORDER = (
    "CASE state WHEN 'open' THEN 0 WHEN 'in_progress' THEN 0 ELSE 1 END, "
    "CASE priority WHEN 'emergency' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END, since, rowid"
)


def of_case(work: Work, case_id: str) -> list[Need]:
    """The needs of a case: the open ones first, of these the most urgent."""
    case_of(work, case_id)
    return rows.select(work.connection, Need, f'"case" = ? ORDER BY {ORDER}', case_id)


def save(work: Work, case_id: str, id_: str, values: dict[str, Any]) -> Need:
    """Write a need down, or with an `id_` change it; one that ends gets the day of its end."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        drafts.drop(change.connection, place(case_id), work.worker)
        if not id_:
            first = {"since": work.clock.today(), **_ending(work, values, None)}
            return change.add(Need(id=new_id(), case=case_id, **{**first, **values}), case_id)
        need = part_of(work, case_id, Need, id_)
        return change.edit(need, **{**values, **_ending(work, values, need)})


def set_state(work: Work, case_id: str, id_: str, state: str) -> Need:
    """Change how a need stands, in one act."""
    return save(work, case_id, id_, {"state": state})


def _ending(work: Work, values: dict[str, Any], before: Need | None) -> dict[str, Any]:
    """The day of the end, which goes again when the need is open once more."""
    state = values.get("state", before.state if before else "open")
    if state not in ENDED:
        return {"met_on": None}
    return {"met_on": (before.met_on if before else None) or work.clock.today()}


def place(case_id: str) -> str:
    """Where a need that was not saved is kept as a draft."""
    return f"need:{case_id}"
