// This file implements typechecking of call and selector expressions.
#include <string>
#include <vector>

#include "interp/types/checker.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

using grammar::As;
using grammar::Expr;
using grammar::Is;

namespace {

grammar::Name* MakeName(Checker* check, grammar::Pos pos, std::string_view text) {
  auto* n = check->arena().New<grammar::Name>();
  n->pos = pos;
  n->value = check->Intern(text);
  return n;
}

}  // namespace

// Instantiates the generic function x with the type arguments of inst (may be nullptr) and, for a
// target, with those that follow from it. With infer unset, and too few of them, the result is the
// list of those given, for the caller to complete; else it is empty.
List<Type*> Checker::FuncInst(Target* target, grammar::Pos pos, Operand* x,
                              grammar::IndexExpr* inst, bool infer) {
  grammar::Pos inst_pos = pos;
  if (inst != nullptr) {
    inst_pos = inst->pos;
    x->expr = inst;
  }
  bool version_err = !VerifyVersionf(inst_pos, kGo1_18, "function instantiation");

  List<Type*> targs;
  List<Expr*> xlist;
  if (inst != nullptr) {
    xlist = grammar::UnpackList(inst->index);
    targs = TypeList(xlist);
    if (targs.empty()) {
      x->mode = kInvalid;
      return {};
    }
  }

  Signature* sig = As<Signature>(x->type);
  size_t got = targs.size(), want = sig->tparams.size();
  if (got > want) {
    Errorf(xlist[got - 1], kWrongTypeArgCount, "got %d type arguments but want %d", got, want);
    x->mode = kInvalid;
    return {};
  }

  if (got < want) {
    if (!infer) return targs;

    // A target is an argument of the function's own type: its types are the type arguments.
    std::vector<Operand*> args;
    std::vector<Var*> params;
    bool reverse = false;
    if (target != nullptr && !sig->tparams.empty()) {
      if (!version_err && !AllowVersion(kGo1_21)) {
        VersionErrorf(inst_pos, kGo1_21,
                      inst != nullptr ? "partially instantiated function in assignment"
                                      : "implicitly instantiated function in assignment");
      }
      Signature* gsig = arena().New<Signature>();
      gsig->params = sig->params;
      gsig->results = sig->results;
      gsig->variadic = sig->variadic;
      params.push_back(NewParam(x->pos(), nullptr, gsig));
      Operand* arg = NewOperand();
      arg->mode = kValue;
      arg->expr = MakeName(this, x->pos(), target->desc);
      arg->type = target->sig;
      args.push_back(arg);
      reverse = true;
    }

    Type* params2 = nullptr;
    List<TypeParam*> tparams = RenameTParams(pos, sig->tparams, NewTuple(params), &params2);
    ErrorDesc* err = NewError(kCannotInferTypeArgs);
    targs = Infer(pos, tparams, targs, static_cast<Tuple*>(params2), args, reverse, err);
    if (targs.empty()) {
      if (!err->Empty()) err->Report();
      x->mode = kInvalid;
      return {};
    }
  }

  x->type = InstantiateSignature(x->pos(), x->expr, sig, targs, xlist);
  x->mode = kValue;
  return {};
}

Signature* Checker::InstantiateSignature(grammar::Pos pos, Expr* expr, Signature* type,
                                         List<Type*> targs, List<Expr*> xlist) {
  Signature* inst = As<Signature>(CheckInstance(pos, type, targs, nullptr, ctxt));
  RecordInstance(expr, targs, inst);

  // Constraints may not be set up yet: verify them later.
  Later([this, pos, type, targs, xlist] {
    std::string err;
    int i = Verify(pos, type->tparams, targs, ctxt, &err);
    if (i >= 0) {
      grammar::Pos at = static_cast<size_t>(i) < xlist.size() ? grammar::StartPos(xlist[i]) : pos;
      SoftErrorf(at, kInvalidTypeArg, "%s", err);
    } else {
      MonoRecordInstance(pos, type->tparams, targs, xlist);
    }
  });
  return inst;
}

