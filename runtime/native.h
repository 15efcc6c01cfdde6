// Native functions: how C++ stands behind a Go declaration without body. This header, and what it includes, is
// all that stdlib may see of minigo.
//
// A native is an ordinary C++ function over the types below, wrapped by Native<&f>:
//
//     int64_t Index(GoString s, GoString sep);                 // func index(s, sep string) int
//     std::tuple<GoString, bool> Lookup(M* m, GoString key);   // func lookup(key string) (string, bool)
//
// An M* first parameter gives access to the runtime. Parameter types are passed by slots:
//     bool, int8_t … int64_t, uint8_t … uint64_t, float, double, pointers (also Map*, Chan*, FuncVal*), GoString, GoSlice, Iface,
//     Complex64, Complex128. C++ `int64_t` is Go's int and int64; `uint64_t` is uint, uint64, uintptr.
// Results: one of these, void, or a std::tuple of several.
//
// A native that may park the goroutine, or wants slots themselves, has the raw signature
//     NativeStatus F(M* m, Slot* fp);
// and is listed with Raw<&F>. fp points to the results, followed by the parameters.
//
// Rules: a native runs on the M's thread stack; it holds no lock when it returns; it may allocate (a safepoint: heap
// pointers in C++ locals are found by the collector, but not those hidden in malloc'ed memory); it must not
// keep heap pointers after it returns, except in memory registered with Heap::AddRoot; a call that may block uses
// BlockingRegion; calling back into Go is only possible through CallGo on a fiber (prefer to write such functions in Go).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "runtime/alg.h"
#include "runtime/chan.h"
#include "runtime/gmp.h"
#include "runtime/heap.h"
#include "runtime/iface.h"
#include "runtime/map.h"
#include "runtime/panic.h"
#include "runtime/proc.h"
#include "runtime/runtime.h"
#include "runtime/sema.h"
#include "runtime/slice.h"
#include "runtime/string.h"
#include "runtime/timer.h"
#include "runtime/type.h"
#include "runtime/value.h"

namespace minigo::runtime {

enum class NativeStatus : uint8_t {
  kDone,    // results are in place
  kParked,  // the goroutine waits (Park, ChanRecv, SemAcquire, Sleep…); results are in place or written by its waker
  kYield,   // back to the run queue; goes on after the call
  kPanic,   // M::pending is set
  kExit,    // the program is over
  kGoexit,  // runtime.Goexit: run deferred calls and end the goroutine
  kCall,    // M::call is set: the VM calls that Go function as if from here, then goes on after the native call.
            // Its results go where the request says. For reflect.Value.Call and the like.
};

using NativeFn = NativeStatus (*)(M* m, Slot* fp);

struct NativeEntry {
  const char* name;  // "Index", "(*File).read": as declared in the package's Go files
  NativeFn fn;
  // Parameter and result slots as the C++ signature has them, compared with the Go declaration when bound; -1: raw.
  int16_t param_slots;
  int16_t result_slots;
};

// Raises a panic from a native; returns to the VM as soon as the native does.
void PanicValue(M* m, Iface value);                // panic(value)
void PanicString(M* m, std::string_view text);     // panic("text")
void PanicRuntimeError(M* m, std::string_view text);  // a runtime.Error; text without "runtime error: "
void PanicPlainError(M* m, std::string_view text);    // a runtime.Error that is just `text`: "close of nil channel"
void PanicFatal(M* m, std::string_view text);      // fatal error: text (cannot be recovered)

namespace native_internal {

template <typename T>
struct SlotsOf {
  static constexpr int value = (sizeof(T) + 7) / 8;
};
template <>
struct SlotsOf<void> {
  static constexpr int value = 0;
};
template <typename... T>
struct SlotsOf<std::tuple<T...>> {
  static constexpr int value = (0 + ... + SlotsOf<T>::value);
};

template <typename T>
T Load(const Slot* s) {
  T v;
  std::memcpy(static_cast<void*>(&v), s, sizeof(T));
  return v;
}
template <typename T>
void Store(Slot* s, T v) {
  if constexpr (std::is_same_v<T, bool>) {
    *s = v ? 1 : 0;
  } else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) {
    *s = static_cast<Slot>(static_cast<int64_t>(v));
  } else if constexpr (std::is_integral_v<T>) {
    *s = static_cast<Slot>(v);
  } else {
    if constexpr (sizeof(T) < 8) *s = 0;
    std::memcpy(s, &v, sizeof(T));
  }
}
template <typename... T, size_t... I>
void StoreTuple(Slot* s, const std::tuple<T...>& t, std::index_sequence<I...>) {
  int at = 0;
  ((Store(s + at, std::get<I>(t)), at += SlotsOf<T>::value), ...);
}

template <typename R, bool kWithM, typename... A>
struct Caller {
  static constexpr int kResults = SlotsOf<R>::value;
  static constexpr int kParams = (0 + ... + SlotsOf<A>::value);

