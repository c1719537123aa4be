"""The estimate of a passphrase: honest about Arabic, both keyboards, dates, chat spelling; and quick."""

import json
import random
import string
import subprocess
import sys
import time
from math import log2

import pytest

from gemdesk.kernel.fold import fold
from gemdesk.vault import words
from gemdesk.vault.guess_lists import arabic
from gemdesk.vault.layouts import other_readings
from gemdesk.vault.strength import ENOUGH, STRONG, Cause, measure, weak, zxcvbn_bits

FULL = 5 * log2(words.SIZE)


@pytest.mark.parametrize(
    ("guessed", "cause"),
    [
        ("", Cause.SHORT),
        ("ضبغ", Cause.SHORT),
        ("password", Cause.WORDS),
        ("سوريا2024", Cause.NAMES),
        ("سوريا ٢٠٢٤", Cause.NAMES),
        ("سوريا۲۰۲۴", Cause.NAMES),
        ("s,vdh2024", Cause.NAMES),
        ("ســوريّا2024", Cause.NAMES),
        ("2024ايروس", Cause.NAMES),
        ("Damascus2011", Cause.WORDS),
        ("]lar2011", Cause.NAMES),
        ("محمد 12/03/1990", Cause.DATES),
        ("محمد١٢٠٣١٩٩٠", Cause.DATES),
        ("١٥ آذار ٢٠١١", Cause.DATES),
        ("20/11/2026 15/03/2011", Cause.DATES),
        ("الحَمْدُ لله رب العالمين", Cause.KNOWN),
        ("بسم الله الرحمن الرحيم", Cause.KNOWN),
        ("بسماللهالرحمنالرحيم2024", Cause.KNOWN),
        ("الشعب يريد إسقاط النظام", Cause.KNOWN),
        ("يا علي مدد 313", Cause.KNOWN),
        ("السلام عليك يا مريم", Cause.KNOWN),
        ("محمد علي احمد فاطمة", Cause.NAMES),
        ("كتاب شجرة قمر", Cause.WORDS),
        ("سيارة ومدرستنا والشباك", Cause.WORDS),
        ("correct horse battery staple", Cause.WORDS),
        ("حشسسصخقي", Cause.WORDS),
        ("ba7ebik ya sourya", Cause.WORDS),
        ("qwertyuiopasdfghjkl", Cause.KEYS),
        ("ضصثقفغعهخحجدشسيبلا", Cause.KEYS),
        ("لاىةوزظ", Cause.KEYS),
        ("أبجد هوز حطي كلمن", Cause.KEYS),
        ("12345678901234567890", Cause.KEYS),
        ("aaaaaaaaaaaaaaaaaaaa", Cause.REPEATS),
        ("abcabcabcabcabcabc", Cause.REPEATS),
        ("كلب كلب كلب كلب كلب كلب كلب", Cause.REPEATS),
        ("0933654127", Cause.DATES),
    ],
)
def test_what_is_guessed_first_is_weak_and_says_why(guessed: str, cause: Cause) -> None:
    strength = measure(guessed)
    assert strength.weak
    assert strength.bits < ENOUGH
    assert strength.cause is cause


@pytest.mark.parametrize(
    "chosen",
    [
        "سنجاب يطير فوق جدار أزرق",
        "seven lamps under a purple tractor",
        "قطار ليمون نافذة ثعلب مسمار",
        "cedar violin harbour ninety spoons",
        "x7!Kq9$vR2#mZp4T",
    ],
)
def test_unrelated_words_pass(chosen: str) -> None:
    strength = measure(chosen)
    assert not strength.weak
    assert strength.cause is None
    assert weak(chosen) is False


# What people say and write every day; the test puts them together as people do.
GREETINGS = ("صباح الخير", "مساء النور", "السلام عليكم", "كيف حالك", "الله معك", "اهلا وسهلا", "يا رب", "ان شاء الله")
PEOPLE = ("محمد", "أحمد", "فاطمة", "ليلى", "سامر", "نور", "أبو علي", "عبد الرحمن", "رنيم", "جوان", "ماري", "حسين")
PLACES = ("سوريا", "دمشق", "حلب", "الشام", "إدلب", "القامشلي", "بيروت", "غازي عنتاب", "السويداء", "دير الزور")
SLOGANS = ("حرية", "الثورة", "وطني", "بلادي", "الحرية والكرامة", "الله أكبر", "يا علي", "المسيح قام")
ENDS = ("2011", "٢٠٢٤", "123", "!", "1990", "963", "١٥/٣/٢٠١١")


