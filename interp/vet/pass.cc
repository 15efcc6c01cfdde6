// This file implements the walk over trees and the questions that analyses share.
#include "interp/vet/pass.h"

#include <algorithm>

#include "interp/types/format.h"
#include "interp/types/info.h"
#include "interp/types/internal.h"

namespace minigo::vet {

using namespace grammar;  // the node types
using types::Func;
using types::Named;
using types::Object;
using types::Signature;
using types::Type;
using types::Var;

void Pass::Report(const Node* at, std::string text) { Report(Start(at), std::move(text)); }

bool Pass::Imports(std::string_view path) const {
  return std::any_of(pkg_->imports.begin(), pkg_->imports.end(),
                     [path](const types::Package* p) { return p->path == path; });
}

int Pass::LineOf(Pos pos) const { return sources_.PositionOf(pos).line; }

types::GoVersion Pass::VersionOf(const File* file) const {
  types::GoVersion v = types::AsGoVersion(file->go_version);
  if (v.IsValid()) return v.Cmp(types::kGo1_21) > 0 ? v : types::kGo1_21;
  return types::AsGoVersion(pkg_->go_version);
}

bool Pass::AtLeast(const File* file, types::GoVersion v) const {
  types::GoVersion have = VersionOf(file);
  return !have.IsValid() || have.Cmp(v) >= 0;
}

bool Pass::HasOwnVersion(const File* file) const { return patch_version_ || VersionOf(file).String() != pkg_->go_version; }

std::string Pass::FullName(const Object* obj) const {
  std::string name(obj->name_view());
  if (obj->kind != types::ObjectKind::kFunc) return name;
  auto* sig = static_cast<const Func*>(obj)->signature();
  if (sig != nullptr && sig->recv != nullptr) {
    // A method of an interface that has no name of its own has the interface as its receiver.
    bool literal = types::Is<types::Interface>(sig->recv->type) != nullptr;
    return "(" + (literal ? std::string("interface") : TypeText(sig->recv->type)) + ")." + name;
  }
  return obj->pkg == nullptr ? name : obj->pkg->path + "." + name;
}

// ---------------------------------------------------------------- walking trees

std::vector<Expr*> Elements(Expr* x) {
  if (x == nullptr) return {};
  if (auto* l = Is<ListExpr>(x)) return {l->elems.begin(), l->elems.end()};
  return {x};
}

Pos Start(const Node* n) {
  for (;;) {
    switch (n->kind) {
      case NodeKind::kSliceExpr:
        n = As<SliceExpr>(n)->x;
        break;
      case NodeKind::kExprStmt:
        n = As<ExprStmt>(n)->x;
        break;
      case NodeKind::kLabeledStmt:
        return As<LabeledStmt>(n)->label->pos;
      case NodeKind::kAssignStmt:
        n = As<AssignStmt>(n)->lhs;
        break;
      case NodeKind::kSendStmt:
        n = As<SendStmt>(n)->chan;
        break;
      case NodeKind::kListExpr:
        n = As<ListExpr>(n)->elems[0];
        break;
      case NodeKind::kCompositeLit:
        if (As<CompositeLit>(n)->type == nullptr) return n->pos;
        n = As<CompositeLit>(n)->type;
        break;
      case NodeKind::kKeyValueExpr:
        n = As<KeyValueExpr>(n)->key;
        break;
      case NodeKind::kSelectorExpr:
        n = As<SelectorExpr>(n)->x;
        break;
      case NodeKind::kIndexExpr:
        n = As<IndexExpr>(n)->x;
        break;
      case NodeKind::kAssertExpr:
        n = As<AssertExpr>(n)->x;
        break;
      case NodeKind::kCallExpr:
        n = As<CallExpr>(n)->fun;
        break;
      case NodeKind::kOperation:
        if (As<Operation>(n)->y == nullptr) return n->pos;
        n = As<Operation>(n)->x;
        break;
      default:
        return StartPos(n);
    }
  }
}

void Walk(Node* n, const Visitor& visit) {
  if (n == nullptr || !visit(n)) return;
  ast::ForEachChild<ast::Children::kAll>(n, [&](Node* child) { Walk(child, visit); });
}

namespace {

void WalkStack(Node* n, const StackVisitor& visit, std::vector<Node*>* above) {
  if (!visit(n, *above)) return;
  above->push_back(n);
  ast::ForEachChild<ast::Children::kAll>(n, [&](Node* child) { WalkStack(child, visit, above); });
  above->pop_back();
}

}  // namespace

void WalkStack(Node* n, const StackVisitor& visit) {
  std::vector<Node*> above;
  if (n != nullptr) WalkStack(n, visit, &above);
}

void Walk(const File* file, const Visitor& visit) {
  for (Decl* d : file->decls) Walk(d, visit);
}

namespace {

void AddSteps(Node* n, std::vector<Step>* steps) {
  size_t at = steps->size();
  steps->push_back({n, 0});
  ast::ForEachChild<ast::Children::kAll>(n, [&](Node* child) { AddSteps(child, steps); });
  (*steps)[at].end = steps->size();
}

}  // namespace

const std::vector<Step>& Pass::steps() const {
  std::vector<Step>& steps = shared_steps_ != nullptr ? *shared_steps_ : own_steps_;
  if (steps.empty()) {
    for (ast::File* f : files()) {
      for (ast::Decl* d : f->decls) AddSteps(d, &steps);
    }
  }
  return steps;
}

// ---------------------------------------------------------------- names and calls

bool IsType(const Expr* x) {
  return x->tv != nullptr && x->tv->mode == types::OperandMode::kTypExpr;
}

bool IsNilValue(const Expr* x) {
  return x->tv != nullptr && x->tv->mode == types::OperandMode::kNilValue;
}

Type* TypeOf(const Pass& pass, const Expr* x) {
  const Expr* inner = Unparen(const_cast<Expr*>(x));
  if (IsNilValue(inner)) return pass.world().Typ(types::BasicKind::kUntypedNil);
  if (Type* t = types::TypeOf(x)) return t;
  if (auto* name = Is<Name>(x); name != nullptr && name->obj != nullptr) return name->obj->type;
  return nullptr;
}

bool IsDef(const Name* name) { return name->obj != nullptr && name->obj->pos == name->pos; }

Object* UseOf(const Name* name) { return name == nullptr || IsDef(name) ? nullptr : name->obj; }

Name* UsedName(Expr* fun) {
  if (fun == nullptr) return nullptr;
  Expr* x = Unparen(fun);
  if (auto* index = Is<IndexExpr>(x)) {
    Expr* first = Elements(index->index)[0];
    if (IsType(first)) x = Unparen(index->x);
  }
  if (auto* sel = Is<SelectorExpr>(x)) return sel->sel;
  return Is<Name>(x);
}

Object* UsedObject(Expr* fun) { return UseOf(UsedName(fun)); }

Object* Callee(const CallExpr* call) {
  Object* obj = UsedObject(call->fun);
  return obj != nullptr && obj->kind == types::ObjectKind::kTypeName ? nullptr : obj;
}

Func* StaticCallee(const CallExpr* call) {
  auto* f = types::Is<Func>(Callee(call));
  if (f == nullptr || f->signature() == nullptr) return nullptr;
  Var* recv = f->signature()->recv;
  return recv != nullptr && types::IsInterface(recv->type) ? nullptr : f;
}

namespace {

bool OneOf(std::string_view s, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), s) != names.end();
}

}  // namespace

