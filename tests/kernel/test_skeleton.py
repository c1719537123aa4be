"""Names that sound alike come together across scripts, and others stay apart; one slip of the finger is one."""

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemdesk.kernel.fold import bare, fold
from gemdesk.kernel.skeleton import apart, keys, slip
from gemdesk.kernel.sounds import Spoken, spoken
from tests.store.names import ERRORS, SHIFTS, table

LIMIT = 0.7


def nearness(one: str, other: str) -> float:
    """How far the likeliest sounds of two names lie apart; 9 when no skeleton leads from one to the other."""
    ((first,), (second,)) = spoken(one), spoken(other)
    met = (pair for pair in product(first.sounds, second.sounds) if set(keys(pair[0])) & set(keys(pair[1])))
    return min((apart(*pair) for pair in met), default=9.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("خوري", "Khoury"), ("نور", "Nour"), ("Noor", "Nur"), ("محمد", "Mehmed"), ("عائشة", "Ayşe"), ("الياس", "Elias"),
        ("عبد الله", "Abd-ullah"), ("عبد الرزاق", "Abdurrazzak"), ("صلاح الدين", "Selahattin"), ("ثائر", "Thaer"),
        ("أبو الخير", "Abulkhair"), ("الحلبي", "Halabi"), ("النجار", "an-Najjar"), ("ظافر", "Dhafer"),
        ("غيث", "Gheith"),
        ("جيان", "Ciyan"), ("روژين", "Rojîn"), ("خەلیل", "Xelîl"), ("عمرو", "Amr"), ("حسن", "7asan"), ("علي", "3ali"),
    ],
)  # fmt: skip
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert nearness(one, other) < LIMIT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("خوري", "Kurdi"), ("نور", "Nader"), ("محمد", "Ahmad"), ("سلمى", "Salim"), ("هالة", "Hani"), ("فادي", "Fares"),
        ("ليلى", "Lina"), ("Rima", "Rami"), ("حسن", "حسام"), ("عمر", "Maryam"), ("near", "نور"),
    ],
)  # fmt: skip
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert nearness(one, other) >= LIMIT or nearness(one, other) > nearness(other, other)


def test_the_right_name_is_among_the_nearest_of_all() -> None:
    every = [name for name, _latin in table()]
    asked = [(latin, name) for name, spellings in table() for latin in spellings][::13]
    found = 0
    for latin, name in asked:
        near = {one: nearness(one, latin) for one in every}
        found += sum(distance < near[name] for distance in near.values()) < 3 and near[name] < 1
    assert len(asked) > 70
    assert found / len(asked) >= 0.97


def test_the_words_of_names_are_those_of_the_fold() -> None:
    for text in ("صلاح الدين الأيوبي", "Abdul Rahman al-Khateeb", "Şêxo Xelîl", "أبو زيد", "نصر الله", "Salah al-Din"):
        told = " ".join(name.term for name in spoken(text)).split()
        assert set(told) <= {*fold(text).split(), *map(bare, fold(text).split())}
    assert spoken("Abdul Rahman al-Khateeb") == (
        Spoken("abdul rahman", ("abdrahman",)), Spoken("khateeb", ("xatib",)),
    )  # fmt: skip
    assert spoken("الحلبي")[0] == Spoken("حلبي", ("hlbY", "alhlbY"))
    assert spoken("") == spoken(" - ") == ()


@given(st.text(max_size=40))
def test_any_text_has_sounds_and_keys(text: str) -> None:
    for name in spoken(text):
        assert name.term
        assert name.sounds
        for sound in name.sounds:
            assert 1 <= len(keys(sound)) <= 12
            assert apart(sound, sound) == 0


@given(st.text("ابتجد", max_size=6), st.text("ابتجد", max_size=6))
def test_distances_are_the_same_both_ways(one: str, other: str) -> None:
    assert apart(one, other) == pytest.approx(apart(other, one))
    assert apart(one, other, begun=True) <= apart(one, other)
    assert slip(one, other) == slip(other, one)


def slips_of(word: str) -> set[str]:
    """Every word that is one slip away, by the definition."""
    letters = "ابتجد"
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {left + right[1:] for left, right in cuts if right}
    found |= {left + letter + right for left, right in cuts for letter in letters}
    found |= {left + letter + right[1:] for left, right in cuts if right for letter in letters}
    found |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    return found - {word}


@given(st.text("ابتجد", max_size=5), st.text("ابتجد", max_size=6))
def test_a_slip_is_one_by_definition(one: str, other: str) -> None:
    assert slip(one, other) == (other in slips_of(one))


def test_every_sort_of_slip_is_one() -> None:
    draw = random.Random(2)
    for sort in ERRORS:
        for word in ("الحلبي", "خوري", "عبدالرحمن"):
            wrong = SHIFTS[sort](word, draw.randrange(1, len(word)), "ك")
            assert slip(word, wrong)
    assert not slip("حلبي", "حلبي")
    assert not slip("حلبي", "حبيل")
