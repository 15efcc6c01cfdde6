// This file implements the checking of function types and of receivers.
#include "interp/types/checker.h"
#include "interp/types/internal.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

using namespace grammar;  // NOLINT(google-build-using-namespace)

void Checker::CheckFuncType(Signature* sig, Field* recv_par, List<Field*> tparams, FuncType* ftyp) {
  OpenScope(ftyp);
  scope->is_func = true;
  sig->scope = scope;

  Var* recv = nullptr;
  List<TypeParam*> rparams;
  // The scope of type parameters begins after the method's name.
  if (recv_par != nullptr) recv = CollectRecv(recv_par, ftyp->pos, &rparams);
  if (!tparams.empty()) CollectTypeParams(&sig->tparams, tparams);

  bool variadic = false, ignored = false;
  Tuple* params = CollectParams(VarKind::kParam, ftyp->params, &variadic);
  Tuple* results = CollectParams(VarKind::kResult, ftyp->results, &ignored);

  // Names are declared when all types are known.
  Pos scope_pos = EndPos(ftyp);
  if (recv != nullptr && recv->name != nullptr) Declare(scope, recv_par->name, recv, scope_pos);
  DeclareParams(ftyp->params, params, scope_pos);
  DeclareParams(ftyp->results, results, scope_pos);

  sig->recv = recv;
  sig->rparams = rparams;
  sig->params = params;
  sig->results = results;
  sig->variadic = variadic;
  CloseScope();
}

namespace {

Type* Unpointer(Type* t) {
  while (Pointer* p = types::Is<Pointer>(t)) t = p->base;
  return t;
}

std::string Measure(size_t n, std::string unit) {
  return std::to_string(n) + " " + (n == 1 ? unit : unit + "s");
}

}  // namespace

// The receiver "(" [name] ["*"] base ["[" type parameters "]"] ")". Declares the type parameters, but not the name.
Var* Checker::CollectRecv(Field* rparam, Pos scope_pos, List<TypeParam*>* rtparams) {
  bool rptr;
  grammar::Expr* rbase;
  std::vector<Name*> names;
  UnpackRecv(rparam->type, true, &rptr, &rbase, &names);

  Type* recv_type = Invalid();
  if (names.empty()) {
    recv_type = VarType(rparam->type);
    // No methods for instantiated types, not even through aliases.
    Alias* a = types::Is<Alias>(Unpointer(recv_type));
    while (a != nullptr) {
      Type* base = Unpointer(a->from_rhs);
      if (base != nullptr && (base->kind == TypeKind::kNamed || base->kind == TypeKind::kAlias) &&
          !TypeParamsOf(base).empty()) {
        Errorf(rbase, kInvalidRecv, "cannot define new methods on instantiated type %s", base);
        recv_type = Invalid();
        break;
      }
      a = types::Is<Alias>(base);
    }
  } else {
    // The base type is resolved before the type parameters are declared: they may have its name.
    Named* base = nullptr;
    std::string cause;
    Type* t = GenericType(rbase, &cause);
    if (IsValid(t)) {
      base = types::Is<Named>(t);
      if (base == nullptr) {
        Errorf(rbase, kInvalidRecv, "cannot define new methods on generic alias type %s", t);
      }
    } else if (!cause.empty()) {
      Errorf(rbase, kInvalidRecv, "%s", cause);
    }

    List<TypeParam*> tparams(arena().NewArray<TypeParam*>(names.size()), names.size());
    for (size_t i = 0; i < names.size(); i++) {
      tparams[i] = DeclareTypeParam(names[i], scope_pos);
      // Both a definition and a use.
      RecordUse(names[i], tparams[i]->obj);
      RecordTypeAndValue(names[i], kTypExpr, tparams[i], nullptr);
    }
    *rtparams = BindTParams(tparams);

    if (base != nullptr) {
      List<TypeParam*> base_tparams = TypeParamsOf(base);
      List<Type*> targs(arena().NewArray<Type*>(tparams.size()), tparams.size());
      for (size_t i = 0; i < tparams.size(); i++) targs[i] = tparams[i];
      if (tparams.size() == base_tparams.size()) {
        // The bounds are the base type's, in terms of the receiver's parameters.
        TypeMap map(base_tparams, targs);
        for (size_t i = 0; i < tparams.size(); i++) {
          MonoRecordCanon(tparams[i], base_tparams[i]);
          tparams[i]->bound = Subst(tparams[i]->obj->pos, base_tparams[i]->bound, map, nullptr, ctxt);
        }
      } else {
        Errorf(rbase, kBadRecv, "receiver declares %s, but receiver base type declares %d",
               Measure(tparams.size(), "type parameter"), base_tparams.size());
      }
      VerifyVersionf(rbase, kGo1_18, "type instantiation");
      recv_type = CheckInstance(rparam->type->pos, base, targs, nullptr, ctxt);
      RecordInstance(rbase, targs, recv_type);
      if (rptr && IsValid(recv_type)) recv_type = NewPointer(recv_type);
      RecordParenthesizedRecvTypes(rparam->type, recv_type);
    }
  }

  Var* recv;
  if (Name* rname = rparam->name; rname != nullptr) {
    recv = NewVar(VarKind::kRecv, rname->pos, pkg, rname->value, recv_type);
  } else {
    recv = NewVar(VarKind::kRecv, rparam->pos, pkg, nullptr, recv_type);
  }
  // Later: looking at the type now might expand types that depend on it.
  Later([this, rbase, recv] { ValidRecv(StartPos(rbase), recv); });
  return recv;
}

