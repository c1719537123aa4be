"""Today as each role is shown it, and what is done of it in one act."""

from datetime import timedelta

import pytest

from gemdesk.domain.casework import FollowUp, Goal, Plan, Step, Task
from gemdesk.domain.records import Case, Consent, Organisation, Referral
from gemdesk.domain.today import Row, Section
from gemdesk.flows import cases, follow_ups, plans, risk, tasks, today
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rows, undo
from gemdesk.store.change import OFFICE
from gemdesk.vault.opened import Role
from tests.flows.making import move
from tests.flows.seeing import as_worker

NAMES = {"سلمى": "w-1", "آدم": "w-2", "لين": ""}


@pytest.fixture
def people(work: Work) -> dict[str, str]:
    """Three cases with a next step that is due: one's own, another worker's, nobody's."""
    found = {}
    for name, worker in NAMES.items():
        found[name] = cases.take_in(work, Intake(chosen_name=name, need="محامٍ"))
        with work.change() as change:
            change.edit(rows.one(change.connection, Case, found[name]), worker=worker)
    return found


def page(work: Work, section: Section = Section.DUE) -> list[Row]:
    return today.page(work, section, None, 60)


def test_each_role_is_shown_what_it_may_see(work: Work, people: dict[str, str]) -> None:
    seen = {}
    for role in Role:
        other = as_worker(work, "w-1", role)
        told = today.overview(other)
        seen[role] = (told.counts[Section.DUE], told.shown, told.named, {row.name for row in page(other)})
    assert seen == {
        Role.CASEWORKER: (2, True, True, {"سلمى", "لين"}),
        Role.SUPERVISOR: (3, True, True, {"سلمى", "آدم", "لين"}),
        Role.COORDINATOR: (3, True, False, set()),
        Role.PRINTING: (0, False, False, set()),
    }  # fmt: skip


def test_no_count_tells_of_another_workers_case(work: Work, people: dict[str, str]) -> None:
    mine, theirs = as_worker(work, "w-1"), as_worker(work, "w-2")
    before = today.overview(mine)
    with work.change() as change:
        task = Task(id=new_id(), case=people["آدم"], text="x", due=work.clock.today())
        change.add(task, people["آدم"])
    assert today.overview(mine) == before
    assert today.overview(theirs).counts[Section.DUE] == 3


def test_what_is_done_is_gone_and_comes_back_when_it_is_taken_back(work: Work, people: dict[str, str]) -> None:
    tasks.save(work, people["سلمى"], "", {"text": "تجهيز الملف"})
    tasks.save(work, "", "", {"text": "بطاقات اتصال"})
    for text in ("محامٍ", "تجهيز الملف", "بطاقات اتصال"):
        row = next(row for row in page(work) if row.text == text)
        assert row.sort in today.AT_ONCE
        change_id = today.done(work, row)
        assert row not in page(work)
        with work.change() as change:
            undo.undo(change, change_id)
        assert row in page(work)


def test_a_step_is_done_from_today(work: Work, people: dict[str, str]) -> None:
    case = people["سلمى"]
    with work.change() as change:
        plan = change.add(Plan(id=new_id(), case=case, version=1, on=work.clock.today(), state="in_force"), case)
        goal = change.add(Goal(id=new_id(), plan=plan.id, text="هدف"), case)
        step = change.add(Step(id=new_id(), goal=goal.id, text="زيارة", due=work.clock.today()), case)
    row = next(row for row in page(work) if row.sort == "service")
    assert (row.about, row.text) == (step.id, "زيارة")
    today.done(work, row)
    now = rows.one(work.connection, Step, step.id)
    assert (now.state, now.done_on) == ("done", work.clock.today())
    assert plans.look(work, case).versions[0].steps[goal.id] == (now,)


