"""What comes onto which page, and that nothing leaves the frame."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemdesk.press import blocks as b
from gemdesk.press.pdf import Press, render
from gemdesk.press.preview import PageImage, page_count, page_image
from gemdesk.press.styles import MILLIMETRE
from tests.press import samples
from tests.press.measure import pdfium_text, placed_lines

MARGIN = 19 * MILLIMETRE  # a letter may lean out of the frame's 20 mm by a hair
UPPER, LOWER = 11 * MILLIMETRE, 10 * MILLIMETRE  # heaped vowel marks may rise above the first line
SENTENCE = "هذه جملة عربية تتكرّر لتملأ الصفحة سطراً بعد سطر. "


def paragraph(words: str, language: str = "ar") -> b.Paragraph:
    return b.Paragraph(b.Text(words, language))


def document(*blocks: b.Block, footer: b.Footer | None = None) -> b.Document:
    return b.Document("pages", "ar", blocks, footer)


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, word order aside, from the characters as placed."""
    return ["".join(character for line in page for character, *_place in line) for page in placed_lines(pdf)]


def inked(image: PageImage) -> tuple[list[int], list[int]]:
    """The columns and the rows of pixels that are not all white."""
    white_column, white_row = b"\xff" * image.height, b"\xff" * image.width
    columns, rows = set[int](), set[int]()
    for channel in range(3):
        pixels = image.pixels[channel::4]
        step = image.stride // 4
        columns |= {x for x in range(image.width) if pixels[x::step] != white_column}
        rows |= {y for y in range(image.height) if pixels[y * step : y * step + image.width] != white_row}
    return sorted(columns), sorted(rows)


def outside(pdf: bytes) -> list[int]:
    """Inked columns and rows in the margins at 72 dpi, i.e. in points, over all pages."""
    found = []
    for page in range(page_count(pdf)):
        image = page_image(pdf, page, 72)
        columns, rows = inked(image)
        found += [x for x in columns if x < MARGIN - 1 or x > image.width - MARGIN]
        found += [y for y in rows if y < UPPER or y > image.height - LOWER]
    return found


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn"])
NAMES = st.text(
    st.one_of(st.sampled_from("ابتسشلمنهويةّ -"), st.sampled_from("abcXYZ-_/.@ "), LETTERS), min_size=1, max_size=90
).filter(lambda text: not unicodedata.category(text[0]).startswith("M"))  # a mark hangs on the letter before it


@given(NAMES, NAMES, st.sampled_from(["ar", "en"]))
@settings(max_examples=60, deadline=None)
def test_no_glyph_leaves_the_frame(one: str, other: str, language: str) -> None:
    first, second = b.Text(one.replace(" ", "") * 2, language), b.Text(other, language)
    row = (b.Cell(first), b.Cell(second, "center"), b.Cell(second, "end"))
    pdf = render(
        b.Document(
            "frame",
            language,
            (
                b.Heading(first, 1),
                b.Facts(((second, first), (first, second))),
                b.Paragraph(first),
                b.Bullets((first, second)),
                b.Table(row, (row,), (1, 4, 2), language),
                b.Signatures(((first,), (second, first)), language),
            ),
            b.Footer(first, b.Text("{page} / {pages}", language), second),
        )
    )
    assert outside(pdf) == []


def test_the_frame_test_can_fail() -> None:
    letterhead = b.Letterhead((b.Text("شبكة المرفأ", "ar"),), ())
    assert outside(render(document(letterhead))) != []  # its band runs from edge to edge


@pytest.mark.parametrize("filler", range(24, 34))
def test_a_heading_is_never_the_last_line_of_a_page(filler: int) -> None:
    lines = [b.Paragraph(b.Text(f"سطر {number}", "ar"), "start") for number in range(filler)]
    heading = b.Heading(b.Text("عنوان", "ar"))
    pages = page_texts(render(document(*lines, heading, paragraph(SENTENCE * 6))))
    (at,) = [index for index, text in enumerate(pages) if "ناونع" in text]
    assert pages[at].split("ناونع")[1].count("ةيبرع") >= 2


