// This file implements the order of evaluation within a statement.
//
// The spec orders calls, receives and logical operations from left to right and leaves the reading of variables among them open.
// Programs see what gc chose, so minigo chooses the same: calls and their like are evaluated first, in order, each into a
// temporary; variables, fields, elements and dereferences are read afterwards. `c.n + c.Inc()` sees the incremented n, and
// append(s.list, s.next()) the list that next left behind.
//
// Order decides whether it makes a difference for a list of operands and, if so, evaluates the calls ahead; Expr_ then finds
// their values in `ahead_`.
#include <functional>
#include <unordered_set>

#include "interp/compile/fn.h"
#include "interp/compile/walk.h"

namespace minigo::compile {

using namespace grammar;
using types::OperandMode;
using types::Var;

// The walk over the operands of a statement in the order of their evaluation.
struct OrderWalk {
  std::vector<Expr*> turns;   // what gc evaluates in its turn
  size_t calls_end = 0;       // behind the last call in `turns`
  bool late = false;          // a late read has been seen
  bool matters = false;       // a call follows a late read
  const std::unordered_map<const Expr*, int>* ahead = nullptr;  // what has been evaluated already
  Expr* assigned = nullptr;  // the place that Walk is called for, if it is not read

  void Turn(Expr* e, bool call) {
    turns.push_back(e);
    if (!call) return;
    calls_end = turns.size();
    if (late) matters = true;
  }

  static bool IsLiteral(const Expr* e) {
    const types::TypeAndValue* tv = e->tv;
    return tv != nullptr && (tv->value != nullptr || tv->mode == OperandMode::kTypExpr || tv->mode == OperandMode::kNilValue);
  }

  // Whether e holds a call that is evaluated with it; function literals are not entered.
  static bool HasCall(Node* n) {
    for (;;) {
      if (n == nullptr || n->kind == NodeKind::kFuncLit) return false;
      if (auto* c = Is<CallExpr>(n)) {
        if (c->tv != nullptr && c->tv->value != nullptr) return false;
        const types::Builtin* b = BuiltinOf(c);
        if (!IsConversion(c) && b == nullptr) return true;
        if (b != nullptr && (b->id == types::BuiltinId::kAppend || b->id == types::BuiltinId::kCopy ||
                             b->id == types::BuiltinId::kRecover)) {
          return true;
        }
        for (Expr* a : c->args) {
          if (HasCall(a)) return true;
        }
        return false;
      }
      if (auto* o = Is<Operation>(n)) {
        if (o->op == Op::kRecv && o->y == nullptr) return true;
        if (o->y != nullptr && HasCall(o->y)) return true;
        n = o->x;  // left spines may be long
        continue;
      }
      bool found = false;
      ForEachChild(n, [&](Node* child) { found = found || HasCall(child); });
      return found;
    }
  }

  // An operand that becomes a value of type `to`. gc hands values of some types to the conversion by address, and copies them
  // in turn when they have none.
  void WalkAs(Expr* e, types::Type* to) {
    if (e == nullptr || IsLiteral(e) || ahead->contains(e)) return;
    if (to != nullptr && types::Under(to)->kind == types::TypeKind::kInterface && IsByAddress(e) && !IsAddressable(e)) {
      bool call = HasCall(e);
      Turn(e, call);
      matters = matters || call;  // its own operands have an order, too
      return;
    }
    Walk(e);
  }

  static bool IsStringOfBytes(Expr* e) {
    auto* c = Is<CallExpr>(Unparen(e));
    if (c == nullptr || !IsConversion(c) || !types::IsString(types::TypeOf(c))) return false;
    auto* from = types::UnderIs<types::Slice>(types::TypeOf(c->args[0]));
    auto* elem = from == nullptr ? nullptr : types::UnderIs<types::Basic>(from->elem);
    return elem != nullptr && elem->basic == types::BasicKind::kUint8;
  }

  static bool IsByAddress(const Expr* e) {
    if (e->tv == nullptr || e->tv->type == nullptr) return false;
    types::Type* t = types::Under(types::TypeOf(e));
    if (t->kind == types::TypeKind::kStruct || t->kind == types::TypeKind::kArray) return true;
    auto* b = types::Is<types::Basic>(t);
    if (b == nullptr) return false;
    switch (b->basic) {
      case types::BasicKind::kBool:
      case types::BasicKind::kUntypedBool:
      case types::BasicKind::kInt8:
      case types::BasicKind::kUint8:
      case types::BasicKind::kComplex128: return true;
      default: return false;
    }
  }

