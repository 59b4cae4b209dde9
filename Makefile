# One command, `make check`, is what CI runs. PYTHON is the interpreter with nexus and its test extra.
PYTHON ?= .venv/bin/python
export RUFF_NO_CACHE := true

.PHONY: check format lint types contracts licences test mend

check: format lint types contracts licences $(if $(TESTED),,test)

format:
	$(PYTHON) -m ruff format --check .

lint:
	$(PYTHON) -m ruff check .

types:
	$(PYTHON) -m mypy

contracts:
	$(dir $(PYTHON))lint-imports --no-cache

licences:
	$(PYTHON) .ci/licences.py

test:
	$(PYTHON) -m pytest

# Formats, and writes what is generated from the code.
mend:
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) .ci/licences.py --write
