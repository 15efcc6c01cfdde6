// What every analysis needs: the package, a place for its findings, and the questions that many of
// them ask of trees and types.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/walk.h"
#include "grammar/diag.h"
#include "grammar/source.h"
#include "interp/types/check.h"
#include "interp/types/version.h"

namespace minigo::vet {

namespace ast = grammar;
using ast::Op;
using ast::Pos;

// A node of a package's files, all of which stand in one row: parents before children, in the order of the source. Analyses
// look at every node of the package, and a row is walked faster than the tree.
struct Step {
  ast::Node* node;
  size_t end;  // behind what lies below the node
};

// One analysis at work on one package. The package is complete: every expression has a type, every
// used name an object.
class Pass {
 public:
  Pass(types::World& world, const grammar::SourceSet& sources, types::Package* pkg,
       std::vector<grammar::Diag>* findings, std::vector<Step>* steps = nullptr,
       bool patch_version = false)
      : world_(world), sources_(sources), pkg_(pkg), findings_(findings), shared_steps_(steps), patch_version_(patch_version) {}

  types::World& world() const { return world_; }
  const grammar::SourceSet& sources() const { return sources_; }
  types::Package* pkg() const { return pkg_; }
  const std::vector<ast::File*>& files() const { return pkg_->files; }

  // The nodes of all files; made when first asked for.
  const std::vector<Step>& steps() const;

  void Report(Pos pos, std::string text) {
    if (findings_ == nullptr) return;  // of an imported package: it is the business of its own pass
    findings_->push_back({pos, grammar::DiagKind::kVet, {}, std::move(text), 0});
  }
  void Report(const ast::Node* at, std::string text);  // where `at` begins

  bool Imports(std::string_view path) const;  // directly
  int LineOf(Pos pos) const;
  // The language version of a file; invalid: the newest.
  types::GoVersion VersionOf(const ast::File* file) const;
  bool AtLeast(const ast::File* file, types::GoVersion v) const;
  // Whether the file is of another version than the module, to the letter.
  bool HasOwnVersion(const ast::File* file) const;
  // A type in messages, packages by their paths.
  std::string TypeText(const types::Type* t) const { return types::TypeString(t, {nullptr, true}); }
  std::string FullName(const types::Object* obj) const;  // "fmt.Printf", "(*log.Logger).Print"

  // An expression as gofmt writes it.
  std::string Format(const ast::Node* x) const;

 private:
  types::World& world_;
  const grammar::SourceSet& sources_;
  types::Package* pkg_;
  std::vector<grammar::Diag>* findings_;
  std::vector<Step>* shared_steps_;  // by the passes over a package; nullptr: none
  bool patch_version_;               // see Subject
  mutable std::vector<Step> own_steps_;
};

// ---------------------------------------------------------------- walking trees

using Visitor = std::function<bool(ast::Node* n)>;
using StackVisitor = std::function<bool(ast::Node* n, const std::vector<ast::Node*>& above)>;

// Calls visit for n and, where it returns true, for what lies below, in the order of the source.
// Lists are passed through: their elements stand below the list's owner. A type shared by several
// fields is visited once.
void Walk(ast::Node* n, const Visitor& visit);
// The same, with the nodes above, the outermost first.
void WalkStack(ast::Node* n, const StackVisitor& visit);
void Walk(const ast::File* file, const Visitor& visit);
// All files.
template <typename F>
void Walk(const Pass& pass, const F& visit) {
  const std::vector<Step>& steps = pass.steps();
  for (size_t i = 0; i < steps.size();) i = visit(steps[i].node) ? i + 1 : steps[i].end;
}
template <typename F>
void WalkStack(const Pass& pass, const F& visit) {
  const std::vector<Step>& steps = pass.steps();
  std::vector<ast::Node*> above;
  std::vector<size_t> ends;
  for (size_t i = 0; i < steps.size();) {
    while (!ends.empty() && ends.back() <= i) {
      ends.pop_back();
      above.pop_back();
    }
    if (!visit(steps[i].node, above)) {
      i = steps[i].end;
      continue;
    }
    above.push_back(steps[i].node);
    ends.push_back(steps[i].end);
    i++;
  }
}

// The elements of a list, x alone, or nothing.
std::vector<ast::Expr*> Elements(ast::Expr* x);
// Where n begins, as go/ast has it.
Pos Start(const ast::Node* n);
// x without parentheses, as a T.
template <typename T>
T* UnparenIs(ast::Expr* x) {
  return ast::Is<T>(ast::Unparen(x));
}
inline ast::Operation* IsUnary(ast::Node* n, Op op) {
  auto* o = ast::Is<ast::Operation>(n);
  return o != nullptr && o->y == nullptr && o->op == op ? o : nullptr;
}
inline ast::Operation* IsBinary(ast::Node* n) {
  auto* o = ast::Is<ast::Operation>(n);
  return o != nullptr && o->y != nullptr ? o : nullptr;
}
// A pointer's target or a pointer type: *x.
inline ast::Operation* IsStar(ast::Node* n) { return IsUnary(n, Op::kMul); }

// ---------------------------------------------------------------- names and calls

bool IsType(const ast::Expr* x);
bool IsNilValue(const ast::Expr* x);
// The type of an expression; nil's own is "untyped nil" wherever it stands.
types::Type* TypeOf(const Pass& pass, const ast::Expr* x);
// Whether the name declares its object here.
bool IsDef(const ast::Name* name);
types::Object* UseOf(const ast::Name* name);  // nullptr if it declares
// The name that a called expression uses: f, p.f, x.f, also with type arguments.
ast::Name* UsedName(ast::Expr* fun);
types::Object* UsedObject(ast::Expr* fun);
// What is called: a function, method, builtin or variable; nullptr for conversions and others.
types::Object* Callee(const ast::CallExpr* call);
// A function or method that is called for certain: no interface's.
types::Func* StaticCallee(const ast::CallExpr* call);
bool IsFunctionNamed(types::Object* obj, std::string_view pkg,
                     std::initializer_list<std::string_view> names);
bool IsMethodNamed(types::Object* obj, std::string_view pkg, std::string_view type,
                   std::initializer_list<std::string_view> names);
types::Func* OriginOf(types::Func* f);
// A package whose functions are all checked: not the library's.
bool IsUsers(const types::Package* pkg);
// The objects that are the same but for type arguments have one origin.
types::Object* OriginOf(types::Object* obj);

// ---------------------------------------------------------------- types

// The declared type behind t, an alias or an instance of it included, is one of these.
bool IsTypeNamed(const types::Type* t, std::string_view pkg,
                 std::initializer_list<std::string_view> names);
// A receiver's type without its pointer; nullptr if it is not a declared one.
types::Named* ReceiverNamed(const types::Var* recv);
types::TypeName* TypeNameOf(const types::Type* t);
// The method or field that t has without being addressable; names of other packages only if
// exported.
types::Object* LookupMember(const Pass& pass, types::Type* t, std::string_view name,
                            bool addressable = false);
// func() string
bool IsStringer(const types::Signature* sig);
// The types that t stands for: those of a type parameter's constraint, t itself otherwise. False:
// no type.
bool StructuralTypes(const Pass& pass, types::Type* t, std::vector<types::Type*>* out);
bool ImplementsError(const Pass& pass, types::Type* t);

// Whether evaluating x does nothing but yield a value.
bool NoEffects(ast::Expr* x);
// A value as fmt's %q shows it.
std::string Quote(std::string_view s);

}  // namespace minigo::vet
