# Every target sets up what it needs. `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
UV := .uv/bin/uv
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup lock lint types test demo wheel clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(UV):
	@bash tests/setup.sh uv "$(PYTHON)"

.venv/.done: requirements.lock pyproject.toml | $(UV)
	@bash tests/setup.sh venv "$(PYTHON)"
	@touch $@

setup: .venv/.done  ## .venv from the lock, and the Debian packages that the tests use
	@bash tests/setup.sh system

lock: | $(UV)  ## renew requirements.lock (no addresses of any registry in it)
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --group dev pyproject.toml -o requirements.lock

lint: .venv/.done  ## ruff: rules and layout
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.done  ## mypy --strict
	$(BIN)/mypy

test: setup  ## all tests: real Postgres, real IMAP server, real processes
	$(BIN)/python -m pytest -n 2 --dist worksteal

demo: setup  ## a made-up mailbox on a real IMAP server, polled into the embedded Postgres
	@bash tests/setup.sh demo
	@$(BIN)/python tests/demo/demo.py

wheel: .venv/.done  ## dist/jrld-*.whl, to be installed anywhere by pip
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation

clean:  ## forget what was built
	rm -rf .venv .uv .pymap dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