  static bool IsAddressable(const Expr* e) {
    e = Unparen(const_cast<Expr*>(e));
    switch (e->kind) {
      case NodeKind::kName: return true;
      case NodeKind::kOperation: return As<Operation>(e)->op == Op::kMul && As<Operation>(e)->y == nullptr;
      case NodeKind::kSelectorExpr: {
        auto* s = As<SelectorExpr>(e);
        return s->selection == nullptr || s->selection->indirect || IsAddressable(s->x) ||
               types::Under(types::TypeOf(s->x))->kind == types::TypeKind::kPointer;
      }
      case NodeKind::kIndexExpr: {
        types::TypeKind k = types::Under(types::TypeOf(As<IndexExpr>(e)->x))->kind;
        return k == types::TypeKind::kSlice || k == types::TypeKind::kPointer ||
               (k == types::TypeKind::kArray && IsAddressable(As<IndexExpr>(e)->x));
      }
      default: return false;
    }
  }

  void Walk(Expr* e) {
    if (e == nullptr || IsLiteral(e) || ahead->contains(e)) return;
    switch (e->kind) {
      case NodeKind::kParenExpr: return Walk(As<ParenExpr>(e)->x);
      case NodeKind::kName: return Variable(types::Is<Var>(As<Name>(e)->obj));
      case NodeKind::kSelectorExpr: return Selector(As<SelectorExpr>(e));
      case NodeKind::kIndexExpr: {
        auto* ix = As<IndexExpr>(e);
        if (ix->x->tv == nullptr || ix->x->tv->mode == OperandMode::kTypExpr) return;
        types::Type* t = types::Under(types::TypeOf(ix->x));
        if (t->kind == types::TypeKind::kSignature) return;
        // The bytes of a key that is not copied must not change until they are looked up.
        if (t->kind == types::TypeKind::kMap && e != assigned && IsStringOfBytes(ix->index)) return Turn(e, HasCall(e));
        Walk(ix->x);
        Walk(ix->index);
        if (t->kind != types::TypeKind::kArray && t->kind != types::TypeKind::kBasic) late = true;
        return;
      }
      case NodeKind::kSliceExpr: return Turn(e, HasCall(e));
      case NodeKind::kAssertExpr:
        if (types::Under(types::TypeOf(e))->kind == types::TypeKind::kPointer) return Walk(As<AssertExpr>(e)->x);
        return Turn(e, HasCall(e));
      case NodeKind::kCompositeLit: {
        auto* lit = As<CompositeLit>(e);
        types::Type* t = lit->tv != nullptr && lit->tv->type != nullptr ? types::Under(types::TypeOf(lit)) : nullptr;
        if (t != nullptr && t->kind == types::TypeKind::kMap) return Turn(e, HasCall(e));
        types::Type* elem = nullptr;
        if (auto* a = types::Is<types::Array>(t)) elem = a->elem;
        if (auto* a = types::Is<types::Slice>(t)) elem = a->elem;
        for (Expr* x : lit->elems) {
          auto* kv = Is<KeyValueExpr>(x);
          WalkAs(kv != nullptr ? kv->value : x, elem);
        }
        return;
      }
      case NodeKind::kCallExpr: return Call(As<CallExpr>(e));
      case NodeKind::kOperation: return Operator(As<Operation>(e));
      default: return;
    }
  }

  void Variable(Var* v) {
    if (v == nullptr) return;
    if (v->var_kind == types::VarKind::kPackage || (v->address_taken || (v->captured && v->reassigned))) late = true;
  }

  void Selector(SelectorExpr* s) {
    if (s->selection == nullptr) return Variable(types::Is<Var>(s->sel->obj));
    if (s->selection->kind == types::SelectionKind::kMethodExpr) return;
    Walk(s->x);
    late = late || s->selection->indirect || types::Under(types::TypeOf(s->x))->kind == types::TypeKind::kPointer;
  }

  // The receiver of a method call: one that is a value is read late.
  void Receiver(SelectorExpr* s) {
    if (s->selection->kind != types::SelectionKind::kMethodVal) return Walk(s);
    // gc calls the method of what is converted to an interface on a copy.
    if (auto* c = Is<CallExpr>(Unparen(s->x));
        c != nullptr && IsConversion(c) && types::Under(types::TypeOf(c))->kind == types::TypeKind::kInterface) {
      Turn(c, HasCall(c));
      late = true;
      return;
    }
    Walk(s->x);
    auto* sig = types::As<types::Func>(s->selection->obj)->signature();
    bool by_pointer = sig != nullptr && sig->recv != nullptr && types::Unalias(sig->recv->type)->kind == types::TypeKind::kPointer;
    bool is_pointer = types::Under(types::TypeOf(s->x))->kind == types::TypeKind::kPointer;
    late = late || s->selection->index.size() > 1 || (!by_pointer && is_pointer);
  }

