"""The consent form: what is agreed to stands on it word for word, and nobody's name."""

from dataclasses import replace
from datetime import date

import pytest

from gemdesk.domain.definition import Item
from gemdesk.domain.records import Consent
from gemdesk.kernel import lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.letters.consent_form import LANGUAGES, Form, compose, language_for
from gemdesk.press import coverage, pdf
from gemdesk.press.blocks import Signatures

GIVEN = Consent(
    id="g", case="c", receiver="o", items=("reason", "health"), withheld=("legal_name",), on=date(2026, 11, 20),
    valid_until=date(2027, 5, 20),
)  # fmt: skip
FORM = Form(GIVEN, "C-7K3Q-2M", "مكتب السنديان")


def said(form: Form, language: str) -> str:
    return strip_controls("\n".join(text.words for text in coverage.texts(compose(form, language))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_item_stands_where_it_belongs(language: str) -> None:
    words = said(FORM, language).split("\n")
    heads = {"ar": ("أوافق على أن تُشارَك", "ولا أوافق"), "en": ("I agree that the", "I do not agree to")}[language]
    shared, withheld = (next(at for at, line in enumerate(words) if line.startswith(head)) for head in heads)
    for item in Item:
        label = lists.alone("item", item.value, language)
        at = words.index(label) if label in words else -1
        wanted = {"reason": shared, "health": shared, "legal_name": withheld}.get(item.value)
        if wanted is None:
            assert at == -1, label
        else:
            assert at > wanted
            assert item.value == "legal_name" or at < withheld


@pytest.mark.parametrize("language", LANGUAGES)
def test_receiver_end_and_what_is_free_are_told(language: str) -> None:
    words = said(FORM, language)
    assert "مكتب السنديان" in words
    assert "C-7K3Q-2M" in words
    assert "2027" in words
    assert ("ليست شرطاً لأي خدمة" if language == "ar" else "not a condition of any service") in words
    assert ("لا موعد لانتهاء" if language == "ar" else "No end was set") not in words
    without = said(replace(FORM, consent=replace(GIVEN, valid_until=None)), language)
    assert ("لا موعد لانتهاء" if language == "ar" else "No end was set") in without
    assert "2027" not in without


@pytest.mark.parametrize("language", LANGUAGES)
def test_being_counted_is_a_question_of_its_own(language: str) -> None:
    no, yes = said(FORM, language), said(replace(FORM, consent=replace(GIVEN, statistics=True)), language)
    refused = "لا أوافق على أن يُحتسب" if language == "ar" else "I do not agree that my file"
    assert refused in no
    assert refused not in yes


def test_where_nothing_is_withheld_nothing_is_said_of_it() -> None:
    assert "ولا أوافق على مشاركة" in said(FORM, "ar")
    assert "ولا أوافق على مشاركة" not in said(replace(FORM, consent=replace(GIVEN, withheld=())), "ar")


@pytest.mark.parametrize(("minor", "places"), [(False, 2), (True, 3)])
def test_an_adult_signs_beside_somebody_young(minor: bool, places: int) -> None:
    document = compose(replace(FORM, minor=minor), "ar")
    (signatures,) = [block for block in document.blocks if isinstance(block, Signatures)]
    assert len(signatures.places) == places


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_set_without_an_empty_frame_and_its_title_tells_nothing(language: str) -> None:
    document = compose(FORM, language)
    assert coverage.unprintable(document) == ()
    assert document.title in ("استمارة", "Form")
    assert pdf.render(document).startswith(b"%PDF")


def test_a_language_without_words_gets_that_of_the_screen() -> None:
    assert language_for("ar", Texts("en")) == "ar"
    assert language_for("ku-latn", Texts("en")) == "en"
