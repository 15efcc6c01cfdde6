// This file implements function literals: which variables they capture and how.
#include <algorithm>

#include "interp/compile/fn.h"
#include "interp/compile/rangefunc.h"
#include "interp/compile/walk.h"

namespace minigo::compile {

using namespace grammar;
using types::Var;
using types::VarKind;

// The variables of this function that the nodes between positions from and to use but do not declare. A variable
// assigned only once, where it is declared, is captured by value; the others by the address of their cell.
List<Capture> FnCompiler::Captures(const Node* a, const Node* b, Pos from, Pos to) {
  std::vector<Capture> found;
  auto use = [&](types::Object* obj) {
    auto* v = types::Is<Var>(obj);
    if (v == nullptr || v->var_kind == VarKind::kPackage || v->var_kind == VarKind::kField) return;
    if (v->pos >= from && v->pos <= to) return;
    VarLoc& l = LocOf(v);
    if (l.kind == VarLoc::kNowhere) return;  // declared inside after all (a clause variable of a type switch)
    for (const Capture& c : found) {
      if (c.var == v) return;
    }
    Capture c;
    c.var = v;
    c.by_ref = l.kind == VarLoc::kCell;
    c.type = l.type;
    found.push_back(c);
  };
  auto visit = [&](const Node* n) {
    if (n == nullptr) return;
    WalkUses(const_cast<Node*>(n), use);
  };
  visit(a);
  visit(b);
  uint16_t word = 0;
  for (Capture& c : found) {
    c.word = word;
    word = static_cast<uint16_t>(word + (c.by_ref ? 1 : SlotsOf(c.type)));
  }
  return List<Capture>::Of(program_.arena(), found);
}

int FnCompiler::MakeClosure(rt::Func* f, const List<Capture>& captures, int want) {
  if (captures.empty()) return FuncValue(f, want);
  int d = want != kNone ? want : Alloc(1);
  int mark = top();
  int words = 0;
  for (const Capture& c : captures) words += c.by_ref ? 1 : SlotsOf(c.type);
  int base = Alloc(words);
  for (const Capture& c : captures) {
    VarLoc& l = LocOf(c.var);
    if (c.by_ref) MoveSlots(base + c.word, l.slot, 1);
    else Move(c.type, base + c.word, l.slot);
  }
  EmitT(Opcode::kClosure, d, base, words, f);
  Release(mark);
  return d;
}

int FnCompiler::FuncLit(grammar::FuncLit* e, int want) {
  FuncRequest* r = program_.NewRequest(BodyKind::kLit);
  r->pkg = pkg_;
  r->lit = e;
  r->env = env_;
  r->captures = Captures(e->body, nullptr, StartPos(e), e->body->rbrace);
  // A literal within a literal adds its number: main.main.func1.2. Initializers of a package are numbered together.
  bool nested = range_ != nullptr ? range_->in_literal : request_->kind == BodyKind::kLit;
  int number = request_->kind == BodyKind::kPackageInit ? ++lit_count_ : e->number;
  std::string name = std::string(FuncName()) + (nested ? "." : ".func") + std::to_string(number);
  rt::Func* f = program_.NewFunc(name, r, source_, StartPos(e));
  if (func_->flags & rt::kFuncHidden) f->flags |= rt::kFuncHidden;
  f->type = Lower(types::TypeOf(e));
  Program::SetSlots(f, rt::As<rt::FuncType>(f->type), nullptr);
  return MakeClosure(f, r->captures, want);
}

}  // namespace minigo::compile
