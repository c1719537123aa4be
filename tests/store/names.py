"""Invented people with names as they are borne in Syria, and how others write those names.

The Latin spellings were written down by hand, as passports, papers in Lebanon, Turkey and Germany and the people
themselves have them; nothing of the program's own tables is in them. The errors are those of fingers.
"""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

# Arabic, then Latin spellings. The first are the commonest names.
GIVEN = """
محمد mohammad mohammed muhammad mohamad mohamed muhammed mouhamad mhamad mohamd
أحمد ahmad ahmed ahmet ehmed
خالد khaled khalid halid xalid
عمر omar umar ömer oumar omer
علي ali aly alî
حسن hasan hassan hasen
حسين hussein hussain hussin husein hüseyin houssein hossein
يوسف yousef yusuf youssef yosef yousif yûsif
إبراهيم ibrahim ebrahim ibraheem ibrahîm brahim
مصطفى mustafa moustafa mostafa mustapha
محمود mahmoud mahmud mahmood mehmûd
عبد الله abdullah abdallah abdulla abdalla abd-allah
عبد الرحمن abdulrahman abdurrahman abdelrahman abd-alrahman abdul-rahman abdalrahman abdurahman
عبد القادر abdulkader abdulqader abdelkader abdul-kader abdulkadir abdel-qader
عبد الرزاق abdulrazzaq abdelrazzak abdul-razzak abdulrazak abdurrazak
عبد الكريم abdulkarim abdelkarim abdul-karim abdulkareem abdülkerim
عبد العزيز abdulaziz abdelaziz abdul-aziz abdalaziz
عبد اللطيف abdullatif abdellatif abdul-latif abdullateef
سامر samer samir samar
رامي rami ramy ramî
فادي fadi fady
بشار bashar bachar beshar
ياسر yasser yaser yasir
طارق tarek tariq tareq tarik
وليد waleed walid oualid velid
نزار nizar nezar
كريم karim kareem kerim
عماد imad emad
غسان ghassan gassan
قاسم qasem kasem kassem qasim kasım
جمال jamal gamal djamal cemal
ماهر maher mahir
ضياء diaa dia diyaa ziya
صلاح الدين salahuddin salah-aldin salaheddine salah-al-din selahattin salahaddin
نور الدين nureddin nour-aldin noureddine nour-eddin nurettin nooruddin
عز الدين izzeddin ezz-aldin ezzeddine izzuddin izz-al-din
علاء alaa ala aala
هيثم haitham haytham haisam
مؤيد moayad mouayad muayyad moayyad
لؤي louay loay luay
قصي qusay kusay qosay koussay
عدي uday oday ouday
أنس anas anass enes
أوس aws aous
إياد iyad eyad iyyad
أيهم ayham aiham
تمام tammam tamam
حازم hazem hazim
راغب ragheb raghib
سليم salim saleem selim
شادي shadi chadi shady
غيث ghaith gaith ghayth geith
فراس firas feras
مجد majd majed
معاذ muath moaz mouaz muaz moath
نضال nidal nedal nidhal
وائل wael wail ouael
يزن yazan yazen
جود joud jood jud
تيم taim taym teem
ورد ward ouard
أدهم adham edhem
أسامة osama usama oussama
باسل basel bassel basil
جواد jawad jouad cevat
حسام hussam hosam houssam husam
رائد raed raid
رياض riad riyad riadh
زياد ziad ziyad zeyad
سعيد saeed said saïd sa'id
سليمان sulaiman suleiman soleiman sleiman süleyman
شريف sharif cherif shareef şerif
صالح saleh salih
طلال talal tlal
ظافر zafer dhafer thafer
عادل adel adil
عامر amer amir aamer
عثمان othman osman uthman othmane
عصام issam isam essam
عيسى issa isa eissa
فهد fahd fahed
فؤاد fouad fuad fuat
فيصل faisal faysal feisal
كمال kamal kemal
مازن mazen mazin
مروان marwan marouan merwan
منير munir mounir moneer
نادر nader nadir
ناصر nasser naser nasir
نبيل nabil nabeel
هاني hani hany
هشام hisham hicham hesham
ياسين yassin yaseen yasin yassine
يعقوب yaqoub yacoub yakub yaqub
ذو الفقار zulfiqar zulfikar thulfiqar
حيدر haidar haydar hayder
جعفر jaafar jafar ja'far djaafar
مهدي mahdi mehdi
كنان kinan kenan
رضا rida reda rıza ridha
زكريا zakaria zakariya zakariyya zekeriya
إلياس elias ilyas ilias
جورج george jorj georges
ميشيل michel mishel
جوزيف joseph josef
حنا hanna hana
بطرس boutros butros botros
سركيس sarkis serkis
جوان jwan ciwan jiwan juan
آزاد azad azaad
دلشاد dilshad dilşad delshad
هوزان hozan hozan houzan
شيركو sherko shirko şêrko
كاوا kawa kaoua
هفال heval hevâl haval
سربست serbest sarbast
روجين rojin rojîn rogin
بيريفان berivan bêrîvan perivan
شيرين shirin sherine shireen şirin chirine
نسرين nisreen nesrin nasrin nisrine
فاطمة fatima fatma fatimah fatema fatme
عائشة aisha aysha ayşe aicha ayesha aïcha
خديجة khadija khadijah hatice xecîce khadeja
زينب zainab zeinab zaynab zeynep zeinap
مريم mariam maryam meryem mariem
آمنة amna amina emine aamna
سلمى salma selma
ليلى layla leila laila leyla
هبة hiba heba hibah
رنا rana ranna
رؤى ruaa roaa roua
لمى lama lamma
آية aya ayah
إسراء israa esraa isra esra
أسماء asmaa asma esma
هدى huda hoda houda
منى mona muna mouna
نور nour noor nur nûr
ريم reem rim rime
دانا dana danna
سارة sara sarah
هناء hanaa hana hanna
سناء sanaa sana
رجاء rajaa raja
ولاء walaa wala
دعاء duaa doaa doua
شيماء shaimaa chaima shayma
غادة ghada gada
رغد raghad ragad
ضحى duha doha
بتول batoul batool betül
بشرى bushra boshra bouchra büşra
حنان hanan hanane
جمانة joumana jumana
ديما dima deema
رزان razan razane
رهف rahaf rehaf
سحر sahar seher
سماح samah samaah
سوسن sawsan sausan sousan
شهد shahd shahed chahd
صفاء safaa safa
عبير abeer abir
علياء alyaa alia aliaa
فرح farah ferah
لين leen lin line
ميساء maysaa maissa
نجوى najwa nagwa najoua
نهى nuha noha nouha
هالة hala halah
وفاء wafaa wafa
يارا yara yaraa
ميار mayar maiar
قمر qamar kamar
جولي julie joli
كلثوم kulthum kalthoum gülsüm
رقية ruqaya rukaya roukaya rokaya
صبا saba sabaa
تالا tala talaa
"""

