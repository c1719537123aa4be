"""The twelve invented people that come with the program, and case files that cannot be read."""

import os
import re
import tomllib
import traceback
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta, timezone
from pathlib import Path

import pytest

from gemdesk.domain import checks
from gemdesk.domain.consents import lacking, permission
from gemdesk.domain.definition import Item, Record
from gemdesk.exchange.case_file import CaseFile, read
from gemdesk.kernel import places
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.fold import fold, fold_number
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts

TODAY = date(2026, 11, 20)
ZONE = timezone(timedelta(hours=3))
REQUIRED = (Item.REASON, Item.SERVICES)
WITHDRAWN, EXPIRING = "EX-0211", "EX-0212"
# Ranges in which the examples lie: subscriber numbers of zeros, and the domain kept for examples.
INVENTED = re.compile(r"\+963 944 000 \d{3}|\+90 532 000 \d\d \d\d|\+961 70 000 \d{3}|[\w.]+@example\.org")

# Written as a reader would meet them; each is taken with its prefixes and endings.
SLURS = (
    "شاذ", "شواذ", "شذوذ", "لواطي", "لواط", "لوطي", "سحاقي", "سحاق", "متخنّث", "مخنّث", "خنثى", "مأبون", "مسترجل",
    "طنط", "منحرف جنسياً", "قوم لوط", "جنس ثالث",
)  # fmt: skip
AVOIDED = (
    "تم", "تمت", "حالة", "موقوف", "مطلوب", "عميل", "مخبر", "عنصر", "خلية", "تنظيم", "بلاغ", "محضر", "ضبط", "استجواب",
    "تحقيق", "مدمن", "معاق", "مستفيد", "متحول", "قاصر", "خطأ", "فشل", "ممنوع", "تصفية", "ستر", "واتساب", "سيغنال",
    "خطر انتحاري", "جريمة شرف", "غير شرعي", "غير صالح", "متوار", "ادعى", "زعم", "اعترف",
)  # fmt: skip
PROMISES = (
    "آمن تماماً", "محمي بالكامل", "غير قابل للكشف", "غير مرئي", "لا يترك أثراً", "حذف آمن", "حذف نهائي آمن",
    "لا يمكن اختراقه", "مضمون", "مجهول الهوية تماماً", "تشفير عسكري",
)  # fmt: skip
_BEFORE, _AFTER = "(?:و|ف)?(?:ب|ك|ل)?(?:ال|ل)?", "(?:ه|ات|ون|ين|ان|ا|ي|يه|يات|يون|يين)?"


def banned(text: str) -> list[str]:
    """The banned words in a text, with their prefixes and endings, in any spelling that folds alike."""
    folded = fold(text)
    words = {
        word: " ".join(f"{_BEFORE}{part}{_AFTER}" for part in fold(word).split())
        for word in (*SLURS, *AVOIDED, *PROMISES)
    }
    return [word for word, pattern in words.items() if re.search(rf"(?<!\w){pattern}(?!\w)", folded)]


def latin_marks(text: str) -> list[str]:
    """Marks of Latin script in an Arabic text, and ranges that would turn round; figures keep theirs."""
    found: list[str] = re.findall(r"(?<!\d),|,(?!\d)|[;?%\"']|(?<![\w/-])\d+[-–]\d+(?![\w-])", text)
    return found


def arabic(text: str) -> bool:
    """Whether a text has an Arabic letter."""
    return bool(re.search("[\u0620-\u064a]", text))


