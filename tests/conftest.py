"""Fixtures for every test."""

pytest_plugins = ["postgres_server", "store_fixtures", "dovecot_fixtures"]