  void Call(CallExpr* c) {
    if (IsConversion(c)) {
      types::Type* to = types::Under(types::TypeOf(c));
      types::Type* from = types::Under(types::TypeOf(c->args[0]));
      // A string's bytes and runes are copied in turn.
      if (to->kind == types::TypeKind::kSlice && from->kind == types::TypeKind::kBasic) return Turn(c, HasCall(c));
      if (to->kind == types::TypeKind::kInterface) return WalkAs(c->args[0], to);
      Walk(c->args[0]);
      late = late || (from->kind == types::TypeKind::kSlice && to->kind != types::TypeKind::kSlice);  // reads its elements
      return;
    }
    if (const types::Builtin* b = BuiltinOf(c)) {
      switch (b->id) {
        case types::BuiltinId::kAppend:
        case types::BuiltinId::kCopy:
        case types::BuiltinId::kRecover: return Turn(c, true);
        default: return Turn(c, HasCall(c));
      }
    }
    Turn(c, true);
  }

  void Operator(Operation* o) {
    if (o->y == nullptr) {
      if (o->op == Op::kRecv) return Turn(o, true);
      Walk(o->x);
      if (o->op == Op::kMul) late = true;
      return;
    }
    if (o->op == Op::kAndAnd || o->op == Op::kOrOr) return Turn(o, HasCall(o));
    // Long chains lean left: no recursion along them.
    std::vector<Operation*> spine;
    Expr* left = o;
    for (;;) {
      auto* l = Is<Operation>(Unparen(left));
      if (l == nullptr || l->y == nullptr || l->op == Op::kAndAnd || l->op == Op::kOrOr || IsLiteral(l)) break;
      spine.push_back(l);
      left = l->x;
    }
    Walk(left);
    for (size_t i = spine.size(); i-- > 0;) {
      Walk(spine[i]->y);
      bool divides = spine[i]->op == Op::kDiv || spine[i]->op == Op::kRem;
      if (divides && !IsLiteral(spine[i]->y) && types::IsInteger(types::TypeOf(spine[i]))) late = true;  // may panic
    }
  }
};

// Whether evaluating e still calls something.
bool FnCompiler::EvaluatesCall(Expr* e) const { return !ahead_.contains(e) && OrderWalk::HasCall(e); }

void FnCompiler::Evaluate(const OrderWalk& walk) {
  if (!walk.matters) return;
  for (size_t i = 0; i < walk.calls_end; i++) {
    OrderWithin(walk.turns[i]);
    ahead_.emplace(walk.turns[i], Expr_(walk.turns[i], kNone));
  }
}

// The operands of what has a turn of its own and does not order them when it is compiled, as calls and slicing do.
void FnCompiler::OrderWithin(Expr* e) {
  e = Unparen(e);
  if (auto* o = Is<Operation>(e)) {
    if (o->y == nullptr) return Order({o->x});
    // The right side of && and || is evaluated, and its operands ordered, only if the left side asks for it.
    if (o->op != Op::kAndAnd && o->op != Op::kOrOr) Order({o->x, o->y});
  } else if (e->kind == NodeKind::kCompositeLit) {
    Order({e});
  } else if (auto* a = Is<AssertExpr>(e)) {
    Order({a->x});
  } else if (auto* c = Is<CallExpr>(e); c != nullptr && IsConversion(c)) {
    Order({c->args[0]});
  }
}

void FnCompiler::Order(std::initializer_list<Expr*> list, Expr* assigned) {
  OrderWalk walk{.ahead = &ahead_};
  if (assigned != nullptr) walk.Walk(walk.assigned = Unparen(assigned));
  for (Expr* e : list) walk.Walk(e);
  Evaluate(walk);
}

// The places on the left of an assignment from one expression with several values, which is evaluated before they are.
void FnCompiler::OrderPlaces(const List<Expr*>& lhs) {
  OrderWalk walk{.ahead = &ahead_};
  for (Expr* e : lhs) walk.Walk(walk.assigned = Unparen(e));
  walk.calls_end = walk.turns.size();
  walk.matters = walk.calls_end > 0;
  Evaluate(walk);
}

void FnCompiler::Order(const List<Expr*>& assigned, const List<Expr*>& list) {
  OrderWalk walk{.ahead = &ahead_};
  for (Expr* e : assigned) walk.Walk(walk.assigned = Unparen(e));
  for (Expr* e : list) walk.Walk(e);
  Evaluate(walk);
}

namespace {

// Whether evaluating e may panic; it holds no calls.
bool MayPanic(Node* n) {
  switch (n->kind) {
    case NodeKind::kName:
    case NodeKind::kBasicLit: return false;
    case NodeKind::kParenExpr: break;
    case NodeKind::kOperation: {
      auto* o = As<Operation>(n);
      if (o->y == nullptr ? o->op == Op::kMul : o->op != Op::kAdd && o->op != Op::kSub && o->op != Op::kMul) return true;
      break;
    }
    default: return true;
  }
  bool found = false;
  ForEachChild(n, [&](Node* child) { found = found || MayPanic(child); });
  return found;
}

}  // namespace

// Whether the place of e is found without looking at anything that may not be there.
bool FnCompiler::IsPlainPlace(Expr* e) {
  e = Unparen(e);
  if (e->kind == NodeKind::kName) return true;
  auto* ix = Is<IndexExpr>(e);
  return ix != nullptr && types::Under(types::TypeOf(ix->x))->kind == types::TypeKind::kSlice && !MayPanic(ix->x) && !MayPanic(ix->index);
}

// For an assignment of several, the values that gc reads ahead of the first assignment, because one further left may change
// them; it reads the others each with its own assignment. That shows when several indices are out of range. False if there
// are calls, which have an order of their own.
bool FnCompiler::ReadsAhead(const List<Expr*>& lhs, const List<Expr*>& rhs, std::vector<bool>* ahead) {
  for (size_t i = 0; i < rhs.size(); i++) {
    if (OrderWalk::HasCall(lhs[i]) || OrderWalk::HasCall(rhs[i])) return false;
  }
  bool memory = false;
  std::unordered_set<types::Object*> locals;
  auto is_memory = [&](types::Object* o) {
    auto* v = types::Is<Var>(o);
    return v != nullptr && (v->var_kind == types::VarKind::kPackage || NeedsCell(v, Lower(v->type)));
  };
  std::function<bool(Node*)> affected = [&](Node* n) {
    if (auto* e = Is<Name>(n)) return locals.contains(e->obj) || (memory && is_memory(e->obj));
    switch (n->kind) {
      case NodeKind::kOperation:
        if (memory && As<Operation>(n)->y == nullptr && As<Operation>(n)->op == Op::kMul) return true;
        break;
      case NodeKind::kSelectorExpr: {
        auto* s = As<SelectorExpr>(n);
        if (memory && s->selection != nullptr &&
            (s->selection->indirect || types::Under(types::TypeOf(s->x))->kind == types::TypeKind::kPointer)) {
          return true;
        }
        break;
      }
      case NodeKind::kBasicLit: return false;
      case NodeKind::kParenExpr: break;
      default:
        if (memory) return true;
    }
    bool found = false;
    ForEachChild(n, [&](Node* child) { found = found || affected(child); });
    return found;
  };
  for (size_t i = 0; i < rhs.size(); i++) {
    ahead->push_back(affected(rhs[i]));
    Expr* l = Unparen(lhs[i]);
    for (;;) {
      auto* ix = Is<IndexExpr>(l);
      auto* s = Is<SelectorExpr>(l);
      if (ix != nullptr && types::Under(types::TypeOf(ix->x))->kind == types::TypeKind::kArray) {
        l = Unparen(ix->x);
      } else if (s != nullptr && s->selection != nullptr && !s->selection->indirect &&
                 types::Under(types::TypeOf(s->x))->kind != types::TypeKind::kPointer) {
        l = Unparen(s->x);
      } else {
        break;
      }
    }
    auto* n = Is<Name>(l);
    if (n == nullptr) {
      memory = true;
    } else if (auto* v = types::Is<Var>(n->obj)) {
      if (is_memory(v)) memory = true;
      else locals.insert(v);
    }
  }
  return true;
}

// The operands of a call: the function or receiver, then the arguments.
void FnCompiler::OrderCall(CallExpr* e) {
  OrderWalk walk{.ahead = &ahead_};
  Expr* fun = Unparen(e->fun);
  if (auto* s = Is<SelectorExpr>(fun); s != nullptr && s->selection != nullptr) walk.Receiver(s);
  else walk.Walk(fun);
  auto* sig = e->fun->tv != nullptr && e->fun->tv->type != nullptr ? types::UnderIs<types::Signature>(types::TypeOf(e->fun)) : nullptr;
  for (size_t i = 0; i < e->args.size(); i++) {
    types::Type* to = nullptr;
    if (sig != nullptr && sig->params != nullptr && !sig->params->vars.empty()) {
      size_t last = sig->params->vars.size() - 1;
      to = sig->params->vars[i < last ? i : last]->type;
      if (sig->variadic && i >= last && !e->has_dots) {
        if (auto* slice = types::UnderIs<types::Slice>(to)) to = slice->elem;
      }
    }
    walk.WalkAs(e->args[i], to);
  }
  Evaluate(walk);
}

}  // namespace minigo::compile
