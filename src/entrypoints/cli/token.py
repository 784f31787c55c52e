"""`crm token`: prints a token for programs in the local mode; needs neither server nor database."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated
from uuid import UUID

from cyclopts import Parameter

from crm_core.domain.access.role import CLAIMABLE, Role
from entrypoints.cli.exits import Exit
from entrypoints.composition.sign_in import demo_user_of, issue_token
from entrypoints.config import Config, WrongSettings
from entrypoints.language import Text

ROLE = Text(de="Rolle: {roles}.", en="Role: {roles}.")
USER = Text(de="Benutzer; sonst der Demo-Benutzer der Rolle.", en="User; else the demo user of the role.")
TENANT = Text(de="Mandant; sonst der Demo-Mandant.", en="Tenant; else the demo tenant.")
REGION = Text(de="Region, mehrfach möglich.", en="Region, may be repeated.")
TERRITORY = Text(de="Gebiet, mehrfach möglich.", en="Territory, may be repeated.")
CHAIN = Text(de="Kette, mehrfach möglich.", en="Chain, may be repeated.")
CHANNEL = Text(de="Vertriebsweg, mehrfach möglich.", en="Channel, may be repeated.")
SCOPE = Text(de="Recht einer Maschine, mehrfach möglich.", en="A machine's scope, may be repeated.")
NO_SUCH_ROLE = Text(
    de="Die Rolle »{role}« gibt es nicht; möglich: {roles}.", en="There is no role “{role}”; one of {roles}."
)
NO_DEMO_USER = Text(
    de="Zur Rolle »{role}« gibt es keinen Demo-Benutzer: --user UUID angeben.",
    en="There is no demo user of the role “{role}”: give --user UUID.",
)
NO_UUID = Text(de="Keine UUID: {text}", en="Not a UUID: {text}")
NOT_LOCAL = Text(
    de="CRM_AUTH=oidc: Zugänge stellt dort der Aussteller aus, nicht diese Installation.",
    en="CRM_AUTH=oidc: there the issuer hands out tokens, not this installation.",
)
ROLES = ", ".join(sorted(CLAIMABLE))


def _many(says: Text) -> Parameter:
    return Parameter(help=says.say(), negative="")


def token(  # noqa: PLR0913 - one argument per option of the command line
    *,
    role: Annotated[str, Parameter(help=ROLE.say(roles=ROLES))],
    user: Annotated[str | None, Parameter(help=USER.say())] = None,
    tenant: Annotated[str | None, Parameter(help=TENANT.say())] = None,
    region: Annotated[list[str] | None, _many(REGION)] = None,
    territory: Annotated[list[str] | None, _many(TERRITORY)] = None,
    chain: Annotated[list[str] | None, _many(CHAIN)] = None,
    channel: Annotated[list[str] | None, _many(CHANNEL)] = None,
    scope: Annotated[list[str] | None, _many(SCOPE)] = None,
) -> int:
    """Prints the token and nothing else; an option not given leaves its claim out."""
    lists = {
        "regions": region,
        "territories": territory,
        "chains": chain,
        "channels": channel,
        "scopes": scope,
    }
    given = {name: tuple(values) for name, values in lists.items() if values is not None}
    wrong = _wrong(role, (user, tenant, *(chain or ())))
    if wrong is not None:
        return _refused(wrong, Exit.USAGE)
    return _print(Role(role), user, tenant, given)


def _wrong(role: str, ids: Iterable[str | None]) -> str | None:
    if role not in CLAIMABLE:
        return NO_SUCH_ROLE.say(role=role, roles=ROLES)
    return next((NO_UUID.say(text=text) for text in ids if text is not None and not _is_uuid(text)), None)


def _print(role: Role, user: str | None, tenant: str | None, claims: Mapping[str, Sequence[str]]) -> int:
    try:
        config = Config.from_environment()
    except WrongSettings as trouble:
        return _refused(str(trouble), Exit.MISCONFIGURED)
    if config.auth != "local":
        return _refused(NOT_LOCAL.say(), Exit.MISCONFIGURED)
    speaker = demo_user_of(role) if user is None else UUID(user)
    if speaker is None:
        return _refused(NO_DEMO_USER.say(role=role), Exit.USAGE)
    of = None if tenant is None else UUID(tenant)
    sys.stdout.write(issue_token(config, role, user=speaker, tenant=of, claims=claims) + "\n")
    return Exit.OK


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _refused(sentence: str, status: Exit) -> int:
    sys.stderr.write(f"{sentence}\n")
    return status
