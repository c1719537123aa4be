"""The file: marked, embedded, declared, neutral, and the same bytes every time."""

import hashlib
import io
import os
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from PIL import ImageCms

from gemdesk.press import blocks as b
from gemdesk.press.colourspace import srgb_profile
from gemdesk.press.coverage import unprintable
from gemdesk.press.pdf import Press, render
from tests.press import samples
from tests.press.measure import pdfium_text

PAINTING = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh"}
REFERENCE = "TR-27/2026-1184"


@pytest.fixture(scope="module")
def letter() -> bytes:
    return render(samples.both(), reference=REFERENCE)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def unmarked(pdf: bytes) -> tuple[int, int]:
    """Painting operators outside every mark, and all of them."""
    outside = count = 0
    with opened(pdf) as file:
        for page in file.pages:
            depth = 0
            for instruction in pikepdf.parse_content_stream(page):
                name = str(instruction.operator)
                depth += (name in ("BMC", "BDC")) - (name == "EMC")
                assert 0 <= depth <= 1
                count += name in PAINTING
                outside += name in PAINTING and depth == 0
            assert depth == 0
    return outside, count


def fonts(pdf: bytes) -> list[tuple[bool, bool]]:
    """For each font of the file: whether it is embedded and whether it maps to Unicode."""
    found = []
    with opened(pdf) as file:
        for item in file.objects:
            if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font" or "/FontDescriptor" in item:
                continue
            below = item.get("/DescendantFonts")
            embedded = below is not None and all("/FontFile2" in one.FontDescriptor for one in below.as_list())
            found.append((embedded, "/ToUnicode" in item))
    return found


def test_every_painting_operator_is_marked(letter: bytes) -> None:
    outside, count = unmarked(letter)
    assert outside == 0
    assert count > 100


def test_the_count_of_unmarked_operators_can_fail() -> None:
    outside, count = unmarked(Press().render_plain(samples.english()))
    assert outside == count > 20


def test_every_font_is_embedded_and_maps_to_unicode(letter: bytes) -> None:
    assert fonts(letter) == [(True, True), (True, True)]
    plain = pikepdf.new()
    plain.add_blank_page()
    plain.Root.Kept = plain.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, BaseFont=pikepdf.Name.Helvetica))
    out = io.BytesIO()
    plain.save(out)
    assert fonts(out.getvalue()) == [(False, False)]


def test_declarations(letter: bytes) -> None:
    with opened(letter) as file:
        root = file.Root
        assert root.Lang == "ar"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert "/Direction" not in root.ViewerPreferences
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert bytes(root.OutputIntents[0].DestOutputProfile.read_bytes()) == srgb_profile()
        assert not file.is_encrypted
        assert file.check_pdf_syntax() == []
        assert "/ID" in file.trailer
        with file.open_metadata() as metadata:
            assert metadata.pdfa_status == "2A"
            assert metadata["pdfuaid:part"] == "1"
            assert set(metadata["dc:language"]) == {"ar", "en"}
            assert metadata["dc:identifier"] == REFERENCE
        assert "/Filter" not in root.Metadata
        assert all(page.obj.Tabs == "/S" for page in file.pages)


def test_the_metadata_name_nobody_and_no_moment(letter: bytes) -> None:
    with opened(letter) as file:
        assert dict(file.docinfo.items()) == {"/Title": "رسالة إحالة"}
        packet = file.Root.Metadata.read_bytes().decode()
    for word in ("Date", "creator", "ReportLab", "نور", "المرفأ"):
        assert word not in packet
    assert b"ReportLab" not in letter
    assert b"CreationDate" not in letter


def test_nothing_in_the_file_names_the_program_or_the_movement(letter: bytes) -> None:
    with opened(letter) as file:
        inflated = [part.read_bytes() for part in file.objects if isinstance(part, pikepdf.Stream)]
        told = [str(part).encode() for part in file.objects if isinstance(part, pikepdf.String)]
        info = [str(value).encode() for value in file.docinfo.values()]
    everything = b"\n".join([letter, *inflated, *told, *info]).lower()
    # The control: what is declared is found in the same heap.
    assert b"pdfuaid" in everything
    for word in (b"gem desk", b"gemdesk", b"reportlab", b"pikepdf", b"guardians"):
        assert word not in everything


def test_text_of_the_metadata_cannot_break_out() -> None:
    document = replace(samples.english(), title="A <b>&\"'</b> title")
    with opened(render(document)) as file, file.open_metadata() as metadata:
        assert metadata["dc:title"] == "A <b>&\"'</b> title"


def test_languages_of_elements(letter: bytes) -> None:
    with opened(letter) as file:
        found = [(str(kid.S), str(kid.get("/Lang", "-"))) for kid in file.Root.StructTreeRoot.K.K]
    assert ("/H1", "-") in found
    assert ("/H1", "en") in found
    assert ("/Table", "en") in found


