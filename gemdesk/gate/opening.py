"""The first moments of the program: the lock screen begins before the keeper is ready."""

import gc
import os
import sys

from gemdesk.gate import surroundings
from gemdesk.gate.child import Child, fork_gate, start_gate
from gemdesk.gate.options import Options
from gemdesk.kernel.channels import Channel

NO_DISPLAY = 3
# Any of them lets Qt show windows on Linux; without, it would end each gate from within.
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_WITHOUT_DISPLAY = "There is no display here to open a window on. Without one, the tour can be done: {tour}\n"
_FAR_DISPLAY = (
    "The display named here is reached over a network, and this program opens none. "
    "Open it at the computer itself. Without a display, the tour can be done: {tour}\n"
)


def main(options: Options) -> int:
    """Open the program and keep it running; the exit code, NO_DISPLAY when no window can be shown."""
    if sys.platform == "linux":
        far = surroundings.far_display()
        if far or not any(map(os.environ.get, _DISPLAYS)):
            sys.stderr.write((_FAR_DISPLAY if far else _WITHOUT_DISPLAY).format(tour="gemdesk tour --out DIR"))
            return NO_DISPLAY
    first = _first_gate(options)
    from gemdesk.gate.keeper import Keeper

    gc.enable()
    return Keeper(options, first=first).run()


def _first_gate(options: Options) -> tuple[Child, int]:
    if sys.platform != "linux":
        return start_gate(options.command("gate", first=True))

    def run(channel: Channel, key_end: int) -> int:
        from gemdesk.gate import process
        from gemdesk.gate.start import Start

        return process.main(Start("gate", first=True, options=options, channel=channel, key_end=key_end))

    return fork_gate(run)