def test_a_contact_by_the_rhythm_is_written_down_with_what_came_of_it(work: Work, people: dict[str, str]) -> None:
    case = people["سلمى"]
    risk.assess(work, case, {"factors": ("blackmail",)})
    assert "followup" not in {row.sort for row in page(work)}
    move(work, 5)
    (row,) = page(work, Section.UNSEEN)
    assert (row.about, row.detail, row.name) == (case, "first_action", "سلمى")
    today.done(work, row, "not_reached")
    assert [one.name for one in page(work, Section.UNSEEN)] == ["سلمى"], "nobody was seen"
    today.done(work, row, "reached")
    assert page(work, Section.UNSEEN) == []
    told = rows.select(work.connection, FollowUp, '"case" = ? ORDER BY rowid', case)
    assert [(one.outcome, one.done_on) for one in told] == [
        ("not_reached", work.clock.today()), ("reached", work.clock.today()),
    ]  # fmt: skip
    assert follow_ups.proposal(work, case) == work.clock.today() + timedelta(days=7)


def test_what_is_answered_in_the_case_is_not_done_by_a_key(work: Work, people: dict[str, str]) -> None:
    move(work, 5)
    row = next(row for row in page(work) if row.sort == "assessment")
    with pytest.raises(Refusal) as stop:
        today.done(work, row)
    assert stop.value.reason is Reason.NOT_BY_ONE_KEY


def test_another_workers_row_is_not_done(work: Work, people: dict[str, str]) -> None:
    theirs = as_worker(work, "w-2")
    row = next(row for row in page(theirs) if row.name == "آدم")
    with pytest.raises(Refusal) as stop:
        today.done(as_worker(work, "w-1"), row)
    assert stop.value.reason is Reason.NOT_YOUR_ROLE
    today.done(theirs, row)
    assert row not in page(theirs)


def test_receivers_are_named(work: Work, people: dict[str, str]) -> None:
    day = work.clock.today()
    with work.change() as change:
        office = change.add(Organisation(id=new_id(), name="دار النارنج"), OFFICE)
        change.add(
            Referral(id=new_id(), case=people["سلمى"], organisation=office.id, reference="R-1", on=day, state="sent",
                     sent_on=day, reply_by=day), people["سلمى"],
        )  # fmt: skip
        change.add(
            Consent(id=new_id(), case=people["سلمى"], receiver=office.id, on=day, valid_until=day + timedelta(days=5)),
            people["سلمى"],
        )
    named = {row.sort: row.receiver for row in page(work) if row.sort in ("referral_reply", "consent_expiry")}
    assert named == {"referral_reply": "دار النارنج", "consent_expiry": "دار النارنج"}
    assert {row.receiver for row in page(work) if row.sort == "by_hand"} == {""}
    assert page(work, Section.UNANSWERED) == [], "the last day is in time"
    move(work, 1)
    assert [row.name for row in page(work, Section.UNANSWERED)] == ["سلمى"]


def test_the_next_day_is_told_when_nothing_is_due(work: Work) -> None:
    assert today.overview(work).next_day is None
    case = cases.take_in(work, Intake(chosen_name="نور"))
    told = today.overview(work)
    assert told.counts[Section.DUE] == 0
    assert told.next_day == work.clock.today() + timedelta(days=3), "the assessment"
    assert today.overview(as_worker(work, "w-9")).next_day is None
    assert rows.one(work.connection, Case, case).worker == "w-1"


def test_tasks_of_the_office_are_ones_own(work: Work) -> None:
    made = tasks.save(work, "", "", {"text": "بطاقات اتصال"})
    assert (made.worker, made.due) == ("w-1", work.clock.today())
    other = as_worker(work, "w-2")
    assert page(other) == []
    with pytest.raises(Refusal):
        tasks.done(other, "", made.id)
    case = cases.take_in(work, Intake(chosen_name="نور"))
    with pytest.raises(Refusal):
        tasks.done(work, case, made.id)
    tasks.bin_(work, "", made.id)
    assert page(work) == []