def test_lists_and_tables_are_tagged_in_full(letter: bytes) -> None:
    with opened(letter) as file:
        kids = list(file.Root.StructTreeRoot.K.K)
        lists = next(kid for kid in kids if kid.S == "/L")
        table = next(kid for kid in kids if kid.S == "/Table")
        assert [str(part.S) for part in lists.K[0].K] == ["/Lbl", "/LBody"]
        assert lists.A.ListNumbering == "/Disc"
        assert [str(cell.S) for cell in table.K[0].K] == ["/TH"] * 4
        assert table.K[0].K[0].A.Scope == "/Column"
        assert [str(cell.S) for cell in table.K[1].K] == ["/TD"] * 4


def test_every_mark_leads_to_its_element(letter: bytes) -> None:
    with opened(letter) as file:
        numbers = file.Root.StructTreeRoot.ParentTree.Nums
        for index, page in enumerate(file.pages):
            marks = [
                int(instruction.operands[1].MCID)
                for instruction in pikepdf.parse_content_stream(page)
                if str(instruction.operator) == "BDC" and "/MCID" in instruction.operands[1]
            ]
            owners = numbers[2 * index + 1]
            assert marks == list(range(len(owners)))
            assert all("/ActualText" in owner for owner in owners)


def test_a_repeated_head_is_seen_but_not_said_again() -> None:
    head = (b.Cell(b.Text("Name", "en")), b.Cell(b.Text("Value", "en")))
    rows = tuple((b.Cell(b.Text(str(n), "en")), b.Cell(b.Text("x", "en"))) for n in range(60))
    pdf = render(b.Document("t", "en", (b.Table(head, rows, (1, 1), "en"),)))
    with opened(pdf) as file:
        assert len(file.pages) == 2
        assert [len(cell.K) for cell in file.Root.StructTreeRoot.K.K[0].K[0].K] == [1, 1]
    assert pdfium_text(pdf).count("Name") == 2


def test_the_widths_of_the_file_are_those_of_its_fonts(letter: bytes) -> None:
    checked = 0
    with opened(letter) as file:
        for item in file.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/CIDFontType2":
                font = TTFont(io.BytesIO(item.FontDescriptor.FontFile2.read_bytes()))
                glyphs = struct.unpack(f">{len(item.W[1]) + 1}H", item.CIDToGIDMap.read_bytes())
                for width, glyph in zip(item.W[1].as_list(), glyphs[1:], strict=True):
                    exact = font["hmtx"][font.getGlyphName(glyph)][0] * 1000 / font["head"].unitsPerEm
                    assert float(width) == pytest.approx(exact, abs=0.001)
                    checked += exact > 0
    assert checked > 100


def digest_elsewhere(seed: str, warm_up: str) -> str:
    """The hash of the same letter from a new process with another hash seed, after other letters."""
    code = (
        "import hashlib, sys\n"
        "from gemdesk.press.pdf import Press\n"
        "from tests.press import samples\n"
        "press = Press()\n"
        f"for name in {warm_up.split()!r}: press.render(getattr(samples, name)())\n"
        f"sys.stdout.write(hashlib.sha256(press.render(samples.both(), reference={REFERENCE!r})).hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    tree = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tree, env=environment, capture_output=True, check=True, text=True
    )
    return run.stdout


def test_same_bytes_in_any_process_and_order(letter: bytes) -> None:
    here = hashlib.sha256(letter).hexdigest()
    assert digest_elsewhere("1", "") == here
    assert digest_elsewhere("77", "english arabic english") == here
    changed = replace(samples.both(), title="رسالة")
    assert hashlib.sha256(render(changed, reference=REFERENCE)).hexdigest() != here


def test_the_colour_profile_is_read_as_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    assert ImageCms.getProfileDescription(profile).strip() == "sRGB"
    known = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    mine, theirs = profile.profile.red_primary, known.profile.red_primary
    assert mine
    assert theirs
    assert mine[0] == pytest.approx(theirs[0], abs=0.002)


def test_what_cannot_be_drawn_is_named() -> None:
    document = b.Document(
        "t", "ar", (b.Paragraph(b.Text("سلام 漢字 ☂ ḥ é ‎\n", "ar")), b.Bullets((b.Text("漢 ok", "en"),)))
    )
    assert unprintable(document) == ("漢", "字", "☂", "ḥ")
    assert unprintable(samples.both()) == ()
    assert render(document).startswith(b"%PDF-1.7")


def test_an_empty_document_is_a_page() -> None:
    with opened(render(b.Document("empty", "en", ()))) as file:
        assert len(file.pages) == 1
