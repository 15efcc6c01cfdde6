// This file implements the escape analysis that the frame layout rests on: for each variable whether its address is
// taken, whether a nested function uses it, and whether it is assigned after its declaration. Bodies of range-over-func
// loops count as nested functions, because they become ones, unless their iterators are inlined. On the way literals and
// such loops get their numbers.
#include <algorithm>
#include <unordered_map>
#include <vector>

#include "interp/compile/fn.h"
#include "interp/compile/iterator.h"
#include "interp/compile/walk.h"

namespace minigo::compile {

using namespace grammar;
using types::Var;
using types::VarKind;

namespace {

bool IsRangeFunc(ForStmt* s) {
  auto* rc = Is<RangeClause>(s->init);
  types::Type* t = rc != nullptr ? types::TypeOf(rc->x) : nullptr;
  types::Type* core = t != nullptr ? types::CoreType(t) : nullptr;
  return core != nullptr && types::UnderIs<types::Signature>(core) != nullptr;
}

class Escapes {
 public:
  explicit Escapes(Program& program) : program_(program) {}
  void Function(types::Signature* sig, Node* body) {
    Results(sig);
    Visit(body);
  }
  // Whether append is called.
  bool appends() const { return appends_; }
  // Numbers literals and range-over-func loops in the order of the source, as gc's names have it: each by itself, within the
  // declared function or literal around. The body of a loop begins no numbers of its own.
  void Number() {
    std::sort(numbered_.begin(), numbered_.end(), [](const Numbered& x, const Numbered& y) { return x.pos < y.pos; });
    std::vector<std::pair<int, int>> last(static_cast<size_t>(owners_) + 1);  // literal, loop
    for (const Numbered& n : numbered_) {
      auto& [literal, loop] = last[static_cast<size_t>(n.owner)];
      if (auto* l = Is<grammar::FuncLit>(n.node)) l->number = ++literal;
      else As<ForStmt>(n.node)->number = ++loop;
    }
  }

 private:
  static Var* Local(types::Object* o) {
    auto* v = types::Is<Var>(o);
    return v != nullptr && v->var_kind != VarKind::kPackage && v->var_kind != VarKind::kField ? v : nullptr;
  }

  // The variable whose storage e denotes a part of: x, x.f, x[i] of an array.
  static Var* Root(Expr* e) {
    for (;;) {
      e = Unparen(e);
      switch (e->kind) {
        case NodeKind::kName: return Local(As<Name>(e)->obj);
        case NodeKind::kSelectorExpr: {
          auto* s = As<SelectorExpr>(e);
          if (s->selection == nullptr || s->selection->kind != types::SelectionKind::kFieldVal) return nullptr;
          types::Type* xt = types::TypeOf(s->x);
          if (xt == nullptr || types::UnderIs<types::Pointer>(xt) != nullptr || s->selection->indirect) {
            // An embedded pointer on the way: what is before it is only read. Being careful costs a cell.
            if (xt != nullptr && types::UnderIs<types::Pointer>(xt) != nullptr) return nullptr;
          }
          e = s->x;
          continue;
        }
        case NodeKind::kIndexExpr: {
          auto* i = As<IndexExpr>(e);
          types::Type* xt = types::TypeOf(i->x);
          if (xt == nullptr || types::UnderIs<types::Slice>(xt) != nullptr ||
              types::UnderIs<types::Pointer>(xt) != nullptr || types::UnderIs<types::Map>(xt) != nullptr) {
            return nullptr;
          }
          e = i->x;
          continue;
        }
        default: return nullptr;
      }
    }
  }

  void Address(Expr* e) {
    if (Var* v = Root(e)) v->address_taken = true;
  }
  void Assigned(Expr* e) {
    if (Var* v = Root(e)) v->reassigned = true;
  }

  // Results are assigned by return statements.
  void Results(types::Signature* sig) {
    functions_.push_back(sig);
    if (sig == nullptr || sig->results == nullptr) return;
    for (Var* v : sig->results->vars) v->reassigned = true;
  }

  void Lhs(Expr* lhs, bool def) {
    if (lhs == nullptr) return;
    auto each = [&](Expr* x) {
      auto* n = Is<Name>(x);
      // In a := the variables that it declares have their position there.
      if (def && n != nullptr) {
        if (Var* v = Local(n->obj); v != nullptr && v->pos == n->pos) return;
      }
      Assigned(x);
    };
    if (auto* l = Is<ListExpr>(lhs)) {
      for (Expr* x : l->elems) each(x);
    } else {
      each(lhs);
    }
  }

  void Use(Name* n) {
    Var* v = Local(n->obj);
    if (v == nullptr) return;
    if (literals_.empty()) return;
    // A variable belongs to the function around its declaration, parameters included.
    if (v->pos < literals_.back().from || v->pos > literals_.back().to) v->captured = true;
  }

