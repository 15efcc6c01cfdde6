// This file implements the order, the filtering and the printed form of diagnostics.
#include "grammar/diag.h"

#include <algorithm>
#include <memory>

namespace minigo::grammar {

namespace {

bool SameLine(const SourceSet& sources, Pos a, Pos b) {
  if (a == kNoPos || b == kNoPos) return false;
  const SourceFile* file = sources.FileOf(a);
  if (file == nullptr || !file->contains(b)) return false;
  Position p = file->PositionOf(a);
  Position q = file->PositionOf(b);
  return p.line == q.line && p.file == q.file;
}

}  // namespace

// gc filters while it reports and sorts afterwards; the list is in the order of reporting.
void Diags::SortAndDedupe(const SourceSet& sources) {
  std::vector<Diag> kept;
  kept.reserve(list_.size());
  Pos last_syntax = kNoPos, last_other = kNoPos;
  std::string last_text;
  for (Diag& d : list_) {
    if (d.text.starts_with("syntax error")) {
      if (SameLine(sources, last_syntax, d.pos)) continue;
      last_syntax = d.pos;
    } else {
      if (last_text == d.text && SameLine(sources, last_other, d.pos)) continue;
      last_other = d.pos;
      last_text = d.text;
    }
    d.turn = static_cast<uint32_t>(kept.size());
    d.last_printed = d.turn + 1 == kMostErrors;
    kept.push_back(std::move(d));
  }
  std::stable_sort(kept.begin(), kept.end(),
                   [](const Diag& a, const Diag& b) { return a.pos < b.pos; });
  size_t n = 0;
  for (Diag& d : kept) {
    if (n > 0 && kept[n - 1].pos == d.pos && kept[n - 1].text == d.text) {
      kept[n - 1].last_printed |= d.last_printed;
    } else if (&kept[n++] != &d) {
      kept[n - 1] = std::move(d);
    }
  }
  kept.resize(n);
  list_ = std::move(kept);
}

std::string Format(const Diag& d, const SourceSet& sources, std::string_view dir_prefix) {
  const SourceFile* file = sources.FileOf(d.pos);
  if (file == nullptr) return d.text;
  Position at = file->PositionOf(d.pos);
  std::string s;
  // A name that a //line directive gave is printed as given, and so is one with a directory.
  if (at.file == file->name() && at.file.find('/') == at.file.npos) s += dir_prefix;
  s += at.file;
  s += ':' + std::to_string(at.line);
  constexpr int kMaxColumn = 255;  // gc keeps columns in a byte and leaves out what does not fit
  if (at.column > 0 && at.column < kMaxColumn) s += ':' + std::to_string(at.column);
  return s + ": " + d.text;
}

}  // namespace minigo::grammar