def texts_in(raw: object) -> Iterator[str]:
    """Every text of a parsed file."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for value in raw.values():
            yield from texts_in(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from texts_in(value)


def paths() -> list[Path]:
    """The files of the examples, in order."""
    return sorted((places.resources() / "examples").glob("*.toml"))


def records(one: CaseFile) -> list[Record]:
    """Every record of a case file."""
    referral = [one.referral] if one.referral else []
    return [one.person, one.contact, one.case, *one.organisations, *one.consents, *one.entries, *referral]


def refused(people: list[CaseFile], on: date) -> set[str]:
    """The codes of those whose letter lacks a required item on a day."""
    found = set()
    for one in people:
        assert one.referral
        allowed = permission(one.consents, "referral", one.referral.organisation, on)
        if lacking(REQUIRED, allowed):
            found.add(one.person.code)
    return found


@pytest.fixture(scope="module")
def people() -> list[CaseFile]:
    """The examples as they are read."""
    return [read(path, TODAY, ZONE) for path in paths()]


def test_twelve_people_are_read_each_with_contact_consent_story_and_referral(people: list[CaseFile]) -> None:
    assert [one.person.code for one in people] == [f"EX-{number:04}" for number in range(201, 213)]
    assert all(1 <= len(one.entries) <= 3 and one.consents and one.languages and one.referral for one in people)
    assert all(one.contact.hours and one.case.risk_note and one.case.risk_factors for one in people)
    assert all(one.referral and one.referral.reason_ar and one.referral.reason_en for one in people)


def test_every_record_passes_its_checks(people: list[CaseFile]) -> None:
    for one in people:
        assert [(stop.reason, stop.where) for record in records(one) for stop in checks.check(record)] == []


def test_nobody_shares_a_name_or_a_number(people: list[CaseFile]) -> None:
    # A number is folded to its digits; an e-mail address, which may have none, is compared as it is.
    numbers = [fold_number(one.contact.number) or one.contact.number for one in people if one.contact.number]
    assert len({fold(one.person.chosen_name) for one in people}) == 12
    assert len(set(numbers)) == len(numbers) == 11
    assert all(INVENTED.fullmatch(one.contact.number) for one in people if one.contact.number)
    assert not INVENTED.fullmatch("+963 944 123 318")


def test_every_name_has_an_arabic_and_a_latin_form(people: list[CaseFile]) -> None:
    for one in people:
        forms = (one.person.chosen_name, *one.person.other_scripts)
        assert any(map(arabic, forms)), one.person.code
        assert any(form.isascii() for form in forms), one.person.code


def test_eleven_letters_are_permitted_and_one_is_refused(people: list[CaseFile]) -> None:
    assert refused(people, TODAY) == {WITHDRAWN}


def test_the_refusal_comes_from_the_withdrawal_and_the_end_from_the_clock(people: list[CaseFile]) -> None:
    before = [replace(one, consents=tuple(event for event in one.consents if event.act == "given")) for one in people]
    assert refused(before, TODAY) == set()
    assert EXPIRING not in refused(people, date(2026, 11, 30))
    assert refused(people, date(2026, 12, 1)) == {WITHDRAWN, EXPIRING}
    assert refused(people, date(2027, 5, 1)) == {WITHDRAWN, EXPIRING}


def test_assent_is_for_the_one_minor(people: list[CaseFile]) -> None:
    minors = {one.person.code for one in people if one.person.age is not None and one.person.age < 18}
    assent = {one.person.code for one in people if any(event.how == "assent_adult" for event in one.consents)}
    assert minors == assent
    assert len(minors) == 1


def test_the_examples_show_the_breadth_of_the_work(people: list[CaseFile]) -> None:
    referrals = [one.referral for one in people if one.referral]
    assert {one.person.address for one in people} == {"feminine", "masculine", "plural", "avoid"}
    assert {referral.priority for referral in referrals} == {"emergency", "urgent", "normal"}
    assert {referral.letterhead for referral in referrals} == {"full", "neutral", "none"}
    assert {letter for one in people for letter in one.languages} == {("ar",), ("en",), ("ar", "en")}
    assert len({code for referral in referrals for code in referral.services}) >= 10
    assert {code for one in people for code in one.person.languages} >= {"ar", "kmr", "hy", "tr", "en", "fr"}
    assert {one.case.risk_level for one in people} == {"low", "medium", "high", "critical"}


def test_a_reason_tells_nothing_that_was_not_agreed(people: list[CaseFile]) -> None:
    for one in people:
        assert one.referral
        allowed = permission(one.consents, "referral", one.referral.organisation, date(2026, 11, 5)).items
        secret = [one.person.legal_name, one.contact.number, one.contact.code_word]
        secret += [] if Item.PLACE in allowed else one.person.place.split("، ")
        told = fold(f"{one.referral.reason_ar} {one.referral.reason_en}")
        assert not [word for word in secret if word and f" {fold(word)} " in f" {told} "], one.person.code


def test_each_person_is_spoken_of_in_their_own_form(people: list[CaseFile]) -> None:
    own = {"feminine": {"صاحبة العلاقة"}, "masculine": {"صاحب العلاقة"}, "plural": {"الشخص المعني"}, "avoid": set()}
    for one in people:
        assert one.referral
        forms = set(re.findall("صاحبة? العلاقة|الشخص المعني", one.referral.reason_ar))
        assert forms == own[one.person.address], one.person.code


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_words_and_marks_are_those_of_the_house(path: Path) -> None:
    for text in texts_in(tomllib.loads(path.read_text("utf-8"))):
        assert not banned(text)
        if arabic(text):
            assert not latin_marks(text)


@pytest.mark.parametrize(
    "text",
    ["والشّواذ", "للمخبرين", "تمّت الإحالة", "آمن تماماً", "مُـطلوبة", "كالسحاقيات", "الجنس الثالث", "حالةٌ", "بالمستفيدين"],
)
def test_a_banned_word_is_seen_in_every_dress(text: str) -> None:
    assert banned(f"قالت ميرا: {text} هنا.")
    assert not banned("يحتاج صاحب العلاقة إلى استئناف العلاج، وتستمر المتابعة.")


@pytest.mark.parametrize("text", ["نعم, شكراً", "متى?", 'ميرا "هنا"', "35%", "من 10-12 صباحاً"])
def test_a_latin_mark_is_seen(text: str) -> None:
    assert latin_marks(text)
    assert not latin_marks("السقف 1,500 ليرة، والإيصال B/2026-0147، والحاوية C-207، في 9/11/2026 من 10:00 إلى 13:00.")


WORD = "زنبقة"
REFERRAL = """
[referral]
receiver = "زنبقة"
priority = "normal"
services = ["legal"]
languages = ["both"]
"""
GOOD = """
[person]
code = "EX-0299"
chosen_name = "زنبقة"

