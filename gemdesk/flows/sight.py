"""Which cases whoever is at work may look at, asked before anything of one is read."""

from typing import TypeVar

from gemdesk.domain.access import Right
from gemdesk.domain.definition import Record
from gemdesk.domain.records import Case
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import erased, rows

R = TypeVar("R", bound=Record)


def case_of(work: Work, case_id: str, right: Right = Right.NAMES) -> Case:
    """A case that may be seen with this right; `Refusal` for another worker's or an erased one, else KeyError."""
    work.require(right)
    if erased.holds(work.connection, case_id):
        raise Refusal(Reason.CASE_ERASED, "")
    case = rows.one(work.connection, Case, case_id)
    if not work.access.sees(case.worker):
        raise Refusal(Reason.NOT_YOUR_ROLE, "")
    return case


def is_shown(work: Work, case_id: str) -> bool:
    """Whether a case is here and may be seen by who is at work."""
    try:
        case_of(work, case_id)
    except (KeyError, Refusal):
        return False
    return True


def is_closed(work: Work, id_: str) -> bool:
    """Whether this is the id of a case that is not shown to who is at work, or was erased."""
    known = erased.holds(work.connection, id_) or rows.select(work.connection, Case, "id = ?", id_)
    return bool(known) and not is_shown(work, id_)


def part_of(work: Work, case_id: str, kind: type[R], id_: str) -> R:
    """A record of a case that may be seen; KeyError for one that belongs to another case or is not here."""
    record = rows.one(work.connection, kind, id_)
    if rows.stream_of(work.connection, record) != case_id:
        raise KeyError(kind.KIND)
    return record
