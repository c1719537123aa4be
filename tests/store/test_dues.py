"""The rows of what is due are at every moment what the records of each case give, whatever was done and undone."""

import random
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from gemdesk.domain import safe_hours
from gemdesk.domain.casework import (
    Approval,
    Assessment,
    Attempt,
    Closure,
    FollowUp,
    Goal,
    Plan,
    Reply,
    SafetyPlan,
    Step,
    Task,
)  # fmt: skip
from gemdesk.domain.definition import Record
from gemdesk.domain.dues import reckon
from gemdesk.domain.records import Case, Consent, Organisation, Person, Referral, SafeContact
from gemdesk.domain.today import Question, Row, Section
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.fold import fold
from gemdesk.kernel.ids import new_id
from gemdesk.store import derived, dues, mending, rows, today, undo
from gemdesk.store.change import OFFICE, Change
from tests.store.making import DAY, MOMENT, Vault, add_case, add_organisation

COLUMNS = "stream, sort, about, due, worker, risk_level, name_key, text, detail, until, hours"


def stored(vault: Vault) -> set[tuple[object, ...]]:
    return set(vault.rows(f"SELECT {COLUMNS} FROM due_line"))


def reckoned(vault: Vault) -> set[tuple[object, ...]]:
    """What the rows should be, made anew from the records and by no other way than the rules."""
    found: set[tuple[object, ...]] = set()
    for case in rows.select(vault.connection, Case, "1"):
        person = rows.one(vault.connection, Person, case.person)
        contacts = rows.select(vault.connection, SafeContact, "person = ? ORDER BY rowid", person.id)
        hours = safe_hours.of(contacts[-1].channel, contacts[-1].hours) if contacts else 0
        for due in reckon(dues.bundle_of(vault.connection, case)):
            until = due.until.isoformat() if due.until else "9999-12-31"
            found.add(
                (case.id, due.sort, due.about, due.due.isoformat(), case.worker, case.risk_level,
                 fold(person.chosen_name) or "\uffff", due.text, due.detail, until, hours)
            )  # fmt: skip
    for task in rows.select(vault.connection, Task, "\"case\" = '' AND done_on IS NULL AND due IS NOT NULL"):
        assert task.due
        found.add(
            (OFFICE, "by_hand", task.id, task.due.isoformat(), task.worker, "", "\uffff", task.text, "task",
             "9999-12-31", 0)
        )  # fmt: skip
    return found


