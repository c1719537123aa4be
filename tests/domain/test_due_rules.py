"""What is due in a case, kind by kind: when it appears, on which day, and what makes it go."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from gemdesk.domain import due_rules
from gemdesk.domain.casework import (
    Approval,
    Assessment,
    Attempt,
    Closure,
    FollowUp,
    Plan,
    Reply,
    SafetyPlan,
    Step,
    Task,
)  # fmt: skip
from gemdesk.domain.due import Bundle, Due
from gemdesk.domain.dues import reckon
from gemdesk.domain.records import Case, Consent, Referral
from gemdesk.kernel import lists

OPENED = date(2026, 11, 1)
CASE = Case(id="case", person="p", opened=OPENED)


def day(number: int) -> date:
    """So many days after the opening."""
    return OPENED + timedelta(days=number)


def at(number: int) -> datetime:
    return datetime.combine(day(number), datetime.min.time()).astimezone()


def bundle(case: Case = CASE, **kinds: Any) -> Bundle:
    return Bundle(case, **{name: tuple(told) for name, told in kinds.items()})


def dues(found: Bundle, sort: str) -> dict[str, tuple[int, str]]:
    """The dues of a kind: about, day after the opening, detail."""
    return {due.about: ((due.due - OPENED).days, due.detail) for due in reckon(found) if due.sort == sort}


def assessed(id_: str = "a", number: int = 0, level: str = "low", **fields: Any) -> Assessment:
    return Assessment(id=id_, case="case", on=day(number), level=level, **fields)


def test_every_rule_tells_of_a_kind_that_the_list_knows_and_none_is_forgotten() -> None:
    told = {
        "by_hand", "assessment", "plan", "followup", "service", "referral_reply", "consent_expiry", "review", "contact",
        "approval", "retention",
    }  # fmt: skip
    assert told == set(lists.values("task_sort"))
    assert len(due_rules.WHILE_OPEN) + 1 == len(told)  # retention is for closed ones


def test_a_new_case_is_assessed_within_days_and_again_as_its_level_asks() -> None:
    assert dues(bundle(), "assessment") == {"case": (3, "first")}
    assert dues(bundle(assessments=[assessed(level="critical")]), "assessment") == {"a": (7, "again")}
    assert dues(bundle(assessments=[assessed(level="low")]), "assessment") == {"a": (180, "again")}
    agreed = assessed(level="low", again_by=day(40))
    assert dues(bundle(assessments=[agreed]), "assessment") == {"a": (40, "again")}
    newer = assessed("b", 5, "high")
    assert dues(bundle(assessments=[agreed, newer]), "assessment") == {"b": (35, "again")}


def test_a_reopened_case_is_assessed_anew() -> None:
    back = Closure(id="x", case="case", act="reopened", on=day(50))
    assert dues(bundle(assessments=[assessed()], closures=[back]), "assessment") == {"a": (53, "reopened")}
    since = assessed("b", 51)
    assert dues(bundle(assessments=[assessed(), since], closures=[back]), "assessment") == {"b": (231, "again")}
    closed = replace(back, act="closed")
    assert dues(bundle(assessments=[assessed()], closures=[closed]), "assessment") == {"a": (180, "again")}


def test_a_plan_follows_the_assessment_and_a_draft_is_none_yet() -> None:
    assert dues(bundle(), "plan") == {}
    first = [assessed(number=2)]
    assert dues(bundle(assessments=first), "plan") == {"case": (9, "first")}
    draft = Plan(id="plan", case="case", version=1, on=day(3))
    assert dues(bundle(assessments=first, plans=[draft]), "plan") == {"case": (9, "draft")}
    for state, wanted in (("in_force", {}), ("ended", {}), ("replaced", {"case": (9, "first")})):
        assert dues(bundle(assessments=first, plans=[replace(draft, state=state)]), "plan") == wanted


def test_after_a_reopening_an_ended_plan_is_none() -> None:
    back = Closure(id="x", case="case", act="reopened", on=day(50))
    ended = Plan(id="plan", case="case", version=1, on=day(3), state="ended")
    told = bundle(assessments=[assessed(), assessed("b", 52)], plans=[ended], closures=[back])
    assert dues(told, "plan") == {"case": (59, "first")}


def test_a_serious_risk_asks_for_a_safety_plan_at_once() -> None:
    plans = [Plan(id="plan", case="case", version=1, on=day(0), state="in_force")]
    serious = bundle(assessments=[assessed(level="high")], plans=plans)
    assert dues(serious, "plan") == {"a": (3, "safety_plan")}
    assert dues(replace(serious, assessments=(assessed(level="medium"),)), "plan") == {}
    assert dues(replace(serious, safety_plans=(SafetyPlan(id="s", case="case", version=1, on=day(1)),)), "plan") == {}


def test_the_first_contact_is_the_first_action_then_the_rhythm_goes_on() -> None:
    told = bundle(assessments=[assessed(level="high")])
    assert dues(bundle(), "followup") == {}
    assert dues(told, "followup") == {"case": (3, "first_action")}
    # The call in which the risk was assessed is not the first action.
    call = Attempt(id="t", case="case", channel="phone", outcome="reached", at=at(0))
    assert dues(replace(told, attempts=(call,)), "followup") == {"case": (3, "first_action")}
    assert dues(replace(told, attempts=(replace(call, at=at(2)),)), "followup") == {"case": (9, "rhythm")}
    assert dues(replace(told, attempts=(replace(call, at=at(2), outcome="no_answer"),)), "followup") == {
        "case": (3, "first_action")
    }
    done = FollowUp(id="f", case="case", due=day(4), done_on=day(5), outcome="reached")
    assert dues(replace(told, follow_ups=(done,)), "followup") == {"case": (12, "rhythm")}
    assert dues(replace(told, follow_ups=(replace(done, outcome="not_reached"),)), "followup") == {
        "case": (3, "first_action")
    }


def test_an_agreed_follow_up_stands_for_the_rhythm_only_where_it_comes_before() -> None:
    told = bundle(assessments=[assessed(level="high")])
    early = FollowUp(id="f", case="case", sort="visit", due=day(2))
    late = replace(early, due=day(30))
    assert dues(replace(told, follow_ups=(early,)), "followup") == {"f": (2, "visit")}
    assert dues(replace(told, follow_ups=(late,)), "followup") == {"f": (30, "visit"), "case": (3, "first_action")}


def test_steps_of_the_plan_in_force_are_due_until_they_are_done() -> None:
    step = Step(id="s", goal="g", text="محامٍ", service="legal", due=day(9))
    (due,) = [one for one in reckon(bundle(steps=[step])) if one.sort == "service"]
    assert due == Due("service", "s", day(9), "محامٍ", "legal")
    for other in (replace(step, state="done"), replace(step, state="dropped"), replace(step, due=None)):
        assert dues(bundle(steps=[other]), "service") == {}


def referral(**fields: Any) -> Referral:
    told = {"on": day(0), "state": "sent", "reply_by": day(14), **fields}
    return Referral(id="r", case="case", organisation="o", reference="R-1", **told)


def test_an_answer_is_due_until_it_comes_and_later_the_question_how_it_went() -> None:
    assert dues(bundle(referrals=[referral()]), "referral_reply") == {"r": (14, "sent")}
    assert dues(bundle(referrals=[referral(reply_by=None, priority="urgent")]), "referral_reply") == {"r": (3, "sent")}
    for state in ("draft", "completed", "not_accepted", "revoked", "void"):
        assert dues(bundle(referrals=[referral(state=state)]), "referral_reply") == {}, state
    accepted = referral(state="accepted")
    answer = Reply(id="y", referral="r", state="accepted", on=day(5))
    assert dues(bundle(referrals=[accepted], replies=[answer]), "referral_reply") == {"r": (19, "accepted")}
    assert dues(bundle(referrals=[accepted]), "referral_reply") == {}
    of_another = replace(answer, referral="other")
    assert dues(bundle(referrals=[accepted], replies=[of_another]), "referral_reply") == {}


def consent(id_: str = "k", **fields: Any) -> Consent:
    return Consent(id=id_, case="case", **{"receiver": "o", "on": day(0), "valid_until": day(100), **fields})


def test_the_end_of_a_consent_is_spoken_of_before_it_comes() -> None:
    (due,) = [one for one in reckon(bundle(consents=[consent()])) if one.sort == "consent_expiry"]
    assert ((due.due - OPENED).days, due.until) == (86, day(114))
    assert dues(bundle(consents=[consent(valid_until=None)]), "consent_expiry") == {}
    withdrawn = consent("w", act="withdrawn", about="k", on=day(3), valid_until=None)
    assert dues(bundle(consents=[consent(), withdrawn]), "consent_expiry") == {}
    narrowed = consent("n", act="narrowed", about="k", on=day(3), valid_until=day(50))
    assert dues(bundle(consents=[consent(), narrowed]), "consent_expiry") == {"k": (36, "referral")}


@pytest.mark.parametrize(
    ("other", "left"),
    [
        ({"valid_until": None}, []), ({"valid_until": day(200)}, ["z"]), ({"valid_until": day(90)}, ["k"]),
        ({"valid_until": None, "receiver": "another"}, ["k"]), ({"valid_until": None, "purpose": "research"}, ["k"]),
        ({"valid_until": day(100)}, ["z"]),
    ],
)  # fmt: skip
def test_one_that_outlasts_it_takes_its_place(other: dict[str, Any], left: list[str]) -> None:
    assert sorted(dues(bundle(consents=[consent(), consent("z", **other)]), "consent_expiry")) == left


def test_reviews_are_those_of_what_holds() -> None:
    plans = [Plan(id="p1", case="case", version=1, on=day(0), state="replaced", review_on=day(10)),
             Plan(id="p2", case="case", version=2, on=day(5), state="in_force", review_on=day(20))]  # fmt: skip
    sheets = [SafetyPlan(id="s2", case="case", version=2, on=day(5), review_on=day(25)),
              SafetyPlan(id="s1", case="case", version=1, on=day(1), review_on=day(8))]  # fmt: skip
    told = bundle(replace(CASE, review_on=day(60)), plans=plans, safety_plans=sheets)
    assert dues(told, "review") == {"p2": (20, "plan"), "s2": (25, "safety_plan"), "case": (60, "case")}


def step_of(state: str, number: int, what: str = "assessment", about: str = "a", id_: str = "") -> Approval:
    return Approval(
        id=id_ or f"{state}{number}", case="case", what=what, about=about, state=state, by="w", at=at(number)
    )


def test_what_waits_for_a_supervisor_and_what_came_back() -> None:
    told = bundle(assessments=[assessed()])
    assert dues(replace(told, approvals=(step_of("asked", 1),)), "approval") == {"asked1": (1, "asked:assessment")}
    back = replace(told, approvals=(step_of("asked", 1), replace(step_of("returned", 2), comment="ناقص")))
    assert dues(back, "approval") == {"returned2": (2, "returned:assessment")}
    assert [one.text for one in reckon(back) if one.sort == "approval"] == ["ناقص"]
    assert dues(replace(back, approvals=(*back.approvals, step_of("approved", 3))), "approval") == {}
    # A newer assessment takes the older one's question away.
    newer = replace(back, assessments=(assessed(), assessed("b", 9)))
    assert dues(newer, "approval") == {}


def test_a_closing_that_was_approved_is_still_to_be_done() -> None:
    proposed = Closure(id="x", case="case", act="proposed", on=day(1))
    steps = [step_of("asked", 1, "closure", "x"), step_of("approved", 2, "closure", "x")]
    told = bundle(closures=[proposed], approvals=steps)
    assert dues(told, "approval") == {"approved2": (2, "approved:closure")}
    assert dues(replace(told, case=replace(CASE, status="closed")), "approval") == {}
    done = Closure(id="y", case="case", act="closed", on=day(3))
    assert dues(replace(told, closures=(proposed, done)), "approval") == {}


def test_of_a_closed_case_its_review_and_its_closing_alone_are_due() -> None:
    open_ = bundle(
        assessments=[assessed(level="high")], tasks=[Task(id="t", case="case", text="x", due=day(4))],
        approvals=[step_of("asked", 1), step_of("asked", 2, "closure", "case", "closing")],
    )  # fmt: skip
    assert len(reckon(open_)) > 5
    closed = replace(open_, case=replace(CASE, status="closed", review_on=day(365)))
    assert [(one.sort, one.about) for one in reckon(closed)] == [("approval", "closing"), ("retention", "case")]


def test_what_is_written_by_hand_is_due_on_its_day_until_it_is_done() -> None:
    task = Task(id="t", case="case", text="تجهيز الملف", due=day(4))
    told = bundle(replace(CASE, next_step="محامٍ", next_due=day(2)), tasks=[task])
    assert dues(told, "by_hand") == {"t": (4, "task"), "case": (2, "step")}
    assert dues(bundle(tasks=[replace(task, done_on=day(3))]), "by_hand") == {}
    assert dues(bundle(tasks=[replace(task, due=None)]), "by_hand") == {}


def test_a_person_who_is_not_reached_is_tried_again() -> None:
    tried = Attempt(id="t", case="case", channel="phone", outcome="no_answer", at=at(3))
    assert dues(bundle(attempts=[tried]), "contact")["case"][1] == "try"
    assert dues(bundle(attempts=[replace(tried, outcome="reached")]), "contact") == {}
