# The entry points; `make help` lists them. CMake knows what is built and how, tests/run-all what is tested.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := all

DOTNET ?= dotnet
CLANG_FORMAT ?= clang-format
# Where Zeek's packages and its own build install it, usually off the PATH.
export PATH := $(PATH):/opt/zeek/bin:/usr/local/zeek/bin
# A Zeek source tree that has been built; without it, the Zeek whose zeek-config is found.
ZEEK_DIST ?=
# Anything else for ./configure.
CONFIGURE_FLAGS ?=

# What Debian has to give, [command=]package. The .NET SDK is the one thing that it hasn't got.
BUILD_PACKAGES := cmake=cmake c++=g++ zlib1g-dev
TEST_PACKAGES = $(BUILD_PACKAGES) clang-format=clang-format rabbitmq-server=rabbitmq-server librabbitmq-dev libzstd-dev \
    python3=python3 groff=groff-base \
    python3-pika python3-zstandard python3-yaml go=golang-go golang-github-rabbitmq-amqp091-go-dev golang-github-klauspost-compress-dev \
    $(shell tests/fuzz/abi/packages)

# No compiler server or build node outlives the command that started it.
export MSBUILDDISABLENODEREUSE := 1
export UseSharedCompilation := false
export DOTNET_CLI_USE_MSBUILD_SERVER := 0
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

configure_flags := $(if $(ZEEK_DIST),--zeek-dist='$(ZEEK_DIST)') $(CONFIGURE_FLAGS)
dotnet_folder := $(if $(findstring /,$(DOTNET)),--with-dotnet='$(patsubst %/,%,$(dir $(DOTNET)))')
native_sources = find native-shim tests/native tests/faults tests/bench tests/cluster tests/fuzz/abi -name '*.h' -o -name '*.c' -o -name '*.cc'

.PHONY: all test test-unit test-csharp test-native test-btest test-docs test-million test-faults test-cluster test-sanitizers fuzz soak demo \
    bench bench-docs bench-json bench-cluster docs screenshots \
    install clean distclean format format-csharp format-native check-format check-format-csharp check-format-native setup setup-test build-tests help

all: build/CMakeCache.txt ## build the library, zeek-amqp and, where Zeek is found, the plugin
	@MAKEFLAGS=--no-print-directory cmake --build build

build/CMakeCache.txt:
	@flags=($(configure_flags) $(dotnet_folder))
	if [[ " $${flags[*]} " != *' --zeek-dist='* && " $${flags[*]} " != *' --without-zeek '* ]] &&
	    ! command -v zeek-config >/dev/null; then
	    echo 'Zeek was not found: building everything but the plugin'
	    flags+=(--without-zeek)
	fi
	./configure "$${flags[@]}"

test: ## set up the machine, build, and run all tests against a RabbitMQ node of their own
	@tests/run-all

test-csharp test-native test-btest: test-%: ## ... only the C# tests, those of the built library and tool, those with Zeek
	@tests/run-all $*

test-docs: ## ... only the commands and scripts that the pages show
	@tests/run-all docs

test-unit: ## the C# tests that need no broker
	@$(DOTNET) test tests/ZeekAmqp.Core.Tests -c Release --nologo

test-million: setup-test all ## a million records through the library: all received once, memory flat
	@tests/tools/with-broker cmake --build build --target test-million

test-faults: setup-test all ## kill, cut, fill and change what can be, with the C host and with Zeek: build/test-results/faults.md
	@mkdir -p build/test-results
	rm -f build/test-results/faults.md
	status=0
	tests/faults/run --table build/test-results/faults.md || status=$$?
	tests/faults/run --producer zeek --table build/test-results/faults.md || { code=$$?; ((code == 77)) || status=$$code; }
	tests/faults/kill-rounds --table build/test-results/faults.md || { code=$$?; ((code == 77)) || status=$$code; }
	echo 'the table is in build/test-results/faults.md'
	exit "$$status"

