// Natives of package bytes.
#include <algorithm>

#include "stdlib/strings/text.h"
#include "stdlib/unicode/tables.h"
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

using text::sv;

GoSlice Make(M* m, int64_t n) {
  GoSlice out;
  if (runtime::MakeSlice(m, m->rt->types.Basic(Kind::kUint8), n, n, &out) !=
      runtime::SliceError::kNone) {
    runtime::PanicRuntimeError(m, "makeslice: len out of range");
  }
  return out;
}
GoSlice Copy(M* m, sv s) {
  GoSlice out = Make(m, static_cast<int64_t>(s.size()));
  if (!s.empty()) std::memcpy(out.data, s.data(), s.size());
  return out;
}
GoSlice OrCopy(M* m, GoSlice s, const std::optional<std::string>& t) {
  return Copy(m, t ? sv(*t) : View(s));
}
// The part of s, to its capacity unless `clip`.
GoSlice Sub(GoSlice s, sv part, bool clip = false) {
  int64_t off = part.data() - static_cast<const char*>(s.data);
  int64_t n = static_cast<int64_t>(part.size());
  return {static_cast<char*>(s.data) + off, n, clip ? n : s.cap - off};
}
GoSlice SubOrNil(GoSlice s, sv part) { return part.empty() ? GoSlice() : Sub(s, part); }

// [][]byte; all parts but the last, and that too if clip_last, have no spare capacity.
GoSlice Parts(M* m, GoSlice s, const std::vector<sv>& parts, bool clip_last) {
  GoSlice out;
  int64_t n = static_cast<int64_t>(parts.size());
  const Type* elem = m->rt->types.SliceOf(m->rt->types.Basic(Kind::kUint8));
  if (runtime::MakeSlice(m, elem, n, n, &out) != runtime::SliceError::kNone) {
    runtime::PanicRuntimeError(m, "makeslice: len out of range");
    return out;
  }
  for (int64_t i = 0; i < n; i++) {
    out.as<GoSlice>()[i] = Sub(s, parts[i], clip_last || i + 1 < n);
  }
  return out;
}

int64_t Index(GoSlice s, GoSlice sep) { return text::Index(View(s), View(sep)); }
int64_t LastIndex(GoSlice s, GoSlice sep) { return text::LastIndex(View(s), View(sep)); }
int64_t IndexByte(GoSlice s, uint8_t c) { return text::IndexByte(View(s), c); }
int64_t LastIndexByte(GoSlice s, uint8_t c) { return text::LastIndexByte(View(s), c); }
int64_t IndexRune(GoSlice s, int32_t r) { return text::IndexRune(View(s), r); }
int64_t IndexAny(GoSlice s, GoString chars) { return text::IndexAny(View(s), View(chars)); }
int64_t LastIndexAny(GoSlice s, GoString chars) { return text::LastIndexAny(View(s), View(chars)); }
bool Contains(GoSlice s, GoSlice sub) { return text::Index(View(s), View(sub)) >= 0; }
bool ContainsAny(GoSlice s, GoString chars) { return text::IndexAny(View(s), View(chars)) >= 0; }
bool ContainsRune(GoSlice s, int32_t r) { return text::IndexRune(View(s), r) >= 0; }
int64_t Count(GoSlice s, GoSlice sep) { return text::Count(View(s), View(sep)); }
bool Equal(GoSlice a, GoSlice b) { return View(a) == View(b); }
bool EqualFold(GoSlice s, GoSlice t) { return text::EqualFold(View(s), View(t)); }
int64_t Compare(GoSlice a, GoSlice b) { return text::Compare(View(a), View(b)); }
bool HasPrefix(GoSlice s, GoSlice p) { return View(s).starts_with(View(p)); }
bool HasSuffix(GoSlice s, GoSlice p) { return View(s).ends_with(View(p)); }

GoSlice TrimLeft(GoSlice s, GoString cut) { return SubOrNil(s, text::TrimLeft(View(s), View(cut))); }
GoSlice TrimRight(GoSlice s, GoString cut) {
  return s.len == 0 || cut.len == 0 ? s : Sub(s, text::TrimRight(View(s), View(cut)));
}
GoSlice Trim(GoSlice s, GoString cut) {
  if (s.len == 0) return {};
  if (cut.len == 0) return s;
  return SubOrNil(s, text::TrimRight(text::TrimLeft(View(s), View(cut)), View(cut)));
}
GoSlice TrimSpace(GoSlice s) { return SubOrNil(s, text::TrimSpace(View(s))); }
GoSlice TrimPrefix(GoSlice s, GoSlice p) {
  return View(s).starts_with(View(p)) ? Sub(s, View(s).substr(p.len)) : s;
}
GoSlice TrimSuffix(GoSlice s, GoSlice p) {
  return View(s).ends_with(View(p)) ? Sub(s, View(s).substr(0, s.len - p.len)) : s;
}

