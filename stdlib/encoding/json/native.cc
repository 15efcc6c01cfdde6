// This file implements the natives of encoding/json: the scanner, and the texts of strings.
#include <cstring>
#include <string>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

// scanner of scan.go.
struct JsonScanner {
  int64_t state;
  GoSlice stack;
  int64_t what;
  int64_t character;
  int64_t bytes;
};

enum State : int64_t {
  kBeginValue, kBeginValueOrEmpty, kBeginStringOrEmpty, kBeginString, kEndValue, kEndTop, kInString, kEscape, kHex1, kHex2,
  kHex3, kHex4, kMinus, kZero, kDigits, kDot, kFraction, kExp, kExpSign, kExpDigits, kFailed,
  kLiteral = 64,  // kLiteral + 8 * literal + how many letters were read
};
enum What : int64_t {
  kValue = 1, kKeyString, kAfterKey, kAfterPair, kAfterElement, kAfterTop, kString, kEscapeCode, kHexEscape, kNumber,
  kAfterDot, kExponent, kTooDeep, kLiteralBase = 20,
};
enum Status : int64_t { kMore, kEnd, kError };
constexpr int64_t kMaxDepth = 10000;
constexpr const char* kLiterals[] = {"true", "false", "null"};

bool IsSpace(uint8_t c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool IsDigit(uint8_t c) { return c >= '0' && c <= '9'; }
bool IsHex(uint8_t c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::tuple<int64_t, int64_t> Scan(M* m, JsonScanner* s, GoSlice data, bool stop) {
  const auto* p = static_cast<const uint8_t*>(data.data);
  int64_t n = data.len, i = 0;
  // The stack is worked on here and stored at the end.
  std::string stack(View(s->stack));
  int64_t state = s->state;
  int64_t result = kMore;
  auto fail = [&](int64_t what) {
    s->what = what;
    s->character = p[i];
    state = kFailed;
    result = kError;
  };
  auto push = [&](char kind) {
    stack.push_back(kind);
    if (static_cast<int64_t>(stack.size()) > kMaxDepth) fail(kTooDeep);
  };
  auto pop = [&]() {
    stack.pop_back();
    state = stack.empty() ? kEndTop : kEndValue;
    if (stack.empty() && stop) {
      i++;
      result = kEnd;
    }
  };
  for (; i < n && result == kMore; i++) {
    uint8_t c = p[i];
  again:
    switch (state) {
      case kBeginValueOrEmpty:
        if (IsSpace(c)) break;
        if (c == ']') {
          pop();
          break;
        }
        [[fallthrough]];
      case kBeginValue:
        if (IsSpace(c)) break;
        switch (c) {
          case '{':
            state = kBeginStringOrEmpty;
            push('k');
            break;
          case '[':
            state = kBeginValueOrEmpty;
            push('a');
            break;
          case '"': state = kInString; break;
          case '-': state = kMinus; break;
          case '0': state = kZero; break;
          case 't': state = kLiteral + 1; break;
          case 'f': state = kLiteral + 8 + 1; break;
          case 'n': state = kLiteral + 16 + 1; break;
          default:
            if (IsDigit(c)) state = kDigits;
            else fail(kValue);
        }
        break;
      case kBeginStringOrEmpty:
        if (IsSpace(c)) break;
        if (c == '}') {
          pop();
          break;
        }
        [[fallthrough]];
      case kBeginString:
        if (IsSpace(c)) break;
        if (c == '"') state = kInString;
        else fail(kKeyString);
        break;
      case kEndValue:
        if (stack.empty()) {
          state = kEndTop;
          goto again;
        }
        if (IsSpace(c)) break;
        switch (stack.back()) {
          case 'k':
            if (c == ':') {
              stack.back() = 'v';
              state = kBeginValue;
            } else {
              fail(kAfterKey);
            }
            break;
          case 'v':
            if (c == ',') {
              stack.back() = 'k';
              state = kBeginString;
            } else if (c == '}') {
              pop();
            } else {
              fail(kAfterPair);
            }
            break;
          default:
            if (c == ',') state = kBeginValue;
            else if (c == ']') pop();
            else fail(kAfterElement);
        }
        break;
      case kEndTop:
        if (stop) result = kEnd;
        else if (!IsSpace(c)) fail(kAfterTop);
        break;
      case kInString:
        while (c != '"' && c != '\\' && c >= 0x20) {
          if (++i >= n) goto out;
          c = p[i];
        }
        if (c == '"') state = kEndValue;
        else if (c == '\\') state = kEscape;
        else fail(kString);
        break;
      case kEscape:
        if (c != 0 && std::strchr("bfnrt\\/\"", c) != nullptr) state = kInString;
        else if (c == 'u') state = kHex1;
        else fail(kEscapeCode);
        break;
      case kHex1:
      case kHex2:
      case kHex3:
      case kHex4:
        if (!IsHex(c)) fail(kHexEscape);
        else state = state == kHex4 ? static_cast<int64_t>(kInString) : state + 1;
        break;
      case kMinus:
        if (c == '0') state = kZero;
        else if (IsDigit(c)) state = kDigits;
        else fail(kNumber);
        break;
      case kDigits:
        if (IsDigit(c)) break;
        [[fallthrough]];
      case kZero:
        if (c == '.') {
          state = kDot;
        } else if (c == 'e' || c == 'E') {
          state = kExp;
        } else {
          state = kEndValue;
          goto again;
        }
        break;
      case kDot:
        if (IsDigit(c)) state = kFraction;
        else fail(kAfterDot);
        break;
      case kFraction:
        if (IsDigit(c)) break;
        if (c == 'e' || c == 'E') {
          state = kExp;
          break;
        }
        state = kEndValue;
        goto again;
      case kExp:
        if (c == '+' || c == '-') {
          state = kExpSign;
          break;
        }
        [[fallthrough]];
      case kExpSign:
        if (IsDigit(c)) state = kExpDigits;
        else fail(kExponent);
        break;
      case kExpDigits:
        if (IsDigit(c)) break;
        state = kEndValue;
        goto again;
      case kFailed:
        result = kError;
        break;
      default: {
        int64_t place = state - kLiteral;
        const char* literal = kLiterals[place / 8];
        if (c != static_cast<uint8_t>(literal[place % 8])) {
          fail(kLiteralBase + place);
        } else {
          state = literal[place % 8 + 1] == 0 ? static_cast<int64_t>(kEndValue) : state + 1;
        }
      }
    }
    if (result != kMore) break;
  }
out:
  s->state = state;
  s->bytes += result == kError ? i + 1 : i;
  if (View(s->stack) != stack) {
    GoSlice empty = s->stack;
    empty.len = 0;
    s->stack = AppendBytes(m, empty, stack);
  }
  return {i, result};
}

int64_t StringEnd(const uint8_t* p, int64_t n, int64_t i) {
  for (i++; i < n && p[i] != '"'; i++) {
    if (p[i] == '\\') i++;
  }
  return i + 1;
}

int64_t ValueEnd(GoSlice data, int64_t i) {
  const auto* p = static_cast<const uint8_t*>(data.data);
  int64_t n = data.len, depth = 0;
  while (i < n) {
    switch (p[i]) {
      case '"':
        i = StringEnd(p, n, i);
        if (depth == 0) return i;
        continue;
      case '{':
      case '[':
        depth++;
        i++;
        continue;
      case '}':
      case ']':
        i++;
        if (--depth <= 0) return i;
        continue;
      default:
        if (depth > 0) {
          i++;
          continue;
        }
        // A number or a name at top level.
        while (i < n && !IsSpace(p[i]) && p[i] != ',' && p[i] != ']' && p[i] != '}' && p[i] != ':') i++;
        return i;
    }
  }
  return n;
}

// The length of the UTF-8 sequence at p, 0 if it is none.
int Utf8Length(const uint8_t* p, const uint8_t* end) {
  uint8_t c = p[0];
  auto follows = [&](int k, uint8_t lo, uint8_t hi) { return p + k < end && p[k] >= lo && p[k] <= hi; };
  if (c < 0x80) return 1;
  if (c >= 0xC2 && c <= 0xDF) return follows(1, 0x80, 0xBF) ? 2 : 0;
  if (c >= 0xE0 && c <= 0xEF) {
    uint8_t lo = c == 0xE0 ? 0xA0 : 0x80, hi = c == 0xED ? 0x9F : 0xBF;
    return follows(1, lo, hi) && follows(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (c >= 0xF0 && c <= 0xF4) {
    uint8_t lo = c == 0xF0 ? 0x90 : 0x80, hi = c == 0xF4 ? 0x8F : 0xBF;
    return follows(1, lo, hi) && follows(2, 0x80, 0xBF) && follows(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

void AppendRune(std::string* out, uint32_t r) {
  if (r < 0x80) {
    out->push_back(static_cast<char>(r));
  } else if (r < 0x800) {
    out->push_back(static_cast<char>(0xC0 | (r >> 6)));
    out->push_back(static_cast<char>(0x80 | (r & 0x3F)));
  } else if (r < 0x10000) {
    out->push_back(static_cast<char>(0xE0 | (r >> 12)));
    out->push_back(static_cast<char>(0x80 | ((r >> 6) & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (r & 0x3F)));
  } else {
    out->push_back(static_cast<char>(0xF0 | (r >> 18)));
    out->push_back(static_cast<char>(0x80 | ((r >> 12) & 0x3F)));
    out->push_back(static_cast<char>(0x80 | ((r >> 6) & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (r & 0x3F)));
  }
}

// The four digits after \u; -1 if there are not so many.
int64_t Hex4(const uint8_t* p, const uint8_t* end) {
  if (end - p < 4) return -1;
  int64_t v = 0;
  for (int k = 0; k < 4; k++) {
    if (!IsHex(p[k])) return -1;
    v = v * 16 + (IsDigit(p[k]) ? p[k] - '0' : (p[k] | 0x20) - 'a' + 10);
  }
  return v;
}

std::tuple<GoString, bool> Unquote(M* m, GoSlice data) {
  const auto* p = static_cast<const uint8_t*>(data.data);
  int64_t n = data.len;
  if (n < 2 || p[0] != '"' || p[n - 1] != '"') return {GoString(), false};
  const uint8_t* end = p + n - 1;
  p++;
  const uint8_t* q = p;
  while (q < end && *q >= 0x20 && *q < 0x80 && *q != '\\' && *q != '"') q++;
  if (q == end) return {MakeString(m, {reinterpret_cast<const char*>(p), static_cast<size_t>(end - p)}), true};
  std::string out(reinterpret_cast<const char*>(p), static_cast<size_t>(q - p));
  while (q < end) {
    uint8_t c = *q;
    if (c == '"' || c < 0x20) return {GoString(), false};
    if (c == '\\') {
      if (++q >= end) return {GoString(), false};
      switch (*q++) {
        case '"': out.push_back('"'); break;
        case '\\': out.push_back('\\'); break;
        case '/': out.push_back('/'); break;
        case '\'': out.push_back('\''); break;
        case 'b': out.push_back('\b'); break;
        case 'f': out.push_back('\f'); break;
        case 'n': out.push_back('\n'); break;
        case 'r': out.push_back('\r'); break;
        case 't': out.push_back('\t'); break;
        case 'u': {
          int64_t r = Hex4(q, end);
          if (r < 0) return {GoString(), false};
          q += 4;
          if (r >= 0xD800 && r < 0xE000) {
            int64_t low = r < 0xDC00 && end - q >= 6 && q[0] == '\\' && q[1] == 'u' ? Hex4(q + 2, end) : -1;
            if (low >= 0xDC00 && low < 0xE000) {
              r = 0x10000 + ((r - 0xD800) << 10) + (low - 0xDC00);
              q += 6;
            } else {
              r = 0xFFFD;
            }
          }
          AppendRune(&out, static_cast<uint32_t>(r));
          break;
        }
        default: return {GoString(), false};
      }
    } else if (c < 0x80) {
      out.push_back(static_cast<char>(c));
      q++;
    } else if (int size = Utf8Length(q, end); size > 0) {
      out.append(reinterpret_cast<const char*>(q), static_cast<size_t>(size));
      q += size;
    } else {
      out.append("\xEF\xBF\xBD");
      q++;
    }
  }
  return {MakeString(m, out), true};
}

constexpr char kHexDigits[] = "0123456789abcdef";

GoSlice AppendString(M* m, GoSlice dst, GoString s, bool escape_html) {
  auto v = View(s);
  const auto* p = reinterpret_cast<const uint8_t*>(v.data());
  const uint8_t* end = p + v.size();
  auto safe = [&](uint8_t c) {
    return c >= 0x20 && c != '"' && c != '\\' && (!escape_html || (c != '<' && c != '>' && c != '&'));
  };
  std::string out;
  out.reserve(v.size() + 2);
  out.push_back('"');
  while (p < end) {
    const uint8_t* from = p;
    while (p < end && *p < 0x80 && safe(*p)) p++;
    out.append(reinterpret_cast<const char*>(from), static_cast<size_t>(p - from));
    if (p == end) break;
    uint8_t c = *p;
    if (c < 0x80) {
      p++;
      switch (c) {
        case '\\': out += "\\\\"; break;
        case '"': out += "\\\""; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
          out += "\\u00";
          out.push_back(kHexDigits[c >> 4]);
          out.push_back(kHexDigits[c & 15]);
      }
      continue;
    }
    int size = Utf8Length(p, end);
    if (size == 0) {
      out += "\\ufffd";
      p++;
    } else if (size == 3 && p[0] == 0xE2 && p[1] == 0x80 && (p[2] & ~1) == 0xA8) {
      out += "\\u202";
      out.push_back(kHexDigits[p[2] & 15]);
      p += 3;
    } else {
      out.append(reinterpret_cast<const char*>(p), static_cast<size_t>(size));
      p += size;
    }
  }
  out.push_back('"');
  return AppendBytes(m, dst, out);
}

// Appends the character at p as HTMLEscape does; returns how many bytes it has.
int AppendEscaped(std::string* out, const uint8_t* p, const uint8_t* end) {
  if (*p == '<' || *p == '>' || *p == '&') {
    *out += "\\u00";
    out->push_back(kHexDigits[*p >> 4]);
    out->push_back(kHexDigits[*p & 15]);
    return 1;
  }
  if (*p == 0xE2 && end - p > 2 && p[1] == 0x80 && (p[2] & ~1) == 0xA8) {
    *out += "\\u202";
    out->push_back(kHexDigits[p[2] & 15]);
    return 3;
  }
  out->push_back(static_cast<char>(*p));
  return 1;
}

GoSlice AppendHtmlEscape(M* m, GoSlice dst, GoSlice src) {
  const auto* p = static_cast<const uint8_t*>(src.data);
  const uint8_t* end = p + src.len;
  std::string out;
  while (p < end) p += AppendEscaped(&out, p, end);
  return AppendBytes(m, dst, out);
}

GoSlice Compact(M* m, GoSlice dst, GoSlice src, bool escape_html) {
  const auto* p = static_cast<const uint8_t*>(src.data);
  const uint8_t* end = p + src.len;
  std::string out;
  bool in_string = false;
  while (p < end) {
    if (!in_string && IsSpace(*p)) {
      p++;
      continue;
    }
    if (in_string && *p == '\\' && end - p > 1) {
      out.append(reinterpret_cast<const char*>(p), 2);
      p += 2;
      continue;
    }
    if (*p == '"') in_string = !in_string;
    if (escape_html) p += AppendEscaped(&out, p, end);
    else out.push_back(static_cast<char>(*p++));
  }
  return AppendBytes(m, dst, out);
}

GoSlice Indent(M* m, GoSlice dst, GoSlice src, GoString prefix, GoString indent) {
  const auto* p = static_cast<const uint8_t*>(src.data);
  int64_t n = src.len;
  while (n > 0 && IsSpace(p[n - 1])) n--;
  std::string out;
  int64_t depth = 0;
  auto newline = [&] {
    out.push_back('\n');
    out.append(View(prefix));
    for (int64_t k = 0; k < depth; k++) out.append(View(indent));
  };
  bool opened = false;  // a bracket, and nothing since
  for (int64_t i = 0; i < n; i++) {
    uint8_t c = p[i];
    if (IsSpace(c)) continue;
    if (opened && c != '}' && c != ']') {
      opened = false;
      depth++;
      newline();
    }
    switch (c) {
      case '"': {
        int64_t e = StringEnd(p, n, i);
        out.append(reinterpret_cast<const char*>(p + i), static_cast<size_t>(std::min(e, n) - i));
        i = e - 1;
        break;
      }
      case '{':
      case '[':
        opened = true;
        out.push_back(static_cast<char>(c));
        break;
      case ',':
        out.push_back(',');
        newline();
        break;
      case ':': out += ": "; break;
      case '}':
      case ']':
        if (opened) {
          opened = false;
        } else {
          depth--;
          newline();
        }
        [[fallthrough]];
      default: out.push_back(static_cast<char>(c));
    }
  }
  out.append(reinterpret_cast<const char*>(p + n), static_cast<size_t>(src.len - n));
  return AppendBytes(m, dst, out);
}

}  // namespace

MINIGO_NATIVES(encoding_json, Native<&Scan>("scan"), Native<&ValueEnd>("valueEnd"), Native<&Unquote>("unquote"),
               Native<&AppendString>("appendString"), Native<&AppendHtmlEscape>("appendHTMLEscape"),
               Native<&Compact>("compact"), Native<&Indent>("indented"))

}  // namespace minigo::stdlib
