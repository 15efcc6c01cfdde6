# The generated part of the grammar: lexer.re by re2c, parser.y by Bison. Sets GRAMMAR_GENERATED.
set(GRAMMAR_GEN_DIR ${PROJECT_BINARY_DIR}/gen/grammar)
file(MAKE_DIRECTORY ${GRAMMAR_GEN_DIR})

add_custom_command(
  OUTPUT ${GRAMMAR_GEN_DIR}/parser.tab.cc ${GRAMMAR_GEN_DIR}/parser.tab.h
  COMMAND ${BISON_EXECUTABLE} -Wall -Werror
          --header=${GRAMMAR_GEN_DIR}/parser.tab.h -o ${GRAMMAR_GEN_DIR}/parser.tab.cc
          ${PROJECT_SOURCE_DIR}/grammar/parser.y
  DEPENDS ${PROJECT_SOURCE_DIR}/grammar/parser.y
  COMMENT "Bison: the grammar"
  VERBATIM)
add_custom_command(
  OUTPUT ${GRAMMAR_GEN_DIR}/lexer.cc
  COMMAND ${RE2C} --bit-vectors --no-debug-info --no-generation-date -W -Wno-match-empty-string
          -o ${GRAMMAR_GEN_DIR}/lexer.cc ${PROJECT_SOURCE_DIR}/grammar/lexer.re
  DEPENDS ${PROJECT_SOURCE_DIR}/grammar/lexer.re
  COMMENT "re2c: the lexer"
  VERBATIM)

# The parser's actions pass semantic values on; taken apart into their fields, or put together in vector registers, they would be
# copied twice and wait for each other (SemanticValue in ast_builder.h).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  set_source_files_properties(${GRAMMAR_GEN_DIR}/parser.tab.cc PROPERTIES COMPILE_OPTIONS
    "-fno-tree-sra;-fno-tree-slp-vectorize;-fno-store-merging")
endif()

set(GRAMMAR_GENERATED
  ${GRAMMAR_GEN_DIR}/parser.tab.cc ${GRAMMAR_GEN_DIR}/parser.tab.h ${GRAMMAR_GEN_DIR}/lexer.cc)

add_executable(grammar_dump EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/grammar/grammar_dump_main.cc)
target_link_libraries(grammar_dump PRIVATE minigo_grammar)
