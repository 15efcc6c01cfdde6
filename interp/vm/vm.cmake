# The loop is fast or useless: it is optimized in every build, and each instruction keeps an indirect jump of its own
# (gcse and crossjumping would merge them).
set_source_files_properties(${PROJECT_SOURCE_DIR}/interp/vm/vm.cc PROPERTIES
  COMPILE_OPTIONS "-O2;-fno-gcse;-fno-crossjumping;-fno-math-errno;-ffp-contract=off")
set_source_files_properties(${PROJECT_SOURCE_DIR}/interp/vm/slow.cc PROPERTIES
  COMPILE_OPTIONS "-O2;-ffp-contract=off")
