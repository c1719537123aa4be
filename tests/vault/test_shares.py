"""Recovery shares: any two of three open, nothing else does, and the wrong word is named."""

import random
import secrets
from contextlib import suppress
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import shares
from gemdesk.vault.shares import Share

EDGES = (bytes(16), b"\xff" * 16, b"\0" + b"\xff" * 15, b"\x80" + bytes(15), b"\0" * 15 + b"\x80")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.fixture(scope="module")
def made() -> tuple[Share, Share, Share]:
    return shares.split(bytes(range(16)))


def words(share: Share) -> str:
    return " ".join(share.words)


def refusal(typed: str, where: str = "share") -> Refusal:
    with pytest.raises(Refusal) as refused:
        shares.read(typed, where)
    assert refused.value.where == where
    assert refused.value.__cause__ is None  # its text would quote words
    return refused.value


def joined_with(one: Share, other: Share) -> Reason:
    with pytest.raises(Refusal) as refused:
        shares.join(one, other)
    return refused.value.reason


def test_any_two_give_the_secret_back() -> None:
    """A leading zero byte and a high first bit were lost by another tool once."""
    drawn = [secrets.token_bytes(16) for _ in range(30)]
    drawn += [b"\0" + secrets.token_bytes(15) for _ in range(5)]
    drawn += [bytes([128 + n]) + secrets.token_bytes(15) for n in range(5)]
    for raw in (*EDGES, *drawn):
        three = shares.split(raw)
        assert [share.number for share in three] == [1, 2, 3]
        assert all(shares.join(*pair) == raw for pair in permutations(three, 2))


def test_a_share_is_read_from_words_prefixes_numbers_and_places(made: tuple[Share, ...]) -> None:
    for share in made:
        placed = [f"{place}. {word}" for place, word in enumerate(share.words, 1)]
        counted = [f"{place}) {number}" for place, number in enumerate(share.indices, 1)]
        mixed = [
            word if place % 3 else str(number)
            for place, (word, number) in enumerate(zip(share.words, share.indices, strict=True))
        ]
        for typed in (
            words(share),
            words(share).upper(),
            words(share).replace(" ", "\n"),
            " ".join(word[:4] for word in share.words),
            " ".join(map(str, share.indices)),
            " ".join(map(str, share.indices)).translate(ARABIC),
            " ".join(f"{number:04d}" for number in share.indices),
            " ".join(placed),
            "\n".join(counted),
            "\n".join(counted).translate(ARABIC),
            ", ".join(mixed),
            f"\u2067{words(share)}\u2069",
        ):
            assert shares.read(typed) == share


def test_the_numbers_are_the_places_in_the_list(made: tuple[Share, ...]) -> None:
    from shamir_mnemonic.wordlist import WORDLIST

    assert all(1 <= number <= 1024 for share in made for number in share.indices)
    assert all(WORDLIST[n - 1] == word for share in made for n, word in zip(share.indices, share.words, strict=True))


def test_the_count_follows_what_is_typed(made: tuple[Share, ...]) -> None:
    typed = [f"{place} {word}" for place, word in enumerate(made[0].words, 1)]
    assert [shares.count(" ".join(made[0].words[:n])) for n in range(21)] == list(range(21))
    assert [shares.count(" ".join(typed[:n])) for n in range(21)] == list(range(21))
    assert shares.count("") == 0


def test_every_single_wrong_word_is_noticed(made: tuple[Share, ...]) -> None:
    from shamir_mnemonic.wordlist import WORDLIST

    chance = random.Random(3)
    for share in made:
        for place in range(20):
            for _ in range(10):
                other = chance.choice([word for word in WORDLIST if word != share.words[place]])
                typed = [*share.words[:place], other, *share.words[place + 1 :]]
                assert refusal(" ".join(typed)).reason is Reason.SHARE_CHECKSUM
    assert shares.read(words(made[0])) == made[0]


def test_a_word_of_no_list_is_named(made: tuple[Share, ...]) -> None:
    for place, odd in enumerate(("zzzz", "كلمة", "1025", "0", "99999", "aca", "x"), 1):
        typed = list(made[0].words)
        typed[place - 1] = odd
        refused = refusal(" ".join(typed))
        assert (refused.reason, refused.facts) == (Reason.SHARE_WORD, {"place": place})


def test_two_words_in_the_wrong_order_are_noticed(made: tuple[Share, ...]) -> None:
    for share in made:
        for one, other in combinations(range(20), 2):
            typed = list(share.words)
            typed[one], typed[other] = typed[other], typed[one]
            if typed != list(share.words):
                assert refusal(" ".join(typed)).reason is Reason.SHARE_CHECKSUM


@pytest.mark.parametrize("count", [1, 10, 19, 21, 40])
def test_too_few_and_too_many_words_are_counted(made: tuple[Share, ...], count: int) -> None:
    refused = refusal(" ".join((made[0].words * 2)[:count]), where="second_share")
    assert (refused.reason, refused.facts) == (Reason.SHARE_LENGTH, {"words": count})


def test_nothing_typed_is_told_apart(made: tuple[Share, ...]) -> None:
    assert refusal(" . ").reason is Reason.REQUIRED
    assert shares.read(words(made[0])).number == 1


def test_the_same_share_twice_is_named(made: tuple[Share, ...]) -> None:
    assert joined_with(made[1], shares.read(words(made[1]))) is Reason.SHARE_TWICE
    assert shares.join(made[1], made[2]) == bytes(range(16))


def test_shares_of_two_sets_are_named(made: tuple[Share, ...]) -> None:
    """Of the same secret too, and whether or not they carry the same number."""
    for raw in (bytes(range(16)), bytes(16)):
        for one in made:
            for other in shares.split(raw):
                assert joined_with(one, other) is Reason.SHARES_DIFFER


def test_shares_of_another_kind_are_named() -> None:
    from shamir_mnemonic import generate_mnemonics

    raw = bytes(range(16))
    ((two_of_two, _), (three, *_rest)) = (
        generate_mnemonics(1, [form], raw, iteration_exponent=0)[0] for form in ((2, 2), (3, 5))
    )
    assert shares.read(two_of_two).number == 1  # two of two cannot be told from two of three
    assert refusal(three).reason is Reason.SHARE_FOREIGN
    (long, *_others), *_groups = generate_mnemonics(1, [(2, 3)], raw * 2, iteration_exponent=0)
    assert refusal(long).reason is Reason.SHARE_LENGTH
    groups = generate_mnemonics(2, [(2, 3), (2, 3)], raw, iteration_exponent=0)
    assert refusal(groups[0][0]).reason is Reason.SHARE_FOREIGN


def test_a_share_alone_shows_nothing(made: tuple[Share, ...]) -> None:
    assert made[0].words[3] not in repr(made[0])
    assert "number=1" in repr(made[0])


@given(st.text())
def test_any_text_is_a_share_or_a_refusal(typed: str) -> None:
    with suppress(Refusal):
        assert len(shares.read(typed).words) == shares.WORDS
