// The leaves of formatting: basic values with flags, width and precision.
#include "stdlib/fmt/format.h"

#include <algorithm>

#include "stdlib/strconv/number.h"
#include "stdlib/unicode/tables.h"

namespace minigo::stdlib::fmt {
namespace {

int64_t RuneCount(std::string_view s) {
  int64_t n = 0;
  for (const char *p = s.data(), *end = p + s.size(); p < end; n++) {
    int32_t r;
    p += static_cast<uint8_t>(*p) < 0x80 ? 1 : unicode::Decode(p, end, &r);
  }
  return n;
}

template <typename T>
T Load(const void* p) {
  T v;
  std::memcpy(static_cast<void*>(&v), p, sizeof v);
  return v;
}

constexpr char kLower[] = "0123456789abcdefx";
constexpr char kUpper[] = "0123456789ABCDEFX";

}  // namespace

void Formatter::Padding(int64_t n, bool zero) {
  if (n > 0) out->append(static_cast<size_t>(n), zero && !Has(kMinus) ? '0' : ' ');
}

void Formatter::Pad(std::string_view s, bool zero) {
  if (!Has(kWidth) || wid == 0) {
    *out += s;
    return;
  }
  int64_t width = wid - RuneCount(s);
  if (!Has(kMinus)) Padding(width, zero);
  *out += s;
  if (Has(kMinus)) Padding(width, zero);
}

void Formatter::PadString(std::string_view s) { Pad(s, Has(kZero)); }
void Formatter::Text(std::string_view s) { PadString(Truncate(s)); }

std::string_view Formatter::Truncate(std::string_view s) const {
  if (!Has(kPrec)) return s;
  int64_t n = prec;
  for (const char *p = s.data(), *end = p + s.size(); p < end;) {
    if (--n < 0) return s.substr(0, p - s.data());
    int32_t r;
    p += unicode::Decode(p, end, &r);
  }
  return s;
}

void Formatter::Int(uint64_t u, int base, bool is_signed, int32_t verb, bool upper) {
  bool negative = is_signed && static_cast<int64_t>(u) < 0;
  if (negative) u = 0 - u;
  const char* digits = upper ? kUpper : kLower;
  int64_t least = 0;  // digits
  if (Has(kPrec)) {
    least = prec;
    if (least == 0 && u == 0) {
      Padding(wid, false);
      return;
    }
  } else if (Has(kZero) && !Has(kMinus) && Has(kWidth)) {
    least = wid;
    if (negative || Has(kPlus | kSpace)) least--;
  }
  char buf[96];
  char* p = buf + sizeof buf;
  int shift = base == 16 ? 4 : base == 8 ? 3 : 1;
  do {
    if (base == 10) {
      *--p = static_cast<char>('0' + u % 10);
      u /= 10;
    } else {
      *--p = digits[u & (base - 1)];
      u >>= shift;
    }
  } while (u != 0);
  std::string_view body(p, buf + sizeof buf - p);
  int64_t zeros = std::max<int64_t>(0, least - static_cast<int64_t>(body.size()));
  char prefix[8];
  int n = 0;
  if (negative) {
    prefix[n++] = '-';
  } else if (Has(kPlus)) {
    prefix[n++] = '+';
  } else if (Has(kSpace)) {
    prefix[n++] = ' ';
  }
  if (verb == 'O') {
    prefix[n++] = '0';
    prefix[n++] = 'o';
  }
  if (Has(kSharp)) {
    if (base == 2) {
      prefix[n++] = '0';
      prefix[n++] = 'b';
    } else if (base == 8) {
      if (zeros == 0 && body[0] != '0') prefix[n++] = '0';
    } else if (base == 16) {
      prefix[n++] = '0';
      prefix[n++] = digits[16];
    }
  }
  int64_t pad = Has(kWidth) ? wid - n - zeros - static_cast<int64_t>(body.size()) : 0;
  if (!Has(kMinus)) Padding(pad, false);
  out->append(prefix, n);
  out->append(static_cast<size_t>(zeros), '0');
  *out += body;
  if (Has(kMinus)) Padding(pad, false);
}

void Formatter::Unicode(uint64_t u) {
  char hex[24];
  int n = 0;
  for (uint64_t v = u; n == 0 || v != 0; v >>= 4) hex[n++] = kUpper[v & 15];
  std::string s = "U+";
  int64_t least = Has(kPrec) && prec > 4 ? prec : 4;
  if (least > n) s.append(static_cast<size_t>(least - n), '0');
  while (n > 0) s += hex[--n];
  if (Has(kSharp) && u <= unicode::kMaxRune && unicode::IsPrint(static_cast<int32_t>(u))) {
    char buf[4];
    s += " '";
    s.append(buf, unicode::Encode(static_cast<int32_t>(u), buf));
    s += '\'';
  }
  Pad(s, false);
}

bool Formatter::Integer(uint64_t v, bool is_signed, int32_t verb) {
  switch (verb) {
    case 'v':
      if (Has(kSharpV) && !is_signed) {
        uint32_t saved = flags;
        flags |= kSharp;
        Int(v, 16, false, 'v', false);
        flags = saved;
      } else {
        Int(v, 10, is_signed, verb, false);
      }
      return true;
    case 'd':
      Int(v, 10, is_signed, verb, false);
      return true;
    case 'b':
      Int(v, 2, is_signed, verb, false);
      return true;
    case 'o':
    case 'O':
      Int(v, 8, is_signed, verb, false);
      return true;
    case 'x':
    case 'X':
      Int(v, 16, is_signed, verb, verb == 'X');
      return true;
    case 'c':
    case 'q': {
      int32_t r = v > unicode::kMaxRune ? unicode::kRuneError : static_cast<int32_t>(v);
      if (verb == 'c') {
        char buf[4];
        Pad({buf, static_cast<size_t>(unicode::Encode(r, buf))}, Has(kZero));
      } else {
        std::string s;
        strconv::AppendQuotedRune(&s, r,
                                  Has(kPlus) ? strconv::QuoteMode::kAscii : strconv::QuoteMode::kPlain);
        Pad(s, Has(kZero));
      }
      return true;
    }
    case 'U':
      Unicode(v);
      return true;
  }
  return false;
}

void Formatter::FloatText(double v, int size, char verb, int64_t default_prec, char fmt_verb) {
  int64_t p = Has(kPrec) ? prec : default_prec;
  std::string num = "+";
  strconv::AppendFloat(&num, v, verb, p, size);
  if (num[1] == '-' || num[1] == '+') num.erase(0, 1);
  if (Has(kSpace) && num[0] == '+' && !Has(kPlus)) num[0] = ' ';
  if (num[1] == 'I' || num[1] == 'N') {
    std::string_view s = num;
    if (num[1] == 'N' && !Has(kSpace | kPlus)) s.remove_prefix(1);
    // The sign of +Inf is shown always.
    Pad(s, false);
    return;
  }
  if (Has(kSharp) && fmt_verb != 'b') {
    int64_t digits = 0;
    if (fmt_verb == 'v' || fmt_verb == 'g' || fmt_verb == 'G' || fmt_verb == 'x') {
      digits = p == -1 ? 6 : p;
    }
    std::string tail;
    bool point = false, nonzero = false;
    for (size_t i = 1; i < num.size(); i++) {
      char c = num[i];
      if (c == '.') {
        point = true;
        continue;
      }
      if (c == 'p' || c == 'P' || ((c == 'e' || c == 'E') && fmt_verb != 'x' && fmt_verb != 'X')) {
        tail = num.substr(i);
        num.resize(i);
        break;
      }
      if (c != '0') nonzero = true;
      if (nonzero) digits--;
    }
    if (!point) {
      if (num.size() == 2 && num[1] == '0') digits--;
      num += '.';
    }
    if (digits > 0) num.append(static_cast<size_t>(digits), '0');
    num += tail;
  }
  if (Has(kPlus) || num[0] != '+') {
    if (Has(kZero) && !Has(kMinus) && Has(kWidth) && wid > static_cast<int64_t>(num.size())) {
      *out += num[0];
      Padding(wid - static_cast<int64_t>(num.size()), true);
      out->append(num, 1);
      return;
    }
    Pad(num, Has(kZero));
    return;
  }
  Pad(std::string_view(num).substr(1), Has(kZero));
}

bool Formatter::Float(double v, int size, int32_t verb) {
  switch (verb) {
    case 'v':
      FloatText(v, size, 'g', -1, 'g');
      return true;
    case 'b': case 'g': case 'G': case 'x': case 'X':
      FloatText(v, size, static_cast<char>(verb), -1, static_cast<char>(verb));
      return true;
    case 'f': case 'e': case 'E':
      FloatText(v, size, static_cast<char>(verb), 6, static_cast<char>(verb));
      return true;
    case 'F':
      FloatText(v, size, 'f', 6, 'f');
      return true;
  }
  return false;
}

bool Formatter::Complex(double re, double im, int size, int32_t verb) {
  switch (verb) {
    case 'v': case 'b': case 'g': case 'G': case 'x': case 'X': case 'f': case 'F': case 'e': case 'E': {
      uint32_t saved = flags;
      *out += '(';
      Float(re, size / 2, verb);
      flags |= kPlus;
      Float(im, size / 2, verb);
      *out += "i)";
      flags = saved;
      return true;
    }
  }
  return false;
}

void Formatter::Hex(std::string_view s, bool upper) {
  const char* digits = upper ? kUpper : kLower;
  int64_t length = static_cast<int64_t>(s.size());
  if (Has(kPrec) && prec < length) length = prec;
  int64_t width = 2 * length;
  if (width <= 0) {
    if (Has(kWidth)) Padding(wid, Has(kZero));
    return;
  }
  if (Has(kSpace)) {
    if (Has(kSharp)) width *= 2;
    width += length - 1;
  } else if (Has(kSharp)) {
    width += 2;
  }
  bool padded = Has(kWidth) && wid > width;
  if (padded && !Has(kMinus)) Padding(wid - width, Has(kZero));
  auto prefix = [&] {
    *out += '0';
    *out += digits[16];
  };
  if (Has(kSharp)) prefix();
  for (int64_t i = 0; i < length; i++) {
    if (Has(kSpace) && i > 0) {
      *out += ' ';
      if (Has(kSharp)) prefix();
    }
    uint8_t c = static_cast<uint8_t>(s[i]);
    *out += digits[c >> 4];
    *out += digits[c & 15];
  }
  if (padded && Has(kMinus)) Padding(wid - width, Has(kZero));
}

void Formatter::Quote(std::string_view s) {
  s = Truncate(s);
  std::string q;
  if (Has(kSharp) && strconv::CanBackquote(s)) {
    q += '`';
    q += s;
    q += '`';
  } else {
    strconv::AppendQuoted(&q, s, '"',
                          Has(kPlus) ? strconv::QuoteMode::kAscii : strconv::QuoteMode::kPlain);
  }
  Pad(q, Has(kZero));
}

bool Formatter::String(std::string_view s, int32_t verb) {
  switch (verb) {
    case 'v':
      if (Has(kSharpV)) {
        Quote(s);
        return true;
      }
      [[fallthrough]];
    case 's':
      Text(s);
      return true;
    case 'x':
    case 'X':
      Hex(s, verb == 'X');
      return true;
    case 'q':
      Quote(s);
      return true;
  }
  return false;
}

bool Formatter::Bool(bool v, int32_t verb) {
  if (verb != 't' && verb != 'v') return false;
  PadString(v ? "true" : "false");
  return true;
}

bool Formatter::Bytes(GoSlice b, std::string_view type, int32_t verb) {
  if (verb != 'v' && verb != 'd') {
    return verb != 'v' && (verb == 's' || verb == 'x' || verb == 'X' || verb == 'q') && String(View(b), verb);
  }
  const auto* p = b.as<uint8_t>();
  if (Has(kSharpV)) {
    *out += type;
    if (p == nullptr) {
      *out += "(nil)";
      return true;
    }
    *out += '{';
    for (int64_t i = 0; i < b.len; i++) {
      if (i > 0) *out += ", ";
      Integer(p[i], false, 'v');
    }
    *out += '}';
    return true;
  }
  *out += '[';
  for (int64_t i = 0; i < b.len; i++) {
    if (i > 0) *out += ' ';
    Int(p[i], 10, false, verb, false);
  }
  *out += ']';
  return true;
}

bool Formatter::Value(Kind kind, const void* p, int32_t verb) {
  switch (kind) {
    case Kind::kBool:
      return Bool(Load<uint8_t>(p) != 0, verb);
    case Kind::kInt:
    case Kind::kInt64:
      return Integer(Load<uint64_t>(p), true, verb);
    case Kind::kInt8:
      return Integer(static_cast<uint64_t>(static_cast<int64_t>(Load<int8_t>(p))), true, verb);
    case Kind::kInt16:
      return Integer(static_cast<uint64_t>(static_cast<int64_t>(Load<int16_t>(p))), true, verb);
    case Kind::kInt32:
      return Integer(static_cast<uint64_t>(static_cast<int64_t>(Load<int32_t>(p))), true, verb);
    case Kind::kUint:
    case Kind::kUint64:
    case Kind::kUintptr:
      return Integer(Load<uint64_t>(p), false, verb);
    case Kind::kUint8:
      return Integer(Load<uint8_t>(p), false, verb);
    case Kind::kUint16:
      return Integer(Load<uint16_t>(p), false, verb);
    case Kind::kUint32:
      return Integer(Load<uint32_t>(p), false, verb);
    case Kind::kFloat32:
      return Float(Load<float>(p), 32, verb);
    case Kind::kFloat64:
      return Float(Load<double>(p), 64, verb);
    case Kind::kComplex64: {
      auto c = Load<Complex64>(p);
      return Complex(c.re, c.im, 64, verb);
    }
    case Kind::kComplex128: {
      auto c = Load<Complex128>(p);
      return Complex(c.re, c.im, 128, verb);
    }
    case Kind::kString:
      return String(Load<GoString>(p).view(), verb);
    default:
      return false;
  }
}

}  // namespace minigo::stdlib::fmt
