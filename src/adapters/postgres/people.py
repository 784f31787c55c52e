"""Cards as rows; the wall decides who keeps which."""

from collections.abc import Collection, Mapping

from attrs import frozen

from adapters.postgres.flush import Row
from adapters.postgres.transaction import Transaction
from crm_core.domain.ids import TenantId, UserId
from crm_core.domain.language import Language
from crm_core.domain.people.card import Card, refuse_unless_theirs

_CARDS = "SELECT tenant_id, user_id, name, email, language FROM people WHERE tenant_id = %s"
FIND = f"{_CARDS} AND user_id = %s"
FIND_ALL = f"{_CARDS} AND user_id = ANY (%s::uuid[])"
KEEP = """INSERT INTO people (tenant_id, user_id, name, email, language) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (tenant_id, user_id)
    DO UPDATE SET name = excluded.name, email = excluded.email, language = excluded.language"""


@frozen
class PostgresPeople:
    transaction: Transaction

    def find(self, user_id: UserId) -> Card | None:
        rows = self.transaction.ask(FIND, (self.transaction.actor.tenant, user_id))
        return _card(rows[0]) if rows else None

    def known(self, user_ids: Collection[UserId]) -> Mapping[UserId, Card]:
        asked = (self.transaction.actor.tenant, list(user_ids))
        cards = (_card(row) for row in self.transaction.ask(FIND_ALL, asked))
        return {card.user_id: card for card in cards}

    def keep(self, card: Card) -> None:
        # The wall would say so too, at the commit.
        refuse_unless_theirs(card, self.transaction.actor)
        row = (card.tenant_id, card.user_id, card.name, card.email, str(card.language))
        self.transaction.tell(KEEP, row)


def _card(row: Row) -> Card:
    tenant, user, name, email, language = row
    return Card(TenantId(tenant), UserId(user), name, email, Language(language))
