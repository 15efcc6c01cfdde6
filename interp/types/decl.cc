// This file implements the checking of declarations.
#include "grammar/parser.h"
#include "interp/types/checker.h"
#include "interp/types/internal.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

using namespace grammar;  // NOLINT(google-build-using-namespace)

void Checker::Declare(Scope* scope, Name* id, Object* obj, Pos pos) {
  if (obj->name != impl->blank) {
    if (Object* alt = scope->Insert(obj)) {
      ErrorDesc* err = NewError(kDuplicateDecl);
      err->Addf(obj, "%s redeclared in this block", obj->name);
      err->AddAltDecl(alt);
      err->Report();
      return;
    }
    obj->scope_pos = pos;
  }
  if (id != nullptr) RecordDef(id, obj);
}

// An object is white (no type, not on the path), grey (on the path: being checked) or black (has its type). White ones are
// checked now. Meeting a grey one means a cycle; it is valid or not, but either way the object has a type after this.
void Checker::ObjDecl(Object* obj) {
  if (obj->color_index == 0) {
    if (obj->type != nullptr) return;
  } else if (obj->pkg == pkg) {
    switch (obj->kind) {
      case ObjectKind::kConst:
      case ObjectKind::kVar:
        if (!ValidCycle(obj) || obj->type == nullptr) obj->type = Invalid();
        break;
      case ObjectKind::kTypeName:
        if (!ValidCycle(obj)) obj->type = Invalid();
        break;
      case ObjectKind::kFunc:
        // Its signature may be empty at this point; nothing can be initialized with that.
        ValidCycle(obj);
        break;
      default: MINIGO_UNREACHABLE();
    }
    MINIGO_DCHECK(obj->type != nullptr);
    return;
  }

  if (obj->pkg != pkg) {
    if (obj->type == nullptr && obj->pkg != nullptr && obj->pkg->checker != nullptr) {
      obj->pkg->checker->ResolveObject(obj);
    }
    return;
  }

  DeclInfo* d = obj->decl_info;
  MINIGO_CHECK(d != nullptr);
  Push(obj);
  Environment saved = env();
  env() = Environment();
  scope = d->file_scope;
  version = d->version;

  switch (obj->kind) {
    case ObjectKind::kConst:
      decl = d;
      CheckConstDecl(types::As<ConstObject>(obj), d->vtyp, d->init, d->inherited);
      break;
    case ObjectKind::kVar:
      decl = d;
      CheckVarDecl(types::As<Var>(obj), d->lhs, d->vtyp, d->init);
      break;
    case ObjectKind::kTypeName:
      CheckTypeDecl(types::As<TypeName>(obj), d->tdecl);
      CollectMethods(types::As<TypeName>(obj));
      break;
    case ObjectKind::kFunc: CheckFuncDecl(types::As<Func>(obj), d); break;
    default: MINIGO_UNREACHABLE();
  }

  env() = saved;
  Pop();
}

bool Checker::ValidCycle(Object* obj) {
  size_t start = obj->color_index - 1;
  std::vector<Object*> cycle(obj_path.begin() + static_cast<ptrdiff_t>(start), obj_path.end());
  size_t nval = 0;  // constants and variables
  size_t ndef = 0;  // type definitions
  for (Object* o : cycle) {
    switch (o->kind) {
      case ObjectKind::kConst:
      case ObjectKind::kVar: nval++; break;
      case ObjectKind::kTypeName:
        // Cycles through type parameter lists are fine.
        if (in_tparam_list && o->type != nullptr && IsGeneric(o->type)) return true;
        if (!types::As<TypeName>(o)->IsAlias()) ndef++;
        break;
      default: break;
    }
  }
  // Cycles of values alone are found when the order of initialization is computed.
  if (nval == cycle.size()) return true;
  // Cycles of types need a definition; aliases alone would expand forever.
  if (nval == 0 && ndef > 0) return true;
  CycleError(cycle, FirstInSrc(cycle));
  return false;
}

