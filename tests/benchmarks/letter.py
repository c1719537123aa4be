"""One plain letter, ours against the usual way: arabic-reshaper and python-bidi on ReportLab.

Both set the same texts on A4 in the same fonts. Runs alternate, after one warm-up each; the figures
are medians. `python tests/benchmarks/letter.py` prints them and fails above the goal.
"""

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import arabic_reshaper
from bidi.algorithm import get_display
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

# Run by hand from anywhere, so the tree is put before whatever is installed.
sys.path.insert(0, str(Path(__file__).parents[2]))

from gemdesk.kernel import places
from gemdesk.press import blocks as b
from gemdesk.press.coverage import texts
from gemdesk.press.pdf import Press, render
from tests.press import samples

RUNS = 20
GOAL = 1.3
WIDTH = A4[0] - 40 * mm


def usual_way(document: b.Document) -> bytes:
    """The letter as it is commonly made: lines broken by width, reshaped, reordered, drawn."""
    story: list[Flowable] = []
    for block in document.blocks:
        story += _flowables(block)
    out = io.BytesIO()
    template = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=20 * mm, rightMargin=20 * mm, topMargin=14 * mm, bottomMargin=20 * mm
    )
    template.build(story, onFirstPage=_footer(document), onLaterPages=_footer(document))
    return out.getvalue()


def _flowables(block: b.Block) -> list[Flowable]:
    match block:
        case b.Heading():
            return [_paragraph(block.text, 12, WIDTH, bold=True)]
        case b.Paragraph():
            return [_paragraph(block.text, 11, WIDTH)]
        case b.Bullets():
            return [_paragraph(item, 11, WIDTH - 14) for item in block.items]
        case b.Facts():
            return [_row([_cell(label, WIDTH / 3), _cell(value, WIDTH / 3)] for label, value in block.pairs)]
        case b.Table():
            widths = [WIDTH * width / sum(block.widths) for width in block.widths][::-1]
            rows = [
                [_paragraph(cell.text, 9.5, width - 12) for cell, width in zip(row[::-1], widths, strict=True)]
                for row in (block.head, *block.rows)
            ]
            return [Table(rows, widths)]
        case b.Signatures():
            return [_row([_cell(text, WIDTH / 2) for text in place] for place in block.places)]
        case b.Letterhead():
            return [_paragraph(text, 10, WIDTH, bold=text in block.names) for text in (*block.names, *block.lines)]
        case b.Together():
            return [flowable for each in block.blocks for flowable in _flowables(each)]
        case b.NewPage():
            return []


def _row(columns: object) -> Table:
    return Table([list(columns)[::-1]])  # type: ignore[call-overload]  # a generator of columns of cells


def _cell(text: b.Text, width: float) -> Paragraph:
    return _paragraph(text, 10, width - 12)


def _paragraph(text: b.Text, size: float, width: float, bold: bool = False) -> Paragraph:
    font = "Bold" if bold or text.bold else "Regular"
    plain = "".join(character for character in text.words if character not in "\u2066\u2067\u2068\u2069")
    align = TA_RIGHT if text.language == "ar" else TA_LEFT
    style = ParagraphStyle(
        "p", fontName=font, fontSize=size, leading=size * 1.75, alignment=TA_CENTER if bold else align
    )
    lines, words = [], list[str]()
    for word in arabic_reshaper.reshape(plain).split():
        if words and pdfmetrics.stringWidth(" ".join([*words, word]), font, size) > width:
            lines.append(words)
            words = []
        words.append(word)
    shown = [get_display(" ".join(line)) for line in [*lines, words]]
    return Paragraph("<br/>".join(line.replace("&", "&amp;") for line in shown), style)


def _footer(document: b.Document) -> Callable[[object, object], None]:
    def draw(canvas: object, _template: object) -> None:
        canvas.setFont("Regular", 8.5)  # type: ignore[attr-defined]  # ReportLab has no types
        if document.footer:
            canvas.drawString(20 * mm, 12 * mm, get_display(arabic_reshaper.reshape(document.footer.start.words)))  # type: ignore[attr-defined]  # the same

    return draw


def _time(work: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(document: b.Document) -> dict[str, float]:
    """The median times in seconds of each way, over alternating runs."""
    press = Press()
    ways: dict[str, Callable[[], bytes]] = {
        "usual": lambda: usual_way(document),
        "plain": lambda: press.render_plain(document),
        "plain, nothing remembered": lambda: Press().render_plain(document),
        "tagged": lambda: press.render(document),
        "tagged, nothing remembered": lambda: render(document),
    }
    for work in ways.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _run in range(RUNS):
        for name, work in ways.items():
            times[name].append(_time(work))
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> int:
    """Print the medians and ratios; 1 when a plain letter misses the goal."""
    folder = places.resources() / "fonts" / "letters"
    for weight in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(weight, str(folder / f"NotoNaskhArabic-{weight}.ttf")))
    missed = False
    for name in ("arabic", "english", "both"):
        document: b.Document = getattr(samples, name)()
        letters = sum(len(text.words) for text in texts(document))
        found = measure(document)
        print(f"{name}: {letters} characters, medians of {RUNS} alternating runs")
        for way, seconds in found.items():
            print(f"  {way:28} {seconds * 1000:6.1f} ms  ratio {seconds / found['usual']:.2f}")
        missed |= found["plain"] > GOAL * found["usual"]
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
