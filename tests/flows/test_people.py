"""Household and close people, and files that may be about one person."""

from dataclasses import replace

import pytest

from gemdesk.domain.casework import Likeness, Relative
from gemdesk.domain.records import Case, Person
from gemdesk.flows import cases, matches, people
from gemdesk.flows.cases import Intake
from gemdesk.flows.matches import DIFFERENT, SAME
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rows
from gemdesk.vault.opened import Role
from tests.flows.seeing import as_worker


@pytest.fixture
def case(work: Work) -> str:
    return cases.take_in(work, Intake(chosen_name="نوّار الحسن", number="+963 944 000 318"))


def person_of(work: Work, case: str) -> Person:
    return cases.open_case(work, case).person


def found(work: Work, case: str) -> list[str]:
    return [other.case for other in people.look(work, case).possible]


def test_a_relative_is_written_down_changed_and_thrown_away(work: Work, case: str) -> None:
    people.save_relative(work, case, "", {"name": "ريم", "relation": "sibling", "danger": True})
    people.save_relative(work, case, "", {"name": "سامر", "guardian": True})
    one, two = people.look(work, case).relatives
    assert (one.name, two.name, two.danger) == ("سامر", "ريم", True), "the guardian first"
    people.save_relative(work, case, two.id, {"danger": False, "knows": True})
    assert people.look(work, case).relatives[1] == replace(two, danger=False, knows=True)
    people.bin_relative(work, case, one.id)
    assert [left.name for left in people.look(work, case).relatives] == ["ريم"]


def test_a_relative_needs_a_name_or_a_relation(work: Work, case: str) -> None:
    with pytest.raises(Refusal) as stop:
        people.save_relative(work, case, "", {"danger": True})
    assert (stop.value.reason, stop.value.where) == (Reason.REQUIRED, "name")
    people.save_relative(work, case, "", {"relation": "parent", "danger": True})
    assert len(people.look(work, case).relatives) == 1


def test_a_relative_of_another_case_is_out_of_reach(work: Work, case: str) -> None:
    other = cases.take_in(work, Intake(chosen_name="ليلى"))
    people.save_relative(work, other, "", {"name": "ريم"})
    (relative,) = people.look(work, other).relatives
    with pytest.raises(KeyError):
        people.bin_relative(work, case, relative.id)
    with pytest.raises(KeyError):
        people.save_relative(work, case, relative.id, {"name": "x"})
    assert people.look(work, other).relatives == (relative,)


@pytest.mark.parametrize("spelling", ["نوار الحسن", "نَوّار الحَسَن", "Nawwar Alhasan", "Nawar Al-Hassan"])
def test_a_similar_name_is_a_possible_match_from_either_side(work: Work, case: str, spelling: str) -> None:
    other = cases.take_in(work, Intake(chosen_name=spelling))
    assert found(work, case) == [other]
    assert found(work, other) == [case]


def test_a_legal_name_is_compared_and_stays_covered(work: Work, case: str) -> None:
    other = cases.take_in(work, Intake(chosen_name="ليلى حداد"))
    for one in (case, other):
        with work.change() as change:
            change.edit(person_of(work, one), legal_name="سامر مصطفى الخطيب")
    assert found(work, case) == [other]
    (match,) = people.look(work, case).possible
    assert (match.name, match.why) == ("ليلى حداد", "name")


def test_another_name_is_none(work: Work, case: str) -> None:
    cases.take_in(work, Intake(chosen_name="ليلى حداد"))
    assert found(work, case) == []


def test_the_same_number_is_a_possible_match_under_any_name(work: Work, case: str) -> None:
    other = cases.take_in(work, Intake(chosen_name="سامر حداد", number="٠٩٤٤٠٠٠٣١٨"))
    cases.take_in(work, Intake(chosen_name="ليلى حداد", number="+963 944 000 319"))
    assert found(work, case) == [other], "and not who has another number"
    assert found(work, other) == [case]
    assert [one.why for one in people.look(work, case).possible] == ["number"]


