"""JSON without binary floats: decimals keep their digits on the way into the database and out of it."""

import json
from decimal import Decimal
from functools import partial

from psycopg.types.json import Jsonb

from crm_core.domain.fields.canonical import json_text

exact_json = partial(Jsonb, dumps=json_text)
exact_loads = partial(json.loads, parse_float=Decimal)
