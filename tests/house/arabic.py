"""The house's rules for Arabic words, as data and small questions; the glossary gives the reasons."""

import re

from gemdesk.kernel.fold import fold

# An English word of a message -> the stems of which its Arabic has to hold one, and those it must not hold.
# Stems are written folded: without hamza, vowel marks and dots on the last letter.
HOUSE_WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    r"(?<!in )cases?": (("حال",), ("قضيه", "قضايا")),
    r"referrals?": (("احال", "احيل"), ("تحويل",)),
    r"transfer(red|s)?": (("نقل",), ("تحويل", "ترحيل")),
    r"deport(ed|ation)|removal orders?": (("ترحيل",), ()),
    r"consents?": (("موافق", "وافق"), ("قبول", "اعتماد")),
    r"approv(al|als|ed)": (("اعتماد", "اعتمد"), ("موافقه",)),
    r"acceptance": (("قبول",), ("موافقه",)),
    r"withdr(aw|awn|awal|ew)": (("سحب",), ()),
    r"revoke[ds]?": (("ابطال", "ابطل", "مبطل"), ("الغاء",)),
    r"cancel": (("الغاء",), ()),
    r"caseworkers?": (("اختصاصي",), ("اخصايي",)),
    r"safe contacts?": (("تواصل",), ("الاتصال الامن",)),
    r"code words?": (("كلمه التعارف",), ("كلمه السر",)),
    r"vaults?": (("خزن",), ()),
    r"privacy screen|mask": (("وضع الخصوصيه",), ("الستر",)),
    r"withheld": (("محجوب", "حجب"), ()),
    r"backups?": (("احتياطي",), ()),
    r"restore[ds]?": (("استعاد",), ()),
    r"recover(y|ed)?": (("استرداد", "استرد"), ()),
    r"conflicts?": (("تعارض",), ("نزاع", "صراع")),
    r"risk levels?": (("مستوي الخطر",), ("خطوره",)),
    r"priority": (("اولوي",), ("درجه الاستعجال",)),
    r"passphrases?": (("عبار",), ("كلمه السر", "كلمه المرور")),
    r"key files?": (("ملف المفتاح",), ()),
    r"mandatory|required": (("الزامي", "لازم", "يلزم"), ("مطلوب",)),
}

# What is never written, whatever was meant: «تم الحفظ», «قم بالحفظ», «هل أنت متأكد».
BAD_PHRASES = ("تم", "تمت", "قم", "هل انت متاكد", "جريمه شرف", "متوار عن الانظار", "خطر انتحاري", "ترحيل البيانات")

# Promises that cannot be kept.
PROMISES = (
    "امن تماما", "محمي بالكامل", "غير قابل للكشف", "غير مرئي", "لا يترك اثرا", "لا تترك اثرا", "حذف امن",
    "حذف نهائي امن", "لا يمكن اختراقه", "لا يمكن اختراقها", "مضمون", "مجهول الهويه تماما", "تشفير عسكري",
)  # fmt: skip
ENGLISH_PROMISES = re.compile(
    r"\b(undetectable|invisible|unbreakable|unhackable|untraceable|military[- ]grade|secure(ly)? (delet|eras|wip)\w+"
    r"|leaves no trace|completely (safe|secure|anonymous)|100 ?% (safe|secure)|(?<!cannot be )guaranteed?)\b",
    re.IGNORECASE,
)

# Words that have been used as "official" Arabic for those this program serves, and must never be shipped.
# Each with its feminine, plural and abstract noun; folded.
SLURS = (
    "شاذ", "شاذه", "شاذون", "شاذين", "شاذات", "شواذ", "شذوذ", "شذوذي",
    "لواط", "لواطي", "لواطيه", "لواطيون", "لواطيين", "لوطي", "لوطيه", "لوطيون", "لوطيين", "لوطيات",
    "سحاق", "سحاقي", "سحاقيه", "سحاقيات",
    "متخنث", "متخنثه", "متخنثون", "متخنثين", "متخنثات", "تخنث", "مخنث", "مخنثه", "مخنثون", "مخنثين", "مخنثات",
    "خنثي", "خناثي", "خنثوي", "خنثويه", "خنوثه",
    "مابون", "مابونه", "مابونون", "مابونين", "مسترجله", "مسترجلات", "استرجال", "طنط", "طنطات",
    "منحرف جنسيا", "منحرفه جنسيا", "منحرفون جنسيا", "منحرفين جنسيا", "منحرفات جنسيا", "انحراف جنسي",
    "قوم لوط", "جنس ثالث",
)  # fmt: skip

_PREFIX = r"(?:[وف]?(?:لل|[بكل]?ال|[بكل])?)"
_EDGE = re.compile(r"[^\w\u064b-\u0655\u0670\u0640]+")
_FIELD = re.compile(r"\{[^}]*\}")
_ARABIC = re.compile(r"[\u0621-\u064a]")


def words(text: str) -> str:
    """The text as folded words with one space between and at both ends; each word folded by itself."""
    # Folding a whole sentence joins some words («ابن», «عبد»), which could hide the next one.
    return f" {' '.join(filter(None, (fold(word) for word in _EDGE.split(text))))} "


def holds(text: str, phrases: tuple[str, ...]) -> list[str]:
    """Which of the folded phrases stand in the text as whole words, with «ال», «و», «ب» and their like before them."""
    if not _ARABIC.search(text):
        return []
    plain = words(text)
    found = []
    for phrase in phrases:
        parts = [_PREFIX + re.escape(fold(part)) + "ا?" for part in phrase.split()]
        if re.search(r"(?<= )" + " ".join(parts) + "(?= )", plain):
            found.append(phrase)
    return found


def house_word_faults(message: str, arabic: str) -> list[str]:
    """The words of a message whose Arabic is not the one the house has for them."""
    plain = words(arabic)
    faults = []
    for english, (wanted, unwanted) in HOUSE_WORDS.items():
        if not re.search(rf"\b(?:{english})\b", message, re.IGNORECASE):
            continue
        if not any(fold(stem) in plain for stem in wanted):
            faults.append(f"{english}: none of {wanted}")
        faults += [f"{english}: {stem}" for stem in unwanted if fold(stem) in plain]
    return faults


def typographic_faults(arabic: str) -> list[str]:
    """Marks that do not belong into Arabic text: Latin ones, a stretched letter, a space before a mark."""
    if not _ARABIC.search(arabic):
        return []
    text = _FIELD.sub("0", arabic)
    checks = {
        "question mark": r"\?",
        "comma": r"(?<!\d),|,(?!\d)",
        "semicolon": ";",
        "percent": "%",
        "straight quote": "[\"'`]",
        "kashida": "ـ(?<!هـ)|هـ(?=[\u0621-\u064a])",
        "space before a mark": r"\s[،؛؟!:]|\s\.(?!\.)",
        "typed direction mark": "[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]",
        "exclamation mark": "!",
    }
    return [name for name, pattern in checks.items() if re.search(pattern, text)]
