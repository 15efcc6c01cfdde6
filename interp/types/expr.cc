// This file implements typechecking of expressions.
//
// Every expression goes through RawExpr, which dispatches on the node's kind and records what was
// found. Values that are still untyped wait in the tree until their context gives them a type
// (UpdateExprType) or the package ends. The functions on the recursive path keep their frames
// small: nesting is limited by the stack alone.
#include <string>
#include <vector>

#include "interp/types/checker.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

using grammar::As;
using grammar::Expr;
using grammar::Is;
using grammar::Name;
using grammar::NodeKind;
using grammar::Op;
using grammar::Operation;
using grammar::OpText;
using grammar::ParenExpr;

namespace {

using Predicate = bool (*)(const Type*);

Predicate UnaryPredicate(Op op) {
  switch (op) {
    case Op::kAdd:
    case Op::kSub:
      return AllNumeric;
    case Op::kXor:
      return AllInteger;
    case Op::kNot:
      return AllBoolean;
    default:
      return nullptr;
  }
}

Predicate BinaryPredicate(Op op) {
  switch (op) {
    case Op::kAdd:
      return AllNumericOrString;
    case Op::kSub:
    case Op::kMul:
    case Op::kDiv:
      return AllNumeric;
    case Op::kRem:
    case Op::kAnd:
    case Op::kOr:
    case Op::kXor:
    case Op::kAndNot:
      return AllInteger;
    case Op::kAndAnd:
    case Op::kOrOr:
      return AllBoolean;
    default:
      return nullptr;
  }
}

bool IsShift(Op op) { return op == Op::kShl || op == Op::kShr; }

bool IsComparison(Op op) { return op >= Op::kEql && op <= Op::kGeq; }

}  // namespace

bool Checker::CheckOp(Operand* x, Op op, bool unary) {
  Predicate pred = unary ? UnaryPredicate(op) : BinaryPredicate(op);
  if (pred == nullptr) {
    Errorf(x, kInvalidSyntaxTree, "unknown operator %s", OpText(op));
    return false;
  }
  if (!pred(x->type)) {
    Errorf(x, kUndefinedOp, "invalid operation: operator %s not defined on %s", OpText(op), x);
    return false;
  }
  return true;
}

// The operator's position if x is an operation, else where x starts.
grammar::Pos OpPos(Expr* x) {
  if (x == nullptr) return grammar::kNoPos;
  return x->kind == NodeKind::kOperation ? x->pos : grammar::StartPos(x);
}

// What an operation that may overflow is called; empty for the others.
std::string_view OpName(Expr* x) {
  Operation* e = Is<Operation>(x);
  if (e == nullptr) return {};
  if (e->y == nullptr) return e->op == Op::kXor ? "bitwise complement" : "";
  switch (e->op) {
    case Op::kAdd:
      return "addition";
    case Op::kSub:
      return "subtraction";
    case Op::kXor:
      return "bitwise XOR";
    case Op::kMul:
      return "multiplication";
    case Op::kShl:
      return "shift";
    default:
      return {};
  }
}

void Checker::Unary(Operand* x, Operation* e) {
  CheckExpr(nullptr, x, e->x);
  if (x->mode == kInvalid) return;

  Op op = e->op;
  switch (op) {
    case Op::kAnd:
      if (x->mode != kVariable && grammar::Unparen(e->x)->kind != NodeKind::kCompositeLit) {
        Errorf(x, kUnaddressableOperand, "invalid operation: cannot take address of %s", x);
        x->mode = kInvalid;
        return;
      }
      MarkAddressTaken(e->x);
      x->mode = kValue;
      x->type = NewPointer(x->type);
      return;

    case Op::kRecv:
      if (Type* elem = ChanElem(x, x, true)) {
        x->mode = kCommaOk;
        x->type = elem;
        has_call_or_recv = true;
        return;
      }
      x->mode = kInvalid;
      return;

    case Op::kTilde:
      if (!AllInteger(x->type)) {
        Error(e, kUndefinedOp, "cannot use ~ outside of interface or type constraint");
        x->mode = kInvalid;
        return;
      }
      Error(e, kUndefinedOp,
            "cannot use ~ outside of interface or type constraint (use ^ for bitwise complement)");
      op = Op::kXor;
      break;

    default:
      break;
  }

  if (!CheckOp(x, op, true)) {
    x->mode = kInvalid;
    return;
  }

  if (x->mode == kConstant) {
    if (KindOf(x->val) == ConstKind::kUnknown) return;  // reported before
    unsigned prec = 0;
    if (IsUnsigned(x->type)) prec = static_cast<unsigned>(Sizeof(x->type) * 8);
    x->val = constants().UnaryOp(op, x->val, prec);
    x->expr = e;
    Overflow(x, OpPos(x->expr));
    return;
  }

  x->mode = kValue;
}

