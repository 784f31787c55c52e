"""Evidence on pages: who, when, what, and the hash that binds each entry to those before it."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from crm_core.domain.fields.canonical import json_text

# German beside English: a court reads the one, a partner abroad the other.
_TITLE = "Nachweis zum Leadschutz · Evidence of lead protection"
_ABOUT = (
    ("Lead", "leadId"),
    ("Mandant · tenant", "tenantId"),
    ("Ausgestellt · issued", "issuedAt"),
    ("Schlüssel · key", "keyId"),
    ("Ende der Kette · head", "head"),
)
_NOTE = (
    "Personenbezogene Werte stehen hier nur als Prüfsummen über den Wert und ein Salz, das neben ihm liegt. "
    "Jeder Eintrag ist durch seine Prüfsumme an alle vorigen gebunden; die Datei ist als Ganzes "
    "unterschrieben. Personal values appear only as hashes over the value and a salt kept beside it. Each "
    "entry is bound to all before it by its hash; the file is signed as a whole. "
    "Check: crm evidence verify FILE --key KEY"
)
_COLUMNS = ("Nr.", "Zeit (UTC) · time", "Was · what", "Angaben · details", "Prüfsumme · hash")
_WIDTHS = (26, 92, 108, 190, 104)  # points; A4 has 595, less the margins
_MARGIN = 36


class ReportlabEvidencePaper:
    """reportlab's `invariant` keeps dates and random ids out, so that the same file has the same bytes."""

    def pages(self, document: Mapping[str, Any]) -> bytes:
        # Heavy to load, and seldom needed.
        from reportlab.lib.pagesizes import A4
        from reportlab.platypus import SimpleDocTemplate

        made = BytesIO()
        paper = SimpleDocTemplate(
            made,
            pagesize=A4,
            invariant=1,
            title=_TITLE,
            author=document["keyId"],
            leftMargin=_MARGIN,
            rightMargin=_MARGIN,
            topMargin=_MARGIN,
            bottomMargin=_MARGIN,
        )
        paper.build(list(_parts(document)), onFirstPage=_numbered, onLaterPages=_numbered)
        return made.getvalue()


def _numbered(canvas: Any, paper: Any) -> None:
    canvas.setFont("Helvetica", 7)
    canvas.drawRightString(paper.pagesize[0] - _MARGIN, _MARGIN / 2, str(canvas.getPageNumber()))


def _parts(document: Mapping[str, Any]) -> Iterator[Any]:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

    styles = getSampleStyleSheet()
    normal, small = styles["Normal"], styles["Normal"].clone("small", fontSize=6.5, leading=8)
    small.splitLongWords = True
    yield Paragraph(_TITLE, styles["Title"])
    for label, member in _ABOUT:
        yield Paragraph(f"<b>{label}:</b> {escape(document[member])}", normal)
    yield Spacer(1, 8)
    yield Paragraph(_NOTE, small)
    yield Spacer(1, 8)
    rows = [[Paragraph(f"<b>{name}</b>", small) for name in _COLUMNS]]
    rows += [[Paragraph(escape(text), small) for text in _cells(link)] for link in document["entries"]]
    rules = [("GRID", (0, 0), (-1, -1), 0.25, "#999999"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    yield Table(rows, colWidths=_WIDTHS, repeatRows=1, style=TableStyle(rules))


def _cells(link: Mapping[str, Any]) -> tuple[str, ...]:
    said = "; ".join(
        f"{name}: {value if isinstance(value, str) else json_text(value)}"
        for name, value in sorted(link["said"].items())
    )
    return str(link["number"]), link["at"], link["kind"], said, link["hash"]
