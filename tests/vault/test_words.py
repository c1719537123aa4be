"""The list of 7,776 Arabic words and what is drawn from it."""

import hashlib
import re
from collections import Counter, defaultdict

from gemdesk.kernel.fold import fold
from gemdesk.vault import words
from gemdesk.vault.guess_lists import LONGEST, arabic
from tests.house.arabic import SLURS, holds
from tests.house.source import REPOSITORY

# Changed only together with a new list: who wrote a passphrase down must find its words again.
DIGEST = "1f37be9a75b2ed7239575c70b2e058f00a9e42a0801a863b75bfed1546962190"

FILES = REPOSITORY / "resources/words"
REFUSED = (REPOSITORY / "packaging/common/passphrase_refused.txt").read_text("utf-8")
# Of each kind that the list leaves out, words that a careless list would hold.
LEFT_OUT = """
    قتل سجن تعذيب اعتقال سلاح شهيد جهاد إرهاب حاجز مخبر عنصر خلية تنظيم بلاغ محضر تحقيق ترحيل مطلوب موقوف تصفية
    محمد فاطمة زينب سوريا دمشق حلب إدلب علوي سني شيعي درزي مسيحي كردي داعش البعث ثورة قرآن مسجد كنيسة صليب حجاب
    جنس ثدي خمر مخدرات انتحار جثة قبر كلب خنزير حمار أحمق غبي عاهرة شاذ لواط سحاق مخنث خنثى مأبون
    وشاية خوف وجع حريق رحل فرج رعب غدر خذلان هجران فراق فقدان نيران قفص أسى جوع محنة صرخة استسلام اختفاء تسلل
"""


def test_the_list_is_the_one_that_was_published() -> None:
    assert hashlib.sha256((FILES / "ar.txt").read_bytes()).hexdigest() == DIGEST
    assert words.listed() == words.WORDS


def test_the_list_is_whole_sorted_and_of_plain_letters() -> None:
    listed = words.listed()
    assert len(listed) == len(set(listed)) == words.SIZE == 6**5
    assert list(listed) == sorted(listed)
    letters = re.compile("[ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئء]{3,7}")
    assert [word for word in listed if not letters.fullmatch(word)] == []


def test_no_two_words_are_one_after_folding() -> None:
    assert max(Counter(map(fold, words.listed())).values()) == 1
    assert all(len(fold(word)) >= 3 for word in words.listed())


def alone() -> set[str]:
    """The folded words of which no other is one letter more, less or other."""
    folded = {fold(word) for word in words.listed()}
    kin: defaultdict[str, set[str]] = defaultdict(set)
    for word in folded:
        for at in range(len(word)):
            kin[f"{word[:at]}.{word[at + 1 :]}"].add(word)  # another letter here
            shorter = word[:at] + word[at + 1 :]
            if shorter in folded:
                kin[shorter] |= {word, shorter}
    return folded - set[str]().union(*(group for group in kin.values() if len(group) > 1))


def test_how_alike_words_are() -> None:
    """What could be reached is held, so that a new list is not worse: docs and the module name the figures."""
    starts = Counter(fold(word)[:4] for word in words.listed())
    assert len(starts) >= 7_300  # of 7,776
    assert max(starts.values()) <= 2
    # Arabic is too dense for words that all differ by two letters; this many have none at one letter's distance.
    assert len(alone()) >= 950


def test_nothing_that_may_hurt_or_accuse_is_in_the_list() -> None:
    folded = {fold(word) for word in words.listed()}
    assert {word for word in LEFT_OUT.split() if fold(word) in folded} == set()
    assert folded & set(SLURS) == set()
    roots, whole = REFUSED.split("[roots]")[1].split("[words]")
    assert {word for word in whole.split() if fold(word) in folded} == set()
    stems = [fold(root) for root in roots.split()]
    assert len(stems) > 200
    assert [word for word in folded if any(stem in word for stem in stems)] == []


def test_nobody_and_no_place_of_the_guesses_is_in_the_list() -> None:
    names = arabic().names
    assert len(names) > 600
    assert {fold(word) for word in words.listed()} & names == set()


def test_no_list_of_guesses_holds_a_slur_and_every_phrase_can_be_found() -> None:
    phrases = (FILES / "guesses.toml").read_text("utf-8").split("|")
    assert len(phrases) > 1_000
    assert [phrase for phrase in phrases if holds(phrase, SLURS)] == []
    assert holds(" شاذ ", SLURS) != []  # the question can be answered with yes
    frequent = (FILES / "frequent.txt").read_text("utf-8").split("\n")
    assert len(frequent) > 40_000
    assert set(frequent) & set(SLURS) == set()
    assert max(map(len, arabic().words)) <= LONGEST


def test_words_are_drawn_from_the_whole_list_and_never_twice() -> None:
    drawn = [words.generate() for _ in range(2_000)]
    assert {len(phrase.split(" ")) for phrase in drawn} == {5}
    assert all(len(set(phrase.split())) == 5 for phrase in drawn)
    seen = Counter(word for phrase in drawn for word in phrase.split())
    assert set(seen) <= set(words.listed())
    # Of 10,000 draws from 7,776 some 5,628 differ; a source that favours a part of the list shows fewer.
    assert 5_400 < len(seen) < 5_850
    first = Counter(words.listed().index(word) // 1_296 for word in seen)
    assert max(first.values()) < 1.2 * min(first.values())
    assert len(words.generate(7).split()) == 7
