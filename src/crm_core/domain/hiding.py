"""How words give way to what stands for them, once nobody may read them any longer."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from crm_core.domain.fields.canonical import canonical_text

Hide: TypeAlias = Callable[[str], str]


def hidden_or_none(text: str | None, hide: Hide) -> str | None:
    return None if text is None else hide(text)


def hidden_whole(told: Mapping[str, object], hide: Hide) -> dict[str, object]:
    """One pseudonym for all of it: names in it may be somebody's as well, and numbers too."""
    return {"pseudonym": hide(canonical_text(dict(told)))} if told else {}


def hidden_texts(told: object, hide: Hide) -> object:
    """The value with every text in it hidden, names of members apart: those are declared."""
    if isinstance(told, str):
        return hide(told)
    if isinstance(told, Mapping):
        return {key: hidden_texts(one, hide) for key, one in told.items()}
    if isinstance(told, list | tuple):
        return [hidden_texts(one, hide) for one in told]
    return told
