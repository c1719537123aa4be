"""Referral letters from the case files to the saved copy: what is offered, what leaves, what is refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from gemdesk.domain.definition import Item
from gemdesk.domain.records import Organisation, Referral
from gemdesk.exchange import case_file
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import cases, consents, door, referrals
from gemdesk.flows.consents import Given
from gemdesk.flows.referrals import Order
from gemdesk.flows.work import Work
from gemdesk.kernel import dates
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.lists import Listed
from gemdesk.kernel.reasons import Reason
from gemdesk.store import bodies, rows
from tests.flows.making import case_paths, count, move, releases, suggested, take_in
from tests.store.making import DAY, MOMENT


def order_of(person: CaseFile, *ticked: Item, **changes: object) -> Order:
    assert person.referral
    return Order(replace(person.referral, **changes), ticked)  # type: ignore[arg-type]  # fields by name


def test_every_letter_of_the_cases_leaves_and_one_is_refused(work: Work, tmp_path: Path) -> None:
    left, refused = [], []
    for path in case_paths():
        person = take_in(work, path)
        for languages in person.languages:
            order = suggested(work, person, languages)
            try:
                passed = referrals.save_copy(work, order, tmp_path / referrals.file_name(order))
            except Refusal as stop:
                refused.append((person.person.code, stop.reason))
            else:
                left.append(passed)
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    assert len(files) == len(left) == sum(len(take.languages) for take in read_again()) - 1
    assert [reason for _code, reason in refused] == [Reason.ITEM_WITHOUT_CONSENT]
    for path, passed in zip(sorted(files), sorted(left, key=lambda one: one.release.digest), strict=True):
        assert path.read_bytes()[:5] == b"%PDF-"
        assert bodies.read(work.connection, passed.release.digest) == passed.body
    assert {bodies.digest_of(path.read_bytes()) for path in files} == {passed.release.digest for passed in left}
    names = " ".join(path.name for path in files)
    assert not any(one.person.chosen_name in names or one.person.code in names for one in read_again())


def read_again() -> list[CaseFile]:
    return [case_file.read(path, DAY, MOMENT.tzinfo) for path in case_paths()]


def test_the_sheet_says_what_may_be_told_and_why_not(work: Work, person: CaseFile) -> None:
    sheet = referrals.sheet(work, order_of(person, Item.CHOSEN_NAME, Item.PLACE))
    assert sheet.refusal is not None
    assert sheet.refusal.facts["items"] == Listed("item", ("place",))
    assert Item.PLACE in sheet.tells
    assert {answer.item for answer in sheet.answers if answer.allowed} == sheet.permission.items & {
        *sheet.required, *sheet.offered,
    }  # fmt: skip
    assert referrals.sheet(work, order_of(person, Item.CHOSEN_NAME)).refusal is None


def test_without_a_receiver_the_receiver_is_asked_for(work: Work, person: CaseFile) -> None:
    sheet = referrals.sheet(work, order_of(person, organisation=""))
    assert sheet.refusal is not None
    assert (sheet.refusal.reason, sheet.refusal.where) == (Reason.REQUIRED, "organisation")
    assert sheet.permission.items == frozenset()


def test_a_receiver_nobody_consented_to_is_refused_by_name(work: Work, person: CaseFile) -> None:
    order = replace(order_of(person), receiver="عيادة أخرى")
    with pytest.raises(Refusal) as stop:
        referrals.ready(work, order)
    assert stop.value.facts["receiver"] == "عيادة أخرى"
    assert count(work, "release") == 0
    consents.give(work, Given(person.case.id, "عياده اخرى", ("reason", "services")))
    referrals.ready(work, order)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"reason_ar": " "}, "reason_ar"), ({"services": ()}, "services"), ({"reference": ""}, "reference"),
        ({"priority": "soon"}, "priority"),
    ],
)  # fmt: skip
def test_a_letter_that_is_not_whole_does_not_leave(
    work: Work, person: CaseFile, changes: dict[str, object], where: str
) -> None:
    before = count(work, "event")
    with pytest.raises(Refusal) as stop:
        referrals.pass_door(work, order_of(person, **changes), "saved")
    assert stop.value.where == where
    assert count(work, "event") == before
    referrals.pass_door(work, order_of(person), "saved")


def test_the_reason_is_asked_for_in_the_languages_of_the_letter_only(work: Work, person: CaseFile) -> None:
    referrals.pass_door(work, order_of(person, reason_en=""), "printed")
    with pytest.raises(Refusal) as stop:
        referrals.pass_door(work, replace(order_of(person, reason_en=""), languages=("ar", "en")), "printed")
    assert stop.value.where == "reason_en"


def test_a_drawn_letter_is_the_one_that_leaves(work: Work, person: CaseFile) -> None:
    drawn = referrals.draw(work, order_of(person), left_out=(Item.HEALTH,))
    assert Item.HEALTH not in drawn.written.items
    assert drawn.sheet.tells == drawn.written.items
    before = count(work, "event"), count(work, "release")
    referrals.write(work, drawn.order)
    assert (count(work, "event"), count(work, "release")) == before
    passed = referrals.pass_door(work, drawn.order, "printed")
    assert passed.body == drawn.written.body
    assert passed.release.items == tuple(item.value for item in drawn.written.items)


def test_what_is_kept_of_an_unfinished_referral_is_found_again(work: Work, person: CaseFile) -> None:
    fresh = take_in(work, case_paths()[1])
    case_id = cases.take_in(work, cases.Intake(need="مأوى"))
    blank = referrals.blank(work, case_id)
    assert count_of(work, case_id) == 0
    cases.keep_draft(work, referrals.place(case_id), {"reason_ar": "نص"})
    kept = referrals.keep(work, replace(blank, reason_ar="نص", services=("legal",)), "مكتب جديد")
    beginning = referrals.begin(work, case_id)
    assert (beginning.referral, beginning.receiver, beginning.draft) == (kept, "مكتب جديد", {})
    referrals.keep(work, replace(kept, reason_ar="نص آخر"))
    assert count_of(work, case_id) == 1
    assert fresh.case.id != case_id


def count_of(work: Work, case_id: str) -> int:
    return len(rows.select(work.connection, Referral, '"case" = ?', case_id))


def test_the_same_letter_twice_is_two_lines_and_one_body(work: Work, person: CaseFile) -> None:
    first = referrals.pass_door(work, order_of(person), "printed")
    second = referrals.pass_door(work, order_of(person), "printed")
    assert first.body == second.body
    assert [release.how for release in releases(work)] == ["printed", "printed"]
    assert count(work, "file_body") == 1


def test_a_file_name_names_nobody(work: Work, person: CaseFile) -> None:
    order = replace(order_of(person), languages=("ar", "en"))
    assert referrals.file_name(order) == f"{order.referral.reference}-ar-en.pdf"


def stored(work: Work, person: CaseFile) -> list[Referral]:
    return rows.select(work.connection, Referral, '"case" = ? ORDER BY rowid', person.case.id)


def test_a_resumed_referral_is_of_the_day_on_which_its_letter_leaves(work: Work, person: CaseFile) -> None:
    first = order_of(person).referral.on
    move(work, 3)
    today = work.clock.today()
    assert referrals.begin(work, person.case.id).referral.on == today != first
    passed = referrals.pass_door(work, order_of(person), "printed")
    assert [one.on for one in stored(work, person)] == [today]
    assert passed.body == referrals.write(work, order_of(person, on=today)).body
    # The same letter again is of its own day, and the referral stays of the day on which it was sent first.
    move(work, 1)
    again = referrals.pass_door(work, order_of(person), "printed")
    assert again.body != passed.body
    assert [one.on for one in stored(work, person)] == [today]


CHANGED: list[dict[str, object]] = [
    {"addressee": "قسم آخر"}, {"services": ("education",)}, {"priority": "urgent"},
    {"reason_ar": "سبب آخر"}, {"reason_en": "Another reason."}, {"letterhead": "none"},
]  # fmt: skip


@pytest.mark.parametrize("changes", CHANGED, ids=lambda changes: next(iter(changes)))
def test_a_change_after_a_letter_left_makes_another_referral(
    work: Work, person: CaseFile, changes: dict[str, object]
) -> None:
    changed = order_of(person, **changes)
    assert changed.referral != order_of(person).referral
    # Before anything left it is the same one.
    assert referrals.draw(work, changed).order.referral.id == changed.referral.id
    first = referrals.pass_door(work, order_of(person), "printed")
    (before,) = stored(work, person)
    drawn = referrals.draw(work, changed)
    assert drawn.order.referral.reference in "".join(drawn.written.sources)
    second = referrals.pass_door(work, drawn.order, "printed")
    kept, made = stored(work, person)
    assert kept == before
    assert (second.release.about, made.id) == (made.id, drawn.order.referral.id)
    assert first.release.about == kept.id != made.id
    assert made.reference == drawn.order.referral.reference != kept.reference
    assert (made.state, made.on) == ("draft", work.clock.today())
    # Whoever comes with the old one still gets a new one.
    assert referrals.pass_door(work, changed, "printed").release.about not in {kept.id, made.id}


def test_another_receiver_after_a_letter_left_makes_another_referral(work: Work, person: CaseFile) -> None:
    referrals.pass_door(work, order_of(person), "printed")
    consents.give(work, Given(person.case.id, "جهة أخرى", ("reason", "services")))
    other = replace(order_of(person), receiver="جهة أخرى")
    passed = referrals.pass_door(work, other, "printed")
    kept, made = stored(work, person)
    assert (kept.organisation, made.organisation) == (order_of(person).referral.organisation, passed.release.receiver)
    assert kept.organisation != made.organisation
    assert kept.reference != made.reference


def test_the_same_letter_in_another_language_stays_the_same_referral(work: Work, person: CaseFile) -> None:
    arabic = order_of(person, reason_en="")
    first = referrals.pass_door(work, arabic, "printed")
    english = replace(order_of(person), languages=("en",))
    assert referrals.draw(work, english).order.referral.reference == arabic.referral.reference
    second = referrals.pass_door(work, english, "printed")
    assert first.release.about == second.release.about
    assert len(stored(work, person)) == 1


def test_a_letter_that_never_left_is_corrected_in_place(work: Work, person: CaseFile) -> None:
    door.print_failed(work, referrals.pass_door(work, order_of(person), "printed"))
    referrals.pass_door(work, order_of(person, priority="urgent"), "printed")
    assert [one.priority for one in stored(work, person)] == ["urgent"]


def test_no_topic_is_ticked_unless_somebody_does_so(work: Work, person: CaseFile) -> None:
    receiver = order_of(person).referral.organisation
    name = next(one.name for one in consents.organisations(work) if one.id == receiver)
    consents.give(work, Given(person.case.id, name, tuple(item.value for item in Item)))
    drawn = referrals.draw(work, order_of(person))
    topics = set(referrals.TOPICS)
    assert topics <= {*drawn.sheet.offered} & drawn.sheet.permission.items
    assert not topics & {*referrals.suggested(drawn.sheet), *drawn.sheet.tells, *drawn.written.items}
    assert Item.PLACE in referrals.suggested(drawn.sheet)
    ticked = referrals.draw(work, order_of(person), left_out=(Item.PLACE,))
    assert topics <= {*ticked.sheet.tells}
    assert Item.PLACE not in ticked.sheet.tells
    never = {Item.LEGAL_NAME, Item.SOGIESC, Item.GENDER_IDENTITY, Item.RELATIONSHIP}
    assert not never & {*ticked.sheet.offered, *ticked.sheet.tells}


def test_the_consents_told_in_a_letter_are_those_behind_it(work: Work, person: CaseFile) -> None:
    receiver = order_of(person).referral.organisation
    name = next(one.name for one in consents.organisations(work) if one.id == receiver)
    until = consents.end_after(work.clock.today(), 1)
    consents.give(work, Given(person.case.id, name, ("legal_name",), valid_until=until))
    order = replace(order_of(person), languages=("en",))
    told = " ".join(referrals.draw(work, order).written.sources)
    assert told.count("The person consented on") == 1
    assert dates.day(until, "en") not in told
    consents.give(work, Given(person.case.id, name, ("services",), valid_until=until))
    told = " ".join(referrals.draw(work, order).written.sources)
    assert told.count("The person consented on") == 2
    assert dates.day(until, "en") in told


@pytest.mark.parametrize("name", ["***", "—", "ـ", "؟!"])
def test_a_receiver_without_a_letter_is_nobody(work: Work, person: CaseFile, name: str) -> None:
    before = count(work, "organisation"), count(work, "consent")
    with pytest.raises(Refusal) as stop:
        consents.give(work, Given(person.case.id, name, ("reason", "services")))
    assert (stop.value.reason, stop.value.where) == (Reason.REQUIRED, "name")
    assert (count(work, "organisation"), count(work, "consent")) == before
    # Nor does it find what an earlier version may have stored.
    with work.change() as change:
        change.add(Organisation(id="odd", name="***"), "office")
    assert consents.find_organisation(work.connection, name) is None
    with pytest.raises(Refusal):
        referrals.ready(work, replace(order_of(person), receiver=name))
    consents.give(work, Given(person.case.id, "*** أ", ("reason", "services")))


def test_nobody_is_referred_where_the_directory_forbids_it(work: Work, person: CaseFile) -> None:
    order = suggested(work, person)
    referrals.ready(work, order)
    receiver = rows.one(work.connection, Organisation, order.referral.organisation)
    with work.change() as change:
        change.edit(receiver, never_refer=True, never_refer_reason="تُسجَّل الأسماء")
    assert referrals.sheet(work, order).refusal is not None
    for act in (lambda: referrals.ready(work, order), lambda: referrals.pass_door(work, order, "printed")):
        with pytest.raises(Refusal) as stop:
            act()
        assert (stop.value.reason, stop.value.where) == (Reason.NEVER_REFER, "organisation")
        assert stop.value.facts["why"] == "تُسجَّل الأسماء"
    assert count(work, "release") == 0
    with work.change() as change:
        change.edit(receiver, never_refer=False)
    referrals.pass_door(work, order, "printed")


def test_a_receiver_that_is_no_longer_used_is_not_offered(work: Work, person: CaseFile) -> None:
    assert person.referral
    offered = {one.id for one in referrals.begin(work, person.case.id).organisations}
    with work.change() as change:
        change.edit(rows.one(work.connection, Organisation, person.referral.organisation), retired=True)
    left = {one.id for one in referrals.begin(work, person.case.id).organisations}
    assert offered - left == {person.referral.organisation}
