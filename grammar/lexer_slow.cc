// This file implements what the lexer's automaton leaves over: comments and their directives, raw
// strings, and every token that is unusual or malformed. Messages and their columns are gc's.
#include <cstring>

#include "grammar/lexer.h"
#include "grammar/parser.tab.h"

namespace minigo::grammar {

namespace {

bool IsAsciiLetter(Rune r) { return ((r | 0x20) >= 'a' && (r | 0x20) <= 'z') || r == '_'; }
bool IsDecimal(Rune r) { return r >= '0' && r <= '9'; }
bool IsHex(Rune r) { return IsDecimal(r) || ((r | 0x20) >= 'a' && (r | 0x20) <= 'f'); }
Rune Lower(Rune r) { return r | 0x20; }

const char* BaseName(int base) {
  switch (base) {
    case 2:
      return "binary";
    case 8:
      return "octal";
    case 10:
      return "decimal";
    default:
      return "hexadecimal";
  }
}

// The index of the first `_` of a number that does not separate digits, or -1.
int InvalidSeparator(std::string_view x) {
  Rune prefix = ' ';
  char d = '.';  // the class of the last character: '_', '0' for a digit, '.' for anything else
  size_t i = 0;
  if (x.size() >= 2 && x[0] == '0') {
    prefix = Lower(x[1]);
    if (prefix == 'x' || prefix == 'o' || prefix == 'b') {
      d = '0';
      i = 2;
    }
  }
  for (; i < x.size(); i++) {
    char before = d;
    d = x[i];
    if (d == '_') {
      if (before != '0') return static_cast<int>(i);
    } else if (IsDecimal(d) || (prefix == 'x' && IsHex(d))) {
      d = '0';
    } else {
      if (before == '_') return static_cast<int>(i) - 1;
      d = '.';
    }
  }
  return d == '_' ? static_cast<int>(x.size()) - 1 : -1;
}

}  // namespace

// Reads characters one by one. Bytes that are no characters are reported and passed over, as if
// they were not there.
class RuneReader {
 public:
  RuneReader(Lexer* lexer, const uint8_t* at) : lexer_(lexer), p_(at) { Decode(); }
  Rune ch() const { return ch_; }  // -1 at the end
  const uint8_t* at() const { return p_; }
  void Next() {
    p_ += width_;
    Decode();
  }
  void Error(std::string text) { lexer_->Error(p_, std::move(text)); }

  // Reads an escape sequence whose backslash has been read.
  bool Escape(Rune quote);
  // Reads digits and separators; see Lexer::SlowNumber for the result and `invalid`.
  int Digits(int base, const uint8_t* start, int* invalid);

 private:
  void Decode() {
    for (;;) {
      if (p_ >= lexer_->limit_) {
        p_ = lexer_->limit_;
        ch_ = -1;
        width_ = 0;
        return;
      }
      ch_ = DecodeRune(p_, lexer_->limit_, &width_);
      if (ch_ == 0) {
        Error("invalid NUL character");
      } else if (ch_ == kRuneError && width_ == 1) {
        Error("invalid UTF-8 encoding");
      } else if (ch_ == kByteOrderMark) {
        if (p_ != lexer_->begin_) Error("invalid BOM in the middle of the file");
      } else {
        return;
      }
      p_ += width_;
    }
  }