def test_files_are_linked_told_apart_and_open_again_and_never_merged(work: Work, case: str) -> None:
    other = cases.take_in(work, Intake(chosen_name="نوار الحسن"))
    before = [rows.select(work.connection, kind, "1 ORDER BY id") for kind in (Person, Case)]
    him = person_of(work, other).id
    matches.decide(work, case, him, SAME)
    assert [one.case for one in people.look(work, case).linked] == [other]
    assert [one.case for one in people.look(work, other).linked] == [case], "from the other side too"
    assert found(work, case) == found(work, other) == []
    matches.decide(work, other, person_of(work, case).id, DIFFERENT)
    assert len(rows.select(work.connection, Likeness, "1")) == 1, "one decision about two files"
    assert people.look(work, case).linked == ()
    assert [one.case for one in people.look(work, case).apart] == [other]
    matches.undecide(work, case, him)
    assert found(work, case) == [other]
    assert [rows.select(work.connection, kind, "1 ORDER BY id") for kind in (Person, Case)] == before


def test_of_another_workers_case_nothing_is_shown_but_the_worker(work: Work, case: str) -> None:
    other = cases.take_in(as_worker(work, "w-2"), Intake(chosen_name="نوار الحسن", code_word="زيتون"))
    (match,) = people.look(work, case).possible
    assert (match.case, match.worker, match.is_shown, match.code, match.name) == (other, "w-2", False, "", "")
    assert "نوار" not in repr(match)
    (seen,) = people.look(as_worker(work, "w-3", Role.SUPERVISOR), case).possible
    assert seen.is_shown and seen.name == "نوار الحسن"


def test_a_relative_is_joined_with_a_file_of_their_own_and_parted_again(work: Work, case: str) -> None:
    other = cases.take_in(work, Intake(chosen_name="ريم الحسن"))
    people.save_relative(work, case, "", {"name": "ريم الحسن", "relation": "sibling"})
    people.save_relative(work, case, "", {"name": "غيداء"})
    one, two = people.look(work, case).relatives
    before = people.look(work, case)
    assert {id_: file.case for id_, file in before.perhaps.items()} == {one.id: other}
    people.join(work, case, one.id, before.perhaps[one.id].person)
    joined = people.look(work, case)
    assert {id_: file.case for id_, file in joined.files.items()} == {one.id: other}
    assert joined.perhaps == {} and two.id not in joined.files
    people.join(work, case, one.id, "")
    assert people.look(work, case).files == {}


def test_a_relative_called_like_the_person_is_not_taken_for_the_person(work: Work, case: str) -> None:
    people.save_relative(work, case, "", {"name": "نوّار الحسن"})
    assert people.look(work, case).perhaps == {}


@pytest.mark.parametrize("number", ["00963944000318", "٠٩٤٤٠٠٠٣١٨", "+963-944-000-318"])
def test_a_number_is_the_same_however_it_is_written(work: Work, case: str, number: str) -> None:
    alike = matches.alike(work, [], number)
    assert [(one.case, one.why) for one in alike] == [(case, "number")]
    assert matches.alike(work, [], "00963944000319") == []
    assert matches.alike(work, [], "318") == [], "a few digits are no number"


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.PRINTING])
def test_who_sees_no_names_finds_nobody(work: Work, case: str, role: Role) -> None:
    somebody = as_worker(work, "w-2", role)
    with pytest.raises(Refusal):
        matches.alike(somebody, ["نوار"])
    with pytest.raises(Refusal):
        people.look(somebody, case)
    assert rows.select(work.connection, Relative, "1") == []


def test_an_age_takes_its_band_away(work: Work, case: str) -> None:
    cases.complete(work, case, {"person": {"age": None, "age_band": "25-34"}})
    assert person_of(work, case).age_band == "25-34"
    cases.complete(work, case, {"person": {"age": 29, "age_band": "25-34"}})
    assert (person_of(work, case).age, person_of(work, case).age_band) == (29, "")


def test_a_case_tells_what_it_still_lacks(work: Work, case: str) -> None:
    before = cases.open_case(work, case).gaps
    assert ("person", "languages") in [(gap.kind, gap.field) for gap in before]
    cases.complete(work, case, {"person": {"languages": ("ar",)}})
    after = cases.open_case(work, case).gaps
    assert len(after) == len(before) - 1
