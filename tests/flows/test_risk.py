"""Assessing a case: level, days and approval follow in one change; the past stays as it was agreed."""

from datetime import date, timedelta

import pytest

from gemdesk.domain.casework import Approval, Assessment, SafetyPlan
from gemdesk.domain.records import Case
from gemdesk.flows import case_files, cases, risk
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.store import rows, trail, undo
from gemdesk.vault.opened import Role
from tests.flows.making import case_paths, move
from tests.flows.seeing import as_worker


@pytest.fixture
def case(work: Work) -> str:
    return cases.take_in(work, Intake(chosen_name="سلمى"))


def stored(work: Work, case: str) -> Case:
    return rows.one(work.connection, Case, case)


def all_of(work: Work) -> list[Assessment]:
    return rows.select(work.connection, Assessment, "1 ORDER BY rowid")


def test_an_assessment_and_what_follows_from_it_are_one_change(work: Work, case: str) -> None:
    today = work.clock.today()
    made = risk.assess(work, case, {"factors": ("detention", "suicide_risk"), "imminent": ("outing",), "note": "اليوم"})
    assert (made.level, made.worker, made.on, made.imminent) == ("critical", "w-1", today, ())
    assert (made.act_by, made.contact_days, made.again_by) == (
        today + timedelta(days=1), 7, today + timedelta(days=7),
    )  # fmt: skip
    now = stored(work, case)
    assert (now.risk_level, now.risk_factors, now.risk_note) == ("critical", ("detention", "suicide_risk"), "اليوم")
    told = [event.change_id for event, _ in trail.events(work.connection, case) if event.record in (made.id, case)]
    assert len(set(told[1:])) == 1  # the first is the making of the case
    due = {row[0] for row in work.connection.execute("SELECT sort FROM due_line WHERE stream = ?", [case])}
    assert {"assessment", "plan", "followup"} <= due


def test_taking_an_assessment_back_gives_the_case_its_former_risk(work: Work, case: str) -> None:
    first = risk.assess(work, case, {"factors": ("outing",)})
    second = risk.assess(work, case, {"factors": ("blackmail",)})
    assert stored(work, case).risk_level == "high"
    change_id = next(event.change_id for event, _ in trail.events(work.connection, case) if event.record == second.id)
    with work.change() as change:
        undo.undo(change, change_id)
    assert stored(work, case).risk_level == "low"
    assert all_of(work) == [first]


def test_asked_and_nothing_named_is_low_and_not_asked_is_not_assessed(work: Work, case: str) -> None:
    assert stored(work, case).risk_level == "not_assessed"
    risk.assess(work, case, {"factors": ()})
    assert stored(work, case).risk_level == "low"


def test_an_intake_with_factors_makes_its_assessment_and_one_without_makes_none(work: Work, case: str) -> None:
    assert all_of(work) == []
    other = cases.take_in(work, Intake(chosen_name="آدم", risk_factors=("family_threat",)))
    (made,) = all_of(work)
    assert (made.case, made.level, stored(work, other).risk_level) == (other, "high", "high")
    assert made.act_by == work.clock.today() + timedelta(days=3)


def test_a_case_file_brings_its_assessment(work: Work) -> None:
    for path in case_paths():
        found = case_files.take_in(work, path, Texts("ar"))
        told = rows.select(work.connection, Assessment, '"case" = ?', found.case.id)
        assert [one.factors for one in told] == ([found.case.risk_factors] if found.case.risk_factors else [])
        assert stored(work, found.case.id).risk_level == (told[0].level if told else "not_assessed")


def test_the_history_is_kept_the_newest_first(work: Work, case: str) -> None:
    first = risk.assess(work, case, {"factors": ("outing",)})
    second = risk.assess(work, case, {"factors": ("outing", "eviction")})
    move(work, 3)
    third = risk.assess(work, case, {"factors": ()})
    view = risk.look(work, case)
    assert view.assessments == (third, second, first)
    assert view.case.risk_level == "low"


def test_another_rhythm_holds_from_the_next_assessment_on(work: Work, case: str) -> None:
    before = risk.assess(work, case, {"factors": ("blackmail",)})
    values = {"act_within": 2, "contact_every": 4, "assess_again": 20, "approved": ()}
    low = {"act_within": 30, "contact_every": 30, "assess_again": 180, "approved": ("closure",)}
    paces = risk.save_rhythms(work, {"high": values, "low": low})
    assert (paces["high"].contact_every, paces["low"].contact_every) == (4, 30)
    after = risk.assess(work, case, {"factors": ("blackmail",)})
    assert (before.contact_days, after.contact_days) == (7, 4)
    assert rows.one(work.connection, Assessment, before.id) == before
    # What is as the program brings it is not written down.
    assert [one.level for one in risk.look(work, case).rhythms] == ["high"]
    assert risk.save_rhythms(work, {"high": {**values, "contact_every": 5}})["high"].contact_every == 5
    assert len(risk.look(work, case).rhythms) == 1
    with pytest.raises(Refusal) as stop:
        risk.save_rhythms(work, {"high": {**values, "contact_every": 6}, "low": {**low, "contact_every": 0}})
    assert (stop.value.reason, stop.value.where) == (Reason.OUT_OF_RANGE, "contact_every")
    assert stop.value.facts["level"] == "low"
    assert risk.paces(work)["high"].contact_every == 5
    with pytest.raises(Refusal):
        risk.save_rhythms(as_worker(work, "w-1", Role.PRINTING), {"high": values})


def test_an_unknown_factor_is_refused_at_its_field_and_leaves_nothing(work: Work, case: str) -> None:
    with pytest.raises(Refusal) as stop:
        risk.assess(work, case, {"factors": ("no such factor",)})
    assert (stop.value.reason, stop.value.where) == (Reason.UNKNOWN_CODE, "factors")
    assert all_of(work) == []
    assert stored(work, case).risk_level == "not_assessed"


def test_a_draft_is_kept_and_goes_with_the_assessment(work: Work, case: str) -> None:
    cases.keep_draft(work, risk.place(case), {"factors": ["outing"], "note": "…"})
    assert risk.look(work, case).draft == {"factors": ["outing"], "note": "…"}
    with pytest.raises(Refusal):
        risk.assess(work, case, {"factors": ("no such factor",)})
    assert risk.look(work, case).draft
    risk.assess(work, case, {"factors": ("outing",)})
    assert risk.look(work, case).draft == {}


def test_safety_plans_are_versions_and_none_is_changed(work: Work, case: str) -> None:
    first = risk.write_safety_plan(work, case, {"safe_places": "بيت الصديقة", "with_person": True})
    second = risk.write_safety_plan(work, case, {"safe_places": "المركز", "review_on": date(2027, 1, 1)})
    assert (first.version, second.version) == (1, 2)
    assert risk.look(work, case).safety_plans == (second, first)
    assert rows.one(work.connection, SafetyPlan, first.id).safe_places == "بيت الصديقة"


def test_who_may_not_write_does_not_assess(work: Work, case: str) -> None:
    for other in (
        as_worker(work, "w-2"),
        as_worker(work, "w-1", Role.COORDINATOR),
        as_worker(work, "w-1", Role.PRINTING),
    ):
        with pytest.raises(Refusal) as stop:
            risk.assess(other, case, {"factors": ("outing",)})
        assert stop.value.reason is Reason.NOT_YOUR_ROLE
    with pytest.raises(Refusal):
        risk.look(as_worker(work, "w-2"), case)
    risk.assess(as_worker(work, "w-2", Role.SUPERVISOR), case, {"factors": ("outing",)})
    assert rows.select(work.connection, Approval, "1") == []
