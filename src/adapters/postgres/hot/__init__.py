"""The hot projection as SQL: table, indexes, fold, triggers and view, all generated from the declaration."""
