// Run-time type descriptors: what maps, channels, interfaces, the collector, fmt and reflect know of a type.
// A descriptor is immortal for its engine and canonical: identical types have one descriptor, so type
// identity is pointer identity. TypeTable makes them, by structure, for the compiler and for reflect alike.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "runtime/base/arena.h"
#include "runtime/value.h"

namespace minigo::runtime {

struct Runtime;
class Heap;
struct InlineCache;

// Bits of the longest pointer mask that is spelled out: 512 KB of memory.
constexpr uint64_t kMaxMaskWords = 1 << 16;

// Numbered as reflect.Kind.
enum class Kind : uint8_t {
  kInvalid, kBool, kInt, kInt8, kInt16, kInt32, kInt64, kUint, kUint8, kUint16, kUint32, kUint64,
  kUintptr, kFloat32, kFloat64, kComplex64, kComplex128, kArray, kChan, kFunc, kInterface, kMap,
  kPointer, kSlice, kString, kStruct, kUnsafePointer,
};

enum TypeFlags : uint8_t {
  kTypeNamed = 1 << 0,       // has a name (defined and predeclared types)
  kTypeDirect = 1 << 1,      // pointer-shaped: lies in an interface's data word itself
  kTypeRegularMemory = 1 << 2,  // == and hash are those of the bytes (no padding, floats, strings, interfaces)
  kTypeComparable = 1 << 3,  // == is defined (it may still panic, through interfaces)
  kTypeHasMethods = 1 << 4,  // `uncommon` lists methods (of T; *T is a descriptor of its own)
  kTypeVariadic = 1 << 5,    // FuncType: the last parameter is variadic
  kTypeComplete = 1 << 6,    // all is known (a named type is made before its underlying type)
  kTypeSized = 1 << 7,       // of a named type that is not complete: its layout is known by its kind
};

struct Method {
  GoString name;
  GoString pkg_path;      // of unexported methods; empty for exported ones
  const Type* type;       // the FuncType without receiver
  // The function with the receiver as its first parameter, in the type's own slots.
  Func* func;
  // The function that takes an interface's data word as receiver; equals func for pointer-shaped types.
  // Both are compiled on first call.
  Func* iface_func;
};

struct Uncommon {
  GoString name;      // "T", "Pair[int,string]" (as reflect's Name gives it)
  GoString pkg_path;  // "main"; empty for predeclared types
  List<Method> methods;  // sorted by name; exported ones first, as reflect's Method(i) counts them
  uint32_t num_exported = 0;
};

// The order and widths of the fields are relied on by stdlib/reflect, which reads descriptors as a Go struct.
struct Type {
  uint64_t size = 0;       // bytes
  uint64_t ptr_bytes = 0;  // bytes of the prefix that can hold pointers; 0: no pointers
  uint32_t hash = 0;
  uint8_t flags = 0;  // TypeFlags
  uint8_t align = 1;
  uint8_t field_align = 1;
  Kind kind = Kind::kInvalid;
  // One bit per word of the first ptr_bytes, little end first. nullptr for types without pointers, and for those
  // whose mask would be longer than kMaxMaskWords bits (huge arrays and what contains them).
  const uint64_t* ptr_mask = nullptr;
  GoString string;  // "main.T", "map[string]int": what reflect's String and %T and panic texts say
  const Uncommon* uncommon = nullptr;   // of named types, and of pointers to named types with methods
  std::atomic<const Type*> ptr_to{nullptr};    // *T, once made
  std::atomic<const Type*> slice_of{nullptr};  // []T, once made
  uint32_t shape = 0;    // the heap's allocation class of this type (heap.h)
  uint32_t id = 0;       // counts from 1 in the order of creation
  // What methods a type has may be filled in late: called before they are first looked at, until SetMethods has been
  // called for t (the compiler sets it for named types). Called without the Types lock; several threads may
  // call it at once, the first SetMethods counts.
  void (*complete_methods)(Runtime* rt, Type* t) = nullptr;
  void* compiler_data = nullptr;  // the compiler's handle (types::Type*), opaque here

  bool has_pointers() const { return ptr_bytes != 0; }
  // kTypeHasMethods may be set by another thread meanwhile; the other flags do not change once others see the type.
  bool has(TypeFlags f) const { return __atomic_load_n(&flags, __ATOMIC_RELAXED) & f; }
  bool direct() const { return has(kTypeDirect); }
  bool comparable() const { return has(kTypeComparable); }
  bool named() const { return has(kTypeNamed); }
  bool regular_memory() const { return has(kTypeRegularMemory); }
  // Values beyond kMaxFrameBytes are boxed in frames: their one slot is the address of memory that is never written again.
  bool boxed() const { return size > kMaxFrameBytes; }
  int64_t slots() const { return boxed() ? 1 : static_cast<int64_t>((size + 7) / 8); }