// The element type of the channel x for a receive or a send; nullptr after an error report.
Type* Checker::ChanElem(At pos, Operand* x, bool recv) {
  TypeError err;
  Type* u = CommonUnder(
      x->type,
      [&](Type* t, Type* u) -> TypeError {
        if (u == nullptr) return TypeError::Of("no specific channel type");
        Chan* ch = Is<Chan>(u);
        if (ch == nullptr) return TypeError::Of("non-channel %s", t);
        if (recv && ch->dir == grammar::ChanDir::kSendOnly)
          return TypeError::Of("send-only channel %s", t);
        if (!recv && ch->dir == grammar::ChanDir::kRecvOnly)
          return TypeError::Of("receive-only channel %s", t);
        return {};
      },
      &err);
  if (u != nullptr) return As<Chan>(u)->elem;

  std::string cause = err.Format(this);
  bool generic = IsTypeParam(x->type);
  if (recv) {
    if (generic) {
      Errorf(pos, kInvalidReceive, "invalid operation: cannot receive from %s: %s", x, cause);
    } else {
      Errorf(pos, kInvalidReceive, "invalid operation: cannot receive from %s %s", cause, x);
    }
  } else {
    if (generic) {
      Errorf(pos, kInvalidSend, "invalid operation: cannot send to %s: %s", x, cause);
    } else {
      Errorf(pos, kInvalidSend, "invalid operation: cannot send to %s %s", cause, x);
    }
  }
  return nullptr;
}

// Gives x, and those of its operands whose type follows from it, the type `type`. While `type` is
// untyped and not final, only the mark in the tree changes; otherwise type and value are recorded,
// a constant must be representable and the left operand of a non-constant shift must be an integer.
//
// The walk goes down the left operands in a loop and comes back up it, so that long chains need no
// stack.
void Checker::UpdateExprType(Expr* x, Type* type, bool final) {
  if (FindUntyped(x) == nullptr) return;
  if (x->kind != NodeKind::kParenExpr && x->kind != NodeKind::kOperation) {
    UpdateOneExprType(x, type, final);
    return;
  }

  SmallVector<Expr*, 8> spine;
  for (Expr* e = x; e != nullptr;) {
    TypeAndValue* old = FindUntyped(e);
    if (old == nullptr) break;
    spine.push_back(e);
    switch (e->kind) {
      case NodeKind::kParenExpr:
        e = As<ParenExpr>(e)->x;
        break;
      case NodeKind::kOperation: {
        Operation* o = As<Operation>(e);
        bool stop = old->value != nullptr || (o->y == nullptr && o->op == Op::kMul) ||
                    (o->y != nullptr && IsComparison(o->op));
        e = stop ? nullptr : o->x;
        break;
      }
      default:
        e = nullptr;
        break;
    }
  }

  for (size_t i = spine.size(); i-- > 0;) {
    Expr* e = spine[i];
    TypeAndValue* old = FindUntyped(e);
    if (old == nullptr) continue;
    if (Operation* o = Is<Operation>(e)) {
      if (o->y != nullptr && old->value == nullptr && !IsComparison(o->op) && !IsShift(o->op)) {
        UpdateExprType(o->y, type, final);
      }
    }
    UpdateOneExprType(e, type, final);
  }
}

void Checker::UpdateOneExprType(Expr* x, Type* type, bool final) {
  TypeAndValue* pending = FindUntyped(x);
  if (pending == nullptr) return;
  if (!final && IsUntyped(type)) {
    pending->type = Under(type);
    return;
  }
  TypeAndValue old = *pending;
  ForgetUntyped(x);

  if (old.is_lhs && !AllInteger(type)) {
    Errorf(x, kInvalidShiftOperand,
           "invalid operation: shifted operand %s (type %s) must be integer", x, type);
    return;
  }
  if (old.value != nullptr) {
    Operand c;
    c.mode = old.mode;
    c.expr = x;
    c.type = old.type;
    c.val = old.value;
    ConvertUntyped(&c, type);
    if (c.mode == kInvalid) return;
  }
  RecordTypeAndValue(x, old.mode, type, old.value);
}

