"""What each code says to people, in German and English: the one catalogue of problem and field texts."""

from collections.abc import Mapping

from attrs import frozen


@frozen
class Words:
    de: str
    en: str

    def say(self, language: str, facts: Mapping[str, object]) -> str:
        template = self.de if language == "de" else self.en
        return template.format_map(_Facts(facts, language)) if "{" in template else template


@frozen
class Explained:
    """A problem's title and the sentence about it."""

    title: Words
    detail: Words


class _Facts(dict[str, object]):
    """Facts as a sentence writes them; a missing one leaves an ellipsis instead of an error."""

    def __init__(self, facts: Mapping[str, object], language: str) -> None:
        super().__init__({name: _written(value, language) for name, value in facts.items()})

    def __missing__(self, key: str) -> str:
        return "…"


def _written(value: object, language: str) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    text = str(value)
    return _IN_GERMAN.get(text, text) if language == "de" else text


_IN_GERMAN = {
    "text": "Text",
    "number": "Zahl",
    "whole number": "ganze Zahl",
    "true or false": "wahr oder falsch",
    "date": "Datum",
    "instant": "Zeitpunkt",
    "object": "Objekt",
    "list": "Liste",
}


def _problem(title_de: str, title_en: str, detail_de: str, detail_en: str) -> Explained:
    return Explained(Words(title_de, title_en), Words(detail_de, detail_en))


PROBLEMS: Mapping[str, Explained] = {
    "validation-failed": _problem(
        "Eingabe stimmt nicht",
        "The input is wrong",
        "Mindestens eine Angabe fehlt oder stimmt nicht; jede steht unter errors.",
        "At least one value is missing or wrong; each is listed under errors.",
    ),
    "malformed-request": _problem(
        "Anfrage unlesbar",
        "The request is unreadable",
        "Die Anfrage entspricht nicht HTTP.",
        "The request does not follow HTTP.",
    ),
    "unauthenticated": _problem(
        "Nicht angemeldet",
        "Not authenticated",
        "Ein gültiges Token im Kopf Authorization (Bearer) wird gebraucht.",
        "A valid token in the Authorization header (Bearer) is needed.",
    ),
    "not-allowed": _problem(
        "Nicht erlaubt",
        "Not allowed",
        "Das ist zu sehen, aber nicht von Ihnen zu ändern.",
        "You may see this, but it is not yours to change.",
    ),
    "field-restricted": _problem(
        "Feld geschützt",
        "The field is restricted",
        "Dieses Feld dürfen nur Berechtigte ändern.",
        "Only authorised people may change this field.",
    ),
    "not-found": _problem(
        "Nicht gefunden",
        "Not found",
        "Das gibt es nicht, oder es ist für Sie nicht zu sehen.",
        "It does not exist, or you may not see it.",
    ),
    "method-not-allowed": _problem(
        "Methode nicht möglich",
        "Method not allowed",
        "Diese Adresse gibt es, aber nicht mit dieser Methode; Allow nennt die möglichen.",
        "This address exists, but not with this method; Allow names the possible ones.",
    ),
    "not-acceptable": _problem(
        "Form nicht lieferbar",
        "Not acceptable",
        "Accept schließt jede Form aus, die es hier gibt: {offered}.",
        "Accept excludes every form there is here: {offered}.",
    ),
    "request-timeout": _problem(
        "Anfrage zu langsam",
        "The request took too long",
        "Die Anfrage kam nicht in {seconds} Sekunden vollständig an.",
        "The request did not arrive completely within {seconds} seconds.",
    ),
    "conflict": _problem(
        "Widerspruch zum Stand",
        "Conflict with the present state",
        "Der gegenwärtige Stand lässt das nicht zu.",
        "The present state does not allow this.",
    ),
    "archived": _problem(
        "Kunde archiviert",
        "The customer is archived",
        "Ein archivierter Kunde kann gelesen und wiederhergestellt, aber nicht geändert werden.",
        "An archived customer can be read and restored, but not changed.",
    ),
    "has-locations": _problem(
        "Kette hat Standorte",
        "The chain has locations",
        "Eine Kette mit Standorten kann weder archiviert werden noch aufhören, eine Kette zu sein.",
        "A chain with locations can neither be archived nor stop being a chain.",
    ),
    "idempotency-key-reused": _problem(
        "Schlüssel schon vergeben",
        "The idempotency key was used before",
        "Dieser Idempotency-Key gehört zu einer anderen Anfrage.",
        "This Idempotency-Key belongs to another request.",
    ),
    "request-in-progress": _problem(
        "Anfrage läuft noch",
        "The request is still running",
        "Die erste Anfrage mit diesem Idempotency-Key ist noch nicht beantwortet.",
        "The first request with this Idempotency-Key has not been answered yet.",
    ),
    "gone": _problem(
        "Nicht mehr verfügbar", "Gone", "Es war da, und seine Zeit ist vorbei.", "Its time is over."
    ),
    "restore-time-over": _problem(
        "Frist vorbei",
        "The time to restore is over",
        "Ein archivierter Kunde kann dreißig Tage lang wiederhergestellt werden.",
        "An archived customer can be restored for thirty days.",
    ),
    "version-mismatch": _problem(
        "Inzwischen geändert",
        "Changed in the meantime",
        "Jemand hat es seit Ihrem Stand geändert: neu laden und die Änderung wiederholen.",
        "Somebody changed it since you looked: load it again and repeat the change.",
    ),
    "too-large": _problem(
        "Zu groß",
        "Too large",
        "Der Inhalt ist größer als {maximum} Byte.",
        "The body is larger than {maximum} bytes.",
    ),
    "unsupported-media-type": _problem(
        "Medientyp nicht möglich",
        "Unsupported media type",
        "Hier wird nur {accepted} angenommen.",
        "Only {accepted} is taken here.",
    ),
    "precondition-required": _problem(
        "If-Match fehlt",
        "If-Match is missing",
        "Diese Änderung verlangt If-Match mit dem ETag des Stands, auf dem sie aufbaut.",
        "This change needs If-Match with the ETag of the state it builds on.",
    ),
    "rate-limited": _problem(
        "Zu viele Anfragen",
        "Too many requests",
        "Die Grenze für dieses Token ist erreicht; Retry-After nennt die Sekunden bis zur nächsten Anfrage.",
        "The limit of this token is reached; Retry-After names the seconds until the next request.",
    ),
    "unavailable": _problem(
        "Gerade nicht möglich",
        "Not available right now",
        "Dieselbe Anfrage kann gleich gelingen; Retry-After nennt die Sekunden.",
        "The same request may succeed soon; Retry-After names the seconds.",
    ),
    "internal-error": _problem(
        "Fehler bei uns",
        "Our mistake",
        "Der Fehler ist mit dieser correlationId im Protokoll.",
        "The error is in the log under this correlationId.",
    ),
}

