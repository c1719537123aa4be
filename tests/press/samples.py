"""Invented letters that have in them what makes typesetting hard."""

from gemdesk.kernel.typed import ArabicDate, Code, Email, LatinDate, Phone, isolated
from gemdesk.press.blocks import (
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Footer,
    Heading,
    Letterhead,
    Paragraph,
    Signatures,
    Table,
    Text,
    Together,
)

PHONE = isolated(Phone("+962 7 9000 1122"))
OFFICE_PHONE = isolated(Phone("+961 1 555 0147"))
EMAIL = isolated(Email("referrals@marfa.example"))
REFERENCE = isolated(Code("TR-27/2026-1184"))
DATE_AR = isolated(ArabicDate("20 تشرين الثاني 2026"))
DATE_EN = isolated(LatinDate("20 November 2026"))

_FOOTER_AR = Footer(
    Text("سرّي، للجهة المُرسَل إليها فقط", "ar"),
    Text("صفحة {page} من {pages}", "ar"),
    Text("Confidential: for the addressee only", "en"),
)
_FOOTER_EN = Footer(
    Text("Confidential: for the addressee only", "en"),
    Text("Page {page} of {pages}", "en"),
    Text("سرّي، للجهة المُرسَل إليها فقط", "ar"),
)
_HEAD = Letterhead(
    (Text("شبكة المرفأ للدعم والمناصرة", "ar"), Text("Al-Marfa Support & Advocacy Network", "en")),
    (
        Text(f"هاتف: {OFFICE_PHONE}", "ar"),
        Text(f"بريد: {EMAIL}", "ar"),
        Text(f"Tel: {OFFICE_PHONE}", "en"),
        Text(f"Email: {EMAIL}", "en"),
    ),
)


def _ar(words: str, *, bold: bool = False) -> Text:
    return Text(words, "ar", bold)


def _en(words: str, *, bold: bool = False) -> Text:
    return Text(words, "en", bold)


def _arabic_body() -> tuple[Block, ...]:
    return (
        Heading(_ar("رسالة إحالة"), 1),
        Facts(
            (
                (_ar("الرقم المرجعي"), _ar(REFERENCE)),
                (_ar("التاريخ"), _ar(DATE_AR)),
                (_ar("درجة الاستعجال"), _ar("عاجلة (خلال 72 ساعة)")),
            )
        ),
        Paragraph(_ar("السيّدة مسؤولة الإحالة المحترمة", bold=True), "start"),
        Paragraph(_ar("عيادة الياسمين للصحة النفسية، الطابق 3، عمّان"), "start"),
        Heading(_ar("سبب الإحالة")),
        Paragraph(
            _ar(
                "تحيّةً طيّبةً وبعد، نكتب إليكم لنُحيل شخصاً في الثامنة والعشرين من العمر وصل إلى عمّان "
                "بعد أن أُجبِرَ على مغادرة "
                f"مسكنه في حمص. وقد أُجرِيَت معه مقابلتان، كانت الثانية في {DATE_AR}، وأظهر مقياس القلق "
                "نتيجة مرتفعة، أي بزيادة "
                "قدرها 35% عن التقييم الأوّل."
            )
        ),
        Paragraph(
            _ar(
                "يعاني من أرقٍ متواصلٍ ونوبات هلعٍ متكرّرة، ولا توجد لديه أفكار انتحارية حالياً. لا "
                "يتناول أدوية، ولا يعرف عن حساسية "
                "دوائية. نرجو منكم استخدام الاسم المستعار المذكور أعلاه وضمير المذكّر في جميع المراسلات، "
                "وعدم الاتصال بأي فرد من "
                "أسرته لأي سببٍ كان."
            )
        ),
        Bullets(
            (
                _ar("لا يوجد مترجم مطلوب؛ اللغة المفضّلة: العربية (اللهجة الحمصية)."),
                _ar(
                    "السكن الحالي مؤقّت، في شقّة مشتركة مع أربعة أشخاص، وتنتهي مدّة الإقامة فيه خلال شهرين "
                    "من تاريخ هذه الرسالة ما لم يُمدَّد العقد."
                ),
                _ar("يُفضّل موعد بعد الساعة 16:30 أيّام الأحد والثلاثاء."),
            )
        ),
        Heading(_ar("الخدمات المطلوبة")),
        Table(
            (
                Cell(_ar("م"), "center"),
                Cell(_ar("الخدمة المطلوبة")),
                Cell(_en("Service")),
                Cell(_ar("الأولوية"), "center"),
            ),
            (
                (
                    Cell(_ar("1"), "center"),
                    Cell(_ar("تقييم طبّي نفسي أوّلي")),
                    Cell(_en("Initial psychiatric assessment")),
                    Cell(_ar("عاجلة"), "center"),
                ),
                (
                    Cell(_ar("2"), "center"),
                    Cell(_ar("فحص طوعي مع مشورة قبل الفحص وبعده في عيادة تحفظ السرّية")),
                    Cell(_en("Voluntary testing with counselling before and after it")),
                    Cell(_ar("متوسّطة"), "center"),
                ),
                (
                    Cell(_ar("3"), "center"),
                    Cell(_ar("استشارة قانونية حول تجديد الإقامة")),
                    Cell(_en("Legal advice on renewing the permit")),
                    Cell(_ar("متوسّطة"), "center"),
                ),
            ),
            (6, 38, 38, 18),
            "ar",
        ),
        Heading(_ar("الموافقة المستنيرة")),
        Paragraph(
            _ar(
                "قُرِئت هذه الرسالة على صاحب العلاقة وفهم مضمونها، ووافق كتابياً على مشاركة المعلومات "
                "الواردة فيها مع الجهة المُرسَل "
                "إليها دون سواها. ويمكن سحب هذه الموافقة في أي وقت دون إبداء الأسباب."
            )
        ),
        Heading(_ar("وسيلة التواصل الآمنة")),
        Paragraph(
            _ar(
                f"رسائل نصّية فقط على الرقم {PHONE} بين الساعة 10:00 و13:00. لا مكالمات صوتية، ولا رسائل "
                "تُترك مع أحد. كلمة "
                "التعارف: «ياسمين أبيض»."
            )
        ),
        Together(
            (
                Heading(_ar("التواقيع")),
                Signatures(
                    (
                        (_ar("منسّقة الإحالات", bold=True), _ar("رنا ح."), _en("Referral coordinator")),
                        (
                            _ar("صاحب العلاقة", bold=True),
                            _ar("الاسم المستعار: نور الدين ق."),
                            _en("Client (by pseudonym)"),
                        ),
                    ),
                    "ar",
                ),
            )
        ),
    )


