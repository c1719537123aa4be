"""The history names who changed what, offers the way back, and hides cases of others."""

from dataclasses import replace
from pathlib import Path

import pytest

from gemdesk.domain.casework import Task
from gemdesk.domain.records import Case, Organisation, Person
from gemdesk.flows import cases, consents, erasing, history
from gemdesk.flows.cases import Intake
from gemdesk.flows.consents import Given
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.store import rows
from gemdesk.store.change import OFFICE
from gemdesk.ui.pages.history import words
from gemdesk.vault.opened import Role
from tests.flows.making import copied_work


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return copied_work(tmp_path / "vault")


def as_worker(work: Work, code: str, role: Role) -> Work:
    """The same vault in the hands of another worker."""
    opened = replace(work.vault.opened, worker=code, role=role)
    return replace(work, vault=replace(work.vault, opened=opened))


def test_an_edit_is_told_with_what_was_there_before(work: Work) -> None:
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    cases.complete(work, case, {"person": {"chosen_name": "لين", "age": 24}})
    told = history.page(work, case, None, 10)
    assert [(part.act, part.field, part.before, part.after) for part in told[0].parts] == [
        ("edited", "chosen_name", "سلمى", "لين"), ("edited", "age", None, 24),
    ]  # fmt: skip
    assert told[0].worker == work.worker
    assert told[0].code == rows.select(work.connection, Person, "1")[0].code
    assert {part.act for part in told[1].parts} == {"made"}


def test_pages_follow_one_another_without_a_gap(work: Work) -> None:
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    for number in range(7):
        cases.note(work, case, f"ملاحظة {number}")
    first = history.page(work, "", None, 3)
    second = history.page(work, "", first[-1], 3)
    third = history.page(work, "", second[-1], 30)
    seen = [told.change for told in (*first, *second, *third)]
    assert len(seen) == len(set(seen)) == 1 + 7 + 1  # the office, the intake, the notes


def test_ctrl_z_goes_back_step_by_step_and_ends(work: Work) -> None:
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    cases.complete(work, case, {"person": {"age": 24}})
    cases.note(work, case, "ملاحظة")
    undone = [history.take_back_last(work) for _ in range(4)]
    assert [told is not None for told in undone] == [True, True, True, False]
    assert rows.select(work.connection, Case, "1") == []
    assert {one.undone for one in history.page(work, "", None, 50) if one.code} == set()


def test_what_was_just_done_is_told_and_nothing_older_in_its_place(work: Work) -> None:
    cases.take_in(work, Intake(chosen_name="زينب"))
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    told = history.just_done(work)
    assert told is not None
    assert told.case == case
    given = consents.give(work, Given(case, "عيادة", ("reason",)))
    assert history.just_done(work) is not None
    consents.withdraw(work, given)
    assert history.just_done(work) is None
    erasing.erase(work, case)
    assert history.just_done(work) is None


def test_ctrl_z_after_what_stands_takes_nothing_older_back(work: Work) -> None:
    """Whoever wants an erasure or a withdrawal back loses no change of another person instead."""
    other = cases.take_in(work, Intake(chosen_name="زينب"))
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    consents.withdraw(work, consents.give(work, Given(case, "عيادة", ("reason",))))
    _stands(work, 2)
    erasing.erase(work, case)
    _stands(work, 1)
    (older,) = [told for told in history.page(work, "", None, 50) if told.case == other]
    history.take_back(work, older.change)
    assert rows.select(work.connection, Case, "1") == [], "whoever chooses it in the history takes it back"


def _stands(work: Work, count: int) -> None:
    assert history.last(work) is None
    with pytest.raises(Refusal) as stop:
        history.take_back_last(work)
    assert stop.value.reason is Reason.CANNOT_BE_UNDONE
    assert len(rows.select(work.connection, Case, "1")) == count


def test_the_bin_gives_back(work: Work) -> None:
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    note = cases.note(work, case, "ملاحظة")
    history.take_back_last(work)
    (thrown,) = history.bin_of(work)
    assert thrown.record == note
    history.bring_back(work, note.id)
    assert history.bin_of(work) == []
    assert rows.one(work.connection, type(note), note.id) == note


def test_cases_of_others_and_roles_without_history_are_closed(work: Work) -> None:
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    note = cases.note(work, case, "ملاحظة")
    history.take_back_last(work)
    other = as_worker(work, "w-2", Role.CASEWORKER)
    assert [told.case for told in history.page(other, "", None, 50) if told.case] == []
    assert history.bin_of(other) == []
    assert history.last(other) is None
    with pytest.raises(KeyError):
        history.bring_back(other, note.id)
    supervisor = as_worker(work, "w-3", Role.SUPERVISOR)
    assert [told.case for told in history.page(supervisor, "", None, 50) if told.case]
    assert len(history.bin_of(supervisor)) == 1
    for role in (Role.COORDINATOR, Role.PRINTING):
        with pytest.raises(Refusal) as stop:
            history.page(as_worker(work, "w-4", role), "", None, 50)
        assert stop.value.reason is Reason.NOT_YOUR_ROLE


def test_of_a_change_to_several_cases_only_those_that_are_shown_are_told(work: Work) -> None:
    mine, theirs = (cases.take_in(work, Intake(chosen_name=name)) for name in ("سلمى", "نور"))
    with work.change() as change:
        for case in (theirs, mine):
            person = rows.one(work.connection, Person, rows.one(work.connection, Case, case).person)
            change.edit(person, place="حلب")
    both = history.page(work, "", None, 1)[0]
    assert (both.case, both.code, len(both.parts), both.may_undo) == ("", "", 2, True)
    with work.change() as change:
        change.edit(rows.one(work.connection, Case, theirs), worker="w-2")
    one = next(told for told in history.page(work, "", None, 5) if told.change == both.change)
    assert (one.case, len(one.parts), one.may_undo) == (mine, 1, False)
    with pytest.raises(Refusal):
        history.take_back(work, both.change)
    supervisor = as_worker(work, "w-3", Role.SUPERVISOR)
    assert both.change in {told.change for told in history.page(supervisor, "", None, 5) if len(told.parts) == 2}


def test_the_same_of_many_records_is_one_line_and_an_organisation_is_named(work: Work) -> None:
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    with work.change() as change:
        for number in range(30):
            change.add(Task(id=new_id(), case=case, text=f"مهمة {number}"), case)
        change.add(Organisation(id=new_id(), name="دار النارنج"), OFFICE)
        change.add(Organisation(id=new_id(), name="مكتب السنديان"), OFFICE)
    told = history.page(work, "", None, 1)[0]
    assert [(part.kind, part.act, part.after, part.count) for part in told.parts] == [
        ("task", "made", "", 30), ("organisation", "made", "دار النارنج", 1),
        ("organisation", "made", "مكتب السنديان", 1),
    ]  # fmt: skip
    assert told.more == 0
    english = Texts("en")
    lines = [strip_controls(words.part(english, part)) for part in told.parts]
    assert lines == ["Task: added × 30", "Organisation دار النارنج: added", "Organisation مكتب السنديان: added"]
    assert strip_controls(words.short(english, told)) == "Task: added × 30, and 2 more changes"
