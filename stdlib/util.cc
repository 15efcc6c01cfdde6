// What the natives of several packages share.
#include "stdlib/util.h"

namespace minigo::stdlib {

GoSlice AppendBytes(M* m, GoSlice dst, std::string_view text) {
  int64_t n = static_cast<int64_t>(text.size());
  if (n == 0) return dst;
  if (dst.cap - dst.len >= n) {
    std::memmove(static_cast<char*>(dst.data) + dst.len, text.data(), text.size());
    dst.len += n;
    return dst;
  }
  GoSlice out;
  if (!runtime::GrowSlice(m, m->rt->types.Basic(Kind::kUint8), dst, n, &out)) {
    runtime::PanicRuntimeError(m, "growslice: len out of range");
    return dst;
  }
  std::memcpy(static_cast<char*>(out.data) + dst.len, text.data(), text.size());
  return out;
}

}  // namespace minigo::stdlib
