"""Today: what is due for whoever is at work, and what of it is done in one act."""

from dataclasses import dataclass, replace
from datetime import date

from gemdesk.domain import safe_hours
from gemdesk.domain.access import Right
from gemdesk.domain.records import Case
from gemdesk.domain.today import Question, Row, Section
from gemdesk.flows import follow_ups, plans, tasks
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rows, today

MOST = 1000  # further nobody counts on one day
AT_ONCE = frozenset({"by_hand", "service"})  # done in one act
ASKED = "followup"  # done in one act once it is said what came of it


@dataclass(frozen=True, slots=True)
class Overview:
    """How much each section holds (`MOST`: that many or more), and when there is more."""

    counts: dict[Section, int]
    next_day: date | None
    shown: bool  # whoever is at work is shown tasks
    named: bool  # with the names of people

    @property
    def total(self) -> int:
        """How much is due."""
        return self.counts[Section.DUE]


def overview(work: Work) -> Overview:
    """How much there is in each section; nothing for whoever only prints."""
    question = _question(work, Section.DUE)
    named, shown = work.access.may(Right.NAMES), work.access.may(Right.TASKS)
    if not shown:
        return Overview(dict.fromkeys(Section, 0), None, shown, named)
    counts = {one: today.count_up_to(work.connection, replace(question, section=one), MOST) for one in Section}
    return Overview(counts, today.next_day(work.connection, question), shown, named)


def page(work: Work, section: Section, after: Row | None, limit: int) -> list[Row]:
    """The next rows of a section; none for a role that is shown no names."""
    if not work.access.may(Right.NAMES):
        return []
    found = today.page(work.connection, _question(work, section), after.mark if after else None, limit)
    receivers = today.receivers(work.connection, found)
    return [replace(row, receiver=receivers.get(row.about, "")) for row in found]


def done(work: Work, row: Row, outcome: str = "") -> str:
    """What a row tells of is done; of a follow-up with its outcome. Gives the id of the change, to take it back."""
    if row.sort == ASKED:
        return follow_ups.finish(work, row.case, "" if row.about == row.case else row.about, outcome, "", row.due)
    if row.sort == "service":
        return plans.finish_step(work, row.case, row.about)
    if row.sort != "by_hand":
        raise Refusal(Reason.NOT_BY_ONE_KEY, "")
    return _step_done(work, row.case) if row.about == row.case else tasks.done(work, row.case, row.about)


def _step_done(work: Work, case_id: str) -> str:
    """The next step of a case is done: there is none until somebody sets another."""
    case = case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        change.edit(rows.one(change.connection, Case, case.id), next_step="", next_due=None)
        return change.id


def _question(work: Work, section: Section) -> Question:
    access = work.access
    everybody = access.may(Right.ALL_CASES)
    hour = safe_hours.bits_of(work.clock.now())
    return Question(section, work.clock.today(), hour, None if everybody else work.worker, access.may(Right.APPROVE))
