// This file implements the reading of test files. A scanner of tokens is enough: only declarations at top level and the
// last comment of an example matter, and the checker says what else is wrong.
#include "tools/testmain.h"

#include <cctype>
#include <cstring>

namespace minigo::tools {

namespace {

struct Comment {
  int line, end_line;
  bool trailing;       // something stands before it on its line
  size_t token;        // how many tokens came before
  std::string_view text;
};

// Tokens: identifiers and single bytes; literals are one token.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) { Next(); }

  std::string_view token;  // empty: the end
  int line = 1, column = 1;
  std::vector<Comment> comments;

  void Next() {
    for (;;) {
      if (at_ >= text_.size()) {
        token = {};
        return;
      }
      char c = text_[at_];
      if (c == '\n') {
        Newline();
        at_++;
        line_start_ = at_;
        token_line_ = false;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at_++;
      } else if (text_.substr(at_, 2) == "//") {
        size_t end = std::min(text_.find('\n', at_), text_.size());
        comments.push_back({cur_line_, cur_line_, token_line_, count_, text_.substr(at_, end - at_)});
        at_ = end;
      } else if (text_.substr(at_, 2) == "/*") {
        size_t end = text_.find("*/", at_ + 2);
        end = end == std::string_view::npos ? text_.size() : end + 2;
        int from = cur_line_;
        bool trailing = token_line_;
        std::string_view body = text_.substr(at_, end - at_);
        Skip(end);
        comments.push_back({from, cur_line_, trailing, count_, body});
      } else {
        break;
      }
    }
    size_t from = at_;
    line = cur_line_;
    column = static_cast<int>(at_ - line_start_) + 1;
    char c = text_[at_];
    auto is_letter = [](char x) { return std::isalnum(static_cast<unsigned char>(x)) || x == '_' || (x & 0x80); };
    if (is_letter(c)) {
      while (at_ < text_.size() && is_letter(text_[at_])) at_++;
    } else if (c == '`') {
      size_t end = text_.find('`', at_ + 1);
      Skip(end == std::string_view::npos ? text_.size() : end + 1);
    } else if (c == '"' || c == '\'') {
      size_t end = at_ + 1;
      while (end < text_.size() && text_[end] != c && text_[end] != '\n') end += text_[end] == '\\' ? 2 : 1;
      at_ = std::min(end + 1, text_.size());
    } else {
      at_++;
    }
    token = text_.substr(from, at_ - from);
    token_line_ = true;
    count_++;
  }

  size_t count() const { return count_; }

 private:
  void Newline() { cur_line_++; }
  void Skip(size_t end) {
    for (; at_ < end; at_++) {
      if (text_[at_] == '\n') {
        Newline();
        line_start_ = at_ + 1;
      }
    }
  }