@pytest.mark.parametrize("filler", range(24, 34))
def test_no_line_of_a_paragraph_stands_alone(filler: int) -> None:
    lines = [b.Paragraph(b.Text(f"سطر {number}", "ar"), "start") for number in range(filler)]
    pages = placed_lines(render(document(*lines, paragraph(SENTENCE * 10))))
    counts = [sum(len(line) > 20 for line in page) for page in pages]
    assert sum(counts) > 4
    assert all(count != 1 for count in counts)


def test_the_heads_of_a_table_repeat_and_no_row_is_lost() -> None:
    head = (b.Cell(b.Text("الرقم", "ar")), b.Cell(b.Text("الخدمة", "ar")))
    rows = tuple((b.Cell(b.Text(f"{n}", "ar")), b.Cell(b.Text(f"خدمة رقم {n}", "ar"))) for n in range(1000, 1080))
    pages = page_texts(render(document(b.Table(head, rows, (1, 3), "ar"))))
    assert len(pages) == 3
    assert all("مقرلا" in text for text in pages)
    assert all(sum(text.count(str(n)) for text in pages) == 2 for n in range(1000, 1080))


def test_a_row_higher_than_a_page_goes_on() -> None:
    cell = b.Cell(b.Text(" ".join(f"كلمة{n}" for n in range(900)), "ar"))
    head = (b.Cell(b.Text("أ", "ar")), b.Cell(b.Text("ب", "ar")))
    pdf = render(document(b.Table(head, ((cell, b.Cell(b.Text("قصير", "ar"))),), (1, 1), "ar")))
    assert page_count(pdf) >= 2
    text = pdfium_text(pdf)
    assert all(str(n) in text for n in range(900))


def test_blocks_kept_together_move_together() -> None:
    lines = [b.Paragraph(b.Text(f"سطر {number}", "ar"), "start") for number in range(32)]
    pair = (b.Heading(b.Text("توقيع", "ar")), b.Signatures(((b.Text("منسّقة", "ar"),), (b.Text("صاحبة", "ar"),)), "ar"))
    pages = page_texts(render(document(*lines, b.Together(pair))))
    assert len(pages) == 2
    assert "عيقوت" in pages[1]
    assert "ةبحاص" in pages[1]


def test_what_is_kept_together_but_fits_nowhere_is_parted() -> None:
    whole = b.Together(tuple(paragraph(SENTENCE * 8) for _each in range(20)))
    assert page_count(render(document(whole))) > 1


def test_new_page_and_page_numbers() -> None:
    footer = b.Footer(b.Text("سرّي", "ar"), b.Text("صفحة {page} من {pages}", "ar"), b.Text("Confidential", "en"))
    pdf = render(document(paragraph("أولى"), b.NewPage(), paragraph("ثانية"), b.NewPage(), b.NewPage(), footer=footer))
    pages = page_texts(pdf)
    assert len(pages) == 2
    assert ["ىلوأ" in text for text in pages] == [True, False]
    assert ["2نم1ةحفص" in text.replace("\u200f", "") for text in pages] == [True, False]
    assert ["2نم2ةحفص" in text.replace("\u200f", "") for text in pages] == [False, True]


def test_columns_run_from_the_start_side() -> None:
    for language, words in (("ar", ("أول", "ثان")), ("en", ("first", "second"))):
        head = tuple(b.Cell(b.Text(word, language)) for word in words)
        (line,) = placed_lines(render(b.Document("t", language, (b.Table(head, (), (1, 1), language),))))[0]
        seen = "".join(character for character, *_place in line)
        want = "".join(words) if language == "en" else "".join(words)[::-1]
        assert seen == want


def test_a_page_is_a_picture_of_its_size() -> None:
    pdf = Press().render(samples.arabic())
    image = page_image(pdf, 0, 96)
    assert (image.width, image.height) == (794, 1123)
    assert len(image.pixels) == image.stride * image.height
    assert image.pixels[:3] == bytes((102, 69, 23))  # the band, as blue, green, red
    assert image.pixels[-4:-1] == b"\xff\xff\xff"
    assert page_image(pdf, 0, 96) == image
    assert page_image(pdf, 1, 96) != image
    with pytest.raises(IndexError):
        page_image(pdf, 2, 96)
