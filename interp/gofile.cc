// This file implements the reading of Go files' headers and of folders.
#include "interp/gofile.h"

#include <algorithm>
#include <cstdio>

#include "grammar/runes.h"
#include "interp/paths.h"

namespace minigo {

namespace {

// How much of a file the go command shows to its parser: all up to the byte that can be no part of clauses, or the
// whole file where the clauses are malformed. Semicolons are space to it.
class HeaderBytes {
 public:
  explicit HeaderBytes(std::string_view text) : text_(text) {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
  }

  size_t End() {
    bool ok = Keyword("package") && Ident();
    while (ok && Peek() == 'i') {
      ok = Keyword("import");
      if (ok && Peek() == '(') {
        at_++;
        while (ok && Peek() != ')') ok = Import();
        at_++;
      } else if (ok) {
        ok = Import();
      }
    }
    if (ok) Peek();
    return ok && !malformed_ ? std::min(at_, text_.size()) : text_.size();
  }

 private:
  char Byte() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  char Peek() {
    for (;;) {
      char c = Byte();
      if (c == ' ' || c == '\f' || c == '\t' || c == '\r' || c == '\n' || c == ';') {
        at_++;
      } else if (text_.substr(std::min(at_, text_.size()), 2) == "//") {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '/') {
        size_t end = text_.substr(at_, 2) == "/*" ? text_.find("*/", at_ + 2) : std::string_view::npos;
        malformed_ |= end == std::string_view::npos;
        at_ = malformed_ ? text_.size() : end + 2;
      } else {
        return c;
      }
    }
  }

  static bool InIdent(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || static_cast<uint8_t>(c) >= 0x80;
  }

  bool Keyword(std::string_view word) {
    Peek();
    if (!text_.substr(std::min(at_, text_.size())).starts_with(word)) return false;
    at_ += word.size();
    return !InIdent(Byte());
  }

  bool Ident() {
    if (!InIdent(Peek())) return false;
    while (InIdent(Byte())) at_++;
    return true;
  }

  bool Import() {
    char c = Peek();
    if (c == '.') at_++;
    if (InIdent(c)) Ident();
    c = Peek();
    if (c != '"' && c != '`') return false;
    for (at_++; Byte() != c; at_++) {
      if (at_ >= text_.size() || (c == '"' && Byte() == '\n')) return false;
      if (c == '"' && Byte() == '\\') at_++;
    }
    at_++;
    return true;
  }

  std::string_view text_;
  size_t at_ = 0;
  bool malformed_ = false;
};

// A scanner for what may stand before the first declaration. It stops at what it does not know.
class HeaderReader {
 public:
  explicit HeaderReader(GoFile* file) : file_(file), text_(std::string_view(file->text).substr(0, HeaderBytes(file->text).End())) {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
  }

  void Read() {
    Next();
    if (!Is("package")) return Expected("'package'");
    Next();
    if (kind_ != Kind::kIdent) return Expected("'IDENT'");
    file_->package = token_;
    Next();
    if (Failed()) return;
    if (!ExpectSemicolon()) return;
    while (Is("import") && !Failed()) {
      Next();
      if (token_ == "(") {
        Next();
        while (token_ != ")" && kind_ != Kind::kEnd && !Failed()) Spec();
        if (Failed()) return;
        if (token_ != ")") return Expected("')'");
        Next();
        if (Failed() || !ExpectSemicolon()) return;
      } else {
        Spec();
      }
    }
  }

 private:
  enum class Kind { kIdent, kKeyword, kString, kLiteral, kSemicolon, kOther, kEnd };

  bool Failed() const { return !file_->error.empty(); }

  bool Is(std::string_view word) const { return kind_ == Kind::kKeyword && token_ == word; }

  // For go/parser the text's last newline begins no line.
  FilePlace PlaceOf(size_t at) const {
    FilePlace p{1, 1};
    for (size_t i = 0; i < at && i < text_.size(); i++) {
      p.column++;
      if (text_[i] == '\n' && i + 1 < text_.size()) p.line++, p.column = 1;
    }
    return p;
  }

  void Fail(size_t at, std::string message) {
    if (Failed()) return;
    file_->error = std::move(message);
    file_->error_at = PlaceOf(at);
  }

