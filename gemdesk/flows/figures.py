"""The figures of a period as they may be shown, and what a receiver's answers come to. No name of a person."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gemdesk.domain import figures as meaning
from gemdesk.domain import masking
from gemdesk.domain.access import Right
from gemdesk.domain.figures import DELAYS, Outcome, Period, Span, period
from gemdesk.domain.masking import Cell, Mask
from gemdesk.domain.records import Organisation
from gemdesk.flows.work import Work
from gemdesk.kernel.fold import fold
from gemdesk.kernel.progress import Progress
from gemdesk.store import figures as store
from gemdesk.store import rows
from gemdesk.store.figures import Answers, Part


class Quality(StrEnum):
    """The figures on how the work is done, in their order."""

    ASSESSED = "assessed"
    PLANNED = "planned"
    CONSENTED = "consented"
    FOLLOWED_UP = "followed_up"
    GOALS_MET = "goals_met"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Delays:
    """Incidents by the time until help was sought; `unknown` are those whose day is not known."""

    counts: tuple[Cell, ...]  # in the order of `domain.figures.DELAYS`
    unknown: Cell
    total: Cell


@dataclass(frozen=True, slots=True)
class Receiver:
    """What became of the referrals to one receiver, or to all of them."""

    name: str
    outcomes: tuple[Cell, ...]  # in the order of `Outcome`
    sent: Cell
    days: float | Mask | None  # the middle number of days until the first answer; None: there was no answer


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the page of figures shows of a period."""

    period: Period
    delays: Delays
    quality: dict[Quality, tuple[int, int] | Mask]
    receivers: tuple[Receiver, ...]
    all_receivers: Receiver


_STEPS = 5


def read(work: Work, wanted: Period, progress: Progress) -> Figures:
    """The figures of a period; tells after each part how far it is."""
    work.require(Right.FIGURES)
    connection, today = work.connection, work.clock.today()
    progress.step(0, _STEPS)
    delays = _delays(store.delays(connection, wanted, today, work.reached()))
    progress.step(1, _STEPS)
    parts = store.registered(connection, wanted, today)
    progress.step(2, _STEPS)
    parts["followed_up"] = store.followed_up(connection, wanted, today)
    parts["goals_met"] = store.closed(connection, wanted)
    parts["approved"] = store.approved(connection, wanted)
    progress.step(3, _STEPS)
    answers = store.answers(connection, wanted, today)
    progress.step(4, _STEPS)
    receivers, all_receivers = _receivers(work, answers)
    progress.step(_STEPS, _STEPS)
    quality = {one: _share(parts[one.value]) for one in Quality}
    return Figures(wanted, delays, quality, receivers, all_receivers)


def _share(part: Part) -> tuple[int, int] | Mask:
    return masking.share(part.part, part.whole)


def _delays(counts: dict[int | None, int]) -> Delays:
    by_code = {code: 0 for code, _last in DELAYS}
    for days, count in counts.items():
        if days is not None:
            by_code[meaning.delay(days)] += count
    cells, total = masking.line([*by_code.values(), counts.get(None, 0)])
    return Delays(cells[:-1], cells[-1], total)


def _receivers(work: Work, answers: dict[str, Answers]) -> tuple[tuple[Receiver, ...], Receiver]:
    """The receivers with most referrals first, then those of whom that is not told, by name."""
    order = sorted(answers)
    shown = masking.table([_counts(answers[id_]) for id_ in order])
    made = [
        Receiver(
            rows.one(work.connection, Organisation, id_).name,
            cells,
            sent,
            meaning.middle(answers[id_].days, cells, sent),
        )
        for id_, cells, sent in zip(order, shown.rows, shown.row_totals, strict=True)
    ]
    made.sort(key=_by_what_is_shown)
    totals, sent = shown.column_totals or (0,) * len(Outcome), shown.total or 0
    return tuple(made), Receiver("", totals, sent, meaning.middle(_together(list(answers.values())).days, totals, sent))


def _by_what_is_shown(receiver: Receiver) -> tuple[bool, int, str]:
    """An order by the counts themselves would tell of masked ones between which others they lie."""
    sent = receiver.sent
    return isinstance(sent, Mask), 0 if isinstance(sent, Mask) else -sent, fold(receiver.name)


def _counts(answers: Answers) -> list[int]:
    return [answers.outcomes.get(one, 0) for one in Outcome]


@dataclass(frozen=True, slots=True)
class Quarter:
    """What became of the referrals to one receiver that were sent in a quarter."""

    period: Period
    outcomes: tuple[Cell, ...]  # in the order of `Outcome`
    sent: Cell
    days: float | Mask | None


def of_receiver(work: Work, organisation: str, quarters: int = 4) -> tuple[Quarter, ...]:
    """The last quarters of a receiver, the latest first.

    Whoever works with people sees the counts as they are, to choose a receiver by them; others see them masked.
    """
    work.require(Right.DIRECTORY)
    today = work.clock.today()
    by_month = store.answers_by_month(work.connection, organisation, today)
    found = []
    for back in range(quarters):
        quarter = period(Span.QUARTER, today).moved(-back)
        answers = _together([one for month, one in by_month.items() if _is_in(quarter, month)])
        if answers.sent:
            found.append((quarter, answers))
    if not work.access.may(Right.NAMES):
        return tuple(_masked(work, quarter, organisation) for quarter, _answers in found)
    return tuple(
        Quarter(quarter, tuple(_counts(answers)), answers.sent, meaning.median(answers.days))
        for quarter, answers in found
    )


def _is_in(quarter: Period, month: str) -> bool:
    return quarter.first <= date.fromisoformat(f"{month}-01") <= quarter.last


def _together(answers: list[Answers]) -> Answers:
    whole = Answers({}, {})
    for one in answers:
        for outcome, count in one.outcomes.items():
            whole.outcomes[outcome] = whole.outcomes.get(outcome, 0) + count
        for day, count in one.days.items():
            whole.days[day] = whole.days.get(day, 0) + count
    return whole


def _masked(work: Work, quarter: Period, organisation: str) -> Quarter:
    """As the page of figures shows it: what is hidden there beside another receiver's count is hidden here too."""
    answers = store.answers(work.connection, quarter, work.clock.today())
    order = sorted(answers)
    shown, at = masking.table([_counts(answers[id_]) for id_ in order]), order.index(organisation)
    cells, sent = shown.rows[at], shown.row_totals[at]
    return Quarter(quarter, cells, sent, meaning.middle(answers[organisation].days, cells, sent))
