"""The one fold: spellings of one name become one text, and different names stay apart."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemdesk.kernel.fold import fold, fold_number

# The rows of the table of spellings in the notes on right-to-left screens, 1.5.
SAME = [
    ("أحمد", "احمد"), ("إسراء", "اسراء"), ("آدم", "ادم"), ("مؤمن", "مومن"), ("هيئة", "هييه"),  # hamza dropped
    ("سلمى", "سلمي"), ("هبة", "هبه"), ("فاطمة", "فاطمه"),  # final letters
    ("مُحَمَّد", "محمد"), ("حدّاد", "حداد"), ("الشّامي", "الشامي"),  # tashkeel
    ("ســـلمى", "سلمى"),  # tatweel
    ("علی", "علي"), ("کنان", "كنان"), ("گلی", "كلي"), ("پروین", "بروين"),  # Persian and Kurdish letters
    ("عبد الله", "عبدالله"), ("عبد الرحمن", "عبدالرحمن"), ("أبو حيدر", "ابوحيدر"), ("أم سامر", "امسامر"),
    ("نور الدين", "نورالدين"), ("بن علي", "بنعلي"),
    ("ﺳﻠﻤﻰ", "سلمى"), ("ﷲ", "الله"), ("ﻻ", "لا"),  # presentation forms, pasted from a file
    ("ا\u0654حمد", "أحمد"), ("و\u0654", "ؤ"),  # hamza as a mark of its own
    ("Âdem", "adem"), ("Ömer", "omer"), ("BERFÎN", "berfin"), ("Sağlık", "saglik"), ("Straße", "strasse"),
    ("İpek", "ipek"), ("٢٠٢٦", "2026"), ("۱۲۳", "123"), ("GEM-0101", "gem 0101"), ("a_b", "a b"),
    ("\u200fسلمى\u202e", "سلمى"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_decomposed_text_folds_as_composed(one: str, other: str) -> None:
    assert fold(unicodedata.normalize("NFD", one)) == fold(unicodedata.normalize("NFC", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سلمى", "سليم"),
        ("لين", "لينا"),
        ("نور", "نورا"),
        ("آدم", "أدهم"),
        ("Rima", "Rami"),
        ("10", "01"),
        ("حسن", "حسين"),
    ],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=40))
def test_a_fold_holds_words_with_one_blank_between(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert all(letter.isalnum() or letter == " " or unicodedata.category(letter) == "Mc" for letter in folded)


@pytest.mark.parametrize("spelling", [
    "+963 944 000 318", "00963944000318", "963-944-000-318", "+٩٦٣ ٩٤٤ ٠٠٠ ٣١٨", "+۹۶۳ (۹۴۴) ۰۰۰۳۱۸",
])  # fmt: skip
def test_one_phone_number_in_many_spellings(spelling: str) -> None:
    assert fold_number(spelling) == "963944000318"


def test_a_text_without_digits_is_no_number() -> None:
    assert fold_number("n.relay@example.org") == ""
    assert fold_number("0944 000") == "944000"
