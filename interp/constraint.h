// Build constraints: which files of a folder belong to the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace minigo {

// What a program is built for: linux/amd64, without cgo.
struct BuildContext {
  std::vector<std::string> tags;  // -tags

  bool MatchTag(std::string_view tag) const;
  // By name: the suffixes _GOOS, _GOARCH and _GOOS_GOARCH, also before _test.
  bool MatchName(std::string_view file) const;
  // By the //go:build line before the package clause, or the // +build lines if there is none. Malformed: *error says so.
  bool MatchText(std::string_view text, std::string* error) const;
};

}  // namespace minigo
