"""The vendored files are the ones that were read and licensed."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from gemdesk.kernel import places
from gemdesk.press.bidi_classes import brackets
from gemdesk.press.fonts import letter_font

RESOURCES = places.resources()


def listed(folder: str, name: str, key: str) -> list[tuple[Path, str, Path]]:
    """File, hash and licence of each entry of a list."""
    root = RESOURCES / folder
    entries = tomllib.loads((root / name).read_text("utf-8"))[key]
    return [(root / entry["file"], entry["sha256"], root / entry["licence_file"]) for entry in entries]


LISTED = listed("fonts", "fonts.toml", "font") + listed("unicode", "unicode.toml", "file")


@pytest.mark.parametrize(("file", "digest", "licence"), LISTED, ids=[entry[0].name for entry in LISTED])
def test_hash_and_licence(file: Path, digest: str, licence: Path) -> None:
    data = file.read_bytes()
    assert hashlib.sha256(data).hexdigest() == digest
    assert hashlib.sha256(data + b"\0").hexdigest() != digest
    text = licence.read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in text or "UNICODE, INC. LICENSE AGREEMENT" in text


def test_every_font_file_is_listed() -> None:
    found = set((RESOURCES / "fonts").rglob("*.ttf"))
    assert found == {file for file, _digest, _licence in LISTED if file.suffix == ".ttf"}


def test_brackets_pair_up() -> None:
    pairs = brackets()
    assert pairs["("] == (")", True)
    assert pairs[")"] == (")", False)
    assert pairs["\u2329"][0] == pairs["\u300a"][0].replace("\u300b", "\u3009")
    assert len(pairs) == 128


def test_the_letter_fonts_differ_in_weight() -> None:
    regular, bold = letter_font(False), letter_font(True)
    assert regular.name != bold.name
    assert regular.weight < bold.weight
    assert regular.draws("ش")
    assert not regular.draws("漢")