  std::string_view text_;
  size_t at_ = 0, line_start_ = 0, count_ = 0;
  int cur_line_ = 1;
  bool token_line_ = false;
};

// Whether `name` is a test's: prefix, then no lower-case letter.
bool IsTest(std::string_view name, std::string_view prefix) {
  if (name.substr(0, prefix.size()) != prefix) return false;
  return name.size() == prefix.size() || !std::islower(static_cast<unsigned char>(name[prefix.size()]));
}

// The text of a comment group, as go/ast has it.
std::string CommentText(const std::vector<Comment>& group) {
  std::vector<std::string> lines;
  for (const Comment& c : group) {
    std::string_view t = c.text;
    if (t.substr(0, 2) == "//") {
      t.remove_prefix(2);
      if (!t.empty() && t[0] == ' ') t.remove_prefix(1);
      else if (t.rfind("go:", 0) == 0 || t.rfind("line ", 0) == 0) continue;
      lines.emplace_back(t);
    } else {
      t = t.substr(2, t.size() >= 4 ? t.size() - 4 : 0);
      for (;;) {
        size_t nl = t.find('\n');
        lines.emplace_back(t.substr(0, nl));
        if (nl == std::string_view::npos) break;
        t.remove_prefix(nl + 1);
      }
    }
  }
  std::string out;
  bool blank = true;  // leading blank lines go, several in a row become one
  for (std::string& l : lines) {
    while (!l.empty() && std::strchr(" \t\r", l.back()) != nullptr) l.pop_back();
    if (l.empty() && blank) continue;
    blank = l.empty();
    out += l + "\n";
  }
  while (out.size() >= 2 && out.compare(out.size() - 2, 2, "\n\n") == 0) out.pop_back();
  return out;
}

// The last group of the first `count` comments, after token number `from`.
std::vector<Comment> LastGroup(const std::vector<Comment>& all, size_t count, size_t from) {
  std::vector<Comment> group;
  for (size_t i = count; i-- > 0;) {
    const Comment& c = all[i];
    if (c.token < from) break;
    if (!group.empty()) {
      const Comment& next = group.front();
      if (next.trailing || c.trailing || next.token != c.token || next.line > c.end_line + 1) break;
    }
    group.insert(group.begin(), c);
  }
  return group;
}

// Whether the text is the beginning of an expected output; *rest is the output.
bool IsOutput(const std::string& text, bool* unordered, std::string* rest) {
  size_t i = 0;
  while (i < text.size() && std::isspace(static_cast<unsigned char>(text[i]))) i++;
  auto word = [&](const char* w) {
    size_t n = std::strlen(w);
    for (size_t k = 0; k < n; k++) {
      if (i + k >= text.size() || std::tolower(static_cast<unsigned char>(text[i + k])) != w[k]) return false;
    }
    i += n;
    return true;
  };
  *unordered = word("unordered ");
  if (!word("output:")) return false;
  while (i < text.size() && text[i] == ' ') i++;
  if (i < text.size() && text[i] == '\n') i++;
  *rest = text.substr(i);
  return true;
}

std::string Quote(const std::string& s) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = "\"";
  for (char ch : s) {
    auto c = static_cast<unsigned char>(ch);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += ch;
    } else if (c < ' ' || c >= 0x7f) {
      out += "\\x";
      out += kHex[c >> 4];
      out += kHex[c & 15];
    } else {
      out += ch;
    }
  }
  return out + "\"";
}

}  // namespace

std::string PackageName(std::string_view text) {
  if (text.rfind("\xef\xbb\xbf", 0) == 0) text.remove_prefix(3);
  Scanner s(text);
  if (s.token != "package") return "";
  s.Next();
  return std::string(s.token);
}

void ScanTestFile(const std::string& file, std::string_view text, bool external, TestFuncs* funcs, std::string* errors) {
  Scanner s(text);
  int depth = 0;
  while (!s.token.empty()) {
    if (depth != 0 || s.token != "func") {
      if (s.token.size() == 1 && std::strchr("({[", s.token[0]) != nullptr) depth++;
      if (s.token.size() == 1 && std::strchr(")}]", s.token[0]) != nullptr) depth--;
      s.Next();
      continue;
    }
    int line = s.line, column = s.column;
    s.Next();
    if (s.token.empty() || s.token == "(") continue;  // a method, or a type
    std::string name(s.token);
    s.Next();
    // The signature: tokens up to the body.
    std::vector<std::string> sig;
    int level = 0;
    while (!s.token.empty() && !(level == 0 && s.token == "{" && !sig.empty())) {
      if (level == 0 && !sig.empty() && sig.back() == ")" && s.line != line && s.token != "{") break;  // no body
      if (s.token == "(" || s.token == "[" || s.token == "{") level++;
      if (s.token == ")" || s.token == "]" || s.token == "}") level--;
      sig.emplace_back(s.token);
      s.Next();
    }
    if (s.token != "{") continue;
    size_t body = s.count();
    int braces = 0;
    do {
      if (s.token == "{") braces++;
      if (s.token == "}") braces--;
      if (braces > 0) s.Next();
    } while (braces > 0 && !s.token.empty());
    size_t comments = s.comments.size();  // up to the end of the body
    if (!s.token.empty()) s.Next();

    // (t *testing.T) or (*T) and no result.
    auto takes = [&](const char* kind) {
      if (sig.size() < 4 || sig.front() != "(" || sig.back() != ")") return false;
      size_t i = 1;
      if (sig[i] != "*") i++;
      if (i >= sig.size() || sig[i] != "*") return false;
      i++;
      if (i + 2 < sig.size() && sig[i + 1] == ".") i += 2;
      if (i >= sig.size() || sig[i] != kind) return false;
      i++;
      if (i < sig.size() && sig[i] == ",") i++;
      return i + 1 == sig.size();
    };
    auto check = [&](const char* kind) {
      if (takes(kind)) return true;
      const char* param = kind[0] == 'T' ? "t" : kind[0] == 'B' ? "b" : kind[0] == 'F' ? "f" : "m";
      *errors += file + ":" + std::to_string(line) + ":" + std::to_string(column) + ": wrong signature for " + name +
                 ", must be: func " + name + "(" + param + " *testing." + kind + ")\n";
      return false;
    };
    if (name == "TestMain" && !takes("T")) {
      if (!check("M")) continue;
      if (funcs->has_main) *errors += "multiple definitions of TestMain\n";
      funcs->has_main = true;
      funcs->main_external = external;
    } else if (IsTest(name, "Test")) {
      if (check("T")) funcs->tests.push_back({name, external});
    } else if (IsTest(name, "Benchmark")) {
      if (check("B")) funcs->benchmarks.push_back({name, external});
    } else if (IsTest(name, "Fuzz")) {
      if (check("F")) funcs->fuzz_targets.push_back({name, external});
    } else if (IsTest(name, "Example") && sig.size() == 2) {
      TestExample e;
      e.name = name;
      e.external = external;
      if (IsOutput(CommentText(LastGroup(s.comments, comments, body)), &e.unordered, &e.output)) funcs->examples.push_back(e);
    }
  }
}

