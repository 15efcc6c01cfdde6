// This file implements the analyses of comments that are meant for the tools: build constraints and
// directives.
#include <algorithm>
#include <memory>
#include <optional>

#include "grammar/runes.h"
#include "interp/vet/analyses.h"
#include "interp/vet/comments.h"
#include "interp/vet/pass.h"

namespace minigo::vet {

using namespace grammar;  // the node types

namespace {

bool IsBlank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

std::string_view Trim(std::string_view s) {
  while (!s.empty() && IsBlank(s.front())) s.remove_prefix(1);
  while (!s.empty() && IsBlank(s.back())) s.remove_suffix(1);
  return s;
}

std::vector<std::string_view> Words(std::string_view s, auto is_separator) {
  std::vector<std::string_view> words;
  for (size_t i = 0; i < s.size();) {
    if (is_separator(s[i])) {
      i++;
      continue;
    }
    size_t start = i;
    while (i < s.size() && !is_separator(s[i])) i++;
    words.push_back(s.substr(start, i - start));
  }
  return words;
}

// Without what the go command's own tests say behind a line.
std::string_view WithoutError(std::string_view line) {
  return line.substr(0, line.find(" // ERROR "));
}

// Where the keyword "package" stands.
Pos PackagePos(const File* file) {
  if (file->pkg_name == nullptr) return file->source->end();
  size_t at = file->source->text().rfind("package", file->source->offset(file->pkg_name->pos));
  return at == std::string_view::npos ? file->pkg_name->pos
                                      : file->source->base() + static_cast<Pos>(at);
}

// ---------------------------------------------------------------- constraints

// A //go:build expression.
struct Constraint {
  enum Kind : uint8_t { kTag, kNot, kAnd, kOr } kind = kTag;
  std::string tag;
  std::unique_ptr<Constraint> x, y;
};
using ConstraintPtr = std::unique_ptr<Constraint>;

ConstraintPtr MakeConstraint(Constraint::Kind kind, ConstraintPtr x, ConstraintPtr y) {
  auto c = std::make_unique<Constraint>();
  c->kind = kind;
  c->x = std::move(x);
  c->y = std::move(y);
  return c;
}

bool IsTagChar(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

// By recursive descent. The loader has refused what is malformed; anything odd yields nullptr.
class ConstraintParser {
 public:
  explicit ConstraintParser(std::string_view text) : text_(text) { Next(); }
  ConstraintPtr Parse() {
    ConstraintPtr c = Or(0);
    return token_.empty() ? std::move(c) : nullptr;
  }

 private:
  static constexpr int kMaxDepth = 1000;

  void Next() {
    while (at_ < text_.size() && IsBlank(text_[at_])) at_++;
    size_t start = at_;
    if (at_ < text_.size() && IsTagChar(text_[at_])) {
      while (at_ < text_.size() && IsTagChar(text_[at_])) at_++;
    } else if (at_ < text_.size()) {
      at_ += text_[at_] == '&' || text_[at_] == '|' ? 2 : 1;
    }
    at_ = std::min(at_, text_.size());
    token_ = text_.substr(start, at_ - start);
  }

  ConstraintPtr Or(int depth) {
    ConstraintPtr x = And(depth);
    while (x != nullptr && token_ == "||") {
      Next();
      ConstraintPtr y = And(depth);
      x = y == nullptr ? nullptr : MakeConstraint(Constraint::kOr, std::move(x), std::move(y));
    }
    return x;
  }

  ConstraintPtr And(int depth) {
    ConstraintPtr x = Not(depth);
    while (x != nullptr && token_ == "&&") {
      Next();
      ConstraintPtr y = Not(depth);
      x = y == nullptr ? nullptr : MakeConstraint(Constraint::kAnd, std::move(x), std::move(y));
    }
    return x;
  }

  ConstraintPtr Not(int depth) {
    if (depth > kMaxDepth) return nullptr;
    if (token_ == "!") {
      Next();
      ConstraintPtr x = Not(depth + 1);
      return x == nullptr ? nullptr : MakeConstraint(Constraint::kNot, std::move(x), nullptr);
    }
    if (token_ == "(") {
      Next();
      ConstraintPtr x = Or(depth + 1);
      if (token_ != ")") return nullptr;
      Next();
      return x;
    }
    if (token_.empty() || !IsTagChar(token_[0])) return nullptr;
    auto c = std::make_unique<Constraint>();
    c->tag = token_;
    Next();
    return c;
  }

  std::string_view text_, token_;
  size_t at_ = 0;
};

// What +build lines say: all of the lines, in each line one of the words, in each word all of the
// tags.
using Literals = std::vector<std::string>;
using Line = std::vector<Literals>;
using Lines = std::vector<Line>;

std::string TextOf(const Lines& lines) {
  std::string out;
  for (const Line& line : lines) {
    std::string text;
    for (const Literals& word : line) {
      std::string all;
      for (const std::string& tag : word) all += (all.empty() ? "" : " && ") + tag;
      if (line.size() > 1 && word.size() > 1) all = "(" + all + ")";
      text += (text.empty() ? "" : " || ") + all;
    }
    if (lines.size() > 1 && line.size() > 1) text = "(" + text + ")";
    out += (out.empty() ? "" : " && ") + text;
  }
  return out;
}

// The operands of a chain of `kind`, negations pushed to the tags.
struct Operand {
  const Constraint* c;
  bool negated;
};

void Operands(Operand o, Constraint::Kind kind, std::vector<Operand>* out) {
  while (o.c->kind == Constraint::kNot) o = {o.c->x.get(), !o.negated};
  Constraint::Kind have = o.c->kind;
  if (o.negated && have != Constraint::kTag)
    have = have == Constraint::kAnd ? Constraint::kOr : Constraint::kAnd;
  if (have != kind) {
    out->push_back(o);
    return;
  }
  Operands({o.c->x.get(), o.negated}, kind, out);
  Operands({o.c->y.get(), o.negated}, kind, out);
}

// The +build lines that say the same; false: there are none.
bool ToLines(const Constraint& c, Lines* lines) {
  std::vector<Operand> all;
  Operands({&c, false}, Constraint::kAnd, &all);
  bool any_or = false;
  for (Operand o : all) {
    std::vector<Operand> words;
    Operands(o, Constraint::kOr, &words);
    Line line;
    for (Operand w : words) {
      std::vector<Operand> tags;
      Operands(w, Constraint::kAnd, &tags);
      Literals literals;
      for (Operand t : tags) {
        if (t.c->kind != Constraint::kTag) return false;
        literals.push_back((t.negated ? "!" : "") + t.c->tag);
      }
      line.push_back(std::move(literals));
    }
    any_or = any_or || line.size() > 1;
    lines->push_back(std::move(line));
  }
  if (any_or) return true;
  Literals joined;
  for (Line& line : *lines) joined.insert(joined.end(), line[0].begin(), line[0].end());
  *lines = {{joined}};
  return true;
}

Line ParsePlusBuild(const std::vector<std::string_view>& words) {
  Line line;
  for (std::string_view word : words) {
    Literals literals;
    for (std::string_view tag : Words(word, [](char c) { return c == ','; })) {
      std::string_view bare = tag.starts_with('!') ? tag.substr(1) : tag;
      bool valid = !bare.empty() && std::all_of(bare.begin(), bare.end(), IsTagChar);
      literals.push_back(valid ? std::string(tag) : "ignore");
    }
    line.push_back(std::move(literals));
  }
  if (line.empty()) line.push_back({"ignore"});
  return line;
}

bool IsGoVersion(std::string_view tag) {
  if (tag == "go1") return true;
  if (!tag.starts_with("go1.") || tag.size() == 4 || tag.size() > 12) return false;
  tag.remove_prefix(4);
  return std::all_of(tag.begin(), tag.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsMalformedGoVersion(std::string_view tag) {
  if (tag.starts_with("go1")) return !IsGoVersion(tag);
  for (std::string_view prefix : {"go.", "g1.", "go"}) {
    if (tag.starts_with(prefix) && IsGoVersion("go1." + std::string(tag.substr(prefix.size()))))
      return true;
  }
  return false;
}

bool IsGoBuild(std::string_view line) {
  constexpr std::string_view kGoBuild = "//go:build";
  line = Trim(line);
  if (!line.starts_with(kGoBuild)) return false;
  line.remove_prefix(kGoBuild.size());
  return line.empty() || IsBlank(line[0]);
}

bool IsPlusBuild(std::string_view line) {
  line = Trim(line);
  if (!line.starts_with("//")) return false;
  line = Trim(line.substr(2));
  return line.starts_with("+build") && (line.size() == 6 || IsBlank(line[6]));
}

// The build constraints of one file.
class BuildTags {
 public:
  BuildTags(Pass& pass, const File* file) : pass_(pass), file_(file) {}
  void Run();

 private:
  void CheckComment(Pos pos, std::string_view text);
  void CheckGoBuild(Pos pos, std::string_view line);
  void CheckPlusBuild(Pos pos, std::string_view line);
  void CheckTag(Pos pos, std::string_view tag) {
    if (IsMalformedGoVersion(tag))
      pass_.Report(pos, "invalid go version " + Quote(tag) + " in build constraint");
  }
  void CheckTags(Pos pos, const Constraint& c) {
    if (c.kind == Constraint::kTag) CheckTag(pos, c.tag);
    if (c.x != nullptr) CheckTags(pos, *c.x);
    if (c.y != nullptr) CheckTags(pos, *c.y);
  }

  Pass& pass_;
  const File* file_;
  bool plus_build_ok_ = true;
  bool go_build_ok_ = true;
  bool compare_ = true;  // the two kinds of lines, at the end
  bool in_star_ = false;
  Pos go_build_pos_ = kNoPos, plus_build_pos_ = kNoPos;
  ConstraintPtr go_build_;
  Lines plus_build_;
};

void BuildTags::CheckGoBuild(Pos pos, std::string_view line) {
  if (!IsGoBuild(line)) {
    if (!line.starts_with("//go:build") && IsGoBuild("//" + std::string(Trim(line.substr(2))))) {
      pass_.Report(pos, "malformed //go:build line (space between // and go:build)");
    }
    return;
  }
  if (!go_build_ok_ || in_star_) {
    pass_.Report(pos, "misplaced //go:build comment");
    compare_ = false;
    return;
  }
  if (go_build_pos_ == kNoPos) {
    go_build_pos_ = pos;
  } else {
    pass_.Report(pos, "unexpected extra //go:build line");
    compare_ = false;
  }
  ConstraintPtr c = ConstraintParser(Trim(WithoutError(line)).substr(10)).Parse();
  if (c == nullptr) {
    compare_ = false;
    return;
  }
  CheckTags(pos, *c);
  if (go_build_ == nullptr) go_build_ = std::move(c);
}

void BuildTags::CheckPlusBuild(Pos pos, std::string_view line) {
  line = Trim(line);
  if (!IsPlusBuild(line)) {
    if (plus_build_ok_ && !line.starts_with("// want"))
      pass_.Report(pos, "possible malformed +build comment");
    return;
  }
  if (!plus_build_ok_) {
    pass_.Report(pos, "misplaced +build comment");
    compare_ = false;
  }
  if (plus_build_pos_ == kNoPos) plus_build_pos_ = pos;
  std::vector<std::string_view> words = Words(WithoutError(line).substr(2), IsBlank);
  words.erase(words.begin());
  for (std::string_view word : words) {
    for (std::string_view tag : Words(word, [](char c) { return c == ','; })) {
      if (tag.starts_with("!!")) {
        pass_.Report(pos, "invalid double negative in build constraint: " + std::string(word));
        compare_ = false;
        continue;
      }
      if (tag.starts_with('!')) tag.remove_prefix(1);
      if (std::all_of(tag.begin(), tag.end(), IsTagChar)) continue;
      pass_.Report(pos, "invalid non-alphanumeric build constraint: " + std::string(word));
      compare_ = false;
    }
  }
  if (!compare_) return;
  Line parsed = ParsePlusBuild(words);
  for (const Literals& word : parsed) {
    for (std::string_view tag : word) CheckTag(pos, tag.starts_with('!') ? tag.substr(1) : tag);
  }
  plus_build_.push_back(std::move(parsed));
}

void BuildTags::CheckComment(Pos pos, std::string_view text) {
  if (text.starts_with("//")) {
    if (text.find("+build") != text.npos) CheckPlusBuild(pos, text);
    if (text.find("//go:build") != text.npos) CheckGoBuild(pos, text);
    return;
  }
  // Lines of a block comment look like line comments and are none.
  in_star_ = true;
  for (size_t at = text.find('\n'); at != text.npos;) {
    size_t end = std::min(text.find('\n', at + 1), text.size());
    std::string_view line = text.substr(at + 1, end - at - 1);
    if (line.starts_with("//")) CheckComment(pos + static_cast<Pos>(at + 1), line);
    at = end == text.size() ? text.npos : end;
  }
  in_star_ = false;
}

void BuildTags::Run() {
  Pos package = PackagePos(file_);
  for (const CommentGroup& group : CommentsOf(*file_->source)) {
    if (group.end() + 1 >= package) plus_build_ok_ = false;
    if (group.pos() >= package) go_build_ok_ = false;
    for (const Comment& c : group.list) {
      if (!c.text.starts_with("//")) plus_build_ok_ = false;
      CheckComment(c.pos, c.text);
    }
  }
  if (!compare_ || plus_build_pos_ == kNoPos || go_build_ == nullptr) return;
  Lines want;
  if (!ToLines(*go_build_, &want)) {
    pass_.Report(go_build_pos_, "expression too complex for // +build lines");
  } else if (TextOf(want) != TextOf(plus_build_)) {
    pass_.Report(plus_build_pos_, "+build lines do not match //go:build condition");
  }
}

// ---------------------------------------------------------------- directives

// White space other than ASCII's.
bool IsWideSpace(Rune r) {
  return r == 0x85 || r == 0xa0 || r == 0x1680 || (r >= 0x2000 && r <= 0x200a) || r == 0x2028 ||
         r == 0x2029 || r == 0x202f || r == 0x205f || r == 0x3000;
}

void CheckDirective(Pass& pass, const File* file, const Comment& c, bool in_header) {
  std::string_view line = WithoutError(c.text);
  if (!line.starts_with("//go:")) return;
  auto* begin = reinterpret_cast<const uint8_t*>(line.data());
  size_t end = 0;
  while (end < line.size()) {
    int width = 1;
    Rune r = DecodeRune(begin + end, begin + line.size(), &width);
    if (r < 0x80 ? IsBlank(static_cast<char>(r)) : IsWideSpace(r)) break;
    end += static_cast<size_t>(width);
  }
  std::string verb(line.substr(0, end));
  if (end < line.size() && line[end] != ' ' && line[end] != '\t' && line[end] != '\n') {
    int width = 1;
    Rune r = DecodeRune(begin + end, begin + line.size(), &width);
    pass.Report(c.pos, "invalid space " + QuoteRune(r) + " in " + verb + " directive");
  }
  if (verb != "//go:debug") return;
  if (View(file->pkg_name->value) != "main" && !file->source->path().ends_with("_test.go")) {
    pass.Report(c.pos, "//go:debug directive only valid in package main or test");
  } else if (!in_header) {
    pass.Report(c.pos, "//go:debug directive only valid before package declaration");
  }
}

}  // namespace

void RunBuildTag(Pass& pass) {
  for (const File* file : pass.files()) BuildTags(pass, file).Run();
}

void RunDirective(Pass& pass) {
  for (const File* file : pass.files()) {
    if (file->pkg_name == nullptr) continue;
    Pos package = PackagePos(file);
    for (const CommentGroup& group : CommentsOf(*file->source)) {
      for (const Comment& c : group.list) CheckDirective(pass, file, c, group.pos() < package);
    }
  }
}

}  // namespace minigo::vet
