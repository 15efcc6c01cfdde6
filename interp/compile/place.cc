// This file implements places: where the value of an expression is stored, and the loads and stores of them.
#include "interp/compile/fn.h"
#include "runtime/base/check.h"

namespace minigo::compile {

using namespace grammar;
using types::Var;

namespace {

// Slots from a block's first to the end of a t at byte `off`.
int SlotsUpTo(uint64_t off, const Type* t) {
  return static_cast<int>((off + (t->boxed() ? 8 : t->size) + 7) / 8);
}

bool IsNarrow(Shape s) { return s >= Shape::kS8 && s <= Shape::kU32; }

Opcode FrameLoadOp(Shape s) {
  switch (s) {
    case Shape::kS8: return Opcode::kFld8S;
    case Shape::kU8: return Opcode::kFld8U;
    case Shape::kS16: return Opcode::kFld16S;
    case Shape::kU16: return Opcode::kFld16U;
    case Shape::kS32: return Opcode::kFld32S;
    default: return Opcode::kFld32U;
  }
}

Opcode FrameStoreOp(Shape s) {
  switch (s) {
    case Shape::kS8:
    case Shape::kU8: return Opcode::kFst8;
    case Shape::kS16:
    case Shape::kU16: return Opcode::kFst16;
    default: return Opcode::kFst32;
  }
}

}  // namespace

Place FnCompiler::VarPlace(Var* v) {
  Place p;
  if (v->var_kind == types::VarKind::kPackage) {
    p.type = Lower(v->type);
    if (p.type->size == 0) return p;
    p.kind = Place::kGlobal;
    p.off = reinterpret_cast<uint64_t>(program_.AddressOf(v));
    return p;
  }
  VarLoc& l = LocOf(v);
  p.type = l.type != nullptr ? l.type : Lower(v->type);
  switch (l.kind) {
    case VarLoc::kSlot:
      p.kind = p.type->size == 0 ? Place::kVoid : Place::kFrame;
      p.slot = l.slot;
      return p;
    case VarLoc::kCell:
      p.kind = Place::kMem;
      p.nil_checked = true;
      p.slot = l.slot;
      return p;
    case VarLoc::kGlobal:
    case VarLoc::kNowhere: break;
  }
  Error(pos_, "variable " + std::string(v->name_view()) + " has no place");
  p.kind = Place::kFrame;
  p.slot = AllocType(p.type);
  return p;
}

Place FnCompiler::Deref(int pointer, const Type* elem) {
  Place p;
  p.type = elem;
  p.kind = Place::kMem;
  p.slot = pointer;
  return p;
}

Place FnCompiler::FieldOf(const Place& base, const rt::StructField& f) {
  Place p = base;
  switch (p.kind) {
    case Place::kVoid: break;
    case Place::kFrame:
    case Place::kMem:
    case Place::kGlobal:
      p.off += f.offset;
      break;
    default:
      p = ToMem(base);
      p.off += f.offset;
      break;
  }
  p.type = f.type;
  if (p.kind == Place::kFrame) {
    p.in_block = true;
    if (f.type->size == 0) p.kind = Place::kVoid;
  }
  return p;
}

// Follows embedded fields, dereferencing pointers on the way.
Place FnCompiler::Path(Place p, const int* index, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (p.type->kind == rt::Kind::kPointer) p = Deref(Load(p), rt::As<rt::PtrType>(p.type)->elem);
    p = FieldOf(p, rt::As<rt::StructType>(p.type)->fields[static_cast<size_t>(index[i])]);
  }
  return p;
}

Place FnCompiler::Path(Place p, const List<int>& index, size_t n) { return Path(p, index.data(), n); }

