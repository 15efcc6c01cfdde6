// Natives that several packages share.
#include <algorithm>
#include <cstring>
#include <vector>

#include "stdlib/unicode/tables.h"
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

uint32_t BubbleID(M* m) { return runtime::BubbleId(m); }
bool OnHeap(M* m, const void* p) { return m->rt->heap.ObjectStart(p) != nullptr; }
void Retire(M* m) { runtime::RetireG(m); }
int64_t NanoTime() { return runtime::NanoTime(); }
uint64_t Rand64(M* m) { return runtime::FastRand64(m); }

NativeStatus Fatal(M* m, Slot* fp) {
  runtime::PanicFatal(m, runtime::native_internal::Load<GoString>(fp).view());
  return NativeStatus::kPanic;
}

int64_t IndexByte(GoString s, uint8_t c) {
  if (s.len == 0) return -1;
  const void* p = std::memchr(s.data, c, s.len);
  return p == nullptr ? -1 : static_cast<const char*>(p) - s.data;
}
int64_t LastIndexByte(GoString s, uint8_t c) {
  if (s.len == 0) return -1;
  const void* p = ::memrchr(s.data, c, s.len);
  return p == nullptr ? -1 : static_cast<const char*>(p) - s.data;
}
int64_t IndexByteSlice(GoSlice b, uint8_t c) {
  return IndexByte(GoString(static_cast<const char*>(b.data), b.len), c);
}
int64_t Index(GoString s, GoString sep) {
  if (sep.len == 0) return 0;
  if (sep.len > s.len) return -1;
  const void* p = ::memmem(s.data, s.len, sep.data, sep.len);
  return p == nullptr ? -1 : static_cast<const char*>(p) - s.data;
}
bool EqualBytes(GoSlice a, GoSlice b) { return View(a) == View(b); }
void Memmove(void* dst, const void* src, uint64_t n) {
  if (n != 0) std::memmove(dst, src, n);
}
void Memclr(void* p, uint64_t n) {
  if (n != 0) std::memset(p, 0, n);
}
bool IsPrint(int32_t r) { return unicode::IsPrint(r); }
bool IsGraphic(int32_t r) { return unicode::IsGraphic(r); }
bool IsUpper(int32_t r) { return unicode::IsUpper(r); }
GoString Itoa(M* m, int64_t v) { return MakeString(m, std::to_string(v)); }


bool Implements(M* m, const Type* t, const Type* iface) {
  return runtime::Implements(m->rt, t, runtime::As<runtime::InterfaceType>(iface));
}
void StoreIface(void* p, Iface v) { CopyValue(p, runtime::IfaceMemory(v), v.type->size); }
uint64_t Hash(M* m, const Type* t, const void* p, uint64_t seed) {
  runtime::AlgError err;
  uint64_t h = runtime::Hash(t, p, seed, &err);
  if (err.uncomparable != nullptr) {
    runtime::PanicRuntimeError(
        m, "hash of unhashable type " + std::string(err.uncomparable->string.view()));
  }
  return h;
}
uint64_t HashBytes(GoSlice b, uint64_t seed) { return runtime::HashBytes(b.data, b.len, seed); }
Iface MakeIface(M* m, const Type* t, const void* p) {
  return runtime::MakeIfaceFromMemory(m, t, p);
}

int64_t GoroutineStacks(M* m, GoSlice buf) {
  std::vector<uintptr_t> stacks = runtime::GoroutineStacks(m);
  std::copy_n(stacks.begin(), std::min<size_t>(stacks.size(), buf.len), buf.as<uintptr_t>());
  return static_cast<int64_t>(stacks.size());
}

}  // namespace

MINIGO_NATIVES(internal_rt, Native<&BubbleID>("BubbleID"), Native<&OnHeap>("OnHeap"), Native<&Retire>("Retire"),
               Native<&NanoTime>("NanoTime"), Native<&Rand64>("Rand64"),
               Raw<&Fatal>("Fatal"), Native<&IndexByte>("IndexByte"),
               Native<&LastIndexByte>("LastIndexByte"),
               Native<&IndexByteSlice>("IndexByteSlice"), Native<&Index>("Index"),
               Native<&EqualBytes>("EqualBytes"), Native<&Memmove>("Memmove"),
               Native<&Memclr>("Memclr"), Native<&IsPrint>("IsPrint"),
               Native<&IsGraphic>("IsGraphic"), Native<&IsUpper>("IsUpper"), Native<&Itoa>("Itoa"),
               Native<&Implements>("Implements"), Native<&StoreIface>("StoreIface"),
               Native<&MakeIface>("MakeIface"), Native<&Hash>("Hash"),
               Native<&HashBytes>("HashBytes"), Native<&GoroutineStacks>("goroutineStacks"))

}  // namespace minigo::stdlib
