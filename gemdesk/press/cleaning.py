"""A working copy of a file without what it tells beside its content: place, camera, author, history, hidden parts.

The untouched original is evidence and stays as it is; the copy is what is looked at and shown to others.
"""

import io
from dataclasses import dataclass

_MOST_PIXELS = 80_000_000  # about 9,000 by 9,000; beyond it a small file fills the memory
_JPEG_QUALITY = 92


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The working copy and its sort of file."""

    body: bytes
    media: str


class CannotClean(Exception):
    """No working copy can be made of this file: its kind is not known here, or it is not what it says."""


def media_of(body: bytes) -> str:
    """The sort of file by its first bytes, never by its name; `application/octet-stream` for anything else."""
    known = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"%PDF-", "application/pdf"))
    return next((media for begin, media in known if body.startswith(begin)), "application/octet-stream")


def clean(body: bytes) -> Cleaned:
    """A working copy. CannotClean for what is no picture and no PDF, or cannot be read as one."""
    media = media_of(body)
    if media.startswith("image/"):
        return _picture(body, media)
    if media == "application/pdf":
        return _pdf(body)
    raise CannotClean(media)


def _picture(body: bytes, media: str) -> Cleaned:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(body), formats=("JPEG", "PNG")) as found:
            if found.width * found.height > _MOST_PIXELS:
                raise CannotClean("too large")
            # Turned upright first: the turning is told in what is left out.
            upright = ImageOps.exif_transpose(found)
            # A picture made of the dots alone; nothing of the file's other parts can come along.
            bare = Image.new(upright.mode, upright.size)
            if upright.mode == "P" and upright.palette is not None:
                bare.putpalette(upright.getpalette() or [])
            bare.paste(upright)
            out = io.BytesIO()
            if media == "image/jpeg":
                bare = bare if bare.mode in ("L", "RGB") else bare.convert("RGB")
                bare.save(out, "JPEG", quality=_JPEG_QUALITY)
            else:
                bare.save(out, "PNG")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise CannotClean(type(fault).__name__) from None
    return Cleaned(out.getvalue(), media)


def _pdf(body: bytes) -> Cleaned:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(body)) as found:
            for part in ("/Metadata", "/OpenAction", "/AA", "/Names", "/PieceInfo", "/AF", "/Collection"):
                if part in found.Root:
                    del found.Root[part]
            for page in found.pages:
                for part in ("/Metadata", "/PieceInfo", "/AA", "/Thumb", "/LastModified"):
                    if part in page.obj:
                        del page.obj[part]
            if "/Info" in found.trailer:
                del found.trailer["/Info"]
            found.remove_unreferenced_resources()
            out = io.BytesIO()
            found.save(out, deterministic_id=True)
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as fault:
        raise CannotClean(type(fault).__name__) from None
    return Cleaned(out.getvalue(), "application/pdf")
