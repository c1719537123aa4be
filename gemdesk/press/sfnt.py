"""Reading and writing the container of a TrueType font."""

import struct

_MAGIC = 0xB1B0AFBA


def tables(font: bytes) -> dict[str, bytes]:
    """The tables of a TrueType file by their tag."""
    count = struct.unpack_from(">H", font, 4)[0]
    found: dict[str, bytes] = {}
    for index in range(count):
        tag, _sum, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        found[tag.decode("ascii")] = font[offset : offset + length]
    return found


def pack(parts: dict[str, bytes]) -> bytes:
    """A TrueType file of these tables, with its checksums; `head` must be among them."""
    count = len(parts)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(">IHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    parts = {**parts, "head": parts["head"][:8] + bytes(4) + parts["head"][12:]}
    directory, body = [], bytearray()
    start = 12 + 16 * count
    head_at = 0
    for tag in sorted(parts):
        table = parts[tag]
        if tag == "head":
            head_at = start + len(body)
        directory.append(struct.pack(">4sIII", tag.encode(), _checksum(table), start + len(body), len(table)))
        body += table + bytes(-len(table) % 4)
    font = bytearray(header + b"".join(directory) + body)
    struct.pack_into(">I", font, head_at + 8, (_MAGIC - _checksum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)


def _checksum(table: bytes) -> int:
    table += bytes(-len(table) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(table) // 4}I", table)
    return sum(words) & 0xFFFFFFFF
