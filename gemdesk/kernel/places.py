"""Where things are: the one module that builds a path, in source tree, wheel and frozen program."""

import os
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent.parent
_APP = "gemdesk"


def _shipped(name: str) -> Path:
    """Folder shipped with the program: inside the package in a wheel, beside it in the tree."""
    inside = _HERE / f"_{name}"
    return inside if inside.is_dir() else _HERE.parent / name


def resources() -> Path:
    """The folder of fonts, icons, letters, lists and styles."""
    return _shipped("resources")


def translations() -> Path:
    """The folder that holds `<code>/LC_MESSAGES/gemdesk.mo`."""
    return _shipped("translations")


def data_home() -> Path:
    """The person's own folder for vaults, by the custom of the system; not created here."""
    given = os.environ.get("GEMDESK_HOME")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / _APP
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / _APP
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / _APP


def default_vault() -> Path:
    """The folder of the vault when nobody chose another."""
    return data_home() / "vault"


def example_vault() -> Path:
    """The folder of the example vault, beside the person's own."""
    return data_home() / "example"


def settings_file() -> Path:
    """The machine's settings: language, look, vault folder; never anything of a case."""
    return data_home() / "settings.json"


def reports() -> Path:
    """The folder of reports on our own mistakes; they hold no case data and never leave by themselves."""
    return data_home() / "reports"


def interpreter(*arguments: str) -> list[str]:
    """The command line that starts this same program again, from source, wheel or frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-m", _APP, *arguments]
