"""The safe contact: the number by one way alone, what came of a call, what follows."""

from datetime import timedelta

import pytest

from gemdesk.domain.casework import Attempt
from gemdesk.domain.no_contact import Act
from gemdesk.domain.records import SafeContact
from gemdesk.flows import cases, contacts, people
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rows
from gemdesk.vault.opened import Role
from tests.flows.making import move
from tests.flows.seeing import as_worker

NUMBER = "+963 944 000 318"


@pytest.fixture
def case(work: Work) -> str:
    return cases.take_in(work, Intake(chosen_name="نوّار", number=NUMBER, hours="17:00", code_word="زيتون"))


def test_the_number_is_in_no_view_of_a_case(work: Work, case: str) -> None:
    views = (cases.open_case(work, case), contacts.look(work, case))
    assert all(NUMBER not in repr(view) for view in views)
    assert views[1].has_number
    assert views[1].contact is not None and views[1].contact.code_word == "زيتون"
    assert contacts.open_number(work, case) == NUMBER


def test_a_shown_number_asks_what_came_of_it_until_it_is_told(work: Work, case: str) -> None:
    assert contacts.look(work, case).opened is None
    contacts.open_number(work, case)
    first = contacts.look(work, case).opened
    move(work, 1)
    contacts.open_number(work, case)
    assert first is not None and contacts.look(work, case).opened == first, "the first time counts"
    contacts.write_attempt(work, case, "no_answer", "رنّ طويلاً")
    view = contacts.look(work, case)
    assert view.opened is None
    assert [(one.outcome, one.channel, one.note) for one in view.attempts] == [("no_answer", "phone", "رنّ طويلاً")]
    contacts.open_number(work, case)
    contacts.no_call(work, case)
    assert contacts.look(work, case).opened is None
    assert len(contacts.look(work, case).attempts) == 1


def test_tries_lead_to_a_welfare_check_and_contact_ends_it(work: Work, case: str) -> None:
    for _ in range(3):
        contacts.write_attempt(work, case, "no_answer")
        move(work, 4)
    found = contacts.look(work, case).next
    assert found is not None and found.act is Act.WELFARE
    assert [row[0] for row in work.connection.execute("SELECT due FROM due_line WHERE sort = 'contact'")] == [
        found.due.isoformat()
    ]
    contacts.write_attempt(work, case, "no_answer", welfare=True)
    after = contacts.look(work, case)
    assert after.next is not None and after.next.act is Act.CLOSURE
    assert after.attempts[0].contact == "" and after.attempts[1].contact != ""
    contacts.write_attempt(work, case, "reached")
    assert contacts.look(work, case).next is None
    assert work.connection.execute("SELECT count(*) FROM due_line WHERE sort = 'contact'").fetchone() == (0,)


def test_only_who_knows_and_is_no_danger_is_asked(work: Work, case: str) -> None:
    for name, knows, danger in (("ريم", True, False), ("سامر", True, True), ("هند", False, False)):
        people.save_relative(work, case, "", {"name": name, "knows": knows, "danger": danger})
    assert [one.name for one in contacts.look(work, case).trusted] == ["ريم"]


def test_an_unknown_outcome_is_refused_and_nothing_is_written(work: Work, case: str) -> None:
    contacts.open_number(work, case)
    with pytest.raises(Refusal) as stop:
        contacts.write_attempt(work, case, "perhaps")
    assert (stop.value.reason, stop.value.where) == (Reason.UNKNOWN_CODE, "outcome")
    assert rows.select(work.connection, Attempt, "1") == []
    assert contacts.look(work, case).opened is not None, "it is still asked"


def test_a_changed_contact_keeps_latin_digits_and_the_first_one_can_be_made(work: Work, case: str) -> None:
    contacts.save(work, case, {"number": "٠٩٤٤ ٠٠٠", "channel": "Signal"})
    assert contacts.open_number(work, case) == "0944 000"
    assert contacts.read_for_change(work, case).channel == "Signal"
    work.connection.execute("DELETE FROM safe_contact")
    assert contacts.look(work, case).contact is None
    contacts.save(work, case, {"number": "123", "channel": "phone"})
    assert [one.number for one in rows.select(work.connection, SafeContact, "1")] == ["123"]


@pytest.mark.parametrize("other", ["worker", "coordinator", "printing"])
def test_nobody_else_comes_to_the_number(work: Work, case: str, other: str) -> None:
    role = {"worker": Role.CASEWORKER, "coordinator": Role.COORDINATOR, "printing": Role.PRINTING}[other]
    somebody = as_worker(work, "w-2", role)
    for act in (contacts.look, contacts.open_number, contacts.read_for_change, contacts.no_call):
        with pytest.raises(Refusal) as stop:
            act(somebody, case)
        assert stop.value.reason is Reason.NOT_YOUR_ROLE
    assert contacts.open_number(as_worker(work, "w-2", Role.SUPERVISOR), case) == NUMBER


def test_what_follows_keeps_its_day_while_time_goes_by(work: Work, case: str) -> None:
    contacts.write_attempt(work, case, "no_answer")
    before = contacts.look(work, case).next
    move(work, 30)
    assert before is not None and contacts.look(work, case).next == before
    assert before.due - before.since == timedelta(days=4), "risk is not assessed: as if it were medium"
