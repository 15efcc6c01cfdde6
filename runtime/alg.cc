// This file implements equality, hashing and slot conversion of values by type.
#include "runtime/alg.h"

#include <cstring>

#include "runtime/base/check.h"
#include "runtime/iface.h"

namespace minigo::runtime {

namespace {

// The mixing steps of wyhash: a 64x64 -> 128 bit product folded.
constexpr uint64_t kP0 = 0xa0761d6478bd642f, kP1 = 0xe7037ed1a0b428db, kP2 = 0x8ebc6af09c88c6e3,
                   kP3 = 0x589965cc75374cc3;

inline uint64_t Fold(uint64_t a, uint64_t b) {
  unsigned __int128 r = static_cast<unsigned __int128>(a) * b;
  return static_cast<uint64_t>(r) ^ static_cast<uint64_t>(r >> 64);
}

template <typename T>
inline T Read(const void* p) {
  T v;
  std::memcpy(&v, p, sizeof(T));
  return v;
}
inline uint64_t R8(const char* p) { return Read<uint64_t>(p); }
inline uint64_t R4(const char* p) { return Read<uint32_t>(p); }

// A NaN equals nothing, so its hash may be anything; different each time, lest maps degrade.
uint64_t NanHash(uint64_t seed) {
  uint64_t stamp = __builtin_ia32_rdtsc();
  return Fold(seed ^ stamp ^ kP0, kP1 + stamp);
}

uint64_t HashFloat(double v, uint64_t seed) {
  if (v == 0) return Fold(seed ^ kP0, kP1);  // +0 and -0 alike
  if (v != v) return NanHash(seed);
  return Fold(Read<uint64_t>(&v) ^ seed ^ kP0, kP1 ^ 8);
}

bool EqualMemory(const void* p, const void* q, size_t n) {
  switch (n) {
    case 0: return true;
    case 1: return Read<uint8_t>(p) == Read<uint8_t>(q);
    case 2: return Read<uint16_t>(p) == Read<uint16_t>(q);
    case 4: return Read<uint32_t>(p) == Read<uint32_t>(q);
    case 8: return Read<uint64_t>(p) == Read<uint64_t>(q);
  }
  return std::memcmp(p, q, n) == 0;
}

}  // namespace

uint64_t HashBytes(const void* data, size_t n, uint64_t seed) {
  const char* p = static_cast<const char*>(data);
  seed = Fold(seed ^ kP0, kP1);  // or a difference of seeds could be made up for by the data
  uint64_t a, b;
  if (n <= 16) {
    if (n >= 4) {
      size_t mid = (n >> 3) << 2;
      a = R4(p) << 32 | R4(p + mid);
      b = R4(p + n - 4) << 32 | R4(p + n - 4 - mid);
    } else if (n > 0) {
      auto u = [&](size_t i) { return static_cast<uint64_t>(static_cast<unsigned char>(p[i])); };
      a = u(0) << 16 | u(n >> 1) << 8 | u(n - 1);
      b = 0;
    } else {
      a = b = 0;
    }
  } else {
    size_t i = n;
    if (i > 48) {
      uint64_t s1 = seed, s2 = seed;
      do {
        seed = Fold(R8(p) ^ kP1, R8(p + 8) ^ seed);
        s1 = Fold(R8(p + 16) ^ kP2, R8(p + 24) ^ s1);
        s2 = Fold(R8(p + 32) ^ kP3, R8(p + 40) ^ s2);
        p += 48;
        i -= 48;
      } while (i > 48);
      seed ^= s1 ^ s2;
    }
    while (i > 16) {
      seed = Fold(R8(p) ^ kP1, R8(p + 8) ^ seed);
      p += 16;
      i -= 16;
    }
    a = R8(p + i - 16);
    b = R8(p + i - 8);
  }
  return Fold(kP1 ^ n, Fold(a ^ kP1, b ^ seed));
}

uint64_t HashString(GoString s, uint64_t seed) {
  return HashBytes(s.data, static_cast<size_t>(s.len), seed);
}

bool IfaceEqual(Iface a, Iface b, AlgError* err) {
  if (a.type != b.type) return false;
  const Type* t = a.type;
  if (t == nullptr) return true;
  if (!t->comparable()) {
    err->uncomparable = t;
    return false;
  }
  if (t->direct()) return a.data == b.data;
  if (a.data == b.data && t->regular_memory()) return true;
  return Equal(t, a.data, b.data, err);
}

bool Equal(const Type* t, const void* p, const void* q, AlgError* err) {
  if (t->regular_memory()) return EqualMemory(p, q, t->size);
  switch (t->kind) {
    case Kind::kFloat32:
      return Read<float>(p) == Read<float>(q);
    case Kind::kFloat64:
      return Read<double>(p) == Read<double>(q);
    case Kind::kComplex64: {
      Complex64 a = Read<Complex64>(p), b = Read<Complex64>(q);
      return a.re == b.re && a.im == b.im;
    }
    case Kind::kComplex128: {
      Complex128 a = Read<Complex128>(p), b = Read<Complex128>(q);
      return a.re == b.re && a.im == b.im;
    }
    case Kind::kString: {
      GoString a = Read<GoString>(p), b = Read<GoString>(q);
      if (a.len != b.len) return false;
      return a.data == b.data || std::memcmp(a.data, b.data, static_cast<size_t>(a.len)) == 0;
    }
    case Kind::kInterface:
      return IfaceEqual(Read<Iface>(p), Read<Iface>(q), err);
    case Kind::kArray: {
      const ArrayType* a = As<ArrayType>(t);
      const char *x = static_cast<const char*>(p), *y = static_cast<const char*>(q);
      if (!t->comparable()) break;
      for (int64_t i = 0; i < a->len; i++, x += a->elem->size, y += a->elem->size) {
        if (!Equal(a->elem, x, y, err)) return false;
      }
      return true;
    }
    case Kind::kStruct: {
      if (!t->comparable()) break;
      for (const StructField& f : As<StructType>(t)->fields) {
        if (f.name.view() == "_") continue;
        if (!Equal(f.type, static_cast<const char*>(p) + f.offset,
                   static_cast<const char*>(q) + f.offset, err)) {
          return false;
        }
      }
      return true;
    }
    default:
      break;
  }
  err->uncomparable = t;
  return false;
}

uint64_t Hash(const Type* t, const void* p, uint64_t seed, AlgError* err) {
  if (t->regular_memory()) {
    switch (t->size) {
      case 4: return Fold(Read<uint32_t>(p) ^ seed ^ kP0, kP1 ^ 4);
      case 8: return Fold(Read<uint64_t>(p) ^ seed ^ kP0, kP1 ^ 8);
    }
    return HashBytes(p, t->size, seed);
  }
  switch (t->kind) {
    case Kind::kFloat32:
      return HashFloat(Read<float>(p), seed);
    case Kind::kFloat64:
      return HashFloat(Read<double>(p), seed);
    case Kind::kComplex64: {
      Complex64 c = Read<Complex64>(p);
      return HashFloat(c.im, HashFloat(c.re, seed));
    }
    case Kind::kComplex128: {
      Complex128 c = Read<Complex128>(p);
      return HashFloat(c.im, HashFloat(c.re, seed));
    }
    case Kind::kString:
      return HashString(Read<GoString>(p), seed);
    case Kind::kInterface: {
      Iface i = Read<Iface>(p);
      if (i.type == nullptr) return seed;
      if (!i.type->comparable()) {
        err->uncomparable = i.type;
        return 0;
      }
      return Hash(i.type, IfaceMemory(i), seed ^ i.type->hash, err);
    }
    case Kind::kArray: {
      if (!t->comparable()) break;
      const ArrayType* a = As<ArrayType>(t);
      for (int64_t i = 0; i < a->len; i++) {
        seed = Hash(a->elem, static_cast<const char*>(p) + i * a->elem->size, seed, err);
        if (err->uncomparable != nullptr) return 0;
      }
      return seed;
    }
    case Kind::kStruct: {
      if (!t->comparable()) break;
      for (const StructField& f : As<StructType>(t)->fields) {
        if (f.name.view() == "_") continue;
        seed = Hash(f.type, static_cast<const char*>(p) + f.offset, seed, err);
        if (err->uncomparable != nullptr) return 0;
      }
      return seed;
    }
    default:
      break;
  }
  err->uncomparable = t;
  return 0;
}

void LoadSlots(const Type* t, const void* mem, Slot* slots) {
  switch (t->kind) {
    case Kind::kBool:
    case Kind::kUint8: *slots = Read<uint8_t>(mem); return;
    case Kind::kInt8: *slots = static_cast<Slot>(int64_t{Read<int8_t>(mem)}); return;
    case Kind::kInt16: *slots = static_cast<Slot>(int64_t{Read<int16_t>(mem)}); return;
    case Kind::kInt32: *slots = static_cast<Slot>(int64_t{Read<int32_t>(mem)}); return;
    case Kind::kUint16: *slots = Read<uint16_t>(mem); return;
    case Kind::kUint32:
    case Kind::kFloat32: *slots = Read<uint32_t>(mem); return;
    case Kind::kStruct:
    case Kind::kArray: {
      if (t->size == 0) return;
      if (t->boxed()) {
        *slots = reinterpret_cast<Slot>(mem);
        return;
      }
      slots[(t->size - 1) / 8] = 0;
      std::memcpy(slots, mem, t->size);
      return;
    }
    default: {
      const Slot* from = static_cast<const Slot*>(mem);
      for (uint64_t i = 0; i < t->size / 8; i++) std::memcpy(&slots[i], &from[i], 8);
      return;
    }
  }
}

void StoreSlots(const Type* t, const Slot* slots, void* mem) {
  switch (t->size) {
    case 0: return;
    case 8: std::memcpy(mem, slots, 8); return;
    case 16: {
      uint64_t a = slots[0], b = slots[1];
      std::memcpy(mem, &a, 8);
      std::memcpy(static_cast<char*>(mem) + 8, &b, 8);
      return;
    }
    case 4: std::memcpy(mem, slots, 4); return;
    case 2: std::memcpy(mem, slots, 2); return;
    case 1: std::memcpy(mem, slots, 1); return;
  }
  std::memcpy(mem, t->boxed() ? reinterpret_cast<const void*>(*slots) : slots, t->size);
}

}  // namespace minigo::runtime