ExprKind Checker::CheckCallExpr(Operand* x, grammar::CallExpr* call) {
  grammar::IndexExpr* inst = nullptr;
  if (auto* iexpr = Is<grammar::IndexExpr>(call->fun)) {
    if (CheckIndexExpr(x, iexpr)) inst = iexpr;
    x->expr = iexpr;
    Record(x);
  } else {
    ExprOrType(x, call->fun, true);
  }

  switch (x->mode) {
    case kInvalid:
      Use(call->args);
      x->expr = call;
      return ExprKind::kStatement;

    case kTypExpr:
      return ConversionCall(x, call);

    case kBuiltin: {
      BuiltinId id = x->id;
      if (!CheckBuiltin(x, call, id)) x->mode = kInvalid;
      x->expr = call;
      // A non-constant result of a builtin counts as a function call.
      if (x->mode != kInvalid && x->mode != kConstant) has_call_or_recv = true;
      return BuiltinKind(id);
    }

    default:
      break;
  }

  List<Type*> targs;
  List<Expr*> xlist;
  Signature* sig = Callee(x, call, inst, &targs, &xlist);
  if (sig == nullptr) {
    x->mode = kInvalid;
    x->expr = call;
    return ExprKind::kStatement;
  }
  FinishCall(x, call, sig, targs, xlist);
  return ExprKind::kStatement;
}

// T(x), where x holds T.
[[gnu::noinline]] ExprKind Checker::ConversionCall(Operand* x, grammar::CallExpr* call) {
  NonGeneric(nullptr, x);
  if (x->mode == kInvalid) return ExprKind::kConversion;
  Type* t = x->type;
  x->mode = kInvalid;
  size_t n = call->args.size();
  if (n == 0) {
    Errorf(call, kWrongArgCount, "missing argument in conversion to %s", t);
  } else if (n == 1) {
    CheckExpr(nullptr, x, call->args[0]);
    if (x->mode != kInvalid) ConvertArgument(x, call, t);
  } else {
    Use(call->args);
    Errorf(call->args[n - 1], kWrongArgCount, "too many arguments in conversion to %s", t);
  }
  x->expr = call;
  return ExprKind::kConversion;
}

void Checker::ConvertArgument(Operand* x, grammar::CallExpr* call, Type* t) {
  Interface* iface = IsTypeParam(t) ? nullptr : UnderIs<Interface>(t);
  if (iface != nullptr && !TypeSetIsMethodSet(TypeSetOf(iface))) {
    Errorf(call, kMisplacedConstraintIface,
           "cannot use interface %s in conversion (contains specific type constraints or is "
           "comparable)",
           t);
    return;
  }
  if (call->has_dots) {
    Errorf(call->args[0], kBadDotDotDotSyntax, "invalid use of ... in conversion to %s", t);
    return;
  }
  Conversion(x, t);
}

// The signature of the function x that is called, instantiated if all type arguments are given;
// else they are in *targs. nullptr after an error report.
[[gnu::noinline]] Signature* Checker::Callee(Operand* x, grammar::CallExpr* call,
                                             grammar::IndexExpr* inst, List<Type*>* targs,
                                             List<Expr*>* xlist) {
  TypeError err;
  Type* u = CommonUnder(
      x->type,
      [](Type* t, Type* u) -> TypeError {
        if (u != nullptr && u->kind != TypeKind::kSignature)
          return TypeError::Of("%s is not a function", t);
        return {};
      },
      &err);
  if (err) {
    Errorf(x, kInvalidCall, "invalid operation: cannot call %s: %s", x, err.Format(this));
    return nullptr;
  }
  Signature* sig = Is<Signature>(u);
  if (sig == nullptr) {  // an empty type set
    Errorf(x, kInvalidCall, "invalid operation: cannot call %s: %s", x, "no specific type");
    return nullptr;
  }
  if (inst == nullptr) return sig;

  *xlist = grammar::UnpackList(inst->index);
  *targs = TypeList(*xlist);
  if (targs->empty()) {
    Use(call->args);
    return nullptr;
  }
  size_t got = targs->size(), want = sig->tparams.size();
  if (got > want) {
    Errorf((*xlist)[want], kWrongTypeArgCount, "got %d type arguments but want %d", got, want);
    Use(call->args);
    return nullptr;
  }
  if (got == want && want > 0) {
    VerifyVersionf(inst, kGo1_18, "function instantiation");
    sig = InstantiateSignature(inst->pos, inst, sig, *targs, *xlist);
    RecordTypeAndValue(call->fun, kValue, sig, nullptr);
    *targs = {};
    *xlist = {};
  }
  return sig;
}

