"""
A report as an office keeps it in Word, with everything in it that filling must not touch.

A header, a footer that numbers its pages, a picture, a footnote, a comment, tracked changes, and styles as Word has
them where it speaks Indonesian: their ids are translated, their names are not.
"""

import re
import struct
import zlib

from tests.documents.test_word_splicing import R, control
from tests.support.word_files import DECLARATION, MAIN, NAMESPACES, OFFICE, RELATIONSHIPS, TYPES, p, zipped

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
HEADER, FOOTNOTE, COMMENT = "Laporan Kinerja Kantor Contoh", "Sumber: SIMKIM, 31 Desember 2025", "periksa lagi ya"
PLANNER = "Analisis kami: capaian "
"""Words of the planner's own before a mark."""
NAMES = {"header": "header1", "footer": "footer1", "footnotes": "footnotes", "comments": "comments", "styles": "styles"}
NAMES |= {"settings": "settings", "image": "media/image1.png"}
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="22"/></w:rPr>'
    "</w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Judul1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Keterangan"><w:name w:val="caption"/><w:basedOn w:val="Normal"/>'
    "<w:rPr><w:i/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="TeksCatatanKaki"><w:name w:val="footnote text"/></w:style>'
    '<w:style w:type="character" w:styleId="ReferensiCatatanKaki"><w:name w:val="footnote reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TabelNormal"><w:name w:val="Normal Table"/></w:style>'
    '<w:style w:type="table" w:styleId="KisiTabel"><w:name w:val="Table Grid"/><w:basedOn w:val="TabelNormal"/>'
    '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr>'
    "</w:style>"
)
NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="2">{p(FOOTNOTE, "TeksCatatanKaki")}</w:footnote>'
)
PAGE_NUMBER = '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
PICTURE = (
    f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
    'distR="0"><wp:extent cx="900000" cy="450000"/><wp:docPr id="1" name="Logo kantor"/>'
    f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
    f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="logo.png"/><pic:cNvPicPr/>'
    '</pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdimage"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="450000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r></w:p>"
)
DATED = 'w:author="Budi" w:date="2026-01-12T08:00:00Z"'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> SEQ Tabel \\* ARABIC '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CELLS = "".join(
    f'<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>{content}</w:tc>'
    for content in (p("Bobot IKK 1"), control("narasi:IKK1", p("diisi nanti")) + p(""))
)
BESIDE = R.format("[[lkjdsl:nilai:IKK1.achievement]] karena &amp; berkat.")
SPLIT = f"<w:p>{R.format('[[lkjd')}{R.format('sl:tabel:capa')}{R.format('ian]]')}</w:p>"
ALONE = [p("[[lkjdsl:tabel:belanja]]"), p("[[lkjdsl:hitung:IKK2]]")]
BODY = (
    p("BAB III AKUNTABILITAS KINERJA", "Judul1")
    + PICTURE
    + f'<w:p><w:commentRangeStart w:id="0"/>{R.format(PLANNER)}<w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r>'
    f"{BESIDE}"
    '<w:r><w:rPr><w:rStyle w:val="ReferensiCatatanKaki"/></w:rPr><w:footnoteReference w:id="2"/></w:r></w:p>'
    + SPLIT
    + f"<w:p><w:ins w:id='3' {DATED}><w:r><w:t>disisipkan</w:t></w:r></w:ins>"
    f"<w:del w:id='4' {DATED}><w:r><w:delText>dihapus</w:delText></w:r></w:del></w:p>"
    + '<w:tbl><w:tblPr><w:tblStyle w:val="KisiTabel"/><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>'
    f'<w:tblGrid><w:gridCol w:w="4500"/><w:gridCol w:w="4500"/></w:tblGrid><w:tr>{CELLS}</w:tr></w:tbl>'
    + f'<w:p><w:pPr><w:pStyle w:val="Keterangan"/></w:pPr>{R.format("Tabel ")}{FIELD}{R.format(" Bobot")}</w:p>'
    + control("grafik:capaian", p("?"))
    + "".join(ALONE)
)
CONTROL = re.compile(r"<w:sdt\b(?:(?!</w:sdt>).)*</w:sdt>", re.DOTALL)
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader"/>'
    '<w:footerReference w:type="default" r:id="rIdfooter"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>'
    "</w:sectPr>"
)


def picture() -> bytes:
    """Return a PNG of 4 by 2 points in one colour (ISO/IEC 15948)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x2f\x66\x90" * 4) * 2
    header = struct.pack(">IIBBBBB", 4, 2, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def office_document(body: str = BODY, *, records: bool = False) -> bytes:
    """Return the document with a *body* of its own; it ``records`` changes where it is said."""
    settings = f'<w:trackRevisions w:val="{"1" if records else "0"}"/>'
    roots = {
        "header1": f"<w:hdr {NAMESPACES}>{p(HEADER)}</w:hdr>",
        "footer1": f"<w:ftr {NAMESPACES}>{PAGE_NUMBER}</w:ftr>",
        "footnotes": f"<w:footnotes {NAMESPACES}>{NOTES}</w:footnotes>",
        "comments": f'<w:comments {NAMESPACES}><w:comment w:id="0" {DATED} w:initials="B">{p(COMMENT)}</w:comment>'
        "</w:comments>",
        "styles": f"<w:styles {NAMESPACES}>{STYLES}</w:styles>",
        "settings": f"<w:settings {NAMESPACES}>{settings}</w:settings>",
        "document": f"<w:document {NAMESPACES}><w:body>{body}{SECTION}</w:body></w:document>",
    }
    related = "".join(
        f'<Relationship Id="rId{kind}" Type="{OFFICE}/{kind}" Target="{name if "/" in name else f"{name}.xml"}"/>'
        for kind, name in NAMES.items()
    )
    kinds = {name: f"{WORD}.{kind}+xml" for kind, name in NAMES.items() if kind != "image"} | {"document": MAIN}
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items())
    return zipped(
        {
            "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{TYPES}"><Default Extension="xml" '
            'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default '
            f'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}'
            "</Types>",
            "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" '
            f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}">{related}'
            "</Relationships>",
            "word/media/image1.png": picture(),
            **{f"word/{name}.xml": f"{DECLARATION}{xml}" for name, xml in roots.items()},
        }
    )


def around_controls(main: str) -> str:
    """Return the main part with nothing but a sign for each control, as it is before or after it was filled."""
    for marked in (SPLIT, *ALONE):
        main = main.replace(marked, "@")
    return CONTROL.sub("@", main.replace(BESIDE, f"@{R.format(' karena &amp; berkat.')}"))
