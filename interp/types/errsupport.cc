// This file implements support functions for error messages.
#include <string>

#include "interp/types/checker.h"

namespace minigo::types {

namespace {

// s without its first character.
std::string_view Tail(std::string_view s) {
  size_t i = 1;
  while (i < s.size() && (static_cast<unsigned char>(s[i]) & 0xC0) == 0x80) i++;
  return s.size() <= 1 ? (s.size() == 1 ? s : std::string_view())
                       : (i < s.size() ? s.substr(i) : s);
}

}  // namespace

// Why `type` has no field or method sel; obj, if there is one, is what its name is nearly.
std::string Checker::LookupError(Type* type, Symbol sel, Object* obj, bool struct_lit) {
  enum { kMissing, kMisspelled, kUnexported, kInaccessible } e = kMissing;
  std::string_view want = View(sel), alt;
  if (obj != nullptr) {
    alt = View(obj->name);
    if (obj->pkg == pkg) {
      e = kMisspelled;
    } else if (IsExported(want)) {
      if (IsExported(alt)) {
        e = kMisspelled;
      } else if (Tail(want) == Tail(alt)) {
        e = kUnexported;
      }
    } else if (IsExported(alt)) {
      if (Tail(want) == Tail(alt)) e = kMisspelled;
    } else if (want == alt) {
      e = kInaccessible;
    }
  }

  if (struct_lit) {
    switch (e) {
      case kMissing:
        return Sprintf("unknown field %s in struct literal of type %s", want, type);
      case kMisspelled:
        return Sprintf("unknown field %s in struct literal of type %s, but does have %s", want,
                       type, alt);
      case kUnexported:
        return Sprintf("unknown field %s in struct literal of type %s, but does have unexported %s",
                       want, type, alt);
      case kInaccessible:
        return Sprintf("cannot refer to unexported field %s in struct literal of type %s", alt,
                       type);
    }
  }

  std::string_view what = "object";
  if (Is<Var>(obj) != nullptr) what = "field";
  if (Is<Func>(obj) != nullptr) what = "method";
  switch (e) {
    case kMissing:
      return Sprintf("type %s has no field or method %s", type, want);
    case kMisspelled:
      return Sprintf("type %s has no field or method %s, but does have %s %s", type, want, what,
                     alt);
    case kUnexported:
      return Sprintf("type %s has no field or method %s, but does have unexported %s %s", type,
                     want, what, alt);
    case kInaccessible:
      return Sprintf("cannot refer to unexported %s %s", what, alt);
  }
  return {};
}

}  // namespace minigo::types
