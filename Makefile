# One command, `make check`, is what CI runs. PYTHON is the interpreter with nexus and its test extra.
PYTHON ?= .venv/bin/python
export RUFF_NO_CACHE := true

.PHONY: check format lint types contracts licences test soak mend

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

# The full figures of tests/soak, which the suite runs in a short form: hours of sound in minutes.
soak:
	NEXUS_SOAK=full $(PYTHON) -m pytest tests/soak tests/cli/test_folder_report.py -n 0 -s

# Formats, and writes what is generated from the code.
mend:
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) .ci/licences.py --write
