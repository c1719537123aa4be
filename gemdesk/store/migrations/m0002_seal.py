"""The counter that the sealed head is held against, and the vault's own history on this computer. Frozen."""

STATEMENTS = (
    # One row. Every save counts `epoch` on; `chain` is the running digest of all saves.
    "CREATE TABLE seal (id INTEGER PRIMARY KEY CHECK (id = 1), epoch INTEGER NOT NULL, chain BLOB NOT NULL) STRICT",
    "INSERT INTO seal (id, epoch, chain) VALUES (1, 0, zeroblob(32))",
    # Of this folder alone, never merged: key places, generations, findings, rehearsals.
    """CREATE TABLE vault_event (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL, facts TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX vault_event_of_kind ON vault_event (what, id)",
)
