// Reading what the command line names.
#pragma once

#include <string>
#include <vector>

namespace minigo::tools {

// The whole of a file; false: *error says what is wrong, with its name.
bool ReadWhole(const std::string& path, std::string* text, std::string* error);

// The Go files of a folder that belong to its package on linux/amd64, tests aside, sorted.
bool GoFilesOf(const std::string& dir, std::vector<std::string>* files, std::string* error);
// The test files of a folder (*_test.go), sorted; there may be none.
bool TestFilesOf(const std::string& dir, std::vector<std::string>* files, std::string* error);

}  // namespace minigo::tools
