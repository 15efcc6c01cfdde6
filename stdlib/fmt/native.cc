// Natives of package fmt: basic values, and the fast paths that format whole argument lists as long as they are basic.
#include "stdlib/fmt/format.h"
#include "stdlib/strconv/number.h"
#include "stdlib/unicode/tables.h"
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

using fmt::Formatter;

// One value of a basic kind, at p. False: bad verb.
std::tuple<GoSlice, bool> FormatBasic(M* m, GoSlice buf, uint32_t flags, int64_t wid, int64_t prec,
                                      int64_t kind, const void* p, int32_t verb) {
  std::string text;
  Formatter f{&text, flags, wid, prec};
  if (!f.Value(static_cast<Kind>(kind), p, verb)) return {buf, false};
  return {AppendBytes(m, buf, text), true};
}
std::tuple<GoSlice, bool> FormatUint(M* m, GoSlice buf, uint32_t flags, int64_t wid, int64_t prec,
                                     uint64_t v, int32_t verb) {
  std::string text;
  Formatter f{&text, flags, wid, prec};
  if (!f.Integer(v, false, verb)) return {buf, false};
  return {AppendBytes(m, buf, text), true};
}
std::tuple<GoSlice, bool> FormatBytes(M* m, GoSlice buf, uint32_t flags, int64_t wid, int64_t prec,
                                      GoSlice bytes, GoString type, int32_t verb) {
  std::string text;
  Formatter f{&text, flags, wid, prec};
  if (!f.Bytes(bytes, View(type), verb)) return {buf, false};
  return {AppendBytes(m, buf, text), true};
}
GoSlice PadString(M* m, GoSlice buf, uint32_t flags, int64_t wid, GoString s) {
  std::string text;
  Formatter f{&text, flags, wid, 0};
  f.PadString(View(s));
  return AppendBytes(m, buf, text);
}

// Formats an argument that has no methods and is no composite value. False: it is another one, or the verb is bad.
bool SimpleArg(M* m, Formatter* f, const Iface& arg, int32_t verb) {
  if (arg.type == nullptr) {
    if (verb != 'v' && verb != 'T') return false;
    f->PadString("<nil>");
    return true;
  }
  if (verb == 'T') {
    f->Text(arg.type->string.view());
    return true;
  }
  if (verb == 'p' || verb == 'w') return false;
  Kind kind = arg.type->kind;
  if (arg.type == m->rt->types.Basic(kind) && kind != Kind::kUnsafePointer) {
    return f->Value(kind, runtime::IfaceMemory(arg), verb);
  }
  if (kind == Kind::kSlice && arg.type == m->rt->types.Basic(Kind::kUint8)->slice_of.load(std::memory_order_acquire)) {
    GoSlice b;
    std::memcpy(static_cast<void*>(&b), arg.data, sizeof b);
    return f->Bytes(b, "[]byte", verb);
  }
  return false;
}

// Goes on with a format from `pos` and argument `arg` until an argument or directive that needs package fmt proper. Returns
// the buffer, where that directive's '%' stands (len(format): none), and its argument.
std::tuple<GoSlice, int64_t, int64_t> FastFormat(M* m, GoSlice buf, GoString format, int64_t pos,
                                                 GoSlice args, int64_t arg) {
  std::string text;
  const char* s = format.data;
  const Iface* a = args.as<Iface>();
  while (pos < format.len) {
    const void* percent = std::memchr(s + pos, '%', static_cast<size_t>(format.len - pos));
    int64_t i = percent == nullptr ? format.len : static_cast<const char*>(percent) - s;
    text.append(s + pos, static_cast<size_t>(i - pos));
    pos = i;
    if (pos == format.len) break;
    i++;
    Formatter f{&text};
    for (; i < format.len; i++) {
      uint32_t flag = s[i] == '#'   ? fmt::kSharp
                      : s[i] == '0' ? fmt::kZero
                      : s[i] == '+' ? fmt::kPlus
                      : s[i] == '-' ? fmt::kMinus
                      : s[i] == ' ' ? fmt::kSpace
                                    : 0u;
      if (flag == 0) break;
      f.flags |= flag;
    }
    auto number = [&](int64_t* n) {
      bool any = false;
      for (; i < format.len && s[i] >= '0' && s[i] <= '9' && *n < 100000; i++, any = true) {
        *n = *n * 10 + (s[i] - '0');
      }
      return any;
    };
    if (number(&f.wid)) f.flags |= fmt::kWidth;
    if (i + 1 < format.len && s[i] == '.') {
      i++;
      number(&f.prec);
      f.flags |= fmt::kPrec;
    }
    if (i >= format.len) break;
    char verb = s[i++];
    if (verb == '%') {
      text += '%';
      pos = i;
      continue;
    }
    if (arg >= args.len || !((verb >= 'a' && verb <= 'z') || (verb >= 'A' && verb <= 'Z'))) break;
    if (verb == 'v') {
      if (f.flags & fmt::kSharp) f.flags = (f.flags & ~fmt::kSharp) | fmt::kSharpV;
      if (f.flags & fmt::kPlus) f.flags = (f.flags & ~fmt::kPlus) | fmt::kPlusV;
    }
    if (!SimpleArg(m, &f, a[arg], verb)) break;
    arg++;
    pos = i;
  }
  return {AppendBytes(m, buf, text), pos, arg};
}

// Print and Println from argument i on, until one that needs package fmt proper: its index is returned, the space before it
// is written.
std::tuple<GoSlice, int64_t> FastPrint(M* m, GoSlice buf, GoSlice args, int64_t i, bool line) {
  std::string text;
  const Iface* a = args.as<Iface>();
  auto is_string = [](const Iface& x) { return x.type != nullptr && x.type->kind == Kind::kString; };
  for (; i < args.len; i++) {
    // The space before the first argument of a later call is up to that call, too.
    if (i > 0 && (line || (!is_string(a[i]) && !is_string(a[i - 1])))) text += ' ';
    Formatter f{&text};
    if (!SimpleArg(m, &f, a[i], 'v')) break;
  }
  if (line && i == args.len) text += '\n';
  return {AppendBytes(m, buf, text), i};
}

}  // namespace

MINIGO_NATIVES(fmt, Native<&FormatBasic>("formatBasic"), Native<&FormatUint>("formatUint"),
               Native<&FormatBytes>("formatBytes"), Native<&PadString>("padString"),
               Native<&FastFormat>("fastFormat"), Native<&FastPrint>("fastPrint"))

}  // namespace minigo::stdlib
