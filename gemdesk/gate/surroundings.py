"""What the surroundings of a process may name that would lead it to a network or load foreign code into it.

Set right in every process before Qt loads. Under the filter of `offline` each of them would end the
program; without a filter each would be a way out.
"""

import os
import re
from collections.abc import MutableMapping

# A display of this computer: a number alone, or `unix` before it. Anything else goes over a network.
_LOCAL_DISPLAY = re.compile(r"(?:unix/?)?:(\d+(?:\.\d+)?)")
_BUSES = ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS")
NO_BUS = "disabled:"
# Each of these makes Qt load something that did not come with the program: GTK with all that it brings along
# for the look of GNOME and its kin, or plugins of another Qt. XDG_CURRENT_DESKTOP stays where it names KDE,
# whose look Qt reads by itself.
_FOREIGN = (
    "DESKTOP_SESSION",
    "GNOME_DESKTOP_SESSION_ID",
    "QT_PLUGIN_PATH",
    "QT_QPA_GENERIC_PLUGINS",
    "QT_QPA_PLATFORMTHEME",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QT_STYLE_OVERRIDE",
    "SESSION_MANAGER",
)


def settle(given: MutableMapping[str, str] | None = None) -> None:
    """Keep local ways to display and buses, take away all others and whatever loads foreign code."""
    names = os.environ if given is None else given
    display = names.get("DISPLAY", "")
    local = _LOCAL_DISPLAY.fullmatch(display)
    if local:
        # Named so, a display that does not answer is not looked for at its internet address.
        names["DISPLAY"] = f"unix:{local[1]}"
    elif display:
        del names["DISPLAY"]
    for bus in _BUSES:
        if bus in names:
            ways = [way for way in names[bus].split(";") if way.startswith("unix:")]
            names[bus] = ";".join(ways) or NO_BUS
    for foreign in _FOREIGN:
        names.pop(foreign, None)
    if "KDE" not in names.get("XDG_CURRENT_DESKTOP", "").split(":"):
        names.pop("XDG_CURRENT_DESKTOP", None)


def far_display() -> bool:
    """Whether the only display that is named is not one of this computer."""
    display = os.environ.get("DISPLAY", "")
    other = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM", "xcb") != "xcb"
    return bool(display) and not _LOCAL_DISPLAY.fullmatch(display) and not other
