"""What a row of cases shows, whoever made it: no record is known here."""

from typing import NamedTuple

from gemdesk.ui.look.tokens import Tone


class CaseLine(NamedTuple):
    """One row in the words of this moment's language; texts without any bidirectional control."""

    key: str
    name: str
    code: str
    risk: str  # code of the risk level
    risk_words: str
    second: str  # the next step, or what there is to say
    chip: str = ""
    chip_tone: Tone = "quiet"
    group: str = ""  # the title of the group that the row stands in, read out with it

    def sentence(self) -> str:
        """The row as it is read out."""
        parts = (self.group, self.name, self.risk_words, self.second, self.chip, self.code)
        return ". ".join(part for part in parts if part)


class Heading(NamedTuple):
    """A row above the rows of a group: what they have in common, in the words of this moment's language."""

    title: str
    hint: str

    def sentence(self) -> str:
        """The row as it is read out."""
        return f"{self.title}. {self.hint}"


_TONES: dict[str, Tone] = {"critical": "danger", "high": "danger", "medium": "warning", "low": "good"}


def risk_tone(level: str) -> Tone:
    """The tone of a risk level; quiet while it is not assessed."""
    return _TONES.get(level, "quiet")
