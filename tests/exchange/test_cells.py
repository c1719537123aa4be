"""Cells are read in every way that they can be meant; what is no day, age or number is never made one."""

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from gemdesk.domain.readings import Read, Target, Why
from gemdesk.exchange.cell_dates import Custom, custom_of, read_day
from gemdesk.exchange.cell_numbers import read_age, read_number
from gemdesk.exchange.cell_texts import read_code, read_line, read_paragraphs
from gemdesk.exchange.cell_words import read_code as read_word
from gemdesk.exchange.cell_words import read_codes
from gemdesk.exchange.sheet import Cell
from gemdesk.exchange.sheet_words import Vocabulary
from gemdesk.flows.sheet_reading import read_cell
from gemdesk.kernel.fold import fold
from gemdesk.kernel.typed import CONTROLS

TODAY = date(2026, 11, 20)
WORDS = Vocabulary()
D = date


def day(text: str, custom: Custom | None = None) -> Read:
    return read_day(Cell(text), TODAY, custom)


def brief(found: Read) -> tuple[object, ...]:
    """Readings, why, and whether a person has to decide."""
    return found.readings, found.why, found.settled


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("15/10/2026", D(2026, 10, 15)), ("15-10-2026", D(2026, 10, 15)), ("15.10.2026", D(2026, 10, 15)),
        ("2026-10-18", D(2026, 10, 18)), ("2026/10/18", D(2026, 10, 18)), ("20261018", D(2026, 10, 18)),
        ("٢٠٢٦-١٠-١٨", D(2026, 10, 18)), ("۱۸/۱۰/۲۰۲۶", D(2026, 10, 18)), ("18/10/2026م", D(2026, 10, 18)),
        ("2026-10-18 14:05", D(2026, 10, 18)), ("2026-10-18T14:05:00", D(2026, 10, 18)),
        ("18/10/2026 02:05 م", D(2026, 10, 18)), ("11/11/2026", D(2026, 11, 11)),
        ("٣ تشرين الأول ٢٠٢٦", D(2026, 10, 3)), ("3 تشرين أول 2026", D(2026, 10, 3)), ("3 ت1 2026", D(2026, 10, 3)),
        ("3-ت2-2025", D(2025, 11, 3)), ("3 ك1 2025", D(2025, 12, 3)), ("3 كانون الثاني 2026", D(2026, 1, 3)),
        ("3 أكتوبر 2026", D(2026, 10, 3)), ("3 اكتوبر 2026", D(2026, 10, 3)), ("5 فيفري 2026", D(2026, 2, 5)),
        ("الاثنين 5 تشرين الأول 2026", D(2026, 10, 5)), ("بتاريخ 5 آب 2026", D(2026, 8, 5)),
        ("5 أيلول عام 2026", D(2026, 9, 5)), ("5 october 2026", D(2026, 10, 5)), ("Oct 5, 2026", D(2026, 10, 5)),
        ("5 Oct 2026", D(2026, 10, 5)), ("5Oct2026", D(2026, 10, 5)), ("2026 Oct 5", D(2026, 10, 5)),
        ("", None), ("  ", None), ("-", None), ("لا يوجد", None), ("؟؟", None), ("unknown", None),
    ],
)  # fmt: skip
def test_a_day_that_can_only_be_one_is_read(text: str, wanted: date | None) -> None:
    assert brief(day(text)) == ((wanted,), None, True)