  void Visit(Node* n) {
    while (n != nullptr) {
      switch (n->kind) {
        case NodeKind::kName: return Use(As<Name>(n));
        case NodeKind::kFuncLit: {
          auto* l = As<grammar::FuncLit>(n);
          Results(types::UnderIs<types::Signature>(types::TypeOf(l)));
          Pos from = StartPos(l);
          numbered_.push_back({from, l, owner_});
          int outer = range_depth_, owner = owner_;
          range_depth_ = 0;
          owner_ = ++owners_;
          literals_.push_back({from, l->body->rbrace});
          Visit(l->body);
          literals_.pop_back();
          owner_ = owner;
          range_depth_ = outer;
          functions_.pop_back();
          return;
        }
        case NodeKind::kCallExpr: {
          const types::Builtin* b = appends_ ? nullptr : BuiltinOf(As<CallExpr>(n));
          appends_ = appends_ || (b != nullptr && b->id == types::BuiltinId::kAppend);
          break;
        }
        case NodeKind::kOperation: {
          auto* o = As<Operation>(n);
          if (o->y == nullptr && o->op == Op::kAnd) Address(o->x);
          if (o->y != nullptr) Visit(o->y);
          n = o->x;
          continue;
        }
        case NodeKind::kSelectorExpr: {
          auto* s = As<SelectorExpr>(n);
          const types::Selection* sel = s->selection;
          if (sel != nullptr && sel->kind == types::SelectionKind::kMethodVal) {
            // x.M with a pointer receiver takes &x. A type parameter's methods may have one after instantiation.
            auto* f = types::Is<types::Func>(sel->obj);
            types::Signature* sig = f != nullptr ? f->signature() : nullptr;
            types::Type* r = sig != nullptr && sig->recv != nullptr ? types::Unalias(sig->recv->type) : nullptr;
            types::Type* xt = types::TypeOf(s->x);
            bool ptr_recv = r != nullptr && r->kind == types::TypeKind::kPointer;
            if (ptr_recv && xt != nullptr && types::UnderIs<types::Pointer>(xt) == nullptr) Address(s->x);
            if (xt != nullptr && types::IsTypeParam(xt)) Address(s->x);
          }
          n = s->x;
          continue;
        }
        case NodeKind::kSliceExpr: {
          auto* s = As<grammar::SliceExpr>(n);
          types::Type* xt = types::TypeOf(s->x);
          if (xt != nullptr && types::UnderIs<types::Slice>(xt) == nullptr && !types::IsString(xt)) Address(s->x);
          break;
        }
        case NodeKind::kAssignStmt: {
          auto* a = As<AssignStmt>(n);
          if (a->rhs != nullptr) Visit(a->rhs);
          Lhs(a->lhs, a->op == Op::kDef);
          n = a->lhs;
          continue;
        }
        case NodeKind::kVarDecl: {
          auto* d = As<grammar::VarDecl>(n);
          if (d->values != nullptr) Visit(d->values);
          return;
        }
        case NodeKind::kForStmt: {
          auto* f = As<ForStmt>(n);
          if (auto* rc = Is<RangeClause>(f->init)) {
            Visit(rc->x);
            bool over_func = IsRangeFunc(f);
            if (over_func) numbered_.push_back({f->pos, f, owner_});
            if (over_func && !WillInline(program_, f)) {
              literals_.push_back({f->pos, f->body->rbrace});
              range_depth_++;
              Lhs(rc->lhs, rc->def);
              if (rc->lhs != nullptr) Visit(rc->lhs);
              Visit(f->body);
              range_depth_--;
              literals_.pop_back();
              return;
            }
            Lhs(rc->lhs, rc->def);
            if (rc->lhs != nullptr) Visit(rc->lhs);
            n = f->body;
            continue;
          }
          break;
        }
        case NodeKind::kReturnStmt: {
          // In the body of a range-over-func loop: the results of the function around are written from there.
          types::Signature* sig = functions_.empty() ? nullptr : functions_.back();
          if (range_depth_ > 0 && sig != nullptr && sig->results != nullptr) {
            for (Var* v : sig->results->vars) v->captured = true;
          }
          break;
        }
        case NodeKind::kIfStmt: {
          auto* i = As<IfStmt>(n);
          if (i->init != nullptr) Visit(i->init);
          Visit(i->cond);
          Visit(i->then);
          n = i->els;
          continue;
        }
        default: break;
      }
      ForEachChild(n, [&](Node* child) { Visit(child); });
      return;
    }
  }

  struct Range {
    Pos from, to;
  };
  Program& program_;
  std::vector<Range> literals_;  // and bodies of range-over-func loops, around the current place
  std::vector<types::Signature*> functions_;
  int range_depth_ = 0;  // of range-over-func bodies within the current function
  struct Numbered {
    Pos pos;
    Node* node;  // a FuncLit or a ForStmt
    int owner;
  };
  std::vector<Numbered> numbered_;
  int owner_ = 0;  // the literal around the current place; 0: none
  int owners_ = 0;
  bool appends_ = false;
};

}  // namespace

bool AnalyzeEscapes(Program& program, FuncDecl* decl) {
  Escapes e(program);
  auto* f = types::Is<types::Func>(decl->name->obj);
  e.Function(f != nullptr ? f->signature() : nullptr, decl->body);
  e.Number();
  return e.appends();
}

void AnalyzeEscapesExpr(Program& program, Expr* x) {
  Escapes e(program);
  e.Function(nullptr, x);
  e.Number();
}

}  // namespace minigo::compile
