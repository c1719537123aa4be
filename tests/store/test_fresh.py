"""What the lists tell of a new case from memory is what reading it back would tell."""

from datetime import datetime

import pytest

from gemdesk.domain.casework import Approval, Goal, Plan, Reply, Step, Task
from gemdesk.domain.definition import Record
from gemdesk.domain.events import canonical, digest_of_whole, made, whole
from gemdesk.domain.records import Entry, Person, Referral
from gemdesk.exchange.crowd import Crowd
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import derived, verify
from gemdesk.store.change import OFFICE
from tests.store.making import DAY, MOMENT, Vault, add_case

LISTS = ("case_line", "due_line")


def listed(vault: Vault) -> dict[str, list[tuple[object, ...]]]:
    return {table: vault.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in LISTS}


def crowd(number: int = 40) -> list[tuple[Record, str]]:
    """People in every state that the crowd knows, some with a plan, a reply and a task."""
    drawn = Crowd(3, datetime.fromisoformat("2026-11-20T09:00:00+03:00"), "w-1")
    found: list[tuple[Record, str]] = [(record, OFFICE) for record in drawn.directory()]
    for at in range(number):
        life = drawn.life(at, 2, workers=3)
        found += [(record, life.case) for record in life.records]
        plan = Plan(id=new_id(), case=life.case, version=1, on=DAY, state=("draft", "in_force")[at % 2], review_on=DAY)
        goal = Goal(id=new_id(), plan=plan.id, text="سكن")
        step = Step(id=new_id(), goal=goal.id, text="زيارة", due=DAY)
        task = Task(id=new_id(), case=life.case, text="اتصال", due=DAY)
        asked = Approval(id=new_id(), case=life.case, what="plan", about=plan.id, state="asked", by="w-1", at=MOMENT)
        found += [(one, life.case) for one in (plan, goal, step, task, asked)]
        for referral in [one for one in life.records if isinstance(one, Referral)]:
            found.append((Reply(id=new_id(), referral=referral.id, state="accepted", on=DAY), life.case))
    return found


def test_lines_and_dues_told_from_memory_are_those_that_are_read_back(vault: Vault) -> None:
    with vault.change() as change:
        change.add_all(crowd())
    told = listed(vault)
    assert len(told["case_line"]) == 40
    assert len({row[1] for row in told["due_line"]}) >= 6  # sorts
    derived.make_lists(vault.connection)
    assert listed(vault) == told


def test_what_is_done_to_a_new_case_in_the_same_change_is_listed_too(vault: Vault) -> None:
    with vault.change() as change:
        case = add_case(change, "C-1", "سلمى")
        change.edit(case, next_due=DAY, next_step="اتصال")
        other = add_case(change, "C-2", "آدم")
        # In another stream, and yet due in this case.
        change.add(Task(id=new_id(), case=other.id, text="زيارة", due=DAY), OFFICE)
    told = listed(vault)
    assert {row[7] for row in told["due_line"]} >= {"اتصال", "زيارة"}
    derived.make_lists(vault.connection)
    assert listed(vault) == told


def test_many_at_once_are_the_trail_of_one_after_the_other(vault: Vault) -> None:
    records = crowd(5)
    with vault.change() as change:
        change.add_all(records[:1])
        change.add_all(records[1:])
    found = verify.whole(vault.connection)
    assert (found.events, found.values, found.faults) == (len(records), len(records), ())


def test_of_many_nothing_is_written_when_one_is_refused(vault: Vault) -> None:
    twice = [(Person(id=new_id(), code="C-1"), "a"), (Person(id=new_id(), code="C-1"), "b")]
    with vault.change() as change:
        with pytest.raises(Refusal) as refused:
            change.add_all(twice)
        assert refused.value.reason is Reason.CODE_TAKEN
        with pytest.raises(Refusal):
            change.add_all([(Person(id=new_id(), code="C-2"), "c"), (Entry(id=new_id(), case="", at=MOMENT), "c")])
        assert vault.count("person") == vault.count("event") == 0
        change.add_all(twice[:1])
    assert vault.count("person") == 1


@pytest.mark.parametrize("value", ["", 'سطر\n"ثانٍ"\\', None, True, False, 7, [], ["a", "ب\u2028"], [1, None]])
def test_a_making_event_is_spelt_as_the_trail_spells_everything(value: object) -> None:
    fields, salts = {"b": value, "a": "x"}, {"b": b"1" * 16, "a": b"2" * 16}
    said = whole(fields, salts)
    assert made(fields, salts) == (digest_of_whole(said), canonical(said))
