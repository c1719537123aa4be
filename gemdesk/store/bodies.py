"""The bodies of files kept in the vault, once per content."""

import hashlib

from gemdesk.vault.connection import Connection


def digest_of(body: bytes) -> str:
    """SHA-256 of a body, in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def keep(connection: Connection, body: bytes) -> str:
    """Keep a body and give its digest; the same body twice is kept once."""
    digest = digest_of(body)
    connection.execute("INSERT OR IGNORE INTO file_body (digest, body) VALUES (?, ?)", [digest, body])
    return digest


def read(connection: Connection, digest: str) -> bytes:
    """The body with this digest; KeyError when it is not here."""
    row = connection.execute("SELECT body FROM file_body WHERE digest = ?", [digest]).fetchone()
    if row is None:
        raise KeyError(digest)
    return bytes(row[0])
