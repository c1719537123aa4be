"""Where the open vault lies."""

from pathlib import Path

from gemdesk.vault.connection import Connection


def folder_of(connection: Connection) -> Path | None:
    """The folder of the open database; nothing for one in memory."""
    row = connection.execute("PRAGMA database_list").fetchone()
    return Path(row[2]).resolve().parent if row and row[2] else None
