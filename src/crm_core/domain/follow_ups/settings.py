"""What may be set about telling people of follow-ups: whether letters go out, and who leads a region."""

from collections.abc import Iterable
from uuid import UUID

from crm_core.domain.fields.kinds import Boolean, Text
from crm_core.domain.ids import UserId
from crm_core.domain.settings.resolve import resolve
from crm_core.domain.settings.setting import Scope, Seat, Setting, StoredValue

_UUID = r"([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?"
LETTERS = Setting(
    "followUps.letters",
    Boolean(),
    default=True,
    label_de="Erinnerungen an Aufgaben auch als E-Mail",
    label_en="Reminders of follow-ups also by e-mail",
)
TEAM_LEAD = Setting(
    "followUps.teamLead",
    Text(36, min_length=0, pattern=_UUID),
    "",
    label_de="Teamleitung, an die überfällige Aufgaben auch als E-Mail gehen (Benutzer-Id)",
    label_en="Team lead to whom overdue follow-ups also go by e-mail (user id)",
    scopes=(Scope.GLOBAL, Scope.TENANT, Scope.ORG),
)
FOLLOW_UP_SETTINGS = (LETTERS, TEAM_LEAD)


def team_lead_set(stored: Iterable[StoredValue], region: str | None) -> UserId | None:
    """Who leads this region, as far as somebody said so."""
    said = str(resolve(TEAM_LEAD, list(stored), Seat(region)).value)
    return UserId(UUID(said)) if said else None
