# `make run` starts Jalon, `make test` tests it; each sets up whatever the machine lacks.

PYTHON ?= python3
BIN := .venv/bin
# A lock file names everything that it needs: nothing is resolved anew, so no later release can break an install.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links
VENDORED := console/static/vendor/vendor.json tests/vendor/vendor.json
# The rooms in which a branch that no test takes is a fault.
COVERED := dialogs coaching storage papers locales

.PHONY: help setup run test check format reading bench shots requirements vendor clean

help:
	@echo 'make run           start Jalon (settings: .env.example)'
	@echo 'make setup         install what Jalon runs on, and no more'
	@echo 'make test          every test, with branch coverage'
	@echo 'make check         style, types, imports, translations, conversations'
	@echo 'make format        let ruff format the code and mend what it can'
	@echo 'make reading       how hard the lessons are to read'
	@echo 'make bench         speed, beside peers'
	@echo 'make shots         take the pictures of the README again'
	@echo 'make requirements  pin the newest versions that requirements*.in allow'
	@echo 'make vendor        fetch the front-end files of vendor.json (needs npm)'
	@echo 'make clean         remove the virtual environment and caches'

setup: .venv/.run

run: .venv/.run
	@$(BIN)/jalon run

test: .venv/.dev
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile --cov --cov-report=term
	@for room in $(COVERED); do \
		printf 'branch coverage of %-9s %s %%\n' $$room \
			"$$($(BIN)/coverage report --include="$$room/*" --precision=1 --format=total)"; \
	done
	@for room in $(COVERED); do \
		$(BIN)/coverage report --include="$$room/*" --precision=1 --fail-under=95 > /dev/null \
			|| { echo "$$room is covered under 95 %."; exit 1; }; \
	done

check: .venv/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m locales check
	$(BIN)/python -m jalon check --map
	$(BIN)/python -m tests.reading_level

format: .venv/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

reading: .venv/.dev
	@$(BIN)/python -m tests.reading_level

bench: .venv/.dev
	@$(BIN)/python -m bench

shots: .venv/.dev
	@$(BIN)/python -m tests.shots

requirements: .venv/.dev
	$(COMPILE) --upgrade --output-file=requirements.txt requirements.in
	$(COMPILE) --upgrade --output-file=requirements-dev.txt requirements-dev.in

vendor: .venv/.dev
	$(BIN)/python -m console.vendoring $(VENDORED)

clean:
	rm -rf .venv .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# The command `jalon` without building a package: a path file, and a script that runs the module.
$(BIN)/jalon:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Jalon needs Python 3.11 or newer: make PYTHON=python3.13")'
	@echo 'Setting up .venv'
	@$(PYTHON) -m venv .venv
	@pwd > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/jalon.pth"
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m jalon "$$@"\n' > $@
	@chmod +x $@

.venv/.run: requirements.txt $(BIN)/jalon
	@echo 'Installing what Jalon runs on'
	@$(INSTALL) -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	@echo 'Installing what tests and checks need'
	@$(INSTALL) -r requirements-dev.txt
	@touch $@
