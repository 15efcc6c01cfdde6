// Go values as memory: the shapes that slots, heap objects and natives share. The layouts are those of
// Go on amd64.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace minigo::runtime {

// One cell of a VM frame: 8 bytes, untagged. A scalar takes one slot, canonically extended: signed integers
// are sign-extended to 64 bits, unsigned ones, bool and uintptr zero-extended, float32 is its 32 bits
// zero-extended, complex64 is its two float32s in one slot. A string takes 2 slots, a slice 3, an interface
// 2, a complex128 2; func, map, chan, pointer and unsafe.Pointer 1. A struct or array is a block of its
// Go layout, rounded up to whole slots. Zero-size types take no slot.
using Slot = uint64_t;

struct Type;
struct Func;  // a function of the program; only interp/bytecode and interp/vm know its inside

struct GoString {
  const char* data = nullptr;
  int64_t len = 0;

  GoString() = default;
  GoString(const char* d, int64_t n) : data(d), len(n) {}
  // Of text that outlives the value: literals and immortal memory.
  explicit GoString(std::string_view s) : data(s.data()), len(static_cast<int64_t>(s.size())) {}
  std::string_view view() const { return {data, static_cast<size_t>(len)}; }
};

struct GoSlice {
  void* data = nullptr;
  int64_t len = 0;
  int64_t cap = 0;

  template <typename T>
  T* as() const {
    return static_cast<T*>(data);
  }
};

// Any interface value, empty or not: the dynamic type and a data word. Pointer-shaped values (pointers,
// maps, chans, funcs, unsafe.Pointer, and structs or arrays of exactly one such) lie in the data word;
// everything else is a pointer to an immutable box. type == nullptr: the nil interface.
// Unlike Go there is no itab word: methods are found by (dynamic type, method), see iface.h.
struct Iface {
  const Type* type = nullptr;
  void* data = nullptr;
};

struct Complex64 {
  float re, im;
};
struct Complex128 {
  double re, im;
};

// What a func value points to: the function and its captured variables (values, or pointers to cells).
// A function that captures nothing has one immortal FuncVal.
struct FuncVal {
  Func* fn;
  // The captured words follow, laid out by the compiler.
  Slot* captured() { return reinterpret_cast<Slot*>(this + 1); }
};

static_assert(sizeof(GoString) == 16 && sizeof(GoSlice) == 24 && sizeof(Iface) == 16);

}  // namespace minigo::runtime
