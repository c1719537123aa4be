"""The organisation's own entries: under codes of the program, in their own vault only, retired and never gone."""

from dataclasses import replace
from pathlib import Path

import pytest

from gemdesk.domain.definition import Item
from gemdesk.domain.own import CustomField, ListEntry
from gemdesk.domain.records import Person
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import custom_fields, own_lists, referrals
from gemdesk.flows.work import Work
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import own_lists as stored
from gemdesk.store import rows
from gemdesk.vault.opened import Role
from tests.flows.making import case_paths, new_work, suggested, take_in

NEED = ListEntry(
    id="", list_name="specific_needs", code="", ar="حاجة خاصة بنا", en="a need of ours", sensitivity="sensitive",
    letter_visible=True,
)  # fmt: skip


def seen(work: Work, name: str = "specific_needs") -> dict[str, lists.Value]:
    """What a job of this vault finds in a list."""
    return work.guarded(lambda _: lists.values(name))


def labels(work: Work, code: str) -> tuple[str, str]:
    """The words of a code as a job of this vault finds them."""
    return work.guarded(
        lambda _: (lists.label("specific_needs", code, "ar"), lists.label("specific_needs", code, "en"))
    )


def give_need(work: Work, code: str) -> None:
    """Note a specific need of the first person."""
    with work.change() as change:
        change.edit(rows.select(work.connection, Person, "1")[0], specific_needs=(code,))


def refused(work: Work, entry: ListEntry) -> tuple[Reason, str]:
    """Why an entry is not taken, and where."""
    with pytest.raises(Refusal) as caught:
        own_lists.add(work, entry)
    return caught.value.reason, caught.value.where


def test_an_entry_is_offered_and_may_be_saved(work: Work, person: CaseFile) -> None:
    made = own_lists.add(work, NEED)
    assert list(seen(work))[-1] == made.code
    assert labels(work, made.code) == ("حاجة خاصة بنا", "a need of ours")
    give_need(work, made.code)
    assert rows.select(work.connection, Person, "1")[0].specific_needs == (made.code,)
    with pytest.raises(Refusal):
        give_need(work, "own-nobodymadeit")


def test_codes_are_the_programs_and_unlike_every_shipped_one(work: Work) -> None:
    made = [own_lists.add(work, replace(NEED, code="legal", ar=f"حاجة {at}", en=f"need {at}")).code for at in range(20)]
    assert len(set(made)) == 20
    assert all(code.startswith(lists.MADE) for code in made)
    assert not any(code.startswith(lists.MADE) for name in lists.names() for code in lists.shipped(name))


def test_sensitivity_and_both_words_are_asked(work: Work) -> None:
    assert refused(work, replace(NEED, sensitivity="")) == (Reason.REQUIRED, "sensitivity")
    assert refused(work, replace(NEED, ar="  ")) == (Reason.REQUIRED, "ar")
    assert refused(work, replace(NEED, en="")) == (Reason.REQUIRED, "en")
    assert own_lists.entries(work, "specific_needs") == []
    own_lists.add(work, NEED)
    assert len(own_lists.entries(work, "specific_needs")) == 1


def test_words_that_are_there_already_are_told(work: Work) -> None:
    assert refused(work, replace(NEED, en="Chronic illness")) == (Reason.WORDS_TAKEN, "en")
    made = own_lists.add(work, NEED)
    assert refused(work, replace(NEED, en="another", ar="حاجه خاصّة بنا")) == (Reason.WORDS_TAKEN, "ar")
    own_lists.set_retired(work, made.id, True)
    assert refused(work, NEED)[0] is Reason.WORDS_TAKEN
    own_lists.change_entry(work, made.id, replace(NEED, ar="حاجة أخرى"))
    assert labels(work, made.code)[0] == "حاجة أخرى"


def test_a_list_whose_codes_the_program_acts_on_takes_none(work: Work) -> None:
    with pytest.raises(ValueError, match="referral_state"):
        own_lists.add(work, replace(NEED, list_name="referral_state"))
    with pytest.raises(FileNotFoundError):
        own_lists.add(work, replace(NEED, list_name="nobody made this"))


def test_a_retired_entry_is_not_offered_and_still_shown(work: Work, person: CaseFile) -> None:
    made = own_lists.add(work, NEED)
    give_need(work, made.code)
    own_lists.set_retired(work, made.id, True)
    assert seen(work)[made.code].retired
    assert labels(work, made.code)[1] == "a need of ours"
    own_lists.set_retired(work, made.id, False)
    assert not seen(work)[made.code].retired


