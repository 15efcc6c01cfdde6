// This file implements the builtin functions. Arguments are expressions, or values in slots when go or defer has
// evaluated them before.
#include <cstring>

#include "interp/compile/fn.h"
#include "runtime/base/check.h"

namespace minigo::compile {

using namespace grammar;
using types::BuiltinId;

int FnCompiler::Builtin(BuiltinId id, CallExpr* e, int want) {
  OrderCall(e);
  std::vector<Arg> args;
  args.reserve(e->args.size());
  bool type_first = id == BuiltinId::kMake ||
                    (id == BuiltinId::kNew && e->args[0]->tv != nullptr && e->args[0]->tv->mode == types::OperandMode::kTypExpr);
  if (e->args.size() == 1 && types::Is<types::Tuple>(types::TypeOf(e->args[0])) != nullptr) {
    auto* tuple = types::As<types::Tuple>(types::TypeOf(e->args[0]));
    int slot = CommaOk(e->args[0], kNone);
    for (types::Var* v : tuple->vars) {
      const Type* t = Lower(v->type);
      args.push_back({nullptr, slot, t});
      slot += SlotsOf(t);
    }
  } else {
    for (size_t i = 0; i < e->args.size(); i++) {
      if (type_first && i == 0) continue;
      Expr* a = e->args[i];
      args.push_back({a, kNone, IsNilName(a) ? nullptr : TypeOf(a)});
    }
  }
  const Type* result = nullptr;
  if (id == BuiltinId::kMake || id == BuiltinId::kNew) {
    result = TypeOf(e);
  } else if (e->tv != nullptr && e->tv->type != nullptr && e->tv->mode != types::OperandMode::kNoValue &&
             e->tv->type->kind != types::TypeKind::kTuple) {
    result = TypeOf(e);
  }
  first_in_frame_ = e->first_in_frame;
  return EmitBuiltin(id, args, result, e->has_dots, e->pos, want);
}

int FnCompiler::LenCap(bool cap, int src, const Type* t, int want) {
  switch (t->kind) {
    case rt::Kind::kString: {
      if (want == kNone) return src + 1;
      Emit(Opcode::kMov, want, src + 1);
      return want;
    }
    case rt::Kind::kSlice: {
      int s = src + (cap ? 2 : 1);
      if (want == kNone) return s;
      Emit(Opcode::kMov, want, s);
      return want;
    }
    default: break;
  }
  int d = want != kNone ? want : Alloc(1);
  switch (t->kind) {
    case rt::Kind::kMap: Emit(Opcode::kMapLen, d, src); break;
    case rt::Kind::kChan: Emit(cap ? Opcode::kChanCap : Opcode::kChanLen, d, src); break;
    case rt::Kind::kArray: LoadImm(d, rt::As<rt::ArrayType>(t)->len); break;
    case rt::Kind::kPointer: LoadImm(d, rt::As<rt::ArrayType>(rt::As<rt::PtrType>(t)->elem)->len); break;
    default: MINIGO_UNREACHABLE();
  }
  return d;
}

int FnCompiler::EmitBuiltin(BuiltinId id, const std::vector<Arg>& args, const Type* result, bool has_dots, Pos pos,
                            int want) {
  auto dest = [&](int n) { return want != kNone ? want : Alloc(n); };
  switch (id) {
    case BuiltinId::kAppend: return Append(args, result, has_dots, want);
    case BuiltinId::kLen:
    case BuiltinId::kCap: {
      bool cap = id == BuiltinId::kCap;
      const Type* t = args[0].type;
      if (args[0].expr != nullptr && (t->kind == rt::Kind::kString || t->kind == rt::Kind::kSlice)) {
        // Only the word that is asked for is loaded.
        Expr* x = Unparen(args[0].expr);
        if (x->kind == NodeKind::kName || x->kind == NodeKind::kSelectorExpr || x->kind == NodeKind::kIndexExpr ||
            (x->kind == NodeKind::kOperation && As<Operation>(x)->op == Op::kMul && As<Operation>(x)->y == nullptr)) {
          if (types::ValueOf(x) == nullptr) {
            int d = want != kNone ? want : kNone;
            int mark = top();
            if (d == kNone) {
              d = Alloc(1);
              mark = top();
            }
            Place p = PlaceOf(x);
            if (p.kind == Place::kFrame && p.off % 8 == 0) {
              int slot = p.slot + static_cast<int>(p.off / 8) + (cap ? 2 : 1);
              if (want == kNone) return slot;
              Release(mark);
              Emit(Opcode::kMov, d, slot);
              return d;
            }
            if (p.kind == Place::kMapElem) {
              int v = Load(p);
              LenCap(cap, v, t, d);
            } else {
              if (p.kind == Place::kSliceElem) p = ToMem(p);
              p.off += cap ? 16 : 8;
              p.type = program_.table().Basic(rt::Kind::kInt);
              Load(p, d);
            }
            Release(mark);
            return d;
          }
        }
      }
      if (t->kind == rt::Kind::kArray || t->kind == rt::Kind::kPointer) {
        if (args[0].expr != nullptr) Discard(args[0].expr);
        return LenCap(cap, kNone, t, want);
      }
      int mark = top();
      int d = want;
      if (d == kNone) return LenCap(cap, ArgAs(args[0], t, kNone), t, kNone);
      LenCap(cap, ArgAs(args[0], t, kNone), t, d);
      Release(mark);
      return d;
    }
    case BuiltinId::kClear: {
      int mark = top();
      const Type* t = args[0].type;
      int v = ArgAs(args[0], t, kNone);
      if (t->kind == rt::Kind::kMap) EmitT(Opcode::kMapClear, v, 0, 0, t);
      else EmitT(Opcode::kClearSlice, v, 0, 0, rt::As<rt::SliceType>(t)->elem);
      Release(mark);
      return top();
    }
    case BuiltinId::kClose: {
      int mark = top();
      int v = ArgAs(args[0], args[0].type, kNone);
      SetPos(pos);
      Emit(Opcode::kChanClose, v);
      Release(mark);
      return top();
    }
    case BuiltinId::kComplex: {
      int d = dest(SlotsOf(result));
      int mark = top();
      bool wide = result->kind == rt::Kind::kComplex128;
      const Type* part = program_.table().Basic(wide ? rt::Kind::kFloat64 : rt::Kind::kFloat32);
      int re = ComplexPart(args[0], part);
      int im = ComplexPart(args[1], part);
      if (wide) {
        int t = Alloc(2);
        Emit(Opcode::kMov, t, re);
        Emit(Opcode::kMov, t + 1, im);
        Emit(Opcode::kMov2, d, t);
      } else {
        Emit(Opcode::kC64Make, d, re, im);
      }
      Release(mark);
      return d;
    }
    case BuiltinId::kReal:
    case BuiltinId::kImag: {
      const Type* t = args[0].type;
      bool imag = id == BuiltinId::kImag;
      if (t->kind == rt::Kind::kComplex128) {
        int v = ArgAs(args[0], t, kNone) + (imag ? 1 : 0);
        if (want == kNone) return v;
        Emit(Opcode::kMov, want, v);
        return want;
      }
      int d = dest(1);
      int mark = top();
      Emit(imag ? Opcode::kC64Imag : Opcode::kC64Real, d, ArgAs(args[0], t, kNone));
      Release(mark);
      return d;
    }
    case BuiltinId::kCopy: {
      int d = dest(1);
      int mark = top();
      const Type* t = args[0].type;
      const Type* elem = rt::As<rt::SliceType>(t)->elem;
      int a = ArgAs(args[0], t, kNone);
      int b = ArgAs(args[1], args[1].type, kNone);
      if (args[1].type->kind == rt::Kind::kString) {
        Emit(Opcode::kCopyStr, d, a, b);
      } else if (elem->has_pointers()) {
        EmitT(Opcode::kCopyP, d, a, b, elem);
      } else {
        Emit(Opcode::kCopy, d, a, b);
        code_.Extra(elem->size);
      }
      Release(mark);
      return d;
    }
    case BuiltinId::kDelete: {
      int mark = top();
      auto* mt = rt::As<rt::MapType>(args[0].type);
      int m = ArgAs(args[0], mt, kNone);
      int k = ArgAs(args[1], mt->key, kNone);
      SetPos(pos);
      EmitT(Opcode::kMapDel, m, k, 0, mt);
      Release(mark);
      return top();
    }
    case BuiltinId::kMake: {
      int d = dest(SlotsOf(result));
      int mark = top();
      auto size = [&](size_t i) { return ArgAs(args[i], args[i].type, kNone); };
      switch (result->kind) {
        case rt::Kind::kSlice: {
          const Type* elem = rt::As<rt::SliceType>(result)->elem;
          int len = size(0);
          if (args.size() > 1) {
            int cap = size(1);
            SetPos(pos);
            EmitT(Opcode::kMakeSlice, d, len, cap, elem);
          } else {
            SetPos(pos);
            EmitT(Opcode::kMakeSliceL, d, len, 0, elem);
          }
          break;
        }
        case rt::Kind::kMap: EmitT(Opcode::kMapMake, d, args.empty() ? bytecode::kNoSlot : size(0), 0, result); break;
        default: {
          int n = args.empty() ? bytecode::kNoSlot : size(0);
          SetPos(pos);
          EmitT(Opcode::kChanMake, d, n, 0, result);
          break;
        }
      }
      Release(mark);
      return d;
    }
    case BuiltinId::kMax:
    case BuiltinId::kMin: return MinMax(args, result, id == BuiltinId::kMax, want);
    case BuiltinId::kNew: {
      const Type* t = rt::As<rt::PtrType>(result)->elem;
      int d = dest(1);
      if (args.empty()) {
        EmitT(Opcode::kNew, d, 0, 0, t);
      } else {
        int mark = top();
        int v = ArgAs(args[0], t, kNone);
        EmitT(Opcode::kNewSet, d, v, 0, t);
        Release(mark);
      }
      return d;
    }
    case BuiltinId::kPanic: {
      int mark = top();
      int v = ArgAs(args[0], program_.Any(), kNone);
      SetPos(pos);
      Emit(Opcode::kPanic, v);
      Release(mark);
      return top();
    }
    case BuiltinId::kPrint: Print(args, false); return top();
    case BuiltinId::kPrintln: Print(args, true); return top();
    case BuiltinId::kRecover: {
      int d = dest(2);
      Emit(Opcode::kRecover, d);
      return d;
    }
    case BuiltinId::kUnsafeAdd: {
      int d = dest(1);
      int mark = top();
      int p = ArgAs(args[0], program_.table().Basic(rt::Kind::kUnsafePointer), kNone);
      int n = ArgAs(args[1], args[1].type, kNone);
      Emit(Opcode::kAdd, d, p, n);
      Release(mark);
      return d;
    }
    case BuiltinId::kUnsafeSlice: {
      int d = dest(3);
      int mark = top();
      int p = ArgAs(args[0], args[0].type, kNone);
      int n = ArgAs(args[1], args[1].type, kNone);
      SetPos(pos);
      EmitT(Opcode::kUnsafeSlice, d, p, n, rt::As<rt::SliceType>(result)->elem);
      Release(mark);
      return d;
    }
    case BuiltinId::kUnsafeString: {
      int d = dest(2);
      int mark = top();
      // nil has no type of its own.
      int p = ArgAs(args[0], program_.table().Basic(rt::Kind::kUnsafePointer), kNone);
      int n = ArgAs(args[1], args[1].type, kNone);
      SetPos(pos);
      Emit(Opcode::kUnsafeString, d, p, n);
      Release(mark);
      return d;
    }
    case BuiltinId::kUnsafeSliceData:
    case BuiltinId::kUnsafeStringData: {
      int v = ArgAs(args[0], args[0].type, kNone);
      if (want == kNone) return v;
      Emit(Opcode::kMov, want, v);
      return want;
    }
    case BuiltinId::kUnsafeAlignof:
    case BuiltinId::kUnsafeOffsetof:
    case BuiltinId::kUnsafeSizeof: {
      // Not constant: the operand's type depends on type parameters.
      int d = dest(1);
      const Type* t = args[0].type;
      LoadImm(d, id == BuiltinId::kUnsafeSizeof ? static_cast<int64_t>(t->size) : static_cast<int64_t>(t->align));
      if (id == BuiltinId::kUnsafeOffsetof) {
        if (auto* s = Is<SelectorExpr>(Unparen(args[0].expr)); s != nullptr && s->selection != nullptr) {
          const Type* xt = TypeOf(s->x);
          int64_t off = 0;
          for (int i : s->selection->index) {
            if (xt->kind == rt::Kind::kPointer) xt = rt::As<rt::PtrType>(xt)->elem;
            const rt::StructField& f = rt::As<rt::StructType>(xt)->fields[static_cast<size_t>(i)];
            off += static_cast<int64_t>(f.offset);
            xt = f.type;
          }
          LoadImm(d, off);
        }
      }
      return d;
    }
  }
  MINIGO_UNREACHABLE();
}

// A part of complex(): untyped constants take the part's type.
int FnCompiler::ComplexPart(const Arg& a, const Type* part) {
  if (a.expr != nullptr && types::ValueOf(a.expr) != nullptr) return Constant(types::ValueOf(a.expr), part, kNone);
  return ArgAs(a, part, kNone);
}

int FnCompiler::Append(const std::vector<Arg>& args, const Type* t, bool has_dots, int want) {
  const Type* elem = rt::As<rt::SliceType>(t)->elem;
  bool in_frame = first_in_frame_ && elem->size > 0 && elem->size * (args.size() - 1) <= 32;
  first_in_frame_ = false;
  int d = want != kNone ? want : Alloc(3);
  int mark = top();
  int s = ArgAs(args[0], t, kNone);
  if (args.size() == 1) {
    Move(t, d, s);
  } else if (has_dots) {
    if (args[1].type == nullptr) {  // append(s, nil...)
      Move(t, d, s);
    } else if (args[1].type->kind == rt::Kind::kString) {
      int v = ArgAs(args[1], args[1].type, kNone);
      Emit(Opcode::kAppendStr, d, s, v);
    } else if (CallExpr* mk = args[1].expr != nullptr ? MakeCall(args[1].expr) : nullptr) {
      int n = ExprTo(mk->args[1]);
      EmitT(Opcode::kAppendMake, d, s, n, elem);
    } else {
      int v = ArgAs(args[1], args[1].type, kNone);
      EmitT(Opcode::kAppendSlice, d, s, v, elem);
    }
  } else if (args.size() == 2) {
    int v = ArgAs(args[1], elem, kNone);
    EmitT(in_frame ? Opcode::kAppendL : Opcode::kAppend, d, s, v, elem);
  } else {
    std::vector<int> values;
    for (size_t i = 1; i < args.size(); i++) {
      values.push_back(AllocType(elem));
      int m = top();
      ArgAs(args[i], elem, values.back());
      Release(m);
    }
    int at = Alloc(2);
    Emit(Opcode::kMov, at, s + 1);  // the old length
    int n = static_cast<int>(values.size());
    EmitT(in_frame ? Opcode::kGrowSliceL : Opcode::kGrowSlice, d, s, n, elem);
    if (elem->size > 0) {
      Emit(Opcode::kSAddr, at + 1, d, at);
      code_.Extra(elem->size);
      for (int i = 0; i < n; i++) {
        StoreMem(elem, at + 1, static_cast<uint64_t>(i) * elem->size, values[static_cast<size_t>(i)]);
      }
    }
  }
  Release(mark);
  return d;
}

// make([]T, n) as the tail of an append: the elements need no slice of their own.
CallExpr* FnCompiler::MakeCall(Expr* e) {
  auto* c = Is<CallExpr>(Unparen(e));
  if (c == nullptr || c->args.size() != 2) return nullptr;
  const types::Builtin* b = BuiltinOf(c);
  return b != nullptr && b->id == BuiltinId::kMake && TypeOf(c)->kind == rt::Kind::kSlice ? c : nullptr;
}

int FnCompiler::MinMax(const std::vector<Arg>& args, const Type* t, bool max, int want) {
  int d = want != kNone ? want : AllocType(t);
  int mark = top();
  int acc = AllocType(t);  // operands may read the variable that d is
  bool is_float = IsFloatKind(t->kind), f32 = t->kind == rt::Kind::kFloat32;
  auto value = [&](const Arg& a, int into) {
    if (a.expr != nullptr && types::ValueOf(a.expr) != nullptr) return Constant(types::ValueOf(a.expr), t, into);
    return ArgAs(a, t, into);
  };
  value(args[0], acc);
  std::vector<int> values;
  for (size_t i = 1; i < args.size(); i++) values.push_back(value(args[i], kNone));
  int c = Alloc(1);
  for (int y : values) {
    if (IsIntKind(t->kind) && IsSignedKind(t->kind)) {
      Emit(max ? Opcode::kMax : Opcode::kMin, acc, acc, y);
      continue;
    }
    Label end = NewLabel();
    if (is_float) {
      // Any NaN wins; of zeros min takes -0 and max +0: their bits are or-ed and and-ed.
      Label not_better = NewLabel(), same = NewLabel(), take = NewLabel();
      Opcode lt = f32 ? Opcode::kFLt32 : Opcode::kFLt, eq = f32 ? Opcode::kFEq32 : Opcode::kFEq;
      Emit(lt, c, max ? acc : y, max ? y : acc);
      Jump(Opcode::kJF, not_better, c);
      Bind(take);
      Move(t, acc, y);
      Jump(Opcode::kJmp, end);
      Bind(not_better);
      Emit(eq, c, y, acc);
      Jump(Opcode::kJT, same, c);
      Emit(eq, c, y, y);
      Jump(Opcode::kJT, end, c);
      Move(t, acc, y);
      Jump(Opcode::kJmp, end);
      Bind(same);
      Emit(max ? Opcode::kAnd : Opcode::kOr, acc, acc, y);
    } else {
      int a = max ? acc : y, b = max ? y : acc;  // take y if a < b
      Opcode lt = t->kind == rt::Kind::kString ? Opcode::kStrLt : IsSignedKind(t->kind) ? Opcode::kLt : Opcode::kULt;
      Emit(lt, c, a, b);
      Jump(Opcode::kJF, end, c);
      Move(t, acc, y);
    }
    Bind(end);
  }
  Move(t, d, acc);
  Release(mark);
  return d;
}

void FnCompiler::Print(const std::vector<Arg>& args, bool newline) {
  int mark = top();
  std::vector<std::pair<int, int>> values;
  for (const Arg& a : args) {
    const Type* t = a.type;
    if (t == nullptr) {
      int z = Alloc(1);
      Emit(Opcode::kZero, z);
      values.emplace_back(z, 6);
      continue;
    }
    int kind;
    switch (t->kind) {
      case rt::Kind::kBool: kind = 0; break;
      case rt::Kind::kFloat32: kind = 14; break;
      case rt::Kind::kFloat64: kind = 3; break;
      case rt::Kind::kComplex64: kind = 15; break;
      case rt::Kind::kComplex128: kind = 4; break;
      case rt::Kind::kString: kind = 5; break;
      case rt::Kind::kSlice: kind = 7; break;
      case rt::Kind::kInterface: kind = 8; break;
      default: kind = !IsIntKind(t->kind) ? 6 : IsSignedKind(t->kind) ? 1 : 2; break;
    }
    int v = AllocType(t);
    int m = top();
    ArgAs(a, t, v);
    Release(m);
    values.emplace_back(v, kind);
  }
  for (size_t i = 0; i < values.size(); i++) {
    if (newline && i > 0) Emit(Opcode::kPrint, 0, 10);
    Emit(Opcode::kPrint, values[i].first, values[i].second);
  }
  if (newline) Emit(Opcode::kPrint, 0, 11);
  Release(mark);
}

// For go and defer of a builtin: its arguments, evaluated, and a function that takes them.
bool FnCompiler::MakeThunk(CallExpr* e, std::string_view suffix, std::vector<Arg>* args, rt::Func** out) {
  Expr* f = Unparen(e->fun);
  types::Object* obj = nullptr;
  if (auto* n = Is<Name>(f)) obj = n->obj;
  if (auto* s = Is<SelectorExpr>(f)) obj = s->sel->obj;
  auto* b = types::Is<types::Builtin>(obj);
  if (b == nullptr) return false;
  FuncRequest* r = program_.NewRequest(BodyKind::kBuiltin);
  r->builtin = b->id;
  r->call = e;
  std::vector<const Type*> in;
  for (Expr* a : e->args) {
    const Type* t = IsNilName(a) ? program_.table().Basic(rt::Kind::kUnsafePointer) : TypeOf(a);
    if (b->id == BuiltinId::kPanic) t = program_.Any();
    args->push_back({a, kNone, t});
    in.push_back(t);
  }
  r->arg_types = List<const Type*>::Of(program_.arena(), in);
  r->sig = rt::As<rt::FuncType>(program_.table().FuncOf(r->arg_types, {}, false));
  if (e->tv != nullptr && e->tv->type != nullptr && e->tv->mode != types::OperandMode::kNoValue &&
      e->tv->type->kind != types::TypeKind::kTuple) {
    r->result_type = TypeOf(e);
  }
  rt::Func* fn = program_.NewFunc(std::string(name_) + std::string(suffix) + std::to_string(go_defers_), r, source_, e->pos);
  // Traces show gc's wrapper where it calls panic, not where a function of the runtime panics.
  fn->flags |= b->id == BuiltinId::kPanic ? rt::kFuncWrapper : rt::kFuncWrapper | rt::kFuncHidden;
  fn->type = r->sig;
  Program::SetSlots(fn, r->sig, nullptr);
  *out = fn;
  return true;
}

void FnCompiler::CompileBuiltinThunk() {
  Signature(request_->sig, nullptr);
  SetPos(request_->call->pos);
  std::vector<Arg> args;
  int at = 0;
  for (const Type* t : request_->arg_types) {
    args.push_back({nullptr, at, t});
    at += SlotsOf(t);
  }
  EmitBuiltin(request_->builtin, args, request_->result_type, request_->call->has_dots, request_->call->pos, kNone);
  Emit(Opcode::kRet);
}

}  // namespace minigo::compile
