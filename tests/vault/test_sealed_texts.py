"""Sealed texts: bound to their place, of a few lengths only, and closed without the second key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemdesk.kernel import lists
from gemdesk.vault.keys import Keys
from gemdesk.vault.sealed_texts import Sealer

KEYS = Keys(bytes(range(32)), bytes(range(32, 64)))
SEALER = Sealer(KEYS)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_comes_back_as_it_was(text: str) -> None:
    sealed = SEALER.seal(text, "r", "f")
    assert SEALER.open(sealed, "r", "f") == text
    assert not text or sealed.startswith("s1:")


def test_no_word_of_a_list_is_told_by_its_length() -> None:
    words = [code for name in ("orientation_class", "gender_class", "intersex_class") for code in lists.shipped(name)]
    assert len(set(map(len, words))) > 5
    assert len({len(SEALER.seal(word, "r", "f")) for word in (*words, " ")}) == 1
    assert len(SEALER.seal("x" * 64, "r", "f")) > len(SEALER.seal("x" * 63, "r", "f"))


def test_it_belongs_to_its_record_and_field() -> None:
    sealed = SEALER.seal("كلمة", "r", "f")
    for record, name in (("other", "f"), ("r", "g")):
        with pytest.raises(ValueError, match="not sealed for this field"):
            SEALER.open(sealed, record, name)
    with pytest.raises(ValueError, match="not sealed"):
        SEALER.open("كلمة", "r", "f")


def test_without_the_second_key_nothing_is_sealed_or_opened() -> None:
    bare = Sealer(Keys(bytes(32), None))
    assert SEALER.can and not bare.can
    sealed = SEALER.seal("كلمة", "r", "f")
    with pytest.raises(PermissionError):
        bare.seal("كلمة", "r", "f")
    with pytest.raises(PermissionError):
        bare.open(sealed, "r", "f")
