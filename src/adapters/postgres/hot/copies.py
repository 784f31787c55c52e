"""The columns of a customer that its hot row repeats, because lists filter, order and guard by them."""

TABLE = "cm_customer_hot_proj"
# By name with their types. The policies of customers name some of them: a hot row is seen like its customer.
COPIES = {
    "owner_user_id": "uuid",
    "region": "text",
    "chain_root_id": "uuid",
    "parent_id": "uuid",
    "territory": "text NOT NULL",
    "channel": "text NOT NULL",
    "type": "text NOT NULL",
    "contactability": "text NOT NULL",
    "name_key": 'text COLLATE "C" NOT NULL',
    "created_at": "timestamptz NOT NULL",
    "archived_at": "timestamptz",
}


def listed(prefix: str = "") -> str:
    return ", ".join(f"{prefix}{name}" for name in COPIES)