void Checker::CycleError(const std::vector<Object*>& cycle, size_t start) {
  auto name = [&](Object* obj) {
    std::string s;
    if (obj->pkg != nullptr) s = QualifierOf(obj->pkg);
    if (!s.empty()) s += '.';
    return s + std::string(obj->name_view());
  };
  Object* obj = cycle[start];
  TypeName* tname = types::Is<TypeName>(obj);
  if (tname != nullptr) {
    if (Alias* a = types::Is<Alias>(tname->type)) a->from_rhs = Invalid();
  }
  if (cycle.size() == 1) {
    Errorf(obj, kInvalidDeclCycle,
           tname != nullptr ? "invalid recursive type: %s refers to itself"
                            : "invalid cycle in declaration: %s refers to itself",
           name(obj));
    return;
  }
  ErrorDesc* err = NewError(kInvalidDeclCycle);
  err->Addf(obj, tname != nullptr ? "invalid recursive type %s" : "invalid cycle in declaration of %s", name(obj));
  for (size_t i = 0; i < cycle.size(); i++) {
    Object* next = cycle[(start + i + 1) % cycle.size()];
    err->Addf(obj, "%s refers to %s", name(obj), name(next));
    obj = next;
  }
  err->Report();
}

size_t FirstInSrc(const std::vector<Object*>& path) {
  size_t first = 0;
  for (size_t i = 1; i < path.size(); i++) {
    if (path[i]->pos < path[first]->pos) first = i;
  }
  return first;
}

void Checker::CheckConstDecl(ConstObject* obj, grammar::Expr* typ, grammar::Expr* init, bool inherited) {
  Const saved_iota = iota;
  Pos saved_errpos = errpos;
  iota = obj->value;
  errpos = kNoPos;
  obj->value = constants().Unknown();

  bool ok = true;
  if (typ != nullptr) {
    Type* t = Typ(typ);
    ok = IsConstType(t);
    if (!ok) {
      if (IsValid(Under(t))) Errorf(typ, kInvalidConstType, "invalid constant type %s", t);
      t = Invalid();
    }
    obj->type = t;
  }
  if (ok) {
    Operand x;
    if (init != nullptr) {
      // Errors in an inherited expression belong to the constant that inherits it.
      if (inherited) errpos = obj->pos;
      CheckExpr(nullptr, &x, init);
    }
    InitConst(obj, &x);
  }
  iota = saved_iota;
  errpos = saved_errpos;
}

void Checker::CheckVarDecl(Var* obj, List<Var*> lhs, grammar::Expr* typ, grammar::Expr* init) {
  if (typ != nullptr) obj->type = VarType(typ);
  if (init == nullptr) {
    if (typ == nullptr) obj->type = Invalid();  // Arity has complained
    return;
  }
  if (lhs.size() <= 1) {
    Operand x;
    Target target;
    Signature* sig = UnderIs<Signature>(obj->type);
    if (sig != nullptr) target = {sig, std::string(obj->name_view())};
    CheckExpr(sig != nullptr ? &target : nullptr, &x, init);
    InitVar(obj, &x, "variable declaration");
    return;
  }
  // All variables of a call with several results have the type given, if there is one.
  if (typ != nullptr) {
    for (Var* v : lhs) v->type = obj->type;
  }
  InitVars(lhs, List<grammar::Expr*>::Of(arena(), {init}), nullptr);
}

bool Checker::IsImportedConstraint(Type* typ) {
  Named* named = typ == nullptr ? nullptr : AsNamed(typ);
  if (named == nullptr || named->obj->pkg == pkg || named->obj->pkg == nullptr) return false;
  Interface* u = UnderIs<Interface>(named);
  return u != nullptr && !TypeSetIsMethodSet(ComputeInterfaceTypeSet(this, kNoPos, u));
}

void Checker::CheckTypeDecl(TypeName* obj, TypeDecl* tdecl) {
  struct State {
    Type* rhs = nullptr;
    bool version_err = false;  // one version error is enough
  };
  auto* state = arena().New<State>();
  Later([this, obj, tdecl, state] {
    if (Named* t = obj->type == nullptr ? nullptr : AsNamed(obj->type)) ValidType(t);
    if (!state->version_err && IsImportedConstraint(state->rhs)) {
      VerifyVersionf(tdecl->type, kGo1_18, "using type constraint %s", state->rhs);
    }
  });

  bool generic = !tdecl->tparams.empty();
  Scope* saved_scope = scope;

  if (tdecl->alias) {
    // The highest demand first, so that one change of version mends all.
    if (generic && !VerifyVersionf(tdecl->tparams[0], kGo1_23, "generic type alias")) state->version_err = true;
    if (!state->version_err && !VerifyVersionf(tdecl, kGo1_9, "type alias")) state->version_err = true;

    Alias* alias = NewAlias(obj, nullptr);
    if (generic) {
      OpenScope(tdecl);
      CollectTypeParams(&alias->tparams, tdecl->tparams);
    }
    state->rhs = DeclaredType(tdecl->type, obj);
    alias->from_rhs = state->rhs;
    if (TypeParam* tpar = types::Is<TypeParam>(state->rhs)) {
      for (TypeParam* p : alias->tparams) {
        if (p != tpar) continue;
        Error(tdecl->type, kMisplacedTypeParam, "cannot use type parameter declared in alias declaration as RHS");
        alias->from_rhs = Invalid();
      }
    }
    Unalias(alias);
    scope = saved_scope;
    return;
  }

  if (generic && !VerifyVersionf(tdecl->tparams[0], kGo1_18, "type parameter")) state->version_err = true;
  Named* named = NewNamed(obj, nullptr, nullptr);
  if (generic) {
    OpenScope(tdecl);
    CollectTypeParams(&named->tparams, tdecl->tparams);
  }
  state->rhs = DeclaredType(tdecl->type, obj);
  named->from_rhs = state->rhs;
  if (IsTypeParam(state->rhs)) {
    Error(tdecl->type, kMisplacedTypeParam, "cannot use a type parameter as RHS in type declaration");
    named->from_rhs = Invalid();
  }
  scope = saved_scope;
}