def everyday() -> list[str]:
    """Phrases, names and places in pairs, with years and signs, glued or not."""
    found = [f"{one} {other}" for one in GREETINGS for other in (*PEOPLE, *PLACES)]
    found += [f"{one}{end}" for one in (*PEOPLE, *PLACES, *SLOGANS) for end in ENDS]
    found += [f"{one} {other}" for one in PEOPLE for other in PLACES]
    found += [f"{one}{other}" for one in SLOGANS for other in PLACES]
    found += [f"بحبك يا {one}" for one in (*PEOPLE, *PLACES)]
    return found


def test_everyday_arabic_is_weak_on_either_keyboard() -> None:
    phrases = everyday()
    assert len(set(phrases)) >= 500
    assert [phrase for phrase in phrases if not weak(phrase)] == []
    swapped = [other_readings(phrase)[0] for phrase in phrases]
    assert [phrase for phrase in swapped if not weak(phrase)] == []


def test_the_estimate_is_ours_and_not_only_that_of_zxcvbn() -> None:
    """The positive control: the other meter alone would have let hundreds of these pass."""
    assert sum(zxcvbn_bits(phrase)[0] >= ENOUGH for phrase in everyday()) > 100


def test_no_three_words_of_our_list_are_enough() -> None:
    chance = random.Random(3)
    for _ in range(300):
        three = chance.sample(words.listed(), 3)
        assert measure(" ".join(three)).bits <= 3 * log2(words.SIZE) + 0.1
        assert weak("".join(three))


def test_five_generated_words_are_never_refused_nor_rated_too_high() -> None:
    rated = sorted(measure(words.generate()).bits for _ in range(700))
    assert rated[0] >= ENOUGH
    assert rated[35] > 64.5  # 19 of 20
    assert rated[-1] <= FULL + 0.1
    # zxcvbn counts at most 3.3 bits a letter, and neighbours in Unicode as a sequence: the shortest words lose most.
    chance = random.Random(5)
    shortest = sorted(words.listed(), key=len)[:500]
    rated = sorted(measure(" ".join(chance.sample(shortest, 5))).bits for _ in range(300))
    assert rated[0] >= ENOUGH
    assert rated[30] > 60
    assert measure(words.generate(6)).bits > STRONG


def test_even_the_most_frequent_words_of_the_list_are_worth_ten_bits() -> None:
    """So no five of them can fall below the floor, also when they are not written as the generator writes them."""
    ranked = arabic().words
    bits = {word: ranked[fold(word)] for word in words.listed()}
    assert {word: one for word, one in bits.items() if not 9.9 < one <= log2(words.SIZE)} == {}
    commonest = sorted(bits, key=lambda word: bits[word])[:5]
    assert measure("-".join(commonest)).bits > ENOUGH - 0.5


def test_more_of_the_same_never_helps_and_another_word_does() -> None:
    assert measure("سنجاب سنجاب سنجاب").bits < measure("سنجاب").bits + 7
    assert measure("سنجاب يطير قطار").bits > measure("سنجاب يطير").bits + 8
    # Marks, tatweel and letter forms are no secret.
    assert measure("مَـدْرَسَة").bits <= measure("مدرسه").bits + 2


@pytest.mark.parametrize(
    "letters", ["4@8({[<369&%!1+705$2", "!1|7+4@", "ab", "لا", "12/03/1990 ", "a", "ضطغ7q!", "كتاب"]
)
def test_no_input_is_slow(letters: str) -> None:
    measure(letters)  # reads the lists
    for length in (1, 8, 32, 100, 1_000, 50_000):
        text = (letters * length)[:length]
        started = time.process_time()
        measure(text)
        assert time.process_time() - started < 0.2, length


def test_chance_letters_of_every_kind_are_measured() -> None:
    chance = random.Random(7)
    for alphabet in (string.printable, "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة ", "ًٌٍَُِّْـ\u200f ا", "\ud800a😀ꙮ漢İß٣۳3"):
        for length in (1, 2, 3, 5, 20, 60):
            text = "".join(chance.choice(alphabet) for _ in range(length))
            strength = measure(text)
            assert 0 <= strength.bits < 700
            assert strength.weak is (strength.bits < ENOUGH) is (strength.cause is not None)


def test_the_lists_are_loaded_only_when_something_is_measured() -> None:
    script = (
        "import sys, json, gemdesk.vault.strength as s; before = 'zxcvbn' in sys.modules, 'tomllib' in sys.modules;"
        "s.measure('x'); print(json.dumps([before, 'zxcvbn' in sys.modules]))"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert json.loads(out) == [[False, False], True]
