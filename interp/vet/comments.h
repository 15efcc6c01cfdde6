// The comments of a file. Trees have none; these are read from the source text again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/source.h"

namespace minigo::vet {

struct Comment {
  grammar::Pos pos = grammar::kNoPos;
  std::string_view text;  // with its slashes; a line comment without the line's end
  grammar::Pos end() const { return pos + static_cast<grammar::Pos>(text.size()); }
};

// Comments with nothing but blanks and at most one line's end between them. What stands behind code
// on its line is a group of its own.
struct CommentGroup {
  std::vector<Comment> list;
  grammar::Pos pos() const { return list.front().pos; }
  grammar::Pos end() const { return list.back().end(); }
  // The text without slashes, blank lines at the front and directives.
  std::string Text() const;
};

std::vector<CommentGroup> CommentsOf(const grammar::SourceFile& file);

}  // namespace minigo::vet