  void Expected(std::string_view what) {
    std::string m = "expected " + std::string(what) + ", found ";
    if (kind_ == Kind::kSemicolon && token_ == "\n") {
      m += "newline";
    } else if (kind_ == Kind::kEnd) {
      m += "'EOF'";
    } else if (kind_ == Kind::kIdent || kind_ == Kind::kString || kind_ == Kind::kLiteral) {
      m += token_;
    } else {
      m += "'" + std::string(token_) + "'";
    }
    Fail(start_, std::move(m));
  }

  // False if it is not there; before a closing bracket it need not be.
  bool ExpectSemicolon() {
    if (kind_ == Kind::kSemicolon) {
      Next();
    } else if (token_ != ")" && token_ != "}") {
      Expected("';'");
    }
    return !Failed();
  }

  void Spec() {
    FileImport import;
    import.at = PlaceOf(start_);
    if (kind_ == Kind::kIdent || token_ == ".") Next();
    if (kind_ == Kind::kLiteral || kind_ == Kind::kIdent) return Fail(start_, "import path must be a string");
    if (kind_ != Kind::kString) return Fail(start_, "missing import path");
    import.path = Unquote(token_);
    Next();
    if (Failed() || !ExpectSemicolon()) return;
    if (!ValidImport(import.path)) {
      file_->error = "invalid import path: " + import.path;
      file_->error_at = import.at;
      file_->foreign_error = true;
      return;
    }
    file_->imports.push_back(std::move(import));
  }

  static bool ValidImport(std::string_view path) {
    constexpr std::string_view kIllegal = "!\"#$%&'()*,:;<=>?[\\]^{|}`";
    const auto* p = reinterpret_cast<const uint8_t*>(path.data());
    const uint8_t* end = p + path.size();
    while (p < end) {
      int width;
      grammar::Rune r = grammar::DecodeRune(p, end, &width);
      if (r == ' ' || r == grammar::kRuneError || !grammar::IsPrint(r) ||
          (r < 0x80 && kIllegal.find(static_cast<char>(r)) != std::string_view::npos)) {
        return false;
      }
      p += width;
    }
    return !path.empty();
  }

  // The value of a literal whose escapes the scanner took.
  static std::string Unquote(std::string_view literal) {
    std::string_view body = literal.substr(1, literal.size() - 2);
    std::string out;
    for (size_t i = 0; i < body.size(); i++) {
      if (literal[0] == '`' && body[i] == '\r') continue;
      if (literal[0] == '"' && body[i] == '\\') {
        Escape e = ReadEscape(body, i + 1);
        if (e.unicode) {
          grammar::AppendRune(&out, static_cast<grammar::Rune>(e.value));
        } else {
          out += static_cast<char>(e.value);
        }
        i = e.end - 1;
        continue;
      }
      out += body[i];
    }
    return out;
  }

  struct Escape {
    uint32_t value = 0;
    bool unicode = false;
    size_t end = 0;       // behind the escape, or where it goes wrong
    std::string message;  // what goes wrong there
  };

  // The escape whose backslash stands before `at`.
  static Escape ReadEscape(std::string_view text, size_t at) {
    Escape e;
    e.end = at;
    char c = at < text.size() ? text[at] : '\0';
    constexpr std::string_view kNames = "abfnrtv\\\"";
    constexpr std::string_view kValues = "\a\b\f\n\r\t\v\\\"";
    if (size_t i = kNames.find(c); i != std::string_view::npos) {
      e.value = static_cast<uint8_t>(kValues[i]);
      e.end++;
      return e;
    }
    int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : c >= '0' && c <= '7' ? 3 : 0;
    uint32_t base = digits == 3 ? 8 : 16;
    if (digits == 0) {
      e.message = at >= text.size() ? "escape sequence not terminated" : "unknown escape sequence";
      return e;
    }
    if (base == 16) e.end++;
    for (; digits > 0; digits--) {
      char d = e.end < text.size() ? text[e.end] : '\0';
      uint32_t v = d >= '0' && d <= '9' ? d - '0' : (d | 32) >= 'a' && (d | 32) <= 'f' ? (d | 32) - 'a' + 10 : 16;
      if (v >= base) {
        e.message = "illegal character " + DescribeRune(text, e.end) + " in escape sequence";
        return e;
      }
      e.value = e.value * base + v;
      e.end++;
    }
    e.unicode = c == 'u' || c == 'U';
    if (e.unicode ? e.value > 0x10ffff || (e.value >= 0xd800 && e.value < 0xe000) : e.value > 255) {
      e.end = at;
      e.message = "escape sequence is invalid Unicode code point";
    }
    return e;
  }

