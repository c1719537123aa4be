"""Every Arabic word that is shipped: the house's words, no slur, no promise, Arabic marks."""

import ast
import tomllib
from collections.abc import Iterator

import polib
import pytest

from tests.house.arabic import (
    BAD_PHRASES,
    ENGLISH_PROMISES,
    HOUSE_WORDS,
    PROMISES,
    SLURS,
    holds,
    house_word_faults,
    typographic_faults,
)
from tests.house.source import REPOSITORY, program

CATALOGUES = sorted((REPOSITORY / "translations").glob("*/LC_MESSAGES/*.po"))
LISTS = sorted((REPOSITORY / "resources/lists").glob("*.toml"))
LETTERS = sorted((REPOSITORY / "resources/letters").rglob("*.toml"))


def said(entry: polib.POEntry) -> list[str]:
    """The words of an entry in all their forms."""
    return [entry.msgstr, *entry.msgstr_plural.values()]


def strings(value: object) -> Iterator[str]:
    """Every text in a value of TOML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def shipped() -> dict[str, list[str]]:
    """Every text that can reach a screen or a letter, by file."""
    found = {}
    for path in CATALOGUES:
        found[str(path)] = [text for entry in polib.pofile(str(path)) for text in (entry.msgid, *said(entry))]
    for path in (*LISTS, *LETTERS):
        found[str(path)] = list(strings(tomllib.loads(path.read_text("utf-8"))))
    for one in program():
        nodes = (node.value for node in ast.walk(one.tree) if isinstance(node, ast.Constant))
        found[one.path] = [text for text in nodes if isinstance(text, str)]
    return found


def faults(phrases: tuple[str, ...]) -> dict[str, list[str]]:
    """Where one of these phrases stands."""
    texts = shipped()
    assert sum(map(len, texts.values())) > 1000, "almost nothing was read"
    return {name: bad for name, lines in texts.items() if (bad := [b for line in lines for b in holds(line, phrases)])}


def test_no_slur_is_shipped() -> None:
    assert faults(SLURS) == {}


def test_no_promise_that_cannot_be_kept() -> None:
    assert faults(PROMISES) == {}
    found = {name: [line for line in lines if ENGLISH_PROMISES.search(line)] for name, lines in shipped().items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_phrase_that_is_never_written() -> None:
    assert faults(BAD_PHRASES) == {}


@pytest.mark.skipif(not CATALOGUES, reason="no message was extracted yet: dev.py words")
def test_the_catalogue_uses_the_words_of_the_house() -> None:
    catalogue = polib.pofile(str(REPOSITORY / "translations/ar/LC_MESSAGES/gemdesk.po"))
    bad = {
        entry.msgid: found
        for entry in catalogue
        if entry.translated() and (found := house_word_faults(entry.msgid, " ".join(said(entry))))
    }
    assert bad == {}


def test_arabic_has_arabic_marks() -> None:
    texts = {name: lines for name, lines in shipped().items() if not name.endswith(".py")}
    assert texts
    bad = {line: found for lines in texts.values() for line in lines if (found := typographic_faults(line))}
    assert bad == {}


def test_the_lists_and_letters_were_read() -> None:
    assert len(LISTS) > 5
    assert len(LETTERS) >= 3


@pytest.mark.parametrize(
    "text", ["الشَّاذّ", "وبالشذوذ", "للشواذ", "هذا شاذ.", "مِنَ المُنحرفينَ جنسيّاً", "الجنس الثالث", "خُنثى"]
)
def test_a_planted_slur_is_seen(text: str) -> None:
    assert holds(text, SLURS)


@pytest.mark.parametrize("text", ["إنقاذ", "شاذروان", "الجنس", "ثالث", "مسترجعة", "استرجاع الملف", "لوطن", "خنثا"])
def test_another_word_is_no_slur(text: str) -> None:
    assert not holds(text, tuple(word for word in SLURS if word != "خنثي") if text == "خنثا" else SLURS)


def test_planted_phrases_are_seen() -> None:
    assert holds("تم الحفظ", BAD_PHRASES)
    assert not holds("يتم، تمام، خاتم", BAD_PHRASES)
    assert holds("حذفٌ آمنٌ للملف", PROMISES)
    assert not holds("لا يمكن ضمان التنفيذ", PROMISES)
    assert ENGLISH_PROMISES.search("This is a military-grade vault")
    assert ENGLISH_PROMISES.search("Your safety is guaranteed")
    assert not ENGLISH_PROMISES.search("That they destroy it cannot be guaranteed")


PLANTED = {
    "New case": ("حالة جديدة", "قضية جديدة"),
    "Withdraw the consent": ("سحب الموافقة", "سحب القبول"),
    "Cancel": ("إلغاء", "تراجع"),
    "Transfer of the case": ("نقل الحالة", "تحويل الحالة"),
    "Code word": ("كلمة التعارف", "كلمة السر"),
    "Open the vault": ("فتح الخزنة", "فتح القبو"),
    "Risk level": ("مستوى الخطر", "مستوى الخطورة"),
}


@pytest.mark.parametrize("message", PLANTED)
def test_another_word_for_the_same_thing_is_seen(message: str) -> None:
    right, wrong = PLANTED[message]
    assert house_word_faults(message, right) == []
    assert house_word_faults(message, wrong)


def test_every_house_word_is_written_folded() -> None:
    unclear = [
        stem for wanted, unwanted in HOUSE_WORDS.values() for stem in wanted + unwanted if "ة" in stem or "أ" in stem
    ]
    assert unclear == []


@pytest.mark.parametrize(
    "text",
    [
        "هل هذا صحيح?",
        "واحد, اثنان",
        "واحد; اثنان",
        "نسبة 35%",
        'قال "نعم"',
        "حـالة",
        "حالة ، أخرى",
        "\u200fحالة",
        "حُفظت!",
    ],
)
def test_a_foreign_mark_is_seen(text: str) -> None:
    assert typographic_faults(text)


@pytest.mark.parametrize(
    "text", ["هل هذا صحيح؟", "مبلغ 1,250.50 ليرة", "35٪", "«نعم»", "1447 هـ", "{count, x} حالة", "حالة…"]
)
def test_arabic_marks_pass(text: str) -> None:
    assert not typographic_faults(text)
