// This file implements the recording of findings in the syntax tree.
//
// Most findings are a mode and a type; those are shared, hang on the type (Type::facts) and do not change. A finding of its
// own has an expression that has a constant value, or that is untyped as yet: then it changes, and is used again for another
// expression once the final type is known.
#include "interp/types/checker.h"

namespace minigo::types {

struct SharedFacts {
  TypeAndValue tv;
  const SharedFacts* next;
};

void Checker::Record(Operand* x) {
  Type* typ = x->type;
  Const val = nullptr;
  switch (x->mode) {
    case kInvalid: typ = Invalid(); break;
    case kNoValue: typ = nullptr; break;
    case kConstant: val = x->val; break;
    default: break;
  }
  MINIGO_DCHECK(x->expr != nullptr);
  if (typ != nullptr && IsUntyped(typ)) {
    RememberUntyped(x->expr, false, x->mode, As<Basic>(typ), val);
  } else {
    RecordTypeAndValue(x->expr, x->mode, typ, val);
  }
}

namespace {

const TypeAndValue* SharedOf(Arena& arena, OperandMode mode, Type* typ) {
  for (const SharedFacts* f = typ->facts.first; f != nullptr; f = f->next) {
    if (f->tv.mode == mode) return &f->tv;
  }
  auto* f = arena.New<SharedFacts>(SharedFacts{{.mode = mode, .shared = true, .type = typ}, typ->facts.first});
  typ->facts.first = f;
  return &f->tv;
}

}  // namespace

// What is known of e alone, made if need be.
TypeAndValue* Checker::OwnFacts(grammar::Expr* e) {
  if (e->tv != nullptr && !e->tv->shared) return const_cast<TypeAndValue*>(e->tv);
  TypeAndValue* own;
  if (!free_facts.empty()) {
    own = free_facts.back();
    free_facts.pop_back();
    *own = {};
  } else {
    own = arena().New<TypeAndValue>();
  }
  if (e->tv != nullptr) {
    *own = *e->tv;
    own->shared = false;
  }
  e->tv = own;
  return own;
}

void Checker::RecordTypeAndValue(grammar::Expr* e, OperandMode mode, Type* typ, Const val) {
  MINIGO_DCHECK(e != nullptr);
  if (mode == kInvalid) return;
  if (val == nullptr && typ != nullptr) {
    if (e->tv != nullptr && !e->tv->shared) free_facts.push_back(const_cast<TypeAndValue*>(e->tv));
    e->tv = SharedOf(arena(), mode, typ);
  } else {
    *OwnFacts(e) = {.mode = mode, .type = typ, .value = val};
  }
  if (auto* sel = grammar::Is<grammar::SelectorExpr>(e); sel != nullptr && sel->selection != nullptr) {
    if (sel->selection->type == typ) return;
    auto* changed = arena().New<Selection>(*sel->selection);
    changed->type = typ;
    sel->selection = changed;
  }
}

void Checker::RememberUntyped(grammar::Expr* e, bool lhs, OperandMode mode, Basic* typ, Const val) {
  *OwnFacts(e) = {.mode = mode, .pending = true, .is_lhs = lhs, .type = typ, .value = val};
}

void Checker::ForgetUntyped(grammar::Expr* e) {
  if (TypeAndValue* tv = FindUntyped(e)) tv->pending = false;
}

void Checker::RecordBuiltinType(grammar::Expr* f, Signature* sig) {
  // f is the builtin's name, possibly qualified, possibly in parentheses.
  for (;;) {
    RecordTypeAndValue(f, kBuiltin, sig, nullptr);
    auto* p = grammar::Is<grammar::ParenExpr>(f);
    if (p == nullptr) return;
    f = p->x;
  }
}

void Checker::RecordCommaOkTypes(grammar::Expr* x, Operand* a0, Operand* a1) {
  if (a0->mode == kInvalid) return;
  for (;;) {
    Tuple* tuple = NewTuple({NewVar(VarKind::kLocal, x->pos, pkg, nullptr, a0->type),
                             NewVar(VarKind::kLocal, x->pos, pkg, nullptr, a1->type)});
    OwnFacts(x)->type = tuple;
    auto* p = grammar::Is<grammar::ParenExpr>(x);
    if (p == nullptr) return;
    x = p->x;
  }
}

void Checker::RecordInstance(grammar::Expr* e, List<Type*> targs, Type* typ) {
  if (auto* index = grammar::Is<grammar::IndexExpr>(e)) e = index->x;
  grammar::Name* name = grammar::Is<grammar::Name>(e);
  if (auto* sel = grammar::Is<grammar::SelectorExpr>(e)) name = sel->sel;
  MINIGO_DCHECK(name != nullptr);
  if (name != nullptr) name->instance = arena().New<Instance>(Instance{targs, typ});
}

// Most selections are repeated soon (t.x of the same t), and then shared. `type` is the one that will be recorded for x, if
// no error comes between.
void Checker::RecordSelection(grammar::SelectorExpr* x, SelectionKind kind, Type* recv, Object* obj, Type* type,
                              const std::vector<int>& index, bool indirect) {
  RecordUse(x->sel, obj);
  x->selection = arena().New<Selection>(Selection{kind, recv, obj, List<int>::Of(arena(), index), indirect, type});
}

void Checker::RecordSelection(grammar::SelectorExpr* x, SelectionKind kind, Type* recv, Object* obj, Type* type,
                              int index, bool indirect) {
  RecordUse(x->sel, obj);
  auto mix = (reinterpret_cast<uintptr_t>(recv) * 31 + reinterpret_cast<uintptr_t>(obj)) * 0x9e3779b97f4a7c15u;
  const Selection*& known = recent_selections[mix >> 56];
  if (known != nullptr && known->recv == recv && known->obj == obj && known->type == type && known->kind == kind &&
      known->indirect == indirect) {
    x->selection = known;
    return;
  }
  x->selection = known = arena().New<Selection>(Selection{kind, recv, obj, List<int>::Of(arena(), {index}), indirect, type});
}

// ---------------------------------------------------------------- facts of variables

namespace {

// The variable that holds the storage which e denotes, or nullptr: through fields of structs and elements of arrays,
// but not through pointers, slices, maps.
Var* RootVar(grammar::Expr* e) {
  for (;;) {
    switch (e->kind) {
      case grammar::NodeKind::kParenExpr: e = grammar::As<grammar::ParenExpr>(e)->x; break;
      case grammar::NodeKind::kSelectorExpr: {
        auto* sel = grammar::As<grammar::SelectorExpr>(e);
        if (sel->selection == nullptr) return Is<Var>(sel->sel->obj);  // a package's variable
        if (sel->selection->kind != SelectionKind::kFieldVal || sel->selection->indirect) return nullptr;
        e = sel->x;
        break;
      }
      case grammar::NodeKind::kIndexExpr: {
        auto* index = grammar::As<grammar::IndexExpr>(e);
        Type* t = TypeOf(index->x);
        if (t == nullptr) return nullptr;
        // Of a type parameter's value: an array for some type arguments.
        if (UnderIs<Array>(t) == nullptr && !IsTypeParam(t)) return nullptr;
        e = index->x;
        break;
      }
      case grammar::NodeKind::kName: return Is<Var>(grammar::As<grammar::Name>(e)->obj);
      default: return nullptr;
    }
  }
}

}  // namespace

void Checker::MarkAddressTaken(grammar::Expr* e) {
  if (Var* v = RootVar(e)) v->address_taken = true;
}

void Checker::MarkAssigned(grammar::Expr* e) {
  if (Var* v = RootVar(e)) v->reassigned = true;
}

void Checker::MarkUse(Var* v) {
  if (v->captured || v->var_kind == VarKind::kPackage || v->var_kind == VarKind::kField) return;
  // Captured if a function's scope lies between the use and the declaration.
  for (Scope* s = scope; s != nullptr && s != v->parent; s = s->parent()) {
    if (s->is_func) {
      v->captured = true;
      return;
    }
  }
}

}  // namespace minigo::types
