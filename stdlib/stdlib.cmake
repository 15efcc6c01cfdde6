# The generated part of the library: the Go files of stdlib/<pkg>/ embedded into the binary, and the table of
# packages of packages.def. Sets STDLIB_GENERATED.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB_RECURSE STDLIB_GO CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/stdlib/*.go)
set(STDLIB_GENERATED ${PROJECT_BINARY_DIR}/gen/stdlib_embedded.cc)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/gen)
add_custom_command(
  OUTPUT ${STDLIB_GENERATED}
  BYPRODUCTS ${PROJECT_BINARY_DIR}/gen/stdlib.blob
  COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/tools/embed_stdlib.py
          ${PROJECT_SOURCE_DIR}/stdlib ${PROJECT_BINARY_DIR}/gen/stdlib.blob ${STDLIB_GENERATED}
  DEPENDS ${STDLIB_GO} ${PROJECT_SOURCE_DIR}/stdlib/packages.def ${PROJECT_SOURCE_DIR}/tools/embed_stdlib.py
  COMMENT "Embedding the library's Go files"
  VERBATIM)
# ccache would key on the generated .cc alone, which .incbin's blob is no part of.
set_source_files_properties(${STDLIB_GENERATED} PROPERTIES
  OBJECT_DEPENDS "${PROJECT_BINARY_DIR}/gen/stdlib.blob")
# Floating-point results must be Go's: no contraction into fused operations.
set_source_files_properties(${PROJECT_SOURCE_DIR}/stdlib/math/native.cc PROPERTIES
  COMPILE_OPTIONS "-ffp-contract=off;-fno-builtin")
