"""What can be taken back with Ctrl+Z, and what stands because it reached somebody or protects somebody."""

# What left the vault has left it; who decided about it, and what is gone, stays written down.
_STANDS = frozenset({"release", "erasure", "approval", "office", "worker", "sheet_import", "prepared"})
# A withdrawal or narrowing is never undone by a slip of the fingers: the person gives consent anew.
_STANDING_ACTS = frozenset({("consent", "narrowed"), ("consent", "withdrawn")})


def may_undo(kind: str, act: str) -> bool:
    """Whether a part of a change can be taken back: kind of record, and the act of a consent or closure."""
    return kind not in _STANDS and (kind, act) not in _STANDING_ACTS