FAMILY = """
الأحمد al-ahmad alahmad al-ahmed
العلي al-ali alali
الحسن al-hasan alhassan al-hassan
الحسين al-hussein alhussain al-hussain
المحمد al-mohammad almohamad al-muhammad
الخطيب al-khatib alkhateeb khatib el-khatib
الحلبي al-halabi alhalabi halabi el-halabi
الدمشقي al-dimashqi aldimashki dimashqi ad-dimashqi
الحمصي al-homsi homsi alhomsi
الحموي al-hamwi hamawi alhamwi hamwi
الشامي al-shami shami ash-shami alshami chami
الديري al-deiri aldayri deiri
الإدلبي al-idlibi idlibi edlebi
السيد al-sayed elsayed as-sayed alsayyed
العمر al-omar alomar
المصطفى al-mustafa almoustafa
الجاسم al-jasem aljassem jasim
الزعبي al-zoubi alzoubi zoubi az-zoubi al-zubi
الرفاعي al-rifai rifai alrefai ar-rifai refaei
الصالح al-saleh alsaleh as-saleh
الخليل al-khalil alkhalil khalil
الإبراهيم al-ibrahim alibrahim
اليوسف al-yousef alyousef
العبد الله al-abdullah alabdullah
الحاج al-haj alhaj el-hajj
الشيخ al-sheikh alshaikh el-cheikh
النجار al-najjar najjar alnajar an-najjar
الحداد al-haddad haddad alhadad
الصباغ al-sabbagh sabbagh alsabagh
العطار al-attar attar alattar
الجندي al-jundi aljoundi jundi
المصري al-masri masri almasri
التركماني al-turkmani turkmani
الكردي al-kurdi kurdi alkurdi
الجزائري al-jazairi jazairi
الطويل al-tawil tawil altaweel
القاضي al-qadi kadi alkadi
الفارس al-fares fares
السعيد al-saeed alsaid
الخالد al-khaled alkhaled
الجمعة al-jumaa aljomaa
الدرويش al-darwish aldarwish
البكور al-bakkour albakour
الحريري al-hariri hariri
المقداد al-miqdad mekdad almokdad
العيسى al-issa alissa
النابلسي al-nabulsi nabulsi
القباني al-qabbani kabbani qabbani
الأتاسي al-atassi atassi
العظم al-azm azem
درويش darwish derviş darwich
حداد haddad hadad
نجار najjar najar nadjar
خوري khoury khouri khuri koury
صباغ sabbagh sabag
عطار attar atar
زعيم zaim zaeem
كيالي kayali kayyali kiali
طباع tabbaa tabaa
شحادة shehadeh chehade shahada shihada
عبود abboud aboud
سلوم salloum salloom
غنوم ghannoum ghanoum
ديب deeb dib
يونس younes yunus yunis
بركات barakat barakaat
حمدان hamdan hamdane
قدور kaddour qaddour qadour
رمضان ramadan ramadhan ramazan
شيخو shekho sheikho şêxo chikho
حاج علي haj-ali hajali hajj-ali haj-aly
حاج حسين haj-hussein hajhussein haj-hussain
أبو زيد abu-zaid abou-zeid abuzaid abo-zaid
أبو الخير abu-alkhair abou-alkheir abulkhair abu-al-khair
أبو شعر abu-shaar abou-chaar abo-shaar
أبو راس abu-ras abou-rass
بدران badran bedran
بيطار bitar baitar
جبارة jbara jabara
حبيب habib habeeb
حجازي hijazi hejazi
دالاتي dalati dalaty
رزق rizk rizq
زيتون zaitoun zeitoun zaytoun
شعبان shaaban chaaban shaban
صقر saqr sakr
ضاهر daher dahir
طحان tahhan tahan
غزال ghazal gazal
قاسمي qasmi kasmi qasemi
لطفي lutfi lotfi
مرعي merhi marei marie
هاشم hashem hachem hashim
وهبة wehbe wahba wehbeh
يازجي yazji yaziji
معتوق maatouk matouk maatouq
الفرا al-farra alfarra
مارديني mardini mardiny
إسماعيل ismail isma'il esmail
أيوب ayoub ayyoub eyup
مؤذن mouazen muazzin mouazzen
حميدي hamidi humaidi
عساف assaf asaf
سويدان sweidan suwaidan
جبر jabr jaber
سرحان sarhan serhan
كنعان kanaan kenan kan'an
عواد awwad awad aouad
فرحات farhat ferhat
منصور mansour mansur
نصر الله nasrallah nasralla
عيد eid id
غانم ghanem ganem
مخلوف makhlouf mahluf
سلامة salameh salama
شاهين shaheen chahine şahin
طه taha
قطان qattan kattan
كركي karaki karki
ملا mulla molla mala
بوظو bozo bouzo buzo
حسو hasso hesso
مستو misto mesto
كوسا kousa kusa
أوسي osê ossi usi
خلو khello xelo khallo
حنان hannan hanan
بكداش bakdash bakdache bektaş
يلماز yilmaz yılmaz
أرسلان arslan arsalan
سركيسيان sarkissian sarkisian
كشيشيان keshishian kechichian
ججو jajjo jajo
صليبا saliba slayba
توما touma toma
قرياقوس qiryaqos kiryakos
عازار azar aazar
نحاس nahhas nahas
ترزي tarzi terzi
قزاز kazzaz qazzaz
حلاق hallak hallaq
سقا sakka saqqa
عرب arab
بعاج baaj
ظاظا zaza
ثابت thabet sabit thabit
ذياب dhiab diab thiab ziab
غريب gharib ghareeb garip
شربجي sharbaji chorbaji shurbaji
قهوجي kahwaji qahwaji
عاشور ashour achour
"""

