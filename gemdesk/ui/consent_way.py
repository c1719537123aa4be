"""The way to a consent and back to where it was asked for: the case, or a letter that waits for it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gemdesk.ui.pages.consent.page import ConsentPage
from gemdesk.ui.pages.referral.page import ReferralPage


class ConsentWay:
    """Remembers which letter waits while its consent is recorded."""

    def __init__(
        self,
        consent: ConsentPage,
        referral: ReferralPage,
        show: Callable[[QWidget], object],
        refer: Callable[[str, str], object],
        back: Callable[[], object],
    ) -> None:
        self._page, self._show, self._refer, self._back = consent, show, refer, back
        self._letter: tuple[str, str] | None = None
        consent.done.connect(self._after)
        consent.left.connect(self._after)
        referral.consent_wanted.connect(self._for_letter)

    def record(self, case_id: str, name: str = "") -> None:
        """Record a consent of a case; no letter waits for it."""
        self._letter = None
        self._page.open(case_id, name)
        self._show(self._page)

    def _for_letter(self, case_id: str, name: str) -> None:
        self.record(case_id, name)
        self._letter = (case_id, name)

    def _after(self, _case_id: str = "") -> None:
        letter, self._letter = self._letter, None
        if letter:
            self._refer(*letter)
        else:
            self._back()
