"""Giving, narrowing and withdrawing on a real vault: somebody young, what had left, the recall of it, the form."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from gemdesk.domain.casework import Task
from gemdesk.domain.consents import Standing
from gemdesk.domain.definition import Item
from gemdesk.domain.records import Consent, Entry, Person
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import cases, consent_papers, consents, door, referrals
from gemdesk.flows.cases import Intake
from gemdesk.flows.consents import Given
from gemdesk.flows.work import Work
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.store import rows
from tests.flows.making import consents_of, move, suggested
from tests.store.making import MOMENT

RECEIVER = "مكتب السنديان"
TODAY = MOMENT.date()


@pytest.fixture
def case(work: Work) -> str:
    return cases.take_in(work, Intake(chosen_name="سلمى"))


def make_young(work: Work, case: str, **fields: object) -> None:
    with work.change() as change:
        change.edit(rows.select(work.connection, Person, "stream = ?", case)[0], **fields)


def test_everything_that_was_said_is_kept(work: Work, case: str) -> None:
    given = Given(
        case, RECEIVER, ("reason",), ("legal_name",), how="signed", language="ar", script="1", witness=" ر. خ. ",
        interpreter=True, statistics=True, copy_given=True, valid_until=date(2027, 1, 1),
    )  # fmt: skip
    made = consents.give(work, given)
    stored = rows.one(work.connection, Consent, made.id)
    assert stored == made
    assert (stored.script, stored.witness, stored.guardian) == ("1", "ر. خ.", "")
    assert (stored.interpreter, stored.statistics, stored.copy_given) == (True, True, True)


@pytest.mark.parametrize("known", [{"age": 17}, {"age_band": "12-17"}, {"age": 11}, {"age_band": "0-11"}])
@pytest.mark.parametrize("how", ["signed", "verbal_witnessed"])
def test_under_18_neither_assent_nor_an_adult_is_refused(
    work: Work, case: str, known: dict[str, object], how: str
) -> None:
    make_young(work, case, **known)
    assert consents.ledger(work, case).minor
    given = Given(case, RECEIVER, ("reason",), how=how)
    with pytest.raises(Refusal) as stop:
        consents.give(work, given)
    assert (stop.value.reason, stop.value.where) == (Reason.UNDER_AGE, "how")
    assert rows.select(work.connection, Consent, "1") == []
    consents.give(work, replace(given, how="assent"))
    consents.give(work, replace(given, how="guardian", guardian="الخالة"))
    consents.give(work, replace(given, guardian="الخالة"))


@pytest.mark.parametrize("known", [{"age": 18}, {"age_band": "18-24"}, {}])
def test_from_18_on_and_where_no_age_is_known_nothing_more_is_asked(
    work: Work, case: str, known: dict[str, object]
) -> None:
    make_young(work, case, **known)
    assert not consents.ledger(work, case).minor
    assert consents.give(work, Given(case, RECEIVER, ("reason",), how="signed")).how == "signed"


@pytest.mark.parametrize("how", ["guardian", "assent_adult"])
def test_an_adult_who_spoke_is_named(work: Work, case: str, how: str) -> None:
    with pytest.raises(Refusal) as stop:
        consents.give(work, Given(case, RECEIVER, ("reason",), how=how, guardian="  "))
    assert (stop.value.reason, stop.value.where) == (Reason.REQUIRED, "guardian")
    assert consents.give(work, Given(case, RECEIVER, ("reason",), how=how, guardian="الخالة")).guardian == "الخالة"


def test_a_consent_of_a_day_to_come_is_not_yet_live(work: Work, case: str) -> None:
    consents.give(work, Given(case, RECEIVER, ("reason",), on=TODAY + timedelta(days=3)))
    assert [grant.standing for grant in consents.ledger(work, case).grants] == [Standing.NOT_YET]
    move(work, 3)
    assert [grant.standing for grant in consents.ledger(work, case).grants] == [Standing.LIVE]


def test_an_end_is_reckoned_and_never_written(work: Work, case: str) -> None:
    consents.give(work, Given(case, RECEIVER, ("reason",), valid_until=TODAY))
    before = work.connection.execute("SELECT count(*) FROM event").fetchone()
    move(work, 1)
    assert [grant.standing for grant in consents.ledger(work, case).grants] == [Standing.EXPIRED]
    assert work.connection.execute("SELECT count(*) FROM event").fetchone() == before
    assert [one.act for one in rows.select(work.connection, Consent, "1")] == ["given"]


def test_a_narrowing_withholds_what_it_takes_away(work: Work, case: str) -> None:
    first = consents.give(work, Given(case, RECEIVER, ("reason", "health")))
    consents.give(work, Given(case, RECEIVER, ("health",)))
    consents.narrow(work, first, ("reason",), ("health",), TODAY + timedelta(days=5))
    found = door.ask(work, case, "referral", first.receiver)
    assert found.items == {Item.REASON}
    move(work, 6)
    assert door.ask(work, case, "referral", first.receiver).items == frozenset()


def leave(work: Work, person: CaseFile, target: Path) -> None:
    referrals.save_copy(work, suggested(work, person), target)


def test_a_withdrawal_opens_a_task_for_each_receiver_of_what_left(work: Work, person: CaseFile, tmp_path: Path) -> None:
    leave(work, person, tmp_path / "one.pdf")
    leave(work, person, tmp_path / "two.pdf")
    before = len(rows.select(work.connection, Task, "1"))
    given = next(one for one in consents_of(work, person) if one.act == "given" and "reason" in one.items)
    outcome = consents.withdraw(work, given, Texts("en"))
    assert len(outcome.left) == 2
    (task,) = outcome.recalls
    assert len(rows.select(work.connection, Task, "1")) == before + 1
    assert (task.case, task.due, task.worker) == (person.case.id, TODAY + timedelta(days=3), work.worker)
    assert person.organisations[0].name in task.text
    assert task.text == task.text.strip()
    assert "\u2068" not in task.text


def test_where_nothing_had_left_nobody_is_asked(work: Work, person: CaseFile) -> None:
    given = next(one for one in consents_of(work, person) if one.act == "given")
    outcome = consents.withdraw(work, given)
    assert (outcome.left, outcome.recalls) == ((), ())


# Talk and form


def test_every_version_of_the_talk_has_its_points_in_both_languages() -> None:
    for version in lists.shipped("consent_script"):
        arabic, english = consent_papers.talk(version, "ar"), consent_papers.talk(version, "en")
        assert len(arabic) == len(english) >= 10
        assert not set(arabic) & set(english)
    assert consent_papers.talk("own-1", "ar") == ()
    assert any("ليست شرطاً لأي خدمة" in point for point in consent_papers.talk(consent_papers.newest_script(), "ar"))


@pytest.mark.parametrize("language", consent_papers.LANGUAGES)
def test_the_form_names_what_is_shared_and_withheld_and_nobody(work: Work, case: str, language: str) -> None:
    given = Given(case, RECEIVER, ("reason", "health"), ("legal_name",), language=language)
    form = consent_papers.form_of(work, given)
    assert form.receiver == RECEIVER
    assert not form.minor
    body = consent_papers.sheet(form, Texts("ar"))
    assert body.startswith(b"%PDF")
    again = consent_papers.form_again(work, consents.give(work, given))
    assert consent_papers.sheet(again, Texts("en")).startswith(b"%PDF")


def test_a_form_cannot_be_printed_of_nothing(work: Work, case: str) -> None:
    with pytest.raises(Refusal) as stop:
        consent_papers.form_of(work, Given(case, RECEIVER, ()))
    assert stop.value.where == "items"
    with pytest.raises(Refusal) as stop:
        consent_papers.form_of(work, Given(case, " ", ("reason",)))
    assert stop.value.where == "name"


def test_a_printed_form_stands_in_the_timeline(work: Work, case: str) -> None:
    consent_papers.note_printed(work, case, Texts("ar"))
    assert [one.sort for one in rows.select(work.connection, Entry, "1")] == ["system"]


def test_a_consent_that_would_end_before_its_own_day_is_refused_at_the_end(work: Work, case: str) -> None:
    day = TODAY - timedelta(days=30)
    with pytest.raises(Refusal) as stop:
        consents.give(work, Given(case, RECEIVER, ("reason",), on=day, valid_until=day - timedelta(days=1)))
    assert (stop.value.reason, stop.value.where) == (Reason.END_BEFORE_START, "valid_until")
    with pytest.raises(Refusal):
        consents.give(work, Given(case, RECEIVER, ("reason",), valid_until=TODAY - timedelta(days=1)))
    assert rows.select(work.connection, Consent, "1") == []
    consents.give(work, Given(case, RECEIVER, ("reason",), on=day, valid_until=day))
    assert len(rows.select(work.connection, Consent, "1")) == 1, "one that is over already is written down from paper"
