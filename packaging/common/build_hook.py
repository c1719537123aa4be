"""Build step of the wheel: every catalogue goes in compiled; the compiled files are never committed."""

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Compiles `translations/<code>/LC_MESSAGES/gemdesk.po` into `gemdesk/_translations`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder of its own and tell the builder where each file goes."""
        self._made = tempfile.TemporaryDirectory()
        sources = sorted(Path(self.root, "translations").glob("*/LC_MESSAGES/gemdesk.po"))
        if not sources:
            message = "no catalogue found under translations/: the program would speak no Arabic"
            raise FileNotFoundError(message)
        for source in sources:
            language = source.parts[-3]
            made = Path(self._made.name, f"{language}.mo")
            with source.open("rb") as text, made.open("wb") as out:
                write_mo(out, read_po(text, locale=language))
            build_data["force_include"][str(made)] = f"gemdesk/_translations/{language}/LC_MESSAGES/gemdesk.mo"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder once the wheel is written."""
        self._made.cleanup()