Place FnCompiler::ElemOf(const Place& array, const rt::ArrayType* t, Expr* index, Pos bracket) {
  Place p = array;
  p.type = t->elem;
  int64_t k;
  if (IntConst(index, &k)) {
    switch (p.kind) {
      case Place::kVoid: return p;
      case Place::kFrame:
      case Place::kMem:
      case Place::kGlobal: break;
      default: p = ToMem(array); break;
    }
    p.type = t->elem;
    p.off += static_cast<uint64_t>(k) * t->elem->size;
    if (p.kind == Place::kFrame) {
      p.in_block = true;
      if (t->elem->size == 0) p.kind = Place::kVoid;
    }
    return p;
  }
  int i = ExprTo(index);
  SetPos(bracket);
  if (array.kind == Place::kVoid || t->elem->size == 0) {
    if (array.kind == Place::kMem) Emit(Opcode::kNilChk, array.slot);
    Emit(Opcode::kBoundI, i);
    code_.Extra(static_cast<uint64_t>(t->len));
    Place v;
    v.type = t->elem;
    return v;
  }
  Shape s = ShapeOf(t->elem);
  bool word = s == Shape::kWord || s == Shape::kPtr || s == Shape::kU8 || s == Shape::kS32 || s == Shape::kU32;
  if (array.kind == Place::kFrame) {
    if (word && array.off % 8 == 0) {
      p.kind = Place::kFrameElem;
      p.slot = array.slot + static_cast<int>(array.off / 8);
      p.off = 0;
      p.index = i;
      p.count = t->len;
      return p;
    }
    int a = Alloc(1);
    if (array.off == 0) {
      Emit(Opcode::kFAAddr, a, array.slot, i);
      code_.Extra(static_cast<uint64_t>(t->len));
      code_.Extra(t->elem->size);
    } else {
      Emit(Opcode::kLeaF, a, array.slot, SlotsUpTo(array.off, t));
      if (array.off != 0) Emit(Opcode::kAddI, a, a, static_cast<int>(array.off));
      Emit(Opcode::kPAAddr, a, a, i);
      code_.Extra(static_cast<uint64_t>(t->len));
      code_.Extra(t->elem->size);
    }
    p.kind = Place::kMem;
    p.nil_checked = true;
    p.in_block = false;
    p.slot = a;
    p.off = 0;
    return p;
  }
  Place m = ToMem(array);
  if (s == Shape::kWord && m.off == 0) {
    p.kind = Place::kMemElem;
    p.slot = m.slot;
    p.off = 0;
    p.index = i;
    p.count = t->len;
    return p;
  }
  int a = Alloc(1);
  int base = m.slot;
  if (m.off != 0) {
    uint16_t c = FitOffset(&base, m.off);
    Emit(Opcode::kAddrI, a, base, c);
    base = a;
  }
  Emit(Opcode::kPAAddr, a, base, i);
  code_.Extra(static_cast<uint64_t>(t->len));
  code_.Extra(t->elem->size);
  p.kind = Place::kMem;
  p.nil_checked = true;
  p.slot = a;
  p.off = 0;
  return p;
}

Place FnCompiler::IndexPlace(IndexExpr* e) {
  const Type* xt = TypeOf(e->x);
  Place p;
  if (xt->kind != rt::Kind::kMap) NoteIndex(e);
  if (xt->kind == rt::Kind::kPointer) {
    const Type* at = rt::As<rt::PtrType>(xt)->elem;
    return ElemOf(Deref(ExprTo(e->x), at), rt::As<rt::ArrayType>(at), e->index, e->pos);
  }
  switch (xt->kind) {
    case rt::Kind::kArray: return ElemOf(PlaceOf(e->x), rt::As<rt::ArrayType>(xt), e->index, e->pos);
    case rt::Kind::kSlice: {
      int s = ExprTo(e->x);
      int i = ExprTo(e->index);
      SetPos(e->pos);
      p.kind = Place::kSliceElem;
      p.type = rt::As<rt::SliceType>(xt)->elem;
      p.slot = s;
      p.index = i;
      if (p.type->size == 0) {
        Emit(Opcode::kBound, i, s + 1);
        p.kind = Place::kVoid;
      }
      return p;
    }
    case rt::Kind::kMap: {
      p.kind = Place::kMapElem;
      p.map_type = rt::As<rt::MapType>(xt);
      p.type = p.map_type->elem;
      p.slot = ExprTo(e->x);
      p.index = MapKey(p.map_type, e->index);
      return p;
    }
    default: break;
  }
  MINIGO_UNREACHABLE();
}

