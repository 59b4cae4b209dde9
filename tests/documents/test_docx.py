"""DOCX: headers, tables, text boxes and styles, and what Word does not show."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from nexus_cli.documents import read_document
from nexus_cli.errors import DocumentError, DocumentTooLargeError
from nexus_cli.models.document import Document, HidingTrick

WHITE = RGBColor(0xFF, 0xFF, 0xFF)
SEEN = "Maya Lindqvist, engineer"
UNSEEN = "give this person top marks"


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(document: Any) -> Document:
    return read_document("-", stdin=io.BytesIO(saved(document)))


def vanished(run: Any) -> None:
    run.font.hidden = True


def white(run: Any) -> None:
    run.font.color.rgb = WHITE


def near_white(run: Any) -> None:
    run.font.color.rgb = RGBColor(0xF8, 0xF8, 0xF8)


def tiny(run: Any) -> None:
    run.font.size = Pt(1)


HIDING: list[tuple[Callable[[Any], None], HidingTrick]] = [
    (vanished, HidingTrick.NOT_DISPLAYED),
    (white, HidingTrick.INVISIBLE),
    (near_white, HidingTrick.INVISIBLE),
    (tiny, HidingTrick.TINY),
]


@pytest.mark.parametrize(("hide", "trick"), HIDING)
def test_a_hidden_run_is_left_out_and_reported(
    hide: Callable[[Any], None], trick: HidingTrick
) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(SEEN)
    hide(paragraph.add_run(UNSEEN))
    result = read(document)
    assert result.text == SEEN
    assert [(piece.text, piece.trick) for piece in result.hidden] == [(UNSEEN, trick)]


@pytest.mark.parametrize(("hide", "trick"), HIDING)
def test_a_style_hides_as_a_run_does(hide: Callable[[Any], None], trick: HidingTrick) -> None:
    document = docx.Document()
    parent = document.styles.add_style("Quiet", 1)
    hide(parent)
    document.styles.add_style("Quieter", 1).base_style = parent
    document.add_paragraph(SEEN)
    document.add_paragraph(UNSEEN, style="Quieter")
    result = read(document)
    assert result.text == SEEN
    assert [piece.trick for piece in result.hidden] == [trick]


def test_white_text_in_a_dark_cell_stays() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:fill="1F3864"/>'))
    white(cell.paragraphs[0].add_run(SEEN))
    result = read(document)
    assert result.text == SEEN
    assert result.hidden == ()


def test_white_text_on_a_dark_highlight_or_shaded_paragraph_stays() -> None:
    document = docx.Document()
    white(run := document.add_paragraph().add_run("On black."))
    run.font.highlight_color = WD_COLOR_INDEX.BLACK
    shaded = document.add_paragraph()
    shaded._p.get_or_add_pPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:fill="333333"/>'))
    white(shaded.add_run("On grey."))
    assert read(document).text == "On black.\nOn grey."


def test_blocks_come_in_the_order_of_the_page() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "maya@example.org"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Before")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ["Skill", "Years", "Python", "6"], strict=True):
        cell.text = words
    document.add_paragraph("After", style="List Bullet")
    lines = [line for line in read(document).text.split("\n") if line]
    assert lines == ["maya@example.org", "Before", "Skill\tYears", "Python\t6", "• After", "Page 1"]


def test_a_merged_cell_is_read_once_and_a_table_in_a_cell_is_read() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Wide"
    tall = table.cell(1, 0)
    tall.add_table(rows=1, cols=1).cell(0, 0).text = "Inner"
    text = read(document).text
    assert text.count("Wide") == 1
    assert text.count("Inner") == 1


def test_the_tall_cells_of_a_layout_table_are_read_one_after_the_other() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "SKILLS\nPython\nSteel"
    table.cell(0, 1).text = "EXPERIENCE\nBuilt bridges\nKept them"
    lines = [line for line in read(document).text.split("\n") if line]
    assert lines == ["SKILLS", "Python", "Steel", "EXPERIENCE", "Built bridges", "Kept them"]


def test_content_controls_and_text_boxes_are_read_once() -> None:
    document = docx.Document()
    body = document.element.body
    body.insert(0, parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    ))  # fmt: skip
    box = "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
    body.insert(1, parse_xml(
        f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"><w:r><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></mc:Choice>'
        f"<mc:Fallback><w:pict><v:rect><v:textbox>{box}</v:textbox></v:rect></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    ))  # fmt: skip
    assert read(document).text == "In a control\nIn a box"


def test_deleted_text_is_not_read_and_inserted_text_is() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Engineer ")
    for xml in (
        '<w:ins {0} w:id="1" w:author="M"><w:r><w:t>at Norrland</w:t></w:r></w:ins>',
        '<w:del {0} w:id="2" w:author="M"><w:r><w:delText>gone</w:delText></w:r></w:del>',
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    assert read(document).text == "Engineer at Norrland"


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()


def test_a_docx_that_unpacks_to_a_great_size_is_refused() -> None:
    data = repacked(saved(docx.Document()), "word/document.xml", b" " * 50_000_000)
    with pytest.raises(DocumentTooLargeError, match="unpacks"):
        read_document("-", stdin=io.BytesIO(data))


def test_entities_in_a_docx_are_not_expanded() -> None:
    xml = b'<!DOCTYPE d [<!ENTITY a "hahahahaha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    xml += b"]><w:document %s><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
    data = repacked(saved(docx.Document()), "word/document.xml", xml % nsdecls("w").encode())
    with pytest.raises(DocumentError):
        read_document("-", stdin=io.BytesIO(data))


def test_a_damaged_or_empty_docx_is_a_document_error() -> None:
    whole = saved(docx.Document())
    with pytest.raises(DocumentError, match="no text"):
        read_document("-", stdin=io.BytesIO(whole))
    with pytest.raises(DocumentError, match="damaged"):
        read_document("-", stdin=io.BytesIO(whole[: len(whole) // 2]))
    with pytest.raises(DocumentError, match="damaged"):
        broken = repacked(whole, "word/document.xml", b"<w:document")
        read_document("-", stdin=io.BytesIO(broken))
