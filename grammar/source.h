// Source files and positions in them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/func_extent.h"

namespace minigo::grammar {

// A position: an index into the concatenation of all files of one SourceSet. 0 is "no position".
using Pos = uint32_t;
constexpr Pos kNoPos = 0;

// A place as people read it. Lines and columns count from 1; columns count bytes.
struct Position {
  std::string_view file;  // as it is to be printed
  int line = 0;
  int column = 0;
  bool valid() const { return line > 0; }
};

// One file's text and line table. `//line` directives change what PositionOf says, not Pos values.
class SourceFile {
 public:
  const std::string& name() const { return name_; }  // as given on the command line, for messages
  const std::string& path() const { return path_; }  // absolute, for tracebacks and runtime.Caller
  // The text is followed by kPadding NUL bytes, so that a lexer may read past its end.
  std::string_view text() const { return {data_, size_}; }
  Pos base() const { return base_; }
  Pos end() const { return base_ + static_cast<Pos>(size_); }
  bool contains(Pos p) const { return p >= base_ && p <= end(); }
  uint32_t offset(Pos p) const { return p - base_; }

  static constexpr size_t kPadding = 16;

  // The line starts are found on first use.
  int LineOf(Pos p) const;
  // The same, quicker where the line is `near` or one of the next few.
  int LineOf(Pos p, int near) const;
  Position PositionOf(Pos p) const;           // honours //line
  Position RawPositionOf(Pos p) const;        // does not
  std::string_view LineText(int line) const;  // without the newline
  // The file of a position as tracebacks name it. Lives as long as the file.
  std::string_view PathOf(const Position& p) const;
  bool has_line_directives() const { return !directives_.empty(); }

  // Top-level functions, in order, that may be passed over where bodies are lazy: what is known of a text beforehand. Not all
  // need be there; those that are have plain receivers (`T`, `*T`, `T[P]`) and none is called init or _.
  void set_functions(std::span<const FuncExtent> functions) { functions_ = functions; }
  std::span<const FuncExtent> functions() const { return functions_; }

  // Called by the lexer for each `//line` or `/*line*/` directive: from `from` on, positions are
  // those of `file`:`line`[:`column`]; column 0 means that columns are not known.
  void AddLineDirective(Pos from, std::string file, int line, int column);

 private:
  friend class SourceSet;
  struct Directive {
    Pos from;
    std::unique_ptr<std::string> file;  // Position::file points into it
    int line;
    int column;
  };
  const std::vector<uint32_t>& Lines() const;

  std::string name_, path_;
  std::string own_text_;  // empty if the text is somebody else's
  const char* data_ = nullptr;
  size_t size_ = 0;
  std::span<const FuncExtent> functions_;
  Pos base_ = 0;
  mutable std::vector<uint32_t> lines_;  // offsets of line starts
  std::vector<Directive> directives_;
};

// All files of one engine. Files are added, never removed. Not thread-safe for writers: used under
// the engine's compile lock; tracebacks read it under that lock too.
class SourceSet {
 public:
  SourceFile* Add(std::string name, std::string path, std::string text);
  // The text outlives the set and is followed by SourceFile::kPadding NUL bytes.
  SourceFile* AddStatic(std::string name, std::string path, std::string_view text);
  const SourceFile* FileOf(Pos p) const;  // nullptr for kNoPos
  Position PositionOf(Pos p) const;
  const std::vector<std::unique_ptr<SourceFile>>& files() const { return files_; }

 private:
  SourceFile* Append(std::unique_ptr<SourceFile> file);

  std::vector<std::unique_ptr<SourceFile>> files_;
  Pos next_ = 1;
};

}  // namespace minigo::grammar
