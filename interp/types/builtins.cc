// This file implements typechecking of calls of builtin functions: one function for each row of
// builtins.def.
#include <string>
#include <vector>

#include "interp/types/checker.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

using grammar::As;
using grammar::CallExpr;
using grammar::Expr;
using grammar::Is;
using grammar::Op;

namespace {

struct BuiltinInfo {
  std::string_view name;
  size_t nargs;
  bool variadic;
  ExprKind kind;
};

constexpr ExprKind kExpression = ExprKind::kExpression;
constexpr ExprKind kStatement = ExprKind::kStatement;

constexpr BuiltinInfo kBuiltins[] = {
#define BUILTIN(id, name, nargs, variadic, kind, package) {name, nargs, variadic, kind},
#include "interp/types/builtins.def"
#undef BUILTIN
};

const BuiltinInfo& InfoOf(BuiltinId id) { return kBuiltins[static_cast<int>(id)]; }

// A call under examination. x holds the first argument and takes the result; args all evaluated
// arguments.
struct BuiltinCall {
  Checker* check;
  Operand* x;
  CallExpr* call;
  BuiltinId id;
  OperandList args;

  BuiltinCall(Checker* check, Operand* x, CallExpr* call, BuiltinId id) : check(check), x(x), call(call), id(id) {}
  ~BuiltinCall() { check->Release(args); }
  size_t nargs() const { return args.size(); }
  Type* Typ(BasicKind k) const { return check->Typ(k); }
  Type* Byte() const { return check->impl->byte_type; }
  Type* Bytes() const { return check->NewSlice(Byte()); }
  Type* EmptyInterface() const { return check->impl->empty_interface; }

  using Types = std::initializer_list<Type*>;
  void Record(Type* result, std::span<Type* const> params, bool variadic = false) const {
    check->RecordBuiltinType(call->fun, MakeSig(result, params, variadic));
  }
  void Record(Type* result, Types params, bool variadic = false) const {
    Record(result, std::span(params.begin(), params.size()), variadic);
  }

  Signature* MakeSig(Type* result, std::span<Type* const> params, bool variadic) const {
    Signature* sig = check->arena().New<Signature>();
    SmallVector<Var*, 4> vars;
    for (Type* t : params) {
      vars.push_back(
          check->NewVar(VarKind::kParam, grammar::kNoPos, nullptr, nullptr, DefaultType(t)));
    }
    sig->params = check->NewTuple(vars);
    if (result != nullptr) {
      sig->results = check->NewTuple(
          {check->NewVar(VarKind::kResult, grammar::kNoPos, nullptr, nullptr, result)});
    }
    sig->variadic = variadic;
    return sig;
  }

  // The place where a signature of the call that depends on the type of the first argument alone is kept, or to be put.
  Signature*& KnownSig() const {
    auto mix = (reinterpret_cast<uintptr_t>(x->type) + static_cast<uintptr_t>(id)) * 0x9e3779b97f4a7c15u;
    Checker::BuiltinSig& known = check->recent_builtins[mix >> 58];
    if (known.id != id || known.type != x->type) known = {id, x->type, nullptr};
    return known.sig;
  }

  bool NoValue(std::span<Type* const> params) const {
    x->mode = kNoValue;
    Record(nullptr, params);
    return true;
  }
  bool NoValue(Types params) const { return NoValue(std::span(params.begin(), params.size())); }

