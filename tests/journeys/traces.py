"""Looking for a text in files, in every form in which a program may have left it."""

import base64
import json
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path


def forms_of(text: str) -> list[bytes]:
    """The bytes of a text as files hold it: encodings of Unicode, escapes, base64 at each offset."""
    plain = [text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")]
    escaped = [json.dumps(text)[1:-1].encode(), "".join(f"%{byte:02X}" for byte in text.encode()).encode()]
    coded = [base64.b64encode(b"\0" * pad + text.encode())[(4 if pad else 0) : -4] for pad in range(3)]
    return [form for form in (*plain, *escaped, *coded) if len(form) >= 6]


def found_in(folders: Iterable[Path], names: Sequence[str]) -> set[Path]:
    """The files below these folders that hold one of the names, in clear or inflated."""
    forms = [form for name in names for form in forms_of(name)]
    found: set[Path] = set()
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                content = path.read_bytes()
                if any(form in part for part in (content, _inflated(content)) for form in forms):
                    found.add(path)
    return found


def _inflated(content: bytes) -> bytes:
    """Everything in the content that looks like a zlib stream, unpacked."""
    out: list[bytes] = []
    at = content.find(b"x\x9c")
    while at >= 0 and len(out) < 1000:
        with suppress(zlib.error):
            out.append(zlib.decompressobj().decompress(content[at:], 4_000_000))
        at = content.find(b"x\x9c", at + 2)
    return b"\0".join(out)
