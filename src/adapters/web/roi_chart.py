"""Pictures of a calculation: bars of savings, and the months until they have paid an investment back."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

import svg
from attrs import frozen
from markupsafe import Markup, escape

from crm_food_pack.domain.roi.scenario import Outlook

_LONG, _HIGH = 1000, 20  # of a bar, in units of its own drawing
_WIDE, _TALL = 460, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 8, 12, 18, 24  # what surrounds the lines
Anchor: TypeAlias = Literal["start", "middle", "end"]
_SPANS = (12, 24, 36, 60)  # months that a picture may show


@frozen
class Bar:
    """Two savings on top of each other, measured by the longest bar beside them."""

    labor: Decimal
    waste: Decimal
    longest: Decimal


def bar(of: Bar) -> Markup:
    """Without words: what it shows stands beside it."""
    labor = _share(of.labor, of.longest)
    waste = _share(of.waste, of.longest)
    parts: list[svg.Element] = [
        svg.Rect(x=0, y=0, width=labor, height=_HIGH, class_=["bar__labor"]),
        svg.Rect(x=labor, y=0, width=waste, height=_HIGH, class_=["bar__waste"]),
    ]
    return _drawn(_LONG, _HIGH, parts, class_="bar", stretched=True)


def months_chart(
    investment: Decimal, savings: Mapping[Outlook, Decimal], say: Callable[[Decimal], str]
) -> Markup:
    """A line for each outlook, from the investment up; where it crosses nought, the investment is back."""
    span = _span(investment, savings[Outlook.REALISTIC])
    top = max(max(savings.values()) * span - investment, investment / 4)
    frame = _Frame(span, -investment, top)
    parts: list[svg.Element] = [
        *(frame.month(number) for number in range(0, span + 1, max(span // 4, 1))),
        *frame.ground(say(top.to_integral_value()), say(Decimal(0)), say(-investment)),
        *(frame.line(outlook, savings[outlook], investment) for outlook in Outlook),
    ]
    return _drawn(_WIDE, _TALL, parts, class_="months")


@frozen
class _Frame:
    span: int
    low: Decimal
    high: Decimal

    def x(self, month: Decimal | int) -> float:
        return _LEFT + float(month) / self.span * (_WIDE - _LEFT - _RIGHT)

    def y(self, amount: Decimal) -> float:
        part = (amount - self.low) / (self.high - self.low)
        return round(_TALL - _BOTTOM - float(part) * (_TALL - _BOTTOM - _TOP), 2)

    def month(self, number: int) -> svg.Element:
        at = round(self.x(number), 2)
        anchor: Anchor = "start" if number == 0 else "end" if number == self.span else "middle"
        return svg.G(
            elements=[
                svg.Line(x1=at, x2=at, y1=_TOP, y2=_TALL - _BOTTOM, class_=["months__grid"]),
                _word(at, _TALL - 8, str(number), anchor),
            ]
        )

    def ground(self, high: str, zero: str, low: str) -> list[svg.Element]:
        at, bottom = self.y(Decimal(0)), self.y(self.low)
        return [
            svg.Line(x1=_LEFT, x2=_WIDE - _RIGHT, y1=at, y2=at, class_=["months__ground"]),
            _word(_LEFT + 4, at - 5, zero),
            _word(_WIDE - _RIGHT - 4, bottom - 5, low, "end"),
            _word(_LEFT + 4, _TOP + 10, high),
        ]

    def line(self, outlook: Outlook, saving: Decimal, investment: Decimal) -> svg.Element:
        ends = saving * self.span - investment
        points = [
            svg.Point(self.x(0), self.y(self.low)),
            svg.Point(round(self.x(self.span), 2), self.y(min(ends, self.high))),
        ]
        return svg.Polyline(points=points, class_=["months__line", f"months__line--{outlook.lower()}"])


def _word(x: float, y: float, text: str, anchor: Anchor = "start") -> svg.Element:
    """The library writes texts as they are."""
    return svg.Text(x=x, y=y, text=str(escape(text)), text_anchor=anchor, class_=["months__word"])


def _span(investment: Decimal, saving: Decimal) -> int:
    """As many months as it takes to be back, and half as many again."""
    wanted = investment / saving * Decimal("1.5") if saving else Decimal(_SPANS[-1])
    return next((span for span in _SPANS if span >= wanted), _SPANS[-1])


def _share(part: Decimal, whole: Decimal) -> float:
    return round(float(part / whole) * _LONG, 1) if whole else 0


def _drawn(wide: int, tall: int, parts: list[svg.Element], *, class_: str, stretched: bool = False) -> Markup:
    return Markup(  # noqa: S704 - numbers and escaped words of ours
        svg.SVG(
            viewBox=svg.ViewBoxSpec(0, 0, wide, tall),
            preserveAspectRatio=svg.PreserveAspectRatio("none") if stretched else None,
            class_=[class_],
            elements=parts,
            extra={"aria-hidden": "true", "focusable": "false"},
        ).as_str()
    )
