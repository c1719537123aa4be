"""What a referral letter says, and that it says nothing that was not ticked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from gemdesk.domain.ages import band_of
from gemdesk.domain.consents import Grant, Standing
from gemdesk.domain.definition import Item
from gemdesk.domain.records import Consent, Person
from gemdesk.domain.referrals import ANSWER_DAYS
from gemdesk.kernel import dates, lists
from gemdesk.kernel.typed import LRI, PDI, strip_controls
from gemdesk.letters.compose import Letter, compose, disclosed
from gemdesk.letters.template import load, words
from gemdesk.letters.values import Subject
from gemdesk.press import blocks
from tests.letters.conftest import OFFICE, Spoil, subject_of

Given = tuple[Subject, tuple[Item, ...]]
LANGUAGES = [("ar",), ("en",), ("ar", "en"), ("en", "ar")]
FORMS = ("feminine", "masculine", "plural", "avoid")
GENDERED = ("أعطت صاحبة العلاقة", "أعطى صاحب العلاقة", "ولها أن تسحب", "وله أن يسحب")


def plain(letter: Letter) -> list[str]:
    return [strip_controls(text) for text in letter.sources]


def secrets_of(subject: Subject, language: str) -> dict[Item, list[str]]:
    """What would give each item away: its values as they would stand in a letter."""
    person, contact = subject.person, subject.contact
    assert contact is not None
    band = person.age_band or band_of(person.age)
    word = words("referral", language)
    found = {
        Item.CHOSEN_NAME: [
            f"«{person.chosen_name}»",
            *(f"“{name}”" for name in (person.chosen_name, *person.other_scripts)),
        ],
        Item.LEGAL_NAME: [person.legal_name],
        Item.ADDRESS: [
            strip_controls(
                word.text("address").replace("{address_words}", lists.label("address", person.address, language))
            )
        ],
        Item.AGE: [word.text("age").replace("{age}", str(person.age))],
        Item.AGE_BAND: [lists.label("age_band", band, language)],
        Item.LANGUAGES: [word.text("languages").split("{")[0]],
        Item.DISPLACEMENT: [lists.label("displacement", person.displacement, language)],
        Item.PLACE: [person.place],
        Item.NEEDS: [lists.label("specific_needs", code, language) for code in person.specific_needs],
        Item.SAFE_CONTACT: [contact.number, contact.hours, contact.code_word],
    }
    return {item: [text for text in texts if text] for item, texts in found.items()}


def without_reason(letter: Letter, subject: Subject) -> list[str]:
    """The texts of a letter but for the reason, whose words are the worker's own."""
    reasons = {
        line.strip() for text in (subject.referral.reason_ar, subject.referral.reason_en) for line in text.splitlines()
    }
    return [text for text in plain(letter) if text.strip() not in reasons]


def leaks(letter: Letter, subject: Subject, told: Sequence[Item]) -> set[Item]:
    """The items that stand in a letter though they are not among those told."""
    texts = "\n".join(without_reason(letter, subject))
    return {
        item
        for language in letter.document.languages
        for item, values in secrets_of(subject, language).items()
        if item not in told and any(value in texts for value in values)
    }


@pytest.mark.parametrize("languages", LANGUAGES, ids="+".join)
@pytest.mark.parametrize("form", FORMS)
def test_nothing_stands_in_a_letter_that_it_does_not_disclose(
    subject: Given, form: str, languages: tuple[str, ...]
) -> None:
    about, allowed = replace(subject[0], person=replace(subject[0].person, address=form)), subject[1]
    letter = compose("referral", about, languages, allowed)
    assert leaks(letter, about, letter.items) == set()
    assert set(letter.items) <= {*allowed, Item.REASON, Item.SERVICES}
    bare = compose("referral", about, languages, ())
    assert set(bare.items) == {Item.REASON, Item.SERVICES}
    assert leaks(bare, about, ()) == set()
    assert all(about.person.chosen_name not in text for text in without_reason(bare, about))


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("item", [
    Item.CHOSEN_NAME, Item.ADDRESS, Item.AGE, Item.LANGUAGES, Item.DISPLACEMENT, Item.PLACE, Item.NEEDS,
    Item.SAFE_CONTACT,
])  # fmt: skip
def test_a_ticked_item_stands_in_the_letter_and_would_be_seen(item: Item, language: str) -> None:
    about, _allowed = subject_of(0)
    letter = compose("referral", about, (language,), (item,))
    assert item in letter.items
    assert leaks(letter, about, ()) == {item}


