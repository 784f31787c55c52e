"""How a lead's score travels."""

import msgspec

from crm_core.domain.leads.score import Promise, Reason, Score, ScorePart


class ReasonForm(msgspec.Struct, rename="camel", frozen=True):
    """Why points were given."""

    points: int
    de: str
    en: str


class ScorePartForm(msgspec.Struct, rename="camel", frozen=True):
    """One view of the lead, from 0 to 100."""

    name: str
    label_de: str
    label_en: str
    points: int
    reasons: list[ReasonForm]


class ScoreForm(msgspec.Struct, rename="camel", frozen=True):
    """How promising the lead is, from 0 to 100: the mean of its parts."""

    points: int
    promise: Promise
    parts: list[ScorePartForm]


def score_form(score: Score) -> ScoreForm:
    return ScoreForm(score.points, score.promise, [_part(one) for one in score.parts])


def _part(part: ScorePart) -> ScorePartForm:
    reasons = [_reason(one) for one in part.reasons]
    return ScorePartForm(part.name, part.label_de, part.label_en, part.points, reasons)


def _reason(reason: Reason) -> ReasonForm:
    return ReasonForm(reason.points, reason.de, reason.en)


SCORE: dict[str, object] = {
    "points": 9,
    "promise": "LOW",
    "parts": [
        {
            "name": "fit",
            "labelDe": "Passung",
            "labelEn": "Fit",
            "points": 35,
            "reasons": [{"points": 35, "de": "Herkunft EMPFEHLUNG", "en": "source EMPFEHLUNG"}],
        }
    ],
}