def _english_body() -> tuple[Block, ...]:
    return (
        Heading(_en("Referral letter"), 1),
        Facts(
            (
                (_en("Reference"), _en(REFERENCE)),
                (_en("Date"), _en(DATE_EN)),
                (_en("Urgency"), _en("Urgent (within 72 hours)")),
            )
        ),
        Paragraph(_en("The Referral Officer", bold=True), "start"),
        Paragraph(_en("Yasmin Mental Health Clinic, 3rd floor, Amman"), "start"),
        Heading(_en("Reason for referral")),
        Paragraph(
            _en(
                "We write to refer a 28-year-old person who reached Amman after being forced to leave "
                "home in Homs (حمص). Two "
                f"interviews, the second on {DATE_AR}, gave a high score on the anxiety scale. Ongoing "
                "insomnia and repeated panic "
                "attacks are reported; there is no current suicidal ideation. Please use the pseudonym "
                "above and masculine "
                "pronouns, and contact no family member for any reason."
            )
        ),
        Paragraph(
            _en(
                f"Contact by text message only, {PHONE}, between 10:00 and 13:00. No voice calls, and no "
                "message left with anybody."
            )
        ),
        Bullets(
            (
                _en("No interpreter is needed; the preferred language is Arabic."),
                _en(
                    "The present lodging is temporary, in a shared flat, and ends within two months of this "
                    "letter unless the contract is extended."
                ),
            )
        ),
        Heading(_en("Services requested")),
        Table(
            (
                Cell(_en("No."), "center"),
                Cell(_en("Service")),
                Cell(_ar("الخدمة المطلوبة")),
                Cell(_en("Priority"), "center"),
            ),
            (
                (
                    Cell(_en("1"), "center"),
                    Cell(_en("Initial psychiatric assessment")),
                    Cell(_ar("تقييم طبّي نفسي أوّلي")),
                    Cell(_en("Urgent"), "center"),
                ),
                (
                    Cell(_en("2"), "center"),
                    Cell(_en("Legal advice on renewing the permit")),
                    Cell(_ar("استشارة قانونية حول تجديد الإقامة")),
                    Cell(_en("Medium"), "center"),
                ),
            ),
            (6, 38, 38, 18),
            "en",
        ),
        Signatures(
            (
                (_en("Referral coordinator", bold=True), _en("Rana H.")),
                (_en("Client", bold=True), _en("by pseudonym: Nour al-Din Q.")),
            ),
            "en",
        ),
    )


def arabic() -> Document:
    """A referral letter in Arabic."""
    return Document("رسالة إحالة", "ar", (_HEAD, *_arabic_body()), _FOOTER_AR)


def english() -> Document:
    """A referral letter in English."""
    return Document("Referral letter", "en", (_HEAD, *_english_body()), _FOOTER_EN)


def both() -> Document:
    """Both letters one after the other."""
    return Document("رسالة إحالة", "ar", (_HEAD, *_arabic_body(), *_english_body()), _FOOTER_AR, ("ar", "en"))
