"""The two errors a person meets; every other exception is our mistake."""

from collections.abc import Mapping

from gemdesk.kernel.reasons import Reason


class Stop(Exception):
    """A named reason with the facts its sentence needs; carries no personal data in its text."""

    def __init__(self, reason: Reason, where: str = "", **facts: object) -> None:
        # The exception's own text is the reason's name alone: it may end in a report.
        super().__init__(reason.name)
        self.reason = reason
        self.where = where
        self.facts: Mapping[str, object] = facts


class Refusal(Stop):
    """The person can mend it; `where` names the field it is shown at."""


class Trouble(Stop):
    """The surroundings must change (disk, file, version); shown as a banner with what to do."""
