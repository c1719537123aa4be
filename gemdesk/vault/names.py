"""The names of what lies in a vault folder; they say nothing about anybody."""

SLOT_COPIES = ("slots.a", "slots.b")
DATABASE = "vault.db"
ATTACHMENTS = "attachments"
LOCK = "lock"
