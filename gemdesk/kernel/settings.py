"""The machine's settings, in a small clear file; nothing in it comes from a case."""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from gemdesk.kernel import places
from gemdesk.kernel.languages import LANGUAGES

SCHEMES = ("system", "light", "dark")
IDLE_SECONDS = (60, 120, 300, 600)  # how long without a key or a hand before it locks; there is no never


@dataclass(frozen=True, slots=True)
class Settings:
    """What the lock screen must know before any vault is open."""

    language: str = "ar"
    scheme: str = "system"
    scale: int = 100  # per cent, 90 to 200
    vault: str = ""  # folder; empty: the usual one
    digits: str = "latin"  # or "arabic", in running text only
    idle_seconds: int = 120  # one of IDLE_SECONDS

    def folder(self) -> Path:
        """The vault folder that is in use."""
        return Path(self.vault) if self.vault else places.default_vault()


def load(path: Path | None = None) -> Settings:
    """Read the settings; a missing, damaged or odd file gives the defaults for what is odd."""
    try:
        raw = json.loads((path or places.settings_file()).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(raw, dict):
        return Settings()
    plain = Settings()
    known = {f.name: raw[f.name] for f in fields(Settings) if type(raw.get(f.name)) is type(getattr(plain, f.name))}
    found = replace(plain, **known)
    return replace(
        found,
        language=found.language if found.language in LANGUAGES else plain.language,
        scheme=found.scheme if found.scheme in SCHEMES else plain.scheme,
        scale=min(200, max(90, found.scale)),
        vault="" if "\0" in found.vault else found.vault,
        digits=found.digits if found.digits in ("latin", "arabic") else plain.digits,
        idle_seconds=found.idle_seconds if found.idle_seconds in IDLE_SECONDS else plain.idle_seconds,
    )


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings; the folder is made when it is missing. Raises OSError."""
    from gemdesk.kernel.files import write_whole  # not needed before the lock screen is painted

    target = path or places.settings_file()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(target, json.dumps(asdict(settings), indent=1).encode())
