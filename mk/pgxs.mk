# make install and uninstall: run in the folder that holds the finished files.
EXTENSION  = orm
MODULES    = orm
DATA_built = $(wildcard orm--*.sql)
# The files are in this folder, not beside this makefile.
VPATH      = .
# Bitcode would only let the JIT inline our functions; it needs the server's own version of clang.
override with_llvm = no
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)
