"""The columns of a customer that its hot row repeats, so that a list looks at nothing else."""

TABLE = "cm_customer_hot_proj"
# By name with their types: what lists filter, order and guard by. The policies of customers name some of
# them: a hot row is seen like its customer.
SOUGHT = {
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
# What a line tells besides: no index has it. Rows of before had none of it until they were filled.
SHOWN = {"name": "text", "city": "text", "is_chain": "boolean"}
COPIES = SOUGHT | SHOWN


def listed(prefix: str = "") -> str:
    return ", ".join(f"{prefix}{name}" for name in COPIES)
