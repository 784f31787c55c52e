"""How policies read the transaction's identity: once per statement, and closed when it is missing."""

from collections.abc import Iterable

ANY = "any"  # stands for a claim that is absent and therefore does not restrict


def one_id(name: str) -> str:
    """A setting as a uuid; NULL, which equals nothing, when it is not set or left over empty."""
    return f"(SELECT nullif(current_setting('app.{name}', true), '')::uuid)"


TENANT = one_id("tenant")
USER = one_id("user")
# Looked up once by a statement that asks for it, and by no other.
SHARED_CHAINS = "((SELECT app.shared_chains())::uuid[])"


def collaborations(roles: Iterable[str]) -> str:
    """The leads on which the caller collaborates in one of these roles; looked up once by who needs it."""
    return f"((SELECT app.collaborations('{{{','.join(sorted(roles))}}}'))::uuid[])"


def many(name: str, kind: str) -> str:
    """A setting as an array; the outer cast makes `= ANY` take it as an array and not as a sub-select."""
    return f"((SELECT nullif(current_setting('app.{name}', true), '')::{kind}[])::{kind}[])"


def unrestricted(name: str) -> str:
    return f"(SELECT current_setting('app.{name}', true) = '{ANY}')"


def claimed(name: str) -> str:
    """The values of a claim that may be absent."""
    return f"((SELECT nullif(nullif(current_setting('app.{name}', true), ''), '{ANY}')::text[])::text[])"


def holds(grips: Iterable[str]) -> str:
    """Whether the caller holds one of these grips."""
    names = ",".join(sorted(f'"{grip}"' for grip in grips))
    return f"(SELECT nullif(current_setting('app.grips', true), '')::text[] && '{{{names}}}'::text[])"