void Checker::FinishCall(Operand* x, grammar::CallExpr* call, Signature* sig, List<Type*> targs,
                         List<Expr*> xlist) {
  bool was_generic = !sig->tparams.empty();
  {
    std::vector<List<Type*>> atargs;
    OperandList args;
    GenericExprList(call->args, &args, &atargs);
    sig = Arguments(call, sig, targs, xlist, args, atargs);
    Release(args);
  }

  // The function's final type is known only now.
  if (was_generic && sig->tparams.empty()) RecordTypeAndValue(call->fun, kValue, sig, nullptr);

  switch (sig->num_results()) {
    case 0:
      x->mode = kNoValue;
      break;
    case 1:
      x->mode = kValue;
      x->type = sig->results->vars[0]->type;
      break;
    default:
      x->mode = kValue;
      x->type = sig->results;
      break;
  }
  x->expr = call;
  has_call_or_recv = true;

  // Inference has failed and the result depends on it: avoid follow-up errors.
  if (x->mode == kValue && !sig->tparams.empty() && IsParameterized(sig->tparams, x->type))
    x->mode = kInvalid;
}

// The values of the expressions; a single one may have several.
void Checker::ExprList(List<Expr*> elist, OperandList* list) {
  if (elist.size() == 1) {
    MultiExpr(elist[0], false, nullptr, list);
    return;
  }
  for (Expr* e : elist) {
    Operand* x = NewOperand();
    CheckExpr(nullptr, x, e);
    list->push_back(x);
  }
}

// Like ExprList, but results may be generic functions; of partially instantiated ones,
// (*targs_list)[i] holds the type arguments.
void Checker::GenericExprList(List<Expr*> elist, OperandList* list,
                              std::vector<List<Type*>>* targs_list) {
  size_t n = elist.size();
  // Before go1.21 partial instantiations had to be completed at once.
  bool infer = !AllowVersion(kGo1_21);
  for (size_t i = 0; i < n; i++) {
    Operand* x = NewOperand();
    Expr* e = elist[i];
    auto* inst = Is<grammar::IndexExpr>(e);
    size_t reported = impl->diags != nullptr ? impl->diags->size() : 0;
    if (inst != nullptr && CheckIndexExpr(x, inst)) {
      List<Type*> targs = FuncInst(nullptr, x->pos(), x, inst, infer);
      if (!targs.empty()) {
        targs_list->resize(n);
        (*targs_list)[i] = targs;
        x->expr = inst;
      } else {
        Record(x);
      }
    } else if (inst != nullptr && impl->diags != nullptr && impl->diags->size() > reported && index_again < kMaxIndexAgain) {
      // gc evaluates the expression again, and counts its errors again.
      index_again++;
      if (n == 1) {
        RawExpr(nullptr, x, e, nullptr, true);
        Exclude(x, kNotValues);
      } else {
        GenericExpr(x, e);
      }
      index_again--;
    } else if (inst != nullptr) {
      // CheckIndexExpr has done what ExprInternal does.
      x->expr = e;
      FinishRawExpr(nullptr, x, true);
      if (n == 1) {
        Exclude(x, kNotValues);
      } else {
        CheckSingleValue(x);
      }
    } else if (n == 1) {
      RawExpr(nullptr, x, e, nullptr, true);
      Exclude(x, kNotValues);
    } else {
      GenericExpr(x, e);
    }
    if (n == 1 && x->mode != kInvalid && x->type != nullptr && x->type->kind == TypeKind::kTuple) {
      AddTupleOperands(As<Tuple>(x->type), e, list);
      free_operands.push_back(x);
    } else {
      list->push_back(x);
    }
  }
}

namespace {

std::vector<Type*> OperandTypes(std::span<Operand* const> list) {
  std::vector<Type*> types;
  for (Operand* x : list) types.push_back(x->type);
  return types;
}

std::vector<Type*> VarTypes(const Tuple* t) {
  std::vector<Type*> types;
  if (t != nullptr) {
    for (Var* v : t->vars) types.push_back(v->type);
  }
  return types;
}

Var* ParamAt(const Tuple* t, size_t i) { return t->vars[i]; }

}  // namespace

// Checks the arguments of a call against the signature, infers what type arguments are missing and
// returns the instantiated signature, or sig itself after an error.
Signature* Checker::Arguments(grammar::CallExpr* call, Signature* sig, List<Type*> targs_in,
                              List<Expr*> xlist, std::span<Operand* const> args,
                              const std::vector<List<Type*>>& atargs) {
  // For a variadic function called without ..., the parameters are adjusted to the number of
  // arguments.
  size_t nargs = args.size();
  size_t npars = sig->num_params();
  bool ddd = call->has_dots;
  Tuple* sig_params = sig->params;
  Type* rest = nullptr;  // of the arguments beyond the last parameter, if not all have parameters of their own
  bool adjusted = false;
  if (sig->variadic) {
    if (ddd) {
      if (call->args.size() == 1 && nargs > 1) {
        Errorf(call, kInvalidDotDotDot, "cannot use ... with %d-valued %s", nargs, call->args[0]);
        return sig;
      }
    } else if (nargs + 1 >= npars) {
      rest = As<Slice>(ParamAt(sig->params, npars - 1)->type)->elem;
      npars = nargs;
    } else {
      npars--;  // for the message below
    }
  } else if (ddd) {
    Errorf(call, kNonVariadicDotDotDot, "cannot use ... in call to non-variadic %s", call->fun);
    return sig;
  }

  if (nargs != npars) {
    ArgumentCountError(call, sig, args, npars);
    return sig;
  }

  // Type parameters: those of the callee, then those of each generic function argument. Each use
  // gets fresh ones.
  size_t n = sig->tparams.size();
  bool any_generic = n > 0;
  for (Operand* arg : args) {
    Signature* asig = arg->mode == kInvalid ? nullptr : Is<Signature>(arg->type);
    any_generic = any_generic || (asig != nullptr && !asig->tparams.empty());
  }
  if (!any_generic) {
    size_t own = rest != nullptr ? sig->params->vars.size() - 1 : nargs;
    for (size_t i = 0; i < nargs; i++)
      Assignment(args[i], i < own ? ParamAt(sig_params, i)->type : rest, "argument to ", call->fun);
    return sig;
  }
  if (rest != nullptr) {
    std::vector<Var*> vars(sig->params->vars.begin(), sig->params->vars.end() - 1);
    Var* last = sig->params->vars.back();
    while (vars.size() < nargs)
      vars.push_back(NewVar(VarKind::kParam, last->pos, last->pkg, last->name, rest));
    sig_params = NewTuple(vars);
    adjusted = true;
  }

  std::vector<TypeParam*> tparams;
  std::vector<Type*> targs(targs_in.begin(), targs_in.end());
  if (n > 0) {
    if (!AllowVersion(kGo1_18)) {
      if (auto* iexpr = Is<grammar::IndexExpr>(call->fun)) {
        VersionErrorf(iexpr, kGo1_18, "function instantiation");
      } else {
        VersionErrorf(call, kGo1_18, "implicit function instantiation");
      }
    }
    Type* renamed = nullptr;
    for (TypeParam* p : RenameTParams(call->pos, sig->tparams, sig_params, &renamed))
      tparams.push_back(p);
    sig_params = static_cast<Tuple*>(renamed);
    targs.resize(tparams.size());
  }

  std::vector<size_t> generic_args;
  for (size_t i = 0; i < nargs; i++) {
    Operand* arg = args[i];
    if (arg->mode == kInvalid) continue;
    Signature* asig = Is<Signature>(arg->type);
    if (asig == nullptr || asig->tparams.empty()) continue;
    Type* renamed = nullptr;
    Signature* copy = arena().New<Signature>(*asig);
    copy->descriptor = nullptr;
    List<TypeParam*> atparams = RenameTParams(call->pos, asig->tparams, copy, &renamed);
    asig = As<Signature>(renamed);
    asig->tparams = atparams;
    arg->type = asig;
    for (TypeParam* p : atparams) tparams.push_back(p);
    if (i < atargs.size()) {
      for (Type* t : atargs[i]) targs.push_back(t);
    }
    targs.resize(tparams.size());
    generic_args.push_back(i);
  }
  if (!generic_args.empty()) {
    VerifyVersionf(args[generic_args[0]], kGo1_21, "implicitly instantiated function as argument");
  }

  Signature* rsig = sig;
  if (!tparams.empty()) {
    ErrorDesc* err = NewError(kCannotInferTypeArgs);
    List<Type*> inferred = Infer(call->pos, List<TypeParam*>::Of(arena(), tparams),
                                 List<Type*>::Of(arena(), targs), sig_params, args, false, err);
    if (inferred.empty()) {
      if (!err->Empty()) {
        Errorf(err->pos(), kCannotInferTypeArgs, "in call to %s, %s", call->fun, err->Msg());
      }
      return sig;
    }

    if (n > 0) {
      List<Type*> own = inferred.Sub(0, n);
      rsig = InstantiateSignature(call->pos, call->fun, sig, own, xlist);
      if (!adjusted) {
        sig_params = rsig->params;
      } else if (sig_params != nullptr) {
        TypeMap smap;
        for (size_t i = 0; i < n; i++) smap.Add(tparams[i], own[i]);
        sig_params = static_cast<Tuple*>(Subst(call->pos, sig_params, smap, nullptr, ctxt));
      }
    }

    size_t j = n;
    for (size_t i : generic_args) {
      Operand* arg = args[i];
      Signature* asig = As<Signature>(arg->type);
      size_t k = j + asig->tparams.size();
      arg->type = InstantiateSignature(call->pos, arg->expr, asig, inferred.Sub(j, k), {});
      Record(arg);
      j = k;
    }
  }

  for (size_t i = 0; i < nargs; i++)
    Assignment(args[i], ParamAt(sig_params, i)->type, "argument to ", call->fun);
  return rsig;
}

