"""The recovery secret: 128 random bits that open a key place of their own, and its code of digits.

The code is eight groups of five digits and a check digit: digits are on every keyboard, in
every script. The check digit (Verhoeff's scheme, over the group's number and its digits) finds
every wrong digit, every two neighbours in the wrong order and every group in the wrong place, so
the group can be named. What forty digits hold beyond 128 bits is a checksum of the whole.
"""

import re
import secrets
from hashlib import blake2b

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import latin_digits, strip_controls
from gemdesk.vault.keys import Keys, derive
from gemdesk.vault.passphrase import RECOVERY_BYTES

GROUPS = 8
GROUP_DIGITS = 6  # the last one is the check digit
FIELD = "recovery"  # where a refusal is shown

_DATA_DIGITS = GROUP_DIGITS - 1
_MOST = 1 << 8 * RECOVERY_BYTES
_CHECKS = 29  # the largest factor with which every secret still fits into forty digits
_STEP = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)  # Verhoeff's permutation, applied once for each place of a digit


def new() -> bytes:
    """A new random recovery secret of `RECOVERY_BYTES`."""
    return secrets.token_bytes(RECOVERY_BYTES)


def code_of(raw: bytes) -> str:
    """The secret as eight groups of six digits, with one blank between groups."""
    if len(raw) != RECOVERY_BYTES:
        raise ValueError("a recovery secret has its length")
    digits = str(int.from_bytes(raw, "big") * _CHECKS + _checksum(raw)).zfill(GROUPS * _DATA_DIGITS)
    groups = (digits[at : at + _DATA_DIGITS] for at in range(0, len(digits), _DATA_DIGITS))
    return " ".join(group + str(_check_digit(number, group)) for number, group in enumerate(groups, 1))


def read_code(typed: str) -> bytes:
    """The secret of a typed code, in any digits and however it is spaced.

    Refusal REQUIRED, RECOVERY_DIGITS (something else than digits), RECOVERY_GROUP (fact `group`, from 1: the first
    that is wrong), RECOVERY_SHORT and RECOVERY_LONG (fact `groups`: how many there are), RECOVERY_CODE (each group
    is right by itself and the whole is not).
    """
    groups = _groups(typed)
    for number, group in enumerate(groups[:GROUPS], 1):
        if len(group) != GROUP_DIGITS or _check_digit(number, group[:-1]) != int(group[-1]):
            raise Refusal(Reason.RECOVERY_GROUP, FIELD, group=number)
    if len(groups) != GROUPS:
        short = len(groups) < GROUPS
        raise Refusal(Reason.RECOVERY_SHORT if short else Reason.RECOVERY_LONG, FIELD, groups=len(groups))
    value, check = divmod(int("".join(group[:-1] for group in groups)), _CHECKS)
    if value >= _MOST or _checksum(raw := value.to_bytes(RECOVERY_BYTES, "big")) != check:
        raise Refusal(Reason.RECOVERY_CODE, FIELD)
    return raw


def fingerprint(keys: Keys, content: bytes) -> str:
    """What is kept in the vault of a code or share, to know it again; without the vault's key nobody can make it."""
    return blake2b(content, digest_size=16, key=derive(keys.data, "recovery fingerprint")).hexdigest()


def _groups(typed: str) -> list[str]:
    """The groups as they were typed, or, when the spaces lie otherwise, every six digits."""
    plain = latin_digits(strip_controls(typed))
    if any(sign.isalnum() and sign not in "0123456789" for sign in plain):
        raise Refusal(Reason.RECOVERY_DIGITS, FIELD)
    groups = re.findall("[0-9]+", plain)
    if not groups:
        raise Refusal(Reason.REQUIRED, FIELD)
    if len(groups) == GROUPS or all(len(group) == GROUP_DIGITS for group in groups):
        return groups
    together = "".join(groups)
    return [together[at : at + GROUP_DIGITS] for at in range(0, len(together), GROUP_DIGITS)]


def _checksum(raw: bytes) -> int:
    return int.from_bytes(blake2b(raw, digest_size=8, person=b"recovery code").digest(), "big") % _CHECKS


def _check_digit(number: int, digits: str) -> int:
    """The digit with which group number, digits and itself multiply to nothing in the dihedral group of ten."""
    product = 0
    for place, digit in enumerate(reversed(f"{number}{digits}"), 1):
        turned = int(digit)
        for _ in range(place % 8):
            turned = _STEP[turned]
        product = _times(product, turned)
    return next(digit for digit in range(10) if _times(product, digit) == 0)


def _times(one: int, other: int) -> int:
    """The product of two elements of the dihedral group: 0-4 are the turns, 5-9 the flips of a pentagon."""
    if one < 5:
        return (one + other) % 5 if other < 5 else 5 + (one + other) % 5
    return 5 + (one - other) % 5 if other < 5 else (one - other) % 5
