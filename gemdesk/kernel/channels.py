"""The control channel between the keeper and a child: one line per message, each way.

A line is the JSON of a name and a mapping of facts. One that is too long or anything else is passed over:
no child can hold up or mislead the keeper with it. No secret and nothing of a case ever goes through a channel.
"""

import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

LONGEST = 64 * 1024  # bytes of one line


@dataclass(frozen=True, slots=True)
class Message:
    """A name and its plain facts (texts, numbers, lists, mappings)."""

    name: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def text(self, key: str, otherwise: str = "") -> str:
        """The fact `key` when it is a text, else `otherwise`."""
        value = self.facts.get(key)
        return value if isinstance(value, str) else otherwise

    def mapping(self, key: str) -> Mapping[str, object]:
        """The fact `key` when it is a mapping, else an empty one."""
        value = self.facts.get(key)
        return value if isinstance(value, dict) else {}


class Channel:
    """One end of a two-way channel over two pipes; it owns both file descriptors."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing
        self._one_at_a_time = threading.Lock()

    def send(self, name: str, /, **facts: object) -> bool:
        """Send a message; False when the other side is gone. Raises ValueError when it is too long."""
        line = json.dumps([name, facts]).encode() + b"\n"
        if len(line) > LONGEST:
            raise ValueError("message too long for a channel")
        try:
            with self._one_at_a_time:
                _write_all(self._writing, line)
        except OSError:
            return False
        return True

    def messages(self) -> Iterator[Message]:
        """Every message as it comes, waiting for the next; ends when the other side has ended."""
        waiting = b""
        overlong = False
        while chunk := _read(self._reading):
            *lines, waiting = (waiting + chunk).split(b"\n")
            for line in lines:
                message = None if overlong else _parse(line)
                overlong = False
                if message is not None:
                    yield message
            if len(waiting) > LONGEST:
                waiting, overlong = b"", True

    def listen(self, heard: Callable[[Message], None], ended: Callable[[], None]) -> None:
        """Call `heard` for every message and `ended` at the end, both in a thread of their own."""

        def run() -> None:
            for message in self.messages():
                heard(message)
            ended()

        threading.Thread(target=run, name="channel", daemon=True).start()

    def close(self) -> None:
        """Close both pipes of this end."""
        for end in (self._reading, self._writing):
            os.close(end)


def _write_all(handle: int, content: bytes) -> None:
    while content:
        content = content[os.write(handle, content) :]


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 16 * 1024)
    except OSError:
        # Windows raises for a pipe whose other side has gone; for a reader that is the end.
        return b""


def _parse(line: bytes) -> Message | None:
    if len(line) > LONGEST:
        return None
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    match found:
        case [str(name), dict(facts)]:
            return Message(name, facts)
    return None
