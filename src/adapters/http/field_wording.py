"""What each code of a bad field says to people, in German and English."""

from collections.abc import Mapping

from adapters.http.words import Words

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
    "unknown-kinds": Words(
        "Diese Arten gibt es nicht: {named}. Möglich sind: {options}.",
        "There are no such kinds: {named}. One or more of: {options}.",
    ),
    "not-an-email": Words("Keine E-Mail-Adresse.", "Not an email address."),
    "not-a-phone-number": Words("Keine Telefonnummer.", "Not a phone number."),
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
    "not-your-team": Words(
        "Geteilt wird mit einem Team, dem man angehört.", "One shares with a team one belongs to."
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
    "bad-idempotency-key": Words("1 bis 255 sichtbare ASCII-Zeichen.", "1 to 255 visible ASCII characters."),
    "unknown-sku": Words("Diesen Artikel gibt es im Katalog nicht.", "The catalogue has no such product."),
    "unknown-kit": Words("Diese Musterbox gibt es im Katalog nicht.", "The catalogue has no such kit."),
    "in-past": Words("Liegt in der Vergangenheit.", "Lies in the past."),
    "exactly-one-of": Words("Genau eines von: {members}.", "Exactly one of: {members}."),
    "at-least-one-of": Words("Mindestens eines von: {members}.", "At least one of: {members}."),
    "first-contact-required": Words(
        "Bei {source} wird der erste Kontakt dokumentiert.", "With {source} the first contact is documented."
    ),
    "not-in-a-reservation": Words(
        "Eine Vormerkung nennt nur Firma, Ort und Branche.",
        "A reservation names company, place and industry only.",
    ),
    "is-owner": Words("Das ist schon, wem der Lead gehört.", "This is whose lead it is already."),
    "not-earlier": Words("Liegt nicht vor {than}.", "Is not before {than}."),
    "before-protection": Words("Liegt vor Beginn des Schutzes.", "Lies before protection started."),
    "too-long-ago-days": Words("Liegt mehr als {days} Tage zurück.", "Longer ago than {days} days."),
    "in-future": Words("Liegt in der Zukunft.", "Lies in the future."),
    "not-in-future": Words("Liegt nicht in der Zukunft.", "Does not lie in the future."),
    "too-long-ago": Words("Älter als {months} Monate.", "Longer ago than {months} months."),
    "cannot-change": Words("Lässt sich nicht ändern.", "Cannot be changed."),
    "not-unique": Words("Diesen Wert gibt es schon.", "This value exists already."),
    "not-trimmed": Words("Beginnt oder endet mit Leerzeichen.", "Begins or ends with spaces."),
    "duplicate": Words("Steht zweimal.", "Stands twice."),
    "same-shape": Words("Zwei Formen sind nicht zu unterscheiden.", "Two shapes cannot be told apart."),
    "out-of-order": Words("Muss nach {after} liegen.", "Must come after {after}."),
    "out-of-range": Words(
        "Erwartet wird eine ganze Zahl von {low} bis {high}.",
        "A whole number from {low} to {high} is expected.",
    ),
    "not-a-code": Words(
        "Kein Wort in Großbuchstaben wie QUALIFIED_CALL.", "Not a code in capitals such as QUALIFIED_CALL."
    ),
    "mixes-restrictions": Words(
        "Eine Regel von {field} verbindet das mit Feldern, die andere sehen dürfen.",
        "A rule of {field} ties this to fields that others may see.",
    ),
    "not-comparable": Words(
        "Eine Regel von {field} vergleicht das mit etwas von anderer Art.",
        "A rule of {field} compares this with something of another kind.",
    ),
    "pattern-not-allowed": Words("Dieses Muster ist zu aufwendig.", "This pattern is too costly."),
}
