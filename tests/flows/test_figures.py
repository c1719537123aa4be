"""Figures of a small office, reckoned by hand; consent decides who is counted, and small counts stay hidden."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

import pytest

from gemdesk.domain import consents as consent_rules
from gemdesk.domain.casework import Approval, Assessment, Closure, FollowUp, Incident, Plan, Reply
from gemdesk.domain.consents import Standing
from gemdesk.domain.definition import Record
from gemdesk.domain.figures import Outcome, Period, Span, period
from gemdesk.domain.masking import Mask
from gemdesk.domain.records import Case, Consent, Organisation, Person, Referral
from gemdesk.flows import figures
from gemdesk.flows.figures import Quality
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.progress import Cancelled, Progress
from gemdesk.kernel.reasons import Reason
from gemdesk.store import figures as store
from gemdesk.store import rows
from gemdesk.store.change import OFFICE
from gemdesk.store.figures import Part
from gemdesk.vault.opened import Role
from tests.flows.making import move
from tests.store.making import DAY, MOMENT

BACK = timedelta(days=20)


class Field:
    """Adds what figures are reckoned from."""

    def __init__(self, work: Work) -> None:
        self.work, self.cases = work, 0

    def add(self, record: Record, stream: str) -> str:
        with self.work.change() as change:
            change.add(record, stream)
        return record.id

    def case(self, opened: date = DAY - BACK, **fields: object) -> str:
        self.cases += 1
        person, case = new_id(), new_id()
        self.add(Person(id=person, code=f"C-{self.cases}"), case)
        return self.add(Case(id=case, person=person, opened=opened, **fields), case)  # type: ignore[arg-type]  # fields by name

    def receiver(self, name: str) -> str:
        return self.add(Organisation(id=new_id(), name=name), OFFICE)

    def consent(self, case: str, receiver: str, **fields: object) -> str:
        given = {"on": DAY - BACK, "items": ("reason",), "statistics": True, **fields}
        return self.add(Consent(id=new_id(), case=case, receiver=receiver, **given), case)  # type: ignore[arg-type]  # fields by name

    def incident(self, case: str, days: int | None, **fields: object) -> None:
        on = None if days is None else DAY - timedelta(days=days)
        self.add(Incident(id=new_id(), case=case, gbv="rape", on=on, reported_on=DAY, **fields), case)  # type: ignore[arg-type]  # fields by name

    def sent(self, case: str, receiver: str, state: str = "sent", late: bool = False, **fields: object) -> str:
        on = DAY - timedelta(days=10)
        by = DAY + timedelta(days=-1 if late else 4)
        made = Referral(
            id=new_id(), case=case, organisation=receiver, reference=new_id()[:8], state=state, on=on,
            sent_on=on, reply_by=by,
        )  # fmt: skip
        return self.add(replace(made, **fields), case)  # type: ignore[arg-type]  # fields by name

    def answer(self, referral: str, case: str, state: str, after: int) -> None:
        on = DAY - timedelta(days=10) + timedelta(days=after)
        self.add(Reply(id=new_id(), referral=referral, state=state, on=on), case)


@pytest.fixture
def field(work: Work) -> Field:
    return Field(work)


def month() -> Period:
    return period(Span.MONTH, DAY)


def read(work: Work, wanted: Period | None = None) -> figures.Figures:
    return figures.read(work, wanted or month(), Progress())


def test_delays_are_counted_where_consent_allows_it(work: Work, field: Field) -> None:
    to = field.receiver("جهة")
    for days in (0, 3, 4, 5, 6, 14, 15, 30, 31, 400):
        for _ in range(5):
            case = field.case()
            field.consent(case, to)
            field.incident(case, days)
    counts = read(work).delays
    assert (counts.counts, counts.unknown, counts.total) == ((10, 10, 10, 10, 10), 0, 50)
    for gone in ("refused", "withdrawn", "expired", "narrowed", "later"):
        case = field.case()
        field.incident(case, 2)
        if gone == "refused":
            field.consent(case, to, statistics=False)
        else:
            until = DAY - timedelta(days=1) if gone == "expired" else None
            given = field.consent(
                case, to, valid_until=until, on=DAY + timedelta(days=1) if gone == "later" else DAY - BACK
            )
            if gone in ("withdrawn", "narrowed"):
                until = DAY - timedelta(days=1) if gone == "narrowed" else None
                field.consent(case, to, act=gone, about=given, valid_until=until, on=DAY - timedelta(days=2))
    assert read(work).delays == counts


def test_what_is_no_such_violence_or_lies_outside_the_period_is_not_counted(work: Work, field: Field) -> None:
    case = field.case()
    field.consent(case, field.receiver("جهة"))
    for days in (None, -1, 1, 1, 1, 1, 1, 1):
        field.incident(case, days)
    raw = store.delays(work.connection, month(), DAY, DAY)
    assert raw == {None: 2, 1: 6}
    field.add(Incident(id=new_id(), case=case, gbv="non-gbv", on=DAY, reported_on=DAY), case)
    field.add(Incident(id=new_id(), case=case, gbv="rape", on=DAY, reported_on=DAY - timedelta(days=30)), case)
    assert store.delays(work.connection, month(), DAY, DAY) == raw
    assert store.delays(work.connection, month().moved(-1), DAY, DAY) == {None: 1}


def test_the_question_and_the_rule_agree_on_who_is_counted(work: Work, field: Field) -> None:
    to = field.receiver("جهة")
    fates: list[list[dict[str, object]]] = [
        [{}], [{"statistics": False}], [{"valid_until": DAY}], [{"valid_until": DAY - timedelta(days=1)}],
        [{"on": DAY}], [{"on": DAY + timedelta(days=1)}], [{}, {"act": "withdrawn"}],
        [{}, {"act": "narrowed", "valid_until": DAY}],
        [{}, {"act": "narrowed", "valid_until": DAY - timedelta(days=3)}],
        [{}, {"act": "narrowed"}], [{"statistics": False}, {"act": "withdrawn"}], [],
    ]  # fmt: skip
    counted = 0
    for fate in fates:
        case = field.case()
        given = field.consent(case, to, **fate[0]) if fate else ""
        for later in fate[1:]:
            field.consent(case, to, about=given, **later)
        field.incident(case, 1)
        events = rows.select(work.connection, Consent, '"case" = ?', case)
        counted += any(
            grant.standing is Standing.LIVE and grant.given.statistics
            for grant in consent_rules.grants(events, work.clock.today(), work.reached())
        )
    assert counted == 5
    assert sum(store.delays(work.connection, month(), DAY, work.reached()).values()) == counted


def test_quality_is_counted_over_every_case(work: Work, field: Field) -> None:
    to = field.receiver("جهة")
    for at in range(12):
        case = field.case()
        if at < 6:
            field.consent(case, to, statistics=False)
            field.add(Assessment(id=new_id(), case=case, on=DAY - BACK + timedelta(days=7), level="low"), case)
        elif at < 8:
            field.add(Assessment(id=new_id(), case=case, on=DAY - BACK + timedelta(days=8), level="low"), case)
        if at < 5:
            field.add(Plan(id=new_id(), case=case, version=1, on=DAY, state="in_force"), case)
        elif at < 7:
            field.add(Plan(id=new_id(), case=case, version=1, on=DAY, state="draft"), case)
    before = period(Span.MONTH, DAY - BACK)
    assert store.registered(work.connection, before, DAY) == {
        "assessed": Part(6, 12), "planned": Part(5, 12), "consented": Part(6, 12),
    }  # fmt: skip
    shown = read(work, before).quality
    assert (shown[Quality.ASSESSED], shown[Quality.PLANNED], shown[Quality.CONSENTED]) == ((6, 12), (5, 12), (6, 12))


def test_a_case_counts_once_its_time_for_an_assessment_is_over(work: Work, field: Field) -> None:
    field.case(opened=DAY - timedelta(days=6))
    assert store.registered(work.connection, month(), DAY)["assessed"] == Part(0, 0)
    move(work, 1)
    assert store.registered(work.connection, month(), work.clock.today())["assessed"] == Part(0, 1)


def test_follow_ups_closings_and_approvals(work: Work, field: Field) -> None:
    case = field.case()
    for due, done in ((-5, -5), (-4, -6), (-3, -2), (-2, None), (0, 0), (1, None)):
        day = None if done is None else DAY + timedelta(days=done)
        field.add(FollowUp(id=new_id(), case=case, due=DAY + timedelta(days=due), done_on=day), case)
    assert store.followed_up(work.connection, month(), DAY) == Part(3, 5)
    for reason, act in (("goals_met", "closed"), ("no_safe_contact", "closed"), ("goals_met", "reopened")):
        field.add(Closure(id=new_id(), case=case, act=act, on=DAY, reason=reason), case)
    assert store.closed(work.connection, month()) == Part(1, 2)
    for about, state, later in (
        ("a", "asked", 0),
        ("a", "returned", 1),
        ("a", "asked", 2),
        ("a", "approved", 3),
        ("b", "asked", 1),
        ("c", "approved", 1),
    ):
        at = MOMENT + timedelta(minutes=later)
        field.add(Approval(id=new_id(), case=case, what="plan", about=about, state=state, by="w", at=at), case)
    assert store.approved(work.connection, month()) == Part(1, 2)
    assert store.approved(work.connection, month().moved(-1)) == Part(0, 0)


def test_each_sent_referral_has_one_outcome_by_its_latest_answer(work: Work, field: Field) -> None:
    case, one, other = field.case(), field.receiver("جهة أولى"), field.receiver("جهة أخرى")
    for at in range(6):
        accepted = field.sent(case, one, "accepted")
        field.answer(accepted, case, "acknowledged", 1)
        field.answer(accepted, case, "accepted", 2 + at)
    for _ in range(7):
        field.sent(case, one, late=True)
        field.sent(case, one)
        field.sent(case, other, "no_feedback")
    for _ in range(5):
        refused = field.sent(case, other, "not_accepted")
        field.answer(refused, case, "not_accepted", 4)
    for nothing in ("draft", "void"):
        field.sent(case, one, nothing)
    field.sent(case, one, "draft", sent_on=None, reply_by=None)
    found = read(work)
    assert [row.name for row in found.receivers] == ["جهة أولى", "جهة أخرى"]
    first, second = found.receivers
    assert dict(zip(Outcome, first.outcomes, strict=True)) == {
        "acknowledged": 0, "accepted": 6, "waiting_list": 0, "not_accepted": 0, "no_feedback": 7, "open": 7,
    }  # fmt: skip
    assert (first.sent, first.days, second.sent, second.days) == (20, 1, 12, 4)
    assert (found.all_receivers.sent, found.all_receivers.days) == (32, 1)
    assert read(work, month().moved(-1)).receivers == ()


def test_small_counts_of_receivers_are_masked_and_few_answers_have_no_middle(work: Work, field: Field) -> None:
    case, one, other = field.case(), field.receiver("أ"), field.receiver("ب")
    for _ in range(3):
        field.answer(field.sent(case, one, "accepted"), case, "accepted", 1)
    for receiver in (one, other):
        for _ in range(9):
            field.sent(case, receiver)
    found = read(work)
    accepted = [row.outcomes[list(Outcome).index(Outcome.ACCEPTED)] for row in (*found.receivers, found.all_receivers)]
    assert accepted[0] is Mask.FEW
    assert not isinstance(accepted[2], int) or accepted[2] >= 5
    # Under what is masked as one to four in all four columns of answers, "too few" would tell that each is one.
    assert [row.days for row in found.receivers] == [Mask.BESIDE, Mask.BESIDE]


def test_a_receiver_is_told_by_quarters(work: Work, field: Field) -> None:
    case, to = field.case(), field.receiver("جهة")
    field.answer(field.sent(case, to, "accepted"), case, "accepted", 3)
    field.sent(case, to, sent_on=DAY - timedelta(days=100), reply_by=DAY - timedelta(days=90))
    found = figures.of_receiver(work, to)
    assert [(quarter.period.first.month, quarter.sent, quarter.days) for quarter in found] == [(10, 1, 3), (7, 1, None)]
    assert figures.of_receiver(as_role(work, Role.COORDINATOR), to)[0].sent is Mask.FEW


def test_neither_the_order_nor_another_page_tells_what_is_masked(work: Work, field: Field) -> None:
    case, few, many, most = field.case(), field.receiver("ت"), field.receiver("ب"), field.receiver("أ")
    for receiver, accepted, waiting in ((few, 3, 9), (many, 8, 0), (most, 7, 30)):
        for state, count in (("accepted", accepted), ("waiting_list", waiting)):
            for _ in range(count):
                field.answer(field.sent(case, receiver, state), case, state, 1)
    found = figures.read(work, period(Span.QUARTER, DAY), Progress())
    sent = [row.sent for row in found.receivers]
    told = [count for count in sent if isinstance(count, int)]
    assert told == sorted(told, reverse=True) == sent[: len(told)]
    hidden = [row.name for row in found.receivers if isinstance(row.sent, Mask)]
    assert hidden == sorted(hidden)
    # A coordinator is shown the same masks of a receiver in the directory as in the figures; alone it would be 8.
    place = list(Outcome).index(Outcome.ACCEPTED)
    by_name = {row.name: row for row in found.receivers}
    (quarter,) = figures.of_receiver(as_role(work, Role.COORDINATOR), many)
    assert isinstance(quarter.outcomes[place], Mask)
    assert quarter.outcomes == by_name["ب"].outcomes
    assert (quarter.sent, quarter.days) == (by_name["ب"].sent, by_name["ب"].days)
    assert figures.of_receiver(work, many)[0].outcomes[place] == 8


def as_role(work: Work, role: Role) -> Work:
    opened = replace(work.vault.opened, role=role)
    return replace(work, vault=replace(work.vault, opened=opened))


def test_who_prints_sees_no_figures(work: Work) -> None:
    read(as_role(work, Role.COORDINATOR))
    with pytest.raises(Refusal) as stop:
        read(as_role(work, Role.PRINTING))
    assert stop.value.reason is Reason.NOT_YOUR_ROLE


def test_it_tells_how_far_it_is_and_stops_when_it_is_not_wished(work: Work) -> None:
    steps: list[int] = []
    figures.read(work, month(), Progress(lambda done, _whole: steps.append(done)))
    assert steps == [0, 1, 2, 3, 4, 5]
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        figures.read(work, month(), stopped)


def test_indexes_alone_are_read(work: Work) -> None:
    asked: list[str] = []
    cast("Any", work.connection).set_trace_callback(asked.append)
    figures.read(work, month(), Progress())
    cast("Any", work.connection).set_trace_callback(None)
    questions = [sql for sql in asked if sql.lstrip().upper().startswith(("SELECT", "WITH")) and "event" not in sql]
    assert len(questions) == 9
    for sql in questions:
        steps = [str(row[3]) for row in work.connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
        walks = [step for step in steps if step.startswith(("SCAN", "SEARCH")) and "(subquery" not in step]
        assert walks
        assert [step for step in walks if "COVERING INDEX" not in step] == [], steps
