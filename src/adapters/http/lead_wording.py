"""What each code of a problem about leads says to people, in German and English."""

from collections.abc import Mapping

from adapters.http.words import Explained, problem

LEAD_PROBLEMS: Mapping[str, Explained] = {
    "protection-lapsed": problem(
        "Schutz erloschen",
        "Protection has lapsed",
        "Was erloschen ist, lebt durch spätere Einträge nicht wieder auf.",
        "What has lapsed is not revived by anything recorded later.",
    ),
    "lead-reserved": problem(
        "Nur vorgemerkt",
        "Reserved only",
        "Eine Vormerkung ist nicht geschützt; zuerst mit Kontakt oder Erstkontakt registrieren.",
        "A reservation is not protected; register it with a contact or a first contact first.",
    ),
    "lead-converted": problem(
        "Lead ist Kunde geworden",
        "The lead has become a customer",
        "Mit der Vereinbarung endet der Lead; weiter geht es beim Kunden.",
        "The agreement has ended the lead; its customer goes on.",
    ),
    "lead-protected-elsewhere": problem(
        "Firma ist schon geschützt",
        "The company is protected already",
        "Diese Firma ist bis {protected_until} geschützt.",
        "This company is protected until {protected_until}.",
    ),
    "existing-customer": problem(
        "Firma ist schon Kunde",
        "The company is a customer already",
        "Diese Firma kauft bereits; ein Lead ist dafür nicht möglich.",
        "This company buys already; it cannot be a lead.",
    ),
    "duplicate-suspected": problem(
        "Vielleicht schon vorhanden",
        "Perhaps it is there already",
        "Ähnliches steht unter candidates; mit einer Begründung geht es trotzdem.",
        "Similar ones are listed under candidates; with a reason it can be registered all the same.",
    ),
    "registration-too-early": problem(
        "Noch nicht wieder möglich",
        "Not yet possible again",
        "Wer den Schutz erlöschen ließ, kann die Firma ab {free_from} wieder registrieren.",
        "Whoever let protection lapse can register the company again from {free_from} on.",
    ),
    "backdating-would-lapse": problem(
        "Schutz wäre schon erloschen",
        "Protection would have lapsed",
        "Mit diesem Beginn wäre der Schutz bereits erloschen.",
        "With this start protection would have lapsed already.",
    ),
    "protection-too-long": problem(
        "Schutz würde zu lang",
        "Protection would be too long",
        "Schutzdauer und Verlängerungen reichen zusammen höchstens bis {at_most_until}.",
        "Base period and extensions together reach no further than {at_most_until}.",
    ),
    "hold-decided": problem(
        "Über die Pause ist entschieden",
        "The hold is decided",
        "Diese Pause wartet auf keine Entscheidung mehr.",
        "This hold does not wait for a decision any more.",
    ),
}
