# What embedders get: libminigo.a, minigo.h and a CMake package; and the example, which is tested both inside of the build and as
# a project of its own against an installed minigo.
add_library(minigo_library STATIC
  $<TARGET_OBJECTS:minigo_base> $<TARGET_OBJECTS:minigo_grammar> $<TARGET_OBJECTS:minigo_runtime>
  $<TARGET_OBJECTS:minigo_types> $<TARGET_OBJECTS:minigo_bytecode> $<TARGET_OBJECTS:minigo_stdlib>
  $<TARGET_OBJECTS:minigo_compile> $<TARGET_OBJECTS:minigo_vm> $<TARGET_OBJECTS:minigo_vet>
  $<TARGET_OBJECTS:minigo_engine>)
set_target_properties(minigo_library PROPERTIES OUTPUT_NAME minigo LINKER_LANGUAGE CXX)

include(GNUInstallDirs)
install(TARGETS minigo_library ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES ${PROJECT_SOURCE_DIR}/interp/minigo.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
include(CMakePackageConfigHelpers)
# The libraries that the rooms above name as DEPENDS stand in minigo-config.cmake.in too.
configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/interp/minigo-config.cmake.in ${PROJECT_BINARY_DIR}/minigo-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/minigo
  PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/minigo-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/minigo-config.cmake ${PROJECT_BINARY_DIR}/minigo-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/minigo)

add_executable(embed ${PROJECT_SOURCE_DIR}/interp/example/embed.cc)
target_include_directories(embed PRIVATE ${PROJECT_SOURCE_DIR}/interp)
target_link_libraries(embed PRIVATE minigo_engine)

if(MINIGO_TESTS)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME example COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/interp/example/test.py $<TARGET_FILE:embed>)
  if(NOT MINIGO_SANITIZE)
    add_test(NAME example/installed
             COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/interp/example/test.py --install ${PROJECT_BINARY_DIR})
  endif()
endif()