def test_a_legal_name_in_the_reason_would_be_seen() -> None:
    about, _allowed = subject_of(0)
    told = replace(about, referral=replace(about.referral, reason_ar=f"اسمها {about.person.legal_name}"))
    assert any(about.person.legal_name in text for text in plain(compose("referral", told, ("ar",), ())))
    assert not any(about.person.legal_name in text for text in plain(compose("referral", about, ("ar",), tuple(Item))))


@pytest.mark.parametrize("form", FORMS)
def test_grammar_follows_the_form_of_address_only_when_that_is_told(subject: Given, form: str) -> None:
    about = replace(subject[0], person=replace(subject[0].person, address=form))
    if not about.consents:
        pytest.skip("without a consent there is no sentence about it")
    told = "\n".join(without_reason(compose("referral", about, ("ar",), (Item.ADDRESS,)), about))
    untold = "\n".join(without_reason(compose("referral", about, ("ar",), ()), about))
    found = [words_ in told for words_ in GENDERED]
    assert found == {"feminine": [True, False, True, False], "masculine": [False, True, False, True]}.get(
        form, [False] * 4
    )
    assert not any(words_ in untold for words_ in GENDERED)
    assert "أُعطيت الموافقة" in untold


@pytest.mark.parametrize("languages", LANGUAGES, ids="+".join)
def test_every_letter_is_whole(subject: Given, languages: tuple[str, ...]) -> None:
    about, allowed = subject
    letter = compose("referral", about, languages, allowed)
    texts = "\n".join(plain(letter))
    assert "{" not in texts
    assert "None" not in texts
    assert letter.document.language == languages[0]
    assert letter.document.languages == languages
    assert letter.document.footer is not None
    assert (letter.document.footer.end is not None) == (len(languages) > 1)
    for language in languages:
        reason = about.referral.reason_ar if language == "ar" else about.referral.reason_en
        assert strip_controls(reason) in texts
        for code in about.referral.services:
            assert lists.label("service", code, language).lower() in texts.lower()
        assert about.referral.reference in texts
    assert sum(isinstance(block, blocks.NewPage) for block in letter.document.blocks) == len(languages) - 1
    assert sum(isinstance(block, blocks.Letterhead) for block in letter.document.blocks) <= 1


def test_metadata_names_nobody(subject: Given) -> None:
    about, allowed = subject
    for languages in LANGUAGES:
        title = compose("referral", about, languages, allowed).document.title
        assert about.referral.reference in title
        assert about.person.chosen_name not in title
        assert about.organisation.name not in title
        assert strip_controls(title) == title


def test_the_consent_paragraph_names_what_is_told(subject: Given) -> None:
    about, allowed = subject
    if not about.consents:
        pytest.skip("without a consent there is no paragraph about it")
    letter = compose("referral", about, ("en",), allowed)
    said = next(text for text in plain(letter) if "The person consented" in text)
    for item in Item:
        label = lists.label("item", item.value, "en")
        listed = said.split("nobody else: ")[1].split(". ")[0].replace(" and ", ", ").split(", ")
        assert (label in listed) == (item in letter.items)
    day = about.consents[0].given.on
    assert day and dates.day(day, "en") in said


def test_phones_and_references_stand_in_isolates() -> None:
    about, allowed = subject_of(0)
    texts = "\n".join(compose("referral", about, ("ar",), allowed).sources)
    assert f"{LRI}+90 532 000 41 17{PDI}" in texts or (about.contact and f"{LRI}{about.contact.number}{PDI}" in texts)
    assert f"{LRI}{about.referral.reference}{PDI}" in texts


