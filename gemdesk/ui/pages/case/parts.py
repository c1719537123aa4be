"""The tabs of a case beside timeline, details and papers, in their order. A new one is one line here."""

from collections.abc import Callable

from gemdesk.ui.look.face import Words
from gemdesk.ui.pages.case.part import CasePart
from gemdesk.ui.tools import Tools

PARTS: tuple[tuple[str, Words, Callable[[Tools], CasePart]], ...] = ()