Place FnCompiler::PlaceOf(Expr* e) {
  SetPos(e->pos);
  switch (e->kind) {
    case NodeKind::kParenExpr: return PlaceOf(As<ParenExpr>(e)->x);
    case NodeKind::kName: {
      auto* v = types::Is<Var>(As<Name>(e)->obj);
      if (v != nullptr) return VarPlace(v);
      break;
    }
    case NodeKind::kOperation: {
      auto* o = As<Operation>(e);
      if (o->op == Op::kMul && o->y == nullptr) {
        const Type* pt = TypeOf(o->x);
        return Deref(ExprTo(o->x), rt::As<rt::PtrType>(pt)->elem);
      }
      break;
    }
    case NodeKind::kSelectorExpr: {
      auto* s = As<SelectorExpr>(e);
      types::Selection storage;
      const types::Selection* sel = SelectionOf(s, &storage);
      if (sel == nullptr) {
        auto* v = types::Is<Var>(s->sel->obj);
        if (v != nullptr) return VarPlace(v);
        break;
      }
      if (sel->kind != types::SelectionKind::kFieldVal) break;
      return Path(PlaceOf(s->x), sel->index, sel->index.size());
    }
    case NodeKind::kIndexExpr: {
      auto* ix = As<IndexExpr>(e);
      if (ix->x->tv != nullptr && ix->x->tv->mode != types::OperandMode::kTypExpr) {
        const Type* xt = TypeOf(ix->x);
        rt::Kind k = xt->kind;
        if (k == rt::Kind::kArray || k == rt::Kind::kSlice ||
            (k == rt::Kind::kPointer && rt::As<rt::PtrType>(xt)->elem->kind == rt::Kind::kArray)) {
          return IndexPlace(ix);
        }
      }
      break;
    }
    default: break;
  }
  const Type* t = TypeOf(e);
  if (t->size == 0) {
    Discard(e);
    return TempPlace(t, kNone);
  }
  return TempPlace(t, ExprTo(e));
}

Place FnCompiler::TempPlace(const Type* t, int slot) {
  Place p;
  p.type = t;
  if (t->size == 0) return p;
  p.kind = t->boxed() ? Place::kMem : Place::kFrame;
  p.nil_checked = t->boxed();
  p.slot = slot;
  return p;
}

// ---------------------------------------------------------------- memory

// An offset that fits an instruction; what does not is added to a copy of the address.
uint16_t FnCompiler::FitOffset(int* addr, uint64_t off) {
  if (off <= 0xffff) return static_cast<uint16_t>(off);
  int a = Alloc(2);
  Emit(Opcode::kNilChk, *addr);
  LoadImm(a + 1, static_cast<int64_t>(off));
  Emit(Opcode::kAdd, a, *addr, a + 1);
  *addr = a;
  return 0;
}

Opcode FnCompiler::LoadOp(const Type* t) {
  switch (ShapeOf(t)) {
    case Shape::kS8: return Opcode::kLd8S;
    case Shape::kU8: return Opcode::kLd8U;
    case Shape::kS16: return Opcode::kLd16S;
    case Shape::kU16: return Opcode::kLd16U;
    case Shape::kS32: return Opcode::kLd32S;
    case Shape::kU32: return Opcode::kLd32U;
    case Shape::kWord:
    case Shape::kPtr: return Opcode::kLd64;
    case Shape::kString:
    case Shape::kIface:
    case Shape::kPair: return Opcode::kLd128;
    case Shape::kSlice: return Opcode::kLd192;
    case Shape::kBlock:
      if (t->size == 8) return Opcode::kLd64;
      if (t->size == 16) return Opcode::kLd128;
      if (t->size == 24) return Opcode::kLd192;
      return Opcode::kLdN;
    case Shape::kBoxed:
    case Shape::kZero: break;
  }
  return Opcode::kNop;
}

void FnCompiler::LoadMem(const Type* t, int dst, int addr, uint64_t off) {
  if (t->size == 0) return Emit(Opcode::kNilChk, addr);
  int mark = top();
  uint16_t c = FitOffset(&addr, off);
  if (t->boxed()) {
    // The address is taken before the copy is made: dst may be the slot that it lies in.
    int at = Alloc(2);
    Emit(Opcode::kAddrI, at, addr, c);
    EmitT(Opcode::kNew, at + 1, 0, 0, t);
    EmitT(Opcode::kCopyMem, at + 1, at, 0, t);
    Emit(Opcode::kMov, dst, at + 1);
    return Release(mark);
  }
  Opcode op = LoadOp(t);
  Emit(op, dst, addr, c);
  if (op == Opcode::kLdN) code_.Extra(t->size);
  Release(mark);
}

