"""What is due in a case, reckoned from its records alone: tasks that nobody has to write down.

No rule asks what day it is, so that what was reckoned once is right until a record of the case changes.
"""

from gemdesk.domain import due_rules
from gemdesk.domain.due import Bundle, Due

__all__ = ["Bundle", "Due", "reckon"]


def reckon(bundle: Bundle) -> list[Due]:
    """Everything that is due in a case, in order of day; of a closed one its review and its approval alone."""
    rules = due_rules.AFTER_CLOSING if bundle.case.status == "closed" else due_rules.WHILE_OPEN
    found = (due for rule in rules for due in rule(bundle))
    return sorted(found, key=lambda due: (due.due, due.sort, due.about))
