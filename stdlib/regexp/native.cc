// Natives of package regexp, over RE2, whose syntax and leftmost-first matching are Go's.
#include <re2/re2.h>

#include <vector>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

// RE2's pattern for Go's: (?<name>re) is spelled (?P<name>re). False: \C, which Go does not have.
bool Translate(std::string_view s, std::string* out) {
  bool in_class = false;
  for (size_t i = 0; i < s.size(); i++) {
    char c = s[i];
    if (c == '\\' && i + 1 < s.size()) {
      if (s[i + 1] == 'C' && !in_class) return false;
      if (s[i + 1] == 'Q' && !in_class) {
        size_t end = s.find("\\E", i + 2);
        end = end == s.npos ? s.size() : end + 2;
        out->append(s, i, end - i);
        i = end - 1;
        continue;
      }
      out->append(s, i++, 2);
      continue;
    }
    if (in_class) {
      if (s.substr(i).starts_with("[:")) {
        size_t end = s.find(":]", i + 2);
        if (end != s.npos) {
          out->append(s, i, end + 2 - i);
          i = end + 1;
          continue;
        }
      }
      if (c == ']') in_class = false;
    } else if (c == '[') {
      in_class = true;
      out->push_back(c);
      // A ] in the first place is a member.
      if (i + 1 < s.size() && s[i + 1] == '^') out->push_back(s[++i]);
      if (i + 1 < s.size() && s[i + 1] == ']') out->push_back(s[++i]);
      continue;
    } else if (s.substr(i).starts_with("(?<")) {
      out->append("(?P<");
      i += 2;
      continue;
    }
    out->push_back(c);
  }
  return true;
}

using sv = std::string_view;

enum Flag : int64_t { kPosix = 1, kLongest = 2 };

// func compile(expr string, flags int) (handle uintptr, code int, arg string, names []string)
std::tuple<uint64_t, int64_t, GoString, GoSlice> Compile(M* m, GoString expr, int64_t flags) {
  std::string pattern;
  if (!Translate(View(expr), &pattern)) {
    return {0, RE2::ErrorBadEscape, MakeString(m, "\\C"), GoSlice()};
  }
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(int64_t{64} << 20);
  options.set_posix_syntax((flags & kPosix) != 0);
  options.set_longest_match((flags & kLongest) != 0);
  auto* re = new RE2(pattern, options);
  if (!re->ok()) {
    std::string arg = re->error_arg();
    int64_t code = re->error_code();
    // What the error quotes is spelled as it was.
    if (View(expr).find("(?P<") == sv::npos) {
      for (size_t at; (at = arg.find("(?P<")) != arg.npos;) arg.erase(at + 2, 1);
    }
    delete re;
    return {0, code, MakeString(m, arg), GoSlice()};
  }
  std::vector<std::string_view> names(re->NumberOfCapturingGroups() + 1);
  for (const auto& [index, name] : re->CapturingGroupNames()) names[index] = name;
  GoSlice list = runtime::NewStringSlice(m, names.data(), static_cast<int64_t>(names.size()));
  return {reinterpret_cast<uint64_t>(re), 0, GoString(), list};
}
void Free(uint64_t handle) { delete reinterpret_cast<RE2*>(handle); }

// func find(handle uintptr, s string, pos int, caps []int) bool; caps holds pairs, -1 where a group has no match.
bool Find(uint64_t handle, GoString s, int64_t pos, GoSlice caps) {
  const RE2* re = reinterpret_cast<RE2*>(handle);
  re2::StringPiece few[8];
  std::vector<re2::StringPiece> many;
  int n = static_cast<int>(caps.len / 2);
  re2::StringPiece* groups = few;
  if (n > 8) {
    many.resize(n);
    groups = many.data();
  }
  // RE2 takes a null text for a missing one.
  re2::StringPiece text(s.len == 0 ? "" : s.data, s.len);
  if (!re->Match(text, pos, s.len, RE2::UNANCHORED, groups, n)) return false;
  for (int i = 0; i < n; i++) {
    bool none = groups[i].data() == nullptr;
    int64_t start = none ? -1 : groups[i].data() - text.data();
    caps.as<int64_t>()[2 * i] = start;
    caps.as<int64_t>()[2 * i + 1] = none ? -1 : start + static_cast<int64_t>(groups[i].size());
  }
  return true;
}

}  // namespace

MINIGO_NATIVES(regexp, Native<&Compile>("compileNative"), Native<&Free>("free"),
               Native<&Find>("find"))

}  // namespace minigo::stdlib
