"""The number of live locations per chain, as rows that lists can join."""

from collections.abc import Mapping
from uuid import UUID

from attrs import frozen

from adapters.postgres.transaction import Transaction

CHANGE = """INSERT INTO chain_sizes AS present (tenant_id, chain_id, size) VALUES (%s, %s, %s)
    ON CONFLICT (tenant_id, chain_id) DO UPDATE SET size = present.size + excluded.size"""
ALL = "SELECT chain_id, size FROM chain_sizes WHERE tenant_id = %s"
CLEAR = "DELETE FROM chain_sizes WHERE tenant_id = %s"


@frozen
class PostgresChainSizes:
    transaction: Transaction

    def change(self, chain_id: UUID, by: int) -> None:
        self.transaction.tell(CHANGE, (self.transaction.actor.tenant, chain_id, by))

    def all(self) -> Mapping[UUID, int]:
        rows = self.transaction.ask(ALL, (self.transaction.actor.tenant,))
        return {chain_id: int(size) for chain_id, size in rows}

    def clear(self) -> None:
        self.transaction.tell(CLEAR, (self.transaction.actor.tenant,))