void Checker::CollectTypeParams(List<TypeParam*>* dst, List<Field*> list) {
  List<TypeParam*> tparams(arena().NewArray<TypeParam*>(list.size()), list.size());
  // All are visible from the start of the list: bounds may refer to one another.
  for (size_t i = 0; i < list.size(); i++) tparams[i] = DeclareTypeParam(list[i]->name, list[0]->pos);
  // Known before the bounds are: a bound may mention the type being declared.
  *dst = BindTParams(tparams);

  MINIGO_DCHECK(!in_tparam_list);
  in_tparam_list = true;
  Type* bound = nullptr;
  for (size_t i = 0; i < list.size(); i++) {
    // Parameters that share a constraint share its type.
    if (i == 0 || list[i]->type != list[i - 1]->type) {
      bound = Bound(list[i]->type);
      if (IsTypeParam(bound)) {
        Error(list[i]->type, kMisplacedTypeParam, "cannot use a type parameter as constraint");
        bound = Invalid();
      }
    }
    tparams[i]->bound = bound;
  }
  in_tparam_list = false;
}

Type* Checker::Bound(grammar::Expr* x) {
  // ~T and A|B stand for an interface that embeds them.
  if (auto* op = Is<Operation>(x); op != nullptr && (op->op == Op::kTilde || op->op == Op::kOr)) {
    auto* field = arena().New<Field>();
    field->type = x;
    auto* iface = arena().New<grammar::InterfaceType>();
    iface->methods = List<Field*>::Of(arena(), {field});
    Type* t = Typ(iface);
    if (Interface* i = types::Is<Interface>(t)) i->implicit = true;
    return t;
  }
  return Typ(x);
}

TypeParam* Checker::DeclareTypeParam(Name* name, Pos scope_pos) {
  // The invalid bound stands until the real one is known.
  TypeName* tname = NewTypeName(name->pos, name->value, nullptr);
  TypeParam* tpar = NewTypeParam(tname, Invalid());
  Declare(scope, name, tname, scope_pos);
  return tpar;
}

void Checker::CollectMethods(TypeName* obj) {
  DeclInfo* d = obj->decl_info;
  Func* m = d->first_method;
  if (m == nullptr) return;
  d->first_method = d->last_method = nullptr;

  Named* base = AsNamed(obj->type);
  if (base != nullptr && !pkg->library) {
    Later([this, base] { CheckFieldUniqueness(base); });
  }
  ObjSet mset;
  bool few = m->decl_info->next_method == nullptr;
  for (; m != nullptr; m = m->decl_info->next_method) {
    if (Object* alt = few ? nullptr : mset.Insert(m)) {
      Errorf(m->pos, kDuplicateMethod, "method %s.%s already declared at %v", obj->name, m->name, PosArg{alt->pos});
      continue;
    }
    if (base != nullptr) AddMethod(base, m, impl);
  }
}

void Checker::CheckFieldUniqueness(Named* base) {
  Struct* t = UnderIs<Struct>(base);
  if (t == nullptr) return;
  ObjSet mset;
  for (int i = 0; i < NumMethods(base); i++) mset.Insert(MethodAt(base, i));
  for (Var* field : t->fields) {
    if (field->name == impl->blank) continue;
    Object* alt = mset.Insert(field);
    if (alt == nullptr) continue;
    ErrorDesc* err = NewError(kDuplicateFieldAndMethod);
    err->Addf(alt, "field and method with the same name %s", field->name);
    err->AddAltDecl(field);
    err->Report();
  }
}

