# Every target does its own set-up: a virtual environment in .venv, pinned by constraints.txt. None needs root.
# PYTHON names another interpreter than python3 (3.11 or later).

PYTHON ?= python3
VENV := .venv/bin
READY := .venv/ready
NODE_PACKAGES := $(wildcard tests/*/*/package.json)
NODE_READY := $(NODE_PACKAGES:package.json=node_modules/.package-lock.json)
ENGLISH := resources/translations/station_en
SOURCES := $(wildcard dispatch ui main.py tests)

.PHONY: demo run test lint bench translations clean able missing
.DELETE_ON_ERROR:

# Plays a working day in the window, or without a screen where there is none, and leaves its story in build/demo.
demo: $(READY)
	@! command -v npm >/dev/null || $(MAKE) --no-print-directory $(NODE_READY) || true
	$(VENV)/python -m tests.demo

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

$(READY): setup.cfg pyproject.toml constraints.txt | able
	$(PYTHON) -m venv .venv
	$(VENV)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@touch $@

%/node_modules/.package-lock.json: %/package.json %/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing; run: sudo apt-get install -y nodejs npm" >&2; exit 1; }
	cd $* && npm ci --no-audit --no-fund
	@touch $@

# A window on a screen needs the libraries of X. The tests make a screen of their own, press its keys, read labels back
# with a renderer that runs under Node, and print through a CUPS of their own; nothing else needs those programs.
CUPS := cupsd /usr/lib/cups/backend/socket lpadmin ippeveprinter dbus-daemon
demo run: NEEDS := $(if $(DISPLAY),xcb)
test missing: NEEDS := xcb Xvfb xdotool setxkbmap xkbcomp node npm $(CUPS)

able:
	@missing="$$($(or $(wildcard $(VENV)/python),$(PYTHON)) -c "$$MISSING" $(NEEDS))" || exit 1; \
	test -z "$$missing" || { echo "This machine lacks something; run: sudo apt-get install -y $$missing" >&2; exit 1; }

# Prints the Debian packages that this machine lacks, on one line; an empty line where all is well.
missing:
	@$(PYTHON) -c "$$MISSING" $(NEEDS)

define MISSING
import ctypes, importlib.util, os, shutil, sys
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
libraries_of_x = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
programs = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "setxkbmap": "x11-xkb-utils",
    "xkbcomp": "x11-xkb-utils",
    "node": "nodejs",
    "npm": "npm",
    "cupsd": "cups",
    "/usr/lib/cups/backend/socket": "cups",
    "lpadmin": "cups-client",
    "ippeveprinter": "cups-ipp-utils",
    "dbus-daemon": "dbus-daemon",
}
PATH = os.environ.get("PATH", os.defpath) + ":/usr/sbin"
needs = sys.argv[1:]
if "xcb" in needs:
    libraries |= libraries_of_x
packages = [package for name, package in libraries.items() if lacks_library(name)]
packages += ["python3-venv"] * (importlib.util.find_spec("ensurepip") is None)
packages += [package for name, package in programs.items() if name in needs and not shutil.which(name, path=PATH)]
print(*dict.fromkeys(packages))
endef
export MISSING
