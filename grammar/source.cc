// This file implements source files, their line tables and positions.
#include "grammar/source.h"

#include <algorithm>
#include <cstring>

namespace minigo::grammar {

const std::vector<uint32_t>& SourceFile::Lines() const {
  if (lines_.empty()) {
    lines_.push_back(0);
    const char* begin = data_;
    const char* end = begin + size_;
    for (const char* p = begin; p < end;) {
      p = static_cast<const char*>(std::memchr(p, '\n', end - p));
      if (p == nullptr) break;
      p++;
      lines_.push_back(static_cast<uint32_t>(p - begin));
    }
  }
  return lines_;
}

int SourceFile::LineOf(Pos p) const {
  const auto& lines = Lines();
  uint32_t at = std::min(p, end()) - base_;
  return static_cast<int>(std::upper_bound(lines.begin(), lines.end(), at) - lines.begin());
}

int SourceFile::LineOf(Pos p, int near) const {
  constexpr size_t kFew = 4;
  const auto& lines = Lines();
  uint32_t at = std::min(p, end()) - base_;
  if (near < 1 || static_cast<size_t>(near) > lines.size() || lines[static_cast<size_t>(near) - 1] > at) return LineOf(p);
  size_t line = static_cast<size_t>(near);
  size_t last = std::min(lines.size(), line + kFew);
  while (line < last && lines[line] <= at) line++;
  return line < last || line == lines.size() ? static_cast<int>(line) : LineOf(p);
}

Position SourceFile::RawPositionOf(Pos p) const {
  if (!contains(p)) return {};
  int line = LineOf(p);
  return {name_, line, static_cast<int>(offset(p) - Lines()[line - 1]) + 1};
}

Position SourceFile::PositionOf(Pos p) const {
  Position at = RawPositionOf(p);
  if (directives_.empty() || !at.valid()) return at;
  auto next = std::upper_bound(directives_.begin(), directives_.end(), p,
                               [](Pos p, const Directive& d) { return p < d.from; });
  if (next == directives_.begin()) return at;
  const Directive& d = *std::prev(next);
  Position from = RawPositionOf(d.from);
  if (d.column == 0) {
    at.column = 0;
  } else if (at.line == from.line) {
    at.column = d.column + (at.column - from.column);
  }
  at.line = d.line + (at.line - from.line);
  at.file = *d.file;
  return at;
}

std::string_view SourceFile::PathOf(const Position& p) const {
  if (p.file == name_) return path_;
  return p.file.empty() ? "??" : p.file;
}

std::string_view SourceFile::LineText(int line) const {
  const auto& lines = Lines();
  if (line < 1 || static_cast<size_t>(line) > lines.size()) return {};
  uint32_t from = lines[line - 1];
  size_t to = static_cast<size_t>(line) < lines.size() ? lines[line] - 1 : size_;
  return text().substr(from, to - from);
}

void SourceFile::AddLineDirective(Pos from, std::string file, int line, int column) {
  auto at = std::lower_bound(directives_.begin(), directives_.end(), from,
                             [](const Directive& d, Pos p) { return d.from < p; });
  if (at != directives_.end() && at->from == from) return;  // the file is being read again
  if (file.empty() && column != 0) {
    file = at == directives_.begin() ? name_ : *std::prev(at)->file;
  }
  directives_.insert(at, {from, std::make_unique<std::string>(std::move(file)), line, column});
}

SourceFile* SourceSet::Add(std::string name, std::string path, std::string text) {
  auto file = std::make_unique<SourceFile>();
  file->name_ = std::move(name);
  file->path_ = std::move(path);
  file->size_ = text.size();
  file->own_text_ = std::move(text);
  file->own_text_.append(SourceFile::kPadding, '\0');
  file->data_ = file->own_text_.data();
  return Append(std::move(file));
}

SourceFile* SourceSet::AddStatic(std::string name, std::string path, std::string_view text) {
  auto file = std::make_unique<SourceFile>();
  file->name_ = std::move(name);
  file->path_ = std::move(path);
  file->size_ = text.size();
  file->data_ = text.data();
  return Append(std::move(file));
}

SourceFile* SourceSet::Append(std::unique_ptr<SourceFile> file) {
  file->base_ = next_;
  next_ = file->end() + 1;
  files_.push_back(std::move(file));
  return files_.back().get();
}

const SourceFile* SourceSet::FileOf(Pos p) const {
  if (p == kNoPos) return nullptr;
  auto next = std::upper_bound(files_.begin(), files_.end(), p,
                               [](Pos p, const auto& f) { return p < f->base(); });
  if (next == files_.begin()) return nullptr;
  const SourceFile* file = std::prev(next)->get();
  return file->contains(p) ? file : nullptr;
}

Position SourceSet::PositionOf(Pos p) const {
  const SourceFile* file = FileOf(p);
  return file == nullptr ? Position{} : file->PositionOf(p);
}

}  // namespace minigo::grammar