@pytest.mark.parametrize(
    ("style", "full", "neutral", "phone", "email"),
    [("full", True, False, True, True), ("neutral", False, True, True, False), ("none", False, False, False, False)],
)
def test_letterheads_and_whose_name_they_hold(style: str, full: bool, neutral: bool, phone: bool, email: bool) -> None:
    about, allowed = subject_of(0)
    about = replace(about, referral=replace(about.referral, letterhead=style))
    for languages in LANGUAGES:
        texts = "\n".join(plain(compose("referral", about, languages, allowed)))
        assert (OFFICE.name_ar in texts) == (OFFICE.name_en in texts) == full
        assert (OFFICE.neutral_ar in texts) == (OFFICE.neutral_en in texts) == neutral
        assert (OFFICE.phone in texts) == phone
        assert (OFFICE.email in texts) == email


@pytest.mark.parametrize("priority", sorted(ANSWER_DAYS))
def test_the_day_of_the_answer_follows_the_priority(priority: str) -> None:
    about, allowed = subject_of(0)
    about = replace(about, referral=replace(about.referral, priority=priority))
    days = {"emergency": "21 November 2026", "urgent": "23 November 2026", "normal": "4 December 2026"}
    texts = plain(compose("referral", about, ("en",), allowed))
    assert any(f"answer by {days[priority]}" in text for text in texts)
    assert set(lists.values("priority")) == set(ANSWER_DAYS)


def disclosed_by(person: Person, *ticked: Item) -> tuple[Item, ...]:
    about, _allowed = subject_of(0)
    return disclosed(load("referral"), replace(about, person=person), ticked)


def test_an_empty_value_discloses_nothing() -> None:
    empty = Person(id="p", code="C-1")
    ticked = (Item.CHOSEN_NAME, Item.PLACE, Item.AGE, Item.AGE_BAND, Item.LANGUAGES, Item.NEEDS, Item.DISPLACEMENT)
    assert disclosed_by(empty, *ticked) == (Item.REASON, Item.SERVICES)


def test_of_age_and_band_the_one_that_is_printed_is_disclosed() -> None:
    person = Person(id="p", code="C-1", age=24)
    assert Item.AGE_BAND in disclosed_by(person, Item.AGE_BAND)
    assert Item.AGE_BAND not in disclosed_by(person, Item.AGE, Item.AGE_BAND)
    for ticked, shown, hidden in (
        ((Item.AGE_BAND,), "18–24", "24 years"),
        ((Item.AGE, Item.AGE_BAND), "24 years", "18–24"),
    ):
        about, _allowed = subject_of(0)
        texts = "\n".join(plain(compose("referral", replace(about, person=person), ("en",), ticked)))
        assert shown in texts
        assert hidden not in texts.replace("18–24 years", "18–24")


def test_topics_stand_as_they_were_ticked() -> None:
    assert disclosed_by(Person(id="p", code="C-1"), Item.HEALTH, Item.HEALTH) == (
        Item.REASON,
        Item.SERVICES,
        Item.HEALTH,
    )


def test_a_latin_name_is_taken_for_an_english_letter() -> None:
    about, _allowed = subject_of(0)
    person = replace(about.person, chosen_name="سلمى", other_scripts=("سلمي", "Salma"))
    english = plain(compose("referral", replace(about, person=person), ("en",), (Item.CHOSEN_NAME,)))
    arabic = plain(compose("referral", replace(about, person=person), ("ar",), (Item.CHOSEN_NAME,)))
    assert any("“Salma”" in text for text in english)
    assert any("«سلمى»" in text for text in arabic)


def grant(id_: str, day: int, items: Sequence[Item], until: date | None, how: str = "signed") -> Grant:
    given = Consent(id=id_, case="c", receiver="o", on=date(2026, 11, day), how=how, items=())
    return Grant(given, frozenset(items), Standing.LIVE, until)


