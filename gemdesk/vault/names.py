"""The names of what lies in a vault folder; they say nothing about anybody."""

SLOT_COPIES = ("slots.a", "slots.b")
DATABASE = "vault.db"
LOG = f"{DATABASE}-wal"
LOG_INDEX = f"{DATABASE}-shm"
HEAD = "head"
ERASED = "erased"  # the sealed list of what was erased; there since the first erasure
RESERVE = "reserve"
GENERATIONS = "generations"
SET_ASIDE = "set-aside"
ATTACHMENTS = "attachments"
LOCK = "lock"
REHEARSAL = ".rehearsal-"  # begins the name of a copy of the key places that is made to be destroyed
TAKES_OVER = "takes-over"  # in a folder that takes the place of another, until that one is removed
