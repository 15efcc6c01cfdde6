// Searching, cutting and mapping of text: what packages strings and bytes share. All work on UTF-8 as Go does: a malformed
// byte is a rune U+FFFD of width 1.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace minigo::stdlib::text {

using sv = std::string_view;

int64_t Index(sv s, sv sep);
int64_t LastIndex(sv s, sv sep);
int64_t IndexByte(sv s, uint8_t c);
int64_t LastIndexByte(sv s, uint8_t c);
int64_t IndexRune(sv s, int32_t r);
int64_t IndexAny(sv s, sv chars);
int64_t LastIndexAny(sv s, sv chars);
int64_t Count(sv s, sv sep);
bool EqualFold(sv s, sv t);
int Compare(sv a, sv b);

// s without the runes of the cutset at its ends.
sv TrimLeft(sv s, sv cutset);
sv TrimRight(sv s, sv cutset);
sv TrimSpace(sv s);

// The pieces that Split, SplitAfter (with save = sep.size()) and Fields return; n < 0: all of them.
std::vector<sv> Split(sv s, sv sep, size_t save, int64_t n);
std::vector<sv> Fields(sv s);

// The text in other case (unicode::Case); nullopt: the same text.
std::optional<std::string> ToCase(int which, sv s);
// The first n non-overlapping `from` replaced (n < 0: all); nullopt: the same text.
std::optional<std::string> Replace(sv s, sv from, sv to, int64_t n);
std::optional<std::string> ToValidUTF8(sv s, sv replacement);

}  // namespace minigo::stdlib::text
