"""Looking for a text in files, in their names and behind their links, in every form in which it may have been left."""

import base64
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path

_MOST = 4_000_000  # bytes of one unpacked stream
_STREAMS = (b"x\x01", b"x^", b"x\x9c", b"x\xda", b"\x1f\x8b\x08")
_ZLIB_OR_GZIP = 47  # what zlib calls: find out which of the two it is


def forms_of(text: str) -> list[bytes]:
    """The bytes of a text as files hold it: encodings of Unicode, escapes, hexadecimal, base64 at each offset."""
    raw = text.encode()
    plain = [text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")]
    percent = "".join(f"%{byte:02X}" for byte in raw)
    escaped = [json.dumps(text)[1:-1], percent, percent.lower(), raw.hex(), raw.hex().upper()]
    coded = [base64.b64encode(b"\0" * pad + raw)[(4 if pad else 0) : -4] for pad in range(3)]
    return [form for form in (*plain, *(one.encode() for one in escaped), *coded) if len(form) >= 6]


def found_in(folders: Iterable[Path], names: Sequence[str]) -> set[Path]:
    """The files and links below these folders that hold a name: in clear, packed, or in what they are called."""
    forms = [form for name in names for form in forms_of(name)]
    return {
        path
        for folder in folders
        for path in folder.rglob("*")
        if any(form in part for part in _parts(path, folder) for form in forms)
    }


def _parts(path: Path, folder: Path) -> Iterator[bytes]:
    """Everything that is to be searched of one file, unpacked where it is packed."""
    yield bytes(path.relative_to(folder))
    if path.is_symlink():
        yield bytes(path.readlink())
    elif path.is_file():
        content = path.read_bytes()
        yield content
        yield b"\0".join(_unpacked(content))


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Everything in the content that looks like a packed stream or an archive."""
    for start in _STREAMS:
        at = content.find(start)
        for _stream in range(1000):
            if at < 0:
                break
            with suppress(zlib.error):
                yield zlib.decompressobj(_ZLIB_OR_GZIP).decompress(content[at:], _MOST)
            at = content.find(start, at + 2)
    if content.startswith(b"PK"):
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode() + b"\0" + archive.read(name)
