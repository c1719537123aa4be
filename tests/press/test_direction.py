"""UAX #9 against the whole of the Unicode Consortium's own conformance data."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemdesk.press.direction import Levels, line_levels, paragraph_levels, visual_order

UNICODE = Path("/usr/share/unicode")  # Debian's unicode-data
MISSING = "the package unicode-data is needed for this test"
STRIDE = 5  # BidiTest in full takes some 14 s; every fifth line keeps all its shapes and lengths


def matches(found: Levels, expected: list[str], order: list[int]) -> bool:
    """Whether levels and visual order are as expected; `x` stands for a removed character."""
    levels = line_levels(found, 0, len(expected))
    same = all(want in ("x", str(have)) for want, have in zip(expected, levels, strict=True))
    return same and [at for at in visual_order(levels) if expected[at] != "x"] == order


def character_cases() -> Iterator[tuple[str, int | None, int, list[str], list[int]]]:
    """The cases of BidiCharacterTest.txt: text, wanted base, base, levels, order."""
    for line in (UNICODE / "BidiCharacterTest.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            codes, wanted, base, levels, order = line.split(";")
            text = "".join(chr(int(code, 16)) for code in codes.split())
            yield text, {"0": 0, "1": 1}.get(wanted), int(base), levels.split(), [int(at) for at in order.split()]


def test_every_character_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert (UNICODE / "BidiCharacterTest.txt").is_file(), MISSING
    count = 0
    for text, wanted, base, levels, order in character_cases():
        found = paragraph_levels(text, wanted)
        assert found.base == base, (text, wanted)
        assert matches(found, levels, order), (text, wanted)
        count += 1
    with capsys.disabled():
        sys.stdout.write(f"\n{count} cases of BidiCharacterTest passed\n")
    assert count > 91_000


def test_class_cases(capsys: pytest.CaptureFixture[str]) -> None:
    assert (UNICODE / "BidiTest.txt").is_file(), MISSING
    levels: list[str] = []
    order: list[int] = []
    count = 0
    for number, line in enumerate((UNICODE / "BidiTest.txt").read_text("utf-8").splitlines()):
        if line.startswith("@Levels:"):
            levels = line.split()[1:]
        elif line.startswith("@Reorder:"):
            order = [int(at) for at in line.split()[1:]]
        elif line and line[0] not in "#@" and number % STRIDE == 0:
            classes, bits = line.split(";")
            for bit, base in ((1, None), (2, 0), (4, 1)):
                if int(bits, 16) & bit:
                    found = paragraph_levels("x" * len(levels), base, classes.split())
                    assert matches(found, levels, order), (classes, base)
                    count += 1
    with capsys.disabled():
        sys.stdout.write(f"\n{count} cases of BidiTest passed, every {STRIDE}th line\n")
    assert count > 150_000


def test_the_comparison_can_fail() -> None:
    found = paragraph_levels("אב 12", 1)
    assert matches(found, ["1", "1", "1", "2", "2"], [3, 4, 2, 1, 0])
    assert not matches(found, ["1", "1", "1", "1", "1"], [4, 3, 2, 1, 0])
    assert not matches(found, ["1", "1", "1", "2", "2"], [0, 1, 2, 3, 4])


def test_an_order_is_its_own_inverse() -> None:
    levels = [1, 1, 2, 2, 1, 4, 4, 3, 1]
    order = visual_order(levels)
    assert visual_order([levels[at] for at in order]) == order
    assert [order[at] for at in order] == list(range(len(levels)))
