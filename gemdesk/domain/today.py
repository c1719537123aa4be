"""What Today shows: views of what is due, and one row of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Section(StrEnum):
    """One view of what is due."""

    DUE = "due"  # today or before
    NOW = "now"  # people who wait for a contact and may be called at this hour
    UNSEEN = "unseen"  # people at high risk whose contact is late
    UNANSWERED = "unanswered"  # referrals whose receiver owes an answer
    COMING = "coming"  # within the next days
    TO_APPROVE = "to_approve"  # what waits for a supervisor; it has a page of its own


COMING_DAYS = 7
Mark = tuple[str, str, str, str, str]  # place in the order: day, folded name, stream, kind, record


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is due, with what the page says of its case."""

    case: str  # nothing for a task of the office
    sort: str
    about: str
    due: date
    text: str
    detail: str
    name: str
    code: str
    risk_level: str
    now: bool  # the person may be called at this hour
    mark: Mark
    receiver: str = ""  # of a referral or a consent


@dataclass(frozen=True, slots=True)
class Question:
    """Which rows are looked for: whose, on which day, at which moment."""

    section: Section
    today: date
    hour: int  # the bits of the moment; see `safe_hours`
    worker: str | None  # own and nobody's; None for everybody's
    approves: bool  # what waits for a supervisor is shown