  // As fmt's %#U.
  static std::string DescribeRune(std::string_view text, size_t at) {
    const auto* p = reinterpret_cast<const uint8_t*>(text.data());
    int width = 0;
    grammar::Rune r = at < text.size() ? grammar::DecodeRune(p + at, p + text.size(), &width) : 0;
    char buf[16];
    std::snprintf(buf, sizeof buf, "U+%04X", static_cast<unsigned>(r));
    std::string out = buf;
    if (grammar::IsPrint(r)) {
      out += " '";
      grammar::AppendRune(&out, r);
      out += "'";
    }
    return out;
  }

  // A literal in single quotes, of which go/parser says what is wrong.
  void RuneLiteral() {
    size_t end = at_ + 1;
    int runes = 0;
    bool valid = true;
    for (;;) {
      if (end >= text_.size() || text_[end] == '\n') {
        if (valid) Fail(at_, "rune literal not terminated");
        valid = false;
        break;
      }
      if (text_[end] == '\'') {
        end++;
        break;
      }
      runes++;
      if (text_[end] == '\\') {
        Escape e = ReadEscape(text_, end + 1);
        if (e.message == "unknown escape sequence" && text_[end + 1] == '\'') e = {'\'', false, end + 2, ""};
        valid = valid && e.message.empty();
        if (!e.message.empty()) Fail(e.end, e.message);
        end = e.end;
      } else {
        int width;
        const auto* p = reinterpret_cast<const uint8_t*>(text_.data());
        grammar::DecodeRune(p + end, p + text_.size(), &width);
        end += static_cast<size_t>(width);
      }
    }
    if (valid && runes != 1) Fail(at_, "illegal rune literal");
    Token(Kind::kLiteral, end);
  }

  void Next() {
    bool insert = false;  // whether a newline ends a clause here
    if (kind_ == Kind::kIdent || kind_ == Kind::kString || kind_ == Kind::kLiteral || token_ == ")") insert = true;
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (c == '\n' && insert) {
        Token(Kind::kSemicolon, at_ + 1);
        return;
      }
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        at_++;
      } else if (text_.substr(at_, 2) == "//") {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_.substr(at_, 2) == "/*") {
        size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) {
          Fail(at_, "comment not terminated");
          at_ = text_.size();
          break;
        }
        bool newline = text_.substr(at_, end - at_).find('\n') != std::string_view::npos;
        if (newline && insert) {
          start_ = at_;
          token_ = "\n";
          kind_ = Kind::kSemicolon;
          at_ = end + 2;
          return;
        }
        at_ = end + 2;
      } else {
        break;
      }
    }
    start_ = at_;
    token_ = {};
    kind_ = Kind::kEnd;
    if (at_ >= text_.size()) {
      if (insert) kind_ = Kind::kSemicolon, token_ = "\n";
      return;
    }
    char c = text_[at_];
    const auto* p = reinterpret_cast<const uint8_t*>(text_.data());
    size_t end = at_;
    while (end < text_.size()) {
      int width;
      grammar::Rune r = grammar::DecodeRune(p + end, p + text_.size(), &width);
      bool digit = end > at_ && grammar::IsDigit(r);
      if (!digit && r != '_' && !grammar::IsLetter(r)) break;
      end += static_cast<size_t>(width);
    }
    if (end > at_) {
      Token(Kind::kIdent, end);
      static constexpr std::string_view kKeywords[] = {
          "break",  "case", "chan", "const",  "continue",  "default", "defer",  "else",   "fallthrough", "for",    "func", "go",  "goto",
          "if",     "import", "interface", "map", "package", "range",   "return", "select", "struct",      "switch", "type", "var"};
      if (std::find(std::begin(kKeywords), std::end(kKeywords), token_) != std::end(kKeywords)) kind_ = Kind::kKeyword;
    } else if (c == '"' || c == '`') {
      end = at_ + 1;
      while (end < text_.size() && text_[end] != c && (c == '`' || text_[end] != '\n')) {
        if (c == '"' && text_[end] == '\\') {
          Escape e = ReadEscape(text_, end + 1);
          if (!e.message.empty()) Fail(e.end, e.message);
          end = e.end;
        } else {
          end++;
        }
      }
      if (end >= text_.size() || text_[end] != c) {
        Fail(at_, c == '`' ? "raw string literal not terminated" : "string literal not terminated");
        at_ = text_.size();
        return;
      }
      Token(Kind::kString, end + 1);
    } else if (c >= '0' && c <= '9') {
      while (end < text_.size() && ((text_[end] >= '0' && text_[end] <= '9') || text_[end] == '.')) end++;
      Token(Kind::kLiteral, end);
    } else if (c == ';') {
      Token(Kind::kSemicolon, at_ + 1);
    } else if (c == '\'') {
      RuneLiteral();
    } else if (c == '#' || c == '$' || c == '?' || c == '@' || c == '\\' || static_cast<uint8_t>(c) >= 0x80) {
      int width;
      grammar::Rune r = grammar::DecodeRune(p + at_, p + text_.size(), &width);
      if (r == 0x201c || r == 0x201d) {
        Fail(at_, "curly quotation mark '" + std::string(text_.substr(at_, 3)) + "' (use neutral '\"')");
      } else {
        Fail(at_, "illegal character " + DescribeRune(text_, at_));
      }
      Token(Kind::kOther, at_ + static_cast<size_t>(width));
    } else {
      Token(Kind::kOther, at_ + OperatorLength(text_.substr(at_)));
    }
  }

  // The length of the operator that text begins with.
  static size_t OperatorLength(std::string_view text) {
    static constexpr std::string_view kOperators[] = {"<<=", ">>=", "&^=", "...", "&&", "||", "<-", "++", "--", "==",
                                                      "!=",  "<=",  ">=",  ":=",  "+=", "-=", "*=", "/=", "%=", "&=",
                                                      "|=",  "^=",  "<<",  ">>",  "&^"};
    for (std::string_view op : kOperators) {
      if (text.starts_with(op)) return op.size();
    }
    return 1;
  }

  void Token(Kind kind, size_t end) {
    kind_ = kind;
    start_ = at_;
    token_ = text_.substr(at_, end - at_);
    at_ = end;
  }

  GoFile* file_;
  std::string_view text_;
  size_t at_ = 0;
  size_t start_ = 0;
  std::string_view token_;
  Kind kind_ = Kind::kEnd;
};

// The go:embed directives of a whole file. Comments within strings are none, so literals are skipped.
void ReadEmbeds(GoFile* file) {
  std::string_view text = file->text;
  int line = 1;
  size_t line_start = 0;
  for (size_t i = 0; i < text.size();) {
    char c = text[i];
    size_t end = i + 1;
    if (c == '\n') {
      line++;
      line_start = end;
    } else if (c == '"' || c == '\'') {
      while (end < text.size() && text[end] != c && text[end] != '\n') end += text[end] == '\\' ? 2 : 1;
      if (end < text.size() && text[end] == c) end++;
    } else if (c == '`') {
      end = std::min(text.find('`', end), text.size() - 1) + 1;
    } else if (text.substr(i, 2) == "/*") {
      size_t close = text.find("*/", i + 2);
      end = close == std::string_view::npos ? text.size() : close + 2;
    } else if (text.substr(i, 2) == "//") {
      end = std::min(text.find('\n', i), text.size());
      std::string_view comment = text.substr(i, end - i);
      constexpr std::string_view kDirective = "//go:embed";
      if (comment.starts_with(kDirective) && comment.size() > kDirective.size() &&
          (comment[kDirective.size()] == ' ' || comment[kDirective.size()] == '\t')) {
        FilePlace at{line, static_cast<int>(i - line_start + kDirective.size()) + 1};
        std::vector<EmbedPattern> found;
        if (ParseEmbedPatterns(comment.substr(kDirective.size()), at, &found)) {
          file->embeds.insert(file->embeds.end(), found.begin(), found.end());
        }
      }
    }
    if (c == '`' || text.substr(i, 2) == "/*") {
      for (size_t j = i; j < end; j++) {
        if (text[j] == '\n') line++, line_start = j + 1;
      }
    }
    i = std::max(end, i + 1);
  }
}

}  // namespace

