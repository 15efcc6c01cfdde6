// This file implements the sizes of types as gc lays them out on amd64.
#include "interp/types/checker.h"
#include "interp/types/internal.h"

namespace minigo::types {

namespace {

constexpr int64_t kWord = 8;

// Rounded up to a multiple of a; negative if that overflows.
int64_t Align(int64_t x, int64_t a) {
  return static_cast<int64_t>((static_cast<uint64_t>(x) + a - 1) & ~static_cast<uint64_t>(a - 1));
}

int64_t AddWrapping(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
}

int64_t BasicSize(BasicKind k) {
  switch (k) {
    case BasicKind::kBool:
    case BasicKind::kInt8:
    case BasicKind::kUint8: return 1;
    case BasicKind::kInt16:
    case BasicKind::kUint16: return 2;
    case BasicKind::kInt32:
    case BasicKind::kUint32:
    case BasicKind::kFloat32: return 4;
    case BasicKind::kComplex128:
    case BasicKind::kString: return 16;
    default: return kWord;
  }
}

// The empty structs of sync/atomic that ask for alignment.
bool IsSyncAtomicAlign64(Type* t) {
  Named* n = AsNamed(t);
  if (n == nullptr || n->obj->name_view() != "align64" || n->obj->pkg == nullptr) return false;
  return n->obj->pkg->path == "sync/atomic" || n->obj->pkg->path == "internal/runtime/atomic";
}

}  // namespace

int64_t Alignof(Type* t) {
  Type* u = Under(t);
  if (u == nullptr) return 1;
  switch (u->kind) {
    case TypeKind::kArray:
      return Alignof(As<Array>(u)->elem);
    case TypeKind::kStruct: {
      auto* s = As<Struct>(u);
      if (s->fields.empty()) return IsSyncAtomicAlign64(t) ? 8 : 1;
      if (s->align == 0) {
        int64_t max = 1;
        for (Var* f : s->fields) max = std::max(max, Alignof(f->type));
        s->align = max;
      }
      return s->align;
    }
    case TypeKind::kBasic:
      switch (As<Basic>(u)->basic) {
        case BasicKind::kComplex64: return 4;
        case BasicKind::kComplex128: return 8;
        default: return std::min(BasicSize(As<Basic>(u)->basic), kWord);
      }
    default:
      return kWord;
  }
}

std::vector<int64_t> Offsetsof(const List<Var*>& fields) {
  std::vector<int64_t> offsets(fields.size());
  int64_t offs = 0;
  for (size_t i = 0; i < fields.size(); i++) {
    if (offs < 0) {
      offsets[i] = -1;
      continue;
    }
    offs = Align(offs, Alignof(fields[i]->type));
    offsets[i] = offs;
    int64_t size = Sizeof(fields[i]->type);
    offs = size >= 0 && offs >= 0 ? AddWrapping(offs, size) : -1;
  }
  return offsets;
}

namespace {

int64_t StructSize(Struct* s) {
  int64_t offs = Offsetsof(s->fields).back();
  int64_t size = Sizeof(s->fields.back()->type);
  if (offs < 0 || size < 0) return -1;
  // The address of a zero-sized last field must not lie behind the struct.
  if (offs > 0 && size == 0) size = 1;
  int64_t end = AddWrapping(offs, size);
  if (end < 0) return -1;
  return Align(end, Alignof(s));
}

}  // namespace

int64_t Sizeof(Type* t) {
  Type* u = Under(t);
  if (u == nullptr) return kWord;
  switch (u->kind) {
    case TypeKind::kBasic:
      return BasicSize(As<Basic>(u)->basic);
    case TypeKind::kArray: {
      auto* a = As<Array>(u);
      if (a->len <= 0) return 0;
      int64_t esize = Sizeof(a->elem);
      if (esize <= 0) return esize < 0 ? -1 : 0;
      int64_t size;
      return __builtin_mul_overflow(esize, a->len, &size) ? -1 : size;
    }
    case TypeKind::kSlice:
      return 3 * kWord;
    case TypeKind::kInterface:
      return 2 * kWord;
    case TypeKind::kStruct: {
      auto* s = As<Struct>(u);
      if (s->fields.empty()) return 0;
      if (s->size == -2) s->size = StructSize(s);
      return s->size;
    }
    default:
      return kWord;
  }
}

}  // namespace minigo::types
