// Interface values: boxing, and the lookup behind method calls and type assertions.
#pragma once

#include <atomic>

#include "runtime/type.h"

namespace minigo::runtime {

struct M;
struct Runtime;

// A value of type t, in its frame slots, as an interface. Small integers, bools, the empty string and zero values take no
// allocation.
Iface MakeIface(M* m, const Type* t, const Slot* slots);
// The same from memory form.
Iface MakeIfaceFromMemory(M* m, const Type* t, const void* mem);
// The value inside, in memory form: valid while `i` is. For direct types the address of i.data itself.
inline const void* IfaceMemory(const Iface& i) { return i.type->direct() ? &i.data : i.data; }

// What a call site or assertion caches: one immutable, immortal pair.
struct InlineCache {
  const Type* type;
  Func* func;  // call sites: the method's iface_func; assertions: non-null if type implements it
};
// The entry for method `method_id` of `t`; never nullptr for a type that implements the interface.
const InlineCache* LookupMethod(Runtime* rt, const Type* t, uint32_t method_id);
bool Implements(Runtime* rt, const Type* t, const InterfaceType* iface);

}  // namespace minigo::runtime