@pytest.mark.parametrize(
    ("text", "why", "readings"),
    [
        ("05/11/2026", Why.TWO_DAYS, (D(2026, 11, 5), D(2026, 5, 11))),
        ("5.11.26", Why.TWO_DAYS, (D(2026, 11, 5), D(2026, 5, 11))),
        ("٠٥/٠٤/٢٠٢٦", Why.TWO_DAYS, (D(2026, 4, 5), D(2026, 5, 4))),
        ("حوالي أيلول", Why.ABOUT, (D(2026, 9, 1),)),
        ("حوالي 5 أيلول 2026", Why.ABOUT, (D(2026, 9, 5),)),
        ("15/10/2026؟", Why.ABOUT, (D(2026, 10, 15),)),
        ("~ 15/10/2026", Why.ABOUT, (D(2026, 10, 15),)),
        ("أواخر تشرين الثاني", Why.ABOUT, (D(2026, 11, 1),)),
        ("أيلول", Why.NO_DAY, (D(2026, 9, 1),)),
        ("كانون الأول", Why.NO_DAY, (D(2025, 12, 1),)),
        ("أيلول 2025", Why.NO_DAY, (D(2025, 9, 1),)),
        ("2025", Why.NO_DAY, (D(2025, 1, 1),)),
        ("5 أيلول", Why.NO_YEAR, (D(2026, 9, 5),)),
        ("5 كانون الأول", Why.NO_YEAR, (D(2025, 12, 5),)),
        ("46331", Why.SERIAL, (D(2026, 11, 5),)),
        ("15/12/2026", Why.IN_FUTURE, (D(2026, 12, 15),)),
        ("31/02/2026", Why.NO_SUCH_DAY, ()),
        ("31 شباط 2026", Why.NO_SUCH_DAY, ()),
        ("00/00/2026", Why.NO_SUCH_DAY, ()),
        ("2026-18-10", Why.NO_SUCH_DAY, (D(2026, 10, 18),)),
        ("15/10/1895", Why.NO_SUCH_DAY, ()),
        ("15/4/1448", Why.HIJRI, ()),
        ("1448/4/15", Why.HIJRI, ()),
        ("أمس", Why.NOT_A_DAY, ()),
        ("5/11", Why.NOT_A_DAY, ()),
        ("1/2/3/4", Why.NOT_A_DAY, ()),
        ("قبل شهرين", Why.NOT_A_DAY, ()),
    ],
)
def test_a_day_that_a_person_decides_about_has_its_readings(text: str, why: Why, readings: tuple[date, ...]) -> None:
    assert brief(day(text)) == (readings, why, False)


@pytest.mark.parametrize(
    ("text", "why", "readings"),
    [
        ("10/18/2026", Why.MONTH_FIRST, (D(2026, 10, 18),)),
        ("18/10/26", Why.SHORT_YEAR, (D(2026, 10, 18),)),
        ("18/10/95", Why.SHORT_YEAR, (D(1995, 10, 18),)),
        ("5 أيلول 26", Why.SHORT_YEAR, (D(2026, 9, 5),)),
        # Of two days one has not come yet.
        ("05/12/2026", Why.TWO_DAYS, (D(2026, 5, 12), D(2026, 12, 5))),
    ],
)
def test_a_day_that_is_likely_is_taken_and_shown(text: str, why: Why, readings: tuple[date, ...]) -> None:
    assert brief(day(text)) == (readings, why, True)


def test_the_rest_of_a_column_decides_between_two_days() -> None:
    both = (D(2026, 11, 5), D(2026, 5, 11))
    assert brief(day("05/11/2026", Custom(day_first=1))) == (both, Why.TWO_DAYS, True)
    assert brief(day("05/11/2026", Custom(month_first=1))) == (both[::-1], Why.TWO_DAYS, True)
    assert not day("05/11/2026", Custom(day_first=3, month_first=1)).settled
    assert custom_of(Cell(text) for text in ("15/10/2026", "05/11/2026", "١٦/١٠/٢٦", "أيلول")) == Custom(2, 0)
    assert custom_of(Cell(text) for text in ("10/15/2026", "15/10/2026")) == Custom(1, 1)
    assert custom_of(iter([Cell("2026-10-15", D(2026, 10, 15))])) == Custom()


def test_a_day_that_the_file_knows_is_sure_unless_it_lies_ahead() -> None:
    assert brief(read_day(Cell("2026-05-11", D(2026, 5, 11)), TODAY)) == ((D(2026, 5, 11),), None, True)
    assert read_day(Cell("2027-05-11", D(2027, 5, 11)), TODAY).why is Why.IN_FUTURE
    assert brief(read_day(Cell("=TODAY()", is_formula=True), TODAY)) == ((), Why.FORMULA, False)


@pytest.mark.parametrize(
    ("text", "readings", "why", "settled"),
    [
        ("23", (23,), None, True), ("٢٣", (23,), None, True), ("۲۳", (23,), None, True), (" 0 ", (0,), None, True),
        ("29 سنة", (29,), Why.AGE_IN_WORDS, True), ("عمره ٢٩ عاماً", (29,), Why.AGE_IN_WORDS, True),
        ("29 yrs", (29,), Why.AGE_IN_WORDS, True), ("29 تقريباً", (29,), Why.AGE_IN_WORDS, False),
        ("29؟", (29,), Why.AGE_IN_WORDS, False), ("30 شهراً", (2,), Why.AGE_IN_WORDS, False),
        ("؟؟", (None,), Why.AGE_UNKNOWN, True), ("غير معروف", (None,), Why.AGE_UNKNOWN, True),
        ("", (None,), None, True), ("-", (None,), None, True),
        ("1997", (29, 28), Why.BIRTH_YEAR, False), ("2026", (0,), Why.BIRTH_YEAR, False),
        ("170", (), Why.AGE_OUT_OF_RANGE, False), ("-5", (), Why.AGE_OUT_OF_RANGE, False),
        ("17-18", (17, 18), Why.NOT_AN_AGE, False), ("تسعة وعشرون", (), Why.NOT_AN_AGE, False),
        ("1/2/1997", (1, 2), Why.NOT_AN_AGE, False), ("99999", (), Why.NOT_AN_AGE, False),
    ],
)  # fmt: skip
def test_ages(text: str, readings: tuple[object, ...], why: Why | None, settled: bool) -> None:
    assert brief(read_age(Cell(text), TODAY)) == (readings, why, settled)