void Checker::UpdateExprVal(Expr* x, Const val) {
  if (TypeAndValue* pending = FindUntyped(x)) pending->value = val;
}

// The type that x takes on where a `target` is expected; nullptr, with *code set, if there is no
// such implicit conversion. Of a constant, *val becomes its representation there.
Type* Checker::ImplicitTypeAndValue(const Operand* x, Type* target, Const* val, Code* code) {
  Const ignored_val;
  Code ignored_code;
  if (val == nullptr) val = &ignored_val;
  if (code == nullptr) code = &ignored_code;
  *val = nullptr;
  *code = Code::kNone;
  if (x->mode == kInvalid || IsTyped(x->type) || !IsValid(target)) return x->type;

  if (IsUntyped(target)) {
    if (Type* m = MaxType(x->type, target)) return m;
    *code = kInvalidUntypedConversion;
    return nullptr;
  }

  if (x->IsNil()) {
    if (HasNil(target)) return target;
    *code = kInvalidUntypedConversion;
    return nullptr;
  }

  Type* u = Under(target);
  bool ok = true;
  if (Basic* b = Is<Basic>(u)) {
    if (x->mode == kConstant) {
      *val = Representation(x, b, code);
      return *code == Code::kNone ? target : nullptr;
    }
    switch (As<Basic>(x->type)->basic) {
      case BasicKind::kUntypedBool:
        ok = IsBoolean(target);
        break;
      case BasicKind::kUntypedInt:
      case BasicKind::kUntypedRune:
      case BasicKind::kUntypedFloat:
      case BasicKind::kUntypedComplex:
        ok = IsNumeric(target);
        break;
      case BasicKind::kUntypedString:
        ok = IsString(target);
        break;
      default:
        ok = false;
        break;
    }
  } else if (Interface* iface = Is<Interface>(u)) {
    if (IsTypeParam(target)) {
      ok = UnderIs(target, [&](Type* u) {
        if (u == nullptr) return false;
        Const v;
        Code c;
        return ImplicitTypeAndValue(x, u, &v, &c) != nullptr;
      });
    } else {
      if (TypeSetOf(iface)->IsAll()) return DefaultType(x->type);
      ok = false;
    }
  } else {
    ok = false;
  }
  if (!ok) {
    *code = kInvalidUntypedConversion;
    return nullptr;
  }
  return target;
}

// Checks x op y and leaves the untyped bool in x. In a switch case the operator is ==.
void Checker::Comparison(Operand* x, Operand* y, Op op, bool switch_case) {
  if (!IsValid(x->type) || !IsValid(y->type)) {
    x->mode = kInvalid;
    return;
  }
  if (switch_case) op = Op::kEql;

  Operand* err_op = x;
  std::string cause;
  Code code = kMismatchedTypes;
  bool failed = false;
  if (!x->AssignableTo(this, y->type, nullptr) && !y->AssignableTo(this, x->type, nullptr)) {
    err_op = y;
    cause = Sprintf("mismatched types %s and %s", x->type, y->type);
    failed = true;
  } else {
    code = kUndefinedOp;
    if (op == Op::kEql || op == Op::kNeq) {
      if (x->IsNil() || y->IsNil()) {
        if (!HasNil(x->IsNil() ? y->type : x->type)) {
          err_op = y;
          failed = true;
        }
      } else if (!Comparable(x->type)) {
        err_op = x;
        cause = IncomparableCause(x->type);
        failed = true;
      } else if (!Comparable(y->type)) {
        err_op = y;
        cause = IncomparableCause(y->type);
        failed = true;
      }
    } else if (!AllOrdered(x->type)) {
      failed = true;
    } else if (!AllOrdered(y->type)) {
      err_op = y;
      failed = true;
    }
  }

  if (!failed) {
    if (x->mode == kConstant && y->mode == kConstant) {
      x->val = constants().Bool(constants().Compare(x->val, op, y->val));
    } else {
      x->mode = kValue;
      UpdateExprType(x->expr, DefaultType(x->type), true);
      UpdateExprType(y->expr, DefaultType(y->type), true);
    }
    x->type = Typ(BasicKind::kUntypedBool);
    return;
  }

  if (cause.empty()) {
    if (IsTypeParam(x->type) || IsTypeParam(y->type)) {
      if (!IsTypeParam(x->type)) err_op = y;
      cause = Sprintf("type parameter %s cannot use operator %s", err_op->type, OpText(op));
    } else {
      std::string what(CompositeKind(err_op->type));
      if (what.empty()) what = Sprintf("%s", err_op->type);
      cause = Sprintf("operator %s not defined on %s", OpText(op), what);
    }
  }
  if (switch_case) {
    Errorf(x, code, "invalid case %s in switch on %s (%s)", x->expr, y->expr, cause);
  } else {
    Errorf(err_op, code, "invalid operation: %s %s %s (%s)", x->expr, OpText(op), y->expr, cause);
  }
  x->mode = kInvalid;
}

