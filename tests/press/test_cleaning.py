"""A working copy keeps what is seen and loses what is told beside it."""

import io

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from gemdesk.press.cleaning import CannotClean, clean, media_of

PLANTED = "Kamera des Büros, 36.2021 N 37.1343 E"


def picture(kind: str, **more: object) -> bytes:
    """A picture with a place and a camera in it."""
    image = Image.new("RGB", (40, 30), (10, 120, 90))
    image.putpixel((3, 3), (255, 0, 0))
    exif = Image.Exif()
    exif[0x010F] = PLANTED  # the maker of the camera
    exif[0x0112] = 6  # to be turned a quarter
    out = io.BytesIO()
    if kind == "PNG":
        told = PngImagePlugin.PngInfo()
        told.add_text("Comment", PLANTED)
        image.save(out, "PNG", pnginfo=told, exif=exif)
    else:
        image.save(out, "JPEG", exif=exif, comment=PLANTED.encode(), **more)
    return out.getvalue()


def holds(body: bytes) -> bool:
    """Whether the planted text is anywhere in it."""
    return any(PLANTED.encode(code) in body for code in ("utf-8", "latin-1", "utf-16-le"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_loses_place_and_camera_and_keeps_its_dots(kind: str) -> None:
    body = picture(kind)
    assert holds(body)  # else the next line proves nothing
    copy = clean(body)
    assert copy.media == media_of(copy.body) == media_of(body)
    assert not holds(copy.body)
    with Image.open(io.BytesIO(copy.body)) as found:
        assert not found.getexif()
        assert found.size == (30, 40)  # turned upright, since the turning is no longer told
        if kind == "PNG":
            assert found.getpixel((26, 3)) == (255, 0, 0)


def test_a_document_loses_author_metadata_and_hidden_parts() -> None:
    made = pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Author"] = PLANTED
    with made.open_metadata() as told:
        told["dc:creator"] = [PLANTED]
    made.attachments["list.txt"] = PLANTED.encode("utf-8")
    made.Root.OpenAction = made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=PLANTED))
    out = io.BytesIO()
    made.save(out, compress_streams=False)
    assert holds(out.getvalue())
    copy = clean(out.getvalue())
    with pikepdf.open(io.BytesIO(copy.body)) as found:
        assert len(found.pages) == 1
        assert not {"/Names", "/OpenAction", "/Metadata", "/AF"} & set(found.Root.keys())
        assert "/Info" not in found.trailer or not dict(found.docinfo)
        for object_ in found.objects:
            if isinstance(object_, pikepdf.Stream):
                assert not holds(object_.read_bytes())
    assert not holds(copy.body)


@pytest.mark.parametrize(
    "body",
    [b"", b"text", b"\xff\xd8\xffnothing", b"\x89PNG\r\n\x1a\nnothing", b"%PDF-1.7 nothing", b"GIF89a" + bytes(40)],
)
def test_what_is_not_what_it_says_has_no_working_copy(body: bytes) -> None:
    with pytest.raises(CannotClean):
        clean(body)


def test_a_small_file_that_unpacks_into_very_much_is_not_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(CannotClean):
        clean(out.getvalue())