  template <auto F>
  static NativeStatus Call(M* m, Slot* fp) {
    return Do<F>(m, fp, std::index_sequence_for<A...>());
  }
  template <auto F, size_t... I>
  static NativeStatus Do(M* m, Slot* fp, std::index_sequence<I...>) {
    constexpr int kSizes[] = {SlotsOf<A>::value..., 0};
    constexpr auto kOffset = [](size_t i) {
      int at = kResults;
      for (size_t k = 0; k < i; k++) at += kSizes[k];
      return at;
    };
    auto invoke = [&]() -> R {
      if constexpr (kWithM) {
        return F(m, Load<A>(fp + kOffset(I))...);
      } else {
        return F(Load<A>(fp + kOffset(I))...);
      }
    };
    if constexpr (std::is_void_v<R>) {
      invoke();
    } else {
      R r = invoke();
      if constexpr (requires { std::tuple_size<R>::value; }) {
        StoreTuple(fp, r, std::make_index_sequence<std::tuple_size_v<R>>());
      } else {
        Store(fp, r);
      }
    }
    return m->pending.kind == M::PendingPanic::kNone ? NativeStatus::kDone : NativeStatus::kPanic;
  }
};

template <typename F>
struct Signature;
template <typename R, typename... A>
struct Signature<R (*)(M*, A...)> : Caller<R, true, A...> {};
template <typename R, typename... A>
  requires(!std::is_same_v<std::tuple_element_t<0, std::tuple<A..., void>>, M*>)
struct Signature<R (*)(A...)> : Caller<R, false, A...> {};

}  // namespace native_internal

// Table rows: {Native<&Index>("Index"), Raw<&SleepRaw>("Sleep")}.
template <auto F>
constexpr NativeEntry Native(const char* name) {
  using S = native_internal::Signature<decltype(F)>;
  return {name, &S::template Call<F>, S::kParams, S::kResults};
}
template <auto F>
constexpr NativeEntry Raw(const char* name) {
  return {name, F, -1, -1};
}

// The natives of one package: stdlib/<pkg>/native.cc ends with
//     extern const NativeTable kNatives_<pkg> = {…};
// where <pkg> is the import path with '/' as '_'; packages.def names it.
struct NativeTable {
  const NativeEntry* entries;
  int count;
};
#define MINIGO_NATIVES(pkg, ...)                                                             \
  static const ::minigo::runtime::NativeEntry kEntries_##pkg[] = {__VA_ARGS__};              \
  extern const ::minigo::runtime::NativeTable kNatives_##pkg;                                \
  const ::minigo::runtime::NativeTable kNatives_##pkg = {                                    \
      kEntries_##pkg, static_cast<int>(sizeof(kEntries_##pkg) / sizeof(kEntries_##pkg[0]))};

// Building Go values.
GoSlice NewByteSlice(M* m, std::string_view bytes);
GoSlice NewStringSlice(M* m, const std::string_view* parts, int64_t n);  // []string, texts copied

}  // namespace minigo::runtime
