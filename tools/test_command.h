// minigo test.
#pragma once

#include <string>
#include <vector>

namespace minigo::tools {

// Runs `minigo test` with these arguments; returns the exit status.
int TestCommand(const std::vector<std::string>& args);

}  // namespace minigo::tools