@pytest.mark.parametrize(
    ("text", "readings", "why", "settled"),
    [
        ("00963944000111", ("00963944000111",), None, True), ("+963 944 000 111", ("+963 944 000 111",), None, True),
        ("٠٩٤٤٠٠٠٥٥٥", ("0944000555",), None, True), ("۰۹۴۴۰۰۰۵۵۵", ("0944000555",), None, True),
        ("(+963) 944-000-111", ("+963 944-000-111",), None, True), ("'0944000555", ("0944000555",), None, True),
        ("\u2066+963\u00a0944 000 111\u2069", ("+963 944 000 111",), None, True),
        ("963944000444+", ("+963944000444",), Why.PLUS_AT_END, True), ("بدون", ("",), None, True),
        ("", ("",), None, True), ("؟", ("",), None, True), ("لا يوجد هاتف", ("",), None, True),
        ("a.b@example.org", ("a.b@example.org",), None, True),
        ("0944000555 (أختها)", ("0944000555",), Why.WORDS_WITH_NUMBER, True),
        ("0944000555 / 0955000222", ("0944000555", "0955000222"), Why.SEVERAL_NUMBERS, False),
        ("0944000555، 0955000222", ("0944000555", "0955000222"), Why.SEVERAL_NUMBERS, False),
        ("0944000555\n0955000222", ("0944000555", "0955000222"), Why.SEVERAL_NUMBERS, False),
        ("12345", ("12345",), Why.SHORT_NUMBER, False), ("9.63944E+11", (), Why.ROUNDED, False),
        ("عند الجيران", (), Why.NOT_A_NUMBER, False), ("1234567890123456", (), Why.NOT_A_NUMBER, False),
    ],
)  # fmt: skip
def test_numbers(text: str, readings: tuple[object, ...], why: Why | None, settled: bool) -> None:
    assert brief(read_number(Cell(text))) == (readings, why, settled)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("مرتفع", "high"), ("عالي", "high"), ("مُرتَفِع", "high"), ("High", "high"), ("متوسط", "medium"),
        ("منخفض", "low"), ("LOW", "low"), ("بالغ", "critical"), ("عالي جداً", "critical"), ("", ""), ("-", ""),
    ],
)  # fmt: skip
def test_levels_of_risk(text: str, code: str) -> None:
    assert brief(read_word(Cell(text), "risk_level", WORDS)) == ((code,), None, True)


def test_a_word_that_is_not_known_is_asked_about_with_the_codes_to_choose_from() -> None:
    found = read_word(Cell("برتقالي"), "risk_level", WORDS)
    assert brief(found) == (WORDS.offered("risk_level"), Why.UNKNOWN_WORD, False)
    assert {"low", "critical"} <= set(found.readings)
    assert brief(read_codes(Cell("طيران"), "service", WORDS)) == ((), Why.UNKNOWN_WORD, False)
    assert brief(read_word(Cell("مرتفع / منخفض"), "risk_level", WORDS)) == (("high", "low"), Why.UNKNOWN_WORD, False)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("قانوني + مأوى", ("legal", "shelter")), ("قانونية", ("legal",)), ("صحة", ("health",)), ("نقدي", ("cash",)),
        ("دعم نفسي", ("mhpss",)), ("إعادة توطين", ("resettlement",)), ("قانوني ومأوى", ("legal", "shelter")),
        ("المأوى، الدعم النفسي", ("shelter", "mhpss")), ("legal, shelter and cash", ("legal", "shelter", "cash")),
        ("مأوى / مأوى", ("shelter",)), ("المساعدة القانونية", ("legal",)), ("بدون", ()), ("", ()),
    ],
)  # fmt: skip
def test_services(text: str, codes: tuple[str, ...]) -> None:
    assert brief(read_codes(Cell(text), "service", WORDS)) == ((codes,), None, True)


