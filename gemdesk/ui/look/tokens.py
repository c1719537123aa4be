"""The colours and letter sizes by name; every part asks for a name, never for a value."""

from typing import Literal

Token = Literal[
    "ground", "rail", "surface", "selected", "line", "outline",
    "text", "quiet", "accent", "on_accent", "soft", "on_soft",
    "danger", "danger_soft", "warning", "warning_soft", "good", "good_soft", "info", "info_soft",
]  # fmt: skip
Scheme = Literal["light", "dark", "contrast"]
Tone = Literal["danger", "warning", "good", "info", "soft", "quiet"]
Role = Literal["title", "heading", "strong", "body", "quiet", "small", "note", "name", "caption", "initial"]

COLOURS: dict[Scheme, dict[Token, str]] = {
    "light": {
        "ground": "#F4F3EF", "rail": "#ECEAE4", "surface": "#FFFFFF", "selected": "#E4F1EF",
        "line": "#DDDAD2", "outline": "#81868F", "text": "#1D2330", "quiet": "#57606E",
        "accent": "#0B6B63", "on_accent": "#FFFFFF", "soft": "#DDF0ED", "on_soft": "#0A554F",
        "danger": "#A8201A", "danger_soft": "#FBE4E1", "warning": "#7A4A00", "warning_soft": "#FCEFCF",
        "good": "#1D6B36", "good_soft": "#E0F2E4", "info": "#274C9B", "info_soft": "#E3EAFA",
    },
    "dark": {
        "ground": "#13161B", "rail": "#0E1115", "surface": "#1B1F26", "selected": "#1F2F30",
        "line": "#303742", "outline": "#737C89", "text": "#E9EBEE", "quiet": "#A6AFBC",
        "accent": "#62CBBD", "on_accent": "#06211E", "soft": "#17332F", "on_soft": "#9BE3D8",
        "danger": "#FF9A90", "danger_soft": "#3A1B1A", "warning": "#F5C46B", "warning_soft": "#372A10",
        "good": "#8FD9A3", "good_soft": "#16301E", "info": "#A9C2FF", "info_soft": "#1A2743",
    },
    "contrast": {
        "ground": "#FFFFFF", "rail": "#FFFFFF", "surface": "#FFFFFF", "selected": "#D9F2EE",
        "line": "#55595F", "outline": "#1D2330", "text": "#000000", "quiet": "#2B313B",
        "accent": "#004A43", "on_accent": "#FFFFFF", "soft": "#D9F2EE", "on_soft": "#00322D",
        "danger": "#7A0B06", "danger_soft": "#FFEDEB", "warning": "#523100", "warning_soft": "#FFF4DB",
        "good": "#0A4A1E", "good_soft": "#E9F8EC", "info": "#12306E", "info_soft": "#EBF0FC",
    },
}  # fmt: skip

# Letter colour and ground of each tone; a tone never stands alone, a word says the same.
TONES: dict[Tone, tuple[Token, Token]] = {
    "danger": ("danger", "danger_soft"),
    "warning": ("warning", "warning_soft"),
    "good": ("good", "good_soft"),
    "info": ("info", "info_soft"),
    "soft": ("on_soft", "soft"),
    "quiet": ("quiet", "ground"),
}

# Size in pixels at 100 % and weight of each role of text. Arabic needs 12.5 px at the very least.
TYPE: dict[Role, tuple[float, int]] = {
    "title": (24, 700),
    "heading": (20, 600),
    "name": (15, 600),
    "strong": (14.5, 600),
    "body": (14, 400),
    "quiet": (13, 400),
    "caption": (13, 500),
    "small": (12.5, 500),
    "note": (12.5, 400),
    "initial": (17, 600),
}

# Every pair that occurs on the screen and the contrast it must reach (WCAG 2.2: 1.4.3 text, 1.4.11 outlines).
TEXT_CONTRAST, OUTLINE_CONTRAST = 4.5, 3.0
TEXT_PAIRS: tuple[tuple[Token, Token], ...] = (
    ("text", "ground"), ("text", "rail"), ("text", "surface"), ("text", "selected"),
    ("quiet", "ground"), ("quiet", "rail"), ("quiet", "surface"), ("quiet", "selected"),
    ("on_accent", "accent"), ("accent", "surface"), ("accent", "ground"),
    ("danger", "surface"), ("danger", "ground"), ("warning", "surface"), ("warning", "ground"),
    *TONES.values(),
)  # fmt: skip
OUTLINE_PAIRS: tuple[tuple[Token, Token], ...] = (
    ("outline", "surface"), ("outline", "ground"), ("outline", "rail"),
    ("accent", "rail"), ("accent", "selected"), ("accent", "soft"), ("danger", "danger_soft"),
)  # fmt: skip


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #RRGGBB colours, 1 to 21; source: WCAG 2.2, relative luminance of sRGB."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)
