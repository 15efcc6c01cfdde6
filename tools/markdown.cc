// This file implements the finding of Go blocks in Markdown.
#include "tools/markdown.h"

#include <algorithm>
#include <cctype>

namespace minigo::tools {

namespace {

std::string_view Trim(std::string_view s) {
  while (!s.empty() && std::isspace(static_cast<unsigned char>(s.front()))) s.remove_prefix(1);
  while (!s.empty() && std::isspace(static_cast<unsigned char>(s.back()))) s.remove_suffix(1);
  return s;
}

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    size_t n = text.find('\n');
    std::string_view line = text.substr(0, n);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    out.push_back(line);
    if (n == std::string_view::npos) break;
    text.remove_prefix(n + 1);
  }
  return out;
}

// The fence that a line opens: its character, length and indentation.
bool OpensFence(std::string_view line, char* mark, size_t* count, size_t* indent, std::string* info) {
  size_t i = 0;
  while (i < line.size() && (line[i] == ' ' || line[i] == '\t')) i++;
  *indent = i;
  if (i >= line.size() || (line[i] != '`' && line[i] != '~')) return false;
  *mark = line[i];
  size_t n = 0;
  while (i + n < line.size() && line[i + n] == *mark) n++;
  if (n < 3) return false;
  *count = n;
  *info = std::string(Trim(line.substr(i + n)));
  return *mark != '`' || info->find('`') == std::string::npos;
}

bool ClosesFence(std::string_view line, char mark, size_t count) {
  line = Trim(line);
  return line.size() >= count && line.find_first_not_of(mark) == std::string_view::npos;
}

std::string Language(const std::string& info) {
  std::string lang;
  for (char c : info) {
    if (c == ' ' || c == '{' || c == ',' || c == ':') break;
    lang += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return lang;
}

// The text of a trailing `// Output:` comment.
void FindOutputComment(Block* b) {
  std::vector<std::string_view> lines = Lines(b->code);
  for (size_t i = lines.size(); i-- > 0;) {
    std::string_view l = Trim(lines[i]);
    if (l.rfind("//", 0) != 0) continue;
    std::string_view c = Trim(l.substr(2));
    std::string low;
    for (char ch : c.substr(0, 18)) low += static_cast<char>(std::tolower(static_cast<unsigned char>(ch)));
    bool unordered = low.rfind("unordered output:", 0) == 0;
    if (!unordered && low.rfind("output:", 0) != 0) continue;
    b->unordered = unordered;
    b->has_expected = true;
    b->expected = std::string(Trim(c.substr(unordered ? 17 : 7)));
    for (size_t k = i + 1; k < lines.size(); k++) {
      std::string_view m = Trim(lines[k]);
      if (m.rfind("//", 0) != 0) break;
      m.remove_prefix(2);
      if (!m.empty() && m[0] == ' ') m.remove_prefix(1);
      b->expected += "\n" + std::string(m);
    }
    return;
  }
}

}  // namespace

std::vector<Block> GoBlocks(std::string_view text) {
  std::vector<Block> blocks;
  std::vector<std::string_view> lines = Lines(text);
  std::string heading;
  bool after_go = false;  // the last fence was a Go block and nothing but blank or short text came since
  for (size_t i = 0; i < lines.size(); i++) {
    char mark;
    size_t count, indent;
    std::string info;
    if (!OpensFence(lines[i], &mark, &count, &indent, &info)) {
      std::string_view l = Trim(lines[i]);
      if (l.rfind("#", 0) == 0) {
        size_t n = l.find_first_not_of('#');
        heading = n == std::string_view::npos ? "" : std::string(Trim(l.substr(n)));
        after_go = false;
      }
      continue;
    }
    std::string body;
    size_t start = i + 1;
    for (i = start; i < lines.size() && !ClosesFence(lines[i], mark, count); i++) {
      std::string_view l = lines[i];
      size_t strip = 0;
      while (strip < indent && strip < l.size() && (l[strip] == ' ' || l[strip] == '\t')) strip++;
      body += std::string(l.substr(strip)) + "\n";
    }
    std::string lang = Language(info);
    bool go = lang == "go" || lang == "golang" || (lang.empty() && Trim(body).rfind("package ", 0) == 0);
    if (go) {
      Block b;
      b.line = static_cast<int>(start) + 1;
      b.heading = heading;
      b.code = body;
      FindOutputComment(&b);
      blocks.push_back(std::move(b));
      after_go = true;
    } else if (after_go && (lang == "output" || lang == "stdout" || lang == "text" || lang == "txt" || lang.empty())) {
      // An output block states what the Go block before it prints, if the text between says so or it is marked.
      bool says = lang == "output" || lang == "stdout";
      for (size_t k = start >= 4 ? start - 4 : 0; k + 1 < start && !says; k++) {
        std::string low;
        for (char ch : lines[k]) low += static_cast<char>(std::tolower(static_cast<unsigned char>(ch)));
        says = low.find("output") != std::string::npos || low.find("prints") != std::string::npos;
      }
      if (says && !blocks.back().has_expected) {
        blocks.back().has_expected = true;
        blocks.back().expected = body;
      }
      after_go = false;
    }
  }
  return blocks;
}

bool OutputMatches(const Block& block, std::string_view produced) {
  if (!block.has_expected) return true;
  auto normal = [&](std::string_view s) {
    std::vector<std::string> out;
    for (std::string_view l : Lines(Trim(s))) {
      while (!l.empty() && (l.back() == ' ' || l.back() == '\t')) l.remove_suffix(1);
      out.emplace_back(l);
    }
    if (block.unordered) std::sort(out.begin(), out.end());
    return out;
  };
  return normal(produced) == normal(block.expected);
}

}  // namespace minigo::tools