def test_words_beside_a_known_one_are_not_passed_over() -> None:
    assert brief(read_codes(Cell("محامي شاطر"), "service", WORDS)) == ((("legal",),), Why.WORD_WITHIN, True)
    assert brief(read_codes(Cell("قانوني + طيران"), "service", WORDS)) == ((("legal",),), Why.SOME_WORDS_UNKNOWN, False)


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        ("  أحمد   الحلبي ", "أحمد الحلبي", None), ("لـيـلى خ.", "ليلى خ.", None), ("هـ. ن", "هـ. ن", None),
        ("رنا\x00", "رنا", Why.CONTROL_SIGNS), ("نور 🌈", "نور 🌈", None),
        ("سطر\nآخر", "سطر آخر", None), ("'; DROP TABLE person;--", "'; DROP TABLE person;--", None),
    ],
)  # fmt: skip
def test_names(text: str, wanted: str, why: Why | None) -> None:
    assert brief(read_line(Cell(text), 200)) == ((wanted,), why, True)


def test_long_texts_are_refused_and_never_cut() -> None:
    assert brief(read_line(Cell("ن" * 200), 200)) == (("ن" * 200,), None, True)
    assert brief(read_line(Cell("ن" * 5000), 200)) == ((), Why.TOO_LONG, False)
    assert brief(read_paragraphs(Cell("a\r\nb\x0cc\td"), 200)) == (("a\nb\nc d",), None, True)
    assert brief(read_paragraphs(Cell("ن" * 20_001), 20_000)) == ((), Why.TOO_LONG, False)


def test_codes_keep_their_form_or_are_pointed_out() -> None:
    assert brief(read_code(Cell("GEM-0042"))) == (("GEM-0042",), None, True)
    assert brief(read_code(Cell("GEM 42/٧"))) == (("GEM-42-7",), Why.NOT_IN_FORM, True)
    assert brief(read_code(Cell("#@!"))) == ((), Why.NOT_IN_FORM, False)
    assert brief(read_code(Cell(""))) == (("",), None, True)


ANY = some.text(max_size=60) | some.text("0123456789٠١٢٣۴۵/.-+؟ سنةتشرينأيلول()=@E\u202e\x00\n", max_size=30)


@settings(max_examples=1500, deadline=None)
@given(text=ANY, formula=some.booleans(), target=some.sampled_from(list(Target)))
@example(text="١٢/٠٥/٢٠²", formula=False, target=Target.OPENED)
@example(text="٢\u0660²③", formula=False, target=Target.AGE)
@example(text="5 ت1 5 ت2", formula=False, target=Target.OPENED)
@example(text="9" * 500, formula=False, target=Target.NUMBER)
def test_any_cell_is_read_or_asked_about(text: str, formula: bool, target: Target) -> None:
    found = read_cell(target, Cell(text.translate(CONTROLS), is_formula=formula), TODAY, WORDS)
    assert found.readings or (found.why is not None and not found.settled)
    for value in found.readings:
        assert sound(target, value), (text, value)


def sound(target: Target, value: object) -> bool:
    """Whether a reading is what the field of the target could hold."""
    if target is Target.OPENED:
        return value is None or isinstance(value, date)
    if target is Target.AGE:
        return value is None or (isinstance(value, int) and 0 <= value <= 120)
    if target in (Target.SERVICES, Target.LANGUAGES):
        return isinstance(value, tuple)
    plain = str(value)
    return not any(unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n" for sign in plain)


@settings(max_examples=300, deadline=None)
@given(text=some.text(some.characters(exclude_categories=["Cs", "Cc"]), max_size=60).filter(str.strip))
def test_a_name_keeps_everything_that_can_be_read(text: str) -> None:
    found = str(read_line(Cell(text), 200).value)
    assert fold(found) == fold(text)
    assert len(found.split()) == len(text.split())


@pytest.mark.parametrize("sign", ["9", "( ", "ن", "=", "\x00", "-"])
def test_a_cell_of_ten_million_signs_is_refused_at_once_wherever_it_stands(sign: str) -> None:
    cell = Cell(sign * (10_000_000 // len(sign)))
    for target in set(Target) - {Target.LEFT_OUT}:
        found = read_cell(target, cell, TODAY, WORDS)
        assert found.why in REFUSED and not found.settled
        assert not any(len(str(value)) > 20 for value in found.readings)


REFUSED = (Why.TOO_LONG, Why.NOT_A_DAY, Why.NOT_A_NUMBER, Why.NOT_AN_AGE)
