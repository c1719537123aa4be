"""On the page itself: phones, references and dates stand as they are written, whatever is around them.

Where each character stands is asked of PDFium, not of our own code.
"""

import random

import pytest

from gemdesk.kernel.typed import ArabicDate, Code, Email, LatinDate, Money, Phone, Typed, isolated
from gemdesk.press.blocks import Block, Document, Paragraph, Text
from gemdesk.press.pdf import Press
from tests.press.measure import placed_lines, visual_lines

MONTHS = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
]
AROUND = {
    "ar": [
        ("الرقم", "فقط"),
        ("راجع الملف", "قبل الموعد"),
        ("في", "، بعد الظهر"),
        ("(", ")."),
        ("السيّدة رنا:", "؛ شكراً"),
    ],
    "en": [("call", "only"), ("see file", "before noon"), ("on", ", at noon"), ("(", ")."), ("Ms Rana:", "; thanks")],
}
PER_PAGE = 30


def random_field(chance: random.Random) -> Typed:
    """An invented value of a random type."""
    groups = [str(chance.randrange(10 ** chance.randint(1, 4))) for _group in range(chance.randint(2, 4))]
    kinds: list[Typed] = [
        Phone(f"+{chance.randrange(1, 999)} {' '.join(groups)}"),
        Phone(f"00{chance.randrange(1, 999)}-{'-'.join(groups)}"),
        Code(f"GD-{chance.randrange(2020, 2030)}-{chance.randrange(10_000):04}/R{chance.randrange(9)}"),
        Code(f"{chance.choice('ABR')}-{chance.randrange(99_999):05}"),
        Email(f"desk{chance.randrange(99)}.office@marfa.example"),
        Money(f"{chance.randrange(1, 900)},{chance.randrange(1000):03} SYP"),
        LatinDate(f"{chance.randrange(1, 31)}/{chance.randrange(1, 13)}/{chance.randrange(1950, 2030)}"),
        LatinDate(f"{chance.randrange(1, 31)} April {chance.randrange(1950, 2030)}"),
        ArabicDate(f"{chance.randrange(1, 31)} {chance.choice(MONTHS)} {chance.randrange(1950, 2030)}"),
    ]
    return chance.choice(kinds)


def as_seen(field: Typed) -> str:
    """The field from left to right without spaces, as it must stand on the page."""
    if isinstance(field, ArabicDate):
        day, *month, year = field.split()
        return year + "".join(month)[::-1] + day
    return "".join(field.split())


def pages_of(fields: list[Typed], language: str, *, typed: bool = True) -> bytes:
    """A document with one field to a paragraph."""
    chance = random.Random(1)
    blocks: list[Block] = []
    for field in fields:
        before, after = chance.choice(AROUND[language])
        shown = isolated(field) if typed else str(field)
        blocks.append(Paragraph(Text(f"{before} {shown} {after}", language), "start"))
    return Press().render(Document("fields", language, tuple(blocks)))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_fields_stand_in_written_order(language: str) -> None:
    chance = random.Random(20261120)
    fields = [random_field(chance) for _field in range(400)]
    lines = visual_lines(pages_of(fields, language))
    assert len(lines) == len(fields)
    wrong = [(str(field), line) for field, line in zip(fields, lines, strict=True) if as_seen(field) not in line]
    assert not wrong


def test_without_isolates_the_same_measure_fails() -> None:
    phones: list[Typed] = [Phone("+963 944 000 318"), Phone("+961 1 555 0147")]
    dates: list[Typed] = [ArabicDate("20 تشرين الثاني 2026")]
    for fields, language in ((phones, "ar"), (dates, "en")):
        lines = visual_lines(pages_of(fields, language, typed=False))
        assert not any(as_seen(field) in line for field, line in zip(fields, lines, strict=True))


def test_the_measure_reads_positions_and_not_the_order_of_the_file() -> None:
    (line,) = placed_lines(pages_of([Phone("+963 944 000 318")], "ar"))[0]
    lefts = [left for _character, left, _right, _y in line]
    assert lefts == sorted(lefts)
    assert max(lefts) - min(lefts) > 100