class Life:
    """Draws one thing after another that can happen in a vault."""

    def __init__(self, vault: Vault, draw: random.Random) -> None:
        self.vault, self.draw = vault, draw
        with vault.change() as change:
            self.office = add_organisation(change, "مكتب السنديان")
            self.cases = [add_case(change, f"C-{n}", name, worker="w-1") for n, name in enumerate(("سلمى", "", "آدم"))]

    def day(self) -> date:
        return DAY + timedelta(days=self.draw.randint(-40, 40))

    def moment(self) -> datetime:
        return MOMENT + timedelta(hours=self.draw.randint(-900, 900))

    def one(self, kind: type[Any]) -> Any:
        """A stored record of a kind, or nothing."""
        found = rows.select(self.vault.connection, kind, "1 ORDER BY id")
        return self.draw.choice(found) if found else None

    def new(self) -> tuple[Record, str]:
        """A record of any kind that dues are reckoned from, and its stream."""
        case, draw = self.draw.choice(self.cases), self.draw
        plan, goal, referral, consent = (self.one(kind) for kind in (Plan, Goal, Referral, Consent))
        level = draw.choice(("low", "medium", "high", "critical"))
        made: list[Record] = [
            Assessment(id=new_id(), case=case.id, on=self.day(), level=level),
            FollowUp(id=new_id(), case=case.id, due=self.day()),
            FollowUp(id=new_id(), case=case.id, due=self.day(), done_on=self.day(), outcome="reached"),
            Task(id=new_id(), case=case.id, text="مهمة", due=draw.choice((None, self.day()))),
            Plan(id=new_id(), case=case.id, version=1, on=self.day(), state=draw.choice(("draft", "in_force")),
                 review_on=draw.choice((None, self.day()))),
            SafetyPlan(id=new_id(), case=case.id, version=draw.randint(1, 4), on=self.day(), review_on=self.day()),
            Attempt(id=new_id(), case=case.id, channel="phone", at=self.moment(),
                    outcome=draw.choice(("reached", "no_answer", "unsafe_signal"))),
            Closure(id=new_id(), case=case.id, act="reopened", on=self.day()),
            Consent(id=new_id(), case=case.id, receiver=self.office.id, on=DAY,
                    valid_until=DAY + timedelta(days=draw.randint(0, 300))),
            Referral(id=new_id(), case=case.id, organisation=self.office.id, reference=f"R-{new_id()[:9]}", on=DAY,
                     state=draw.choice(("draft", "sent", "accepted")), reply_by=self.day()),
            Approval(id=new_id(), case=case.id, what="closure", about=case.id, by="w-1", at=self.moment(),
                     state=draw.choice(("asked", "approved", "returned"))),
            SafeContact(id=new_id(), person=case.person, hours=draw.choice(("من 9:00 إلى 17:00", "مساءً")),
                        channel=draw.choice(("phone", "e-mail", "none"))),
        ]  # fmt: skip
        if plan and goal:
            made += [
                Goal(id=new_id(), plan=plan.id, text="هدف"),
                Step(id=new_id(), goal=goal.id, text="خطوة", due=self.day()),
            ]
        elif plan:
            made.append(Goal(id=new_id(), plan=plan.id, text="هدف"))
        if referral:
            made.append(Reply(id=new_id(), referral=referral.id, state="accepted", on=self.day()))
        if consent:
            act = draw.choice(("withdrawn", "narrowed"))
            made.append(
                Consent(id=new_id(), case=consent.case, act=act, about=consent.id, receiver=self.office.id, on=DAY)
            )
        record = draw.choice(made)
        return record, self.stream_of(record, case)

    def stream_of(self, record: Record, case: Case) -> str:
        if isinstance(record, Goal):
            return rows.stream_of(self.vault.connection, rows.one(self.vault.connection, Plan, record.plan))
        if isinstance(record, Step):
            return rows.stream_of(self.vault.connection, rows.one(self.vault.connection, Goal, record.goal))
        if isinstance(record, Reply):
            return rows.stream_of(self.vault.connection, rows.one(self.vault.connection, Referral, record.referral))
        return str(record.case) if isinstance(record, Consent) else case.id

    def edit(self, change: Change) -> None:
        edits: list[tuple[type[Any], dict[str, Any]]] = [
            (Case, {"status": self.draw.choice(("open", "closed", "on_hold")), "review_on": self.day()}),
            (Case, {"next_step": "خطوة", "next_due": self.draw.choice((None, self.day()))}),
            (Case, {"worker": self.draw.choice(("", "w-1", "w-2")), "risk_level": "high"}),
            (Person, {"chosen_name": self.draw.choice(("ليلى", "Nour", ""))}),
            (SafeContact, {"hours": self.draw.choice(("بعد 18:00", ""))}),
            (Task, {"done_on": DAY}), (FollowUp, {"done_on": DAY, "outcome": "not_reached"}),
            (Step, {"state": "done"}), (Plan, {"state": self.draw.choice(("in_force", "replaced", "ended"))}),
            (Referral, {"state": self.draw.choice(("completed", "acknowledged", "waiting_list"))}),
        ]  # fmt: skip
        kind, fields = self.draw.choice(edits)
        if found := self.one(kind):
            change.edit(found, **fields)

    def happen(self) -> str:
        """One change; gives its id."""
        with self.vault.change() as change:
            for _ in range(self.draw.randint(1, 3)):
                if self.draw.random() < 0.7:
                    change.add(*self.new())
                else:
                    self.edit(change)
            if self.draw.random() < 0.1:
                change.add(Task(id=new_id(), text="من المكتب", due=self.day(), worker="w-1"), OFFICE)
            return change.id


