# The two extensions. Each has the core linked in; nothing but the entry points is visible.

$(BUILD)/sqlite/orm.so: $(SQLITE_OBJECTS) $(CORE_OBJECTS) $(PATTERN_OBJECTS) $(BUILD)/sources
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) -shared $(if $(SANITIZE),,-Wl,-z,defs) $(filter %.o,$^) $(PCRE2_LIBS) -lm -o $@

PG_SCRIPT  := $(BUILD)/pg/orm--$(VERSION).sql
PG_UPGRADE := $(patsubst pg_ext/upgrade/%,$(BUILD)/pg/%,$(wildcard pg_ext/upgrade/orm--*--*.sql))
PG_FILES   := $(BUILD)/pg/orm.so $(BUILD)/pg/orm.control $(PG_SCRIPT) $(PG_UPGRADE)

ifeq ($(shell command -v $(PG_CONFIG) 2>/dev/null),)
$(PG_OBJECTS) $(PG_FILES): no-postgresql
.PHONY: no-postgresql
no-postgresql:
	@echo "There is no $(PG_CONFIG), so no PostgreSQL to build for: 'tests/setup demo-pg' installs it, 'make sqlite' does without."
	@exit 1
endif

$(BUILD)/pg/orm.so: $(PG_OBJECTS) $(CORE_OBJECTS) $(PATTERN_OBJECTS) $(BUILD)/sources
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) -shared $(filter %.o,$^) $(PCRE2_LIBS) -lm -o $@

$(BUILD)/pg/orm.control: orm.control
	@mkdir -p $(@D)
	$(Q)cp $< $@

# The install script: fragments written by hand, and the functions of the table in between.
$(PG_SCRIPT): $(wildcard pg_ext/install/*) core/api/api.def orm.control
	@mkdir -p $(@D)
	$(call say,SQL,$@)
	$(Q)pg_ext/install/generate > $@

$(PG_UPGRADE): $(BUILD)/pg/%: pg_ext/upgrade/%
	@mkdir -p $(@D)
	$(Q)cp $< $@