  bool Value(Type* type, std::span<Type* const> params) const {
    x->mode = kValue;
    x->type = type;
    Record(type, params);
    return true;
  }
  bool Value(Type* type, Types params) const { return Value(type, std::span(params.begin(), params.size())); }
};

// A if t is *A and A is an array, else t.
Type* ArrayPtrDeref(Type* t) {
  if (Pointer* p = UnaliasIs<Pointer>(t)) {
    if (Array* a = UnderIs<Array>(p->base)) return a;
  }
  return t;
}

// The element type of the slice x, or of all slices in its type set.
Type* SliceElem(Operand* x, TypeError* err) {
  Type* elem = nullptr;
  AllTypes(x->type, [&](Type*, Type* u) {
    Slice* s = Is<Slice>(u);
    if (s == nullptr) {
      *err = x->IsNil() ? TypeError::Of("argument must be a slice; have untyped nil")
                        : TypeError::Of("argument must be a slice; have %s", x);
      return false;
    }
    if (elem == nullptr) {
      elem = s->elem;
    } else if (!Identical(elem, s->elem)) {
      *err = TypeError::Of("mismatched slice element types %s and %s in %s", elem, s->elem, x);
      return false;
    }
    return true;
  });
  return *err ? nullptr : elem;
}

// Whether all types of t's type set are strings or byte slices; *has_string: there is a string
// among them.
bool StringsOrBytes(const BuiltinCall& c, Type* t, bool* has_string) {
  *has_string = false;
  return AllTypes(t, [&](Type*, Type* u) {
    if (Slice* s = Is<Slice>(u); s != nullptr && Identical(s->elem, c.Byte())) return true;
    if (u != nullptr && IsString(u)) {
      *has_string = true;
      return true;
    }
    return false;
  });
}

bool CheckAppend(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  TypeError err;
  Type* elem = SliceElem(x, &err);
  if (err) {
    check->Errorf(x, kInvalidAppend, "invalid append: %s", err.Format(check));
    return false;
  }

  // append(bytes, s...): the bytes of a string.
  if (c.nargs() == 2 && c.call->has_dots && x->AssignableTo(check, c.Bytes(), nullptr)) {
    bool has_string = false;
    if (StringsOrBytes(c, c.args[1]->type, &has_string) && has_string) {
      c.Record(x->type, {x->type, c.args[1]->type}, true);
      x->mode = kValue;
      return true;
    }
  }

  Type* result = x->type;
  Signature*& known = c.KnownSig();
  if (known == nullptr) {
    Type* params[] = {result, check->NewSlice(elem)};
    known = c.MakeSig(result, params, true);
  }
  Signature* sig = known;
  check->Arguments(c.call, sig, {}, {}, c.args, {});
  check->RecordBuiltinType(c.call->fun, sig);
  x->mode = kValue;
  return true;
}

bool LenOrCap(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  bool is_len = c.id == BuiltinId::kLen;
  OperandMode mode = kInvalid;
  Const val = nullptr;
  Type* t = ArrayPtrDeref(Under(x->type));
  switch (t->kind) {
    case TypeKind::kBasic:
      if (IsString(t) && is_len) {
        mode = kValue;
        if (x->mode == kConstant) {
          mode = kConstant;
          val = check->constants().Int64(static_cast<int64_t>(StringVal(x->val).size()));
        }
      }
      break;
    case TypeKind::kArray:
      mode = kValue;
      // Constant, unless the argument has to be evaluated.
      if (!check->has_call_or_recv) {
        mode = kConstant;
        int64_t n = As<Array>(t)->len;
        val = n >= 0 ? check->constants().Int64(n) : check->constants().Unknown();
      }
      break;
    case TypeKind::kSlice:
    case TypeKind::kChan:
      mode = kValue;
      break;
    case TypeKind::kMap:
      if (is_len) mode = kValue;
      break;
    case TypeKind::kInterface:
      if (IsTypeParam(x->type) && UnderIs(x->type, [&](Type* u) {
            if (u == nullptr) return false;
            Type* t = ArrayPtrDeref(u);
            switch (t->kind) {
              case TypeKind::kBasic:
                return IsString(t) && is_len;
              case TypeKind::kArray:
              case TypeKind::kSlice:
              case TypeKind::kChan:
                return true;
              case TypeKind::kMap:
                return is_len;
              default:
                return false;
            }
          })) {
        mode = kValue;
      }
      break;
    default:
      break;
  }

  if (mode == kInvalid) {
    if (IsValid(Under(x->type))) {
      check->Errorf(x, is_len ? kInvalidLen : kInvalidCap, "invalid argument: %s for built-in %s",
                    x, InfoOf(c.id).name);
    }
    return false;
  }
  if (mode != kConstant) {
    Signature*& sig = c.KnownSig();
    if (sig == nullptr) {
      Type* param = x->type;
      sig = c.MakeSig(c.Typ(BasicKind::kInt), std::span(&param, 1), false);
    }
    check->RecordBuiltinType(c.call->fun, sig);
  }
  x->mode = mode;
  x->type = c.Typ(BasicKind::kInt);
  x->val = val;
  return true;
}

bool CheckLen(BuiltinCall& c) { return LenOrCap(c); }
bool CheckCap(BuiltinCall& c) { return LenOrCap(c); }

bool CheckClear(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  check->VerifyVersionf(c.call->fun, kGo1_21, "clear");
  if (!UnderIs(x->type, [&](Type* u) {
        if (u != nullptr && (u->kind == TypeKind::kMap || u->kind == TypeKind::kSlice)) return true;
        check->Errorf(
            x, kInvalidClear,
            "invalid argument: cannot clear %s: argument must be (or constrained by) map or slice",
            x);
        return false;
      })) {
    return false;
  }
  return c.NoValue({x->type});
}

bool CheckClose(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  if (!UnderIs(x->type, [&](Type* u) {
        Chan* ch = Is<Chan>(u);
        if (ch == nullptr) {
          check->Errorf(x, kInvalidClose, "invalid operation: cannot close non-channel %s", x);
          return false;
        }
        if (ch->dir == grammar::ChanDir::kRecvOnly) {
          check->Errorf(x, kInvalidClose, "invalid operation: cannot close receive-only channel %s",
                        x);
          return false;
        }
        return true;
      })) {
    return false;
  }
  return c.NoValue({x->type});
}

bool CheckComplex(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  Operand* y = c.args[1];
  bool x_untyped = IsUntyped(x->type), y_untyped = IsUntyped(y->type);
  if (x_untyped && !y_untyped) {
    check->ConvertUntyped(x, y->type);
  } else if (!x_untyped && y_untyped) {
    check->ConvertUntyped(y, x->type);
  } else if (x_untyped && y_untyped) {
    if (x->mode == kConstant && y->mode == kConstant) {
      for (Operand* o : {x, y}) {
        if (IsNumeric(o->type) && Sign(check->constants().Imag(o->val)) == 0) {
          o->type = c.Typ(BasicKind::kUntypedFloat);
        }
      }
    } else {
      // One contains an untyped shift: both must get one type, and that of a shift cannot be a
      // float's.
      check->ConvertUntyped(x, c.Typ(BasicKind::kFloat64));
      check->ConvertUntyped(y, c.Typ(BasicKind::kFloat64));
    }
  }
  if (x->mode == kInvalid || y->mode == kInvalid) return false;

  if (!Identical(x->type, y->type)) {
    check->Errorf(x, kInvalidComplex, "invalid operation: %v (mismatched types %s and %s)", c.call,
                  x->type, y->type);
    return false;
  }

  Type* result = check->ApplyTypeFunc(
      [&](Type* t) -> Type* {
        Basic* b = UnderIs<Basic>(t);
        if (b == nullptr) return nullptr;
        switch (b->basic) {
          case BasicKind::kFloat32:
            return c.Typ(BasicKind::kComplex64);
          case BasicKind::kFloat64:
            return c.Typ(BasicKind::kComplex128);
          case BasicKind::kUntypedFloat:
            return c.Typ(BasicKind::kUntypedComplex);
          default:
            return nullptr;
        }
      },
      x, c.id);
  if (result == nullptr) {
    check->Errorf(x, kInvalidComplex,
                  "invalid argument: arguments have type %s, expected floating-point", x->type);
    return false;
  }

  if (x->mode == kConstant && y->mode == kConstant) {
    ConstPool& pool = check->constants();
    x->val = pool.BinaryOp(pool.ToFloat(x->val), Op::kAdd, pool.MakeImag(pool.ToFloat(y->val)));
  } else {
    x->mode = kValue;
    c.Record(result, {x->type, x->type});
  }
  x->type = result;
  return true;
}

bool CheckCopy(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  Operand* y = c.args[1];
  bool has_string = false;
  bool special =
      x->AssignableTo(check, c.Bytes(), nullptr) && StringsOrBytes(c, y->type, &has_string);
  if (!special) {
    TypeError err;
    Type* dst = SliceElem(x, &err);
    if (err) {
      check->Errorf(x, kInvalidCopy, "invalid copy: %s", err.Format(check));
      return false;
    }
    Type* src = SliceElem(y, &err);
    if (err) {
      // Of a string, complain about the element types.
      if (!AllString(y->type)) {
        check->Errorf(y, kInvalidCopy, "invalid copy: %s", err.Format(check));
        return false;
      }
      src = c.Byte();
    }
    if (!Identical(dst, src)) {
      check->Errorf(x, kInvalidCopy,
                    "invalid copy: arguments %s and %s have different element types %s and %s", x,
                    y, dst, src);
      return false;
    }
  }
  return c.Value(c.Typ(BasicKind::kInt), {x->type, y->type});
}

bool CheckDelete(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  Type* map_type = x->type;
  Type* key = nullptr;
  if (!UnderIs(map_type, [&](Type* u) {
        Map* m = Is<Map>(u);
        if (m == nullptr) {
          check->Errorf(x, kInvalidDelete, "invalid argument: %s is not a map", x);
          return false;
        }
        if (key != nullptr && !Identical(m->key, key)) {
          check->Errorf(x, kInvalidDelete,
                        "invalid argument: maps of %s must have identical key types", x);
          return false;
        }
        key = m->key;
        return true;
      })) {
    return false;
  }
  *x = *c.args[1];
  check->Assignment(x, key, "argument to delete");
  if (x->mode == kInvalid) return false;
  return c.NoValue({map_type, key});
}

bool RealOrImag(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  bool real = c.id == BuiltinId::kReal;
  if (IsUntyped(x->type)) {
    if (x->mode == kConstant) {
      if (IsNumeric(x->type)) x->type = c.Typ(BasicKind::kUntypedComplex);
    } else {
      // An untyped shift, which cannot be complex.
      check->ConvertUntyped(x, c.Typ(BasicKind::kComplex128));
      if (x->mode == kInvalid) return false;
    }
  }

  Type* result = check->ApplyTypeFunc(
      [&](Type* t) -> Type* {
        Basic* b = UnderIs<Basic>(t);
        if (b == nullptr) return nullptr;
        switch (b->basic) {
          case BasicKind::kComplex64:
            return c.Typ(BasicKind::kFloat32);
          case BasicKind::kComplex128:
            return c.Typ(BasicKind::kFloat64);
          case BasicKind::kUntypedComplex:
            return c.Typ(BasicKind::kUntypedFloat);
          default:
            return nullptr;
        }
      },
      x, c.id);
  if (result == nullptr) {
    check->Errorf(x, real ? kInvalidReal : kInvalidImag,
                  "invalid argument: argument has type %s, expected complex type", x->type);
    return false;
  }

  if (x->mode == kConstant) {
    x->val = real ? check->constants().Real(x->val) : check->constants().Imag(x->val);
  } else {
    x->mode = kValue;
    c.Record(result, {x->type});
  }
  x->type = result;
  return true;
}

bool CheckReal(BuiltinCall& c) { return RealOrImag(c); }
bool CheckImag(BuiltinCall& c) { return RealOrImag(c); }

bool CheckMake(BuiltinCall& c) {
  Checker* check = c.check;
  Expr* arg0 = c.call->args[0];
  Type* t = check->VarType(arg0);
  if (!IsValid(t)) return false;

  TypeError err;
  Type* u = CommonUnder(
      t,
      [](Type*, Type* u) -> TypeError {
        if (u == nullptr) return TypeError::Of("no specific type");
        switch (u->kind) {
          case TypeKind::kSlice:
          case TypeKind::kMap:
          case TypeKind::kChan:
            return {};
          default:
            return TypeError::Of("type must be slice, map, or channel");
        }
      },
      &err);
  if (err || u == nullptr) {
    check->Errorf(arg0, kInvalidMake, "invalid argument: cannot make %s: %s", arg0,
                  err ? err.Format(check) : std::string("no specific type"));
    return false;
  }

  size_t nargs = c.call->args.size();
  size_t min = u->kind == TypeKind::kSlice ? 2 : 1;
  if (nargs < min || min + 1 < nargs) {
    check->Errorf(c.call, kWrongArgCount,
                  "invalid operation: %v expects %d or %d arguments; found %d", c.call, min,
                  min + 1, nargs);
    return false;
  }

  std::vector<Type*> types{t};
  std::vector<int64_t> sizes;
  for (size_t i = 1; i < nargs; i++) {
    int64_t size = -1;
    types.push_back(check->Index(c.call->args[i], -1, &size));
    if (size >= 0) sizes.push_back(size);
  }
  if (sizes.size() == 2 && sizes[0] > sizes[1]) {
    check->Error(c.call->args[1], kSwappedMakeArgs,
                 "invalid argument: length and capacity swapped");
  }
  return c.Value(t, types);
}

bool MinOrMax(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  std::string_view name = InfoOf(c.id).name;
  check->VerifyVersionf(c.call->fun, kGo1_21, "built-in %s", name);
  Op op = c.id == BuiltinId::kMax ? Op::kGtr : Op::kLss;

  for (size_t i = 0; i < c.nargs(); i++) {
    Operand* a = c.args[i];
    if (a->mode == kInvalid) return false;
    if (!AllOrdered(a->type)) {
      check->Errorf(a, kInvalidMinMaxOperand, "invalid argument: %s cannot be ordered", a);
      return false;
    }
    if (i == 0) continue;
    check->MatchTypes(x, a);
    if (x->mode == kInvalid) return false;
    if (!Identical(x->type, a->type)) {
      check->Errorf(a, kMismatchedTypes,
                    "invalid argument: mismatched types %s (previous argument) and %s (type of %s)",
                    x->type, a->type, a->expr);
      return false;
    }
    if (x->mode == kConstant && a->mode == kConstant) {
      if (check->constants().Compare(a->val, op, x->val)) *x = *a;
    } else {
      x->mode = kValue;
    }
  }

  if (x->mode != kConstant) {
    x->mode = kValue;
    // An untyped value gets its default type.
    check->Assignment(x, c.EmptyInterface(), "argument to built-in " + std::string(name));
    if (x->mode == kInvalid) return false;
  }

  for (Operand* a : c.args) check->UpdateExprType(a->expr, x->type, true);
  if (x->mode != kConstant) c.Record(x->type, std::vector<Type*>(c.nargs(), x->type));
  return true;
}

bool CheckMin(BuiltinCall& c) { return MinOrMax(c); }
bool CheckMax(BuiltinCall& c) { return MinOrMax(c); }

bool CheckNew(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  Expr* arg = c.call->args[0];
  check->ExprOrType(x, arg, false);
  check->Exclude(x, 1u << static_cast<int>(kNoValue) | 1u << static_cast<int>(kBuiltin));
  switch (x->mode) {
    case kInvalid:
      return false;
    case kTypExpr:
      check->ValidVarType(arg, x->type);
      break;
    default:
      if (IsUntyped(x->type)) {
        check->Assignment(x, nullptr, "argument to new");
        if (x->mode == kInvalid) return false;
      }
      check->VerifyVersionf(c.call->fun, kGo1_26, "new(%s)", arg);
      break;
  }
  Type* t = x->type;
  return c.Value(check->NewPointer(t), {t});
}

bool CheckPanic(BuiltinCall& c) {
  c.check->Assignment(c.x, c.EmptyInterface(), "argument to panic");
  if (c.x->mode == kInvalid) return false;
  return c.NoValue({c.EmptyInterface()});
}

bool PrintOrPrintln(BuiltinCall& c) {
  std::vector<Type*> params;
  for (Operand* a : c.args) {
    c.check->Assignment(a, nullptr, "argument to built-in " + std::string(InfoOf(c.id).name));
    if (a->mode == kInvalid) return false;
    params.push_back(a->type);
  }
  for (Type* t : params) {
    bool odd = UnderIs<Struct>(t) != nullptr || UnderIs<Array>(t) != nullptr;
    if (odd && !HasTypeParams(t)) c.check->odd_prints.emplace_back(c.call->pos, t);
  }
  return c.NoValue(params);
}

bool CheckPrint(BuiltinCall& c) { return PrintOrPrintln(c); }
bool CheckPrintln(BuiltinCall& c) { return PrintOrPrintln(c); }

bool CheckRecover(BuiltinCall& c) { return c.Value(c.EmptyInterface(), {}); }

bool CheckUnsafeAdd(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  check->VerifyVersionf(c.call->fun, kGo1_17, "unsafe.Add");
  check->Assignment(x, c.Typ(BasicKind::kUnsafePointer), "argument to unsafe.Add");
  if (x->mode == kInvalid) return false;
  Operand* y = c.args[1];
  if (!check->IsValidIndex(y, kInvalidUnsafeAdd, "length", true)) return false;
  return c.Value(c.Typ(BasicKind::kUnsafePointer), {x->type, y->type});
}

// The uintptr constant n, or a value where the size depends on type parameters.
bool UintptrResult(BuiltinCall& c, bool variable_size, Type* param, int64_t n) {
  Operand* x = c.x;
  if (variable_size) {
    x->mode = kValue;
    c.Record(c.Typ(BasicKind::kUintptr), {param});
  } else {
    x->mode = kConstant;
    x->val = c.check->constants().Int64(n);
  }
  x->type = c.Typ(BasicKind::kUintptr);
  return true;
}

bool CheckUnsafeAlignof(BuiltinCall& c) {
  Operand* x = c.x;
  c.check->Assignment(x, nullptr, "argument to unsafe.Alignof");
  if (x->mode == kInvalid) return false;
  bool variable = HasVarSize(x->type);
  return UintptrResult(c, variable, x->type, variable ? 0 : Alignof(x->type));
}

// The offset of the field at the path `index` in the struct t, or -1 if it is too large.
int64_t OffsetOf(Type* t, const std::vector<int>& index) {
  int64_t offset = 0;
  for (int i : index) {
    Struct* s = UnderIs<Struct>(t);
    if (s == nullptr) return -1;
    int64_t d = Offsetsof(s->fields)[static_cast<size_t>(i)];
    if (d < 0 || __builtin_add_overflow(offset, d, &offset)) return -1;
    t = s->fields[static_cast<size_t>(i)]->type;
  }
  return offset;
}

bool CheckUnsafeOffsetof(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  Expr* arg0 = c.call->args[0];
  auto* selx = Is<grammar::SelectorExpr>(grammar::Unparen(arg0));
  if (selx == nullptr) {
    check->Errorf(arg0, kBadOffsetofSyntax, "invalid argument: %s is not a selector expression",
                  arg0);
    check->Use(arg0);
    return false;
  }
  check->CheckExpr(nullptr, x, selx->x);
  if (x->mode == kInvalid) return false;

  Type* base = DerefStructPtr(x->type);
  Symbol sel = selx->sel->value;
  std::vector<int> index;
  bool indirect = false;
  Object* obj = LookupFieldOrMethod(base, false, check->pkg, sel, false, &index, &indirect);
  if (obj == nullptr) {
    check->Errorf(x, kMissingFieldOrMethod, "invalid argument: %s has no single field %s", base,
                  sel);
    return false;
  }
  if (Is<Func>(obj) != nullptr) {
    check->Errorf(arg0, kInvalidOffsetof, "invalid argument: %s is a method value", arg0);
    return false;
  }
  if (indirect) {
    check->Errorf(x, kInvalidOffsetof, "invalid argument: field %s is embedded via a pointer in %s",
                  sel, base);
    return false;
  }
  check->RecordSelection(selx, SelectionKind::kFieldVal, base, obj, obj->type, index, false);
  check->RecordTypeAndValue(selx, x->mode == kVariable ? kVariable : kValue, obj->type, nullptr);

  bool variable = HasVarSize(base);
  int64_t offset = variable ? 0 : OffsetOf(base, index);
  if (offset < 0) {
    check->Errorf(x, kTypeTooLarge, "%s is too large", x);
    return false;
  }
  return UintptrResult(c, variable, obj->type, offset);
}

bool CheckUnsafeSizeof(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  check->Assignment(x, nullptr, "argument to unsafe.Sizeof");
  if (x->mode == kInvalid) return false;
  bool variable = HasVarSize(x->type);
  int64_t size = variable ? 0 : Sizeof(x->type);
  if (size < 0) {
    check->Errorf(x, kTypeTooLarge, "%s is too large", x);
    return false;
  }
  return UintptrResult(c, variable, x->type, size);
}

bool CheckUnsafeSlice(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  check->VerifyVersionf(c.call->fun, kGo1_17, "unsafe.Slice");
  Pointer* ptr = Is<Pointer>(CommonUnder(x->type, nullptr, nullptr));
  if (ptr == nullptr) {
    check->Errorf(x, kInvalidUnsafeSlice, "invalid argument: %s is not a pointer", x);
    return false;
  }
  Operand* y = c.args[1];
  if (!check->IsValidIndex(y, kInvalidUnsafeSlice, "length", false)) return false;
  return c.Value(check->NewSlice(ptr->base), {ptr, y->type});
}

bool CheckUnsafeSliceData(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  check->VerifyVersionf(c.call->fun, kGo1_20, "unsafe.SliceData");
  Slice* slice = Is<Slice>(CommonUnder(x->type, nullptr, nullptr));
  if (slice == nullptr) {
    check->Errorf(x, kInvalidUnsafeSliceData, "invalid argument: %s is not a slice", x);
    return false;
  }
  return c.Value(check->NewPointer(slice->elem), {slice});
}

bool CheckUnsafeString(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  check->VerifyVersionf(c.call->fun, kGo1_20, "unsafe.String");
  check->Assignment(x, check->NewPointer(c.Byte()), "argument to unsafe.String");
  if (x->mode == kInvalid) return false;
  Operand* y = c.args[1];
  if (!check->IsValidIndex(y, kInvalidUnsafeString, "length", false)) return false;
  return c.Value(c.Typ(BasicKind::kString), {check->NewPointer(c.Byte()), y->type});
}

bool CheckUnsafeStringData(BuiltinCall& c) {
  Checker* check = c.check;
  Operand* x = c.x;
  check->VerifyVersionf(c.call->fun, kGo1_20, "unsafe.StringData");
  check->Assignment(x, c.Typ(BasicKind::kString), "argument to unsafe.StringData");
  if (x->mode == kInvalid) return false;
  return c.Value(check->NewPointer(c.Byte()), {c.Typ(BasicKind::kString)});
}

using CheckFn = bool (*)(BuiltinCall&);
constexpr CheckFn kCheckers[] = {
#define BUILTIN(id, name, nargs, variadic, kind, package) Check##id,
#include "interp/types/builtins.def"
#undef BUILTIN
};

}  // namespace

