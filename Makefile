# Everything here sets itself up: Python 3.11 or newer and make are all that a machine needs.
# What is built: .venv, made anew when pyproject.toml or constraints.txt changes.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --quiet --disable-pip-version-check
READY  := $(VENV)/.ready
EVERY_CORE := -n auto --dist loadfile
SECONDS ?= 60
MINUTES ?= 30

.PHONY: help setup demo run test check audit faults kills soak fuzz bench constraints clean
.DEFAULT_GOAL := help

help: ## say what can be done here
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(READY) ## make the virtual environment, with the versions of constraints.txt

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "presswatch needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) (a minute or two) ..."
	@$(PIP) install --constraint constraints.txt --upgrade "pip>=25.1" # older ones know no dependency groups
	@$(PIP) install --constraint constraints.txt --editable . --group dev
	@touch $(READY)

demo: $(READY) ## three days of an invented newsroom, through the real flows, to a digest
	@$(BIN)/presswatch demo

run: $(READY) ## collect what is new and deliver what is due (real publishers, or those of presswatch.toml)
	@$(BIN)/presswatch run

test: $(READY) ## run the tests, but those that take long
	@$(BIN)/python -m pytest $(EVERY_CORE) -m "not thorough"

check: $(READY) audit ## lint, types, architecture, known weaknesses, and the tests with branch coverage
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest $(EVERY_CORE) --cov --cov-report=term

audit: $(READY) ## ask whether weaknesses of the pinned versions are known; says so where nobody can be asked
	@$(BIN)/python -m tests.audit

fuzz: $(READY) ## feed every reader with invented input, SECONDS each (60)
	@$(PIP) install --constraint constraints.txt --group fuzz || echo "no Atheris for this Python: Hypothesis makes up the inputs"
	@$(BIN)/python -m tests.fuzz $$($(BIN)/python -m tests.fuzz) --seconds $(SECONDS)

faults: $(READY) ## strike real runs with every fault of a publisher, and say how each was met (some minutes)
	@$(BIN)/python -m tests.faults

kills: $(READY) ## kill every flow wherever it changes the disk, and compare what is left (a quarter of an hour)
	@$(BIN)/python -m tests.kills

soak: $(READY) ## run for MINUTES (30) without pause, while publishers fail and runs are killed, and say what came of it
	@$(BIN)/python -m tests.soak --minutes $(MINUTES)

bench: $(READY) ## measure: parsing, matching, runs, readers beside them, the warehouse, search, delivery; then ten minutes of fuzz
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.bench_topics fuzz 600

constraints: $(READY) # write constraints.txt anew from what is installed
	@$(PIP) freeze --exclude-editable --all --exclude setuptools --exclude atheris | grep -E '^[A-Za-z0-9._-]+==' > constraints.txt

clean: # take away what was built; data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage
