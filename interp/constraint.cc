// This file implements build constraints.
#include "interp/constraint.h"

#include <algorithm>

#include "interp/types/version.h"

namespace minigo {

namespace {

constexpr std::string_view kOses[] = {"aix",     "android", "darwin", "dragonfly", "freebsd", "hurd",    "illumos", "ios",    "js",
                                      "linux",   "nacl",    "netbsd", "openbsd",   "plan9",   "solaris", "wasip1",  "windows", "zos"};
constexpr std::string_view kArchs[] = {"386",     "amd64",   "amd64p32",  "arm",         "armbe", "arm64",   "arm64be", "loong64", "mips",
                                       "mipsle",  "mips64",  "mips64le",  "mips64p32",   "mips64p32le",      "ppc",     "ppc64",   "ppc64le",
                                       "riscv",   "riscv64", "s390",      "s390x",       "sparc", "sparc64", "wasm"};

bool IsOs(std::string_view s) { return std::find(std::begin(kOses), std::end(kOses), s) != std::end(kOses); }
bool IsArch(std::string_view s) { return std::find(std::begin(kArchs), std::end(kArchs), s) != std::end(kArchs); }

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

std::string_view Trim(std::string_view s) {
  while (!s.empty() && IsSpace(s.front())) s.remove_prefix(1);
  while (!s.empty() && IsSpace(s.back())) s.remove_suffix(1);
  return s;
}

bool IsTagChar(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool IsTag(std::string_view s) { return !s.empty() && std::all_of(s.begin(), s.end(), IsTagChar); }

// A //go:build expression, evaluated while it is parsed: by recursive descent over ||, &&, ! and parentheses.
class Expression {
 public:
  Expression(std::string_view text, const BuildContext& context) : text_(text), context_(context) {}

  bool Eval(std::string* error) {
    Next();
    bool value = Or();
    if (error_.empty() && !token_.empty()) Fail("unexpected token " + std::string(token_));
    *error = error_;
    return value;
  }

 private:
  static constexpr int kMaxDepth = 1000;

  void Fail(std::string message) {
    if (error_.empty()) error_ = std::move(message);
    token_ = {};
    at_ = text_.size();
  }

  void Next() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) at_++;
    token_ = {};
    tag_ = false;
    if (at_ >= text_.size()) return;
    char c = text_[at_];
    size_t start = at_;
    if (c == '(' || c == ')' || c == '!') {
      at_++;
    } else if (c == '&' || c == '|') {
      if (at_ + 1 >= text_.size() || text_[at_ + 1] != c) return Fail("invalid syntax at " + std::string(1, c));
      at_ += 2;
    } else {
      while (at_ < text_.size() && IsTagChar(text_[at_])) at_++;
      if (at_ == start) return Fail("invalid syntax at " + std::string(1, c));
      tag_ = true;
    }
    token_ = text_.substr(start, at_ - start);
  }

  bool Or() {
    bool x = And();
    while (token_ == "||") {
      Next();
      bool y = And();
      x = x || y;
    }
    return x;
  }

  bool And() {
    bool x = Not();
    while (token_ == "&&") {
      Next();
      bool y = Not();
      x = x && y;
    }
    return x;
  }

  bool Not() {
    if (token_ != "!") return Atom();
    Next();
    if (token_ == "!") {
      Fail("double negation not allowed");
      return false;
    }
    return !Not();
  }

  bool Atom() {
    if (token_ == "(") {
      if (++depth_ > kMaxDepth) {
        Fail("build expression too large");
        return false;
      }
      Next();
      bool x = Or();
      depth_--;
      if (token_ != ")") {
        Fail("missing close paren");
        return false;
      }
      Next();
      return x;
    }
    if (!tag_) {
      Fail(token_.empty() ? "unexpected end of expression" : "unexpected token " + std::string(token_));
      return false;
    }
    bool x = context_.MatchTag(token_);
    Next();
    return x;
  }

