// Diagnostics: what is wrong with the user's source, in gc's words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/source.h"

namespace minigo::grammar {

enum class DiagKind : uint8_t {
  kSyntax,  // from the lexer or parser: `syntax error: …` or a literal that is malformed
  kType,    // from the checker
  kUnused,  // "declared and not used", "imported and not used": what a snippet may have
  kVet,     // from minigo vet's analyses
};

// One message. `text` may hold further lines, each beginning with a tab, as gc prints them.
struct Diag {
  Pos pos = kNoPos;
  DiagKind kind = DiagKind::kType;
  std::string code;  // go/types' error code name without the leading underscore ("UndeclaredName");
                     // may be empty
  std::string text;
  uint32_t turn = 0;  // after SortAndDedupe: 0 for the message that was reported first, and so on
  bool last_printed = false;  // after SortAndDedupe: reported, perhaps again, as the last that gc waits for
};

// gc gives up after so many, among them those that it reported twice and prints once.
constexpr uint32_t kMostErrors = 10;

// Collects diagnostics. Not thread-safe.
class Diags {
 public:
  void Report(Pos pos, DiagKind kind, std::string text, std::string code = {}) {
    list_.push_back({pos, kind, std::move(code), std::move(text), 0});
  }
  bool empty() const { return list_.empty(); }
  size_t size() const { return list_.size(); }
  const std::vector<Diag>& list() const { return list_; }
  std::vector<Diag>& list() { return list_; }

  // As gc does it: of syntax errors reported one after the other on one line the first stays, of
  // equal messages reported one after the other on one line too; then the list is sorted by
  // position.
  void SortAndDedupe(const SourceSet& sources);

 private:
  std::vector<Diag> list_;
};

// "./file.go:3:5: message" as `go run` prints it. `dir_prefix` ("./") is put before the names of
// files that have no directory. Messages that hold positions name files as SourceFile::name does:
// who wants these to agree names the files "./file.go" to begin with.
std::string Format(const Diag& d, const SourceSet& sources, std::string_view dir_prefix);

}  // namespace minigo::grammar
