# The suites. Each prints its failures and ends with the line "N passed, N failed".

# Programs are the files of a folder that have a main; the others are linked to each of them.
programs = $(if $(wildcard $(1)/*.c),$(shell grep -lw '^int main' $(1)/*.c))
helpers  = $(filter-out $(call programs,$(1)),$(wildcard $(1)/*.c))

SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
SANITIZED   = $(MAKE) --no-print-directory BUILD=$(BUILD)/asan SANITIZE='$(SANITIZERS)' CFLAGS='-O1 -g' WERROR=-Werror

.PHONY: check test unit run-unit sqlite-tests run-sqlite-tests valgrind conformance conformance-sqlite conformance-accept
.PHONY: export names regress isolation tap replay differential property

## check: the quick suites: unit, and conformance on SQLite
check: unit conformance-sqlite

## test: installs what is missing, builds with both compilers and runs every suite
test:
	@tests/setup test
	@tests/run-all

# ---- the core alone, with cmocka

UNIT_PROGRAMS := $(call programs,tests/unit)
UNIT_HELPERS  := $(call objects,$(call helpers,tests/unit))
UNIT_OBJECTS  := $(call objects,$(UNIT_PROGRAMS)) $(UNIT_HELPERS)
UNIT_BINARIES := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(UNIT_PROGRAMS))

$(UNIT_OBJECTS): FOLDER_FLAGS = -Icore -I. -Itests/unit
$(UNIT_BINARIES): $(BUILD)/unit/%: $(BUILD)/obj/tests/unit/%.o $(UNIT_HELPERS) $(CORE_OBJECTS) $(PATTERN_OBJECTS) $(BUILD)/sources
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) $(filter %.o,$^) -lcmocka $(PCRE2_LIBS) -lm -o $@

## unit: the core alone: cmocka, with the address and undefined behaviour sanitizers
unit:
	+@$(SANITIZED) run-unit

run-unit: $(UNIT_BINARIES)
	@tests/run-programs $^

# ---- the binding to SQLite, linked to programs that bring functions of their own (tests/sqlite)

SQLITE_TESTS    := $(call programs,tests/sqlite)
SQLITE_HELPERS  := $(call objects,$(call helpers,tests/sqlite))
SQLITE_TEST_OBJECTS := $(call objects,$(SQLITE_TESTS)) $(SQLITE_HELPERS)
SQLITE_BINARIES := $(patsubst tests/sqlite/%.c,$(BUILD)/sqlite-tests/%,$(SQLITE_TESTS))

# A library, of which only what is asked for is linked: the table of functions is the program's.
$(BUILD)/core.a: $(CORE_OBJECTS) $(PATTERN_OBJECTS) $(BUILD)/sources
	@rm -f $@
	$(Q)$(AR) rcs $@ $(filter %.o,$^)

$(SQLITE_TEST_OBJECTS): FOLDER_FLAGS = -Icore -I. -Itests/sqlite -DORM_LIBRARY='"$(abspath $(BUILD))/sqlite/orm"'
$(SQLITE_BINARIES): $(BUILD)/sqlite-tests/%: $(BUILD)/obj/tests/sqlite/%.o $(SQLITE_HELPERS) $(SQLITE_OBJECTS) $(BUILD)/core.a | $(BUILD)/sqlite/orm.so
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) $^ -lcmocka -lsqlite3 -lpthread $(PCRE2_LIBS) -lm -o $@

## sqlite-tests: the binding to SQLite (tests/sqlite), with the sanitizers
sqlite-tests:
	+@$(SANITIZED) run-sqlite-tests

run-sqlite-tests: $(SQLITE_BINARIES)
	@tests/run-programs $^

## valgrind: the same, and SQLite's conformance, under valgrind
valgrind: sqlite $(SQLITE_BINARIES)
	@tests/run-valgrind $(SQLITE_BINARIES)

# ---- conformance: NAMES="one two" for some of the scripts

## conformance: one script, one expected answer, both engines (tests/conformance/README.md)
conformance: sqlite pg
	@tests/with-pg tests/run-conformance $(NAMES)

conformance-sqlite: sqlite
	@tests/run-conformance --engine sqlite $(NAMES)

## conformance-accept: writes the expected answers where the engines agree
conformance-accept: sqlite pg
	@tests/with-pg tests/run-conformance --accept $(NAMES)

## export: the models of those scripts exported, defined anew, exported; NAMES="one two" for some
export: sqlite pg
	@tests/with-pg tests/run-export $(NAMES)

## names: tables, keys and aliases of 2,000 names, beside those that Sequelize made
names: sqlite pg
	@tests/with-pg tests/run-names

# ---- PostgreSQL's own

## regress: pg_regress (sql/, expected/); NAMES="one two" for some
regress: pg
	@tests/with-pg tests/run-regress $(NAMES)

## isolation, tap: several sessions (tests/isolation), servers of their own (tests/t)
isolation: pg
	@tests/with-pg env ISOLATION=1 tests/run-regress $(NAMES)

tap: pg sqlite
	@tests/run-tap $(or $(patsubst %,tests/t/%.pl,$(NAMES)),$(wildcard tests/t/*.pl))

# ---- recorded scenarios of Sequelize

## replay: what Sequelize itself answered, from ../shared/conformance; ENGINE=pg or sqlite for one
replay: sqlite pg
	@tests/setup replay
	@tests/run-replay $(ENGINE)

# ---- both engines against each other and plain JavaScript; SEED=n for other documents and conditions

## differential: random conditions inside JSON and on arrays (tests/differential); SEED=n
differential: sqlite pg
	@tests/setup differential
	@for kind in json array; do tests/with-pg node tests/differential/$${kind}_conditions.js --seed $(or $(SEED),1); done | tests/sum-up

## property: orm_sync from random models to random models, PAIRS (60) of them from SEED; our DDL beside Sequelize's
property: sqlite pg
	@tests/setup replay
	@tests/run-property $(or $(PAIRS),60) $(or $(SEED),1)

# ---- the source

.PHONY: format lint rules docs bench fuzz coverage

## format: every C file as .clang-format says
format:
	@tests/sources | xargs clang-format -i

## rules: format, includes, length of functions, paths, version, documentation (part of test)
rules:
	@tests/check-all

## docs: README.md and docs/: their statements run on both engines, answers and tables filled in
docs: sqlite pg
	-@docs/generate >/dev/null
	@tests/with-pg tests/run-conformance --accept $$(cd tests/conformance && ls docs_*.sql)
	@docs/generate

## lint: rules, and what clang-tidy finds
lint: rules
	@tests/check-lint

# ---- fuzzing: every tests/fuzz/NAME.c is a libFuzzer program; its corpus is tests/fuzz/corpus/NAME

FUZZERS      := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/*.c))
FUZZ_OBJECTS := $(call objects,$(wildcard tests/fuzz/*.c))
SECONDS     ?= 60

$(FUZZ_OBJECTS): FOLDER_FLAGS = -Icore -I.
$(FUZZERS): $(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(CORE_OBJECTS) $(PATTERN_OBJECTS) $(SQLITE_OBJECTS) $(BUILD)/sources
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) -fsanitize=fuzzer $(filter %.o,$^) $(PCRE2_LIBS) -lsqlite3 -lm -o $@

## fuzz: the libFuzzer programs of tests/fuzz, each for SECONDS (60)
fuzz:
	@tests/setup fuzz
	@$(MAKE) --no-print-directory CC=clang BUILD=$(BUILD)/fuzzed SANITIZE='-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all' CFLAGS='-O1 -g' fuzzers
	@BUILD=$(BUILD) tests/run-fuzz $(SECONDS) $(notdir $(FUZZERS))

.PHONY: fuzzers
fuzzers: $(FUZZERS)

# ---- what the unit tests and SQLite's conformance reach

COVERED = $(MAKE) --no-print-directory BUILD=$(BUILD)/covered CFLAGS='-O0 -g --coverage' LDFLAGS=--coverage

## coverage: lines run by the unit tests and by conformance on SQLite, per file
coverage:
	+@$(COVERED) run-unit
	+@$(COVERED) run-sqlite-tests || true
	+@$(COVERED) conformance-sqlite || true
	@tests/run-coverage $(BUILD)/covered/obj

# ---- speed

## bench: CPU against hand-written SQL, W1 and W4; W=all or W="W2 W3" for others
bench:
	@tests/setup bench
	@$(GO) all
	@bench/run $(W)
