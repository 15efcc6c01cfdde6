// Natives of package strings.
#include <algorithm>

#include "stdlib/strings/text.h"
#include "stdlib/unicode/tables.h"
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

using text::sv;

GoString Sub(sv s) { return GoString(s.data(), static_cast<int64_t>(s.size())); }
GoSlice Parts(M* m, const std::vector<sv>& parts) {
  GoSlice out;
  int64_t n = static_cast<int64_t>(parts.size());
  if (runtime::MakeSlice(m, m->rt->types.Basic(Kind::kString), n, n, &out) !=
      runtime::SliceError::kNone) {
    runtime::PanicRuntimeError(m, "makeslice: len out of range");
    return out;
  }
  for (int64_t i = 0; i < n; i++) out.as<GoString>()[i] = Sub(parts[i]);
  return out;
}
GoString OrSame(M* m, GoString s, const std::optional<std::string>& t) {
  return t ? MakeString(m, *t) : s;
}

int64_t Index(GoString s, GoString sep) { return text::Index(View(s), View(sep)); }
int64_t LastIndex(GoString s, GoString sep) { return text::LastIndex(View(s), View(sep)); }
int64_t IndexByte(GoString s, uint8_t c) { return text::IndexByte(View(s), c); }
int64_t LastIndexByte(GoString s, uint8_t c) { return text::LastIndexByte(View(s), c); }
int64_t IndexRune(GoString s, int32_t r) { return text::IndexRune(View(s), r); }
int64_t IndexAny(GoString s, GoString chars) { return text::IndexAny(View(s), View(chars)); }
int64_t LastIndexAny(GoString s, GoString chars) {
  return text::LastIndexAny(View(s), View(chars));
}
bool Contains(GoString s, GoString sub) { return text::Index(View(s), View(sub)) >= 0; }
bool ContainsAny(GoString s, GoString chars) { return text::IndexAny(View(s), View(chars)) >= 0; }
bool ContainsRune(GoString s, int32_t r) { return text::IndexRune(View(s), r) >= 0; }
int64_t Count(GoString s, GoString sep) { return text::Count(View(s), View(sep)); }
bool EqualFold(GoString s, GoString t) { return text::EqualFold(View(s), View(t)); }
int64_t Compare(GoString a, GoString b) { return text::Compare(View(a), View(b)); }
bool HasPrefix(GoString s, GoString p) { return View(s).starts_with(View(p)); }
bool HasSuffix(GoString s, GoString p) { return View(s).ends_with(View(p)); }

GoString TrimLeft(GoString s, GoString cut) { return Sub(text::TrimLeft(View(s), View(cut))); }
GoString TrimRight(GoString s, GoString cut) { return Sub(text::TrimRight(View(s), View(cut))); }
GoString Trim(GoString s, GoString cut) {
  return Sub(text::TrimRight(text::TrimLeft(View(s), View(cut)), View(cut)));
}
GoString TrimSpace(GoString s) { return Sub(text::TrimSpace(View(s))); }
GoString TrimPrefix(GoString s, GoString p) {
  return View(s).starts_with(View(p)) ? Sub(View(s).substr(p.len)) : s;
}
GoString TrimSuffix(GoString s, GoString p) {
  return View(s).ends_with(View(p)) ? Sub(View(s).substr(0, s.len - p.len)) : s;
}

std::tuple<GoString, GoString, bool> Cut(GoString s, GoString sep) {
  int64_t i = text::Index(View(s), View(sep));
  if (i < 0) return {s, GoString(), false};
  return {GoString(s.data, i), Sub(View(s).substr(i + sep.len)), true};
}
GoSlice Split(M* m, GoString s, GoString sep, int64_t save, int64_t n) {
  if (n == 0) return {};
  return Parts(m, text::Split(View(s), View(sep), save, n));
}
GoSlice Fields(M* m, GoString s) { return Parts(m, text::Fields(View(s))); }

GoString ToUpper(M* m, GoString s) { return OrSame(m, s, text::ToCase(unicode::kUpper, View(s))); }
GoString ToLower(M* m, GoString s) { return OrSame(m, s, text::ToCase(unicode::kLower, View(s))); }
GoString ToTitle(M* m, GoString s) { return OrSame(m, s, text::ToCase(unicode::kTitle, View(s))); }
GoString ToValidUTF8(M* m, GoString s, GoString to) {
  return OrSame(m, s, text::ToValidUTF8(View(s), View(to)));
}
GoString Replace(M* m, GoString s, GoString from, GoString to, int64_t n) {
  return OrSame(m, s, text::Replace(View(s), View(from), View(to), n));
}