def test_an_entry_that_is_used_is_not_thrown_away(work: Work, person: CaseFile) -> None:
    unused, used, chosen = (own_lists.add(work, replace(NEED, ar=f"ح{at}", en=f"n{at}")) for at in range(3))
    give_need(work, used.code)
    field = custom_fields.define(
        work,
        CustomField(
            id="",
            record_kind="person",
            label_ar="ح",
            label_en="f",
            sort="choices",
            list_name="specific_needs",
            sensitivity="plain",
        ),
    )
    custom_fields.fill(work, person.person.id, "person", {field.id: ("LP-RR", chosen.code)})
    for entry in (used, chosen, field):
        with pytest.raises(Refusal) as caught, work.change() as change:
            change.bin(entry)
        assert caught.value.reason is Reason.STILL_USED
    with work.change() as change:
        change.bin(unused)
    assert {entry.id for entry in own_lists.entries(work, "specific_needs")} == {used.id, chosen.id}


def test_who_only_prints_may_not(work: Work) -> None:
    made = own_lists.add(work, NEED)
    work.vault.opened = replace(work.vault.opened, role=Role.PRINTING)
    assert refused(work, replace(NEED, ar="ب", en="b"))[0] is Reason.NOT_YOUR_ROLE
    for act in (own_lists.set_retired, own_lists.change_entry):
        with pytest.raises(Refusal):
            act(work, made.id, NEED)  # type: ignore[arg-type]  # refused before it is looked at


def test_two_open_vaults_do_not_see_each_others_entries(work: Work, tmp_path: Path) -> None:
    place = tmp_path / "other"
    place.mkdir()
    other = new_work(place)
    made = own_lists.add(work, NEED)
    assert made.code in seen(work)
    assert made.code not in seen(other)
    assert made.code not in lists.values("specific_needs"), "nothing is laid where no vault is at work"

    def inside(_work: Work) -> bool:
        return made.code in seen(other) or made.code not in lists.values("specific_needs")

    assert not work.guarded(inside)
    other.close()


def test_what_was_laid_is_taken_away_when_a_job_fails(work: Work) -> None:
    made = own_lists.add(work, NEED)

    def fail(_work: Work) -> None:
        assert made.code in lists.values("specific_needs")
        raise LookupError

    with pytest.raises(LookupError):
        work.guarded(fail)
    assert made.code not in lists.values("specific_needs")


def test_a_shipped_code_is_never_covered_by_an_entry_from_outside(work: Work) -> None:
    with work.change() as change:
        change.add(replace(NEED, id="1" * 26, code="LP-RR"), "office")
        change.add(replace(NEED, id="2" * 26, code="own-kept", en="kept"), "office")
    assert labels(work, "LP-RR")[1] == "at risk of refoulement"
    assert labels(work, "own-kept")[1] == "kept"
    added = stored.read(work.connection).lists["specific_needs"].keys() - lists.shipped("specific_needs").keys()
    assert added == {"own-kept"}


def letter(work: Work, person: CaseFile) -> tuple[str, tuple[Item, ...]]:
    """The words of the person's letter, and what it discloses."""
    written = work.guarded(lambda _: referrals.write(work, suggested(work, person)))
    return "\n".join(written.sources), written.items


@pytest.mark.parametrize("visible", [True, False])
def test_only_what_may_stand_on_letters_stands_there(work: Work, visible: bool) -> None:
    person = take_in(work, case_paths()[1])  # her consent covers needs
    made = own_lists.add(work, replace(NEED, letter_visible=visible))
    give_need(work, made.code)
    words, items = letter(work, person)
    assert ("حاجة خاصة بنا" in words) is visible
    assert (Item.NEEDS in items) is visible


def test_a_service_that_may_not_stand_on_letters_asks_for_none(work: Work, person: CaseFile) -> None:
    assert person.referral
    codes = {}
    for visible in (True, False):
        entry = replace(NEED, list_name="service", ar=f"خدمة {visible}", en=f"service {visible}")
        codes[visible] = own_lists.add(work, replace(entry, letter_visible=visible)).code
    order = suggested(work, person)

    def ready(_work: Work, code: str) -> tuple[str, ...]:
        return referrals.ready(work, replace(order, referral=replace(order.referral, services=(code,)))).written.sources

    assert any("خدمة True" in text for text in work.guarded(ready, codes[True]))
    with pytest.raises(Refusal) as caught:
        work.guarded(ready, codes[False])
    assert caught.value.where == "services"