  static constexpr uint64_t kMaxFrameBytes = 16384;
};

struct PtrType : Type {
  const Type* elem = nullptr;
};
struct SliceType : Type {
  const Type* elem = nullptr;
};
struct ArrayType : Type {
  const Type* elem = nullptr;
  const Type* slice = nullptr;  // []elem
  int64_t len = 0;
};
enum class ChanDir : uint8_t { kRecv = 1, kSend = 2, kBoth = 3 };  // as reflect.ChanDir
struct ChanType : Type {
  const Type* elem = nullptr;
  ChanDir dir = ChanDir::kBoth;
};
struct MapType : Type {
  const Type* key = nullptr;
  const Type* elem = nullptr;
  // struct{key; elem}, or {elem; key} if elem has no size: the memory of one entry, the key at 0. Made when key and elem are complete, see TypeTable::MapEntry.
  mutable std::atomic<const Type*> entry{nullptr};
};
struct FuncType : Type {
  List<const Type*> in;
  List<const Type*> out;
  bool variadic() const { return flags & kTypeVariadic; }
};
struct StructField {
  GoString name;
  GoString pkg_path;  // of unexported fields
  const Type* type = nullptr;
  GoString tag;
  uint64_t offset = 0;
  bool embedded = false;
};
struct StructType : Type {
  List<StructField> fields;
};
struct InterfaceMethod {
  GoString name;
  GoString pkg_path;  // of unexported methods
  const Type* type = nullptr;
  uint32_t id = 0;  // of (name, pkg_path), see TypeTable::MethodId
};
struct InterfaceType : Type {
  List<InterfaceMethod> methods;  // sorted by name
};

template <typename T>
const T* As(const Type* t) {
  return static_cast<const T*>(t);
}

// Makes and finds descriptors. Thread-safe (its own lock, LockRank::kTypes).
class TypeTable {
 public:
  // `heap` gives types their shapes; nullptr: that of rt.
  explicit TypeTable(Runtime* rt, Heap* heap = nullptr);
  ~TypeTable();
  TypeTable(const TypeTable&) = delete;
  TypeTable& operator=(const TypeTable&) = delete;

  const Type* Basic(Kind k) const { return basic_[static_cast<int>(k)]; }
  const Type* Error() const { return error_; }       // error
  const Type* EmptyInterface() const { return any_; }  // interface {}

  const Type* PtrTo(const Type* elem);
  const Type* SliceOf(const Type* elem);
  const Type* ArrayOf(const Type* elem, int64_t len);
  const Type* ChanOf(const Type* elem, ChanDir dir);
  const Type* MapOf(const Type* key, const Type* elem);
  const Type* FuncOf(List<const Type*> in, List<const Type*> out, bool variadic);
  // Offsets are computed; `offset` of the given fields is ignored.
  const Type* StructOf(List<StructField> fields);
  // Sorts; `id`s of the given methods are ignored.
  const Type* InterfaceOf(List<InterfaceMethod> methods);

  // A new defined type, distinct from all others. `string` is "pkg.Name" as %T prints it. Its layout is unknown
  // until SetUnderlying; pointers to it and the like may be made before.
  Type* NewNamed(std::string_view string, std::string_view name, std::string_view pkg_path, Kind kind);
  // Completes `named` with the structure of `underlying` (of the same kind as given to NewNamed).
  void SetUnderlying(Type* named, const Type* underlying);
  // Sets the methods of a named type, of a pointer to one, or of a struct with promoted methods; sorts them.
  // A second call for the same type is ignored.
  void SetMethods(const Type* t, List<Method> methods);
  // The type of t's entries; key and elem are complete.
  const Type* MapEntry(const MapType* t);

  // A small number for a method's identity: the name, and the package when unexported.
  uint32_t MethodId(std::string_view name, std::string_view pkg_path);

  // See FindMethod, MissingMethod below and LookupMethod in iface.h.
  const Method* FindMethod(const Type* t, uint32_t method_id);
  const InterfaceMethod* MissingMethod(const Type* t, const InterfaceType* iface, bool* wrong_type);
  const InlineCache* LookupMethod(const Type* t, uint32_t method_id);

  Arena& arena() { return arena_; }  // hold the Types lock (Lock/Unlock below; it may be taken again)
  void Lock();
  void Unlock();

 private:
  struct Impl;
  Runtime* rt_;
  Arena arena_;
  const Type* basic_[32] = {};
  const Type* error_ = nullptr;
  const Type* any_ = nullptr;
  std::unique_ptr<Impl> impl_;
};

// The method of dynamic type `t` with that id, or nullptr. Completes t's methods if needed. Thread-safe.
const Method* FindMethod(Runtime* rt, const Type* t, uint32_t method_id);
// The first method of `iface` that `t` lacks, or nullptr if t implements it. `wrong_type` says that a method
// of the name exists with another type. Results are cached.
const InterfaceMethod* MissingMethod(Runtime* rt, const Type* t, const InterfaceType* iface,
                                     bool* wrong_type);

}  // namespace minigo::runtime
