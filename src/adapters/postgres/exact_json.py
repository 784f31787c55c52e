"""JSON without binary floats: decimals keep their digits on the way into the database and out of it."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

import msgspec
from psycopg.types.json import Jsonb


def _as_dict(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"not a JSON value: {type(value).__name__}")


exact_json = partial(Jsonb, dumps=msgspec.json.Encoder(decimal_format="number", enc_hook=_as_dict).encode)
exact_loads = msgspec.json.Decoder(float_hook=Decimal).decode