SHIFTS: dict[str, Callable[[str, int, str], str]] = {
    "dropped": lambda word, at, _letter: word[:at] + word[at + 1 :],
    "added": lambda word, at, letter: word[:at] + letter + word[at:],
    "another": lambda word, at, letter: word[:at] + letter + word[at + 1 :],
    "exchanged": lambda word, at, _letter: word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at else word,
}
ERRORS = tuple(SHIFTS)
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
# Keys beside each other on the Arabic keyboard.
_ROWS = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ")
_MARKS = "ًٌٍَُِّْ"


@cache
def _table(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Arabic name and its Latin spellings, from the lines above."""
    found = []
    for line in text.strip().splitlines():
        parts = line.split(" ")
        first = next(at for at, part in enumerate(parts) if part.lstrip("'")[0].isascii() or part[0] in "ömşû")
        latin = tuple(part.replace("-", " ") if at % 2 else part for at, part in enumerate(parts[first:]))
        found.append((" ".join(parts[:first]), latin))
    return tuple(found)


def table() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every part of a name in Arabic with its Latin spellings."""
    return _table(GIVEN) + _table(FAMILY)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of three parts: one's own, the father's, the family's."""

    arabic: str
    spellings: tuple[tuple[str, ...], ...]

    def latin(self, draw: random.Random) -> str:
        """The name as somebody writes it in Latin letters."""
        return " ".join(draw.choice(part).title() for part in self.spellings)


def names(count: int, seed: int = 7) -> list[Name]:
    """So many different names; common parts come more often than rare ones."""
    draw = random.Random(seed)
    given, family = _table(GIVEN), _table(FAMILY)
    common = [1 / (place + 12) for place in range(len(given))]
    usual = [1 / (place + 30) for place in range(len(family))]
    found: dict[str, Name] = {}
    while len(found) < count:
        parts = [*draw.choices(given, common, k=2), draw.choices(family, usual)[0]]
        arabic = " ".join(part[0] for part in parts)
        found.setdefault(arabic, Name(arabic, tuple(part[1] for part in parts)))
    return list(found.values())


def with_error(name: str, draw: random.Random) -> str:
    """The name with one slip of the finger in one of its words of four letters or more."""
    words = name.split(" ")
    at = draw.choice([place for place, word in enumerate(words) if len(word) > 3] or [0])
    word, sort = words[at], draw.choice(ERRORS)
    place = draw.randrange(len(word))
    words[at] = SHIFTS[sort](word, place, _letter(word[place], draw))
    return " ".join(words)


def _letter(wished: str, draw: random.Random) -> str:
    """What a finger hits that aims at a letter: mostly a key beside it."""
    for row in _ROWS:
        at = row.find(wished)
        if at >= 0 and draw.random() < 0.8:
            return draw.choice(row[max(at - 1, 0) : at] + row[at + 1 : at + 2])
    return draw.choice(_LETTERS)


def _plain_alef(name: str, _draw: random.Random) -> str:
    return name.translate(str.maketrans("أإآ", "ااا"))


def _marked(name: str, draw: random.Random) -> str:
    return "".join(sign + (draw.choice(_MARKS) if sign != " " and draw.random() < 0.6 else "") for sign in name)


def _stretched(name: str, _draw: random.Random) -> str:
    return "".join(sign + ("ـ" if sign in "محسبتنيكفقلهجخعغصضطظش" else "") for sign in name)


def _persian(name: str, _draw: random.Random) -> str:
    return name.translate(str.maketrans("يكى", "یکی"))


def _plain_ends(name: str, _draw: random.Random) -> str:
    return " ".join(word[:-1] + {"ة": "ه", "ى": "ي", "ي": "ى"}.get(word[-1], word[-1]) for word in name.split(" "))


def _presented(name: str, _draw: random.Random) -> str:
    forms = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFE80, 0xFEF5)}
    return "".join(forms.get(sign, sign) for sign in name)


def _joined(name: str, _draw: random.Random) -> str:
    for apart in ("عبد ", "أبو ", "حاج ", "ذو "):
        name = name.replace(apart, apart.strip())
    return name.replace(" الدين", "الدين")


def _decomposed(name: str, _draw: random.Random) -> str:
    return unicodedata.normalize("NFD", name)


def _without_article(name: str, _draw: random.Random) -> str:
    words = name.split(" ")
    last = words[-1]
    joined = len(words) > 1 and words[-2] in ("عبد", "أبو", "العبد")
    if last.startswith("ال") and len(last) > 4 and not joined and last != "الدين":
        words[-1] = last[2:]
    return " ".join(words)


# Spellings of one name that the fold has to bring together.
VARIANTS: dict[str, Callable[[str, random.Random], str]] = {
    "as it is": lambda name, _draw: name, "plain alef": _plain_alef, "vowel marks": _marked, "tatweel": _stretched,
    "Persian letters": _persian, "final letters": _plain_ends, "presentation forms": _presented,
    "written together": _joined, "decomposed": _decomposed, "without the article": _without_article,
}  # fmt: skip
