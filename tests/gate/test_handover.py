"""The handover over a real pipe."""

import os
from pathlib import Path

import pytest

from gemdesk.kernel.settings import Settings
from gemdesk.vault.handover import Handover, Mode, NoHandover, receive, send
from gemdesk.vault.keys import Keys
from gemdesk.vault.opened import OPENED_BYTES, Opened, Role, SlotKind

_KEYS = Keys.fresh()
_OPENED = Opened("0123456789abcdefghjkmnpqrs", 3, SlotKind.PASSPHRASE, "w1", Role.CASEWORKER, _KEYS)
_WHOLE = Handover(
    Mode.CREATE,
    Path("/خزنة/vault"),
    _OPENED,
    Settings(language="en", scale=150),
    temporary=Path("/خزنة/.vault.new"),
    example=True,
)


def _through(content: bytes) -> Handover:
    reading, writing = os.pipe()
    os.write(writing, content)
    os.close(writing)
    return receive(reading)


def _sent(handover: Handover) -> bytes:
    reading, writing = os.pipe()
    send(writing, handover)
    with os.fdopen(reading, "rb") as pipe:
        return pipe.read()


_BEFORE = Opened("zyxwvtsrqpnmkjhgfedcba9876", 0, SlotKind.RECOVERY, "w2", Role.PRINTING, Keys.fresh().without_sealed())
_REKEYED = Handover(
    Mode.REKEY, Path("/v"), _OPENED, Settings(), temporary=Path("/.v"), before=_BEFORE, key_file=Path("/stick/صورة")
)


@pytest.mark.parametrize("handover", [_WHOLE, Handover(Mode.OPEN, Path("/v"), _OPENED, Settings()), _REKEYED])
def test_it_arrives_whole(handover: Handover) -> None:
    assert _through(_sent(handover)) == handover


def test_its_text_form_shows_no_key() -> None:
    assert _KEYS.data in _sent(_WHOLE)
    for form in (repr(_WHOLE), str(_WHOLE)):
        assert repr(_KEYS.data)[2:-1] not in form
        assert _KEYS.data.hex() not in form


@pytest.mark.parametrize(("mode", "before"), [(Mode.OPEN, _BEFORE), (Mode.CREATE, _BEFORE), (Mode.REKEY, None)])
def test_keys_of_before_are_for_new_keys_alone(mode: Mode, before: Opened | None) -> None:
    with pytest.raises(ValueError):
        Handover(mode, Path("/v"), _OPENED, Settings(), before=before)
    swapped = _sent(_REKEYED).replace(b'"rekey"', b'"open"', 1)
    length = int.from_bytes(swapped[len(b"gemdesk handover 2\n") :][:2], "big") - 1
    start = len(b"gemdesk handover 2\n")
    with pytest.raises(NoHandover):
        _through(swapped[:start] + length.to_bytes(2, "big") + swapped[start + 2 :])


@pytest.mark.parametrize("whole", [_sent(_WHOLE), _sent(_REKEYED)])
def test_it_is_as_long_with_and_without_keys_of_before(whole: bytes) -> None:
    start = len(b"gemdesk handover 2\n")
    note = int.from_bytes(whole[start : start + 2], "big")
    assert len(whole) == start + 2 + note + 2 * OPENED_BYTES


@pytest.mark.parametrize("handover", [_WHOLE, _REKEYED])
def test_anything_else_is_refused(handover: Handover) -> None:
    whole = _sent(handover)
    for cut in range(len(whole)):
        with pytest.raises(NoHandover):
            _through(whole[:cut])
    odd = (
        b"x" + whole[1:],
        whole.replace(f'"{handover.mode}"'.encode(), b'"' + b"x" * len(handover.mode) + b'"'),
        whole.replace(b'"scale"', b'"scole"'),
        whole.replace(b'"key_file"', b'"key_fold"'),
        whole[:-1] + bytes([whole[-1] ^ 1])
        if handover.before is None
        else whole[:-OPENED_BYTES] + b"\2" + whole[1 - OPENED_BYTES :],
    )
    for content in odd:
        with pytest.raises(NoHandover) as refused:
            _through(content)
        assert refused.value.__cause__ is None
    assert _through(whole) == handover


def test_both_ends_are_closed_afterwards() -> None:
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else None
    _through(_sent(_WHOLE))
    if before is not None:
        assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_desk_that_is_gone_is_noticed() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with pytest.raises(OSError, match="Broken pipe"):
        send(writing, _WHOLE)