def consent_words(about: Subject, language: str, *ticked: Item) -> str:
    """The paragraph on consent."""
    said = {"ar": "الموافقة", "en": "consented on"}[language]
    found = [text for text in plain(compose("referral", about, (language,), ticked)) if said in text and ":" in text]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_how_a_child_consented_is_told_only_where_the_age_is(language: str) -> None:
    about, _allowed = subject_of(0)
    about = replace(about, person=replace(about.person, age=15, age_band="", address="avoid"))
    for how, ticked, told in (
        ("assent_adult", (), False), ("assent_adult", (Item.PLACE,), False), ("assent_adult", (Item.AGE,), True),
        ("assent_adult", (Item.AGE_BAND,), True), ("signed", (), True), ("verbal_witnessed", (), True),
    ):  # fmt: skip
        with_how = replace(about, consents=(grant("g", 3, tuple(Item), None, how),))
        said = consent_words(with_how, language, *ticked)
        assert (lists.label("consent_how", how, language) in said) is told
        assert ("(" in said) is told
        assert dates.day(date(2026, 11, 3), language) in said


def test_each_consent_behind_the_letter_is_told_with_its_own_items_and_the_first_end() -> None:
    about, _allowed = subject_of(0)
    first = grant("a", 3, (Item.REASON, Item.SERVICES), date(2027, 3, 1))
    second = grant("b", 5, (Item.PLACE,), date(2027, 1, 1), "verbal_witnessed")
    unused = grant("c", 7, (Item.HEALTH,), date(2026, 12, 1))
    about = replace(about, person=replace(about.person, place="حلب"), consents=(first, second, unused))
    said = consent_words(about, "en", Item.PLACE)
    one, other, end = said.split(". ")[:3]
    place = lists.label("item", "place", "en")
    assert "3 November 2026" in one and place not in one and lists.label("item", "reason", "en") in one
    assert "5 November 2026" in other and other.endswith(f"{place}")
    assert end == "Of these consents the first to end does so on 1 January 2027"
    assert "7 November" not in said and "December" not in said
    alone = consent_words(about, "en")
    assert "The consent ends on 1 March 2027." in alone
    assert "5 November" not in alone
    assert "1 كانون الثاني" in consent_words(about, "ar", Item.PLACE)
    assert "ends" not in consent_words(replace(about, consents=(replace(first, valid_until=None),)), "en")


def test_without_a_consent_behind_what_is_told_nothing_is_said_of_one() -> None:
    about, _allowed = subject_of(0)
    about = replace(about, consents=(grant("c", 7, (Item.HEALTH,), None),))
    assert not any("consented on" in text for text in plain(compose("referral", about, ("en",), ())))


def test_a_part_gives_way_to_another_that_is_disclosed_whatever_they_are_called(spoil: Spoil) -> None:
    about, _allowed = subject_of(0)
    about = replace(about, person=replace(about.person, place="حلب", displacement="idp"))
    displaced = lists.label("displacement", "idp", "en")
    assert displaced  # the code is one of the list
    spoil("letter.toml", 'when = "displacement" }', 'when = "displacement", unless = "place" }')
    both = disclosed(load("referral"), about, (Item.PLACE, Item.DISPLACEMENT))
    assert Item.PLACE in both and Item.DISPLACEMENT not in both
    assert Item.DISPLACEMENT in disclosed(load("referral"), about, (Item.DISPLACEMENT,))
    nowhere = replace(about, person=replace(about.person, place=""))
    assert Item.DISPLACEMENT in disclosed(load("referral"), nowhere, (Item.PLACE, Item.DISPLACEMENT))
    for ticked, seen in (((Item.PLACE, Item.DISPLACEMENT), False), ((Item.DISPLACEMENT,), True)):
        texts = plain(compose("referral", about, ("en",), ticked))
        assert any(displaced in text for text in texts) is seen
