"""A document's fonts and pages as PDF objects, written by ReportLab's document layer."""

import hashlib
import struct
from collections.abc import Iterable

from reportlab.pdfbase import pdfdoc

from gemdesk.press.canvas import Canvas, FontUse, number
from gemdesk.press.cells import Cell
from gemdesk.press.clusterfont import build

_MAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_MAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"
_MAP_BLOCK = 100  # the most entries a CMap allows in one block
_SYMBOLIC = 4  # font flag: an encoding of its own


def assemble(canvas: Canvas, width: float, height: float, title: str) -> bytes:
    """The pages as an untagged PDF file; the same bytes for the same pages."""
    document = pdfdoc.PDFDocument(compression=1, invariant=1)
    document.setTitle(title)
    document.setAuthor("")
    document.setSubject("")
    document.setCreator("")
    document.setProducer("")
    fonts = {use.name: _font(document, use) for use in canvas.fonts.values()}
    for operators in canvas.pages:
        page = pdfdoc.PDFPage()
        page.pagewidth, page.pageheight = width, height
        page.Contents = _packed("\n".join(operators).encode("ascii"))
        page.Resources = pdfdoc.PDFDictionary({"Font": pdfdoc.PDFDictionary(dict(fonts))})
        document.addPage(page)
    data = document.GetPDFData(None)
    return data if isinstance(data, bytes) else data.encode("latin-1")


def unicode_map(cells: Iterable[Cell]) -> bytes:
    """The ToUnicode map of cells that are numbered from 1: each character exactly."""
    lines = [_MAP_HEAD]
    entries = [f"<{code:04X}> <{cell.text.encode('utf-16-be').hex().upper()}>" for code, cell in enumerate(cells, 1)]
    for start in range(0, len(entries), _MAP_BLOCK):
        block = entries[start : start + _MAP_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, _MAP_TAIL]).encode("ascii")


def subset_tag(name: str, cells: Iterable[Cell]) -> str:
    """Six capital letters that depend on what is in the subset and on nothing else."""
    digest = hashlib.sha256(repr((name, [(cell.text, cell.advance, cell.parts) for cell in cells])).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _font(document: pdfdoc.PDFDocument, use: FontUse) -> object:
    """A reference to the Type 0 font of one use; the drawing of each code is its own glyph."""
    cells, font = list(use.cells), use.font
    made = build(font.outlines, cells)
    scale = 1000 / font.upem
    name = f"{subset_tag(font.name, cells)}+{font.name}"
    glyph_of_code = struct.pack(f">{len(cells) + 1}H", 0, *made.glyphs)
    descriptor = {
        "Type": _name("FontDescriptor"),
        "FontName": _name(name),
        "Flags": _SYMBOLIC,
        "FontBBox": pdfdoc.PDFArray([round(side * scale) for side in font.box]),
        "ItalicAngle": 0,
        "Ascent": round(font.ascent * scale),
        "Descent": round(font.descent * scale),
        "CapHeight": round(font.cap_height * scale),
        "StemV": 80 if font.weight < 600 else 140,
        "FontFile2": _stream(document, made.data, Length1=len(made.data)),
    }
    system = {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
    descendant = {
        "Type": _name("Font"),
        "Subtype": _name("CIDFontType2"),
        "BaseFont": _name(name),
        "CIDSystemInfo": pdfdoc.PDFDictionary(system),
        "FontDescriptor": document.Reference(pdfdoc.PDFDictionary(descriptor)),
        "W": _widths(cells, font.upem),
        "DW": 0,
        "CIDToGIDMap": _stream(document, glyph_of_code),
    }
    whole = {
        "Type": _name("Font"),
        "Subtype": _name("Type0"),
        "BaseFont": _name(name),
        "Encoding": _name("Identity-H"),
        "DescendantFonts": pdfdoc.PDFArray([document.Reference(pdfdoc.PDFDictionary(descendant))]),
        "ToUnicode": _stream(document, unicode_map(cells)),
    }
    return document.Reference(pdfdoc.PDFDictionary(whole))


def _widths(cells: list[Cell], upem: int) -> str:
    """The widths array, in thousandths of an em from code 1."""
    return f"[1 [{' '.join(number(cell.advance * 1000 / upem) for cell in cells)}]]"


def _name(text: str) -> object:
    return pdfdoc.PDFName(text)


def _packed(content: bytes, **entries: int) -> object:
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), content, [pdfdoc.PDFZCompress])


def _stream(document: pdfdoc.PDFDocument, content: bytes, **entries: int) -> object:
    return document.Reference(_packed(content, **entries))
