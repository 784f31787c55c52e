"""What the sheet of a saved calculation says, in German and in English."""

from collections.abc import Mapping

from attrs import frozen

Words = Mapping[str, str]


@frozen
class Tongue:
    """A language with its words; `locale` decides how numbers and days are written."""

    locale: str
    day: str
    words: Words


_GERMAN: Words = {
    "title": "Was Ihre Küche spart",
    "for": "Erstellt für {name}",
    "month": "im Monat, realistisch gerechnet",
    "year": "{amount} im Jahr",
    "back": "Investition zurück nach {months} Monaten",
    "outlooks": "Drei Sichtweisen",
    "CONSERVATIVE": "Vorsichtig",
    "REALISTIC": "Realistisch",
    "OPTIMISTIC": "Optimistisch",
    "labor": "Arbeitszeit",
    "waste": "Weniger Lebensmittelabfall",
    "total": "Zusammen im Monat",
    "in-a-year": "Im Jahr",
    "payback": "Investition zurück",
    "months": "{months} Monate",
    "never": "–",
    "inputs": "Ihre Küche in Zahlen",
    "mealsPerDay": "Essen je Tag",
    "daysPerMonth": "Tage je Monat",
    "laborMinutesSavedPerMeal": "Gesparte Minuten je Essen",
    "laborCostPerHour": "Arbeitskosten je Stunde",
    "foodCostPerMeal": "Wareneinsatz je Essen",
    "wasteReductionPct": "Weniger Abfall",
    "investment": "Investition",
    "how": "So ist gerechnet",
    "formula": "{meals} Essen im Monat. Arbeitszeit: Essen × gesparte Minuten ÷ 60 × Arbeitskosten je "
    "Stunde. Abfall: Essen × Wareneinsatz × vermiedener Anteil. Beides auf den Cent gerundet und "
    "zusammengezählt.",
    "factors": "Vorsichtig rechnet mit {conservative}, optimistisch mit {optimistic} der gesparten Minuten "
    "und des vermiedenen Abfalls.",
    "note": "Stand {day}, Annahmen {version}. Eine Rechnung mit Ihren Angaben, keine Zusage.",
}
_ENGLISH: Words = {
    "title": "What your kitchen saves",
    "for": "Prepared for {name}",
    "month": "a month, calculated realistically",
    "year": "{amount} a year",
    "back": "Investment back after {months} months",
    "outlooks": "Three ways to look at it",
    "CONSERVATIVE": "Conservative",
    "REALISTIC": "Realistic",
    "OPTIMISTIC": "Optimistic",
    "labor": "Working time",
    "waste": "Less food waste",
    "total": "Together in a month",
    "in-a-year": "In a year",
    "payback": "Investment back",
    "months": "{months} months",
    "never": "–",
    "inputs": "Your kitchen in figures",
    "mealsPerDay": "Meals per day",
    "daysPerMonth": "Days per month",
    "laborMinutesSavedPerMeal": "Minutes saved per meal",
    "laborCostPerHour": "Labour cost per hour",
    "foodCostPerMeal": "Food cost per meal",
    "wasteReductionPct": "Less waste",
    "investment": "Investment",
    "how": "How it is calculated",
    "formula": "{meals} meals a month. Working time: meals × minutes saved ÷ 60 × labour cost per hour. "
    "Waste: meals × food cost × the share avoided. Each is rounded to the cent, then they are added.",
    "factors": "Conservative counts {conservative}, optimistic {optimistic} of the minutes saved and of the "
    "waste avoided.",
    "note": "As of {day}, assumptions {version}. A calculation from your figures, not a promise.",
}
TONGUES: Mapping[str, Tongue] = {
    "de": Tongue("de_DE", "d. MMMM y", _GERMAN),
    "en": Tongue("en_GB", "d MMMM y", _ENGLISH),
}