GoString NewBytes(M* m, int64_t n, char** out) {
  *out = static_cast<char*>(m->rt->heap.NewBytes(m, n, false));
  return GoString(*out, n);
}
GoString Repeat(M* m, GoString s, int64_t count) {
  if (count < 0) {
    runtime::PanicString(m, "strings: negative Repeat count");
    return {};
  }
  int64_t n;
  if (__builtin_mul_overflow(s.len, count, &n)) {
    runtime::PanicString(m, "strings: Repeat output length overflow");
    return {};
  }
  if (n == 0) return {};
  if (count == 1) return s;
  if (n >= int64_t{1} << 47) {
    runtime::PanicRuntimeError(m, "makeslice: len out of range");
    return {};
  }
  char* p;
  GoString out = NewBytes(m, n, &p);
  std::memcpy(p, s.data, s.len);
  for (int64_t done = s.len; done < n;) {
    int64_t more = std::min(done, n - done);
    std::memcpy(p + done, p, more);
    done += more;
  }
  return out;
}
GoString Join(M* m, GoSlice elems, GoString sep) {
  const GoString* e = elems.as<GoString>();
  if (elems.len == 0) return {};
  if (elems.len == 1) return e[0];
  int64_t n = 0;
  bool over = __builtin_mul_overflow(sep.len, elems.len - 1, &n);
  for (int64_t i = 0; i < elems.len && !over; i++) over = __builtin_add_overflow(n, e[i].len, &n);
  if (over) {
    runtime::PanicString(m, "strings: Join output length overflow");
    return {};
  }
  if (n == 0) return {};
  if (n >= int64_t{1} << 47) {
    runtime::PanicRuntimeError(m, "makeslice: len out of range");
    return {};
  }
  char* p;
  GoString out = NewBytes(m, n, &p);
  // Another goroutine may race on the slice: never write past the end.
  const char* end = p + n;
  auto put = [&](GoString s) {
    int64_t k = std::min<int64_t>(s.len, end - p);
    if (k > 0) std::memcpy(p, s.data, k);
    p += k;
  };
  for (int64_t i = 0; i < elems.len; i++) {
    if (i != 0) put(sep);
    put(e[i]);
  }
  std::memset(p, 0, end - p);
  return out;
}
GoString Clone(M* m, GoString s) { return MakeString(m, View(s)); }

GoSlice MakeBytes(M* m, int64_t n) {
  GoSlice out;
  if (!runtime::GrowSlice(m, m->rt->types.Basic(Kind::kUint8), {}, n, &out)) {
    runtime::PanicRuntimeError(m, "makeslice: len out of range");
  }
  return out;
}

}  // namespace

MINIGO_NATIVES(strings, Native<&Index>("Index"), Native<&LastIndex>("LastIndex"),
               Native<&IndexByte>("IndexByte"), Native<&LastIndexByte>("LastIndexByte"),
               Native<&IndexRune>("IndexRune"), Native<&IndexAny>("IndexAny"),
               Native<&LastIndexAny>("LastIndexAny"), Native<&Contains>("Contains"),
               Native<&ContainsAny>("ContainsAny"), Native<&ContainsRune>("ContainsRune"),
               Native<&Count>("Count"), Native<&EqualFold>("EqualFold"),
               Native<&Compare>("Compare"), Native<&HasPrefix>("HasPrefix"),
               Native<&HasSuffix>("HasSuffix"), Native<&TrimLeft>("TrimLeft"),
               Native<&TrimRight>("TrimRight"), Native<&Trim>("Trim"),
               Native<&TrimSpace>("TrimSpace"), Native<&TrimPrefix>("TrimPrefix"),
               Native<&TrimSuffix>("TrimSuffix"), Native<&Cut>("Cut"), Native<&Split>("split"),
               Native<&Fields>("Fields"), Native<&ToUpper>("ToUpper"),
               Native<&ToLower>("ToLower"), Native<&ToTitle>("ToTitle"),
               Native<&ToValidUTF8>("ToValidUTF8"), Native<&Replace>("Replace"),
               Native<&Repeat>("Repeat"), Native<&Join>("Join"), Native<&Clone>("Clone"), Native<&MakeBytes>("makeBytes"))

}  // namespace minigo::stdlib
