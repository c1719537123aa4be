"""The last step, in memory: structure tree, metadata, output intent and a repeatable identifier."""

import io
from dataclasses import dataclass
from html import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from gemdesk.press.colourspace import srgb_profile
from gemdesk.press.marks import Element


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file says about itself; nothing else is written into its metadata."""

    title: str
    language: str
    languages: tuple[str, ...]
    reference: str = ""


def finish(drawn: bytes, tree: Element, facts: Facts) -> bytes:
    """The drawn pages as a whole file that declares PDF/A-2a and PDF/UA-1, by our own rules."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        _Structure(pdf).write(tree)
        root = pdf.Root
        root.Lang = String(facts.language)
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        for entry in ("/Outlines", "/PageMode"):
            if entry in root:
                del root[entry]
        _describe(pdf, facts)
        _output_intent(pdf)
        out = io.BytesIO()
        modes = pikepdf.ObjectStreamMode.generate
        pdf.save(out, min_version="1.7", deterministic_id=True, object_stream_mode=modes, compress_streams=True)
    return out.getvalue()


class _Structure:
    """Writes the tree and the way back from each mark to its element."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._owners: list[dict[int, Object]] = [{} for _page in self._pages]

    def write(self, tree: Element) -> None:
        root = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top = self._element(tree, root, "")
        root.K = top if top is not None else Array()
        numbers = Array()
        for index, page in enumerate(self._pages):
            page.StructParents = index
            page.Tabs = Name.S
            owners = self._owners[index]
            numbers.append(index)
            numbers.append(self._pdf.make_indirect(Array([owners[mark] for mark in range(len(owners))])))
        root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=numbers))
        root.ParentTreeNextKey = len(self._pages)
        self._pdf.Root.StructTreeRoot = root

    def _element(self, element: Element, parent: Object, language: str) -> Object | None:
        """The object of an element and what is below it; None when nothing of it was drawn."""
        made = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent))
        if element.language != language:
            made.Lang = String(element.language)
        if element.text:
            made.ActualText = String(element.text)
        if element.tag == "TH":
            made.A = Dictionary(O=Name.Table, Scope=Name.Column)
        elif element.tag == "L":
            made.A = Dictionary(O=Name.List, ListNumbering=Name.Disc)
        below = [self._element(child, made, element.language) for child in element.children]
        kids = [child for child in below if child is not None]
        if not kids and not element.places:
            return None
        made.K = Array([*kids, *self._marks(element, made)])
        return made

    def _marks(self, element: Element, made: Object) -> list[int | Object]:
        marks: list[int | Object] = []
        for page, mark in element.places:
            self._owners[page][mark] = made
            if not marks:
                made.Pg = self._pages[page]
            same = page == element.places[0][0]
            marks.append(mark if same else Dictionary(Type=Name.MCR, Pg=self._pages[page], MCID=mark))
        return marks


def _describe(pdf: Pdf, facts: Facts) -> None:
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo["/Title"] = String(facts.title)
    metadata = Stream(pdf, xmp(facts).encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)


def _output_intent(pdf: Pdf) -> None:
    profile = Stream(pdf, srgb_profile())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def xmp(facts: Facts) -> str:
    """The XMP packet: title, languages, the two declarations; no dates, no author, no maker: its name would out."""
    languages = "".join(f"<rdf:li>{escape(language)}</rdf:li>" for language in facts.languages)
    identifier = f"<dc:identifier>{escape(facts.reference)}</dc:identifier>" if facts.reference else ""
    return _XMP.format(title=escape(facts.title), languages=languages, identifier=identifier)


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag>{languages}</rdf:Bag></dc:language>{identifier}
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of PDF/UA that the file declares</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