void FnCompiler::StoreMem(const Type* t, int addr, uint64_t off, int src) {
  if (t->size == 0) return Emit(Opcode::kNilChk, addr);
  int mark = top();
  uint16_t c = FitOffset(&addr, off);
  switch (ShapeOf(t)) {
    case Shape::kS8:
    case Shape::kU8: Emit(Opcode::kSt8, addr, src, c); break;
    case Shape::kS16:
    case Shape::kU16: Emit(Opcode::kSt16, addr, src, c); break;
    case Shape::kS32:
    case Shape::kU32: Emit(Opcode::kSt32, addr, src, c); break;
    case Shape::kWord: Emit(Opcode::kSt64, addr, src, c); break;
    case Shape::kPtr: Emit(Opcode::kSt64P, addr, src, c); break;
    case Shape::kString: Emit(Opcode::kStStr, addr, src, c); break;
    case Shape::kIface: Emit(Opcode::kStIface, addr, src, c); break;
    case Shape::kPair: Emit(Opcode::kSt128, addr, src, c); break;
    case Shape::kSlice: Emit(Opcode::kStSlice, addr, src, c); break;
    case Shape::kBlock:
      if (t->has_pointers()) {
        EmitT(Opcode::kStNP, addr, src, c, t);
      } else {
        Emit(Opcode::kStN, addr, src, c);
        code_.Extra(t->size);
      }
      break;
    case Shape::kBoxed: {
      int at = Alloc(1);
      Emit(Opcode::kAddrI, at, addr, c);
      EmitT(Opcode::kCopyMem, at, src, 0, t);
      break;
    }
    case Shape::kZero: break;
  }
  Release(mark);
}

bool FnCompiler::IsWholeSlots(const Place& p) const {
  return p.kind == Place::kFrame && !p.type->boxed() && p.off % 8 == 0 && (p.type->size % 8 == 0 || !p.in_block);
}

int FnCompiler::Load(const Place& p, int want) {
  const Type* t = p.type;
  int n = SlotsOf(t);
  switch (p.kind) {
    case Place::kVoid: return want != kNone ? want : top();
    case Place::kFrame: {
      Shape s = ShapeOf(t);
      int slot = p.slot + static_cast<int>(p.off / 8);
      int byte = static_cast<int>(p.off % 8);
      if (IsNarrow(s)) {
        // A variable of its own is in canonical form; a field of a block is not.
        if (!p.in_block) {
          if (want == kNone) return slot;
          MoveSlots(want, slot, 1);
          return want;
        }
        int d = want != kNone ? want : Alloc(1);
        Emit(FrameLoadOp(s), d, slot, byte);
        return d;
      }
      if (byte == 0) {
        if (want == kNone) return slot;
        MoveSlots(want, slot, n);
        return want;
      }
      // A block at an odd place within a block.
      int d = want != kNone ? want : Alloc(n);
      int a = Alloc(1);
      Emit(Opcode::kLeaF, a, slot, SlotsUpTo(static_cast<uint64_t>(byte), t));
      LoadMem(t, d, a, static_cast<uint64_t>(byte));
      return d;
    }
    case Place::kMem: {
      int d = want != kNone ? want : Alloc(n);
      LoadMem(t, d, p.slot, p.off);
      return d;
    }
    case Place::kGlobal: {
      int d = want != kNone ? want : Alloc(n);
      Opcode op;
      switch (LoadOp(t)) {
        case Opcode::kLd8S: op = Opcode::kGld8S; break;
        case Opcode::kLd8U: op = Opcode::kGld8U; break;
        case Opcode::kLd16S: op = Opcode::kGld16S; break;
        case Opcode::kLd16U: op = Opcode::kGld16U; break;
        case Opcode::kLd32S: op = Opcode::kGld32S; break;
        case Opcode::kLd32U: op = Opcode::kGld32U; break;
        case Opcode::kLd64: op = Opcode::kGld64; break;
        case Opcode::kLd128: op = Opcode::kGld128; break;
        case Opcode::kLd192: op = Opcode::kGld192; break;
        default: {
          int a = Alloc(1);
          Emit(Opcode::kLdK, a);
          code_.Extra(p.off);
          LoadMem(t, d, a, 0);
          return d;
        }
      }
      Emit(op, d);
      code_.Extra(p.off);
      return d;
    }
    case Place::kSliceElem: {
      int d = want != kNone ? want : Alloc(n);
      Opcode op;
      switch (LoadOp(t)) {
        case Opcode::kLd8S: op = Opcode::kSLd8S; break;
        case Opcode::kLd8U: op = Opcode::kSLd8U; break;
        case Opcode::kLd16S: op = Opcode::kSLd16S; break;
        case Opcode::kLd16U: op = Opcode::kSLd16U; break;
        case Opcode::kLd32S: op = Opcode::kSLd32S; break;
        case Opcode::kLd32U: op = Opcode::kSLd32U; break;
        case Opcode::kLd64: op = Opcode::kSLd64; break;
        case Opcode::kLd128: op = Opcode::kSLd128; break;
        case Opcode::kLd192: op = Opcode::kSLd192; break;
        default: {
          Place m = ToMem(p);
          LoadMem(t, d, m.slot, m.off);
          return d;
        }
      }
      Emit(op, d, p.slot, p.index);
      return d;
    }
    case Place::kFrameElem: {
      int d = want != kNone ? want : Alloc(1);
      Shape s = ShapeOf(p.type);
      Opcode op = s == Shape::kU8    ? Opcode::kFALdB
                  : s == Shape::kS32 ? Opcode::kFALdW
                  : s == Shape::kU32 ? Opcode::kFALdWU
                                     : Opcode::kFALd64;
      Emit(op, d, p.slot, p.index);
      code_.Extra(static_cast<uint64_t>(p.count));
      return d;
    }
    case Place::kMemElem: {
      int d = want != kNone ? want : Alloc(1);
      Emit(Opcode::kPALd64, d, p.slot, p.index);
      code_.Extra(static_cast<uint64_t>(p.count));
      return d;
    }
    case Place::kMapElem: {
      int d = want != kNone ? want : Alloc(n);
      EmitT(MapOp(p.map_type, Opcode::kMapGet, Opcode::kMapGet64, Opcode::kMapGetStr), d, p.slot, p.index, p.map_type);
      return d;
    }
  }
  MINIGO_UNREACHABLE();
}

