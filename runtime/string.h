// Strings: concatenation, conversion, comparison, UTF-8.
#pragma once

#include <string_view>

#include "runtime/value.h"

namespace minigo::runtime {

struct M;

GoString NewString(M* m, std::string_view s);  // a copy in the heap
GoString Concat(M* m, GoString a, GoString b);
GoString ConcatN(M* m, const GoString* parts, int n);  // one allocation
int CompareStrings(GoString a, GoString b);            // <0, 0, >0
GoString StringFromRune(M* m, int64_t r);              // string(r): U+FFFD when invalid
GoString StringFromBytes(M* m, GoSlice b);
GoString StringFromRunes(M* m, GoSlice r);
GoSlice BytesFromString(M* m, GoString s);  // capacity as Go rounds it
GoSlice RunesFromString(M* m, GoString s);
// The rune that starts at s[i] and its width in *width (U+FFFD, 1 when malformed). i < s.len.
int32_t DecodeRune(GoString s, int64_t i, int* width);
int EncodeRune(int32_t r, char out[4]);

}  // namespace minigo::runtime
