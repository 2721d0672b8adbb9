# `make site` and `make test` work on a bare machine with Python 3.11 or later, make and git; `make` lists the rest.
# Everything is installed into .venv and tests/browser/node_modules, from lock files with hashes. Stamp files in .venv
# remember what is installed, so that nothing is done twice.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := .ci/quietly $(BIN)/python -m pip --disable-pip-version-check install

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s  %s\n", $$1, $$2 }' Makefile

.PHONY: site
site: $(VENV)/.site ## Build content/ into public/
	@$(BIN)/sitegen build
	@echo 'To look at it, run'
	@echo '  $(BIN)/python -m http.server --bind 127.0.0.1 --directory public 8000'
	@echo 'and open http://127.0.0.1:8000/'

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
	rm -rf public .sitegen $(VENV) tests/browser/node_modules .hypothesis .mypy_cache .pytest_cache .ruff_cache
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
	@$(LOCK) --group test -c requirements.lock -o requirements-dev.lock
	@echo 'Look at what changed, then run make test.'

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
