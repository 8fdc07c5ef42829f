# make demo    set up, build, and open the whole product on loopback
# make test    set up, and run the tests; TEST_DEPTH=full tries every program and scenario, not a few of each
# make lint    check the style of the sources
# make bench   run every benchmark but realworld, which fetches packages; SUITE=name runs one (pages: PAGES_INCIDENTS=100000, kept in PAGES_DATABASE=file)
.PHONY: demo test lint bench build setup docs

# Tests that run side by side. Those that start servers, sandboxes and browsers have time-outs that crowding would eat. The
# time printed for a test counts from the start of the run, waiting for its turn included; time limits don't.
TEST_WIDTH ?= 4
SWIFT_BUILD_FLAGS = --explicit-target-dependency-import-check error

demo: setup
	swift run $(SWIFT_BUILD_FLAGS) incident-bot demo

test: setup
	swift build --build-tests $(SWIFT_BUILD_FLAGS)
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$(TEST_WIDTH) swift test --skip-build

lint:
	swift format lint --strict --recursive Sources Tests Package.swift

bench: build
	swift run -c release $(SWIFT_BUILD_FLAGS) incident-bench $(SUITE)

build: setup
	swift build -c release --product incident-bot

docs:
	swift package generate-documentation --target IncidentBot

setup:
	@./.ci/setup
