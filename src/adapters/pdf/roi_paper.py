"""The sheet of a saved calculation, as one hands it to a chef: the saving first, then how it comes about."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from adapters.pdf.roi_figures import Figures, printable
from crm_food_pack.ports.roi_scenario_readings import SeenScenario

_GREEN, _PALE, _INK, _SOFT, _LINE = "#1b6a44", "#e2efe7", "#1d211c", "#525950", "#d9d5ca"
_WASTE = "#8cc3a4"
_MARGIN, _WIDE = 48.0, 499.0  # points; A4 has 595
_PADDING = 6.0  # of the frame in which a template lays its parts
_BAR, _GAP = 15.0, 9.0
_NAME = "Cook&Fresh®"


class ReportlabRoiPaper:
    """reportlab's `invariant` keeps dates and random ids out: the same calculation has the same bytes."""

    def pages(self, seen: SeenScenario, language: str) -> bytes:
        # Heavy to load, and seldom needed.
        from reportlab.lib.pagesizes import A4
        from reportlab.platypus import SimpleDocTemplate

        figures, made = Figures.of(seen, language), BytesIO()
        paper = SimpleDocTemplate(
            made,
            pagesize=A4,
            invariant=1,
            title=printable(f"{figures.say('title')} · {seen.customer_name}"),
            author=_NAME,
            lang=language,
            leftMargin=_MARGIN - _PADDING,
            rightMargin=_MARGIN - _PADDING,
            topMargin=_MARGIN + 44,
            bottomMargin=_MARGIN,
        )

        def frame(canvas: Any, _: Any) -> None:
            _frame(canvas, figures, A4)

        paper.build(list(_parts(figures)), onFirstPage=frame, onLaterPages=frame)
        return made.getvalue()


def _frame(canvas: Any, figures: Figures, size: tuple[float, float]) -> None:
    """Whose sheet it is on top, and what it rests on at the bottom of every page."""
    wide, tall = size
    canvas.setFillColor(_GREEN)
    canvas.roundRect(_MARGIN, tall - _MARGIN - 14, 22, 22, 5, stroke=0, fill=1)
    canvas.setFillColor("#ffffff")
    canvas.wedge(
        _MARGIN + 4, tall - _MARGIN - 11, _MARGIN + 18, tall - _MARGIN + 5, 180, 180, stroke=0, fill=1
    )
    canvas.setFillColor(_INK)
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(_MARGIN + 30, tall - _MARGIN - 7, _NAME)
    canvas.setFont("Helvetica", 9)
    canvas.setFillColor(_SOFT)
    canvas.drawRightString(wide - _MARGIN, tall - _MARGIN - 7, figures.day())
    canvas.setStrokeColor(_LINE)
    canvas.line(_MARGIN, _MARGIN - 4, wide - _MARGIN, _MARGIN - 4)
    canvas.setFont("Helvetica", 7.5)
    canvas.drawString(_MARGIN, _MARGIN - 16, printable(figures.note()))


def _parts(figures: Figures) -> Iterator[Any]:
    from reportlab.platypus import KeepTogether, Paragraph, Spacer

    styles = _styles()
    scenario = figures.seen.scenario
    yield _text(figures.say("title"), styles["title"])
    yield _text(figures.say("for", name=figures.seen.customer_name), styles["lead"])
    yield _text(scenario.name, styles["soft"])
    yield Spacer(1, 16)
    yield _headline(figures, styles)
    yield Spacer(1, 18)
    yield _text(figures.say("outlooks"), styles["heading"])
    yield _outlooks(figures, styles)
    if any(one.total_monthly_savings for _, one in figures.results()):
        yield Spacer(1, 12)
        yield _bars(figures)
    yield Spacer(1, 18)
    yield KeepTogether([_text(figures.say("inputs"), styles["heading"]), _inputs(figures, styles)])
    yield Spacer(1, 14)
    how = Paragraph(escape(printable(figures.formula())), styles["soft"])
    yield KeepTogether([_text(figures.say("how"), styles["heading"]), how])


def _text(text: str, style: Any) -> Any:
    from reportlab.platypus import Paragraph

    return Paragraph(escape(printable(text)), style)


