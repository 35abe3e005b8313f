"""`python -m jrld.config > config/jrld.schema.json`: the JSON schema of the configuration."""

import sys

from jrld.config import write_schema

sys.stdout.write(write_schema())
