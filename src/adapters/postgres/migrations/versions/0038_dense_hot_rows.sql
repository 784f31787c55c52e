-- Statements end with a semicolon and an empty line; functions therefore contain no empty lines.
-- Nearly every change of a hot row touches an index, so that room kept free beside it served few of them; a page of the
-- list reads fewer pages of a denser table. Rows that stand keep their places until they change.
ALTER TABLE cm_customer_hot_proj SET (fillfactor = 90);
