"""Sentences about fields whose names are put together at run time: what may follow each part in the code."""

from adapters.web.definition_form import KINDS
from crm_core.domain.definitions.check import CheckState
from crm_core.domain.fields.definition import Restriction

DEFINITION_REFUSALS = {
    "values-break-definition",
    "definition-being-checked",
    "too-many-fields",
    "key-was-used",
    "field-of-pack",
}
DEFINITION_FAMILIES: dict[str, set[str]] = {
    "definitions.kind.": {*KINDS, "id", "object", "list", "any-of"},
    "definitions.example.": set(KINDS),
    "definitions.member.": {
        *("key", "labelDe", "labelEn", "group", "words", "word", "restricted", "personal", "unique"),
        *("maxLength", "minLength", "pattern", "minimum", "maximum", "places"),
        *("deprecated", "since", "instead"),
    },
    "definitions.hint.": {"key", "group", "unique", "personal", "restricted", "pattern"},
    "definitions.restricted.": set(Restriction),
    "definitions.state.": set(CheckState),
}
