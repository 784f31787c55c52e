-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
SET LOCAL ROLE crm_finder;

-- Whoever has written a row since the columns are there has filled it, with what is newer than what is read here.
UPDATE cm_customer_hot_proj h SET (name, city, is_chain) = (c.name, c.city, c.is_chain)
FROM customers c
WHERE c.tenant_id = h.tenant_id AND c.id = h.customer_id AND h.name IS NULL;

SET LOCAL ROLE crm_owner;