def _styles() -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle

    def style(name: str, size: float, *, color: str = _INK, bold: bool = False, **more: Any) -> Any:
        font = "Helvetica-Bold" if bold else "Helvetica"
        return ParagraphStyle(
            name,
            fontName=font,
            fontSize=size,
            leading=size * 1.35,
            textColor=color,
            splitLongWords=True,
            **more,
        )

    return {
        "title": style("title", 25, bold=True, spaceAfter=3),
        "lead": style("lead", 12.5),
        "heading": style("heading", 11.5, bold=True, spaceAfter=6),
        "soft": style("soft", 9.5, color=_SOFT),
        "cell": style("cell", 9.5),
        "head": style("head", 9.5, bold=True, alignment=2),
        "number": style("number", 9.5, alignment=2),
        "strong": style("strong", 9.5, bold=True),
        "sum": style("sum", 9.5, bold=True, alignment=2),
        "big": style("big", 30, color=_GREEN, bold=True),
        "under": style("under", 10.5),
    }


def _headline(figures: Figures, styles: dict[str, Any]) -> Any:
    """What it comes to, in the largest letters of the sheet."""
    from reportlab.platypus import Table, TableStyle

    rows = [
        [_text(figures.total(), styles["big"])],
        [_text(figures.say("month"), styles["under"])],
        [_text(figures.sentence(), styles["soft"])],
    ]
    rules = [
        ("BACKGROUND", (0, 0), (-1, -1), _PALE),
        ("LEFTPADDING", (0, 0), (-1, -1), 18),
        ("TOPPADDING", (0, 0), (-1, 0), 12),
        ("TOPPADDING", (0, 1), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -2), 1),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 13),
        ("ROUNDEDCORNERS", [8, 8, 8, 8]),
    ]
    return Table(rows, colWidths=[_WIDE], style=TableStyle(rules))


def _outlooks(figures: Figures, styles: dict[str, Any]) -> Any:
    from reportlab.platypus import Table, TableStyle

    total = 3  # the row in which both savings are added
    rows = [
        [_text(cell, styles[_style_of(row, column, total)]) for column, cell in enumerate(cells)]
        for row, cells in enumerate(figures.table())
    ]
    rules = [
        ("LINEBELOW", (0, 0), (-1, -2), 0.5, _LINE),
        ("LINEBELOW", (0, 0), (-1, 0), 1, _INK),
        ("BACKGROUND", (2, 0), (2, -1), _PALE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 4.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
    ]
    return Table(rows, colWidths=[163, 112, 112, 112], style=TableStyle(rules))


def _style_of(row: int, column: int, total: int) -> str:
    if row == 0:
        return "head"
    if column == 0:
        return "strong" if row == total else "cell"
    return "sum" if row == total else "number"


def _bars(figures: Figures) -> Any:
    """The three sums as bars, each of working time and of waste."""
    from reportlab.graphics.shapes import Drawing, Rect, String

    results = figures.results()
    longest = max(one.total_monthly_savings for _, one in results)
    tall = len(results) * (_BAR + _GAP) + 18
    drawing, left, room = Drawing(_WIDE, tall), 84.0, _WIDE - 84.0
    for place, (name, result) in enumerate(results):
        at, reached = tall - (place + 1) * (_BAR + _GAP) + _GAP, left
        drawing.add(String(0, at + 4, name, fontName="Helvetica", fontSize=9, fillColor=_color(_SOFT)))
        for amount, color in ((result.monthly_labor_savings, _GREEN), (result.monthly_waste_savings, _WASTE)):
            long = _share(amount, longest) * room
            drawing.add(
                Rect(reached, at, long, _BAR, fillColor=_color(color), strokeWidth=0, strokeColor=None)
            )
            reached += long
    reached = left
    for key, color in (("labor", _GREEN), ("waste", _WASTE)):
        drawing.add(Rect(reached, 2, 8, 8, fillColor=_color(color), strokeWidth=0, strokeColor=None))
        drawing.add(
            String(
                reached + 12, 3, figures.say(key), fontName="Helvetica", fontSize=8, fillColor=_color(_SOFT)
            )
        )
        reached += 120
    return drawing


def _inputs(figures: Figures, styles: dict[str, Any]) -> Any:
    """Two beside each other."""
    from reportlab.platypus import Table, TableStyle

    told = [(_text(name, styles["soft"]), _text(value, styles["sum"])) for name, value in figures.inputs()]
    half = (len(told) + 1) // 2
    empty = (_text("", styles["cell"]), _text("", styles["cell"]))
    rows = [[*left, "", *right] for left, right in zip(told[:half], [*told[half:], empty], strict=False)]
    rules = [
        ("LINEBELOW", (0, 0), (1, -1), 0.5, _LINE),
        ("LINEBELOW", (3, 0), (4, len(told) - half - 1), 0.5, _LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    return Table(rows, colWidths=[142, 92, 31, 142, 92], style=TableStyle(rules))


def _share(part: Decimal, whole: Decimal) -> float:
    return float(part / whole) if whole else 0.0


def _color(name: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(name)
