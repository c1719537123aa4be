"""The key derivation: a published vector, its limits, its calibration."""

import hashlib
import hmac
import subprocess
import sys

import pytest

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.kdf import STANDARD, Parameters, calibrate, stretch
from gemdesk.vault.keys import derive
from tests.vault.making import LIGHT

MIB = 1024
GIB = 1024 * MIB


def test_it_is_argon2id() -> None:
    """A vector from the reference implementation's own tests (version 1.3, t=2, m=64 MiB, p=1)."""
    vector = "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"
    assert stretch(b"password", b"somesalt", Parameters(64 * MIB, 2, 1)).hex() == vector


def test_derivation_is_hkdf_sha256() -> None:
    """RFC 5869 written out with the standard library; one block is enough for 32 bytes."""
    drawn = hmac.digest(bytes(32), b"k" * 32, hashlib.sha256)
    expected = hmac.digest(drawn, b"gemdesk/1/head\x01", hashlib.sha256)
    assert derive(b"k" * 32, "head") == expected


@pytest.mark.parametrize("parameters", [STANDARD.start, STANDARD.small, Parameters(2 * GIB, 3, 4)])
def test_what_is_accepted(parameters: Parameters) -> None:
    STANDARD.require(parameters)


@pytest.mark.parametrize(
    "parameters",
    [
        Parameters(64 * MIB - 1, 3, 4),
        Parameters(256 * MIB, 2, 4),
        Parameters(256 * MIB, 3, 0),
        Parameters(2 * GIB + 1, 3, 4),
        Parameters(64 * GIB, 3, 4),
        Parameters(256 * MIB, 2**31, 4),
        Parameters(256 * MIB, 3, 255),
    ],
)
def test_what_is_refused(parameters: Parameters) -> None:
    with pytest.raises(Trouble) as trouble:
        STANDARD.require(parameters)
    assert trouble.value.reason is Reason.SLOT_PARAMETERS


def test_the_standard_is_what_was_decided() -> None:
    assert STANDARD.start == Parameters(256 * MIB, 3, 4)
    assert STANDARD.floor.memory_kib == 64 * MIB
    assert STANDARD.target_seconds == 1.0


@pytest.mark.parametrize(("memory_gib", "start"), [(2, STANDARD.small), (8, STANDARD.start)])
def test_only_small_machines_get_less_memory(memory_gib: int, start: Parameters) -> None:
    found = calibrate(STANDARD, memory_gib * GIB)
    assert found.memory_kib == start.memory_kib
    assert found.passes >= start.passes
    STANDARD.require(found)


def test_a_quick_computer_gets_more_passes() -> None:
    start = Parameters(8 * MIB, 3, 1)
    quick = type(STANDARD)(start=start, floor=start, target_seconds=1.0)
    slow = type(STANDARD)(start=start, floor=start, target_seconds=0.000001)
    assert calibrate(quick, 8 * GIB).passes > 3
    assert calibrate(slow, 8 * GIB) == start
    assert calibrate(LIGHT) == LIGHT.start


def test_too_little_memory_is_said() -> None:
    """A process that may not have the memory; the same one succeeds with less to allocate."""
    program = (
        "import resource, sys\n"
        "from gemdesk.kernel.errors import Trouble\n"
        "from gemdesk.vault.kdf import Parameters, stretch\n"
        "stretch(b'x', b's' * 32, Parameters(64, 1, 1))\n"
        "resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))\n"
        "stretch(b'x', b's' * 32, Parameters(1 << 14, 1, 1))\n"
        "try:\n"
        "    stretch(b'x', b's' * 32, Parameters(1 << 20, 1, 1))\n"
        "except Trouble as trouble:\n"
        "    print(trouble)\n"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == Reason.NOT_ENOUGH_MEMORY.name