[[gnu::noinline]] void Checker::ArgumentCountError(grammar::CallExpr* call, Signature* sig,
                                                   std::span<Operand* const> args,
                                                   size_t npars) {
  size_t nargs = args.size();
  Expr* at = call;
  std::string_view qualifier = "not enough";
  if (nargs > npars) {
    at = args[npars]->expr;  // the first one too many
    qualifier = "too many";
  } else if (nargs > 0) {
    at = args[nargs - 1]->expr;  // the last one
  }
  ErrorDesc* err = NewError(kWrongArgCount);
  err->Addf(at, "%s arguments in call to %s", qualifier, call->fun);
  err->Addf(grammar::kNoPos, "have %s", TypesSummary(OperandTypes(args), false, call->has_dots));
  err->Addf(grammar::kNoPos, "want %s", TypesSummary(VarTypes(sig->params), sig->variadic, false));
  err->Report();
}

void Checker::Selector(Operand* x, grammar::SelectorExpr* e, bool want_type) {
  // A package name can only stand here.
  auto* ident = Is<grammar::Name>(e->x);
  if (ident != nullptr) {
    Scope* found;
    Object* obj;
    LookupScope(ident->value, &found, &obj);
    if (PkgName* pname = Is<PkgName>(obj)) {
      RecordUse(ident, pname);
      pname->used = true;
      if (!QualifiedIdent(x, e, pname)) {
        x->mode = kInvalid;
        x->type = Invalid();
      }
      x->expr = e;
      return;
    }
    RawIdent(x, ident, obj, found);
    Exclude(x, 1u << static_cast<unsigned>(kNoValue));
    SingleValue(x);
  } else {
    ExprOrType(x, e->x, false);
  }
  if (x->mode == kBuiltin) {
    Errorf(e->pos, kUncalledBuiltin, "invalid use of %s in selector expression", x);
    x->mode = kInvalid;
  }
  if (x->mode == kInvalid || !FieldOrMethod(x, e, want_type)) {
    x->mode = kInvalid;
    x->type = Invalid();
  }
  x->expr = e;
}

