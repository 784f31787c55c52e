"""A customer is taken up by whoever goes on to record something of it: held, read, and known as engaged with.

One function does what would be three walled statements. What it found holds to the end of the transaction, as
the lock does: the walls of what is added then need not ask again.
"""

from adapters.postgres.policies.compiled import permitted, whole
from adapters.postgres.policies.one_row import QUESTIONS, answered, more
from adapters.postgres.policies.session import OF_ONE_ROW, OF_STATEMENTS, Standing
from adapters.postgres.roles import SERVICE, WORKER
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.follow_ups.access import OWN_FOLLOW_UPS


def engaged_with(customer: str, who: Standing = OF_STATEMENTS) -> str:
    """Whether the caller may engage with this customer: known once the transaction has taken it up."""
    return f"{customer} = {who.one_id('engaged')} OR {answered(CUSTOMERS, Operation.ENGAGE, customer)}"


_TENANT = OF_ONE_ROW.one_id("tenant")
TAKE_UP = f"""CREATE OR REPLACE FUNCTION app.take_up_customer(wanted uuid) RETURNS SETOF public.customers
LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER ROWS 1 SET search_path = '' AS $$
DECLARE
    met record;
BEGIN
    SELECT r AS line, ({more(QUESTIONS["may_engage_customer"])}) AS is_engaged INTO met
    FROM public.customers r
    WHERE r.tenant_id = {_TENANT} AND r.id = wanted
        AND {whole(CUSTOMERS, Operation.READ, OF_ONE_ROW)}
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF met.is_engaged THEN
        PERFORM set_config('app.engaged', wanted::text, true);
    END IF;
    RETURN NEXT met.line;
END $$"""  # noqa: S608 - names of ours
# A plan that was made while the table was young would read all of it long after.
OPEN_FOLLOW_UPS = f"""CREATE OR REPLACE FUNCTION app.open_follow_ups(wanted uuid, of_rule text)
RETURNS SETOF public.follow_ups
LANGUAGE plpgsql VOLATILE SECURITY DEFINER ROWS 2 SET search_path = '' SET enable_seqscan = off AS $$
DECLARE
    is_engaged boolean := {engaged_with("wanted", OF_ONE_ROW)};
BEGIN
    RETURN QUERY SELECT f.* FROM public.follow_ups f
    WHERE f.tenant_id = {_TENANT} AND f.customer_id = wanted AND f.state = 'OPEN'
        AND (of_rule IS NULL OR f.rule = of_rule)
        AND (is_engaged OR {permitted(OWN_FOLLOW_UPS, Operation.WRITE, OF_ONE_ROW)})
    ORDER BY f.created_at, f.id FOR UPDATE;
END $$"""  # noqa: S608 - names of ours
_NAMES = "app.take_up_customer(uuid), app.open_follow_ups(uuid, text)"
RIGHTS = (
    f"REVOKE ALL ON FUNCTION {_NAMES} FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION {_NAMES} TO {SERVICE}, {WORKER}",
)
