# The doors of the project: `make run` to try it, `make test` to prove it.
# Needs Python 3.11 or newer and the package registries; all else is put into .venv.
# A step is done again only when what it is made from has changed.

PYTHON ?= python3
PORT ?= 5000
TEST_WORKERS ?= 2
PYTEST_ARGS ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
STYLE_SOURCES := $(wildcard package.json package-lock.json tools/vendor.py)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard partnerhub/translations/*/LC_MESSAGES/*.po))
READY := .venv/.installed static/vendor/.built $(CATALOGUES)

say = @printf '==> %s\n'
stop = { printf '\n*** %s\n' "$(1)" >&2; exit 1; }

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run demo test lint bench wheel clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile | expand -t 14

run: $(READY) ## set up, fill the demo database if it is empty, serve http://127.0.0.1:$(PORT)
	$(say) "Bringing the demo database up to date (instance/demo.db)"
	@PARTNERHUB_DEMO=1 $(BIN)/partnerhub demo --keep || $(call stop,The demo database could not be prepared. 'make demo' builds it anew.)
	$(say) "Starting the server on port $(PORT)"
	@PARTNERHUB_DEMO=1 PORT=$(PORT) $(BIN)/partnerhub run

demo: $(READY) ## build the demo database anew, relative to today
	$(say) "Building the demo database anew (instance/demo.db)"
	@PARTNERHUB_DEMO=1 $(BIN)/partnerhub demo || $(call stop,The demo database could not be built. Stop a server that is using it and try again.)

# The tests start the program a hundred times: what Python has compiled is kept, even where the environment says otherwise.
test: .venv/.installed-test $(READY) build/axe.min.js lint ## set up, check the code, run every test (PYTEST_ARGS="-k board")
	$(say) "Running the tests"
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(TEST_WORKERS) $(PYTEST_ARGS)

lint: .venv/.installed-test ## ruff and mypy
	$(say) "Checking the code with ruff"
	@$(BIN)/ruff check || $(call stop,ruff found faults; 'make lint' shows them again.)
	$(say) "Checking the types with mypy"
	@$(BIN)/mypy || $(call stop,mypy found faults; 'make lint' shows them again.)

bench: .venv/.installed-test $(READY) ## print the benchmark tables
	$(say) "Running the benchmarks; this takes some minutes"
	@$(BIN)/python -m tools.bench

wheel: .venv/.installed-test $(READY) ## pack dist/partnerhub-*.whl with styles and translations
	$(say) "Packing the wheel into dist/"
	@rm -rf build/lib build/bdist.*
	@$(BIN)/python -W ignore -m build --wheel --no-isolation . >.venv/wheel.log 2>&1 || { tail -n 20 .venv/wheel.log; $(call stop,The wheel could not be built.); }
	@ls dist/*.whl

clean: ## remove everything that make has built, .venv included; instance/ stays
	$(say) "Removing .venv, build, dist, static/vendor, compiled translations and caches"
	@rm -rf .venv build dist static/vendor node_modules *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@rm -f partnerhub/translations/*/LC_MESSAGES/*.mo
	@find partnerhub tests tools -name __pycache__ -prune -exec rm -rf {} +

.venv/.created:
	$(say) "Making a virtual environment in .venv with $(PYTHON)"
	@command -v $(PYTHON) >/dev/null || $(call stop,No $(PYTHON) here. Install Python 3.11 or newer or name it: make PYTHON=/path/to/python3)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| $(call stop,$(PYTHON) is $$($(PYTHON) -V 2>&1) but Partnerhub needs 3.11 or newer. Name another: make PYTHON=/path/to/python3)
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| $(call stop,$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv)
	@$(PYTHON) -m venv .venv || $(call stop,The virtual environment could not be made. Remove .venv and try again.)
	@touch $@

.venv/.installed: setup.cfg pyproject.toml constraints.txt | .venv/.created
	$(say) "Installing Partnerhub and what it needs"
	@$(PIP) install --constraint constraints.txt --editable . \
		|| $(call stop,The packages could not be installed. Check the network and 'pip config list' and run make again.)
	@touch $@

.venv/.installed-test: setup.cfg pyproject.toml constraints.txt | .venv/.created
	$(say) "Installing Partnerhub, what it needs, and what its tests need"
	@$(PIP) install --constraint constraints.txt --editable '.[test]' \
		|| $(call stop,The packages could not be installed. Check the network and 'pip config list' and run make again.)
	@touch .venv/.installed $@

static/vendor/.built: $(STYLE_SOURCES) | .venv/.installed
	$(say) "Building static/vendor/ (design system, htmx)"
	@$(BIN)/python tools/vendor.py || $(call stop,static/vendor/ could not be built; the lines above say why.)
	@touch $@

build/axe.min.js: | static/vendor/.built
	@$(BIN)/python tools/vendor.py || $(call stop,axe-core could not be built; the lines above say why.)

%.mo: %.po | .venv/.installed
	$(say) "Compiling $<"
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ || $(call stop,$< could not be compiled.)
