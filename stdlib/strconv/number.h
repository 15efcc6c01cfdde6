// Numbers and quoted strings as text, with Go's results: what package strconv and package fmt share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace minigo::stdlib::strconv {

// Appends f as FormatFloat does. fmt: b e E f g G x X; prec -1: shortest; bits: 32 or 64.
void AppendFloat(std::string* out, double f, char fmt, int64_t prec, int bits);
void AppendUint(std::string* out, uint64_t v, int base);  // 2 <= base <= 36
void AppendInt(std::string* out, int64_t v, int base);

enum class NumStatus : int64_t { kOk, kSyntax, kRange, kBase, kBitSize };
NumStatus ParseUint(std::string_view s, int64_t base, int64_t bits, uint64_t* out);
NumStatus ParseInt(std::string_view s, int64_t base, int64_t bits, int64_t* out);
// The longest prefix that is a number; *used = 0 and kSyntax if there is none.
NumStatus ParseFloatPrefix(std::string_view s, int bits, double* out, size_t* used);

enum class QuoteMode : uint8_t { kPlain, kAscii, kGraphic };
void AppendQuoted(std::string* out, std::string_view s, char quote, QuoteMode mode);
void AppendQuotedRune(std::string* out, int32_t r, QuoteMode mode);
// Whether s can be written between back quotes unchanged.
bool CanBackquote(std::string_view s);

// One character or escape of a quoted text that has been entered, as UnquoteChar reads it. False: malformed.
bool UnquoteChar(std::string_view s, char quote, int32_t* value, bool* multibyte, size_t* used);
// A quoted string at the start of `s`: its length (0: malformed), and its value in *out if out is not nullptr.
size_t Unquote(std::string_view s, std::string* out);

}  // namespace minigo::stdlib::strconv
