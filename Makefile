# Two commands set up what they need on a fresh Debian machine and run it:
#
#     make demo       the example on SQLite, each call with its answer (make demo-pg: on PostgreSQL)
#     make test       every suite; the last line is "N passed, N failed"
#
# The others expect the tools to be there (tests/setup installs them); `make help` lists them.
# Honoured: PG_CONFIG, CC, CFLAGS, LDFLAGS, DESTDIR, and BUILD (another place for what is built).

PG_CONFIG ?= pg_config
CFLAGS    ?= -O2 -g
BUILD     ?= build
# Set by the suites: WERROR=-Werror, SANITIZE=-fsanitize=…
WERROR    ?=
SANITIZE  ?=

# The version is written in orm.control; tests/check-version compares the other places with it.
VERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'.*/\1/p" orm.control 2>/dev/null)

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:

include mk/compile.mk
include mk/engines.mk
include mk/tests.mk

.PHONY: all sqlite pg demo demo-pg install uninstall clean help

## all: both engines: build/sqlite/orm.so, build/pg/orm.so with its script and control file
all: sqlite pg

## sqlite, pg: one of them
sqlite: $(BUILD)/sqlite/orm.so
pg: $(PG_FILES)

DEMO := examples/cash_book.sql
GO   := $(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))

## demo: installs what is missing, builds, and runs the example on SQLite: each call with its answer
demo:
	@tests/setup demo
	@echo 'building…'
	@$(GO) QUIET=1 sqlite
	@tests/run-demo $(DEMO)

## demo-pg: the same on a throw-away PostgreSQL
demo-pg:
	@tests/setup demo-pg
	@echo 'building…'
	@$(GO) QUIET=1 pg
	@tests/with-pg tests/run-demo --engine postgres $(DEMO)

## install, uninstall: the PostgreSQL extension, by the rules of PGXS (PG_CONFIG, DESTDIR)
install uninstall: pg
	$(MAKE) -C $(BUILD)/pg -f $(CURDIR)/mk/pgxs.mk $@ PG_CONFIG='$(PG_CONFIG)'

## clean: removes everything that was built
clean:
	rm -rf $(BUILD)

help:
	@sed -n 's/^## /  /p' $(MAKEFILE_LIST)