@pytest.mark.parametrize("seed", range(4))
def test_after_every_change_the_rows_are_what_the_records_give(vault: Vault, seed: int) -> None:
    life, ids, sorts, undone = Life(vault, random.Random(seed)), list[str](), set[object](), 0
    for turn in range(60):
        ids.append(life.happen())
        if turn % 4 == 3:
            # Of what stands, and of a change that changed nothing, nothing is taken back.
            with suppress(Refusal, KeyError), vault.change() as change:
                undo.undo(change, life.draw.choice(ids))
                undone += 1
        assert stored(vault) == reckoned(vault)
        sorts |= {row[1] for row in stored(vault)}
    assert len(sorts) >= 7
    assert undone
    before = stored(vault)
    vault.connection.execute("UPDATE due_line SET due = '2001-01-01', text = 'spoilt'")
    vault.connection.execute("DELETE FROM due_line WHERE sort = 'by_hand'")
    assert stored(vault) != before
    derived.make_lists(vault.connection)
    assert stored(vault) == before


def test_a_salvage_gives_the_same_rows(vault: Vault) -> None:
    life = Life(vault, random.Random(9))
    for _ in range(25):
        life.happen()
    before = stored(vault)
    assert {row[0] for row in before} >= {OFFICE}
    vault.connection.execute("DELETE FROM due_line")
    vault.connection.execute("DELETE FROM task")
    assert mending.mend(vault.connection)
    assert stored(vault) == before


# The rows of Today


def question(section: Section, worker: str | None = "w-1", *, hour: str = "10:00", approves: bool = False) -> Question:
    moment = datetime.combine(DAY, datetime.strptime(hour, "%H:%M").time(), MOMENT.tzinfo)  # noqa: DTZ007 - a time
    return Question(section, DAY, safe_hours.bits_of(moment), worker, approves)


def names(vault: Vault, asked: Question) -> list[str]:
    found = today.page(vault.connection, asked)
    assert today.count_up_to(vault.connection, asked, 100) == len(found)
    return [row.name for row in found]


def waiting(change: Change, name: str, days: int, worker: str = "w-1", hours: str = "", level: str = "low") -> Case:
    """A case with a follow-up that is due so many days from today."""
    case = add_case(change, f"C-{new_id()[:8]}", name, worker=worker, risk_level=level)
    if hours:
        change.add(SafeContact(id=new_id(), person=case.person, hours=hours), case.id)
    change.add(Assessment(id=new_id(), case=case.id, on=DAY, level=level), case.id)
    change.add(FollowUp(id=new_id(), case=case.id, due=DAY + timedelta(days=days)), case.id)
    return case


def test_each_worker_sees_the_own_rows_and_nobodys(vault: Vault) -> None:
    with vault.change() as change:
        for name, worker, days in (("أ", "w-1", -3), ("ب", "w-2", -2), ("ج", "", -1), ("د", "w-1", 0)):
            waiting(change, name, days, worker)
    assert names(vault, question(Section.DUE)) == ["أ", "ج", "د"]
    assert names(vault, question(Section.DUE, "w-2")) == ["ب", "ج"]
    assert names(vault, question(Section.DUE, "w-3")) == ["ج"]
    assert names(vault, question(Section.DUE, None)) == ["أ", "ب", "ج", "د"]
    # A worker without a code is nobody else.
    assert names(vault, question(Section.DUE, "")) == ["ج"]


def test_every_page_goes_on_where_the_one_before_ended(vault: Vault) -> None:
    draw = random.Random(2)
    with vault.change() as change:
        for number in range(90):
            waiting(change, draw.choice(("سلمى", "آدم", "")), -draw.randint(0, 20), draw.choice(("w-1", "w-2", "")))
            change.add(Task(id=new_id(), text=f"{number}", due=DAY, worker="w-1"), OFFICE)
    for worker in (None, "w-1"):
        asked = question(Section.DUE, worker)
        whole = today.page(vault.connection, asked, None, 1000)
        found: list[Row] = []
        while more := today.page(vault.connection, asked, found[-1].mark if found else None, 7):
            found += more
        assert found == whole
        assert [row.mark for row in whole] == sorted(row.mark for row in whole)
        assert len(whole) == today.count_up_to(vault.connection, asked, 1000) > 100
    assert today.count_up_to(vault.connection, question(Section.DUE), 20) == 20


