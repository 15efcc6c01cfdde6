// This file implements the reading of comments.
#include "interp/vet/comments.h"

#include <algorithm>

namespace minigo::vet {

using grammar::Pos;

namespace {

// Where the string or rune literal ends that begins at `at`.
size_t LiteralEnd(std::string_view text, size_t at) {
  char quote = text[at++];
  while (at < text.size() && text[at] != quote) {
    if (quote != '`' && text[at] == '\n') return at;
    at += quote != '`' && text[at] == '\\' ? 2 : 1;
  }
  return std::min(at + 1, text.size());
}

// "//extern …", "//go:noinline": no text for readers.
bool IsDirective(std::string_view line) {
  line.remove_prefix(2);
  if (line.starts_with("line ") || line.starts_with("extern ") || line.starts_with("export "))
    return true;
  auto word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  size_t colon = 0;
  while (colon < line.size() && word(line[colon])) colon++;
  return colon > 0 && colon + 1 < line.size() && line[colon] == ':' && word(line[colon + 1]);
}

}  // namespace

std::string CommentGroup::Text() const {
  std::string out;
  for (const Comment& c : list) {
    std::string_view t = c.text;
    if (t.starts_with("/*")) {
      t = t.substr(2, t.size() - 4);
    } else {
      if (IsDirective(t)) continue;
      t.remove_prefix(2);
      if (t.starts_with(' ')) t.remove_prefix(1);
    }
    if (out.empty()) {
      size_t first = t.find_first_not_of(" \t\r\n");
      if (first == t.npos) continue;
    }
    out += t;
    out += '\n';
  }
  return out;
}

std::vector<CommentGroup> CommentsOf(const grammar::SourceFile& file) {
  std::vector<CommentGroup> groups;
  std::string_view text = file.text();
  int line = 1;
  int token_line = 0;     // of the last token
  int last_line = 0;      // on which the last comment of the group ends
  bool open = false;      // nothing but blanks since the last group
  bool trailing = false;  // the group stands behind a token
  for (size_t i = 0; i < text.size();) {
    char c = text[i];
    if (c == '\n') {
      line++;
      i++;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      i++;
    } else if (text.substr(i, 2) == "//" || text.substr(i, 2) == "/*") {
      bool block = text[i + 1] == '*';
      size_t end = text.find(block ? "*/" : "\n", i + 2);
      end = end == text.npos ? text.size() : end + (block ? 2 : 0);
      Comment comment{file.base() + static_cast<Pos>(i), text.substr(i, end - i)};
      if (!block && comment.text.ends_with('\r')) comment.text.remove_suffix(1);
      if (!open || line > last_line + (trailing ? 0 : 1)) {
        trailing = line == token_line;
        groups.emplace_back();
      }
      groups.back().list.push_back(comment);
      open = true;
      line += static_cast<int>(std::count(text.begin() + static_cast<ptrdiff_t>(i),
                                          text.begin() + static_cast<ptrdiff_t>(end), '\n'));
      last_line = line;
      i = end;
    } else {
      size_t end = c == '"' || c == '\'' || c == '`' ? LiteralEnd(text, i) : i + 1;
      line += static_cast<int>(std::count(text.begin() + static_cast<ptrdiff_t>(i),
                                          text.begin() + static_cast<ptrdiff_t>(end), '\n'));
      token_line = line;
      open = false;
      i = end;
    }
  }
  return groups;
}

}  // namespace minigo::vet
