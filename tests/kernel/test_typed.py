"""Numbers to call, addresses and references in free text stand in the order in which they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemdesk.kernel.typed import LRI, PDI, isolate_free, strip_controls

ISOLATED = [
    "+963 944 000 318", "+963-944-000-318", "+963944000318", "+963 (944) 000-318", "(+963) 944 000 318",
    "00963 944 000 318", "00963-944-000318", "0944 000 318", "0944-000318", "0944 000318", "(0944) 000 318",
    "0532 000 41 17", "03 000 555", "+٩٦٣ ٩٤٤ ٠٠٠ ٣١٨", "٠٩٤٤ ٠٠٠ ٣١٨", "٠٩٤٤-٠٠٠٣١٨", "+۹۶۳ ۹۴۴ ۰۰۰ ۳۱۸",
    "+90\u00a0532\u00a0000\u00a041\u00a017",
    "n.relay@example.org", "a_b-c@mail.example.com",
    "TR-27/2026-1184", "A/2026-0093", "B-114", "C-7K3Q-2M", "2026/TR-1184", "TR-٢٧/٢٠٢٦",
    "https://example.org/a-b?c=1", "www.example.org/form",
]  # fmt: skip
LEFT_ALONE = [
    "3/11/2026", "٣/١١/٢٠٢٦", "24/11", "10:30", "من 17:00 إلى 18:00", "9.4", "1.250,50 TRY", "3٬500", "100 IU/ml",
    "30", "2026", "code-word", "and/or", "مدّة 10-12", "No: 17/3", "في 3 تشرين الثاني 2026", "(مرتين يومياً)",
]  # fmt: skip


@pytest.mark.parametrize("shape", ISOLATED)
@pytest.mark.parametrize("around", ["اتصلت من {} أمس", "{}", "الرقم:{}.", "«{}»", "و{}، ثم انقطع"])
def test_a_shape_stands_in_an_isolate(shape: str, around: str) -> None:
    assert isolate_free(around.format(shape)) == around.format(f"{LRI}{shape}{PDI}")


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_dates_amounts_and_plain_words_are_left_alone(text: str) -> None:
    assert isolate_free(text) == text
    assert isolate_free(f"قال {text} ثم ذهب") == f"قال {text} ثم ذهب"


def test_several_in_one_sentence() -> None:
    told = isolate_free("رقمها +90 532 000 41 17 وملفها TR-27/2026-1184 منذ 3/11/2026.")
    assert told == f"رقمها {LRI}+90 532 000 41 17{PDI} وملفها {LRI}TR-27/2026-1184{PDI} منذ 3/11/2026."


def test_controls_of_others_are_taken_out_first() -> None:
    assert isolate_free("\u202d\u200e+90 532 000 41 17\u202c") == f"{LRI}+90 532 000 41 17{PDI}"


@given(st.text(st.sampled_from("0123٤٥ +-()/.@abAب\u200e\u202e\n"), max_size=60))
def test_nothing_is_lost_or_added_and_isolates_are_balanced(text: str) -> None:
    done = isolate_free(text)
    assert strip_controls(done) == strip_controls(text)
    assert done.count(LRI) == done.count(PDI)
