# Two commands do everything on a machine with Python 3.10 or newer and make: `make demo` and
# `make test`. Both work in a virtual environment of their own; nothing else is touched.
VENV ?= .venv
BIN = $(VENV)/bin
# `python3` where it is new enough, else a newer one by name.
usable = $(shell $(1) -c 'import sys; sys.version_info >= (3, 10) and print("$(1)")' 2>/dev/null)
PYTHON ?= $(or $(call usable,python3),$(call usable,python3.13),$(call usable,python3.12),\
  $(call usable,python3.11),$(call usable,python3.10),$(call usable,python),python3)
# Every interpreter that is declared and found, one of each minor.
PYTHONS ?= $(shell for minor in 10 11 12 13; do \
  for python in python3.$$minor "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.$$minor.*/bin/python3; do \
    "$$python" -c "import sys; assert sys.version_info[:2] == (3, $$minor)" 2>/dev/null \
      && { echo "$$python"; break; }; \
  done; done)
# A file's tests run on one worker, which shares what they build and install.
PYTEST = $(BIN)/python -m pytest --numprocesses auto --dist loadfile
ARGS ?=

.PHONY: demo test fresh site test-all-pythons test-compiled conformance oracle-diff lint types docs bench fuzz properties hostile mutation coverage coverage-rules test-lowest clean

demo: $(VENV)/installed
	$(BIN)/flinklint check examples
	$(BIN)/flinklint compile examples/sql/orders-by-minute.yaml

test: $(VENV)/ready
	$(PYTEST) -m "not fresh" $(ARGS)

# The tutorial from the wheel, the action and the Dockerfile: each installs into an environment of
# its own. They are also `packaging`, so that no other run takes them in.
fresh: $(VENV)/ready
	$(PYTEST) -m fresh $(ARGS)

# The packages are proven once, by `make test`: they hold the same files for every Python. SKIP is a
# version, such as 3.11, that has been tested already.
SKIP ?=
test-all-pythons:
	@test -n "$(PYTHONS)" || { echo "make: no Python 3.10 to 3.13 is found; give PYTHONS='...'" >&2; exit 2; }
	@for python in $(PYTHONS); do \
	  version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])') || exit 2; \
	  [ "$$version" != "$(SKIP)" ] || continue; \
	  echo "--- Python $$version"; \
	  $(MAKE) --no-print-directory test PYTHON="$$python" VENV=".venv-$$version" \
	    ARGS="--quiet -m 'not packaging' $(ARGS)" || exit 1; \
	done

# sqlglot's compiled modules differ from the plain ones where code leans on what only Python allows.
test-compiled:
	@$(MAKE) --no-print-directory .venv-compiled/compiled VENV=.venv-compiled
	@$(MAKE) --no-print-directory test VENV=.venv-compiled ARGS="--quiet -m 'not packaging' $(ARGS)"

# The test files that look at public files too; `make test` skips those tests without the variable.
conformance: $(VENV)/ready
	@test -n "$$FLINKLINT_CORPUS" || { echo "make: FLINKLINT_CORPUS names no folder" >&2; exit 2; }
	$(PYTEST) $$(grep -rl --include='test_*.py' 'environ.*FLINKLINT_CORPUS' tests) $(ARGS)

# Every script of a folder on which flinklint and Flink's own planner differ.
oracle-diff: $(VENV)/installed
	@$(BIN)/python tools/oracle_diff.py "$(SCRIPTS)" "$(FLINK)" "$(ORACLE)"

# Files made to break a program, at full size, and a kill at every system call; needs strace.
hostile: $(VENV)/ready
	FLINKLINT_HOSTILE=1 $(BIN)/python -m pytest -s tests/hostile tests/test_written_whole.py $(ARGS)

# Inputs guided by what they reach: SECONDS for each target, or EXECUTIONS if they come first. Needs
# Python 3.12: the newest found.
SECONDS ?= 600
EXECUTIONS ?= inf
fuzz: PYTHON = $(lastword $(PYTHONS))
fuzz:
	@$(MAKE) --no-print-directory .venv-fuzz/installed VENV=.venv-fuzz PYTHON="$(PYTHON)"
	@for target in parse check fix compile; do \
	  .venv-fuzz/bin/python fuzz/fuzz.py $$target --seconds $(SECONDS) --executions $(EXECUTIONS) \
	    --out .fuzz || exit 1; \
	done