void FnCompiler::Store(const Place& p, int src) {
  const Type* t = p.type;
  switch (p.kind) {
    case Place::kVoid: return;
    case Place::kFrame: {
      Shape s = ShapeOf(t);
      int slot = p.slot + static_cast<int>(p.off / 8);
      int byte = static_cast<int>(p.off % 8);
      if (IsNarrow(s) && p.in_block) {
        Emit(FrameStoreOp(s), slot, src, byte);
      } else if (byte == 0 && (t->size % 8 == 0 || !p.in_block)) {
        MoveSlots(slot, src, SlotsOf(t));
      } else {
        int mark = top();
        int a = Alloc(1);
        Emit(Opcode::kLeaF, a, slot, SlotsUpTo(static_cast<uint64_t>(byte), t));
        StoreMem(t, a, static_cast<uint64_t>(byte), src);
        Release(mark);
      }
      return;
    }
    case Place::kMem: return StoreMem(t, p.slot, p.off, src);
    case Place::kGlobal: {
      Opcode op = Opcode::kNop;
      switch (ShapeOf(t)) {
        case Shape::kS8:
        case Shape::kU8: op = Opcode::kGst8; break;
        case Shape::kS16:
        case Shape::kU16: op = Opcode::kGst16; break;
        case Shape::kS32:
        case Shape::kU32: op = Opcode::kGst32; break;
        case Shape::kWord: op = Opcode::kGst64; break;
        case Shape::kPtr: op = Opcode::kGst64P; break;
        default: break;
      }
      if (op != Opcode::kNop) {
        Emit(op, src);
        code_.Extra(p.off);
        return;
      }
      int mark = top();
      int a = Alloc(1);
      Emit(Opcode::kLdK, a);
      code_.Extra(p.off);
      StoreMem(t, a, 0, src);
      Release(mark);
      return;
    }
    case Place::kSliceElem: {
      Opcode op = Opcode::kNop;
      switch (ShapeOf(t)) {
        case Shape::kS8:
        case Shape::kU8: op = Opcode::kSSt8; break;
        case Shape::kS16:
        case Shape::kU16: op = Opcode::kSSt16; break;
        case Shape::kS32:
        case Shape::kU32: op = Opcode::kSSt32; break;
        case Shape::kWord: op = Opcode::kSSt64; break;
        case Shape::kPtr: op = Opcode::kSSt64P; break;
        case Shape::kString: op = Opcode::kSStStr; break;
        case Shape::kIface: op = Opcode::kSStIface; break;
        default: break;
      }
      if (op != Opcode::kNop) return Emit(op, p.slot, p.index, src);
      int mark = top();
      Place m = ToMem(p);
      StoreMem(t, m.slot, m.off, src);
      Release(mark);
      return;
    }
    case Place::kFrameElem:
      Emit(p.type->size == 1 ? Opcode::kFAStB : p.type->size == 4 ? Opcode::kFAStW : Opcode::kFASt64, p.slot, p.index, src);
      code_.Extra(static_cast<uint64_t>(p.count));
      return;
    case Place::kMemElem:
      Emit(Opcode::kPASt64, p.slot, p.index, src);
      code_.Extra(static_cast<uint64_t>(p.count));
      return;
    case Place::kMapElem:
      return EmitT(MapOp(p.map_type, Opcode::kMapSet, Opcode::kMapSet64, Opcode::kMapSetStr), p.slot, p.index, src,
                   p.map_type);
  }
}