test-cluster: setup-test all ## real Zeek clusters, by zeekctl and by hand, with both backends: about 20 minutes; CASES="one-logger direct"
	@tests/cluster/run $(CASES)

soak: setup-test all ## load and random faults for MINUTES=20: nothing is lost, memory and open files stay
	@tests/faults/soak $(or $(MINUTES),20)

fuzz: setup-test all ## CASES=10000000 random inputs for each part that reads any, and for the library as a whole
	@status=0
	$(DOTNET) run -c Release --project tests/fuzz -- --cases $(or $(CASES),10000000) || status=$$?
	tests/fuzz/abi/run build/lib/libzeekamqp.so build/fuzz $(or $(CASES),10000000) || status=$$?
	exit "$$status"

bench-json: all ## what formatting a record costs, ahead-of-time compiled, beside System.Text.Json's writer; and a call into the library
	@mkdir -p build/benchmarks
	$(DOTNET) build tests/benchmarks -c Release --nologo -v quiet
	cd build/benchmarks
	$(DOTNET) run -c Release --no-build --project ../../tests/benchmarks -- $(or $(BENCH),--filter '*')
	echo 'nanoseconds for a call into the library, and for one that formats a record:'
	../tests/native/zeekamqp_crossing

test-sanitizers: setup-test all ## the native tests, and the plugin in Zeek, under AddressSanitizer and UBSan; some under valgrind
	@tests/tools/install-packages valgrind=valgrind
	tests/native/sanitize

bench: setup-test all ## what it costs: BENCH="table growth cost spool replay zeek size", ROWS="words;words" of the table; build/bench/results.json
	@ROWS='$(ROWS)' tests/bench/run $(BENCH)

bench-cluster: setup-test all ## what clusters deliver through loggers and from workers: ARGUMENTS="--rounds 1 direct"
	@tests/cluster/compare $(ARGUMENTS)

bench-docs: ## put the figures of `make bench` into docs/performance.md
	@tests/bench/document

docs: ## put the files that pages show into them, docs/consumers and docs/docker
	@tests/docs/include

demo: setup all ## show it at work: real logs through a RabbitMQ node of its own
	@tests/tools/demo

screenshots: setup-test all ## the images of zeek-amqp in docs/images
	@tests/screenshots/make

install: all ## install the plugin and zeek-amqp where ./configure said
	@cmake --install build

setup: ## install the Debian packages that the build needs (root or sudo)
	@tests/tools/install-packages $(BUILD_PACKAGES)

setup-test: ## ... and the tests
	@tests/tools/install-packages $(TEST_PACKAGES)

build-tests:
	@$(DOTNET) build ZeekAmqp.sln -c Release --nologo -v quiet

format: format-csharp format-native ## format the sources
format-csharp:
	@$(DOTNET) format ZeekAmqp.sln
format-native:
	@$(native_sources) | xargs -r $(CLANG_FORMAT) -i

check-format: check-format-csharp check-format-native ## fail if `make format` would change anything
check-format-csharp:
	@$(DOTNET) format ZeekAmqp.sln --verify-no-changes
check-format-native:
	@$(native_sources) | xargs -r $(CLANG_FORMAT) --dry-run -Werror

clean: ## remove what was built; the configuration stays
	@if [[ -f build/CMakeCache.txt ]]; then MAKEFLAGS=--no-print-directory cmake --build build --target clean; fi
	rm -rf build/test-results src/*/bin src/*/obj tests/*/bin tests/*/obj

distclean: clean ## ... and the configuration
	@rm -rf build build-sanitized

help: ## this list
	@echo 'make [ZEEK_DIST=DIR] [CONFIGURE_FLAGS=…] [DOTNET=…] [TARGET]'
	sed -nE 's/^([a-z][a-z -]*):[^#]*## (.*)/  \1\t\2/p' Makefile | sed 's/ test-%//' | expand -t 40

# Recipes with a shell `if` over several lines are one script.
.ONESHELL:
