// What the natives of several packages share: building Go values and errno results. Lives in minigo::stdlib, the
// namespace in which every native.cc defines its table.
#pragma once

#include <string>
#include <string_view>

#include "runtime/native.h"

namespace minigo::stdlib {

using runtime::Complex128;
using runtime::Complex64;
using runtime::FuncVal;
using runtime::GoSlice;
using runtime::GoString;
using runtime::Iface;
using runtime::Kind;
using runtime::M;
using runtime::Native;
using runtime::NativeStatus;
using runtime::Raw;
using runtime::Slot;
using runtime::Type;

// Runtime::stdlib slots.
enum StdlibSlot : int { kTimeSlot = 0, kOsSlot = 1, kRuntimeSlot = 2 };

inline std::string_view View(GoString s) { return s.view(); }
inline std::string_view View(GoSlice s) {
  return {static_cast<const char*>(s.data), static_cast<size_t>(s.len)};
}
// dst with `text` appended, as append(dst, text...) does. May allocate.
GoSlice AppendBytes(M* m, GoSlice dst, std::string_view text);
// A copy of `text` in the heap; "" takes no memory.
inline GoString MakeString(M* m, std::string_view text) {
  return text.empty() ? GoString() : runtime::NewString(m, text);
}
// Copies a value of any type between memory in the heap. Word by word where it can be, so that a concurrent reader of a
// pointer never sees half of one.
inline void CopyValue(void* dst, const void* src, uint64_t size) {
  if (size == 8) {
    std::memcpy(dst, src, 8);
  } else if (size != 0) {
    std::memmove(dst, src, size);
  }
}
// A path or other text for a system call: NUL-terminated.
inline std::string CString(GoString s) { return std::string(s.view()); }

}  // namespace minigo::stdlib
