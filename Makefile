# Two commands: `make run` and `make test`. The rest is for who works on it (CONTRIBUTING.md).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test coverage lint types floors checks translations messages demo bench prose lock shots clean

PORT ?= 8000
DATA_DIR ?= $(CURDIR)/data
DATABASE_URL ?=
BIN := .venv/bin
# What the tools need to read the settings; never used to serve anybody.
TOOLS := ENVIRONMENT=test SECRET_KEY=only-for-tools-$(shell printf 'x%.0s' {1..50}) DATA_DIR=$(or $(TMPDIR),/tmp)/verdiepdingen-tools
CODE := config lib accounts notifications dingen cohorts forum pitches home

help:
	@echo "make run    the site with a demo team, on http://127.0.0.1:$(PORT)"
	@echo "make test   every test, on SQLite and on the PostgreSQL of DATABASE_URL"
	@echo "make coverage  the suite once, with how much of the code it runs"
	@echo "make lint   style, types, floors, checks, translations"
	@echo "make demo STAGE=start|halverwege|plan|slot|mt|pilot   rebuild the demo team at a moment"
	@echo "make shots  a picture of every page · make bench  the figures · make lock  the lock files"
	@echo "make prose  how the lessons read: words, sentences, and what does not hold"

# --- What must be there -------------------------------------------------------------
PYTHON := $(shell scripts/find-python)
$(BIN)/.runtime: requirements.lock
	@scripts/find-python --check
	@node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' 2>/dev/null || { echo "Install Node 20 or newer first: https://nodejs.org"; exit 1; }
	@echo "Making the Python environment ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(BIN)/.dev: $(BIN)/.runtime requirements-dev.lock
	@echo "Adding the tools for tests and quality ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc
	@echo "Fetching the browser parts ..."
	@npm ci --ignore-scripts --silent
	@touch $@

ASSETS := $(shell find static/src scripts fixtures/catalogue templates -type f 2>/dev/null)
static/vendor/.built: node_modules/.installed $(BIN)/.runtime $(ASSETS)
	@npm run --silent build
	@touch $@

locale/nl/LC_MESSAGES/django.mo: locale/nl/LC_MESSAGES/django.po $(BIN)/.runtime
	@$(BIN)/pybabel --quiet compile --domain django --directory locale

# --- Use ----------------------------------------------------------------------------
run: $(BIN)/.runtime static/vendor/.built locale/nl/LC_MESSAGES/django.mo
	@PORT=$(PORT) DATA_DIR="$(DATA_DIR)" DATABASE_URL="$(DATABASE_URL)" scripts/serve

demo: $(BIN)/.runtime static/vendor/.built locale/nl/LC_MESSAGES/django.mo
	@export PORT=$(PORT) DATA_DIR="$(DATA_DIR)" DATABASE_URL="$(DATABASE_URL)"; \
	DEMO=0 scripts/serve prepare && scripts/serve demo --stage $(or $(STAGE),halverwege)

# --- Work ---------------------------------------------------------------------------
# In the order of collection: the slow ones in the browser first.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder
test: $(BIN)/.dev static/vendor/.built locale/nl/LC_MESSAGES/django.mo
	@echo "== SQLite"
	@env -u DATABASE_URL $(PYTEST) $(ARGS)
	@if [ -n "$(DATABASE_URL)" ]; then \
		echo "== PostgreSQL"; \
		DATABASE_URL="$(DATABASE_URL)" $(PYTEST) $(ARGS); \
	else \
		echo "DATABASE_URL names no PostgreSQL: tested on SQLite only."; \
	fi

coverage: $(BIN)/.dev static/vendor/.built locale/nl/LC_MESSAGES/django.mo
	@rm -f .coverage .coverage.*
	@$(PYTEST) --cov --cov-report= $(ARGS)
	@$(BIN)/coverage report

lint: types floors checks translations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/djlint --lint --quiet templates

types: $(BIN)/.dev
	@$(TOOLS) $(BIN)/mypy $(CODE)

floors: $(BIN)/.dev
	@$(BIN)/lint-imports --no-cache

checks: $(BIN)/.dev locale/nl/LC_MESSAGES/django.mo
	@$(TOOLS) $(BIN)/python manage.py check --fail-level WARNING
	@$(TOOLS) $(BIN)/python manage.py makemigrations --check --dry-run
	@ENVIRONMENT=production SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
		SITE_URL=https://leren.example.org EMAIL_URL=smtp://localhost DATA_DIR=$(or $(TMPDIR),/tmp)/verdiepdingen-tools \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

messages: $(BIN)/.dev
	@$(TOOLS) $(BIN)/python manage.py makemessages --locale nl --no-obsolete --no-wrap --add-location file \
		--ignore .venv --ignore node_modules --ignore tests --ignore static --ignore bench

translations: $(BIN)/.dev
	@$(BIN)/python scripts/check_translations.py

bench: $(BIN)/.dev static/vendor/.built locale/nl/LC_MESSAGES/django.mo
	@$(TOOLS) $(BIN)/python -m bench $(ARGS)

prose: $(BIN)/.runtime
	@$(TOOLS) $(BIN)/python -m scripts.prose

shots: $(BIN)/.dev static/vendor/.built locale/nl/LC_MESSAGES/django.mo
	@$(BIN)/python scripts/shots.py

lock:
	@test -x $(BIN)/uv || { $(PYTHON) -m venv .venv; $(BIN)/python -m pip install --quiet uv; }
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.12 --no-header pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.12 --no-header --group dev -c requirements.lock -o requirements-dev.lock
	@npm run --silent lock

clean:
	@rm -rf .venv node_modules static/vendor staticfiles shots .coverage* locale/*/LC_MESSAGES/*.mo
