"""What the role at work may do, as the screen knows it: what may not be done is not offered."""

from PySide6.QtCore import QObject, Signal

from gemdesk.domain.access import Access, Right


class Rights(QObject):
    """Told once the vault is open; until then nothing is held back here, and the flows refuse all the same."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._access: Access | None = None

    def learn(self, access: Access) -> None:
        """Take this for what may be done from now on."""
        self._access = access
        self.changed.emit()

    def may(self, right: Right) -> bool:
        """Whether the role at work has a right."""
        return self._access is None or self._access.may(right)
