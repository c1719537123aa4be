"""Where a supervisor's approval stands: asked, approved, returned, or never asked."""

from collections.abc import Iterable

from gemdesk.domain.casework import Approval

ASKED, APPROVED, RETURNED = "asked", "approved", "returned"


def last(approvals: Iterable[Approval], about: str) -> Approval | None:
    """The newest step of the approval of one thing; nothing where it was never asked."""
    return _newest([one for one in approvals if one.about == about])


def last_of(approvals: Iterable[Approval], what: str) -> Approval | None:
    """The newest step of all approvals of a kind."""
    return _newest([one for one in approvals if one.what == what])


def _newest(told: list[Approval]) -> Approval | None:
    # Of one moment the one that was written last.
    return max(enumerate(told), key=lambda pair: (_moment(pair[1]), pair[0]))[1] if told else None


def _moment(approval: Approval) -> float:
    return approval.at.timestamp() if approval.at else 0.0
