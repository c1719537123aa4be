"""The event's digests and its chain: what may be erased, and what may not be touched without being seen."""

import hashlib
import json
import secrets
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemdesk.domain.events import (
    FIRST,
    FORMAT,
    Event,
    Payload,
    canonical,
    chain_fits,
    digest_of,
    digest_of_whole,
    erase_field,
    hash_of,
    name_of,
    payload_fits,
    whole,
    with_clock,
)

WHOLE = whole(
    {"code": "C-1", "name": "سلمى", "age": None}, {n: secrets.token_bytes(16) for n in ("code", "name", "age")}
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def event(seq: int, prev: bytes, digest: bytes, field: str = "name") -> Event:
    return Event(FORMAT, "d", seq, "2026-11-20T09:00:00+03:00", "w", "ch", "s", "r", "person", field, (), digest, prev)


def chain(length: int = 5) -> list[Event]:
    made: list[Event] = []
    for seq in range(1, length + 1):
        made.append(event(seq, hash_of(made[-1]) if made else FIRST, digest_of(b"salt", seq)))
    return made


def test_a_chain_that_nobody_touched_fits() -> None:
    assert chain_fits([])
    assert chain_fits(chain())


@pytest.mark.parametrize("at", range(4))
def test_an_altered_event_breaks_the_chain(at: int) -> None:
    events = chain()
    events[at] = with_clock(events[at], "2026-11-21T09:00:00+03:00")
    assert not chain_fits(events)


@pytest.mark.parametrize("field", [field.name for field in fields(Event) if field.name != "prev"])
def test_every_field_of_an_event_is_held_by_its_hash(field: str) -> None:
    one = chain(1)[0]
    value = getattr(one, field)
    other = {int: 7, str: "x", bytes: b"x" * 32, tuple: ("d:9",)}[type(value)]
    assert other != value
    changed: dict[str, Any] = {field: other}
    assert hash_of(replace(one, **changed)) != hash_of(one)


@pytest.mark.parametrize("at", range(4))
def test_an_event_that_is_missing_or_moved_breaks_the_chain(at: int) -> None:
    events = chain()
    assert not chain_fits(events[:at] + events[at + 1 :])
    events[at], events[at + 1] = events[at + 1], events[at]
    assert not chain_fits(events)


def test_an_event_that_was_put_in_breaks_the_chain() -> None:
    events = chain()
    assert not chain_fits([*events[:2], event(9, hash_of(events[1]), b""), *events[2:]])


def test_a_new_last_event_only_shows_in_the_signed_head() -> None:
    # Why heads are signed: the chain alone cannot tell that its end was cut off.
    events = chain()
    assert chain_fits(events[:-1])
    assert hash_of(events[-2]) != hash_of(events[-1])


@given(JSON)
def test_canonical_form_has_one_spelling(value: object) -> None:
    once = canonical(value)
    assert canonical(json.loads(once)) == once


def test_canonical_form_is_fixed() -> None:
    assert canonical({"b": [1, None, True], "a": "سلمى\n"}) == '{"a":"سلمى\\n","b":[1,null,true]}'
    assert canonical({"b": 1, "a": 2}) == canonical({"a": 2, "b": 1})


def test_hashes_of_the_first_format_never_change() -> None:
    # Written out by hand: whoever reads the trail without this program has to come to the same bytes.
    one = Event(
        1, "dev", 2, "2026-11-20T09:00:00+03:00", "w", "c", "s", "r", "person", "age", ("d:1",), b"\1" * 32, FIRST
    )
    written = (
        '[1,"dev",2,"2026-11-20T09:00:00+03:00","w","c","s","r","person","age",["d:1"],"'
        + "01" * 32
        + '","'
        + "00" * 32
        + '"]'
    )
    assert hash_of(one) == hashlib.sha256(written.encode()).digest()
    assert digest_of(b"\2" * 16, "سلمى") == hashlib.sha256(b"\2" * 16 + '"سلمى"'.encode()).digest()
    name = hashlib.sha256(b"\2" * 16 + '"سلمى"'.encode()).hexdigest()
    made = digest_of_whole(whole({"name": "سلمى"}, {"name": b"\2" * 16}))
    assert made == hashlib.sha256(f'{{"name":"{name}"}}'.encode()).digest()


@given(JSON, JSON)
def test_a_digest_fits_its_own_value_alone(one: object, other: object) -> None:
    salt = secrets.token_bytes(16)
    made = event(1, FIRST, digest_of(salt, one))
    assert payload_fits(made, Payload(salt, canonical(one)))
    assert payload_fits(made, Payload(salt, canonical(other))) == (canonical(one) == canonical(other))
    assert not payload_fits(made, Payload(secrets.token_bytes(16), canonical(one)))


def test_a_field_can_be_erased_and_everything_still_verifies() -> None:
    made = event(1, FIRST, digest_of_whole(WHOLE), field="")
    erased = erase_field(WHOLE, "name")
    assert payload_fits(made, Payload(b"", canonical(WHOLE)))
    assert payload_fits(made, Payload(b"", canonical(erased)))
    assert "سلمى" in canonical(WHOLE)
    assert "سلمى" not in canonical(erased)
    assert WHOLE["name"]["salt"] not in canonical(erased)
    assert erased["code"] == WHOLE["code"]
    assert erase_field(erased, "name") == erased
    assert hash_of(made) == hash_of(event(1, FIRST, digest_of_whole(erased), field=""))


def test_a_value_that_was_changed_or_moved_no_longer_fits() -> None:
    made = event(1, FIRST, digest_of_whole(WHOLE), field="")
    changed = {**WHOLE, "name": {**WHOLE["name"], "value": "سليم"}}
    swapped = {**WHOLE, "name": WHOLE["code"], "code": WHOLE["name"]}
    dropped = {name: part for name, part in WHOLE.items() if name != "age"}
    for other in (changed, swapped, dropped):
        assert not payload_fits(made, Payload(b"", canonical(other)))


def test_how_an_event_is_named() -> None:
    assert name_of(chain(1)[0]) == "d:1"
