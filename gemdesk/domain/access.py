"""What each role is shown and may do. It limits the program, not what a key could read; the screen says so too."""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto


class Role(StrEnum):
    """Who is at work; the codes of the list `role`."""

    CASEWORKER = "caseworker"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"
    PRINTING = "printing"


class Right(Enum):
    """One thing that a role may see or do."""

    NAMES = auto()  # names, contacts and notes of cases, and searching them
    ALL_CASES = auto()  # also those of other workers
    WRITE = auto()  # intake, notes, plans, consents, referrals
    SEALED = auto()  # sealed notes and the SOGIESC block, where the key place opens them
    TASKS = auto()  # what is due, or how much of it
    LETTERS = auto()  # printing and saving what passed the door
    PRINT = auto()  # printing letters that others prepared, and being shown nothing else of their cases
    APPROVE = auto()  # assessments, plans, closures
    CLOSE = auto()
    ERASE = auto()
    DIRECTORY = auto()  # reading organisations and services
    DIRECTORY_WRITE = auto()
    LISTS = auto()  # lists and fields of the organisation's own
    FIGURES = auto()
    IMPORT = auto()  # spreadsheets
    HISTORY = auto()  # who changed what, the bin
    OFFICE = auto()  # letterhead, workers
    KEYS = auto()  # key places of others, recovery, what panic destroys


_ALL = frozenset(Right)
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CASEWORKER: frozenset(
        {
            Right.NAMES, Right.WRITE, Right.SEALED, Right.TASKS, Right.LETTERS, Right.CLOSE, Right.ERASE,
            Right.DIRECTORY, Right.DIRECTORY_WRITE, Right.LISTS, Right.FIGURES, Right.IMPORT, Right.HISTORY,
            Right.OFFICE, Right.KEYS,
        }
    ),
    Role.SUPERVISOR: _ALL,
    # Counts and order without a name: whoever collects backups need not know who is in them.
    Role.COORDINATOR: frozenset(
        {
            Right.ALL_CASES, Right.TASKS, Right.DIRECTORY, Right.DIRECTORY_WRITE, Right.LISTS, Right.FIGURES,
            Right.OFFICE, Right.KEYS,
        }
    ),
    Role.PRINTING: frozenset({Right.PRINT}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Access:
    """What the worker of this session may do, and whose cases are shown."""

    worker: str
    role: Role

    def may(self, right: Right) -> bool:
        """Whether the role has a right."""
        return right in RIGHTS[self.role]

    def sees(self, case_worker: str) -> bool:
        """Whether a case of that worker is shown; one that is nobody's is everybody's."""
        return self.may(Right.ALL_CASES) or case_worker in ("", self.worker)