std::string TestMainText(const TestFuncs& funcs, const std::string& path, bool has_package, bool has_external) {
  bool use[2] = {false, false};
  std::string lists;
  auto name_of = [&](const std::string& name, bool external) {
    use[external ? 1 : 0] = true;
    return std::string(external ? "_xtest." : "_test.") + name;
  };
  auto list = [&](const char* var, const char* type, const std::vector<TestFunc>& from) {
    lists += std::string("var ") + var + " = []testing." + type + "{\n";
    for (const TestFunc& f : from) lists += "\t{" + Quote(f.name) + ", " + name_of(f.name, f.external) + "},\n";
    lists += "}\n\n";
  };
  list("tests", "InternalTest", funcs.tests);
  list("benchmarks", "InternalBenchmark", funcs.benchmarks);
  list("fuzzTargets", "InternalFuzzTarget", funcs.fuzz_targets);
  lists += "var examples = []testing.InternalExample{\n";
  for (const TestExample& e : funcs.examples) {
    lists += "\t{" + Quote(e.name) + ", " + name_of(e.name, e.external) + ", " + Quote(e.output) + ", " +
             (e.unordered ? "true" : "false") + "},\n";
  }
  lists += "}\n\n";
  std::string run = "\tos.Exit(m.Run())\n";
  if (funcs.has_main) {
    run = "\t" + name_of("TestMain", funcs.main_external) +
          "(m)\n\tos.Exit(int(reflect.ValueOf(m).Elem().FieldByName(\"exitCode\").Int()))\n";
  }
  std::string out = "package main\n\nimport (\n\t\"os\"\n";
  if (funcs.has_main) out += "\t\"reflect\"\n";
  out += "\t\"regexp\"\n\t\"testing\"\n";
  if (has_package) out += std::string("\t") + (use[0] ? "_test " : "_ ") + Quote(path) + "\n";
  if (has_external) out += std::string("\t") + (use[1] ? "_xtest " : "_ ") + Quote(path + "_test") + "\n";
  out += ")\n\n" + lists +
         "type deps struct{}\n\n"
         "var pattern string\nvar compiled *regexp.Regexp\n\n"
         "func (deps) ImportPath() string { return " + Quote(path) + " }\n"
         "func (deps) MatchString(pat, str string) (bool, error) {\n"
         "\tif compiled == nil || pattern != pat {\n"
         "\t\tvar err error\n"
         "\t\tif compiled, err = regexp.Compile(pat); err != nil {\n\t\t\treturn false, err\n\t\t}\n"
         "\t\tpattern = pat\n\t}\n"
         "\treturn compiled.MatchString(str), nil\n}\n\n"
         "func main() {\n\tm := testing.MainStart(deps{}, tests, benchmarks, fuzzTargets, examples)\n" + run + "}\n";
  return out;
}

}  // namespace minigo::tools
