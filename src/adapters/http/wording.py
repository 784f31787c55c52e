"""What each code of a problem says to people, in German and English; `field_wording` does it for fields."""

from collections.abc import Mapping

from adapters.http.lead_wording import LEAD_PROBLEMS
from adapters.http.words import Explained, problem

PROBLEMS: Mapping[str, Explained] = {
    "validation-failed": problem(
        "Eingabe stimmt nicht",
        "The input is wrong",
        "Mindestens eine Angabe fehlt oder stimmt nicht; jede steht unter errors.",
        "At least one value is missing or wrong; each is listed under errors.",
    ),
    "malformed-request": problem(
        "Anfrage unlesbar",
        "The request is unreadable",
        "Die Anfrage entspricht nicht HTTP.",
        "The request does not follow HTTP.",
    ),
    "unauthenticated": problem(
        "Nicht angemeldet",
        "Not authenticated",
        "Ein gültiges Token im Kopf Authorization (Bearer) wird gebraucht.",
        "A valid token in the Authorization header (Bearer) is needed.",
    ),
    "not-allowed": problem(
        "Nicht erlaubt",
        "Not allowed",
        "Das ist zu sehen, aber nicht von Ihnen zu ändern.",
        "You may see this, but it is not yours to change.",
    ),
    "field-restricted": problem(
        "Feld geschützt",
        "The field is restricted",
        "Dieses Feld dürfen nur Berechtigte ändern.",
        "Only authorised people may change this field.",
    ),
    "not-found": problem(
        "Nicht gefunden",
        "Not found",
        "Das gibt es nicht, oder es ist für Sie nicht zu sehen.",
        "It does not exist, or you may not see it.",
    ),
    "method-not-allowed": problem(
        "Methode nicht möglich",
        "Method not allowed",
        "Diese Adresse gibt es, aber nicht mit dieser Methode; Allow nennt die möglichen.",
        "This address exists, but not with this method; Allow names the possible ones.",
    ),
    "not-acceptable": problem(
        "Form nicht lieferbar",
        "Not acceptable",
        "Accept schließt jede Form aus, die es hier gibt: {offered}.",
        "Accept excludes every form there is here: {offered}.",
    ),
    "request-timeout": problem(
        "Anfrage zu langsam",
        "The request took too long",
        "Die Anfrage kam nicht in {seconds} Sekunden vollständig an.",
        "The request did not arrive completely within {seconds} seconds.",
    ),
    "conflict": problem(
        "Widerspruch zum Stand",
        "Conflict with the present state",
        "Der gegenwärtige Stand lässt das nicht zu.",
        "The present state does not allow this.",
    ),
    "archived": problem(
        "Kunde archiviert",
        "The customer is archived",
        "Ein archivierter Kunde kann gelesen und wiederhergestellt, aber nicht geändert werden.",
        "An archived customer can be read and restored, but not changed.",
    ),
    "has-locations": problem(
        "Kette hat Standorte",
        "The chain has locations",
        "Eine Kette mit Standorten kann weder archiviert werden noch aufhören, eine Kette zu sein.",
        "A chain with locations can neither be archived nor stop being a chain.",
    ),
    "has-archived-locations": problem(
        "Kette hat archivierte Standorte",
        "The chain has archived locations",
        "Standorte, die noch zurückkommen können, brauchen ihre Kette: zurückholen und lösen, oder warten.",
        "Locations that may still come back need their chain: restore and detach them, or wait.",
    ),
    "chain-archived": problem(
        "Kette ist archiviert",
        "The chain is archived",
        "Ein Standort kommt nur unter einer lebenden Kette zurück: zuerst die Kette wiederherstellen.",
        "A location comes back under a live chain only: restore the chain first.",
    ),
    "follow-up-closed": problem(
        "Wiedervorlage abgeschlossen",
        "The follow-up is closed",
        "Eine erledigte oder abgesagte Wiedervorlage ändert sich nicht mehr.",
        "A follow-up that is done or canceled does not change any more.",
    ),
    "follow-up-overdue": problem(
        "Wiedervorlage überfällig",
        "The follow-up is overdue",
        "Abgelaufene Zeit lässt sich nicht anhalten.",
        "Time that has run out cannot be paused.",
    ),
    "follow-up-paused": problem(
        "Wiedervorlage ruht",
        "The follow-up is paused",
        "Eine ruhende Wiedervorlage hat keine Frist, die sich verschieben ließe: zuerst weiterlaufen lassen.",
        "A follow-up that is paused has no deadline to put off: resume it first.",
    ),
    "follow-up-has-fixed-day": problem(
        "Wiedervorlage mit festem Tag",
        "The follow-up has a fixed day",
        "Eine Wiedervorlage, die von einem festen Tag zurückzählt, lässt sich nicht anhalten.",
        "A follow-up that counts back from a fixed day cannot be paused.",
    ),
    "activity-withdrawn": problem(
        "Aktivität zurückgezogen",
        "The activity is withdrawn",
        "Eine zurückgezogene Aktivität kann gelesen, aber nicht geändert werden.",
        "A withdrawn activity can be read, not changed.",
    ),
    "invalid-status-transition": problem(
        "Dieser Schritt ist nicht möglich",
        "This step is not possible",
        "Von diesem Stand aus führt kein Weg zu dem gewünschten.",
        "From this status there is no way to the one that is wanted.",
    ),
    "sample-already-final": problem(
        "Das Muster ist abgeschlossen",
        "The sample is final",
        "Ein abgeschlossenes Muster ändert seinen Stand nicht mehr.",
        "A final sample does not change its status any more.",
    ),
    "mail-refused": problem(
        "Die Post ist unzustellbar",
        "The letter cannot be delivered",
        "Der Empfänger nimmt an diese Adresse keine Post an.",
        "The receiver takes no mail at this address.",
    ),
    "contact-channel-required": problem(
        "Ein anderer Kontaktweg fehlt",
        "Another way to reach the customer is missing",
        "Nachrichten kommen nicht an: zuerst eine andere Adresse oder Telefonnummer hinterlegen.",
        "Messages are not delivered: record another address or phone number first.",
    ),
    "field-of-pack": problem(
        "Feld gehört zum Paket",
        "The field belongs to the pack",
        "Was ein Paket festlegt, ändert sich nur mit einer neuen Fassung des Pakets.",
        "What a pack declares is changed by another version of the pack.",
    ),
    "values-break-definition": problem(
        "Vorhandene Werte passen nicht",
        "Existing values do not fit",
        "Die engere Festlegung würde Werte von {count} Kunden falsch machen.",
        "The tighter definition would make values of {count} customers wrong.",
    ),
    "definition-being-checked": problem(
        "Eine Festlegung wird geprüft",
        "A definition is being checked",
        "Vorhandene Werte werden gerade gegen eine engere Festlegung geprüft; danach geht es weiter.",
        "Values are being checked against a tighter definition; go on when that is finished.",
    ),
    "too-many-fields": problem(
        "Zu viele Felder",
        "Too many fields",
        "Höchstens {maximum} eigene Felder; nicht mehr gebrauchte lassen sich als veraltet kennzeichnen.",
        "At most {maximum} fields of your own; those no longer needed can be marked as deprecated.",
    ),
    "key-was-used": problem(
        "Schlüssel schon benutzt",
        "The key was used before",
        "Unter diesem Schlüssel stehen schon Werte von früher; bitte einen anderen wählen.",
        "Values from an earlier time stand under this key; please choose another one.",
    ),
    "value-taken": problem(
        "Eindeutiger Wert vergeben",
        "A unique value is taken",
        "Inzwischen hat ein anderer Kunde einen Wert, den nur einer haben darf.",
        "Meanwhile another customer has a value that only one may have.",
    ),
    **LEAD_PROBLEMS,
    "idempotency-key-reused": problem(
        "Schlüssel schon vergeben",
        "The idempotency key was used before",
        "Dieser Idempotency-Key gehört zu einer anderen Anfrage.",
        "This Idempotency-Key belongs to another request.",
    ),
    "request-in-progress": problem(
        "Anfrage läuft noch",
        "The request is still running",
        "Die erste Anfrage mit diesem Idempotency-Key ist noch nicht beantwortet.",
        "The first request with this Idempotency-Key has not been answered yet.",
    ),
    "gone": problem(
        "Nicht mehr verfügbar", "Gone", "Es war da, und seine Zeit ist vorbei.", "Its time is over."
    ),
    "restore-time-over": problem(
        "Frist vorbei",
        "The time to restore is over",
        "Ein archivierter Kunde kann dreißig Tage lang wiederhergestellt werden.",
        "An archived customer can be restored for thirty days.",
    ),
    "version-mismatch": problem(
        "Inzwischen geändert",
        "Changed in the meantime",
        "Jemand hat es seit Ihrem Stand geändert: neu laden und die Änderung wiederholen.",
        "Somebody changed it since you looked: load it again and repeat the change.",
    ),
    "too-large": problem(
        "Zu groß",
        "Too large",
        "Der Inhalt ist größer als {maximum} Byte.",
        "The body is larger than {maximum} bytes.",
    ),
    "unsupported-media-type": problem(
        "Medientyp nicht möglich",
        "Unsupported media type",
        "Hier wird nur {accepted} angenommen.",
        "Only {accepted} is taken here.",
    ),
    "precondition-required": problem(
        "If-Match fehlt",
        "If-Match is missing",
        "Diese Änderung verlangt If-Match mit dem ETag des Stands, auf dem sie aufbaut.",
        "This change needs If-Match with the ETag of the state it builds on.",
    ),
    "rate-limited": problem(
        "Zu viele Anfragen",
        "Too many requests",
        "Die Grenze für dieses Token ist erreicht; Retry-After nennt die Sekunden bis zur nächsten Anfrage.",
        "The limit of this token is reached; Retry-After names the seconds until the next request.",
    ),
    "unavailable": problem(
        "Gerade nicht möglich",
        "Not available right now",
        "Dieselbe Anfrage kann gleich gelingen; Retry-After nennt die Sekunden.",
        "The same request may succeed soon; Retry-After names the seconds.",
    ),
    "internal-error": problem(
        "Fehler bei uns",
        "Our mistake",
        "Der Fehler ist mit dieser correlationId im Protokoll.",
        "The error is in the log under this correlationId.",
    ),
}
