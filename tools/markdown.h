// Fenced Go blocks of Markdown and other text files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace minigo::tools {

struct Block {
  int line = 0;             // of its first line of code, from 1
  std::string heading;      // the nearest heading above
  std::string code;
  bool has_expected = false;
  std::string expected;     // what an `// Output:` comment or an output block that follows states
  bool unordered = false;   // `// Unordered output:`
};

// Blocks marked go or golang, and unmarked ones that begin with a package clause.
std::vector<Block> GoBlocks(std::string_view text);

// Whether `produced` is what the block states (surrounding white space aside, as go test compares examples).
bool OutputMatches(const Block& block, std::string_view produced);

}  // namespace minigo::tools
