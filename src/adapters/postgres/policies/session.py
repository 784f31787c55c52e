"""How conditions read the transaction's identity; whatever is not set is NULL, which lets nothing pass.

Settings are read by sub-selects, once per statement. A function about a single row reads them in place,
because to begin and end a sub-select costs more than to read a setting.
"""

from collections.abc import Iterable

from attrs import frozen

ANY = "any"  # stands for a claim that is absent and therefore does not restrict


def _one_id(name: str) -> str:
    return f"nullif(current_setting('app.{name}', true), '')::uuid"


def _held(grips: Iterable[str]) -> str:
    names = ",".join(sorted(f'"{grip}"' for grip in grips))
    return f"nullif(current_setting('app.grips', true), '')::text[] && '{{{names}}}'::text[]"


def _where(grips: Iterable[str], expression: str) -> str:
    return f"CASE WHEN {_held(grips)} THEN {expression} END"


@frozen
class Standing:
    """Who acts, as the conditions of statements see it, or those of functions about one row."""

    once: bool = True

    def told(self, expression: str) -> str:
        return f"(SELECT {expression})" if self.once else f"({expression})"

    def one_id(self, name: str) -> str:
        """A setting as a uuid; NULL, which equals nothing, when it is not set or left over empty."""
        return self.told(_one_id(name))

    def one_id_of(self, grips: Iterable[str], name: str) -> str:
        """The same for whoever holds one of these grips."""
        return self.told(_where(grips, _one_id(name)))

    def many_of(self, keys: Iterable[tuple[Iterable[str], str]], kind: str) -> str:
        """All keys of those whose grips are held; the outer cast makes `= ANY` take it as an array."""
        return f"({self.told(' || '.join(_where(grips, key) for grips, key in keys))}::{kind}[])"

    def unrestricted(self, name: str) -> str:
        return self.told(f"current_setting('app.{name}', true) = '{ANY}'")

    def claimed(self, name: str) -> str:
        """The values of a claim that may be absent."""
        values = f"nullif(nullif(current_setting('app.{name}', true), ''), '{ANY}')::text[]"
        return f"({self.told(values)}::text[])"

    def holds(self, grips: Iterable[str]) -> str:
        """Whether the caller holds one of these grips."""
        return self.told(_held(grips))


OF_STATEMENTS, OF_ONE_ROW = Standing(), Standing(once=False)
TENANT = OF_STATEMENTS.one_id("tenant")
USER = OF_STATEMENTS.one_id("user")
holds = OF_STATEMENTS.holds
# Looked up by who needs it, and by nobody else.
SHARED_CHAINS = "app.shared_chains()"


def setting_of_many(name: str, kind: str) -> str:
    return f"nullif(current_setting('app.{name}', true), '')::{kind}[]"


def many(name: str, kind: str) -> str:
    """A setting as an array."""
    return f"({OF_STATEMENTS.told(setting_of_many(name, kind))}::{kind}[])"


def collaborating(roles: Iterable[str]) -> str:
    """The leads on which the caller collaborates in one of these roles."""
    return f"app.collaborations('{{{','.join(sorted(roles))}}}')"


def collaborations(roles: Iterable[str]) -> str:
    """The same, looked up once."""
    return f"({OF_STATEMENTS.told(collaborating(roles))}::uuid[])"
