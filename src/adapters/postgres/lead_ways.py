"""The ways to the leads that an actor is shown: each is one stretch of an index, or a few looked up by key.

Every way repeats the wall, so there are few of them, and none has what another has.
"""

from attrs import frozen

from adapters.postgres.policies.arms import Arm

# Every text is put together from names of ours; values travel as parameters.
NOW = "%(now)s::timestamptz"
FORMER, RESERVATIONS, ONE_BY_ONE = "former_owner_user_id", "phase", "id"
_KNOWN = ("id", "name_key", "company_name", "city")
_MORE = {"postal_code": "text", "territory": "text", "region": "text", "owner_user_id": "uuid"}
_CLOCK = (
    *("phase", "started_at", "base_expiry_at", "reminder_due_at", "grace_from", "grace_end_at"),
    *("lapse_at", "paused_since", "reserved_until", "created_at"),
)
_WHOLE = ", ".join(f"h.{name}" for name in (*_KNOWN, *_MORE, *_CLOCK))
# Of somebody else's reservation: the company, the city and until when.
_RESERVED = ", ".join(
    [
        *(f"h.{name}" for name in _KNOWN),
        *(f"NULL::{kind} AS {name}" for name, kind in _MORE.items()),
        *(f"h.{name}" for name in _CLOCK),
    ]
)


@frozen
class Way:
    conditions: tuple[str, ...] = ()
    # Of each of these the rows come in order, so that they are read no further than the page.
    keys: str | None = None
    shown: str = _WHOLE

    def rows(self, source: str, narrowed: list[str], tail: str) -> str:
        wanted = [*narrowed, *self.conditions]
        where = f"WHERE {' AND '.join(wanted)}" if wanted else ""
        rows = f"SELECT {self.shown} FROM {source} {where} {tail}"  # noqa: S608 - see above
        if self.keys is None:
            return f"({rows})"
        return f"""(SELECT x.* FROM (SELECT DISTINCT unnest({self.keys}) AS key) k
            CROSS JOIN LATERAL ({rows}) x)"""  # noqa: S608 - see above


def ways(arms: tuple[Arm, ...]) -> tuple[Way, ...]:
    """What is seen in part, or for a time, comes last: the others do not leave anything to these."""
    one_by_one = [arm for arm in arms if arm.column in {ONE_BY_ONE, FORMER}]
    reservations = [arm for arm in arms if arm.column == RESERVATIONS]
    many = [arm for arm in arms if arm not in one_by_one and arm not in reservations]
    found = [_whole(arm, many[:number]) for number, arm in enumerate(many)]
    if one_by_one:
        looked_up = " OR ".join(_is_of(arm) for arm in one_by_one)
        found.append(Way((f"({looked_up})", *_missed(many))))
    persons = [arm for arm in arms if arm.column not in {FORMER, RESERVATIONS}]
    found += [Way((_is_of(arm), *_missed(persons)), shown=_RESERVED) for arm in reservations]
    return tuple(found)


def _whole(arm: Arm, before: list[Arm]) -> Way:
    missed = _missed(before)
    if arm.column is None:
        return Way(missed)
    if arm.keys is None:
        return Way((_is_of(arm), *missed))
    return Way((f"h.{arm.column} = k.key", *missed), arm.keys)


def _missed(arms: list[Arm]) -> tuple[str, ...]:
    return tuple(arm.misses("h") for arm in arms)


def _is_of(arm: Arm) -> str:
    if arm.keys is not None:
        return f"h.{arm.column} = ANY ({arm.keys})"
    is_of = f"h.{arm.column} = {arm.value}"
    if arm.column == FORMER:
        return f"({is_of} AND h.former_owner_reads_until > {NOW} AND h.phase <> 'RESERVED')"
    return f"{is_of} AND h.reserved_until > {NOW}" if arm.column == RESERVATIONS else is_of
