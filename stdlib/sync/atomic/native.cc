// Natives of package atomic. The VM has instructions of its own for the common ones; these stand behind function values.
#include <atomic>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

// Nil pointers panic; T is an integer type or void*.
template <typename T>
bool Nil(M* m, const T* p) {
  if (p != nullptr) [[likely]] return false;
  runtime::PanicRuntimeError(m, "invalid memory address or nil pointer dereference");
  return true;
}
template <typename T>
T Load(M* m, T* p) {
  return Nil(m, p) ? T() : __atomic_load_n(p, __ATOMIC_SEQ_CST);
}
template <typename T>
void Store(M* m, T* p, T v) {
  if (!Nil(m, p)) __atomic_store_n(p, v, __ATOMIC_SEQ_CST);
}
template <typename T>
T Swap(M* m, T* p, T v) {
  return Nil(m, p) ? T() : __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST);
}
template <typename T>
bool Cas(M* m, T* p, T old, T v) {
  return !Nil(m, p) &&
         __atomic_compare_exchange_n(p, &old, v, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
template <typename T>
T Add(M* m, T* p, T v) {
  return Nil(m, p) ? T() : __atomic_add_fetch(p, v, __ATOMIC_SEQ_CST);
}
template <typename T>
T And(M* m, T* p, T v) {
  return Nil(m, p) ? T() : __atomic_fetch_and(p, v, __ATOMIC_SEQ_CST);
}
template <typename T>
T Or(M* m, T* p, T v) {
  return Nil(m, p) ? T() : __atomic_fetch_or(p, v, __ATOMIC_SEQ_CST);
}

// Value: an interface in memory whose type word says whether it is set. The first store marks the type word busy while it
// writes the data word; later stores change the data word only, so that a load that has seen the type is safe.
const Type kBusyType;
const Type* const kBusy = &kBusyType;

const Type* LoadType(Iface* v) {
  const Type* t;
  while ((t = __atomic_load_n(&v->type, __ATOMIC_ACQUIRE)) == kBusy) __builtin_ia32_pause();
  return t;
}
Iface LoadValue(Iface* v, const Type* t) {
  return t == nullptr ? Iface() : Iface{t, __atomic_load_n(&v->data, __ATOMIC_ACQUIRE)};
}
Iface ValueLoad(M* m, Iface* v) {
  if (Nil(m, v)) return {};
  return LoadValue(v, LoadType(v));
}
// Sets the type by the first store; false: it is set already.
bool FirstStore(Iface* v, Iface val) {
  const Type* none = nullptr;
  if (!__atomic_compare_exchange_n(&v->type, &none, kBusy, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) return false;
  __atomic_store_n(&v->data, val.data, __ATOMIC_RELEASE);
  __atomic_store_n(&v->type, val.type, __ATOMIC_RELEASE);
  return true;
}
void ValueStore(M* m, Iface* v, Iface val) {
  if (Nil(m, v) || FirstStore(v, val)) return;
  if (LoadType(v) != val.type) {
    runtime::PanicString(m, "sync/atomic: store of inconsistently typed value into Value");
    return;
  }
  __atomic_store_n(&v->data, val.data, __ATOMIC_RELEASE);
}
Iface ValueSwap(M* m, Iface* v, Iface val) {
  if (Nil(m, v) || FirstStore(v, val)) return {};
  if (LoadType(v) != val.type) {
    runtime::PanicString(m, "sync/atomic: swap of inconsistently typed value into Value");
    return {};
  }
  return {val.type, __atomic_exchange_n(&v->data, val.data, __ATOMIC_ACQ_REL)};
}
bool ValueCompareAndSwap(M* m, Iface* v, Iface old, Iface val) {
  if (Nil(m, v)) return false;
  if (old.type != nullptr && old.type != val.type) {
    runtime::PanicString(m, "sync/atomic: compare and swap of inconsistently typed values");
    return false;
  }
  for (;;) {
    const Type* t = LoadType(v);
    if (t == nullptr) {
      if (old.type != nullptr) return false;
      if (FirstStore(v, val)) return true;
      continue;
    }
    if (t != val.type) {
      runtime::PanicString(m, "sync/atomic: compare and swap of inconsistently typed value into Value");
      return false;
    }
    void* data = __atomic_load_n(&v->data, __ATOMIC_ACQUIRE);
    runtime::AlgError err;
    bool equal = runtime::IfaceEqual({t, data}, old, &err);
    if (err.uncomparable != nullptr) {
      runtime::PanicRuntimeError(
          m, "comparing uncomparable type " + std::string(err.uncomparable->string.view()));
      return false;
    }
    if (!equal) return false;
    return __atomic_compare_exchange_n(&v->data, &data, val.data, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
  }
}

}  // namespace

MINIGO_NATIVES(
    sync_atomic,
    Native<&Load<int32_t>>("LoadInt32"), Native<&Store<int32_t>>("StoreInt32"),
    Native<&Swap<int32_t>>("SwapInt32"), Native<&Cas<int32_t>>("CompareAndSwapInt32"),
    Native<&Add<int32_t>>("AddInt32"), Native<&And<int32_t>>("AndInt32"),
    Native<&Or<int32_t>>("OrInt32"), Native<&Load<int64_t>>("LoadInt64"),
    Native<&Store<int64_t>>("StoreInt64"), Native<&Swap<int64_t>>("SwapInt64"),
    Native<&Cas<int64_t>>("CompareAndSwapInt64"), Native<&Add<int64_t>>("AddInt64"),
    Native<&And<int64_t>>("AndInt64"), Native<&Or<int64_t>>("OrInt64"),
    Native<&Load<uint32_t>>("LoadUint32"), Native<&Store<uint32_t>>("StoreUint32"),
    Native<&Swap<uint32_t>>("SwapUint32"), Native<&Cas<uint32_t>>("CompareAndSwapUint32"),
    Native<&Add<uint32_t>>("AddUint32"), Native<&And<uint32_t>>("AndUint32"),
    Native<&Or<uint32_t>>("OrUint32"), Native<&Load<uint64_t>>("LoadUint64"),
    Native<&Store<uint64_t>>("StoreUint64"), Native<&Swap<uint64_t>>("SwapUint64"),
    Native<&Cas<uint64_t>>("CompareAndSwapUint64"), Native<&Add<uint64_t>>("AddUint64"),
    Native<&And<uint64_t>>("AndUint64"), Native<&Or<uint64_t>>("OrUint64"),
    Native<&Load<uint64_t>>("LoadUintptr"), Native<&Store<uint64_t>>("StoreUintptr"),
    Native<&Swap<uint64_t>>("SwapUintptr"), Native<&Cas<uint64_t>>("CompareAndSwapUintptr"),
    Native<&Add<uint64_t>>("AddUintptr"), Native<&And<uint64_t>>("AndUintptr"),
    Native<&Or<uint64_t>>("OrUintptr"), Native<&Load<void*>>("LoadPointer"),
    Native<&Store<void*>>("StorePointer"), Native<&Swap<void*>>("SwapPointer"),
    Native<&Cas<void*>>("CompareAndSwapPointer"), Native<&ValueLoad>("valueLoad"),
    Native<&ValueStore>("valueStore"), Native<&ValueSwap>("valueSwap"),
    Native<&ValueCompareAndSwap>("valueCompareAndSwap"))

}  // namespace minigo::stdlib
