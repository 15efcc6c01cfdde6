// Natives of package strconv.
#include "stdlib/strconv/number.h"
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

using strconv::NumStatus;
using strconv::QuoteMode;

std::tuple<uint64_t, int64_t> ParseUint(GoString s, int64_t base, int64_t bits) {
  uint64_t v;
  NumStatus st = strconv::ParseUint(View(s), base, bits, &v);
  return {v, static_cast<int64_t>(st)};
}
std::tuple<int64_t, int64_t> ParseInt(GoString s, int64_t base, int64_t bits) {
  int64_t v;
  NumStatus st = strconv::ParseInt(View(s), base, bits, &v);
  return {v, static_cast<int64_t>(st)};
}
std::tuple<double, int64_t, int64_t> ParseFloatPrefix(GoString s, int64_t bits) {
  double v;
  size_t used;
  NumStatus st = strconv::ParseFloatPrefix(View(s), bits == 32 ? 32 : 64, &v, &used);
  return {v, static_cast<int64_t>(used), static_cast<int64_t>(st)};
}
GoString FormatInt(M* m, int64_t v, int64_t base) {
  std::string s;
  strconv::AppendInt(&s, v, static_cast<int>(base));
  return MakeString(m, s);
}
GoString FormatUint(M* m, uint64_t v, int64_t base) {
  std::string s;
  strconv::AppendUint(&s, v, static_cast<int>(base));
  return MakeString(m, s);
}
GoSlice AppendInt(M* m, GoSlice dst, int64_t v, int64_t base) {
  std::string s;
  strconv::AppendInt(&s, v, static_cast<int>(base));
  return AppendBytes(m, dst, s);
}
GoSlice AppendUint(M* m, GoSlice dst, uint64_t v, int64_t base) {
  std::string s;
  strconv::AppendUint(&s, v, static_cast<int>(base));
  return AppendBytes(m, dst, s);
}
GoString FormatFloat(M* m, double f, uint8_t fmt, int64_t prec, int64_t bits) {
  std::string s;
  strconv::AppendFloat(&s, f, static_cast<char>(fmt), prec, static_cast<int>(bits));
  return MakeString(m, s);
}
GoSlice AppendFloat(M* m, GoSlice dst, double f, uint8_t fmt, int64_t prec, int64_t bits) {
  std::string s;
  strconv::AppendFloat(&s, f, static_cast<char>(fmt), prec, static_cast<int>(bits));
  return AppendBytes(m, dst, s);
}

std::string Quoted(GoString s, int64_t mode) {
  std::string out;
  strconv::AppendQuoted(&out, View(s), '"', static_cast<QuoteMode>(mode));
  return out;
}
std::string QuotedRune(int32_t r, int64_t mode) {
  std::string out;
  strconv::AppendQuotedRune(&out, r, static_cast<QuoteMode>(mode));
  return out;
}
GoString Quote(M* m, GoString s, int64_t mode) { return MakeString(m, Quoted(s, mode)); }
GoSlice AppendQuote(M* m, GoSlice dst, GoString s, int64_t mode) {
  return AppendBytes(m, dst, Quoted(s, mode));
}
GoString QuoteRune(M* m, int32_t r, int64_t mode) { return MakeString(m, QuotedRune(r, mode)); }
GoSlice AppendQuoteRune(M* m, GoSlice dst, int32_t r, int64_t mode) {
  return AppendBytes(m, dst, QuotedRune(r, mode));
}
bool CanBackquote(GoString s) { return strconv::CanBackquote(View(s)); }
std::tuple<GoString, bool> Unquote(M* m, GoString s) {
  std::string out;
  size_t n = strconv::Unquote(View(s), &out);
  if (n == 0 || n != static_cast<size_t>(s.len)) return {GoString(), false};
  return {MakeString(m, out), true};
}
int64_t QuotedPrefix(GoString s) { return static_cast<int64_t>(strconv::Unquote(View(s), nullptr)); }
std::tuple<int32_t, bool, int64_t> UnquoteChar(GoString s, uint8_t quote) {
  int32_t r = 0;
  bool multibyte = false;
  size_t used = 0;
  if (!strconv::UnquoteChar(View(s), static_cast<char>(quote), &r, &multibyte, &used)) return {};
  return {r, multibyte, static_cast<int64_t>(used)};
}

}  // namespace

MINIGO_NATIVES(strconv, Native<&ParseUint>("parseUint"), Native<&ParseInt>("parseInt"),
               Native<&ParseFloatPrefix>("parseFloatPrefix"), Native<&FormatInt>("formatInt"),
               Native<&FormatUint>("formatUint"), Native<&AppendInt>("appendInt"),
               Native<&AppendUint>("appendUint"), Native<&FormatFloat>("formatFloat"),
               Native<&AppendFloat>("appendFloat"), Native<&Quote>("quote"),
               Native<&AppendQuote>("appendQuoted"), Native<&QuoteRune>("quoteRune"),
               Native<&AppendQuoteRune>("appendQuotedRune"),
               Native<&CanBackquote>("CanBackquote"), Native<&Unquote>("unquote"),
               Native<&QuotedPrefix>("quotedPrefix"), Native<&UnquoteChar>("unquoteChar"))

}  // namespace minigo::stdlib