ExprKind BuiltinKind(BuiltinId id) { return InfoOf(id).kind; }

std::string_view BuiltinName(BuiltinId id) { return InfoOf(id).name; }

// Checks a call of a builtin; *x gets its result (without x->expr). False after an error.
bool Checker::CheckBuiltin(Operand* x, CallExpr* call, BuiltinId id) {
  const BuiltinInfo& bin = InfoOf(id);
  if (call->has_dots && id != BuiltinId::kAppend) {
    Errorf(call, kInvalidDotDotDot, "invalid operation: invalid use of ... with built-in %s",
           bin.name);
    Use(call->args);
    return false;
  }

  // len and cap must know whether their argument contains calls or receives.
  bool saved = has_call_or_recv;
  bool len_or_cap = id == BuiltinId::kLen || id == BuiltinId::kCap;
  if (len_or_cap) has_call_or_recv = false;
  bool ok = BuiltinArguments(x, call, id);
  if (len_or_cap) has_call_or_recv = saved;
  return ok;
}

bool Checker::BuiltinArguments(Operand* x, CallExpr* call, BuiltinId id) {
  const BuiltinInfo& bin = InfoOf(id);
  BuiltinCall c(this, x, call, id);
  size_t nargs;
  if (id == BuiltinId::kMake || id == BuiltinId::kNew || id == BuiltinId::kUnsafeOffsetof) {
    nargs = call->args.size();  // they evaluate their arguments themselves
  } else {
    ExprList(call->args, &c.args);
    nargs = c.args.size();
    for (Operand* a : c.args) {
      if (a->mode == kInvalid) return false;
    }
    if (nargs > 0) *x = *c.args[0];
  }

  std::string_view msg;
  if (nargs < bin.nargs) {
    msg = "not enough";
  } else if (!bin.variadic && nargs > bin.nargs) {
    msg = "too many";
  }
  if (!msg.empty()) {
    Errorf(call, kWrongArgCount, "invalid operation: %s arguments for %v (expected %d, found %d)",
           msg, call, bin.nargs, nargs);
    return false;
  }
  return kCheckers[static_cast<int>(id)](c);
}

