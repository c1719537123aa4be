"""The tabs of a case beside timeline, details and papers, in their order. A new one is one line here.

A part is made when it is first looked at.
"""

from collections.abc import Callable

from gemdesk.ui.look.face import Words
from gemdesk.ui.pages.case.closure import ClosurePart
from gemdesk.ui.pages.case.contact import Contact
from gemdesk.ui.pages.case.files import Files
from gemdesk.ui.pages.case.part import CasePart
from gemdesk.ui.pages.case.people import People
from gemdesk.ui.pages.case.plans import Plans
from gemdesk.ui.pages.case.risk import Risk
from gemdesk.ui.tools import Tools

PARTS: tuple[tuple[str, Words, Callable[[Tools], CasePart]], ...] = (
    ("contact", lambda t: t.say("Contact"), Contact),
    ("people", lambda t: t.say("People"), People),
    ("risk", lambda t: t.say("Risk"), Risk),
    ("plan", lambda t: t.say("Plan"), Plans),
    ("files", lambda t: t.say("Files"), Files),
    ("closure", lambda t: t.say("Closing"), ClosurePart),
)
