"""What a child of the keeper finds on its command line.

Read by hand: the keeper wrote it, and argparse would cost the lock screen time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gemdesk.gate.child import CHANNEL, KEY, inherited
from gemdesk.gate.options import Options
from gemdesk.kernel.channels import Channel


@dataclass(frozen=True, slots=True)
class Start:
    """The role, the options and the inherited pipes."""

    role: str
    first: bool  # a gate that shows itself unasked
    options: Options
    channel: Channel
    key_end: int


def read(arguments: Sequence[str]) -> Start:
    """The start of this child. Raises ValueError for a line that no keeper wrote."""
    role, *rest = arguments
    first = "--first" in rest
    named = [part for part in rest if part != "--first"]
    values = dict(zip(named[::2], named[1::2], strict=True))
    if role not in ("gate", "desk") or not values.keys() >= {CHANNEL, KEY}:
        raise ValueError("not a child's command line")
    channel, key_end = inherited(values[CHANNEL], values[KEY], key_is_read=role == "desk")
    vault = values.get("--vault")
    options = Options(vault=Path(vault) if vault else None, now=values.get("--now"), language=values.get("--lang"))
    return Start(role, first, options, channel, key_end)
