# The generated part of the library: the Go files of stdlib/<pkg>/ embedded into the binary, and the table of
# packages of packages.def. Sets STDLIB_GENERATED.
set(STDLIB_GENERATED)