[[consent]]
purpose = "referral"
receiver = "زنبقة"
items = ["reason"]
given = "signed"
date = "2026-11-12"

[[timeline]]
date = "2026-11-12"
kind = "note"
text = "زنبقة"
"""


def write(folder: Path, content: str | bytes) -> Path:
    """A case file with this content, under a name that tells nothing."""
    path = folder / "one.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def check_refused(path: Path) -> None:
    """The file is refused as unreadable, and what is told or logged of it holds nothing from inside it."""
    with pytest.raises(Refusal) as caught:
        read(path, TODAY, ZONE)
    stop = caught.value
    assert stop.reason is Reason.CASE_FILE_UNREADABLE
    told = " ".join([*map(str, stop.facts.values()), *(Texts(code).reason(stop) for code in ("ar", "en"))])
    assert "one.toml" in told
    assert WORD not in told
    # What a report of this fault would hold, with whatever brought it about.
    assert WORD not in "".join(traceback.format_exception(stop))


def test_the_file_that_the_bad_ones_are_made_from_is_read(tmp_path: Path) -> None:
    assert read(write(tmp_path, GOOD), TODAY, ZONE).person.chosen_name == WORD
    whole = GOOD.replace("[[timeline]]", f"{REFERRAL}\n[[timeline]]").replace("\n", "\r\n")
    assert read(write(tmp_path, whole), TODAY, ZONE).languages == (("ar", "en"),)
    same_day = GOOD.replace('date = "2026-11-12"', 'date = "2026-11-12"\nwithdrawn = "2026-11-12"', 1)
    assert [one.act for one in read(write(tmp_path, same_day), TODAY, ZONE).consents] == ["given", "withdrawn"]
    assert read(write(tmp_path, GOOD.replace("EX-0299", "EX_02.99-a")), TODAY, ZONE).person.code == "EX_02.99-a"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('given = "signed"', f'given = "{WORD}"'),
        ("[person]", "[somebody]"),
        ("[person]", "[[person]]"),
        ('code = "EX-0299"', ""),
        ('chosen_name = "زنبقة"', ""),
        ('purpose = "referral"', ""),
        ('date = "2026-11-12"', f'date = "{WORD}"'),
        ('date = "2026-11-12"', "date = 12"),
        ("[[timeline]]", "[timeline]"),
        ("[[consent]]", f'[safe_contact]\nnumber = "{WORD}"\n[[consent]]'),
        ("\n[person]", f'risk = "{WORD}"\n[person]'),
        ("\n[person]", f'referral = "{WORD}"\n[person]'),
        ("[person]", f"{WORD} = = 1"),
        ('code = "EX-0299"', 'code = "../EX-0299"'),
        ('code = "EX-0299"', 'code = "EX 0299"'),
        ('code = "EX-0299"', 'code = ""'),
        ('chosen_name = "زنبقة"', 'chosen_name = "زنبقة\\nزنبقة"'),
        ('chosen_name = "زنبقة"', 'chosen_name = "زنبقة\\u0000"'),
        ('receiver = "زنبقة"', 'receiver = "***"'),
        ('items = ["reason"]', f'items = ["{WORD}"]'),
        ('date = "2026-11-12"', 'date = "2026-11-12"\nwithdrawn = "2026-11-11"'),
        ('kind = "note"', f'kind = "{WORD}"'),
        ("[[timeline]]", f"{REFERRAL.replace('normal', WORD)}\n[[timeline]]"),
        ("[[timeline]]", f"{REFERRAL.replace('both', WORD)}\n[[timeline]]"),
        ("[person]", f'deep = {"[" * 5000}"{WORD}"{"]" * 5000}\n[person]'),
    ],
)
def test_a_file_with_a_fault_is_refused_without_its_content(tmp_path: Path, old: str, new: str) -> None:
    assert old in GOOD
    check_refused(write(tmp_path, GOOD.replace(old, new, 1)))


def test_what_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    check_refused(write(tmp_path, GOOD.encode("utf-16")))
    check_refused(write(tmp_path, GOOD.encode().replace(b'"referral"', b'"\xff\xfe"')))
    (tmp_path / "one.toml").unlink()
    check_refused(tmp_path / "one.toml")


def test_a_file_far_larger_than_any_case_is_refused(tmp_path: Path) -> None:
    line = f"# {WORD}\n"
    fill = line * (200 * 1024 // len(line.encode()))
    assert read(write(tmp_path, GOOD + fill), TODAY, ZONE).person.chosen_name == WORD
    check_refused(write(tmp_path, GOOD + fill + fill[: len(fill) // 2]))


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    place = tmp_path / "one.toml"
    os.mkfifo(place)  # opening it would wait for somebody to write
    check_refused(place)
    for other in (Path("/dev/zero"), tmp_path):
        place.unlink()
        place.symlink_to(other)
        check_refused(place)
