"""Cards as rows; the wall decides who keeps which."""

from attrs import frozen

from adapters.postgres.transaction import Transaction
from crm_core.domain.ids import TenantId, UserId
from crm_core.domain.language import Language
from crm_core.domain.people.card import Card, refuse_unless_theirs

FIND = "SELECT tenant_id, user_id, name, email, language FROM people WHERE tenant_id = %s AND user_id = %s"
KEEP = """INSERT INTO people (tenant_id, user_id, name, email, language) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (tenant_id, user_id)
    DO UPDATE SET name = excluded.name, email = excluded.email, language = excluded.language"""


@frozen
class PostgresPeople:
    transaction: Transaction

    def find(self, user_id: UserId) -> Card | None:
        rows = self.transaction.ask(FIND, (self.transaction.actor.tenant, user_id))
        for tenant, user, name, email, language in rows:
            return Card(TenantId(tenant), UserId(user), name, email, Language(language))
        return None

    def keep(self, card: Card) -> None:
        # The wall would say so too, at the commit.
        refuse_unless_theirs(card, self.transaction.actor)
        row = (card.tenant_id, card.user_id, card.name, card.email, str(card.language))
        self.transaction.tell(KEEP, row)