namespace {

bool VarSize(Type* t, std::vector<std::pair<Named*, bool>>* seen) {
  // Cycles go through defined types only.
  Named* named = AsNamed(t);
  size_t slot = 0;
  if (named != nullptr) {
    for (auto& s : *seen) {
      if (s.first == named) return s.second;
    }
    slot = seen->size();
    seen->push_back({named, true});  // until proven otherwise
  }
  bool result = false;
  Type* u = Under(t);
  switch (u->kind) {
    case TypeKind::kArray:
      result = VarSize(As<Array>(u)->elem, seen);
      break;
    case TypeKind::kStruct:
      for (Var* f : As<Struct>(u)->fields) {
        if (VarSize(f->type, seen)) {
          result = true;
          break;
        }
      }
      break;
    case TypeKind::kInterface:
      result = IsTypeParam(t);
      break;
    default:
      break;
  }
  if (named != nullptr) (*seen)[slot].second = result;
  return result;
}

}  // namespace

// Whether the size of t depends on type parameters, or is infinite by a cycle not reported yet.
bool HasVarSize(Type* t) {
  std::vector<std::pair<Named*, bool>> seen;
  return VarSize(t, &seen);
}

// f(x's type); of a type parameter: a new one whose constraint has f of each term, with an error
// since that is not supported. nullptr if f is not defined for some type.
Type* Checker::ApplyTypeFunc(FuncRef<Type*(Type*)> f, Operand* x, BuiltinId id) {
  TypeParam* tp = UnaliasIs<TypeParam>(x->type);
  if (tp == nullptr) return f(x->type);

  std::vector<Term> terms;
  if (!TypeParamIs(tp, [&](const Term* t) {
        if (t == nullptr) return false;
        Type* r = f(t->type);
        if (r == nullptr) return false;
        terms.push_back({t->tilde, r});
        return true;
      })) {
    return nullptr;
  }

  Code code = id == BuiltinId::kReal   ? kInvalidReal
              : id == BuiltinId::kImag ? kInvalidImag
                                       : kInvalidComplex;
  SoftErrorf(x, code,
             "%s not supported as argument to built-in %s for go1.18 (see go.dev/issue/50937)", x,
             InfoOf(id).name);

  TypeName* tname = NewTypeName(grammar::kNoPos, tp->obj->name, nullptr);
  Union* u = arena().New<Union>();
  u->terms = List<Term>::Of(arena(), terms);
  Interface* bound = NewInterface();
  bound->embeddeds = List<Type*>::Of(arena(), {static_cast<Type*>(u)});
  bound->complete = true;
  TypeParam* result = NewTypeParam(tname, bound);
  result->index = tp->index;
  return result;
}

}  // namespace minigo::types
