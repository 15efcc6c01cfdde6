// Slices: making and growing, with Go's growth rule.
#pragma once

#include "runtime/type.h"

namespace minigo::runtime {

struct M;

enum class SliceError : uint8_t { kNone, kLen, kCap };  // "makeslice: len out of range", "… cap …"

// make([]T, len, cap); on error `out` is untouched and the caller panics.
SliceError MakeSlice(M* m, const Type* elem, int64_t len, int64_t cap, GoSlice* out);
// The slice old[:old.len+extra] with room, as append grows it: contents copied, length set to old.len+extra,
// the new elements zeroed. False: the new length overflows ("growslice: len out of range").
bool GrowSlice(M* m, const Type* elem, GoSlice old, int64_t extra, GoSlice* out);

}  // namespace minigo::runtime