std::string Checker::IncomparableCause(Type* type) {
  switch (Under(type)->kind) {
    case TypeKind::kSlice:
    case TypeKind::kSignature:
    case TypeKind::kMap:
      return std::string(CompositeKind(type)) + " can only be compared to nil";
    default:
      break;
  }
  return ComparableType(type, true).Format(this);
}

// Checks x op y for a shift; e is the whole expression, nullptr in an assignment operation.
void Checker::Shift(Operand* x, Operand* y, Expr* e, Op op) {
  Const xval = nullptr;
  if (x->mode == kConstant) xval = constants().ToInt(x->val);

  if (!AllInteger(x->type) &&
      !(IsUntyped(x->type) && xval != nullptr && KindOf(xval) == ConstKind::kInt)) {
    Errorf(x, kInvalidShiftOperand, "invalid operation: shifted operand %s must be integer", x);
    x->mode = kInvalid;
    return;
  }

  Const yval = nullptr;
  if (y->mode == kConstant) {
    yval = constants().ToInt(y->val);
    if (KindOf(yval) == ConstKind::kInt && Sign(yval) < 0) {
      Errorf(y, kInvalidShiftCount, "invalid operation: negative shift count %s", y);
      x->mode = kInvalid;
      return;
    }
    if (IsUntyped(y->type)) {
      Representable(y, Typ(BasicKind::kUint));
      if (y->mode == kInvalid) {
        x->mode = kInvalid;
        return;
      }
    }
  } else if (AllInteger(y->type)) {
    if (!AllUnsigned(y->type) &&
        !VerifyVersionf(y, kGo1_13, "invalid operation: signed shift count %s", y)) {
      x->mode = kInvalid;
      return;
    }
  } else if (IsUntyped(y->type)) {
    ConvertUntyped(y, Typ(BasicKind::kUint));
    if (y->mode == kInvalid) {
      x->mode = kInvalid;
      return;
    }
  } else {
    Errorf(y, kInvalidShiftCount, "invalid operation: shift count %s must be integer", y);
    x->mode = kInvalid;
    return;
  }

  if (x->mode == kConstant) {
    if (y->mode == kConstant) {
      if (KindOf(x->val) == ConstKind::kUnknown || KindOf(y->val) == ConstKind::kUnknown) {
        x->val = constants().Unknown();
        if (!IsInteger(x->type)) x->type = Typ(BasicKind::kUntypedInt);
        return;
      }
      constexpr uint64_t kShiftBound =
          1023 - 1 + 52;  // the smallest float64 can be written as a shift
      uint64_t s = 0;
      if (!Uint64Val(yval, &s) || s > kShiftBound) {
        Errorf(y, kInvalidShiftCount, "invalid operation: invalid shift count %s", y);
        x->mode = kInvalid;
        return;
      }
      if (!IsInteger(x->type)) x->type = Typ(BasicKind::kUntypedInt);
      x->val = constants().Shift(xval, op, static_cast<unsigned>(s));
      x->expr = e;
      Overflow(x, OpPos(x->expr));
      return;
    }

    if (IsUntyped(x->type)) {
      // The left operand gets the type that it would have without the shift: decided by
      // UpdateExprType.
      if (TypeAndValue* pending = FindUntyped(x->expr)) pending->is_lhs = true;
      x->mode = kValue;
      return;
    }
  }

  if (!AllInteger(x->type)) {
    Errorf(x, kInvalidShiftOperand, "invalid operation: shifted operand %s must be integer", x);
    x->mode = kInvalid;
    return;
  }
  x->mode = kValue;
}