std::tuple<GoSlice, GoSlice, bool> Cut(GoSlice s, GoSlice sep) {
  int64_t i = text::Index(View(s), View(sep));
  if (i < 0) return {s, GoSlice(), false};
  return {Sub(s, View(s).substr(0, i)), Sub(s, View(s).substr(i + sep.len)), true};
}
GoSlice Split(M* m, GoSlice s, GoSlice sep, int64_t save, int64_t n) {
  if (n == 0) return {};
  return Parts(m, s, text::Split(View(s), View(sep), save, n), sep.len == 0);
}
GoSlice Fields(M* m, GoSlice s) { return Parts(m, s, text::Fields(View(s)), true); }

GoSlice ToUpper(M* m, GoSlice s) { return OrCopy(m, s, text::ToCase(unicode::kUpper, View(s))); }
GoSlice ToLower(M* m, GoSlice s) { return OrCopy(m, s, text::ToCase(unicode::kLower, View(s))); }
GoSlice ToTitle(M* m, GoSlice s) { return OrCopy(m, s, text::ToCase(unicode::kTitle, View(s))); }
GoSlice ToValidUTF8(M* m, GoSlice s, GoSlice to) {
  return OrCopy(m, s, text::ToValidUTF8(View(s), View(to)));
}
GoSlice Replace(M* m, GoSlice s, GoSlice from, GoSlice to, int64_t n) {
  return OrCopy(m, s, text::Replace(View(s), View(from), View(to), n));
}
GoSlice Repeat(M* m, GoSlice s, int64_t count) {
  int64_t n;
  if (count < 0) {
    runtime::PanicString(m, "bytes: negative Repeat count");
    return {};
  }
  if (__builtin_mul_overflow(s.len, count, &n)) {
    runtime::PanicString(m, "bytes: Repeat output length overflow");
    return {};
  }
  GoSlice out = Make(m, n);
  if (n == 0 || out.len != n) return out;
  char* p = out.as<char>();
  std::memcpy(p, s.data, s.len);
  for (int64_t done = s.len; done < n;) {
    int64_t more = std::min(done, n - done);
    std::memcpy(p + done, p, more);
    done += more;
  }
  return out;
}
// append([]byte(nil), make([]byte, n)...)
GoSlice MakeBytes(M* m, int64_t n) {
  GoSlice out;
  if (!runtime::GrowSlice(m, m->rt->types.Basic(Kind::kUint8), {}, n, &out)) {
    runtime::PanicRuntimeError(m, "makeslice: len out of range");
  }
  return out;
}

}  // namespace

MINIGO_NATIVES(bytes, Native<&Index>("Index"), Native<&LastIndex>("LastIndex"),
               Native<&IndexByte>("IndexByte"), Native<&LastIndexByte>("LastIndexByte"),
               Native<&IndexRune>("IndexRune"), Native<&IndexAny>("IndexAny"),
               Native<&LastIndexAny>("LastIndexAny"), Native<&Contains>("Contains"),
               Native<&ContainsAny>("ContainsAny"), Native<&ContainsRune>("ContainsRune"),
               Native<&Count>("Count"), Native<&Equal>("Equal"), Native<&EqualFold>("EqualFold"),
               Native<&Compare>("Compare"), Native<&HasPrefix>("HasPrefix"),
               Native<&HasSuffix>("HasSuffix"), Native<&TrimLeft>("TrimLeft"),
               Native<&TrimRight>("TrimRight"), Native<&Trim>("Trim"),
               Native<&TrimSpace>("TrimSpace"), Native<&TrimPrefix>("TrimPrefix"),
               Native<&TrimSuffix>("TrimSuffix"), Native<&Cut>("Cut"), Native<&Split>("split"),
               Native<&Fields>("Fields"), Native<&ToUpper>("ToUpper"),
               Native<&ToLower>("ToLower"), Native<&ToTitle>("ToTitle"),
               Native<&ToValidUTF8>("ToValidUTF8"), Native<&Replace>("Replace"),
               Native<&Repeat>("Repeat"), Native<&MakeBytes>("makeBytes"))

}  // namespace minigo::stdlib
