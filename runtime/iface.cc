// This file implements boxing of values into interfaces and the method lookup behind call sites.
#include "runtime/iface.h"

#include <array>
#include <cstring>

#include "runtime/alg.h"
#include "runtime/heap.h"
#include "runtime/heap_alloc.h"
#include "runtime/runtime.h"

namespace minigo::runtime {

namespace {

// Boxes of the integers 0..255 in every width (little-endian), and of zero values.
alignas(64) constexpr std::array<uint64_t, 256> kSmall = [] {
  std::array<uint64_t, 256> a{};
  for (uint64_t i = 0; i < 256; i++) a[i] = i;
  return a;
}();

void* Box(const void* p) { return const_cast<void*>(p); }

}  // namespace

Iface MakeIface(M* m, const Type* t, const Slot* slots) {
  if (t->direct()) {
    void* data;
    std::memcpy(&data, slots, sizeof(data));
    return {t, data};
  }
  switch (t->size) {
    case 0:
      return {t, Box(&kSmall[0])};
    case 1:
      return {t, Box(&kSmall[static_cast<uint8_t>(slots[0])])};
    case 2:
    case 4:
    case 8: {
      uint64_t v = 0;
      std::memcpy(&v, slots, t->size);
      if (v < 256) return {t, Box(&kSmall[v])};
      void* box = AllocType(m, t);
      std::memcpy(box, &v, t->size);
      return {t, box};
    }
    case 16:
    case 24: {
      // Empty strings, nil interfaces, nil slices and the like.
      static constexpr uint64_t kZero[3] = {};
      bool empty = t->kind == Kind::kString ? slots[1] == 0
                                            : (slots[0] | slots[1] | (t->size == 24 ? slots[2] : 0)) == 0;
      if (empty) return {t, Box(kZero)};
      break;
    }
  }
  if (t->boxed()) return {t, reinterpret_cast<void*>(slots[0])};
  void* box = AllocType(m, t);
  StoreSlots(t, slots, box);
  return {t, box};
}

Iface MakeIfaceFromMemory(M* m, const Type* t, const void* mem) {
  // The memory form of a value is also its slot form, little-endian, but for the extension of narrow scalars and
  // the padding of blocks, neither of which boxing looks at.
  if (t->size <= 4 || t->size == 8 || t->size == 16 || t->size == 24) {
    Slot slots[3] = {};
    std::memcpy(slots, mem, t->size);
    return MakeIface(m, t, slots);
  }
  void* box = AllocType(m, t);
  std::memcpy(box, mem, t->size);
  return {t, box};
}

const InlineCache* LookupMethod(Runtime* rt, const Type* t, uint32_t method_id) {
  return rt->types.LookupMethod(t, method_id);
}

bool Implements(Runtime* rt, const Type* t, const InterfaceType* iface) {
  return iface->methods.empty() || rt->types.MissingMethod(t, iface, nullptr) == nullptr;
}

}  // namespace minigo::runtime
