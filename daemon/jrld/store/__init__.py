"""The only SQL: what is kept and what is derived, in Postgres. One file a concern; `tables.py` is the shape."""
