"""Filling a message: every value in the isolate of its type, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.lists import Listed
from gemdesk.kernel.messages import C_
from gemdesk.kernel.reasons import SENTENCES, Reason
from gemdesk.kernel.texts import Texts, fill
from gemdesk.kernel.typed import (
    CONTROLS,
    FSI,
    LRI,
    PDI,
    RLI,
    ArabicDate,
    Code,
    Email,
    FilePath,
    Keys,
    LatinDate,
    Money,
    Name,
    Phone,
    isolated,
    strip_controls,
)

OPENINGS = {
    Phone: LRI, Code: LRI, Email: LRI, Money: LRI, FilePath: LRI, Keys: LRI, LatinDate: LRI, ArabicDate: RLI,
    Name: FSI, str: FSI,
}  # fmt: skip
CONTROL_LETTERS = "".join(map(chr, CONTROLS))
# Everything that could break out of a place in a message or of an isolate.
HARD = st.text(st.sampled_from(CONTROL_LETTERS + "{}%s!:[]. \n\\آبab19٣+-"), max_size=30)


@given(HARD, st.sampled_from(list(OPENINGS)))
def test_a_value_stands_once_and_isolated(value: str, kind: type[str]) -> None:
    opening = OPENINGS[kind]
    filled = fill("قبل {value} بعد", value=kind(value))
    assert filled == f"قبل {opening}{strip_controls(value)}{PDI} بعد"
    assert sum(letter in CONTROL_LETTERS for letter in filled) == 2


@given(HARD)
def test_plain_bidi_controls_never_survive(value: str) -> None:
    assert not set(strip_controls(value)) & set(CONTROL_LETTERS)


def test_a_control_is_there_to_be_stripped() -> None:
    spoof = "فاتورة\u202egpj.exe"
    assert "\u202e" in spoof
    assert "\u202e" not in fill("{name}", name=spoof)


def test_an_unknown_field_stays_visible_and_others_are_filled() -> None:
    assert fill("{a} {b}", b=1) == f"{{a}} {FSI}1{PDI}"


def test_doubled_braces_are_braces() -> None:
    assert fill("{{x}} {a}", a="b") == f"{{x}} {FSI}b{PDI}"


def test_a_list_keeps_the_isolates_of_its_items_when_it_is_filled_in() -> None:
    # Without them three Arabic names in an English sentence stand in reversed order.
    texts = Texts("en")
    filled = fill("{names} came", names=texts.list(["آدم", "نور", "Rima"]))
    assert filled == f"{FSI}آدم{PDI}, {FSI}نور{PDI} and {FSI}Rima{PDI} came"


@given(st.lists(HARD, max_size=4), st.sampled_from(["ar", "en"]))
def test_the_isolates_of_a_list_are_balanced(items: list[str], language: str) -> None:
    filled = isolated(Texts(language).list(items))
    depth = 0
    for letter in filled:
        depth += (letter in (FSI, LRI, RLI)) - (letter == PDI)
        assert depth >= 0
    assert depth == 0
    assert filled.count(PDI) == len(items)


@pytest.mark.parametrize(
    ("language", "items", "said"),
    [
        ("en", [], ""), ("en", ["a"], "a"), ("en", ["a", "b"], "a and b"), ("en", ["a", "b", "c"], "a, b and c"),
        ("ar", ["أ", "ب", "ج"], "أ، وب، وج"),
    ],
)  # fmt: skip
def test_a_list_in_words(language: str, items: list[str], said: str) -> None:
    assert strip_controls(Texts(language).list(items)) == said


def test_digits_of_running_text_are_arabic_only_on_wish_and_in_arabic() -> None:
    assert Texts("ar").number(120) == "120"
    assert Texts("ar", "arabic").number(120) == "١٢٠"
    assert Texts("en", "arabic").number(120) == "120"


def test_a_context_keeps_its_message() -> None:
    assert Texts("en").say_in(C_("a context that nobody uses", "Nothing {x}"), x=1) == f"Nothing {FSI}1{PDI}"


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence(reason: Reason, language: str) -> None:
    assert SENTENCES[reason]
    assert Texts(language).reason(Refusal(reason))


def test_the_codes_of_a_reason_become_words_in_the_language_of_the_screen() -> None:
    stop = Refusal(Reason.ITEM_WITHOUT_CONSENT, items=Listed("item", ("reason", "place")), receiver=Name("عيادة"))
    assert "reason for the referral" in Texts("en").reason(stop)
    assert "المكان" in Texts("ar").reason(stop)


def test_an_exception_carries_nothing_of_its_facts() -> None:
    stop = Refusal(Reason.UNKNOWN_CODE, "place", value="حمص")
    assert "حمص" not in f"{stop} {stop!r} {stop.args}"
    assert stop.facts["value"] == "حمص"
