// This file implements the checks of `//go:` comments and the reading of `//go:build` lines.
#include "grammar/pragma.h"

#include <algorithm>
#include <vector>

namespace minigo::grammar {
namespace {

std::vector<std::string_view> Fields(std::string_view s) {
  std::vector<std::string_view> fields;
  for (size_t i = 0; i < s.size();) {
    size_t end = std::min(s.find_first_of(" \t\r", i), s.size());
    if (end > i) fields.push_back(s.substr(i, end - i));
    i = end + 1;
  }
  return fields;
}

enum VerbKind : uint8_t {
  kFuncVerb,
  kRuntimeVerb,    // for functions of the runtime only
  kKeepAliveVerb,  // for functions of the standard library only
  kBuildVerb,
};
struct Verb {
  std::string_view name;
  VerbKind kind;
};
constexpr Verb kVerbs[] = {
    {"go:build", kBuildVerb},
    {"go:noescape", kFuncVerb},
    {"go:norace", kFuncVerb},
    {"go:nosplit", kFuncVerb},
    {"go:noinline", kFuncVerb},
    {"go:nocheckptr", kFuncVerb},
    {"go:uintptrescapes", kFuncVerb},
    {"go:registerparams", kFuncVerb},
    {"go:systemstack", kRuntimeVerb},
    {"go:nowritebarrier", kRuntimeVerb},
    {"go:nowritebarrierrec", kRuntimeVerb},
    {"go:yeswritebarrierrec", kRuntimeVerb},
    {"go:uintptrkeepalive", kKeepAliveVerb},
};

// The grammar of build constraints, with the version that each part implies: the least Go 1.N that
// its being true (or false) guarantees; -1 for none.
class Constraint {
 public:
  explicit Constraint(std::string_view s) : s_(s) { Skip(); }
  bool Parse(int* version) {
    Versions v = Or();
    *version = v.if_true;
    return ok_ && i_ == s_.size();
  }

 private:
  struct Versions {
    int if_true, if_false;
  };
  Versions Or() {
    Versions x = And();
    while (Take("||")) {
      Versions y = And();
      x = {std::min(x.if_true, y.if_true), std::max(x.if_false, y.if_false)};
    }
    return x;
  }
  Versions And() {
    Versions x = Not();
    while (Take("&&")) {
      Versions y = Not();
      x = {std::max(x.if_true, y.if_true), std::min(x.if_false, y.if_false)};
    }
    return x;
  }
  Versions Not() {
    if (++depth_ > 1000) ok_ = false;
    Versions x = {-1, -1};
    if (!ok_) {
    } else if (Take("!")) {
      x = Not();
      std::swap(x.if_true, x.if_false);
    } else if (Take("(")) {
      x = Or();
      if (!Take(")")) ok_ = false;
    } else {
      x.if_true = Tag();
    }
    depth_--;
    return x;
  }
  int Tag() {
    size_t start = i_;
    while (i_ < s_.size() && (isalnum(static_cast<unsigned char>(s_[i_])) || s_[i_] == '_' ||
                              s_[i_] == '.' || static_cast<signed char>(s_[i_]) < 0)) {
      i_++;
    }
    std::string_view tag = s_.substr(start, i_ - start);
    if (tag.empty()) ok_ = false;
    Skip();
    if (tag == "go1") return 0;
    if (!tag.starts_with("go1.") || tag.size() == 4 || tag.size() > 12) return -1;
    int n = 0;
    for (char c : tag.substr(4)) {
      if (c < '0' || c > '9') return -1;
      n = n * 10 + (c - '0');
    }
    return n;
  }
  bool Take(std::string_view t) {
    if (s_.substr(i_, t.size()) != t) return false;
    i_ += t.size();
    Skip();
    return true;
  }
  void Skip() {
    while (i_ < s_.size() && (s_[i_] == ' ' || s_[i_] == '\t')) i_++;
  }

  std::string_view s_;
  size_t i_ = 0;
  int depth_ = 0;
  bool ok_ = true;
};

}  // namespace

std::string BuildConstraintVersion(std::string_view expression) {
  int version;
  if (!Constraint(expression).Parse(&version) || version < 0) return {};
  return version == 0 ? "go1" : "go1." + std::to_string(version);
}

void CheckDirectiveText(const Directive& d, Diags& diags) {
  auto error = [&](std::string text) { diags.Report(d.pos, DiagKind::kSyntax, std::move(text), kDirectiveText); };
  if (!d.blank) {
    error("misplaced compiler directive");
    return;
  }
  std::vector<std::string_view> fields = Fields(d.text);
  std::string verb(fields[0]);
  size_t args = fields.size() - 1;
  bool told = d.text.starts_with(verb + " ");  // some verbs mean nothing without a blank
  if (verb == "go:linkname") {
    if (told && args != 1 && args != 2) error("usage: //go:linkname localname [linkname]");
  } else if (verb == "go:embed") {
    // Patterns may be quoted; of a list with a malformed one none counts.
    std::string_view rest = d.text.substr(verb.size());
    constexpr std::string_view kBlanks = " \t\r";
    for (size_t i = 0; (i = rest.find_first_not_of(kBlanks, i)) != std::string_view::npos;) {
      size_t end = std::min(rest.find_first_of(kBlanks, i), rest.size());
      if (rest[i] == '"' || rest[i] == '`') {
        char quote = rest[i];
        end = i + 1;
        while (end < rest.size() && rest[end] != quote) end += quote == '"' && rest[end] == '\\' ? 2 : 1;
        end++;
        if (end > rest.size() || (end < rest.size() && kBlanks.find(rest[end]) == std::string_view::npos)) {
          error("invalid quoted string in //go:embed: " + std::string(rest.substr(i)));
          args = 0;
          break;
        }
      }
      i = end;
    }
    if (args == 0) error("usage: //go:embed pattern...");
  } else if (verb == "go:wasmimport") {
    if (told && args != 2) error("usage: //go:wasmimport importmodule importname");
  } else if (verb == "go:wasmexport") {
    if (told && args != 1) error("usage: //go:wasmexport exportname");
  } else if (verb.starts_with("go:cgo_") && verb != "go:cgo_import_dynamic") {
    error("//" + std::string(d.text) + " only allowed in cgo-generated code");
  } else {
    for (const Verb& v : kVerbs) {
      if (v.name != verb) continue;
      if (v.kind == kRuntimeVerb) error("//" + verb + " only allowed in runtime");
      if (v.kind == kKeepAliveVerb) error("//" + verb + " is only allowed in the standard library");
    }
  }
}

void CheckDirectivePlace(const Directive& d, PragmaPlace place, Diags& diags) {
  if (!d.blank) return;
  const char* code = place == PragmaPlace::kNowhere ? kDirectiveText : kDirectivePlace;
  std::vector<std::string_view> fields = Fields(d.text);
  if (fields[0] == "go:embed") {
    if (fields.size() > 1 && place != PragmaPlace::kVar) {
      diags.Report(d.pos, DiagKind::kSyntax, "misplaced go:embed directive", code);
    }
    return;
  }
  for (const Verb& v : kVerbs) {
    if (v.name == fields[0] &&
        place != (v.kind == kBuildVerb ? PragmaPlace::kFile : PragmaPlace::kFunc)) {
      diags.Report(d.pos, DiagKind::kSyntax, "misplaced compiler directive", code);
    }
  }
}

}  // namespace minigo::grammar