# Faults put into the code, and which of them the tests find; ARGS="flinklint/units.py" for one module.
mutation: PYTHON = $(or $(call usable,python3.11),$(firstword $(filter %/bin/python3,$(PYTHONS))),python3)
mutation:
	@$(MAKE) --no-print-directory .venv-mutation/ready VENV=.venv-mutation PYTHON="$(PYTHON)"
	.venv-mutation/bin/python -m pip install --quiet "mutmut==3.8.1"
	nice .venv-mutation/bin/python mutation/run.py $(ARGS)

# What must be true of any YAML and any Flink SQL, on EXAMPLES texts that grammars make for each.
EXAMPLES ?= 2000
properties: $(VENV)/ready
	FLINKLINT_EXAMPLES=$(EXAMPLES) $(PYTEST) --dist load tests/hostile/test_grammars.py $(ARGS)

# Which branches are taken: of the rules every one, by their own tests and the samples of their pages;
# of the rest as many as the last table says. Processes that tests start are measured too.
MEASURED = $(BIN)/python -m coverage run --source "$(CURDIR)/flinklint,$(CURDIR)/rules" -m pytest --quiet
coverage: coverage-rules
	$(BIN)/python -m coverage erase
	$(MEASURED) --numprocesses auto --dist loadfile -m "not packaging and not fresh and not unmeasured" $(ARGS)
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report --skip-covered --omit 'rules/*'

coverage-rules: $(VENV)/ready
	$(BIN)/python -m coverage erase
	$(MEASURED) tests/rules tests/test_rule_pages.py
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report --skip-covered --show-missing --include 'rules/*' --fail-under 100

# The lowest versions that pyproject.toml allows, of Python too; click is that of typer's time, which
# asks it for what click 8.5 calls outdated, and so is check-jsonschema, a program that tests run.
LOWEST = sqlglot==30.20.* ruamel.yaml==0.18.6 ruamel.yaml.clib==0.2.7 jsonschema==4.18.* typer==0.20.* tomli==2.0.* pygls==2.0.*
test-lowest: PYTHON = $(or $(firstword $(PYTHONS)),python3)
test-lowest:
	@$(MAKE) --no-print-directory .venv-lowest/ready VENV=.venv-lowest PYTHON="$(PYTHON)"
	.venv-lowest/bin/python -m pip install --quiet --no-warn-conflicts $(foreach each,$(LOWEST) click==8.3.*,"$(each)")
	.venv-lowest/bin/python -m pip install --quiet --no-deps "check-jsonschema==0.31.*"
	@$(MAKE) --no-print-directory test VENV=.venv-lowest ARGS="--quiet -m 'not packaging' $(ARGS)"

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/ready
	$(BIN)/mypy

docs: $(VENV)/ready
	$(BIN)/python tools/docs.py

# The documentation as a site, in site/; a warning ends it.
site: $(VENV)/site
	$(BIN)/python tools/site.py

# Side by side with other tools, which it installs in environments of their own; takes a while.
bench: $(VENV)/ready
	$(BIN)/python benchmarks/run.py $(ARGS)

clean:
	rm -rf .venv .venv-* site .cache .coverage*

$(VENV)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || { \
	  echo "make: flinklint needs Python 3.10 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1 | head -n 1);" >&2; \
	  echo "make: name another one: make PYTHON=/path/to/python3.12" >&2; exit 2; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || { \
	  rm -rf $(VENV); \
	  echo "make: $(PYTHON) cannot make a virtual environment (see above): its venv module is missing;" >&2; \
	  echo "make: on Debian and Ubuntu it is the package python3-venv" >&2; exit 2; }
	@touch $@

$(VENV)/installed: pyproject.toml | $(VENV)/pip
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

# pip reads dependency groups since 25.1.
$(VENV)/ready: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

$(VENV)/site: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --group docs
	@touch $@

$(VENV)/compiled: $(VENV)/ready
	$(BIN)/python -m pip install --quiet "sqlglot[c]"
	$(BIN)/python -c 'import sqlglot.parser; assert not sqlglot.parser.__file__.endswith(".py"), "sqlglot is not compiled"'
	@touch $@
