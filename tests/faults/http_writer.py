"""A client over HTTP that creates locations of one chain and keeps a ledger of it.

`python -m tests.faults.http_writer LEDGER CHAIN PORT`, its token in TOKEN. A request whose outcome it does
not know is sent again with the same Idempotency-Key until it is answered.
"""

import http.client
import json
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from adapters.system.ids import SystemIds
from tests.faults.ledger import Ledger, Word


def answered(port: int, body: bytes, headers: Mapping[str, str]) -> int | None:
    """The status, or None when nobody knows what became of the request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("POST", "/api/customers", body, dict(headers))
        response = connection.getresponse()
        response.read()
        return response.status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def write_on(ledger: Ledger, chain: str, port: int, token: str) -> None:
    ids = SystemIds()
    while True:
        wanted = ids.new()
        place = {"type": "RESTAURANT", "territory": "DE", "region": "BERLIN", "parentId": chain}
        body = json.dumps({"name": f"Haus {wanted}", **place}).encode()
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": str(wanted),
        }
        ledger.note(Word.SENT, wanted)
        while (status := answered(port, body, headers)) in (None, 409, 503):
            time.sleep(0.05)
        if status != 201:
            sys.exit(f"answered {status}")
        ledger.note(Word.ACKNOWLEDGED, wanted)


if __name__ == "__main__":
    write_on(Ledger(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3]), os.environ["TOKEN"])