void Checker::RecordParenthesizedRecvTypes(grammar::Expr* e, Type* typ) {
  for (;;) {
    RecordTypeAndValue(e, kTypExpr, typ, nullptr);
    if (auto* p = Is<ParenExpr>(e)) {
      e = p->x;
      continue;
    }
    auto* op = Is<Operation>(e);
    Pointer* ptr = types::Is<Pointer>(typ);
    if (op == nullptr || op->op != Op::kMul || op->y != nullptr || ptr == nullptr) return;
    e = op->x;
    typ = ptr->base;
  }
}

// Makes the variables of a list (nullptr if it is empty); their names are nullptr where anonymous. Declares nothing.
Tuple* Checker::CollectParams(VarKind kind, List<Field*> list, bool* variadic) {
  *variadic = false;
  if (list.empty()) return nullptr;
  List<Var*> vars(arena().NewArray<Var*>(list.size()), list.size());
  Type* typ = nullptr;
  grammar::Expr* prev = nullptr;
  for (size_t i = 0; i < list.size(); i++) {
    Field* field = list[i];
    if (field->type != prev) {
      prev = field->type;
      grammar::Expr* ftype = field->type;
      if (auto* t = Is<DotsType>(ftype)) {
        ftype = t->elem;
        if (kind == VarKind::kParam && i + 1 == list.size()) {
          *variadic = true;
        } else {
          Error(t, kInvalidSyntaxTree, "invalid use of ...");
        }
      }
      typ = VarType(ftype);
    }
    Name* name = field->name;
    Var* v = NewVar(kind, name != nullptr ? name->pos : field->pos, pkg, name != nullptr ? name->value : nullptr, typ);
    vars[i] = v;
  }
  if (*variadic) {
    Var* last = vars.back();
    last->type = NewSlice(last->type);
    RecordTypeAndValue(list.back()->type, kTypExpr, last->type, nullptr);
  }
  auto* tuple = arena().New<Tuple>();
  tuple->vars = vars;
  return tuple;
}

void Checker::DeclareParams(List<Field*> list, const Tuple* params, Pos scope_pos) {
  for (size_t i = 0; i < list.size(); i++) {
    if (list[i]->name != nullptr) Declare(scope, list[i]->name, params->vars[i], scope_pos);
  }
}

// A receiver is of type T or *T, T being a type defined in this package that is no pointer or interface.
void Checker::ValidRecv(Pos pos, Var* recv) {
  bool was_pointer;
  Type* rtyp = Deref(recv->type, &was_pointer);
  Type* atyp = Unalias(rtyp);
  if (!IsValid(atyp)) return;
  if (Named* T = types::Is<Named>(atyp)) {
    if (T->obj->pkg != pkg) {
      Errorf(pos, kInvalidRecv, "cannot define new methods on non-local type %s", rtyp);
      return;
    }
    std::string_view cause;
    Type* u = Under(T);
    if (Basic* b = types::Is<Basic>(u)) {
      if (b->basic == BasicKind::kUnsafePointer) cause = "unsafe.Pointer";
    } else if (u->kind == TypeKind::kPointer || u->kind == TypeKind::kInterface) {
      cause = "pointer or interface type";
    }
    if (!cause.empty()) Errorf(pos, kInvalidRecv, "invalid receiver type %s (%s)", rtyp, cause);
  } else if (atyp->kind == TypeKind::kBasic) {
    Errorf(pos, kInvalidRecv, "cannot define new methods on non-local type %s", rtyp);
  } else {
    Errorf(pos, kInvalidRecv, "invalid receiver type %s", recv->type);
  }
}

}  // namespace minigo::types
