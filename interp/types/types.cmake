# types_check: the checker alone as a program, for its developers. `types_check [-e] [-complete] [-lang=go1.N] FILES` checks the files as
# one package and prints what is wrong with them as gc does. Imports are taken from the sources below $MINIGO_GOROOT/src.
add_executable(types_check EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/types_check_main.cc)
target_link_libraries(types_check PRIVATE minigo_types)

# The fuzz target: with libFuzzer where the compiler has it (preset "fuzz"), else as a program that runs a corpus once.
if(MINIGO_FUZZ)
  add_executable(check_fuzz ${CMAKE_CURRENT_LIST_DIR}/check_fuzz.cc)
  target_link_options(check_fuzz PRIVATE -fsanitize=fuzzer)
  target_link_libraries(check_fuzz PRIVATE minigo_types)
elseif(MINIGO_TESTS)
  add_executable(check_corpus ${CMAKE_CURRENT_LIST_DIR}/check_fuzz.cc ${CMAKE_CURRENT_LIST_DIR}/check_corpus_main.cc)
  target_link_libraries(check_corpus PRIVATE minigo_types)
  add_test(NAME fuzz/corpus COMMAND check_corpus ${PROJECT_SOURCE_DIR}/testdata/fuzz ${PROJECT_SOURCE_DIR}/testdata/check
                                    ${PROJECT_SOURCE_DIR}/testdata/syntax)
endif()
