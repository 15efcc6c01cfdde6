// Characters as the lexer sees them: decoding UTF-8, Go's classes of identifier characters, and the
// forms in which messages show a character.
#pragma once

#include <cstdint>
#include <string>

namespace minigo::grammar {

using Rune = int32_t;
constexpr Rune kRuneError = 0xfffd;
constexpr Rune kByteOrderMark = 0xfeff;

// Decodes one character of [p, end), p < end. An invalid sequence yields kRuneError with a width
// of 1.
Rune DecodeRune(const uint8_t* p, const uint8_t* end, int* width);
void AppendRune(std::string* out, Rune r);

bool IsLetter(Rune r);  // category L
bool IsDigit(Rune r);   // category Nd
bool IsPrint(Rune r);   // strconv.IsPrint

std::string FormatRuneU(Rune r);  // fmt's %#U: U+0040 '@'
std::string QuoteRune(Rune r);    // fmt's %q: '@'

}  // namespace minigo::grammar
