# Two commands matter: `make run` opens the app, `make test` proves it. `make` alone lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export UV_COMPILE_BYTECODE := 1
export TF_CPP_MIN_LOG_LEVEL ?= 2

WORKERS ?= $(shell expr $$(nproc) + 1)# tests wait for browsers and for other processes

ROOMS := $(patsubst %/,%,$(sort $(dir $(shell find tests -mindepth 2 -name 'test_*.py'))))
TESTS := $(if $(ROOM),$(filter %/$(ROOM),$(ROOMS)))

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check price-book demos bench clean

help:  ## List the commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.ready  ## Make .venv and install what the app needs

setup-dev: $(VENV)/.ready-dev

run: setup  ## Open the app on localhost:8501, with two trained demo shops where the workspace is empty
	@$(BIN)/python -m analytics demo
	$(BIN)/python -m components.shell.server

test: setup-dev $(if $(ROOM),,check)  ## Run every check and test; with ROOM=pricing the tests of that room alone
	@[ -z "$(ROOM)" ] || [ -n "$(TESTS)" ] || { echo "No room of the tests is called $(ROOM). Rooms:" $(sort $(notdir $(ROOMS))); exit 1; }
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadscope $(TESTS)

check: setup-dev  ## Format, lint, types and the architecture's contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

price-book: setup  ## The demo's price book without a browser, into ./price-book
	$(BIN)/python -m analytics run --demo --out price-book

demos: setup  ## Train the demo shops anew: what comes with the app, in data/demo
	$(BIN)/python -m analytics.runs.ship_demos

bench: setup-dev  ## Every benchmark, one JSON line each
	@for script in tests/benchmarks/[!_]*.py; do $(BIN)/python $$script | tail -n 1; done

clean:  ## Remove the environment and caches; the workspace stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# The environment: uv where there is one, else venv and pip. The stamps make a second call instant.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Bundlewise needs Python 3.11, 3.12 or 3.13 (set PYTHON=python3.12, say); found: $$($(PYTHON) --version)"; exit 1; }
	@if command -v uv >/dev/null; then uv venv --quiet --python $(PYTHON) $(VENV); else $(PYTHON) -m venv $(VENV); fi

$(VENV)/.ready: requirements.txt | $(VENV)/bin/python
	@if command -v uv >/dev/null; then uv pip install --quiet --python $(BIN)/python -r $<; else $(BIN)/pip install --quiet --disable-pip-version-check -r $<; fi
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt $(VENV)/.ready
	@if command -v uv >/dev/null; then uv pip install --quiet --python $(BIN)/python -r $<; else $(BIN)/pip install --quiet --disable-pip-version-check -r $<; fi
	@touch $@
