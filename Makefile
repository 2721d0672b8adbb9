# `make site` and `make test` work on a bare machine with Python 3.11 or later, make and git; `make` lists the rest.
# Everything is installed into .venv and below tests/browser, from lock files with hashes. Stamp files in .venv
# remember what is installed, so that nothing is done twice.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := .ci/quietly $(BIN)/python -m pip --disable-pip-version-check install

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s  %s\n", $$1, $$2 }' Makefile

.PHONY: site
site: $(VENV)/.site ## Build content/ into public/
	@$(BIN)/sitegen build
	@echo 'To look at it, and to see it change as you write, run'
	@echo '  $(BIN)/sitegen serve --open'

.PHONY: test
test: $(VENV)/.test ## Install the test tools and run all tests
	@.ci/browser-tools
	@$(BIN)/python -m pytest

.PHONY: evaluate
evaluate: $(VENV)/.test ## Measure the alignment against hand-made answers (GOLD=folder, WRONG=1, SWEEP=1)
	@PYTHONPATH=tests $(BIN)/python -m evaluate $(if $(GOLD),--gold '$(GOLD)') $(if $(WRONG),--wrong) $(if $(SWEEP),--sweep)

.PHONY: templates
templates: $(VENV)/.test ## Write templates/README.md anew from the views
	@PYTHONPATH=tests:. $(BIN)/python -m template_table

.PHONY: audit
audit: $(VENV)/.test tests/browser/audit/node_modules/.package-lock.json ## Run Lighthouse on a page of every kind
	@.ci/browser-tools
	@PYTHONPATH=tests $(BIN)/python -m audit

.PHONY: bench-serve
bench-serve: $(VENV)/.test $(VENV)/rivals/.made ## Measure how soon the preview shows a save (STORIES="1 100", ROUNDS=20, BUDGET=seconds)
	@.ci/browser-tools
	@PYTHONPATH=tests $(BIN)/python -m bench.serve --mkdocs $(VENV)/rivals/bin/mkdocs \
		$(if $(STORIES),--stories '$(STORIES)') $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(BUDGET),--budget $(BUDGET))

.PHONY: bench
bench: $(VENV)/.test ## Measure builds of invented sites beside Hugo's (BENCH_N="20 200 2000")
	@PYTHONPATH=tests:. $(BIN)/python -m bench.builds $(if $(BENCH_N),--sizes '$(BENCH_N)')

.PHONY: lint
lint: $(VENV)/.test ## Check style and types alone
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

.PHONY: format
format: $(VENV)/.test ## Rewrite the Python files in the one format
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

.PHONY: clean
clean: ## Remove all that was built or installed
	rm -rf public .sitegen $(VENV) tests/browser/node_modules tests/browser/*/node_modules .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find sitegen tests -name __pycache__ -prune -exec rm -rf {} +

# Both locks are compiled for Python 3.11 and all platforms, the second within the first, from the public index whatever
# index this machine is set to use. Releases younger than a week are left out (`exclude-newer` in pyproject.toml).
# uv is needed for this alone, so it gets an environment of its own.
LOCK := $(VENV)/lock/bin/uv pip compile pyproject.toml --quiet --upgrade --generate-hashes --universal \
	--python-version 3.11 --fork-strategy fewest --default-index https://pypi.org/simple \
	--custom-compile-command 'make lock'

.PHONY: lock
lock: ## Refresh both lock files
	@$(PYTHON) -m venv $(VENV)/lock
	@.ci/quietly $(VENV)/lock/bin/python -m pip --disable-pip-version-check install uv
	@$(LOCK) --group build -o requirements.lock
	@$(LOCK) --extra import --group test -c requirements.lock -o requirements-dev.lock
	@echo 'Look at what changed, then run make test.'

tests/browser/audit/node_modules/.package-lock.json: tests/browser/audit/package-lock.json
	@echo 'Installing Lighthouse ...'
	@.ci/quietly npm --prefix tests/browser/audit ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(VENV)/.made:
	@.ci/make-venv $(PYTHON) $(VENV)
	@touch $@

# An editable install: what runs is sitegen/ as it lies here. It needs no network, for the lock holds the build tools.
$(VENV)/.site: $(VENV)/.made requirements.lock pyproject.toml
	@echo 'Installing requirements.lock ...'
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-index --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.site requirements-dev.lock
	@echo 'Installing requirements-dev.lock ...'
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# What the benchmarks compare with, in an environment of its own; without it they say so.
$(VENV)/rivals/.made: | $(VENV)/.made
	@$(PYTHON) -m venv $(VENV)/rivals
	@.ci/quietly $(VENV)/rivals/bin/python -m pip --disable-pip-version-check install mkdocs==1.6.1 || \
		echo 'MkDocs could not be installed; sitegen is measured alone.'
	@touch $@
