# Everything a person or a machine does with this repository; bare `make` lists it.
# PYTHON names the interpreter that makes .venv; PORT, CRM_DATA_DIR, DATABASE_URL and CRM_DEMO reach `make run`.

PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
QUICK := not long and not fault
LOCKED := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q
# The same adapter tests on another major version, where its server programs are installed; the long comparisons once.
OTHER_PG := $(firstword $(patsubst %/initdb,%,$(wildcard /usr/lib/postgresql/15/bin/initdb /usr/lib/postgresql/16/bin/initdb /usr/lib/postgresql/17/bin/initdb)))
OTHER_PG_TESTS := $(wildcard tests/contracts tests/adapters/postgres)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check test-all bench docs fmt lock clean \
        runtime dev chromium lint types contracts suite other-postgres

define step
@printf '\n── %s\n' '$(1)'
endef

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: runtime ## start everything on this machine and print the address; Ctrl-C stops it
	@exec $(BIN)/crm up

test: dev chromium lint types contracts suite other-postgres ## lint, types, import rules and all tests: what has to hold before a change goes in
	@printf '\n✓ make test\n'

check: dev lint types contracts ## the quick loop: lint, types, import rules and the unit tests without the long proofs
	$(call step,unit tests)
	@$(PYTEST) -n 2 -m '$(QUICK) and not proof' $(wildcard tests/unit tests/architecture)

test-all: dev chromium lint types contracts ## the same with long properties and killed processes
	$(call step,all tests)
	@$(PYTEST) -n 2
	@$(MAKE) --no-print-directory other-postgres QUICK=

bench: dev ## measure; writes its own report
	@$(BIN)/python -m bench

docs: dev ## generate the references and verify every document
	@$(BIN)/crm openapi --output docs/reference/openapi.json
	@$(BIN)/crm events reference docs/reference
	@$(BIN)/crm settings reference docs/reference
	@$(PYTEST) tests/test_readme.py tests/test_references.py tests/test_how_to.py tests/test_states.py
	@git diff --stat -- docs

fmt: dev ## format and fix what can be fixed
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

lock: dev ## resolve the requirements again, with hashes and without any index address
	@$(BIN)/uv pip compile pyproject.toml $(LOCKED) -c requirements/constraints.txt -o requirements/runtime.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev $(LOCKED) -c requirements/constraints.txt -o requirements/dev.lock
	@git diff --stat -- requirements

clean: ## remove .venv and all caches; data in .data stay
	@rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.* dist mutants
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

runtime:
	@$(PYTHON) bootstrap.py runtime

dev:
	@$(PYTHON) bootstrap.py dev

chromium:
	@$(PYTHON) bootstrap.py chromium

lint:
	$(call step,lint and format)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types:
	$(call step,types)
	@$(BIN)/mypy

contracts:
	$(call step,import rules)
	@$(BIN)/lint-imports

suite:
	$(call step,tests)
	@$(PYTEST) -n 2 -m '$(QUICK)'

other-postgres:
ifneq ($(and $(OTHER_PG),$(OTHER_PG_TESTS)),)
	$(call step,database tests on $(OTHER_PG))
	@PG_BIN=$(OTHER_PG) $(PYTEST) -n 2 $(if $(QUICK),-m '$(QUICK) and not proof') $(OTHER_PG_TESTS)
endif
