"""A client in a process of its own that creates locations of one chain and keeps a ledger of it.

`python -m tests.faults.writer LEDGER CHAIN`, the database in DSN.
"""

import os
import sys
import time
from pathlib import Path
from uuid import UUID

from adapters.postgres.pool import Connections
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Refusal, Unavailable
from crm_core.ports.world import World
from crm_core.use_cases.customers.create_customer import CreateCustomer, create_customer
from crm_core.use_cases.perform import perform
from tests import given
from tests.faults.installation import world_over
from tests.faults.ledger import Ledger, Word


def write_on(world: World, ledger: Ledger, chain: CustomerId) -> None:
    """One request after the other, without end; an outage is waited for, not repeated."""
    while True:
        wanted = world.ids.new()
        command = CreateCustomer(given.details(f"Haus {wanted}", parent_id=chain), id=wanted)
        ledger.note(Word.SENT, wanted)
        try:
            perform(create_customer, command, actor=given.MANAGER, world=world)
        except Unavailable:
            time.sleep(0.05)
        except Refusal as refusal:
            sys.exit(f"refused: {refusal.code}")
        else:
            ledger.note(Word.ACKNOWLEDGED, wanted)


if __name__ == "__main__":
    connections = Connections(os.environ["DSN"], size=1, patience=1.0)
    write_on(world_over(connections), Ledger(Path(sys.argv[1])), CustomerId(UUID(sys.argv[2])))
