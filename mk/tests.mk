# The suites. Each prints its failures and ends with the line "N passed, N failed".

# Programs are the files of a folder that have a main; the others are linked to each of them.
programs = $(if $(wildcard $(1)/*.c),$(shell grep -lw '^int main' $(1)/*.c))

UNIT_PROGRAMS := $(call programs,tests/unit)
UNIT_HELPERS  := $(filter-out $(UNIT_PROGRAMS),$(wildcard tests/unit/*.c))
UNIT_OBJECTS  := $(call objects,$(UNIT_PROGRAMS) $(UNIT_HELPERS))
UNIT_BINARIES := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(UNIT_PROGRAMS))

$(UNIT_OBJECTS): FOLDER_FLAGS = -Icore -I. -Itests/unit
$(UNIT_BINARIES): $(BUILD)/unit/%: $(BUILD)/obj/tests/unit/%.o $(call objects,$(UNIT_HELPERS)) $(CORE_OBJECTS) $(PATTERN_OBJECTS)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) $^ -lcmocka $(PCRE2_LIBS) -lm -o $@

.PHONY: unit run-unit
SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

## unit: the core alone: cmocka, with the address and undefined behaviour sanitizers
unit:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan SANITIZE='$(SANITIZERS)' CFLAGS='-O1 -g' WERROR=-Werror run-unit

run-unit: $(UNIT_BINARIES)
	@tests/run-programs $^
