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

void ForEachChild(Node* n, const std::function<void(Node*)>& visit) {
  auto one = [&](Node* x) {
    if (x == nullptr) return;
    if (auto* l = Is<ListExpr>(x)) {
      for (Expr* e : l->elems) visit(e);
    } else {
      visit(x);
    }
  };
  auto list = [&](const auto& l) {
    for (auto* x : l) {
      if (x != nullptr) visit(x);
    }
  };
  // Names that share a type come first, then the type.
  auto fields = [&](const List<Field*>& l, const List<BasicLit*>& tags) {
    for (size_t i = 0; i < l.size(); i++) {
      one(l[i]->name);
      if (i + 1 < l.size() && l[i]->name != nullptr && l[i + 1]->name != nullptr &&
          l[i + 1]->type == l[i]->type)
        continue;
      one(l[i]->type);
      if (i < tags.size()) one(tags[i]);
    }
  };
  switch (n->kind) {
    case NodeKind::kBadExpr:
    case NodeKind::kName:
    case NodeKind::kBasicLit:
    case NodeKind::kEmptyStmt:
      break;
    case NodeKind::kCompositeLit:
      one(As<CompositeLit>(n)->type);
      list(As<CompositeLit>(n)->elems);
      break;
    case NodeKind::kKeyValueExpr:
      one(As<KeyValueExpr>(n)->key);
      one(As<KeyValueExpr>(n)->value);
      break;
    case NodeKind::kFuncLit:
      one(As<FuncLit>(n)->type);
      one(As<FuncLit>(n)->body);
      break;
    case NodeKind::kParenExpr:
      one(As<ParenExpr>(n)->x);
      break;
    case NodeKind::kSelectorExpr:
      one(As<SelectorExpr>(n)->x);
      one(As<SelectorExpr>(n)->sel);
      break;
    case NodeKind::kIndexExpr:
      one(As<IndexExpr>(n)->x);
      one(As<IndexExpr>(n)->index);
      break;
    case NodeKind::kSliceExpr:
      one(As<SliceExpr>(n)->x);
      for (Expr* i : As<SliceExpr>(n)->index) one(i);
      break;
    case NodeKind::kAssertExpr:
      one(As<AssertExpr>(n)->x);
      one(As<AssertExpr>(n)->type);
      break;
    case NodeKind::kTypeSwitchGuard:
      one(As<TypeSwitchGuard>(n)->lhs);
      one(As<TypeSwitchGuard>(n)->x);
      break;
    case NodeKind::kOperation:
      one(As<Operation>(n)->x);
      one(As<Operation>(n)->y);
      break;
    case NodeKind::kCallExpr:
      one(As<CallExpr>(n)->fun);
      list(As<CallExpr>(n)->args);
      break;
    case NodeKind::kListExpr:
      list(As<ListExpr>(n)->elems);
      break;
    case NodeKind::kArrayType:
      one(As<ArrayType>(n)->len);
      one(As<ArrayType>(n)->elem);
      break;
    case NodeKind::kSliceType:
      one(As<SliceType>(n)->elem);
      break;
    case NodeKind::kDotsType:
      one(As<DotsType>(n)->elem);
      break;
    case NodeKind::kStructType:
      fields(As<StructType>(n)->fields, As<StructType>(n)->tags);
      break;
    case NodeKind::kInterfaceType:
      fields(As<InterfaceType>(n)->methods, {});
      break;
    case NodeKind::kFuncType:
      fields(As<FuncType>(n)->params, {});
      fields(As<FuncType>(n)->results, {});
      break;
    case NodeKind::kMapType:
      one(As<MapType>(n)->key);
      one(As<MapType>(n)->value);
      break;
    case NodeKind::kChanType:
      one(As<ChanType>(n)->elem);
      break;
    case NodeKind::kLabeledStmt:
      one(As<LabeledStmt>(n)->label);
      one(As<LabeledStmt>(n)->stmt);
      break;
    case NodeKind::kBlockStmt:
      list(As<BlockStmt>(n)->list);
      break;
    case NodeKind::kExprStmt:
      one(As<ExprStmt>(n)->x);
      break;
    case NodeKind::kSendStmt:
      one(As<SendStmt>(n)->chan);
      one(As<SendStmt>(n)->value);
      break;
    case NodeKind::kDeclStmt:
      list(As<DeclStmt>(n)->decls);
      break;
    case NodeKind::kAssignStmt:
      one(As<AssignStmt>(n)->lhs);
      one(As<AssignStmt>(n)->rhs);
      break;
    case NodeKind::kBranchStmt:
      one(As<BranchStmt>(n)->label);
      break;
    case NodeKind::kCallStmt:
      one(As<CallStmt>(n)->call);
      break;
    case NodeKind::kReturnStmt:
      one(As<ReturnStmt>(n)->results);
      break;
    case NodeKind::kIfStmt:
      one(As<IfStmt>(n)->init);
      one(As<IfStmt>(n)->cond);
      one(As<IfStmt>(n)->then);
      one(As<IfStmt>(n)->els);
      break;
    case NodeKind::kForStmt:
      one(As<ForStmt>(n)->init);
      one(As<ForStmt>(n)->cond);
      one(As<ForStmt>(n)->post);
      one(As<ForStmt>(n)->body);
      break;
    case NodeKind::kSwitchStmt:
      one(As<SwitchStmt>(n)->init);
      one(As<SwitchStmt>(n)->tag);
      list(As<SwitchStmt>(n)->body);
      break;
    case NodeKind::kSelectStmt:
      list(As<SelectStmt>(n)->body);
      break;
    case NodeKind::kRangeClause:
      one(As<RangeClause>(n)->lhs);
      one(As<RangeClause>(n)->x);
      break;
    case NodeKind::kCaseClause:
      one(As<CaseClause>(n)->cases);
      list(As<CaseClause>(n)->body);
      break;
    case NodeKind::kCommClause:
      one(As<CommClause>(n)->comm);
      list(As<CommClause>(n)->body);
      break;
    case NodeKind::kField:
      one(As<Field>(n)->name);
      one(As<Field>(n)->type);
      break;
    case NodeKind::kImportDecl:
      one(As<ImportDecl>(n)->local);
      one(As<ImportDecl>(n)->path);
      break;
    case NodeKind::kConstDecl:
      list(As<ConstDecl>(n)->names);
      one(As<ConstDecl>(n)->type);
      one(As<ConstDecl>(n)->values);
      break;
    case NodeKind::kTypeDecl:
      one(As<TypeDecl>(n)->name);
      fields(As<TypeDecl>(n)->tparams, {});
      one(As<TypeDecl>(n)->type);
      break;
    case NodeKind::kVarDecl:
      list(As<VarDecl>(n)->names);
      one(As<VarDecl>(n)->type);
      one(As<VarDecl>(n)->values);
      break;
    case NodeKind::kFuncDecl: {
      auto* f = As<FuncDecl>(n);
      if (f->recv != nullptr) visit(f->recv);
      one(f->name);
      fields(f->tparams, {});
      one(f->type);
      one(f->body);
      break;
    }
  }
}

void Walk(Node* n, const Visitor& visit) {
  if (n == nullptr || !visit(n)) return;
  ForEachChild(n, [&](Node* child) { Walk(child, visit); });
}

namespace {

void WalkStack(Node* n, const StackVisitor& visit, std::vector<Node*>* above) {
  if (!visit(n, *above)) return;
  above->push_back(n);
  ForEachChild(n, [&](Node* child) { WalkStack(child, visit, above); });
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

void Walk(const Pass& pass, const Visitor& visit) {
  for (File* f : pass.files()) Walk(f, visit);
}

void WalkStack(const Pass& pass, const StackVisitor& visit) {
  for (File* f : pass.files()) {
    for (Decl* d : f->decls) WalkStack(d, visit);
  }
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