void Checker::CheckFuncDecl(Func* obj, DeclInfo* d) {
  auto* sig = arena().New<Signature>();
  obj->type = sig;  // guards against cycles
  FuncDecl* fdecl = d->fdecl;
  grammar::ParseSignature(obj->source, fdecl, arena(), impl->names);
  CheckFuncType(sig, fdecl->recv, fdecl->tparams, fdecl->type);
  if (!fdecl->tparams.empty() && !fdecl->has_body()) {
    SoftErrorf(fdecl, kBadDecl, "generic function is missing function body");
  }
  if (!conf->ignore_func_bodies && !pkg->library && fdecl->body != nullptr) {
    Later([this, obj, d, sig] {
      obj->body_checked = true;
      FuncBody(d, obj->name_view(), sig, d->fdecl->body, nullptr);
    });
  }
}

void Checker::CheckDeclStmt(List<Decl*> list) {
  ptrdiff_t first = -1;       // index of the first ConstDecl of the group, or -1
  ConstDecl* last = nullptr;  // the last one with a type or values
  for (size_t index = 0; index < list.size(); index++) {
    Decl* node = list[index];
    if (node->kind != NodeKind::kConstDecl) first = -1;
    size_t top = delayed.size();

    switch (node->kind) {
      case NodeKind::kConstDecl: {
        auto* s = As<ConstDecl>(node);
        if (first < 0 || s->group == nullptr || As<ConstDecl>(list[index - 1])->group != s->group) {
          first = static_cast<ptrdiff_t>(index);
          last = nullptr;
        }
        bool inherited = false;
        if (s->type != nullptr || s->values != nullptr) {
          last = s;
        } else if (last != nullptr) {
          inherited = true;
        }
        Const iota_value = constants().Int64(static_cast<int64_t>(index) - first);
        auto values = last == nullptr ? List<grammar::Expr*>() : UnpackList(last->values);
        std::vector<ConstObject*> lhs;
        for (size_t i = 0; i < s->names.size(); i++) {
          Name* name = s->names[i];
          lhs.push_back(NewConst(name->pos, name->value, nullptr, iota_value));
          CheckConstDecl(lhs[i], last == nullptr ? nullptr : last->type, i < values.size() ? values[i] : nullptr,
                         inherited);
        }
        Arity(s->pos, s->names, values, true, inherited);
        // Function literals in the values must not see the names.
        ProcessDelayed(top);
        Pos scope_pos = EndPos(s);
        for (size_t i = 0; i < s->names.size(); i++) Declare(scope, s->names[i], lhs[i], scope_pos);
        break;
      }

      case NodeKind::kVarDecl: {
        auto* s = As<VarDecl>(node);
        if (s->pragma != nullptr) NoteLocalEmbed(s);
        List<Var*> lhs0(arena().NewArray<Var*>(s->names.size()), s->names.size());
        for (size_t i = 0; i < s->names.size(); i++) {
          lhs0[i] = NewVar(VarKind::kLocal, s->names[i]->pos, pkg, s->names[i]->value, nullptr);
        }
        auto values = UnpackList(s->values);
        for (size_t i = 0; i < lhs0.size(); i++) {
          List<Var*> lhs;
          grammar::Expr* init = nullptr;
          if (values.size() == s->names.size()) {
            init = values[i];
          } else if (values.size() == 1) {
            lhs = lhs0;  // a call with several results
            init = values[0];
          } else if (i < values.size()) {
            init = values[i];
          }
          CheckVarDecl(lhs0[i], lhs, s->type, init);
          if (values.size() == 1) break;  // has dealt with all of them
        }
        if (s->type == nullptr || !values.empty()) Arity(s->pos, s->names, values, false, false);
        ProcessDelayed(top);
        Pos scope_pos = EndPos(s);
        for (size_t i = 0; i < s->names.size(); i++) Declare(scope, s->names[i], lhs0[i], scope_pos);
        break;
      }

      case NodeKind::kTypeDecl: {
        auto* s = As<TypeDecl>(node);
        TypeName* obj = NewTypeName(s->name->pos, s->name->value, nullptr);
        obj->local = true;
        obj->order = ++impl->next_local_type;
        if (pkg != nullptr && !s->alias) pkg->local_types.push_back(obj);
        Declare(scope, s->name, obj, s->name->pos);
        Push(obj);
        CheckTypeDecl(obj, s);
        Pop();
        break;
      }

      default: MINIGO_UNREACHABLE();
    }
  }
}

}  // namespace minigo::types
