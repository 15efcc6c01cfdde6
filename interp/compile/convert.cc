// This file implements conversions, explicit and implicit ones.
#include "interp/compile/fn.h"
#include "runtime/base/check.h"

namespace minigo::compile {

using namespace grammar;

// The value of type `from` (not an interface) as an interface value.
int FnCompiler::ToIface(int src, const Type* from, int want) {
  int d = want != kNone ? want : Alloc(2);
  if (from->direct()) {
    // The data word first: src may be d.
    if (from->size == 0) Emit(Opcode::kZero, d + 1);
    else if (src != d + 1) Emit(Opcode::kMov, d + 1, src);
    Emit(Opcode::kLdK, d);
    code_.Extra(from);
  } else {
    EmitT(Opcode::kMkIface, d, src, 0, from);
  }
  return d;
}

namespace {

bool IsBytes(const Type* t) {
  return t->kind == rt::Kind::kSlice && rt::As<rt::SliceType>(t)->elem->kind == rt::Kind::kUint8;
}
bool IsRunes(const Type* t) {
  return t->kind == rt::Kind::kSlice && rt::As<rt::SliceType>(t)->elem->kind == rt::Kind::kInt32;
}

}  // namespace

int FnCompiler::ConvertExpr(Expr* e, const Type* to, int want) {
  if (IsNilName(e)) return ExprAs(e, to, want);
  const Type* from = TypeOf(e);
  // A constant keeps its value: no run-time conversion (constants that the checker left untyped included).
  types::Const c = types::ValueOf(e);
  if (c != nullptr && to->kind != rt::Kind::kInterface && to->kind != rt::Kind::kSlice &&
      !(to->kind == rt::Kind::kString && from->kind != rt::Kind::kString) && to->kind != rt::Kind::kUnsafePointer) {
    bool to_int = IsIntKind(to->kind);
    if (!to_int || types::KindOf(world_.constants().ToInt(c)) == types::ConstKind::kInt) {
      int d = Constant(c, to, want);
      return d;
    }
  }
  if (to->kind == rt::Kind::kInterface) return ExprAs(e, to, want);
  int d = want != kNone ? want : kNone;
  if (d == kNone) {
    // Representation-preserving conversions read the operand where it is.
    if (from == to || (ShapeOf(from) == ShapeOf(to) && from->kind == to->kind)) return ExprTo(e);
    d = AllocType(to);
  }
  int mark = top();
  int r = Convert(ExprTo(e), from, to, d);
  if (r != d) Move(to, d, r);
  if (c != nullptr && to->kind == rt::Kind::kSlice) Emit(Opcode::kMov, d + 2, d + 1);  // a constant leaves no room
  Release(mark);
  return d;
}

int FnCompiler::Convert(int src, const Type* from, const Type* to, int want) {
  if (from == to) return src;
  rt::Kind f = from->kind, t = to->kind;
  if (t == rt::Kind::kInterface) return f == rt::Kind::kInterface ? src : ToIface(src, from, want);
  int d = want != kNone ? want : AllocType(to);
  if (t == rt::Kind::kString) {
    if (f == rt::Kind::kString) return src;
    if (IsBytes(from)) return Emit(Opcode::kBytesToStr, d, src), d;
    if (IsRunes(from)) return Emit(Opcode::kRunesToStr, d, src), d;
    if (IsIntKind(f)) {
      // Values beyond int32 are not runes; unsigned ones beyond int64 neither.
      Emit(Opcode::kRuneToStr, d, src);
      return d;
    }
    return src;
  }
  if (f == rt::Kind::kString && t == rt::Kind::kSlice) {
    Emit(IsBytes(to) ? Opcode::kStrToBytes : Opcode::kStrToRunes, d, src);
    return d;
  }
  if (f == rt::Kind::kSlice && (t == rt::Kind::kArray || t == rt::Kind::kPointer)) {
    const Type* at = t == rt::Kind::kArray ? to : rt::As<rt::PtrType>(to)->elem;
    int a = t == rt::Kind::kPointer ? d : Alloc(1);
    Emit(Opcode::kSliceToArr, a, src);
    code_.Extra(static_cast<uint64_t>(rt::As<rt::ArrayType>(at)->len));
    if (t == rt::Kind::kArray && to->size > 0) LoadMem(to, d, a, 0);
    return d;
  }
  if (IsIntKind(f) && IsIntKind(t)) {
    Shape sf = ShapeOf(from), st = ShapeOf(to);
    if (sf == st || st == Shape::kWord) return src;  // canonical forms are extended already
    if (from->size < to->size && !IsSignedKind(f)) return src;                    // zero-extended already
    if (from->size < to->size && IsSignedKind(f) && IsSignedKind(t)) return src;  // sign-extended already
    switch (st) {
      case Shape::kS8: Emit(Opcode::kSext8, d, src); break;
      case Shape::kU8: Emit(Opcode::kZext8, d, src); break;
      case Shape::kS16: Emit(Opcode::kSext16, d, src); break;
      case Shape::kU16: Emit(Opcode::kZext16, d, src); break;
      case Shape::kS32: Emit(Opcode::kSext32, d, src); break;
      default: Emit(Opcode::kZext32, d, src); break;
    }
    return d;
  }
  if (IsIntKind(f) && IsFloatKind(t)) {
    bool u = !IsSignedKind(f);
    if (t == rt::Kind::kFloat64) Emit(u ? Opcode::kU2F : Opcode::kI2F, d, src);
    else Emit(u ? Opcode::kU2F32 : Opcode::kI2F32, d, src);
    return d;
  }
  if (IsFloatKind(f) && IsIntKind(t)) {
    bool u = ShapeOf(to) == Shape::kWord && !IsSignedKind(t);
    if (f == rt::Kind::kFloat64) Emit(u ? Opcode::kF2U : Opcode::kF2I, d, src);
    else Emit(u ? Opcode::kF322U : Opcode::kF322I, d, src);
    Extend(to, d);
    return d;
  }
  if (IsFloatKind(f) && IsFloatKind(t)) {
    if (f == t) return src;
    Emit(t == rt::Kind::kFloat64 ? Opcode::kF322F : Opcode::kF2F32, d, src);
    return d;
  }
  if (f == rt::Kind::kComplex64 && t == rt::Kind::kComplex128) return Emit(Opcode::kC64To128, d, src), d;
  if (f == rt::Kind::kComplex128 && t == rt::Kind::kComplex64) return Emit(Opcode::kC128To64, d, src), d;
  // Identical underlying types, pointers, unsafe.Pointer and uintptr: the same representation.
  return src;
}

}  // namespace minigo::compile
