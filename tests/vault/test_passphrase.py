"""One spelling of a passphrase, and nothing folded beyond it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.passphrase import Secret, key_file_digest, normalise, same, secret_bytes


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ســـلام", "سلام"),
        ("\u200fسلام\u2069", "سلام"),
        ("٢٠٢٦ ۲۰۲۶", "2026 2026"),
        ("س\ufefcم \ufef7 \ufef9 \ufef5", "سلام لأ لإ لآ"),  # the key that some systems give as one sign
        ("cafe\u0301", "caf\u00e9"),
        ("\u0627\u0640\u0653", "\u0622"),  # alef, tatweel, madda: composes once the tatweel is gone
    ],
)
def test_one_spelling(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    ("one", "other"),
    [("أحمد", "احمد"), ("على", "علي"), ("مدرسة", "مدرسه"), ("سَلام", "سلام"), ("Word", "word"), ("a b", "ab")],
)
def test_nothing_else_is_folded(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)
    assert not same(Secret(one), Secret(other))


@given(st.text())
def test_a_second_time_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_half_a_pair_is_kept() -> None:
    assert secret_bytes(Secret("a\ud800")) != secret_bytes(Secret("a"))


@pytest.mark.parametrize("content", [b"", b"short"])
def test_a_broken_key_file_is_refused(content: bytes) -> None:
    assert len(key_file_digest(Secret("x", bytes(32)))) == 32
    with pytest.raises(Refusal) as refused:
        key_file_digest(Secret("x", content))
    assert refused.value.reason is Reason.KEY_FILE_UNREADABLE


def test_a_secret_is_never_shown() -> None:
    shown = repr(Secret("سنجاب", b"stick" * 8))
    assert "سنجاب" not in shown
    assert "stick" not in shown