// Checks lhs op rhs; e is nullptr in an assignment operation.
void Checker::Binary(Operand* x, Expr* e, Expr* lhs, Expr* rhs, Op op) {
  CheckExpr(nullptr, x, lhs);
  BinaryRest(x, e, lhs, rhs, op);
}

// The part of Binary that follows the evaluation of lhs into x.
void Checker::BinaryRest(Operand* x, Expr* e, Expr* lhs, Expr* rhs, Op op) {
  Operand y;
  CheckExpr(nullptr, &y, rhs);
  if (x->mode == kInvalid) return;
  if (y.mode == kInvalid) {
    x->mode = kInvalid;
    x->expr = y.expr;
    return;
  }
  FinishBinary(x, &y, e, lhs, rhs, op);
}

void Checker::FinishBinary(Operand* x, Operand* y, Expr* e, Expr* lhs, Expr* rhs, Op op) {
  if (IsShift(op)) {
    Shift(x, y, e, op);
    return;
  }

  MatchTypes(x, y);
  if (x->mode == kInvalid) return;

  if (IsComparison(op)) {
    Comparison(x, y, op, false);
    return;
  }

  if (!Identical(x->type, y->type)) {
    if (IsValid(x->type) && IsValid(y->type)) {
      if (e != nullptr) {
        Errorf(x, kMismatchedTypes, "invalid operation: %s (mismatched types %s and %s)", e,
               x->type, y->type);
      } else {
        Errorf(x, kMismatchedTypes, "invalid operation: %s %s= %s (mismatched types %s and %s)",
               lhs, OpText(op), rhs, x->type, y->type);
      }
    }
    x->mode = kInvalid;
    return;
  }

  if (!CheckOp(x, op, false)) {
    x->mode = kInvalid;
    return;
  }

  ConstPool& pool = constants();
  bool both = x->mode == kConstant && y->mode == kConstant;
  if (op == Op::kDiv || op == Op::kRem) {
    bool zero =
        (x->mode == kConstant || AllInteger(x->type)) && y->mode == kConstant && Sign(y->val) == 0;
    if (!zero && both && IsComplex(x->type)) {
      // Squares may underflow to zero where the parts do not.
      Const re = pool.Real(y->val), im = pool.Imag(y->val);
      zero =
          Sign(pool.BinaryOp(re, Op::kMul, re)) == 0 && Sign(pool.BinaryOp(im, Op::kMul, im)) == 0;
    }
    if (zero) {
      Error(y, kDivByZero, "invalid operation: division by zero");
      x->mode = kInvalid;
      return;
    }
  }

  if (both) {
    if (KindOf(x->val) == ConstKind::kUnknown || KindOf(y->val) == ConstKind::kUnknown) {
      x->val = pool.Unknown();
      return;
    }
    x->val = pool.BinaryOp(x->val, op, y->val, op == Op::kDiv && IsInteger(x->type));
    x->expr = e;
    Overflow(x, OpPos(x->expr));
    return;
  }

  x->mode = kValue;
}

namespace {

// Whether the untyped one of x and y may take on the other's type.
bool MayConvert(Operand* x, Operand* y) {
  if (IsTyped(x->type) && IsTyped(y->type)) return false;
  if (auto *a = Is<Basic>(x->type), *b = Is<Basic>(y->type); a != nullptr && b != nullptr) {
    // As below, for what is commonest.
    auto number = [](Basic* t) { return (t->info & kIsNumeric) != 0; };
    if (number(a) && number(b)) return true;
  }
  if (AllNumeric(x->type) != AllNumeric(y->type)) return false;
  if (IsNonTypeParamInterface(x->type) || IsNonTypeParamInterface(y->type)) return true;
  if (AllBoolean(x->type) != AllBoolean(y->type)) return false;
  if (AllString(x->type) != AllString(y->type)) return false;
  if (x->IsNil()) return HasNil(y->type);
  if (y->IsNil()) return HasNil(x->type);
  if (IsPointer(x->type) || IsPointer(y->type)) return false;
  return true;
}

}  // namespace