FIELDS: Mapping[str, Words] = {
    "required": Words("Angabe fehlt.", "A value is missing."),
    "wrong-type": Words("Erwartet wird: {expected}.", "Expected: {expected}."),
    "forbidden-character": Words(
        "Enthält ein Zeichen, das nicht gespeichert werden kann.",
        "Contains a character that can't be stored.",
    ),
    "too-short": Words("Mindestens {minimum} Zeichen.", "At least {minimum} characters."),
    "too-long": Words("Höchstens {maximum} Zeichen.", "At most {maximum} characters."),
    "pattern": Words("Entspricht nicht der Form {pattern}.", "Does not have the form {pattern}."),
    "too-small": Words("Mindestens {minimum}.", "At least {minimum}."),
    "too-large": Words("Höchstens {maximum}.", "At most {maximum}."),
    "too-many-decimals": Words("Höchstens {places} Nachkommastellen.", "At most {places} decimal places."),
    "not-a-choice": Words("Möglich sind: {options}.", "One of: {options}."),
    "not-a-uuid": Words("Keine UUID.", "Not a UUID."),
    "not-a-date": Words("Kein Datum der Form JJJJ-MM-TT.", "Not a date of the form YYYY-MM-DD."),
    "naive-instant": Words(
        "Dem Zeitpunkt fehlt die Zeitzone (Z oder +01:00).", "The instant lacks its offset (Z or +01:00)."
    ),
    "not-an-instant": Words("Kein Zeitpunkt nach RFC 3339.", "Not an instant as of RFC 3339."),
    "unknown-field": Words("Dieses Feld gibt es nicht.", "There is no such field."),
    "wrong-length": Words("Zwischen {minimum} und {maximum} Einträge.", "From {minimum} to {maximum} items."),
    "unknown-reference": Words(
        "Das gibt es nicht, oder es ist für Sie nicht zu sehen.", "It does not exist, or you may not see it."
    ),
    "chain-has-no-parent": Words("Eine Kette gehört zu keiner Kette.", "A chain has no parent."),
    "own-parent": Words("Ein Kunde gehört nicht zu sich selbst.", "A customer is not its own parent."),
    "parent-is-no-chain": Words("Das ist keine (lebende) Kette.", "That is no (live) chain."),
    "bad-cursor": Words("Diesen Cursor haben wir nicht ausgegeben.", "We never gave out this cursor."),
    "cursor-of-another-list": Words(
        "Dieser Cursor gehört zu anderen Filtern.", "This cursor belongs to other filters."
    ),
    "unknown-parameter": Words(
        "Diesen Parameter gibt es nicht; möglich: {known}.", "There is no such parameter; known: {known}."
    ),
    "repeated-parameter": Words("Dieser Parameter darf nur einmal stehen.", "This parameter may stand once."),
    "not-utf-8": Words("Kein gültiges UTF-8.", "Not valid UTF-8."),
    "not-json": Words(
        "Kein JSON (Zeile {line}, Spalte {column}).", "Not JSON (line {line}, column {column})."
    ),
    "too-deep": Words("Tiefer als {maximum} Ebenen.", "Nested deeper than {maximum} levels."),
    "duplicate-name": Words("Ein Name steht zweimal im selben Objekt.", "A name stands twice in one object."),
    "number-too-long": Words("Eine Zahl hat zu viele Ziffern.", "A number has too many digits."),
    "number-out-of-range": Words("Eine Zahl ist zu groß oder zu klein.", "A number is out of range."),
    "not-a-number": Words("NaN und Infinity sind kein JSON.", "NaN and Infinity are not JSON."),
    "body-not-expected": Words("Hier wird kein Inhalt erwartet.", "No body is expected here."),
    "bad-etag": Words('Kein ETag der Form "…".', 'Not an ETag of the form "…".'),
    "bad-idempotency-key": Words("1 bis 255 sichtbare ASCII-Zeichen.", "1 to 255 visible ASCII characters."),
    "unknown-setting": Words("Diese Einstellung gibt es nicht.", "There is no such setting."),
}
