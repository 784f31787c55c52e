"""What stands for a personal value once its ground is gone: a keyed hash, nobody's name without the key."""

from collections.abc import Mapping
from hashlib import sha256
from hmac import digest
from uuid import UUID

import attrs
from attrs import frozen

from crm_core.domain.company_names import company_key, email_key, place_key
from crm_core.domain.fields.canonical import canonical_text
from crm_core.domain.hiding import Hide
from crm_core.domain.leads.contenders import CompanyKeys

LENGTH = 32  # hexadecimal digits: 128 bits


class NoKeyForPseudonyms(RuntimeError):
    """An installation without its key pseudonymises nothing, rather than with a key that anybody knows."""


@frozen
class Pseudonyms:
    """The keys by their versions: the newest one makes pseudonyms, each of them recognises its own."""

    _keys: Mapping[int, bytes] = attrs.field(factory=dict, repr=False)

    def of(self, value: str, *scope: UUID | str, version: int | None = None) -> str:
        """Within one scope the same value has the same pseudonym; across scopes nothing can be told."""
        if not self._keys:
            raise NoKeyForPseudonyms
        chosen = max(self._keys) if version is None else version
        said = canonical_text([*(str(one) for one in scope), value])
        return f"v{chosen}-{digest(self._keys[chosen], said.encode(), sha256).hex()[:LENGTH]}"

    def company(self, keys: CompanyKeys, tenant: UUID, *, version: int | None = None) -> CompanyKeys:
        """What is written in the place of name, place and mailbox; the same company is known again by it."""

        def hidden(value: str, name: str) -> str:
            return self.of(value, tenant, name, version=version)

        return CompanyKeys(
            company=hidden(keys.company, "company"),
            city=hidden(keys.city, "city"),
            postal_code=None if keys.postal_code is None else hidden(keys.postal_code, "postalCode"),
            email=None if keys.email is None else hidden(keys.email, "email"),
        )

    def sought(self, keys: CompanyKeys, tenant: UUID) -> tuple[CompanyKeys, ...]:
        """The keys under which a pseudonymised lead of the same company is found, one for each version."""
        return tuple(_keyed(self.company(keys, tenant, version=one)) for one in sorted(self._keys))

    def texts(self, tenant: UUID, lead: UUID) -> Hide:
        """For everything else about one lead: the same words in two leads do not show as the same."""
        return lambda value: self.of(value, tenant, lead) if value else value


def _keyed(written: CompanyKeys) -> CompanyKeys:
    """As stores fold what is written."""
    return CompanyKeys(
        company_key(written.company),
        place_key(written.city),
        written.postal_code,
        None if written.email is None else email_key(written.email),
    )


NO_PSEUDONYMS = Pseudonyms()