// Converts untyped operands to the other's type where that may be done. After an error x is
// invalid.
void Checker::MatchTypes(Operand* x, Operand* y) {
  if (!MayConvert(x, y)) return;
  ConvertUntyped(x, y->type);
  if (x->mode == kInvalid) return;
  ConvertUntyped(y, x->type);
  if (y->mode == kInvalid) x->mode = kInvalid;
}

ExprKind Checker::RawExpr(Target* target, Operand* x, Expr* e, Type* hint, bool allow_generic) {
  ExprKind kind = ExprInternal(target, x, e, hint);
  FinishRawExpr(target, x, allow_generic);
  return kind;
}

void Checker::RawIdent(Operand* x, Name* e, Object* obj, Scope* found) {
  x->type = Invalid();
  IdentFor(x, e, false, obj, found);
  x->expr = e;
  FinishRawExpr(nullptr, x, false);
}

void Checker::FinishRawExpr(Target* target, Operand* x, bool allow_generic) {
  // Other types are neither generic nor contain themselves.
  switch (x->type == nullptr ? TypeKind::kBasic : x->type->kind) {
    case TypeKind::kAlias:
    case TypeKind::kNamed:
    case TypeKind::kSignature:
    case TypeKind::kArray:
    case TypeKind::kStruct:
      if (!allow_generic) NonGeneric(target, x);
      PendingType(x);
      break;
    default:
      break;
  }
  Record(x);
}

// Instantiates a generic x for `target`, or reports that it is generic.
void Checker::NonGeneric(Target* target, Operand* x) {
  if (x->mode == kInvalid || x->mode == kNoValue || x->type == nullptr) return;
  std::string_view what;
  switch (x->type->kind) {
    case TypeKind::kAlias:
    case TypeKind::kNamed:
      if (IsGeneric(x->type)) what = "type";
      break;
    case TypeKind::kSignature:
      if (!As<Signature>(x->type)->tparams.empty()) {
        if (target != nullptr) {
          FuncInst(target, x->pos(), x, nullptr, true);
          return;
        }
        what = "function";
      }
      break;
    default:
      break;
  }
  if (!what.empty()) {
    Errorf(x->expr, kWrongTypeArgCount, "cannot use generic %s %s without instantiation", what,
           x->expr);
    x->mode = kInvalid;
    x->type = Invalid();
  }
}

// Invalidates x if its type contains itself.
void Checker::PendingType(Operand* x) {
  if (x->mode == kInvalid || x->mode == kNoValue) return;
  if (!FiniteSize(x->type)) {
    x->mode = kInvalid;
    x->type = Invalid();
  }
}

