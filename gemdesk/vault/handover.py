"""What the gate hands to the desk over the key pipe, once, before it ends."""

import json
import os
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum, unique
from pathlib import Path

from gemdesk.kernel.settings import Settings
from gemdesk.vault.opened import OPENED_BYTES, Opened

_MAGIC = b"gemdesk handover 2\n"
_LENGTH = struct.Struct(">H")
MOST_NOTE_BYTES = 16 * 1024
_NOBODY = bytes(OPENED_BYTES)  # so that a handover is of one length with and without `before`


@unique
class Mode(StrEnum):
    """What the desk is to do first with the vault."""

    OPEN = "open"
    CREATE = "create"
    CHANGE_KEYS = "change_keys"
    RESTORE = "restore"
    RECOVER = "recover"
    REKEY = "rekey"


class NoHandover(Exception):
    """The pipe ended, or gave something that is not a handover of this version."""


@dataclass(frozen=True, slots=True)
class Handover:
    """Where the vault is, what is wished, and what opened it; its text form shows no key."""

    mode: Mode
    folder: Path
    opened: Opened
    settings: Settings  # language and look as they were on the lock screen
    temporary: Path | None = None  # in CREATE and REKEY: the prepared folder that the desk finishes
    example: bool = False  # in CREATE: the vault gets the twelve invented people
    before: Opened | None = None  # in REKEY alone: the keys that the database still has
    key_file: Path | None = None  # where the key file lay, when one was used

    def __post_init__(self) -> None:
        if (self.mode is Mode.REKEY) != (self.before is not None):
            raise ValueError("the keys of before are handed over for new keys, and only then")


def send(handle: int, handover: Handover) -> None:
    """Write a handover into the pipe and close it. Raises OSError when no desk is there."""
    note = json.dumps(_note_of(handover)).encode()
    if len(note) > MOST_NOTE_BYTES:
        raise ValueError("a handover is small")
    before = _NOBODY if handover.before is None else handover.before.to_bytes()
    content = _MAGIC + _LENGTH.pack(len(note)) + note + handover.opened.to_bytes() + before
    try:
        while content:
            content = content[os.write(handle, content) :]
    finally:
        os.close(handle)


def receive(handle: int) -> Handover:
    """Wait for the handover, read it and close the pipe. Raises NoHandover."""
    try:
        if _exactly(handle, len(_MAGIC)) != _MAGIC:
            raise NoHandover("other version")
        (length,) = _LENGTH.unpack(_exactly(handle, _LENGTH.size))
        if length > MOST_NOTE_BYTES:
            raise NoHandover("too long")
        note = _exactly(handle, length)
        opened = Opened.from_bytes(_exactly(handle, OPENED_BYTES))
        before = _exactly(handle, OPENED_BYTES)
        return _handover(json.loads(note), opened, None if before == _NOBODY else Opened.from_bytes(before))
    except (ValueError, KeyError, TypeError):
        # Without the cause: its text could quote what was read.
        raise NoHandover("not understood") from None
    finally:
        os.close(handle)


def _note_of(handover: Handover) -> Mapping[str, object]:
    return {
        "mode": handover.mode.value,
        "folder": str(handover.folder),
        "temporary": _text(handover.temporary),
        "key_file": _text(handover.key_file),
        "example": handover.example,
        "settings": asdict(handover.settings),
    }


def _handover(note: Mapping[str, object], opened: Opened, before: Opened | None) -> Handover:
    settings = note["settings"]
    if not isinstance(settings, dict) or not isinstance(note["example"], bool):
        raise TypeError
    return Handover(
        mode=Mode(str(note["mode"])),
        folder=Path(str(note["folder"])),
        opened=opened,
        settings=Settings(**settings),
        temporary=_path(note["temporary"]),
        example=note["example"],
        before=before,
        key_file=_path(note["key_file"]),
    )


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _path(text: object) -> Path | None:
    return None if text is None else Path(str(text))


def _exactly(handle: int, length: int) -> bytes:
    read = b""
    while len(read) < length:
        piece = os.read(handle, length - len(read))
        if not piece:
            raise NoHandover("the gate ended")
        read += piece
    return read
