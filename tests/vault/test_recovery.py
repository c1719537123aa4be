"""The recovery code: what was written down opens, and the wrong group is named."""

import secrets
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import recovery
from gemdesk.vault.keys import Keys
from gemdesk.vault.passphrase import RECOVERY_BYTES, Secret, same, secret_bytes

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
EDGES = (bytes(16), b"\xff" * 16, b"\0" * 15 + b"\1", b"\x80" + bytes(15), b"\0" + b"\xff" * 15)

raws = st.one_of(st.binary(min_size=RECOVERY_BYTES, max_size=RECOVERY_BYTES), st.sampled_from(EDGES))


def refusal(typed: str) -> Refusal:
    with pytest.raises(Refusal) as refused:
        recovery.read_code(typed)
    assert refused.value.where == "recovery"
    return refused.value


@given(raws)
def test_a_code_gives_its_secret_back(raw: bytes) -> None:
    code = recovery.code_of(raw)
    groups = code.split()
    assert len(groups) == recovery.GROUPS
    assert all(len(group) == recovery.GROUP_DIGITS and group.isdecimal() for group in groups)
    assert recovery.read_code(code) == raw


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.translate(ARABIC),
        lambda code: code.translate(PERSIAN),
        lambda code: code.replace(" ", ""),
        lambda code: code.replace(" ", "-"),
        lambda code: code.replace(" ", "\n"),
        lambda code: f"\u2067 {code} \u2069",
        lambda code: code[:10] + " " + code[10:],  # a blank too many
        lambda code: " ".join(code.replace(" ", "")[at : at + 4] for at in range(0, 48, 4)),
    ],
)
def test_it_may_be_typed_in_many_ways(typed: object) -> None:
    assert callable(typed)
    raw = recovery.new()
    assert recovery.read_code(typed(recovery.code_of(raw))) == raw


def test_every_single_slip_names_its_group() -> None:
    code = recovery.code_of(recovery.new())
    for at, digit in enumerate(code):
        for other in "0123456789":
            if digit not in (" ", other):
                refused = refusal(code[:at] + other + code[at + 1 :])
                assert (refused.reason, refused.facts["group"]) == (Reason.RECOVERY_GROUP, at // 7 + 1)


def test_every_exchange_of_neighbours_names_its_group() -> None:
    tried = 0
    for _ in range(30):
        code = recovery.code_of(recovery.new())
        for at in range(len(code) - 1):
            if code[at] != code[at + 1] and " " not in code[at : at + 2]:
                refused = refusal(code[:at] + code[at + 1] + code[at] + code[at + 2 :])
                assert (refused.reason, refused.facts["group"]) == (Reason.RECOVERY_GROUP, at // 7 + 1)
                tried += 1
    assert tried > 900


def test_every_exchange_of_groups_is_named() -> None:
    groups = recovery.code_of(secrets.token_bytes(16)).split()
    assert len(set(groups)) == len(groups)
    for one in range(8):
        for other in range(one):
            moved = list(groups)
            moved[one], moved[other] = moved[other], moved[one]
            assert refusal(" ".join(moved)).facts["group"] == other + 1


def test_a_missing_or_double_digit_names_the_group() -> None:
    code = recovery.code_of(bytes(range(1, 17)))
    assert refusal(code[:9] + code[10:]).facts["group"] == 2
    assert refusal(code[:9] + code[8] + code[9:]).facts["group"] == 2


def test_groups_of_two_codes_do_not_go_together() -> None:
    """Each group is right; the whole is caught but once in some thirty times, and then opens nothing."""
    met: Counter[object] = Counter()
    for _ in range(600):
        one, other = (recovery.code_of(recovery.new()).split() for _ in range(2))
        try:
            recovery.read_code(" ".join([*one[:4], *other[4:]]))
            met["passed"] += 1
        except Refusal as refused:
            met[refused.reason] += 1
    assert set(met) == {"passed", Reason.RECOVERY_CODE}
    assert met["passed"] < 60


@pytest.mark.parametrize(
    ("typed", "reason", "facts"),
    [
        ("", Reason.REQUIRED, {}),
        (" - ", Reason.REQUIRED, {}),
        ("12345x", Reason.RECOVERY_DIGITS, {}),
        ("كلمة", Reason.RECOVERY_DIGITS, {}),
    ],
)
def test_what_is_no_code(typed: str, reason: Reason, facts: dict[str, object]) -> None:
    refused = refusal(typed)
    assert (refused.reason, refused.facts) == (reason, facts)


def test_too_few_and_too_many_groups_are_counted() -> None:
    code = recovery.code_of(recovery.new())
    for count in range(1, 8):
        refused = refusal(" ".join(code.split()[:count]))
        assert (refused.reason, refused.facts) == (Reason.RECOVERY_SHORT, {"groups": count})
    assert refusal(f"{code} {code}").reason is Reason.RECOVERY_LONG


@given(st.text())
def test_any_text_is_a_secret_or_a_refusal(typed: str) -> None:
    with suppress(Refusal):
        assert len(recovery.read_code(typed)) == RECOVERY_BYTES


def test_it_cannot_be_taken_for_a_passphrase() -> None:
    raw = recovery.new()
    assert b"\xff" in secret_bytes(Secret(recovery=raw))
    assert not same(Secret(recovery=raw), Secret(raw.hex()))
    assert same(Secret(recovery=raw), Secret(recovery=raw))
    for passphrase, key_file, length in (("word", None, 16), ("", bytes(32), 16), ("", None, 15)):
        with pytest.raises(ValueError):
            Secret(passphrase, key_file, raw[:length])


@given(st.text())
def test_no_passphrase_has_the_byte_of_a_recovery_secret(text: str) -> None:
    assert b"\xff" not in secret_bytes(Secret(text))


def test_a_fingerprint_needs_the_key_of_the_vault() -> None:
    keys, raw = Keys.fresh(), recovery.new()
    assert recovery.fingerprint(keys, raw) == recovery.fingerprint(keys, raw)
    assert recovery.fingerprint(keys, raw) != recovery.fingerprint(keys, recovery.new())
    assert recovery.fingerprint(keys, raw) != recovery.fingerprint(Keys.fresh(), raw)