bool IsFunctionNamed(Object* obj, std::string_view pkg,
                     std::initializer_list<std::string_view> names) {
  auto* f = types::Is<Func>(obj);
  return f != nullptr && f->pkg != nullptr && f->pkg->path == pkg && f->signature() != nullptr &&
         f->signature()->recv == nullptr && OneOf(f->name_view(), names);
}

bool IsMethodNamed(Object* obj, std::string_view pkg, std::string_view type,
                   std::initializer_list<std::string_view> names) {
  auto* f = types::Is<Func>(obj);
  if (f == nullptr || f->signature() == nullptr || f->signature()->recv == nullptr) return false;
  Named* recv = ReceiverNamed(f->signature()->recv);
  return recv != nullptr && IsTypeNamed(recv, pkg, {type}) && OneOf(f->name_view(), names);
}

bool IsUsers(const types::Package* pkg) {
  return pkg != nullptr && !pkg->library && !pkg->fake && !pkg->files.empty();
}

Func* OriginOf(Func* f) { return f == nullptr ? nullptr : f->Origin(); }

Object* OriginOf(Object* obj) {
  if (auto* f = types::Is<Func>(obj)) return f->Origin();
  if (auto* v = types::Is<Var>(obj)) return v->Origin();
  return obj;
}

// ---------------------------------------------------------------- types

