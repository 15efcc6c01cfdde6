// Equality, hashing, copying and zeroing of values by type.
#pragma once

#include "runtime/type.h"

namespace minigo::runtime {

struct M;

// What went wrong in ==, hash or a map operation; the caller panics.
struct AlgError {
  const Type* uncomparable = nullptr;  // "comparing uncomparable type X" / "hash of unhashable type X"
};

// p and q point to values of type t. False with err->uncomparable set: the comparison panics.
bool Equal(const Type* t, const void* p, const void* q, AlgError* err);
// a and b as interface values (== on interfaces of any method set).
bool IfaceEqual(Iface a, Iface b, AlgError* err);
uint64_t Hash(const Type* t, const void* p, uint64_t seed, AlgError* err);
uint64_t HashBytes(const void* p, size_t n, uint64_t seed);
uint64_t HashString(GoString s, uint64_t seed);

// Copies a value between slots and memory of type t: a frame's slots hold narrow scalars extended.
// LoadSlots of a boxed type does not copy: the slot refers to mem, which must not change any more.
void LoadSlots(const Type* t, const void* mem, Slot* slots);   // memory -> frame
void StoreSlots(const Type* t, const Slot* slots, void* mem);  // frame -> memory
inline int64_t SlotCount(const Type* t) { return t->slots(); }

}  // namespace minigo::runtime