namespace {

bool ContainsWord(std::string_view text, std::string_view word) {
  auto is_part = [](char c) {
    return isalnum(static_cast<unsigned char>(c)) || c == '_' || (c & 0x80) != 0;
  };
  for (size_t i = text.find(word); i != std::string_view::npos; i = text.find(word, i + 1)) {
    size_t end = i + word.size();
    if ((i == 0 || !is_part(text[i - 1])) && (end == text.size() || !is_part(text[end])))
      return true;
  }
  return false;
}

// Whether gc's importer, which reads what a compiled package exports, knows of the unexported name. In the library that is
// a fact about Go's; elsewhere types, which exported ones may mention, and what generic functions or functions small
// enough to be inlined mention.
bool SeenInLibrary(const Package* pkg, std::string_view name) {
  struct Row {
    std::string_view path, names;
  };
  static constexpr Row kRows[] = {
#define UNEXPORTED(path, names) {path, names},
#include "interp/types/unexported.def"
#undef UNEXPORTED
  };
  for (const Row& row : kRows) {
    if (row.path == pkg->path) return row.names.find(" " + std::string(name) + " ") != std::string_view::npos;
  }
  return false;
}

bool SeenByImporters(const Package* pkg, const Object* obj) {
  if (obj->kind == ObjectKind::kTypeName) return true;
  constexpr size_t kSmall = 160;  // bytes of a body that is likely to be inlined
  for (const grammar::File* file : pkg->files) {
    for (grammar::Decl* d : file->decls) {
      auto* f = Is<grammar::FuncDecl>(d);
      if (f == nullptr || !f->has_body() || !IsExported(View(f->name->value))) continue;
      grammar::Pos from = f->body != nullptr ? f->body->pos : f->lazy_lbrace;
      grammar::Pos to = f->body != nullptr ? f->body->rbrace : f->lazy_rbrace;
      if (to < from || (!f->generic() && to - from > kSmall)) continue;
      if (ContainsWord(file->source->text().substr(file->source->offset(from), to - from),
                       View(obj->name)))
        return true;
    }
  }
  return false;
}

}  // namespace

