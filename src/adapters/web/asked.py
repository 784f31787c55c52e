"""What the address of a page asks: names that the page does not know are faults, each told by its name."""

from collections.abc import Container, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from crm_core.domain.fields.faults import Faults, step
from crm_core.domain.refusals import FieldError

APPLY = "apply"  # the button of a form of filters or columns


def refuse_unknown(given: Mapping[str, str], known: Container[str], faults: Faults) -> None:
    """A typo must never silently widen a list."""
    for name in given:
        if name not in known:
            faults.add(step("", name), "unknown-parameter")


def refuse_unknown_in(given: Mapping[str, str], *known: str) -> None:
    """For a page that reads its few parameters itself."""
    faults = Faults()
    refuse_unknown(given, known, faults)
    faults.refuse_if_any()


def without(address: str, names: Container[str]) -> str:
    """The same page without these parameters."""
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in names]
    return f"{parts.path}?{urlencode(kept)}" if kept else parts.path


def faults_in(address: str, errors: tuple[FieldError, ...]) -> dict[str, FieldError]:
    """Of these errors the first of each parameter that stands in the address."""
    asked = {name for name, _ in parse_qsl(urlsplit(address).query, keep_blank_values=True)}
    found: dict[str, FieldError] = {}
    for error in errors:
        name = error.pointer.removeprefix("/").replace("~1", "/").replace("~0", "~")
        if name in asked:
            found.setdefault(name, error)
    return found
