"""The path beside the wall: the rows an actor may read, in parts that have an index each."""

from collections.abc import Iterable
from functools import lru_cache

from attrs import frozen

from adapters.postgres.policies.session import USER, collaborations, many
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Operation, Policy
from crm_core.domain.access.reach import (
    ChainRows,
    CollaboratorRows,
    Everything,
    OwnRows,
    PhaseRows,
    RegionRows,
    SiblingRows,
)
from crm_core.domain.access.scope import Scope

# The settings in which the keys of a reach stand, and their type.
_KEYS = {ChainRows: ("chains", "uuid"), SiblingRows: ("own_chains", "uuid"), RegionRows: ("regions", "text")}
_REGIONS = many(*_KEYS[RegionRows])
_THE_REGION = "(SELECT (nullif(current_setting('app.regions', true), '')::text[])[1])"


@frozen(cache_hash=True)
class Arm:
    """Rows with a certain value in a column, with one of several, or, without a column, all of them."""

    column: str | None = None
    value: str | None = None
    keys: str | None = None

    def has(self, alias: str) -> str:
        """The condition for rows that are of this arm, which has a column."""
        at = f"{alias}.{self.column}"
        return f"{at} = ANY ({self.keys})" if self.value is None else f"{at} = {self.value}"

    def misses(self, alias: str) -> str:
        """The condition for rows that are not of this arm."""
        at = f"{alias}.{self.column}"
        if self.value is not None:
            return f"{at} IS DISTINCT FROM {self.value}"
        return f"({at} IS NULL OR {at} <> ALL ({self.keys}))"


ALL = Arm()


def reached_by(actor: Actor, policy: Policy) -> tuple[Arm, ...]:
    """What the actor may read; who has one region reads its index in order, without a loop over regions."""
    grips = Scope(actor).grips
    return _in_one_region(policy, grips) if len(actor.regions) == 1 else arms(policy, grips)


@lru_cache(maxsize=1024)
def _in_one_region(policy: Policy, grips: frozenset[str]) -> tuple[Arm, ...]:
    found = arms(policy, grips)
    return tuple(Arm(arm.column, value=_THE_REGION) if arm.keys == _REGIONS else arm for arm in found)


def arms(policy: Policy, grips: Iterable[str]) -> tuple[Arm, ...]:
    """What the holder of these grips may read; a wrong arm can only lose rows, the wall stands behind it."""
    return _arms(policy, frozenset(grips))


@lru_cache(maxsize=1024)
def _arms(policy: Policy, held: frozenset[str]) -> tuple[Arm, ...]:
    reaches = [
        g.reach for g in policy.grants if Operation.READ in g.operations and not held.isdisjoint(g.grips)
    ]
    if any(isinstance(reach, Everything) for reach in reaches):
        return (ALL,)
    found = [Arm(reach.column, value=USER) for reach in reaches if isinstance(reach, OwnRows)]
    found += [Arm("id", keys=collaborations(r.roles)) for r in reaches if isinstance(r, CollaboratorRows)]
    found += [Arm(r.column, value=f"'{r.phase}'") for r in reaches if isinstance(r, PhaseRows)]
    settings: dict[str, list[tuple[str, str]]] = {}
    for reach in reaches:
        if isinstance(reach, ChainRows | SiblingRows | RegionRows):
            settings.setdefault(reach.column, []).append(_KEYS[type(reach)])
    found += [
        Arm(column, keys=" || ".join(many(name, kind) for name, kind in names))
        for column, names in settings.items()
    ]
    return tuple(found)