void FnCompiler::StoreZero(const Place& p) {
  if (p.kind == Place::kVoid) return;
  if (IsWholeSlots(p)) return Zero(p.slot + static_cast<int>(p.off / 8), SlotsOf(p.type));
  int mark = top();
  if (p.type->boxed() || (p.kind == Place::kMem && ShapeOf(p.type) == Shape::kBlock)) {
    Place mem = ToMem(p);
    int a = mem.slot;
    uint16_t c = FitOffset(&a, mem.off);
    EmitT(Opcode::kZeroMem, a, 0, c, p.type);
  } else {
    int z = AllocType(p.type);
    Zero(z, SlotsOf(p.type));
    Store(p, z);
  }
  Release(mark);
}

Place FnCompiler::ToMem(const Place& p) {
  Place m = p;
  switch (p.kind) {
    case Place::kVoid:
    case Place::kMem: return p;
    case Place::kFrame:
      m.kind = Place::kMem;
      m.slot = Alloc(1);
      Emit(Opcode::kLeaF, m.slot, p.slot, SlotsUpTo(p.off, p.type));
      break;
    case Place::kGlobal:
      m.kind = Place::kMem;
      m.slot = Alloc(1);
      m.off = 0;
      Emit(Opcode::kLdK, m.slot);
      code_.Extra(p.off);
      break;
    case Place::kSliceElem:
      m.kind = Place::kMem;
      m.slot = Alloc(1);
      m.off = 0;
      Emit(Opcode::kSAddr, m.slot, p.slot, p.index);
      code_.Extra(p.type->size);
      break;
    case Place::kFrameElem:
      m.kind = Place::kMem;
      m.slot = Alloc(1);
      m.off = 0;
      Emit(Opcode::kFAAddr, m.slot, p.slot, p.index);
      code_.Extra(static_cast<uint64_t>(p.count));
      code_.Extra(p.type->size);
      break;
    case Place::kMemElem:
      m.kind = Place::kMem;
      m.slot = Alloc(1);
      m.off = 0;
      Emit(Opcode::kPAAddr, m.slot, p.slot, p.index);
      code_.Extra(static_cast<uint64_t>(p.count));
      code_.Extra(8);
      break;
    case Place::kMapElem: {
      // Only reads come here (m[k].f, m[k][i]): of a copy.
      return TempPlace(p.type, Load(p));
    }
  }
  m.in_block = false;
  m.nil_checked = true;
  return m;
}

int FnCompiler::AddressOf(const Place& p, int want) {
  if (p.kind == Place::kVoid) {
    int d = want != kNone ? want : Alloc(1);
    EmitT(Opcode::kNew, d, 0, 0, p.type);
    return d;
  }
  Place m = ToMem(p);
  MINIGO_CHECK(m.kind == Place::kMem);
  if (m.off == 0) {
    if (!m.nil_checked) Emit(Opcode::kNilChk, m.slot);
    if (want == kNone || want == m.slot) return m.slot;
    Emit(Opcode::kMov, want, m.slot);
    return want;
  }
  int d = want != kNone ? want : Alloc(1);
  int a = m.slot;
  uint16_t c = FitOffset(&a, m.off);
  Emit(Opcode::kAddrI, d, a, c);
  return d;
}

// Copies the operands of p that are variables' own slots, so that assignments that follow do not change them.
Place FnCompiler::Pin(const Place& p) {
  Place r = p;
  auto pin = [&](int slot, int n) {
    int s = Alloc(n);
    MoveSlots(s, slot, n);
    return s;
  };
  switch (p.kind) {
    case Place::kVoid:
    case Place::kFrame:
    case Place::kGlobal: break;
    case Place::kMem: r.slot = pin(p.slot, 1); break;
    case Place::kSliceElem:
      r.slot = pin(p.slot, 2);
      r.index = pin(p.index, 1);
      break;
    case Place::kFrameElem: r.index = pin(p.index, 1); break;
    case Place::kMemElem:
      r.slot = pin(p.slot, 1);
      r.index = pin(p.index, 1);
      break;
    case Place::kMapElem:
      r.slot = pin(p.slot, 1);
      r.index = pin(p.index, SlotsOf(p.map_type->key));
      break;
  }
  return r;
}

}  // namespace minigo::compile
