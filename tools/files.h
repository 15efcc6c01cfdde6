// Reading what the command line names.
#pragma once

#include <string>
#include <vector>

namespace minigo::tools {

// The whole of a file; false: *error says what is wrong, with its name.
bool ReadWhole(const std::string& path, std::string* text, std::string* error);

}  // namespace minigo::tools