// pkg.Sel; false after an error.
[[gnu::noinline]] bool Checker::QualifiedIdent(Operand* x, grammar::SelectorExpr* e,
                                               PkgName* pname) {
  Package* from = pname->imported;
  Symbol sel = e->sel->value;
  Object* exp = from->scope->Lookup(sel);
  if (from->library && !IsExported(View(sel))) {
    if (SeenInLibrary(from, View(sel))) {
      Errorf(e->sel, kUnexportedName, "name %s not exported by package %s", sel, from->name);
      return false;
    }
    exp = nullptr;
  }
  if (exp != nullptr && !IsExported(View(sel)) && !SeenByImporters(from, exp)) exp = nullptr;
  if (exp == nullptr) {
    if (!from->fake && IsValidName(View(sel))) {
      // A name that differs in case only?
      for (Object* obj : from->scope->SortedObjects()) {
        if (IsExported(View(obj->name)) && SameId(obj, obj->pkg, sel, true)) {
          Errorf(e->sel, kUndeclaredImportedName, "undefined: %s (but have %s)", e, obj->name);
          return false;
        }
      }
      Errorf(e->sel, kUndeclaredImportedName, "undefined: %s", e);
    }
    return false;
  }
  if (!IsExported(View(sel))) {
    Errorf(e->sel, kUnexportedName, "name %s not exported by package %s", sel, from->name);
  }
  ObjDecl(exp);  // of library packages only what is used gets checked
  RecordUse(e->sel, exp);

  x->type = exp->type;
  switch (exp->kind) {
    case ObjectKind::kConst:
      x->mode = kConstant;
      x->val = As<ConstObject>(exp)->value;
      if (!IsValid(x->type) || x->val == nullptr) return false;
      break;
    case ObjectKind::kTypeName:
      x->mode = kTypExpr;
      break;
    case ObjectKind::kVar:
      x->mode = kVariable;
      break;
    case ObjectKind::kFunc:
      x->mode = kValue;
      break;
    case ObjectKind::kBuiltin:
      x->mode = kBuiltin;
      x->id = As<Builtin>(exp)->id;
      break;
    default:
      return false;
  }
  return true;
}

// x.Sel of a value or a type; false after an error.
[[gnu::noinline]] bool Checker::FieldOrMethod(Operand* x, grammar::SelectorExpr* e,
                                              bool want_type) {
  if (want_type) {
    Errorf(e->sel, kNotAType, "%s is not a type", e);
    return false;
  }

  Symbol sel = e->sel->value;
  bool indirect = false;
  if (x->mode != kTypExpr && sel != impl->blank) {
    int index = 0;
    Object* obj = LookupDirect(x->type, x->mode == kVariable, pkg, sel, &index, &indirect);
    if (obj != nullptr) return SelectedValue(x, e, obj, [&](SelectionKind kind, Type* type) {
      RecordSelection(e, kind, x->type, obj, type, index, indirect);
    }, indirect);
  }
  std::vector<int> index;
  indirect = false;
  Object* obj =
      LookupFieldOrMethod(x->type, x->mode == kVariable, pkg, sel, false, &index, &indirect);
  if (obj == nullptr) {
    SelectorError(x, e, !index.empty(), indirect);
    return false;
  }

  if (x->mode == kTypExpr) {
    Func* m = Is<Func>(obj);
    if (m != nullptr) ObjDecl(m);
    if (m == nullptr) {
      Errorf(e->sel, kMissingFieldOrMethod, "%s.%s undefined (type %s has no method %s)", x->expr,
             sel, x->type, sel);
      return false;
    }
    Signature* sig = Is<Signature>(m->type);
    if (sig == nullptr || sig->recv == nullptr) {
      Error(e, kInvalidDeclCycle, "illegal cycle in method declaration");
      return false;
    }
    Type* recv = x->type;

    // The receiver becomes the first parameter, named if the others are.
    std::vector<Var*> params;
    Symbol name = nullptr;
    if (sig->num_params() > 0 && !View(ParamAt(sig->params, 0)->name).empty()) {
      name = View(sig->recv->name).empty() ? impl->blank : sig->recv->name;
    }
    params.push_back(NewVar(VarKind::kParam, sig->recv->pos, sig->recv->pkg, name, recv));
    if (sig->params != nullptr)
      params.insert(params.end(), sig->params->vars.begin(), sig->params->vars.end());
    Signature* fsig = arena().New<Signature>();
    fsig->tparams = sig->tparams;
    fsig->params = NewTuple(params);
    fsig->results = sig->results;
    fsig->variadic = sig->variadic;
    x->mode = kValue;
    x->type = fsig;
    RecordSelection(e, SelectionKind::kMethodExpr, recv, m, fsig, index, indirect);
    AddDeclDep(m);
    return true;
  }

  return SelectedValue(x, e, obj, [&](SelectionKind kind, Type* type) {
    RecordSelection(e, kind, x->type, obj, type, index, indirect);
  }, indirect);
}

