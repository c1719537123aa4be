"""Reading the memory of living processes, as root may: how often a text or a key stands in it, in each of its forms."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

_PIECE = 4 << 20  # bytes
# Of `smaps`: addresses, rights, file number, kilobytes in memory, of these not as in a file, and swapped out.
_PART = re.compile(
    r"^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ (\d+).*?^Rss: +(\d+) kB.*?^Anonymous: +(\d+) kB.*?^Swap: +(\d+) kB",
    re.DOTALL | re.MULTILINE,
)

# As UTF-8 in the database and in JSON; as UCS-2, which is what Qt's and most of Python's Arabic texts are; as UCS-4.
CODES = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def text_forms(text: str) -> dict[str, bytes]:
    """A text as a process may hold it, under the name of each form."""
    return {code: text.encode(code) for code in CODES}


def key_forms(key: bytes) -> dict[str, bytes]:
    """A key as a process may hold it: raw, and in hexadecimal digits, small and large, of one and two bytes."""
    digits = {"hex": key.hex(), "HEX": key.hex().upper()}
    wide = {f"{name}, wide": text.encode("utf-16-le") for name, text in digits.items()}
    return {"raw": key, **{name: text.encode() for name, text in digits.items()}, **wide}


def count(pid: int, forms: Mapping[str, bytes]) -> Counter[str]:
    """How often each form stands in the readable memory of a process."""
    found: Counter[str] = Counter()
    longest = max(map(len, forms.values()))
    for region in _regions(pid):
        kept = b""
        for piece in region:
            for name, form in forms.items():
                # What lies wholly in the kept end was counted with the piece before.
                found[name] += (kept + piece).count(form) - kept.count(form)
            kept = (kept + piece)[-(longest - 1) :] if longest > 1 else b""
    return +found


def holds(pid: int, forms: Mapping[str, bytes]) -> bool:
    """Whether any of the forms stands in the memory of a process."""
    return bool(count(pid, forms))


def _regions(pid: int) -> Iterator[Iterator[bytes]]:
    """The readable parts of a memory that have pages behind them, but for what a file holds as it lies on the disk."""
    told = Path(f"/proc/{pid}/smaps").read_text()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for part in _PART.finditer(told):
            begin, end, rights, file, *sizes = part.groups()
            here, own, swapped = map(int, sizes)
            of_file = file != "0" and rights.endswith("p") and not own
            if "r" in rights and (swapped or (here and not of_file)):
                yield _pieces(memory.fileno(), int(begin, 16), int(end, 16))


def _pieces(memory: int, begin: int, end: int) -> Iterator[bytes]:
    while begin < end:
        try:
            piece = os.pread(memory, min(_PIECE, end - begin), begin)
        except (OSError, OverflowError):
            return  # a mapping without pages behind it
        if not piece:
            return
        yield piece
        begin += len(piece)
