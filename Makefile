# Every target sets up what it needs. `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
UV := .uv/bin/uv
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup lock lint types test fuzz bench-split bench-size bench-dedupe demo wheel clean

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

fuzz: .venv/.done  ## 10,000 texts and 10,000 mails: none is cut with loss
	$(BIN)/python -m pytest -n 2 --dist worksteal --hypothesis-profile=fuzz -k without_loss tests/property/test_split_property.py

bench-split: .venv/.done  ## how well and how fast issues with known answers are split
	@status=0; $(BIN)/python tests/benchmarks/split_quality.py || status=1; \
	$(BIN)/python tests/benchmarks/split_speed.py --only ratio || status=1; exit $$status

bench-size: .venv/.done  ## what splitting costs from 10 KB to 50 MB, hostile texts too
	$(BIN)/python tests/benchmarks/split_speed.py --only size

bench-dedupe: .venv/.done  ## how well and how fast duplicates are told, datasketch beside; and beside 250,000 articles
	@status=0; $(BIN)/python tests/benchmarks/dedupe_quality.py || status=1; \
	$(BIN)/python tests/benchmarks/dedupe_scale.py || status=1; exit $$status

demo: setup  ## a made-up mailbox on a real IMAP server, polled into the embedded Postgres
	@bash tests/setup.sh demo
	@$(BIN)/python tests/demo/demo.py

wheel: .venv/.done  ## dist/jrld-*.whl, to be installed anywhere by pip
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation

clean:  ## forget what was built
	rm -rf .venv .uv .pymap dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
