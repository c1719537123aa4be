"""A desk for the tests of panic: opens the real vault and saves without a pause, each save acknowledged by a step.

`saving_desk.py [--too-soon] FIFO`: with `--too-soon` it acknowledges before it saves, for the positive control.
"""

import os
import sys

from gemdesk.flows import cases, sessions
from gemdesk.gate.child import CHANNEL, KEY, inherited
from gemdesk.gate.hardening import harden
from gemdesk.kernel.clock import SystemClock
from gemdesk.vault.handover import NoHandover, receive

PLACE = "note:panic"


def main(arguments: list[str]) -> int:
    """Open, tell the newest save that is found, then save on until somebody ends it."""
    harden(end_with_parent=True)
    too_soon = arguments[0] == "--too-soon"
    named = arguments[2 if too_soon else 1 :]
    values = dict(zip(named[::2], named[1::2], strict=True))
    channel, key_end = inherited(values[CHANNEL], values[KEY], key_is_read=True)
    channel.listen(lambda _message: None, lambda: os._exit(0))
    try:
        handover = receive(key_end)
    except NoHandover:
        return 3
    work = sessions.begin(handover, SystemClock())
    number = int(str(cases.find_draft(work, PLACE).get("text", "0")))
    channel.send("shown")
    channel.send("step", name="desk shown", pid=os.getpid(), found=number)
    while True:
        number += 1
        if too_soon:
            channel.send("step", name="saved", number=number)
        cases.keep_draft(work, PLACE, {"text": str(number)})
        if not too_soon:
            channel.send("step", name="saved", number=number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
