"""What somebody saw in a field when they began to change it, sealed into the form they send."""

import json
from decimal import Decimal

from attrs import frozen

from crm_core.domain.fields.canonical import json_text
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import FieldError, Invalid
from crm_core.ports.seals import Seals


@frozen
class Unsolved:
    """What was seen at first and what was made of it, while somebody chooses between that and what stands."""

    base: object
    mine: object


@frozen
class Seen:
    """The value of one field of one customer at a version."""

    customer_id: CustomerId
    key: str
    version: int
    value: object
    unsolved: Unsolved | None = None

    def seal(self, seals: Seals) -> str:
        open_ = None if self.unsolved is None else [self.unsolved.base, self.unsolved.mine]
        said = [str(self.customer_id), self.key, self.version, self.value, open_]
        return seals.seal(json_text(said).encode())

    @classmethod
    def open(cls, seals: Seals, text: str, customer_id: CustomerId, key: str) -> "Seen":
        """What our own form said about this field; a form that says something else is not ours."""
        payload = seals.open(text)
        said = None if payload is None else json.loads(payload, parse_float=Decimal)
        if not isinstance(said, list) or said[:2] != [str(customer_id), key]:
            raise Invalid(errors=[FieldError("", "unreadable-form")])
        return cls(customer_id, key, said[2], said[3], None if said[4] is None else Unsolved(*said[4]))