def test_of_people_each_stands_once_on_all_pages_together(vault: Vault) -> None:
    hours = "من 9:00 إلى 12:00"
    with vault.change() as change:
        for number in range(9):
            case = waiting(change, f"{number}", -20, hours=hours, level="high")
            for days in (1, 4, 11):
                change.add(FollowUp(id=new_id(), case=case.id, due=DAY - timedelta(days=days)), case.id)
    for section in (Section.NOW, Section.UNSEEN):
        asked = question(section)
        pages: list[list[Row]] = []
        while more := today.page(vault.connection, asked, pages[-1][-1].mark if pages else None, 4):
            pages.append(more)
        # A page that is not full is the last one, as the lists on the screen take it.
        assert [len(one) for one in pages] == [4, 4, 1]
        assert [row.name for one in pages for row in one] == [f"{number}" for number in range(9)]
        assert {row.due for one in pages for row in one} == {DAY - timedelta(days=20)}
        assert today.count_up_to(vault.connection, asked, 100) == 9


def test_who_is_seen_too_late_is_named_while_the_risk_is_high(vault: Vault) -> None:
    with vault.change() as change:
        for name, level, days in (("أ", "high", -1), ("ب", "critical", 0), ("ج", "low", -9), ("د", "critical", -2)):
            waiting(change, name, days, level=level)
    assert names(vault, question(Section.UNSEEN)) == ["د", "أ"]


def test_only_people_who_wait_and_may_be_called_now_are_offered(vault: Vault) -> None:
    hours = "من 9:00 إلى 12:00"
    with vault.change() as change:
        waiting(change, "الآن", -1, hours=hours)
        waiting(change, "ليس بعد", 2, hours=hours)
        waiting(change, "في ساعة أخرى", -1, hours="من 17:00 إلى 18:00")
        waiting(change, "غير معروف", -1, hours="مساءً")
        visited = waiting(change, "زيارة", 5, hours=hours)
        change.add(FollowUp(id=new_id(), case=visited.id, sort="visit", due=DAY), visited.id)
        for name, outcome in (("إشارة", "unsafe_signal"), ("اليوم", "no_answer")):
            tried = waiting(change, name, -1, hours=hours)
            attempt = Attempt(id=new_id(), case=tried.id, channel="phone", outcome=outcome, at=MOMENT)
            change.add(attempt, tried.id)
    assert names(vault, question(Section.NOW)) == ["الآن"]
    assert names(vault, question(Section.NOW, hour="17:30")) == ["في ساعة أخرى"]
    assert names(vault, question(Section.NOW, hour="13:00")) == []
    (row,) = today.page(vault.connection, question(Section.NOW))
    assert row.now


def test_the_next_days_and_the_next_day(vault: Vault) -> None:
    with vault.change() as change:
        waiting(change, "أ", 3)
        waiting(change, "ب", 30)
    # The follow-up, and for both the case plan a week after the assessment.
    assert names(vault, question(Section.COMING)) == ["أ", "أ", "ب"]
    assert today.next_day(vault.connection, question(Section.DUE)) == DAY + timedelta(days=3)
    assert today.next_day(vault.connection, question(Section.DUE, "w-9")) is None


def test_what_waits_for_a_supervisor_is_shown_to_whoever_approves(vault: Vault) -> None:
    with vault.change() as change:
        for state in ("asked", "returned"):
            case = add_case(change, f"C-{state}", state, worker="w-1")
            change.add(
                Approval(id=new_id(), case=case.id, what="closure", about=case.id, state=state, by="w-1", at=MOMENT),
                case.id,
            )
    assert names(vault, question(Section.DUE)) == ["returned"]
    assert names(vault, question(Section.DUE, None, approves=True)) == ["asked", "returned"]


def test_the_end_of_a_consent_is_told_as_long_as_that_is_of_use(vault: Vault) -> None:
    with vault.change() as change:
        office = change.add(Organisation(id=new_id(), name="دار"), OFFICE)
        for name, days in (("قريباً", 10), ("مضى", -10), ("منذ زمن", -40), ("لاحقاً", 90)):
            case = add_case(change, f"C-{days}", name, worker="w-1")
            change.add(
                Consent(id=new_id(), case=case.id, receiver=office.id, on=DAY - timedelta(days=300),
                        valid_until=DAY + timedelta(days=days)),
                case.id,
            )  # fmt: skip
    asked = question(Section.DUE)
    found = [row.name for row in today.page(vault.connection, asked) if row.sort == "consent_expiry"]
    assert found == ["مضى", "قريباً"]
