# Every target does its own set-up: a virtual environment in .venv, pinned by constraints.txt. None needs root.
# PYTHON names another interpreter than python3 (3.11 or later).

PYTHON ?= python3
VENV := .venv/bin
READY := .venv/ready
NODE_PACKAGES := $(wildcard tests/*/*/package.json)
NODE_READY := $(NODE_PACKAGES:package.json=node_modules/.package-lock.json)
ENGLISH := resources/translations/station_en
SOURCES := $(wildcard dispatch ui main.py tests)

.PHONY: run test lint bench translations clean missing
.DELETE_ON_ERROR:

run: $(READY)
	$(VENV)/python main.py

test: $(READY) $(NODE_READY)
	$(VENV)/python -m pytest --cov

lint: $(READY)
	$(VENV)/ruff check $(SOURCES)
	$(VENV)/mypy $(SOURCES)

bench: $(READY)
	mkdir -p build
	$(VENV)/python -m tests.benchmarks

# Collects what the window says in French, compiles its English, and names what still lacks it.
translations: $(READY)
	$(VENV)/pyside6-lupdate -silent -extensions py -locations none -no-obsolete -source-language fr -target-language en \
		ui -ts $(ENGLISH).ts
	$(VENV)/pyside6-lrelease -silent $(ENGLISH).ts -qm $(ENGLISH).qm
	@! grep -B 1 'type="unfinished"' $(ENGLISH).ts

clean:
	rm -rf .venv build *.egg-info .coverage .hypothesis .*_cache $(NODE_READY:/.package-lock.json=)
	find $(SOURCES) -name __pycache__ -prune -exec rm -rf {} +

$(READY): setup.cfg pyproject.toml constraints.txt
	@missing="$$($(PYTHON) -c "$$MISSING" $(TOOLS))" || exit 1; \
	test -z "$$missing" || { echo "This machine lacks something; run: sudo apt-get install -y $$missing" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(VENV)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@touch $@

%/node_modules/.package-lock.json: %/package.json %/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing; run: sudo apt-get install -y nodejs npm" >&2; exit 1; }
	cd $* && npm ci --no-audit --no-fund
	@touch $@

# The tests read labels back with a renderer that runs under Node; nothing else needs it.
test missing: TOOLS := nodejs npm

# Prints the Debian packages that this machine lacks, on one line; an empty line where all is well.
missing:
	@$(PYTHON) -c "$$MISSING" $(TOOLS)

define MISSING
import ctypes, importlib.util, shutil, sys
if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or later is needed; name it: make PYTHON=python3.11 ...")
def lacks_library(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return True
libraries = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
packages = [package for name, package in libraries.items() if lacks_library(name)]
packages += ["python3-venv"] * (importlib.util.find_spec("ensurepip") is None)
packages += [package for package in sys.argv[1:] if not shutil.which({"nodejs": "node"}.get(package, package))]
print(*packages)
endef
export MISSING
