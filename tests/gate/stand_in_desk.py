"""A small desk for the tests of the keeper: really receives the key, then does as its script says.

It is started by the keeper in the place of the desk (`Options.desk`) with the path of a FIFO whose
lines tell it what to do, so that a test decides the moment.
"""

import json
import os
import signal
import sys
import threading

from gemdesk.gate.child import CHANNEL, KEY, inherited
from gemdesk.gate.hardening import harden
from gemdesk.kernel.channels import Channel, Message
from gemdesk.vault.handover import NoHandover, receive


def main(arguments: list[str]) -> int:
    """Open, tell `shown` with what was received, and obey the FIFO."""
    harden(end_with_parent=True)
    fifo, *named = arguments
    values = dict(zip(named[::2], named[1::2], strict=True))
    channel, key_end = inherited(values[CHANNEL], values[KEY], key_is_read=True)
    hangs = threading.Event()

    def hear(message: Message) -> None:
        if message.name == "finish" and not hangs.is_set():
            channel.send("step", name="desk finishes")
            channel.send("finished")

    channel.listen(hear, lambda: os._exit(0))
    channel.send("step", name="desk waits", pid=os.getpid())
    try:
        handover = receive(key_end)
    except NoHandover:
        return 3
    kept = handover.opened.keys.data  # what a real desk keeps while it is open
    channel.send("shown")
    channel.send(
        "step",
        name="desk shown",
        pid=os.getpid(),
        mode=handover.mode.value,
        folder=str(handover.folder),
        temporary=str(handover.temporary),
        worker=handover.opened.worker,
        language=handover.settings.language,
        key=len(kept),
    )
    # Also for writing, so that it does not end with the first who wrote.
    with os.fdopen(os.open(fifo, os.O_RDWR)) as orders:
        for order in orders:
            obey(order.split(), channel, hangs)
            channel.send("step", name="desk obeys")
    return 0


def obey(order: list[str], channel: Channel, hangs: threading.Event) -> None:
    """Do what a line of the FIFO says."""
    match order:
        case ["crash"]:
            os.kill(os.getpid(), signal.SIGSEGV)
        case ["hang"]:
            hangs.set()
            channel.send("step", name="desk obeys")
            signal.pause()
        case ["end", code]:
            os._exit(int(code))
        case ["trouble", reason]:
            channel.send("trouble", reason=reason, facts={})
        case ["lock", mode]:
            channel.send("lock", mode=mode)
        case ["say", name, facts]:
            channel.send(name, **json.loads(facts))
        case ["quit"]:
            channel.send("quit")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
