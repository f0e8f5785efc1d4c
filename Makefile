# `make run` and `make test` are the two commands; the others are their parts.

PYTHON ?= python3
DOCUMENTS ?= documents
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
SOURCES := app.py kb ingest page samples bench tests

.PHONY: run install ingest test check format bench eval lock clean
.DELETE_ON_ERROR:

# A file that cannot be read is reported and does not keep the page from being served.
run: $(INSTALLED)
	-@$(BIN)/python -m ingest $(DOCUMENTS)
	@$(BIN)/python app.py

install: $(INSTALLED)

# The requirements come from the lock alone; our own package adds none.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed, and $(PYTHON) is $$($(PYTHON) --version 2>&1): install one, or name it, as in 'make PYTHON=python3.12 $(or $(MAKECMDGOALS),run)'." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make environments: run 'apt install python3-venv', then the same command again." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

ingest: $(INSTALLED)
	$(BIN)/python -m ingest $(DOCUMENTS)

# The whole gate, as .ci/run runs it.
test: check
	$(BIN)/python -m pytest

check: $(INSTALLED)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(INSTALLED)
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

# Measured on the data beside the checkout: public sets, not part of it.
DATA ?= ../shared/data
BENCH ?= build/bench

bench: $(INSTALLED)
	$(BIN)/python -m bench.autorag --data $(DATA) --home $(BENCH)/autorag
	$(BIN)/python -m bench.belebele --data $(DATA) --home $(BENCH)/belebele
	$(BIN)/python -m bench.cuad --data $(DATA)
	$(BIN)/python -m bench.cuad_questions --data $(DATA) --home $(BENCH)/agreements
	$(BIN)/python -m bench.evidence --data $(DATA) --home $(BENCH)/evidence
	$(BIN)/python -m bench.fusion --home $(BENCH)/autorag/kb --questions $(BENCH)/autorag/questions.jsonl
	$(BIN)/python -m bench.embedding --data $(DATA)
	$(BIN)/python -m bench.outcomes --data $(DATA)
	$(BIN)/python -m bench.text_quality --data $(DATA)
	$(BIN)/python -m bench.throughput $(BENCH)/autorag/pdfs --home $(BENCH)/throughput
	$(BIN)/python -m bench.folder --home $(BENCH)/folder
	$(BIN)/python -m bench.register --data $(DATA) --home $(BENCH)/register
	$(BIN)/python -m bench.contractnli --data $(DATA) --home $(BENCH)/contractnli
	$(BIN)/python -m bench.kills --home $(BENCH)/kills
	$(BIN)/python -m bench.latency --home $(BENCH)/autorag/kb --questions $(BENCH)/autorag/questions.jsonl

# `make eval QUESTIONS=file.jsonl`: the base of the data home, measured with questions and their pages.
eval: $(INSTALLED)
	@test -n "$(QUESTIONS)" || { echo 'Name the questions: make eval QUESTIONS=file.jsonl, {"id", "question", "gold": [{"document", "page"}]} a line.' >&2; exit 2; }
	$(BIN)/python -m kb eval $(QUESTIONS)

# Resolved on Python 3.11, the oldest served; without this machine's indexes, and with torch by its public version, so that
# either build of it, with or without CUDA, satisfies the lock.
lock: $(INSTALLED)
	$(BIN)/pip-compile --quiet --extra=dev --strip-extras --no-emit-index-url --no-emit-find-links \
		--allow-unsafe --output-file=requirements.lock pyproject.toml
	sed -i -E 's/^(torch==[0-9.]+)\+.*/\1/' requirements.lock

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