ExprKind Checker::ExprInternal(Target* target, Operand* x, Expr* e, Type* hint) {
  x->mode = kInvalid;
  x->type = Invalid();
  // As in types2, x may keep x->val from an earlier use; it is read only while mode is kConstant.

  switch (e->kind) {
    case NodeKind::kName:
      Ident(x, As<Name>(e), false);
      x->expr = e;
      return ExprKind::kExpression;

    case NodeKind::kBasicLit:
      if (!As<grammar::BasicLit>(e)->bad) CheckBasicLit(x, As<grammar::BasicLit>(e));
      break;

    case NodeKind::kFuncLit:
      CheckFuncLit(x, As<grammar::FuncLit>(e));
      break;

    case NodeKind::kCompositeLit:
      CheckCompositeLit(x, As<grammar::CompositeLit>(e), hint);
      break;

    case NodeKind::kParenExpr: {
      ExprKind kind = RawExpr(nullptr, x, As<ParenExpr>(e)->x, nullptr, false);
      x->expr = e;
      return kind;
    }

    case NodeKind::kSelectorExpr:
      Selector(x, As<grammar::SelectorExpr>(e), false);
      x->expr = e;
      return ExprKind::kExpression;

    case NodeKind::kIndexExpr:
      if (CheckIndexExpr(x, As<grammar::IndexExpr>(e)))
        FuncInst(target, e->pos, x, As<grammar::IndexExpr>(e), true);
      break;

    case NodeKind::kSliceExpr:
      CheckSliceExpr(x, As<grammar::SliceExpr>(e));
      break;

    case NodeKind::kAssertExpr:
      CheckAssertExpr(x, As<grammar::AssertExpr>(e));
      break;

    case NodeKind::kTypeSwitchGuard:
      Error(e, kInvalidSyntaxTree, "use of .(type) outside type switch");
      Use(As<grammar::TypeSwitchGuard>(e)->x);
      break;

    case NodeKind::kCallExpr:
      return CheckCallExpr(x, As<grammar::CallExpr>(e));

    case NodeKind::kOperation: {
      Operation* o = As<Operation>(e);
      if (o->y != nullptr) {
        BinaryExpr(x, o);
      } else if (o->op == Op::kMul) {
        Indirection(x, o);
      } else {
        Unary(x, o);
        if (o->op == Op::kRecv && x->mode != kInvalid) {
          x->expr = e;
          return ExprKind::kStatement;
        }
      }
      break;
    }

    case NodeKind::kArrayType:
    case NodeKind::kSliceType:
    case NodeKind::kStructType:
    case NodeKind::kFuncType:
    case NodeKind::kInterfaceType:
    case NodeKind::kMapType:
    case NodeKind::kChanType:
      x->mode = kTypExpr;
      x->type = Typ(e);
      x->expr = e;
      return ExprKind::kExpression;

    case NodeKind::kDotsType:
      Error(e, kInvalidSyntaxTree, "invalid use of ...");
      break;
    case NodeKind::kListExpr:
      Error(e, kInvalidSyntaxTree, "unexpected list of expressions");
      break;
    case NodeKind::kKeyValueExpr:
      Error(e, kInvalidSyntaxTree, "no key:value expected");
      break;
    default:  // kBadExpr: reported before
      break;
  }

  x->expr = e;
  return x->mode == kInvalid ? ExprKind::kStatement : ExprKind::kExpression;
}

// A binary operation. Chains of them (a + b + c …) lean to the left: the left operands are found in
// a loop, evaluated innermost first, and each gets what RawExpr and RawExprValue would have done
// for it.
void Checker::BinaryExpr(Operand* x, Operation* e) {
  Operation* left = Is<Operation>(e->x);
  if (left == nullptr || left->y == nullptr) {
    Binary(x, e, e->x, e->y, e->op);
    return;
  }
  BinaryChain(x, e);
}

void Checker::BinaryChain(Operand* x, Operation* e) {
  SmallVector<Operation*, 8> spine;
  for (Operation* o = e; o != nullptr && o->y != nullptr; o = Is<Operation>(o->x))
    spine.push_back(o);
  CheckExpr(nullptr, x, spine[spine.size() - 1]->x);
  for (size_t i = spine.size(); i-- > 0;) {
    Operation* o = spine[i];
    BinaryRest(x, o, o->x, o->y, o->op);
    x->expr = o;
    if (i > 0) {
      FinishRawExpr(nullptr, x, false);
      CheckSingleValue(x);
    }
  }
}

// *x: a pointer's target, or a pointer type.
void Checker::Indirection(Operand* x, Operation* e) {
  ExprOrType(x, e->x, false);
  switch (x->mode) {
    case kInvalid:
      return;
    case kTypExpr:
      ValidVarType(e->x, x->type);
      x->type = NewPointer(x->type);
      return;
    default: {
      Type* base = nullptr;
      bool ok = UnderIs(x->type, [&](Type* u) {
        Pointer* p = Is<Pointer>(u);
        if (p == nullptr) {
          Errorf(x, kInvalidIndirection, "invalid operation: cannot indirect %s", x);
          return false;
        }
        if (base != nullptr && !Identical(p->base, base)) {
          Errorf(x, kInvalidIndirection,
                 "invalid operation: pointers of %s must have identical base types", x);
          return false;
        }
        base = p->base;
        return true;
      });
      x->mode = ok ? kVariable : kInvalid;
      x->type = base;
      if (!ok) x->type = Invalid();
      return;
    }
  }
}

