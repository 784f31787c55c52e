"""Leads: the row with its copy, every fact, who may see what, and how companies are recognised."""

from alembic import context, op
from sqlalchemy import text

from adapters.postgres.migrations.statements import run_file
from crm_core.domain.company_names import company_key, email_key, place_key

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_file("0014_leads.sql")
    if not context.is_offline_mode():
        recognise_customers()


def recognise_customers() -> None:
    """Customers from before get their keys; the owner looks past the wall for as long as that takes."""
    told = op.get_bind()
    told.execute(text("ALTER TABLE customers NO FORCE ROW LEVEL SECURITY"))
    rows = told.execute(text("SELECT tenant_id, id, name, city, contact_email FROM customers")).fetchall()
    for tenant, customer, name, city, email in rows:
        keys = {
            "tenant": tenant,
            "id": customer,
            "company": company_key(name),
            "city": None if city is None else place_key(city),
            "email": None if email is None else email_key(email),
        }
        told.execute(
            text(
                "UPDATE customers SET company_key = :company, city_key = :city, email_key = :email"
                " WHERE tenant_id = :tenant AND id = :id"
            ),
            keys,
        )
    told.execute(text("ALTER TABLE customers FORCE ROW LEVEL SECURITY"))