// x.Sel, where x is a value and obj its field or method; `record` notes the selection.
bool Checker::SelectedValue(Operand* x, grammar::SelectorExpr* e, Object* obj,
                            FuncRef<void(SelectionKind, Type*)> record, bool indirect) {
  Func* m = Is<Func>(obj);
  if (m == nullptr) {
    record(SelectionKind::kFieldVal, obj->type);
    x->mode = x->mode == kVariable || indirect ? kVariable : kValue;
    x->type = obj->type;
    return true;
  }

  ObjDecl(m);
  Signature* msig = Is<Signature>(m->type);
  if (msig == nullptr) return false;
  if (x->mode == kVariable && !indirect && HasPtrRecv(m->Origin())) MarkAddressTaken(e->x);
  Signature* sig = MethodValueType(m, msig);
  record(SelectionKind::kMethodVal, sig);
  x->mode = kValue;
  x->type = sig;
  AddDeclDep(m);
  return true;
}

// The type of the method m as a value: its signature without receiver. One for all values, once m is declared.
Signature* Checker::MethodValueType(Func* m, Signature* msig) {
  if (m->value_of == msig) return m->value_type;
  Signature* sig = arena().New<Signature>(*msig);
  sig->descriptor = nullptr;
  sig->recv = nullptr;
  if (m->color_index == 0) {
    m->value_of = msig;
    m->value_type = sig;
  }
  return sig;
}

// Reports that x has no field or method e->sel.
[[gnu::noinline]] void Checker::SelectorError(Operand* x, grammar::SelectorExpr* e, bool ambiguous,
                                              bool indirect) {
  if (!IsValid(Under(x->type))) return;  // reported before
  Symbol sel = e->sel->value;

  if (ambiguous) {
    Errorf(e->sel, kAmbiguousSelector, "ambiguous selector %s.%s", x->expr, sel);
    return;
  }

  if (indirect) {
    if (x->mode == kTypExpr) {
      Errorf(e->sel, kInvalidMethodExpr,
             "invalid method expression %s.%s (needs pointer receiver (*%s).%s)", x->type, sel,
             x->type, sel);
    } else {
      Errorf(e->sel, kInvalidMethodExpr, "cannot call pointer method %s on %s", sel, x->type);
    }
    return;
  }

  std::string why;
  if (IsInterfacePtr(x->type)) {
    why = InterfacePtrError(x->type);
  } else {
    Object* alt =
        LookupFieldOrMethod(x->type, x->mode == kVariable, pkg, sel, true, nullptr, nullptr);
    why = LookupError(x->type, sel, alt, false);
  }
  Errorf(e->sel, kMissingFieldOrMethod, "%s.%s undefined (%s)", x->expr, sel, why);
}

bool Checker::UseN(List<Expr*> args, bool lhs) {
  bool ok = true;
  for (Expr* e : args) {
    if (!Use1(e, lhs)) ok = false;
  }
  return ok;
}

// Evaluates e, so that what it mentions counts as used; false if it is in error. With lhs, a
// variable that is assigned to does not count.
bool Checker::Use1(Expr* e, bool lhs) {
  if (e == nullptr) return true;
  Operand x;
  x.mode = kValue;
  Expr* n = grammar::Unparen(e);
  if (auto* name = Is<grammar::Name>(n)) {
    if (name->value == impl->blank) return true;
    Var* v = nullptr;
    bool v_used = false;
    if (lhs) {
      Var* w = Is<Var>(Lookup(name->value));
      if (w != nullptr && w->pkg == pkg) {
        v = w;
        v_used = v->used;
      }
    }
    ExprOrType(&x, n, true);
    if (v != nullptr) v->used = v_used;
  } else if (auto* list = Is<grammar::ListExpr>(n)) {
    return UseN(list->elems, lhs);
  } else {
    RawExpr(nullptr, &x, e, nullptr, true);
  }
  return x.mode != kInvalid;
}

}  // namespace minigo::types
