"""What the program was started with, and how it is handed on to the children."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gemdesk.kernel import places


@dataclass(frozen=True, slots=True)
class Tour:
    """A driven run: where pictures go and what the drivers of gate and desk are to do.

    The keeper sends both to every child as its first message, `tour` with `folder`, `script` and
    `round` (0 for the first child of that role). `gate.drive` says what it reads of the script.
    """

    folder: Path
    script: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Options:
    """The start of the program; an empty field means: as the settings say."""

    vault: Path | None = None
    now: str | None = None  # ISO moment at which the clock starts
    language: str | None = None
    tour: Tour | None = None
    desk: Sequence[str] = ()  # another program in the place of the desk; tests only, no argument sets it
    idle: float | None = None  # seconds in the place of the settings' own; tests only, as above

    def command(self, role: str, *, first: bool = False) -> list[str]:
        """The command line of a child of `role`; `first` lets a gate show itself unasked."""
        if role == "desk" and self.desk:
            return list(self.desk)
        return role_command(role, self.arguments(), first=first)

    def arguments(self) -> list[str]:
        """These options as arguments of the program."""
        given = (("--vault", self.vault and self.vault.absolute()), ("--now", self.now), ("--lang", self.language))
        return [part for name, value in given if value for part in (name, str(value))]


def role_command(role: str, arguments: Sequence[str], *, first: bool = False) -> list[str]:
    """The command line that starts this program as a child."""
    return places.interpreter("--role", role, *arguments, *(["--first"] if first else []))
