// This file implements the analysis that finds locks passed or copied by value. A lock is what has
// methods Lock and Unlock on its pointer only, and everything that contains one.
#include <algorithm>
#include <unordered_set>

#include "interp/types/info.h"
#include "interp/vet/analyses.h"
#include "interp/vet/pass.h"

namespace minigo::vet {

using namespace grammar;  // the node types
using types::Type;

namespace {

class CopyLocks {
 public:
  explicit CopyLocks(Pass& pass) : pass_(pass) {}
  void Run();

 private:
  // "T contains sync.Mutex"; empty: there is no lock in it.
  std::string PathOf(Type* t);
  bool FindPath(Type* t, std::unordered_set<Type*>* seen, std::vector<std::string>* path);
  bool HasLockMethods(Type* t);
  // Of a value that is copied: new ones have no owner yet.
  std::string PathOfCopy(Expr* x);

  void CheckAssign(AssignStmt* s, Node* parent);
  void CheckVar(VarDecl* d);
  void CheckLiteral(CompositeLit* lit);
  void CheckCall(CallExpr* call);
  void CheckFunc(const std::string& name, Field* recv, FuncType* type);
  void CheckRange(RangeClause* r);

  Pass& pass_;
  const File* file_ = nullptr;
};

bool CopyLocks::HasLockMethods(Type* t) {
  for (const char* name : {"Lock", "Unlock"}) {
    auto* f = types::Is<types::Func>(LookupMember(pass_, t, name));
    types::Signature* sig = f == nullptr ? nullptr : f->signature();
    if (sig == nullptr || sig->num_params() != 0 || sig->num_results() != 0) return false;
  }
  return true;
}

// Fills path from the lock outwards.
bool CopyLocks::FindPath(Type* t, std::unordered_set<Type*>* seen, std::vector<std::string>* path) {
  if (t == nullptr || !seen->insert(t).second) return false;
  if (auto* p = types::Is<types::TypeParam>(types::Unalias(t))) {
    std::vector<types::Term> terms;
    if (!pass_.world().TermsOf(p, &terms)) return false;
    for (const types::Term& term : terms) {
      if (!FindPath(term.type, seen, path)) continue;
      if (term.tilde) path->back().insert(0, "~");
      path->push_back(pass_.TypeText(t));
      return true;
    }
    return false;
  }
  while (auto* a = types::UnderIs<types::Array>(t)) t = a->elem;
  if (auto* tuple = types::UnderIs<types::Tuple>(t)) {
    for (types::Var* v : tuple->vars) {
      if (!FindPath(v->type, seen, path)) continue;
      path->push_back(pass_.TypeText(t));
      return true;
    }
    return false;
  }
  auto* s = types::UnderIs<types::Struct>(t);
  if (s == nullptr) return false;
  bool is_lock = (HasLockMethods(pass_.world().NewPointer(t)) && !HasLockMethods(t)) ||
                 IsTypeNamed(t, "sync", {"noCopy"});
  for (size_t i = 0; !is_lock && i < s->fields.size(); i++) {
    if (FindPath(s->fields[i]->type, seen, path)) break;
  }
  if (!is_lock && path->empty()) return false;
  path->push_back(pass_.TypeText(t));
  return true;
}

std::string CopyLocks::PathOf(Type* t) {
  std::unordered_set<Type*> seen;
  std::vector<std::string> path;
  std::string text;
  if (!FindPath(t, &seen, &path)) return text;
  for (size_t i = path.size(); i-- > 0;) {
    text += path[i];
    if (i > 0) text += " contains ";
  }
  return text;
}

std::string CopyLocks::PathOfCopy(Expr* x) {
  x = Unparen(x);
  if (x->kind == NodeKind::kCompositeLit || x->kind == NodeKind::kCallExpr) return "";
  if (auto* star = IsStar(x); star != nullptr && UnparenIs<CallExpr>(star->x) != nullptr) return "";
  if (x->tv == nullptr) return "";
  switch (x->tv->mode) {
    case types::OperandMode::kConstant:
    case types::OperandMode::kVariable:
    case types::OperandMode::kMapIndex:
    case types::OperandMode::kValue:
    case types::OperandMode::kCommaOk:
      return PathOf(x->tv->type);
    default:
      return "";
  }
}

void CopyLocks::CheckAssign(AssignStmt* s, Node* parent) {
  std::vector<Expr*> lhs = Elements(s->lhs), rhs = Elements(s->rhs);
  bool reported = false;
  for (size_t i = 0; i < rhs.size() && i < lhs.size(); i++) {
    std::string path = PathOfCopy(rhs[i]);
    if (path.empty()) continue;
    pass_.Report(rhs[i], "assignment copies lock value to " + pass_.Format(lhs[i]) + ": " + path);
    reported = true;
  }
  // A loop variable is copied for each iteration.
  auto* loop = Is<ForStmt>(parent);
  if (reported || s->op != Op::kDef || loop == nullptr || loop->init != s ||
      !pass_.AtLeast(file_, types::kGo1_22))
    return;
  for (Expr* l : lhs) {
    auto* name = Is<Name>(l);
    if (name == nullptr || View(name->value) == "_" || !IsDef(name)) continue;
    std::string path = PathOf(name->obj->type);
    if (!path.empty())
      pass_.Report(l, "for loop iteration copies lock value to " + pass_.Format(l) + ": " + path);
  }
}

void CopyLocks::CheckVar(VarDecl* d) {
  std::vector<Expr*> values = Elements(d->values);
  for (size_t i = 0; i < values.size() && i < d->names.size(); i++) {
    std::string path = PathOfCopy(values[i]);
    if (path.empty()) continue;
    pass_.Report(values[i], "variable declaration copies lock value to " +
                                std::string(View(d->names[i]->value)) + ": " + path);
  }
}

void CopyLocks::CheckLiteral(CompositeLit* lit) {
  for (Expr* x : lit->elems) {
    if (auto* kv = Is<KeyValueExpr>(x)) x = kv->value;
    std::string path = PathOfCopy(x);
    if (!path.empty())
      pass_.Report(x, "literal copies lock value from " + pass_.Format(x) + ": " + path);
  }
}

void CopyLocks::CheckCall(CallExpr* call) {
  Name* name = Is<Name>(call->fun);
  if (auto* sel = Is<SelectorExpr>(call->fun)) name = sel->sel;
  if (auto* b = name == nullptr ? nullptr : types::Is<types::Builtin>(UseOf(name))) {
    for (const char* s : {"len", "cap", "Sizeof", "Offsetof", "Alignof"}) {
      if (b->name_view() == s) return;
    }
  }
  for (Expr* x : call->args) {
    std::string path = PathOfCopy(x);
    if (!path.empty())
      pass_.Report(x, "call of " + pass_.Format(call->fun) + " copies lock value: " + path);
  }
}

void CopyLocks::CheckFunc(const std::string& name, Field* recv, FuncType* type) {
  auto check = [&](Expr* t) {
    Type* typ = types::TypeOf(t);
    if (auto* dots = Is<DotsType>(t); dots != nullptr && typ == nullptr) return;
    std::string path = PathOf(typ);
    if (!path.empty()) pass_.Report(t, name + " passes lock by value: " + path);
  };
  if (recv != nullptr && recv->type != nullptr) check(recv->type);
  for (size_t i = 0; i < type->params.size(); i++) {
    Field* f = type->params[i];
    if (i > 0 && f->name != nullptr && type->params[i - 1]->type == f->type) continue;
    check(f->type);
  }
}

void CopyLocks::CheckRange(RangeClause* r) {
  for (Expr* x : Elements(r->lhs)) {
    auto* name = Is<Name>(x);
    if (name != nullptr && View(name->value) == "_") continue;
    Type* t = nullptr;
    if (!r->def)
      t = types::TypeOf(x);
    else if (name != nullptr && IsDef(name))
      t = name->obj->type;
    std::string path = PathOf(t);
    if (!path.empty()) pass_.Report(x, "range var " + pass_.Format(x) + " copies lock: " + path);
  }
}

void CopyLocks::Run() {
  for (File* file : pass_.files()) {
    file_ = file;
    for (Decl* d : file->decls) {
      WalkStack(d, [&](Node* n, const std::vector<Node*>& above) {
        switch (n->kind) {
          case NodeKind::kRangeClause:
            CheckRange(As<RangeClause>(n));
            break;
          case NodeKind::kFuncDecl: {
            auto* f = As<FuncDecl>(n);
            CheckFunc(std::string(View(f->name->value)), f->recv, f->type);
            break;
          }
          case NodeKind::kFuncLit:
            CheckFunc("func", nullptr, As<FuncLit>(n)->type);
            break;
          case NodeKind::kCallExpr:
            CheckCall(As<CallExpr>(n));
            break;
          case NodeKind::kAssignStmt:
            CheckAssign(As<AssignStmt>(n), above.empty() ? nullptr : above.back());
            break;
          case NodeKind::kVarDecl:
            CheckVar(As<VarDecl>(n));
            break;
          case NodeKind::kCompositeLit:
            CheckLiteral(As<CompositeLit>(n));
            break;
          case NodeKind::kReturnStmt:
            for (Expr* x : Elements(As<ReturnStmt>(n)->results)) {
              std::string path = PathOfCopy(x);
              if (!path.empty()) pass_.Report(x, "return copies lock value: " + path);
            }
            break;
          default:
            break;
        }
        return true;
      });
    }
  }
}

}  // namespace

void RunCopyLocks(Pass& pass) { CopyLocks(pass).Run(); }

}  // namespace minigo::vet