  std::string_view text_;
  const BuildContext& context_;
  size_t at_ = 0;
  int depth_ = 0;
  std::string_view token_;
  bool tag_ = false;
  std::string error_;
};

// The words behind "// +build": alternatives, each a list of tags that all must hold.
bool MatchPlusBuild(std::string_view words, const BuildContext& context) {
  bool any = false;
  while (!(words = Trim(words)).empty()) {
    size_t end = 0;
    while (end < words.size() && !IsSpace(words[end])) end++;
    std::string_view clause = words.substr(0, end);
    words.remove_prefix(end);
    bool all = true;
    while (!clause.empty()) {
      std::string_view literal = clause.substr(0, clause.find(','));
      clause.remove_prefix(std::min(literal.size() + 1, clause.size()));
      bool negated = literal.starts_with("!");
      if (negated) literal.remove_prefix(1);
      if (!IsTag(literal) || context.MatchTag(literal) == negated) all = false;
    }
    any = any || all;
  }
  return any;
}

// The text behind the directive if the line is one.
bool CutDirective(std::string_view line, std::string_view directive, std::string_view* rest) {
  if (!line.starts_with(directive)) return false;
  line.remove_prefix(directive.size());
  if (!line.empty() && line[0] != ' ' && line[0] != '\t') return false;
  *rest = Trim(line);
  return true;
}

}  // namespace

bool BuildContext::MatchTag(std::string_view tag) const {
  if (tag == "linux" || tag == "amd64" || tag == "unix" || tag == "gc") return true;
  if (tag.starts_with("amd64.")) return tag == "amd64.v1";
  if (tag.starts_with("go1.")) {
    std::string_view digits = tag.substr(4);
    if (!digits.empty() && digits.size() < 4 && digits[0] != '0' && digits.find_first_not_of("0123456789") == std::string_view::npos &&
        types::AsGoVersion(tag).Cmp(types::kGoCurrent) <= 0) {
      return true;
    }
  }
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool BuildContext::MatchName(std::string_view file) const {
  std::string_view name = file.substr(0, file.find('.'));
  size_t first = name.find('_');
  if (first == std::string_view::npos) return true;
  name.remove_prefix(first);
  if (name.ends_with("_test")) name.remove_suffix(5);
  auto last = [&name] {
    size_t at = name.rfind('_');
    if (at == std::string_view::npos) return std::string_view();
    std::string_view word = name.substr(at + 1);
    name = name.substr(0, at);
    return word;
  };
  std::string_view second = last();
  std::string_view other = last();
  if (IsOs(other) && IsArch(second)) return MatchTag(second) && MatchTag(other);
  if (IsOs(second) || IsArch(second)) return MatchTag(second);
  return true;
}

bool BuildContext::MatchText(std::string_view text, std::string* error) const {
  std::string_view all = text, expression;
  size_t comments_end = 0;  // the end of the last blank line before anything but // comments
  bool found = false, ended = false, in_comment = false, done = false;
  while (!text.empty() && !done) {
    size_t newline = text.find('\n');
    std::string_view line = Trim(text.substr(0, newline));
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    if (line.empty() && !ended) {
      comments_end = all.size() - text.size();
      continue;
    }
    if (!line.starts_with("//")) ended = true;
    std::string_view rest;
    if (!in_comment && CutDirective(line, "//go:build", &rest)) {
      if (found) {
        *error = "multiple //go:build comments";
        return false;
      }
      found = true;
      expression = rest;
    }
    while (!line.empty()) {
      if (in_comment) {
        size_t end = line.find("*/");
        if (end == std::string_view::npos) break;
        in_comment = false;
        line = Trim(line.substr(end + 2));
      } else if (line.starts_with("//")) {
        break;
      } else if (line.starts_with("/*")) {
        in_comment = true;
        line = Trim(line.substr(2));
      } else {
        done = true;
        break;
      }
    }
  }
  if (found) {
    std::string problem;
    bool value = Expression(expression, *this).Eval(&problem);
    if (problem.empty()) return value;
    *error = "parsing //go:build line: " + problem;
    return false;
  }
  bool match = true;
  for (std::string_view p = all.substr(0, comments_end); !p.empty();) {
    size_t newline = p.find('\n');
    std::string_view line = Trim(p.substr(0, newline)), rest;
    p.remove_prefix(newline == std::string_view::npos ? p.size() : newline + 1);
    if (!line.starts_with("//")) continue;
    line = Trim(line.substr(2));
    if (CutDirective(line, "+build", &rest) && !MatchPlusBuild(rest, *this)) match = false;
  }
  return match;
}

}  // namespace minigo