bool ParseEmbedPatterns(std::string_view args, FilePlace at, std::vector<EmbedPattern>* patterns) {
  size_t i = 0;
  for (;;) {
    while (i < args.size() && (args[i] == ' ' || args[i] == '\t' || args[i] == '\r')) i++;
    if (i >= args.size()) return true;
    size_t start = i;
    EmbedPattern p;
    p.at = {at.line, at.column + static_cast<int>(start)};
    char c = args[i];
    if (c == '`' || c == '"') {
      for (i++; i < args.size() && args[i] != c; i++) {
        if (c == '"' && args[i] == '\\' && i + 1 < args.size()) i++;
        p.pattern += args[i];
      }
      if (i >= args.size()) return false;
      i++;
      if (i < args.size() && args[i] != ' ' && args[i] != '\t' && args[i] != '\r') return false;
    } else {
      while (i < args.size() && args[i] != ' ' && args[i] != '\t' && args[i] != '\r') i++;
      p.pattern = args.substr(start, i - start);
    }
    patterns->push_back(std::move(p));
  }
}

void ReadHeader(GoFile* file) {
  HeaderReader(file).Read();
  for (const FileImport& i : file->imports) {
    if (i.path == "embed" && file->error.empty()) {
      ReadEmbeds(file);
      break;
    }
  }
}

void SetFileError(const GoFile& f, GoDir* d) {
  if (!d->error.empty()) return;
  d->error = f.error;
  if (f.foreign_error) {
    d->error = f.path + ":" + std::to_string(f.error_at.line) + ":" + std::to_string(f.error_at.column) + ": " + f.error;
  } else {
    d->error_file = f.path;
    d->error_at = f.error_at;
  }
}

GoDir ReadGoDir(const std::string& dir, const BuildContext& context, const std::vector<std::string>* names) {
  GoDir d;
  d.dir = dir;
  std::vector<std::string> listed;
  if (names != nullptr) {
    listed = *names;
    std::sort(listed.begin(), listed.end());
  } else if (!ListDir(dir, &listed, &d.error)) {
    return d;
  }
  std::string first_file;
  for (const std::string& name : listed) {
    if (!name.ends_with(".go")) continue;
    if (names == nullptr && (name[0] == '_' || name[0] == '.')) continue;
    GoFile f;
    f.path = JoinPath(dir, name);
    if (IsDir(f.path)) continue;
    if (names == nullptr && !context.MatchName(name)) {
      d.ignored.push_back(name);
      continue;
    }
    std::string error;
    if (!ReadFile(f.path, &f.text, &error)) {
      if (d.error.empty()) d.error = error;
      continue;
    }
    if (names == nullptr && !context.MatchText(f.text, &error)) {
      if (!error.empty() && d.error.empty()) d.error = name + ": " + error;
      if (error.empty()) d.ignored.push_back(name);
      continue;
    }
    ReadHeader(&f);
    if (!f.error.empty()) {
      SetFileError(f, &d);
      if (f.package.empty()) continue;
    }
    if (f.package == "documentation") {
      d.ignored.push_back(name);
      continue;
    }
    bool imports_c = std::any_of(f.imports.begin(), f.imports.end(), [](const FileImport& i) { return i.path == "C"; });
    if (imports_c && names == nullptr) {
      d.ignored.push_back(name);
      d.cgo = true;
      continue;
    }
    bool test = name.ends_with("_test.go") && names == nullptr;
    std::string package = f.package;
    bool xtest = test && package.ends_with("_test") && package != d.name;
    if (xtest) package.resize(package.size() - 5);
    if (d.name.empty()) {
      d.name = package;
      first_file = name;
    } else if (package != d.name && d.error.empty()) {
      d.error = "found packages " + d.name + " (" + first_file + ") and " + package + " (" + name + ") in " + dir;
    }
    (xtest ? d.xtest_files : test ? d.test_files : d.files).push_back(std::move(f));
  }
  if (d.error.empty() && d.files.empty()) {
    d.no_files = true;
    if (!d.ignored.empty()) {
      d.error = d.cgo ? "cgo is not supported: all Go files import \"C\" in " : "build constraints exclude all Go files in ";
    } else if (!d.test_files.empty() || !d.xtest_files.empty()) {
      d.error = "no non-test Go files in ";
    } else {
      d.error = "no Go files in ";
    }
    d.error += dir;
  }
  return d;
}

}  // namespace minigo
