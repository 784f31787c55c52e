"""`crm evidence`: whether a file is what was signed, checked without us; and the key that others pin."""

import json
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from crm_core.domain.leads.evidence import EvidenceBroken, verified
from crm_core.domain.leads.signed_paper import BEGINS, verified_paper
from entrypoints.cli.exits import Exit
from entrypoints.composition.evidence import check_with, own_signer
from entrypoints.config import Config, WrongSettings
from entrypoints.language import Text

TITLE = Text(de="Nachweise über Leads prüfen.", en="Check evidence about leads.")
VERIFY = Text(
    de="Eine Nachweisdatei (JSON oder PDF) prüfen, ohne Datenbank und ohne Netz. Der Schlüssel kommt von "
    "dem, der prüft, nie aus der Datei.\n\nBeispiel: `crm evidence verify lead.json --key evidence-v1.pub`",
    en="Check a file of evidence (JSON or PDF), without a database and without a network. The key is "
    "brought along by whoever checks, never taken from the file.\n\n"
    "Example: `crm evidence verify lead.json --key evidence-v1.pub`",
)
KEY = Text(
    de="Den öffentlichen Schlüssel dieser Installation ausgeben, damit andere ihn festhalten.\n\n"
    "Beispiel: `crm evidence key > evidence-v1.pub`",
    en="Print this installation's public key, for others to pin.\n\n"
    "Example: `crm evidence key > evidence-v1.pub`",
)
KEY_HELP = Text(
    de="ein festgehaltener Schlüssel: 64 Hexadezimalziffern, oder eine Datei damit; auch mehrmals",
    en="a pinned key: 64 hexadecimal digits, or a file with them; may be repeated",
)
JSON_HELP = Text(de="Als JSON ausgeben.", en="Print JSON.")
HOLDS = Text(de="✓ unverändert, unterschrieben mit {key}", en="✓ unchanged, signed with {key}")
TELLS = Text(
    de="  Lead {lead}, ausgestellt {issued}, {entries} Einträge, Ende der Kette {head}",
    en="  lead {lead}, issued {issued}, {entries} entries, head of the chain {head}",
)
BROKEN = {
    "malformed": Text(
        de="✗ Das ist keine Nachweisdatei, oder sie wurde verändert.",
        en="✗ This is no file of evidence, or it was changed.",
    ),
    "signature": Text(
        de="✗ Keiner der festgehaltenen Schlüssel hat genau diese Datei unterschrieben.",
        en="✗ None of the pinned keys has signed exactly this file.",
    ),
    "chain": Text(de="✗ Die Kette der Einträge ist gebrochen.", en="✗ The chain of entries is broken."),
}
NO_FILE = Text(de="Nicht lesbar: {file}", en="Cannot be read: {file}")
NO_KEY = Text(
    de="Kein Schlüssel (64 Hexadezimalziffern): {key}", en="Not a key (64 hexadecimal digits): {key}"
)

evidence = App(name="evidence", help=TITLE.say(), result_action="return_value")


@evidence.command(help=VERIFY.say())
def verify(
    file: Path,
    /,
    *,
    key: Annotated[list[str], Parameter(help=KEY_HELP.say(), negative="")],
    json_: Annotated[bool, Parameter(name="--json", negative="", help=JSON_HELP.say())] = False,
) -> int:
    keys = []
    for text in key:
        found = read_key(text)
        if found is None:
            return _wrong(NO_KEY.say(key=text))
        keys.append(found)
    try:
        data = file.read_bytes()
    except OSError:
        return _wrong(NO_FILE.say(file=file))
    try:
        told = look_at(data, keys)
    except EvidenceBroken as broken:
        said = json.dumps({"holds": False, "because": broken.code})
        sys.stdout.write((said if json_ else BROKEN[broken.code].say()) + "\n")
        return Exit.FOUND_WRONG
    sys.stdout.write((json.dumps({"holds": True, **told}) if json_ else _sentence(told)) + "\n")
    return Exit.OK


@evidence.command(name="key", help=KEY.say())
def public_key(*, version: int | None = None) -> int:
    try:
        signer = own_signer(Config.from_environment(), version)
    except WrongSettings as wrong:
        sys.stderr.write(f"{wrong}\n")
        return Exit.MISCONFIGURED
    sys.stdout.write(signer.public_key.hex() + "\n")
    return Exit.OK


def look_at(data: bytes, keys: list[bytes]) -> dict[str, object]:
    """What a file that holds says about itself; of a paper only who signed it."""
    check = check_with(keys)
    if data.startswith(BEGINS):
        return {"key": verified_paper(data, check)}
    found = verified(data, check)
    return {
        "key": found.key_id,
        "lead": found.lead_id,
        "issued": found.issued_at,
        "entries": found.entries,
        "head": found.head,
    }


def read_key(text: str) -> bytes | None:
    """The key itself, or what a file of that name holds."""
    try:
        place = Path(text)
        written = place.read_text(encoding="ascii").strip() if place.is_file() else text
        key = bytes.fromhex(written)
    except (OSError, ValueError):
        return None
    return key if len(key) == 32 else None


def _sentence(told: dict[str, object]) -> str:
    lines = [HOLDS.say(key=told["key"])]
    if "lead" in told:
        lines.append(TELLS.say(**told))
    return "\n".join(lines)


def _wrong(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return Exit.DATA
