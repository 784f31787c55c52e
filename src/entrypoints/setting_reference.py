"""Decides how settings are written down: a page with every key, who may decide it, and what is allowed."""

import json
from collections.abc import Iterable

from crm_core.domain.settings.registry import SettingsRegistry
from crm_core.domain.settings.setting import Limit, Merge, Setting

_HEADING = """# Settings

Written by `crm settings reference`; do not edit.

The nearest scope that may decide wins: `global` (the installation), `tenant`, `org` (a sales region), `user`.
Where nobody has set anything, the default applies. A limit can only be tightened by a nearer scope; while the
installation has set none, the default is the limit. `GET /api/settings/effective` tells what applies and
where it came from; `crm settings set` sets what holds for the whole installation.
"""
_SAYS = {
    Merge.DEEP: "Members of nearer scopes replace single members of wider ones.",
    Merge.UNION: "Items of nearer scopes are added to those of wider ones.",
    Limit.UPPER: "An upper limit: nearer scopes may only lower it.",
    Limit.LOWER: "A lower limit: nearer scopes may only raise it.",
}


def page(registry: SettingsRegistry) -> str:
    """The reference as a page, by key."""
    settings = [registry.declared[key] for key in sorted(registry.declared)]
    return "\n".join([_HEADING, _table(settings), *(_section(one) for one in settings)])


def _table(settings: Iterable[Setting]) -> str:
    rows = (
        f"| `{one.key}` | {one.label_en} | `{_json(one, one.default)}` | {_scopes(one)} |" for one in settings
    )
    return "\n".join(["| key | what | default | who may decide |", "|---|---|---|---|", *rows, ""])


def _section(setting: Setting) -> str:
    rules = [_SAYS[rule] for rule in (setting.merge, setting.limit) if rule is not None and rule in _SAYS]
    lines = [
        f"## {setting.key}\n",
        f"{setting.label_en} · {setting.label_de}\n",
        *([f"{setting.help_en}\n"] if setting.help_en else []),
        *(f"{rule}\n" for rule in rules),
        f"Scopes: {_scopes(setting)}. Default: `{_json(setting, setting.default)}`.\n",
        f"```json\n{json.dumps(setting.kind.schema(), ensure_ascii=False, sort_keys=True)}\n```\n",
    ]
    return "\n".join(lines)


def _scopes(setting: Setting) -> str:
    return ", ".join(f"`{scope}`" for scope in setting.scopes)


def _json(setting: Setting, value: object) -> str:
    return json.dumps(setting.kind.dump(value), ensure_ascii=False, default=str)
