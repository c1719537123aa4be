"""Whether Caps Lock is on, where the system tells it before any key is pressed."""

import sys
from pathlib import Path

LIGHTS = Path("/sys/class/leds")
_CAPITAL = 0x14  # the virtual key of Windows


def is_on(lights: Path | None = None) -> bool | None:
    """True when it is on, False when it is off, None when the system does not tell.

    On Linux by the lights of the keyboards, which follow it under X11, Wayland and the console alike.
    """
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.user32.GetKeyState(_CAPITAL) & 1)
    try:
        found = [(light / "brightness").read_text("ascii").strip() for light in (lights or LIGHTS).glob("*::capslock")]
    except (OSError, UnicodeDecodeError):
        return None
    return any(value != "0" for value in found) if found else None
