# How a C file becomes an object. Every compiler and sanitizer has a $(BUILD) of its own, so nothing
# is ever linked from objects of two kinds; within one, $(BUILD)/flags notices changed flags.

WARNINGS := -Wall -Wextra
# PostgreSQL is built with these two, and pointers into its structs rely on them.
PG_SAFE  := -fno-strict-aliasing -fwrapv

COMPILE = $(CC) -std=gnu11 $(CFLAGS) $(WARNINGS) $(WERROR) $(SANITIZE) -fPIC -fvisibility=hidden -MMD -MP $(CPPFLAGS)
LINK    = $(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -Wl,--as-needed

# The core is C11 without extensions of the library: it may ask the system for nothing.
CORE_FLAGS    = -std=c11 -Icore
PATTERN_FLAGS = -Icore -I.
SQLITE_FLAGS  = -Icore -I.
PG_FLAGS      = -Icore -I. $(PG_SAFE) -isystem $(shell $(PG_CONFIG) --includedir-server)
PCRE2_LIBS   ?= -lpcre2-8

CORE_SOURCES    := $(wildcard core/*/*.c)
PATTERN_SOURCES := $(wildcard pattern/*.c)
SQLITE_SOURCES  := $(wildcard sqlite_ext/*.c)
PG_SOURCES      := $(wildcard pg_ext/*.c)

# V=1 shows the whole commands, QUIET=1 nothing.
Q   := $(if $(V),,@)
say  = $(if $(QUIET),@:,@printf '  %-5s %s\n' '$(1)' '$(2)')

objects = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))

CORE_OBJECTS    := $(call objects,$(CORE_SOURCES))
PATTERN_OBJECTS := $(call objects,$(PATTERN_SOURCES))
SQLITE_OBJECTS  := $(call objects,$(SQLITE_SOURCES))
PG_OBJECTS      := $(call objects,$(PG_SOURCES))

$(CORE_OBJECTS):    FOLDER_FLAGS = $(CORE_FLAGS)
$(PATTERN_OBJECTS): FOLDER_FLAGS = $(PATTERN_FLAGS)
$(SQLITE_OBJECTS):  FOLDER_FLAGS = $(SQLITE_FLAGS)
$(PG_OBJECTS):      FOLDER_FLAGS = $(PG_FLAGS)

$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(COMPILE) $(FOLDER_FLAGS) -c $< -o $@

# Two notes that are rewritten only when they change: with the flags everything is compiled again, with
# the list of sources everything is linked again (a file may have gone).
$(BUILD)/flags:   NOTE = $(CC) $(CFLAGS) $(CPPFLAGS) $(WERROR) $(SANITIZE) $(LDFLAGS) $(PG_CONFIG)
$(BUILD)/sources: NOTE = $(CORE_SOURCES) $(PATTERN_SOURCES) $(SQLITE_SOURCES) $(PG_SOURCES)
.PHONY: always
$(BUILD)/flags $(BUILD)/sources: always
	@mkdir -p $(@D)
	@echo '$(NOTE)' | cmp -s - $@ || echo '$(NOTE)' > $@

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
