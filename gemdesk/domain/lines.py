"""What the case list shows and lets itself be narrowed by."""

from dataclasses import dataclass
from datetime import date

from gemdesk.domain.hits import Rung


@dataclass(frozen=True, slots=True)
class Line:
    """What the list shows of one case."""

    case: str
    code: str
    name: str
    status: str
    risk_level: str
    worker: str
    next_step: str
    next_due: date | None
    mark: tuple[str, str, str]  # place in the order, for asking the next page
    rung: Rung | None = None  # how surely a search found it; None without a search


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases the list holds."""

    mine: bool = False  # a wish; the flow that knows the worker turns it into `worker`
    worker: str = ""
    seen_by: str = ""  # a worker who sees their own cases and those that are nobody's; '': every case
    high_risk: bool = False
    overdue_on: date | None = None
    open_only: bool = False
