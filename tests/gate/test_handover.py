"""The handover over a real pipe."""

import os
from pathlib import Path

import pytest

from gemdesk.kernel.settings import Settings
from gemdesk.vault.handover import Handover, Mode, NoHandover, receive, send
from gemdesk.vault.keys import Keys
from gemdesk.vault.opened import Opened, Role, SlotKind

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


@pytest.mark.parametrize("handover", [_WHOLE, Handover(Mode.OPEN, Path("/v"), _OPENED, Settings())])
def test_it_arrives_whole(handover: Handover) -> None:
    assert _through(_sent(handover)) == handover


def test_its_text_form_shows_no_key() -> None:
    assert _KEYS.data in _sent(_WHOLE)
    for form in (repr(_WHOLE), str(_WHOLE)):
        assert repr(_KEYS.data)[2:-1] not in form
        assert _KEYS.data.hex() not in form


def test_anything_else_is_refused() -> None:
    whole = _sent(_WHOLE)
    for cut in range(len(whole)):
        with pytest.raises(NoHandover):
            _through(whole[:cut])
    odd = (b"x" + whole[1:], whole.replace(b'"create"', b'"unlock"'), whole.replace(b'"scale"', b'"scole"'))
    for content in odd:
        with pytest.raises(NoHandover) as refused:
            _through(content)
        assert refused.value.__cause__ is None
    assert _through(whole) == _WHOLE


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