  Lexer* lexer_;
  const uint8_t* p_;
  Rune ch_ = -1;
  int width_ = 0;
};

bool RuneReader::Escape(Rune quote) {
  int n, base;
  uint32_t max;
  switch (ch_) {
    case 'a':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
    case 'v':
    case '\\':
      Next();
      return true;
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
      n = 3, base = 8, max = 255;
      break;
    case 'x':
      Next();
      n = 2, base = 16, max = 255;
      break;
    case 'u':
      Next();
      n = 4, base = 16, max = 0x10ffff;
      break;
    case 'U':
      Next();
      n = 8, base = 16, max = 0x10ffff;
      break;
    default:
      if (ch_ == quote) {
        Next();
        return true;
      }
      if (ch_ < 0) return true;  // the caller complains
      Error("unknown escape");
      return false;
  }
  uint32_t x = 0;
  for (int i = 0; i < n; i++) {
    if (ch_ < 0) return true;
    int d = base;
    if (IsDecimal(ch_)) {
      d = ch_ - '0';
    } else if (Lower(ch_) >= 'a' && Lower(ch_) <= 'f') {
      d = Lower(ch_) - 'a' + 10;
    }
    if (d >= base) {
      Error("invalid character " + QuoteRune(ch_) + " in " + BaseName(base) + " escape");
      return false;
    }
    x = x * base + d;
    Next();
  }
  if (x > max && base == 8) {
    Error("octal escape value " + std::to_string(x) + " > 255");
    return false;
  }
  if (x > max || (x >= 0xd800 && x < 0xe000)) {
    Error("escape is invalid Unicode code point " + FormatRuneU(static_cast<Rune>(x)));
    return false;
  }
  return true;
}

int RuneReader::Digits(int base, const uint8_t* start, int* invalid) {
  int seen = 0;
  while (ch_ == '_' || (base <= 10 ? IsDecimal(ch_) : IsHex(ch_))) {
    if (ch_ == '_') {
      seen |= 2;
    } else {
      seen |= 1;
      if (base <= 10 && ch_ >= '0' + base && invalid != nullptr && *invalid < 0) {
        *invalid = static_cast<int>(p_ - start);
      }
    }
    Next();
  }
  return seen;
}

Lexer::Lexer(const SourceFile* source, Diags* diags, SourceFile* lines)
    : source_(source), diags_(diags), lines_(lines) {
  begin_ = reinterpret_cast<const uint8_t*>(source->text().data());
  limit_ = begin_ + source->text().size();
  cur_ = begin_;
  if (limit_ - begin_ >= 3 && std::memcmp(begin_, "\xef\xbb\xbf", 3) == 0) cur_ += 3;
  // A script's first line; an extension.
  if (cur_[0] == '#' && cur_[1] == '!') {
    while (cur_ < limit_ && *cur_ != '\n') cur_++;
  }
}

void Lexer::Restrict(Pos from) { cur_ = begin_ + (from - source_->base()); }

void Lexer::Error(const uint8_t* at, std::string text) {
  error_count_++;
  if (diags_ != nullptr) diags_->Report(PosOf(at), DiagKind::kSyntax, std::move(text));
}

Token Lexer::Make(int kind, const uint8_t* start, const uint8_t* end, Op op) {
  cur_ = end;
  return {
      kind,  PosOf(start),        static_cast<uint32_t>(end - start), count_++, op, LitKind::kInt,
      false, SemiKind::kSemicolon};
}

Token Lexer::MakeLiteral(const uint8_t* start, const uint8_t* end, LitKind lit, bool bad) {
  nlsemi_ = true;
  Token t = Make(T_LITERAL, start, end);
  t.lit = lit;
  t.bad = bad;
  return t;
}

Token Lexer::MakeSemi(const uint8_t* start, const uint8_t* end, SemiKind semi) {
  Token t = Make(T_SEMI, start, end);
  t.semi = semi;
  return t;
}

// Reports the bytes of a comment or raw string that are no characters.
void Lexer::CheckEncoding(const uint8_t* from, const uint8_t* to) {
  const uint8_t* p = from;
  for (;;) {
    // Eight bytes at a time while all are ASCII and none is NUL.
    while (to - p >= 8) {
      uint64_t w;
      std::memcpy(&w, p, 8);
      constexpr uint64_t kOnes = 0x0101010101010101, kHighs = 0x8080808080808080;
      if (((w - kOnes) | w) & kHighs) break;
      p += 8;
    }
    const uint8_t* stop = to - p > 8 ? p + 8 : to;
    while (p < stop && static_cast<uint8_t>(*p - 1) < 0x7f) p++;
    if (p >= to) return;
    if (p == stop) continue;
    int width;
    Rune r = DecodeRune(p, limit_, &width);
    if (r == 0) {
      Error(p, "invalid NUL character");
    } else if (r == kRuneError && width == 1) {
      Error(p, "invalid UTF-8 encoding");
    } else if (r == kByteOrderMark && p != begin_) {
      Error(p, "invalid BOM in the middle of the file");
    }
    p += width;
  }
}

bool Lexer::IsBlankBefore(const uint8_t* p) const {
  while (p > begin_) {
    uint8_t c = *--p;
    if (c == '\n') return true;
    if (c != ' ' && c != '\t' && c != '\r') return false;
  }
  return true;
}

const uint8_t* Lexer::LineComment(const uint8_t* start) {
  const uint8_t* text = start + 2;
  const uint8_t* end = static_cast<const uint8_t*>(std::memchr(text, '\n', limit_ - text));
  if (end == nullptr) end = limit_;
  CheckEncoding(text, end);
  if (end - text < 3 || (text[0] != 'g' && text[0] != 'l')) return end;
  const uint8_t* text_end = end[-1] == '\r' ? end - 1 : end;
  if (std::memcmp(text, "go:", 3) == 0) {
    directives_.push_back(
        {PosOf(text),
         count_,
         IsBlankBefore(start),
         {reinterpret_cast<const char*>(text), static_cast<size_t>(text_end - text)}});
  } else if (text_end - text >= 5 && std::memcmp(text, "line ", 5) == 0 &&
             (start == begin_ || start[-1] == '\n')) {
    LineDirective(text + 5, text_end, end < limit_ ? end + 1 : end);
  }
  return end;
}

const uint8_t* Lexer::BlockComment(const uint8_t* start, bool* has_newline) {
  const uint8_t* p = start + 2;
  for (;;) {
    p = static_cast<const uint8_t*>(std::memchr(p, '*', limit_ - p));
    if (p == nullptr) {
      CheckEncoding(start + 2, limit_);
      Error(start, "comment not terminated");
      *has_newline = std::memchr(start, '\n', limit_ - start) != nullptr;
      return limit_;
    }
    if (*++p == '/') break;
  }
  const uint8_t* end = p + 1;
  CheckEncoding(start + 2, end);
  *has_newline = std::memchr(start, '\n', end - start) != nullptr;
  if (end - start >= 9 && std::memcmp(start + 2, "line ", 5) == 0) {
    LineDirective(start + 7, end - 2, end);
  }
  return end;
}

// [text, end) is what follows "line ": name:line or name:line:column. It holds from `from` on.
void Lexer::LineDirective(const uint8_t* text, const uint8_t* end, const uint8_t* from) {
  constexpr uint64_t kMax = 1 << 30;
  std::string_view s(reinterpret_cast<const char*>(text), end - text);
  auto trailing_digits = [](std::string_view s, size_t* at, uint64_t* n) {
    size_t colon = s.rfind(':');
    *at = colon == s.npos ? 0 : colon + 1;
    *n = 0;
    if (*at == 0 || *at == s.size()) return false;
    for (char c : s.substr(*at)) {
      if (!IsDecimal(c) || *n > (UINT64_MAX - 9) / 10) return false;
      *n = *n * 10 + (c - '0');
    }
    return true;
  };
  size_t i, i2;
  uint64_t n, n2, column = 0;
  bool ok = trailing_digits(s, &i, &n);
  if (i == 0) return;  // not a line directive
  if (!ok) {
    Error(text + i, "invalid line number: " + std::string(s.substr(i)));
    return;
  }
  uint64_t line = n;
  std::string_view digits = s.substr(i);
  if (trailing_digits(s.substr(0, i - 1), &i2, &n2)) {
    line = n2;
    column = n;
    if (column == 0 || column > kMax) {
      Error(text + i, "invalid column number: " + std::string(digits));
      return;
    }
    s = s.substr(0, i - 1);
    i = i2;
    digits = s.substr(i);
  }
  if (line == 0 || line > kMax) {
    Error(text + i, "invalid line number: " + std::string(digits));
    return;
  }
  if (lines_ != nullptr) {
    lines_->AddLineDirective(PosOf(from), std::string(s.substr(0, i - 1)), static_cast<int>(line),
                             static_cast<int>(column));
  }
}

// In snippets, dots that stand for omitted code: alone on their line or within braces.
bool Lexer::IsElision(const uint8_t* start, const uint8_t* end) const {
  const uint8_t* p = start;
  while (p > begin_ && (p[-1] == ' ' || p[-1] == '\t')) p--;
  if (p > begin_ && p[-1] != '\n' && p[-1] != '{' && p[-1] != ';') return false;
  while (*end == ' ' || *end == '\t' || *end == '\r') end++;
  return end >= limit_ || *end == '\n' || *end == '}' || (end[0] == '/' && end[1] == '/');
}

bool Lexer::StartsName(const uint8_t* start) const {
  if (*start < 0x80) return false;
  int width;
  Rune r = DecodeRune(start, limit_, &width);
  if ((r == kRuneError && width == 1) || r == kByteOrderMark) return false;
  return !(snippet_ && r == 0x2026 && IsElision(start, start + width));
}

const uint8_t* Lexer::SkipOdd(const uint8_t* start) {
  if (*start < 0x80) {
    Error(start, "invalid character " + FormatRuneU(*start));
    return start + 1;
  }
  int width;
  Rune r = DecodeRune(start, limit_, &width);
  if (r == kByteOrderMark) {
    if (start != begin_) Error(start, "invalid BOM in the middle of the file");
  } else if (r == kRuneError && width == 1) {
    Error(start, "invalid UTF-8 encoding");
  }
  return start + width;
}

Token Lexer::SlowName(const uint8_t* start) {
  RuneReader r(this, start);
  for (bool first = true;; first = false) {
    if (IsAsciiLetter(r.ch()) || (!first && IsDecimal(r.ch()))) {
    } else if (r.ch() < 0x80) {
      break;
    } else if (IsLetter(r.ch())) {
    } else if (IsDigit(r.ch())) {
      if (first) r.Error("identifier cannot begin with digit " + FormatRuneU(r.ch()));
    } else {
      r.Error("invalid character " + FormatRuneU(r.ch()) + " in identifier");
    }
    r.Next();
  }
  nlsemi_ = true;
  return Make(T_NAME, start, r.at());
}

Token Lexer::SlowNumber(const uint8_t* start) {
  RuneReader r(this, start);
  bool ok = true;
  LitKind kind = LitKind::kInt;
  int base = 10;
  Rune prefix = 0;   // 0 for decimal, '0' for a leading 0, or 'x', 'o', 'b'
  int seen = 0;      // bit 0: a digit, bit 1: a separator
  int invalid = -1;  // the index of a digit that the base does not have
  bool point = false;

  if (r.ch() == '.') {
    point = true;
    r.Next();
  } else {
    if (r.ch() == '0') {
      r.Next();
      switch (Lower(r.ch())) {
        case 'x':
          base = 16, prefix = 'x';
          break;
        case 'o':
          base = 8, prefix = 'o';
          break;
        case 'b':
          base = 2, prefix = 'b';
          break;
        default:
          base = 8, prefix = '0', seen = 1;
      }
      if (prefix != '0') r.Next();
    }
    seen |= r.Digits(base, start, &invalid);
    if (r.ch() == '.') {
      if (prefix == 'o' || prefix == 'b') {
        r.Error(std::string("invalid radix point in ") + BaseName(base) + " literal");
        ok = false;
      }
      r.Next();
      point = true;
    }
  }
  if (point) {
    kind = LitKind::kFloat;
    seen |= r.Digits(base, start, &invalid);
  }
  if (!(seen & 1) && ok) {
    r.Error(std::string(BaseName(base)) + " literal has no digits");
    ok = false;
  }

  Rune e = r.ch() < 0 ? -1 : Lower(r.ch());
  if (e == 'e' || e == 'p') {
    if (ok) {
      if (e == 'e' && prefix != 0 && prefix != '0') {
        r.Error(QuoteRune(r.ch()) + " exponent requires decimal mantissa");
        ok = false;
      } else if (e == 'p' && prefix != 'x') {
        r.Error(QuoteRune(r.ch()) + " exponent requires hexadecimal mantissa");
        ok = false;
      }
    }
    r.Next();
    kind = LitKind::kFloat;
    if (r.ch() == '+' || r.ch() == '-') r.Next();
    seen = r.Digits(10, start, nullptr) | (seen & 2);
    if (!(seen & 1) && ok) {
      r.Error("exponent has no digits");
      ok = false;
    }
  } else if (prefix == 'x' && kind == LitKind::kFloat && ok) {
    r.Error("hexadecimal mantissa requires a 'p' exponent");
    ok = false;
  }
  if (r.ch() == 'i') {
    kind = LitKind::kImag;
    r.Next();
  }

  std::string_view text(reinterpret_cast<const char*>(start), r.at() - start);
  if (kind == LitKind::kInt && invalid >= 0 && ok) {
    Error(start + invalid,
          "invalid digit " + QuoteRune(text[invalid]) + " in " + BaseName(base) + " literal");
    ok = false;
  }
  if ((seen & 2) && ok) {
    if (int i = InvalidSeparator(text); i >= 0) {
      Error(start + i, "'_' must separate successive digits");
      ok = false;
    }
  }
  return MakeLiteral(start, r.at(), kind, !ok);
}

Token Lexer::SlowString(const uint8_t* start) {
  RuneReader r(this, start);
  bool ok = true;
  r.Next();
  for (;;) {
    if (r.ch() == '"') {
      r.Next();
      break;
    }
    if (r.ch() == '\\') {
      r.Next();
      if (!r.Escape('"')) ok = false;
      continue;
    }
    if (r.ch() == '\n') {
      r.Error("newline in string");
      ok = false;
      break;
    }
    if (r.ch() < 0) {
      Error(start, "string not terminated");
      ok = false;
      break;
    }
    r.Next();
  }
  return MakeLiteral(start, r.at(), LitKind::kString, !ok);
}

Token Lexer::SlowRune(const uint8_t* start) {
  RuneReader r(this, start);
  bool ok = true;
  r.Next();
  for (int n = 0;; n++) {
    if (r.ch() == '\'') {
      if (ok && n == 0) {
        r.Error("empty rune literal or unescaped '");
        ok = false;
      } else if (ok && n != 1) {
        Error(start, "more than one character in rune literal");
        ok = false;
      }
      r.Next();
      break;
    }
    if (r.ch() == '\\') {
      r.Next();
      if (!r.Escape('\'')) ok = false;
      continue;
    }
    if (r.ch() == '\n') {
      if (ok) r.Error("newline in rune literal");
      ok = false;
      break;
    }
    if (r.ch() < 0) {
      if (ok) Error(start, "rune literal not terminated");
      ok = false;
      break;
    }
    r.Next();
  }
  return MakeLiteral(start, r.at(), LitKind::kRune, !ok);
}

Token Lexer::RawString(const uint8_t* start) {
  const uint8_t* end = static_cast<const uint8_t*>(std::memchr(start + 1, '`', limit_ - start - 1));
  bool ok = end != nullptr;
  end = ok ? end + 1 : limit_;
  CheckEncoding(start, end);
  if (!ok) Error(start, "string not terminated");
  return MakeLiteral(start, end, LitKind::kString, !ok);
}

Token Lexer::SkipFunction(const Token& func, const FuncExtent** extent) {
  std::span<const FuncExtent> functions = source_->functions();
  uint32_t at = source_->offset(func.pos);
  while (next_function_ < functions.size() && functions[next_function_].begin < at) next_function_++;
  if (next_function_ == functions.size() || functions[next_function_].begin != at) return {};
  *extent = &functions[next_function_];
  nlsemi_ = true;
  count_--;  // the keyword's place
  return Make(T_SKIPPED_FUNC, begin_ + at, begin_ + (*extent)->end);
}

Token Lexer::SkipBlock(const Token& lbrace) {
  const uint8_t* start = begin_ + (lbrace.pos - source_->base());
  const uint8_t* p = start;
  Token none = {};
  int depth = 0;
  for (;;) {
    switch (*p++) {
      case '{':
        depth++;
        break;
      case '}':
        if (--depth == 0) {
          nlsemi_ = true;
          count_--;  // the brace's place
          return Make(T_SKIPPED_BODY, start, p);
        }
        break;
      case '"':
      case '\'': {
        uint8_t quote = p[-1];
        while (*p != quote) {
          if (*p == '\\' && p[1] != 0) p++;
          if (*p == '\n' || p >= limit_) return none;
          p++;
        }
        p++;
        break;
      }
      case '`':
        p = static_cast<const uint8_t*>(std::memchr(p, '`', limit_ - p));
        if (p == nullptr) return none;
        p++;
        break;
      case '/':
        if (*p == '/') {
          p = static_cast<const uint8_t*>(std::memchr(p, '\n', limit_ - p));
          if (p == nullptr) return none;
        } else if (*p == '*') {
          const void* close = nullptr;
          for (p++; (close = std::memchr(p, '*', limit_ - p)) != nullptr;) {
            p = static_cast<const uint8_t*>(close) + 1;
            if (*p == '/') break;
          }
          if (close == nullptr) return none;
          p++;
        }
        break;
      case 0:
        if (p > limit_) return none;
        break;
      default:
        break;
    }
  }
}

}  // namespace minigo::grammar
