"""A follow-up as the documentation shows it."""

FOLLOW_UP = {
    "id": "01980f3a-6f00-7000-8000-0000000000f1",
    "version": 1,
    "customerId": "01980f3a-6f00-7000-8000-0000000000c1",
    "leadId": None,
    "rule": "sample-feedback",
    "title": "Rückmeldung zum Muster einholen",
    "dueAt": "2026-03-09T23:00:00Z",
    "pausedAt": None,
    "state": "OPEN",
    "badge": "ON_TRACK",
    "ownerUserId": "01980f3a-6f00-7000-8000-0000000000a1",
    "source": {"kind": "sample", "id": "01980f3a-6f00-7000-8000-0000000000d1"},
    "createdAt": "2026-03-02T08:00:00Z",
    "closedAt": None,
    "outcome": None,
    "note": None,
}
PAGE = {"items": [FOLLOW_UP], "nextCursor": None}
COMPLETION = {"outcome": "REACHED", "note": "Küchenchef ist begeistert, Angebot folgt."}
SNOOZE = {"until": "2026-03-16T08:00:00+01:00", "reason": "Betriebsferien bis zum 15."}
PAUSE = {"reason": "Küche wird umgebaut, wieder offen ab Mai"}
REMINDER = {
    "id": "01980f3a-6f00-7000-8000-0000000000f9",
    "kind": "REMINDER",
    "passedAt": "2026-03-05T23:00:00Z",
    "createdAt": "2026-03-06T07:02:00Z",
    "openedAt": None,
    "toTeam": False,
    "followUpId": FOLLOW_UP["id"],
    "followUp": FOLLOW_UP,
}
OPENED = {**REMINDER, "openedAt": "2026-03-06T08:15:00Z", "followUp": None}