void Checker::CheckAssertExpr(Operand* x, grammar::AssertExpr* e) {
  CheckExpr(nullptr, x, e->x);
  if (x->mode == kInvalid) return;
  if (IsTypeParam(x->type)) {
    Errorf(x, kInvalidAssert,
           "invalid operation: cannot use type assertion on type parameter value %s", x);
    x->mode = kInvalid;
    return;
  }
  if (UnderIs<Interface>(x->type) == nullptr) {
    Errorf(x, kInvalidAssert, "invalid operation: %s is not an interface", x);
    x->mode = kInvalid;
    return;
  }
  Type* t = VarType(e->type);
  if (!IsValid(t)) {
    x->mode = kInvalid;
    return;
  }
  TypeAssertion(e, x, t, false);
  x->mode = kCommaOk;
  x->type = t;
}

// Checks that x.(t), or a case t in a switch on x.(type), can succeed.
void Checker::TypeAssertion(Expr* e, Operand* x, Type* t, bool type_switch) {
  std::string cause;
  if (AssertableTo(x->type, t, &cause)) return;
  if (type_switch) {
    Errorf(e, kImpossibleAssert,
           "impossible type switch case: %s\n\t%s cannot have dynamic type %s %s", e, x, t, cause);
    return;
  }
  Errorf(e, kImpossibleAssert, "impossible type assertion: %s\n\t%s does not implement %s %s", e, t,
         x->type, cause);
}

// Evaluates e, which must have a single value, into x.
void Checker::CheckExpr(Target* target, Operand* x, Expr* e) {
  RawExpr(target, x, e, nullptr, false);
  CheckSingleValue(x);
}

namespace {
constexpr unsigned Bit(OperandMode m) { return 1u << static_cast<unsigned>(m); }
}  // namespace

void Checker::CheckSingleValue(Operand* x) {
  Exclude(x, kNotValues);
  SingleValue(x);
}

void Checker::GenericExpr(Operand* x, Expr* e) {
  RawExpr(nullptr, x, e, nullptr, true);
  CheckSingleValue(x);
}

// The value or values of e. With allow_comma_ok a map index, receive or type assertion counts as
// two.
void Checker::MultiExpr(Expr* e, bool allow_comma_ok, bool* comma_ok, OperandList* list) {
  if (comma_ok != nullptr) *comma_ok = false;
  Operand* x = NewOperand();
  RawExpr(nullptr, x, e, nullptr, false);
  Exclude(x, kNotValues);

  if (x->mode != kInvalid && x->type != nullptr && x->type->kind == TypeKind::kTuple) {
    AddTupleOperands(As<Tuple>(x->type), e, list);
    free_operands.push_back(x);
    return;
  }

  list->push_back(x);
  if (allow_comma_ok && (x->mode == kMapIndex || x->mode == kCommaOk)) {
    Operand* x2 = NewOperand();
    x2->mode = kValue;
    x2->expr = e;
    x2->type = Typ(BasicKind::kUntypedBool);
    list->push_back(x2);
    *comma_ok = true;
  }
}

void Checker::AddTupleOperands(Tuple* t, Expr* e, OperandList* list) {
  for (Var* v : t->vars) {
    Operand* o = NewOperand();
    o->mode = kValue;
    o->expr = e;
    o->type = v->type;
    list->push_back(o);
  }
}

// Like expr, for an element of a composite literal whose type is `hint`.
void Checker::ExprWithHint(Operand* x, Expr* e, Type* hint) {
  RawExpr(nullptr, x, e, hint, false);
  CheckSingleValue(x);
}

void Checker::ExprOrType(Operand* x, Expr* e, bool allow_generic) {
  RawExpr(nullptr, x, e, nullptr, allow_generic);
  Exclude(x, Bit(kNoValue));
  SingleValue(x);
}

// Reports and invalidates x, whose mode is in the set.
void Checker::Excluded(Operand* x, unsigned modeset) {
  switch (x->mode) {
    case kNoValue:
      Errorf(x, kTooManyValues,
             (modeset & Bit(kTypExpr)) != 0 ? "%s used as value" : "%s used as value or type", x);
      break;
    case kBuiltin:
      Errorf(x, kUncalledBuiltin, "%s must be called", x);
      break;
    default:
      Errorf(x, kNotAnExpr, "%s is not an expression", x);
      break;
  }
  x->mode = kInvalid;
}

// Reports and invalidates x, which stands for several values.
void Checker::SeveralValues(Operand* x) {
  Errorf(x, kTooManyValues, "multiple-value %s in single-value context", x);
  x->mode = kInvalid;
}

}  // namespace minigo::types
