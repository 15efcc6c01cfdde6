// This file implements the formatting of messages.
#include "interp/types/format.h"

#include <algorithm>
#include <initializer_list>

#include "grammar/runes.h"
#include "interp/types/checker.h"
#include "interp/types/version.h"

namespace minigo::types {

namespace {

template <typename T, typename F>
void AppendList(std::string* out, const void* data, size_t n, F append) {
  T* const* list = static_cast<T* const*>(data);
  *out += '[';
  for (size_t i = 0; i < n; i++) {
    if (i > 0) *out += ", ";
    append(list[i]);
  }
  *out += ']';
}

void AppendHex(std::string* out, uint64_t v) {
  char buf[16];
  int n = 0;
  do {
    buf[n++] = "0123456789abcdef"[v & 15];
    v >>= 4;
  } while (v != 0);
  while (n > 0) *out += buf[--n];
}

}  // namespace

Arg::Arg(const GoVersion& v) : kind_(Kind::kVersion), i_(v.minor) {}

void Arg::AppendTo(std::string* out, Checker* check) const {
  switch (kind_) {
    case Kind::kNil: *out += "<nil>"; break;
    case Kind::kType: WriteType(out, static_cast<const Type*>(p_), check); break;
    case Kind::kObject: *out += ObjectString(static_cast<const Object*>(p_), check); break;
    case Kind::kOperand: *out += OperandString(static_cast<const Operand*>(p_), check); break;
    case Kind::kNode: *out += grammar::ExprString(static_cast<const grammar::Node*>(p_)); break;
    case Kind::kConst: *out += ConstString(static_cast<Const>(p_)); break;
    case Kind::kString: *out += s_; break;
    case Kind::kInt: *out += std::to_string(i_); break;
    case Kind::kUint: *out += std::to_string(static_cast<uint64_t>(i_)); break;
    case Kind::kBool: *out += i_ != 0 ? "true" : "false"; break;
    case Kind::kPos:
      *out += check == nullptr ? std::to_string(i_) : check->PosString(static_cast<grammar::Pos>(i_));
      break;
    case Kind::kVersion: *out += GoVersion{static_cast<int>(i_)}.String(); break;
    case Kind::kOperands:
      AppendList<Operand>(out, p_, n_, [&](Operand* x) { *out += OperandString(x, check); });
      break;
    case Kind::kExprs:
      AppendList<grammar::Expr>(out, p_, n_, [&](grammar::Expr* x) { *out += grammar::ExprString(x); });
      break;
    case Kind::kTypes:
      AppendList<Type>(out, p_, n_, [&](Type* t) { WriteType(out, t, check); });
      break;
    case Kind::kTypeParams:
      AppendList<TypeParam>(out, p_, n_, [&](TypeParam* t) { WriteType(out, t, check); });
      break;
  }
}

std::string SprintfV(Checker* check, std::string_view format, const Arg* args, size_t nargs) {
  std::string out;
  out.reserve(format.size() + 16 * nargs);
  size_t next = 0;
  for (size_t i = 0; i < format.size(); i++) {
    char c = format[i];
    if (c != '%') {
      out += c;
      continue;
    }
    bool sharp = false;
    if (++i < format.size() && format[i] == '#') sharp = true, i++;
    if (i >= format.size()) break;
    if (format[i] == '%') {
      out += '%';
      continue;
    }
    MINIGO_DCHECK(next < nargs);
    if (next >= nargs) break;
    const Arg& arg = args[next++];
    switch (format[i]) {
      case 'q': {
        std::string s;
        arg.AppendTo(&s, check);
        out += Quote(s);
        break;
      }
      case 'x':
        if (sharp) out += "0x";
        AppendHex(&out, static_cast<uint64_t>(arg.int_value()));
        break;
      case 'U': out += grammar::FormatRuneU(static_cast<grammar::Rune>(arg.int_value())); break;
      case 'c': grammar::AppendRune(&out, static_cast<grammar::Rune>(arg.int_value())); break;
      default: arg.AppendTo(&out, check); break;
    }
  }
  MINIGO_DCHECK(next == nargs);
  return out;
}

std::string Quote(std::string_view s) {
  std::string out = "\"";
  const auto* p = reinterpret_cast<const uint8_t*>(s.data());
  const uint8_t* end = p + s.size();
  while (p < end) {
    int width;
    grammar::Rune r = grammar::DecodeRune(p, end, &width);
    if (r == grammar::kRuneError && width == 1) {
      out += "\\x";
      out += "0123456789abcdef"[*p >> 4];
      out += "0123456789abcdef"[*p & 15];
    } else if (r == '"' || r == '\\') {
      out += '\\';
      out += static_cast<char>(r);
    } else if (grammar::IsPrint(r)) {
      grammar::AppendRune(&out, r);
    } else {
      static constexpr std::string_view kFrom = "\a\b\f\n\r\t\v";
      static constexpr std::string_view kTo = "abfnrtv";
      size_t at = r < 0x80 ? kFrom.find(static_cast<char>(r)) : std::string_view::npos;
      if (at != std::string_view::npos) {
        out += '\\';
        out += kTo[at];
      } else {
        char buf[12];
        snprintf(buf, sizeof buf, r < 0x80 ? "\\x%02x" : r < 0x10000 ? "\\u%04x" : "\\U%08x", r);
        out += buf;
      }
    }
    p += width;
  }
  return out + '"';
}

// ---------------------------------------------------------------- names of packages

// Nothing for the package being checked; a path where several packages have the name.
std::string Checker::QualifierOf(const Package* p) {
  if (p == pkg) return {};
  if (seen_pkgs.empty() && pkg != nullptr) MarkImports(pkg);
  auto it = pkg_paths.find(View(p->name));
  if (it != pkg_paths.end() && it->second.size() > 1) return Quote(p->path);
  return std::string(View(p->name));
}

void Checker::MarkImports(const Package* p) {
  if (!seen_pkgs.insert(p).second) return;
  pkg_paths[View(p->name)].insert(p->path);
  if (p->library) {
    // In the library of gc there is an internal/sync below sync, an internal/strconv below strconv, an
    // internal/runtime/atomic below all that needs the runtime, and a module of cryptography below what needs some,
    // with a time, a sha3 and a rand of its own. Ours has other internal packages.
    static constexpr std::string_view kWithoutRuntime[] = {"cmp",   "container/list", "container/ring", "math", "math/bits", "math/cmplx",
                                                           "sync/atomic", "unicode", "unicode/utf16", "unicode/utf8", "unsafe"};
    if (p->path == "sync") pkg_paths["sync"].insert("internal/sync");
    if (p->path == "strconv") pkg_paths["strconv"].insert("internal/strconv");
    if (std::find(std::begin(kWithoutRuntime), std::end(kWithoutRuntime), p->path) == std::end(kWithoutRuntime)) {
      pkg_paths["atomic"].insert("internal/runtime/atomic");
    }
    auto one_of = [p](std::initializer_list<std::string_view> paths) {
      return std::find(paths.begin(), paths.end(), p->path) != paths.end();
    };
    bool web = p->path == "expvar" || p->path == "net/http" || p->path.starts_with("net/http/");
    bool random = web || one_of({"crypto/rand", "mime/multipart"});
    if (random || (p->path.starts_with("crypto/") && !one_of({"crypto/sha3", "crypto/subtle"}))) {
      pkg_paths["time"].insert("crypto/internal/fips140deps/time");
    }
    if (web || one_of({"crypto/hkdf", "crypto/hmac", "crypto/pbkdf2", "crypto/sha3"})) {
      pkg_paths["sha3"].insert("crypto/internal/fips140/sha3");
    }
    if (random) pkg_paths["rand"].insert("crypto/internal/rand");
  }
  for (const Package* imported : p->imports) {
    if (!imported->path.starts_with("internal/")) MarkImports(imported);
  }
}

}  // namespace minigo::types