types::TypeName* TypeNameOf(const Type* t) {
  if (auto* n = types::Is<Named>(t)) return n->obj;
  if (auto* a = types::Is<types::Alias>(t)) return a->obj;
  if (auto* p = types::Is<types::TypeParam>(t)) return p->obj;
  return nullptr;
}

bool IsTypeNamed(const Type* t, std::string_view pkg,
                 std::initializer_list<std::string_view> names) {
  if (t == nullptr) return false;
  auto* n = types::Is<Named>(types::Unalias(t));
  return n != nullptr && n->obj != nullptr && n->obj->pkg != nullptr && n->obj->pkg->path == pkg &&
         !n->obj->local && OneOf(n->obj->name_view(), names);
}

Named* ReceiverNamed(const Var* recv) {
  Type* t = types::Unalias(recv->type);
  if (auto* p = types::Is<types::Pointer>(t)) t = types::Unalias(p->base);
  return types::Is<Named>(t);
}

Object* LookupMember(const Pass& pass, Type* t, std::string_view name, bool addressable) {
  std::vector<int> index;
  bool indirect = false;
  return pass.world().LookupFieldOrMethod(t, addressable, pass.pkg(),
                                          pass.world().names().Intern(name), &index, &indirect);
}

bool IsStringer(const Signature* sig) {
  if (sig == nullptr || sig->num_params() != 0 || sig->num_results() != 1) return false;
  auto* b = types::Is<types::Basic>(sig->results->vars[0]->type);
  return b != nullptr && b->basic == types::BasicKind::kString;
}

bool StructuralTypes(const Pass& pass, Type* t, std::vector<Type*>* out) {
  auto* p = types::Is<types::TypeParam>(types::Unalias(t));
  if (p == nullptr) {
    out->push_back(t);
    return true;
  }
  std::vector<types::Term> terms;
  if (!pass.world().TermsOf(p, &terms)) return false;
  for (const types::Term& term : terms) out->push_back(term.type);
  return true;
}

bool ImplementsError(const Pass& pass, Type* t) {
  auto* f = types::Is<Func>(LookupMember(pass, t, "Error"));
  return f != nullptr && IsStringer(f->signature());
}

bool NoEffects(Expr* x) {
  bool none = true;
  Walk(x, [&](Node* n) {
    switch (n->kind) {
      case NodeKind::kArrayType:
      case NodeKind::kSliceType:
      case NodeKind::kStructType:
      case NodeKind::kChanType:
      case NodeKind::kFuncType:
      case NodeKind::kMapType:
      case NodeKind::kInterfaceType:
      case NodeKind::kFuncLit:
        return false;
      case NodeKind::kOperation:
        if (IsUnary(n, Op::kRecv) != nullptr) none = false;
        break;
      case NodeKind::kCallExpr: {
        auto* call = As<CallExpr>(n);
        if (IsType(call->fun)) break;
        auto* name = UnparenIs<Name>(call->fun);
        auto* builtin = name == nullptr ? nullptr : types::Is<types::Builtin>(name->obj);
        if (builtin == nullptr ||
            !OneOf(builtin->name_view(),
                   {"len", "cap", "complex", "imag", "real", "make", "new", "max", "min"})) {
          none = false;
        }
        break;
      }
      default:
        break;
    }
    return none;
  });
  return none;
}

std::string Quote(std::string_view s) { return types::Quote(s); }

}  // namespace minigo::vet
