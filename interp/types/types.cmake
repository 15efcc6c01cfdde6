# types_check: the checker alone as a program, for its developers. `types_check [-e] [-complete] [-lang=go1.N] FILES` checks the files as
# one package and prints what is wrong with them as gc does. Imports are taken from the sources below $MINIGO_GOROOT/src.
add_executable(types_check EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/types_check_main.cc)
target_link_libraries(types_check PRIVATE minigo_types)
