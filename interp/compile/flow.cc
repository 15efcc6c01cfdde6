// This file implements the analysis of where addresses and slices go.
#include "interp/compile/flow.h"

#include "interp/compile/fn.h"
#include "interp/compile/walk.h"

namespace minigo::compile {

using namespace grammar;
using types::BuiltinId;
using types::Var;
using types::VarKind;

namespace {

bool IsSlice(types::Type* t) { return t != nullptr && types::UnderIs<types::Slice>(t) != nullptr; }
bool IsPointer(types::Type* t) { return t != nullptr && types::UnderIs<types::Pointer>(t) != nullptr; }
bool IsFollowed(types::Type* t) { return t != nullptr && !types::IsTypeParam(t) && (IsSlice(t) || IsPointer(t)); }

bool IsAppend(const CallExpr* c) {
  const types::Builtin* b = BuiltinOf(c);
  return b != nullptr && b->id == BuiltinId::kAppend;
}

Var* LocalOf(Expr* e) {
  auto* n = Is<Name>(Unparen(e));
  auto* v = n != nullptr ? types::Is<Var>(n->obj) : nullptr;
  return v != nullptr && v->var_kind != VarKind::kPackage && v->var_kind != VarKind::kField ? v : nullptr;
}

// Of a variable whose value is followed.
Var* Followed(Expr* e) {
  Var* v = LocalOf(e);
  return v != nullptr && IsFollowed(v->type) ? v : nullptr;
}

List<Expr*> Unpacked(Expr*& e) {
  if (auto* l = Is<ListExpr>(e)) return l->elems;
  return List<Expr*>(&e, 1);
}

// Library packages whose functions keep no slice that they are given, unless they return one.
bool KeepsNothing(std::string_view path) {
  static constexpr std::string_view kPackages[] = {"slices", "sort", "strings", "bytes", "strconv", "unicode/utf8", "math"};
  for (std::string_view p : kPackages) {
    if (p == path) return true;
  }
  return false;
}

bool LibraryKeeps(types::Func* f, Var* param) {
  if (IsPointer(param->type) || !KeepsNothing(f->pkg->path)) return true;
  types::Signature* sig = f->signature();
  if (sig->results != nullptr) {
    for (Var* r : sig->results->vars) {
      if (types::Under(r->type)->kind != types::TypeKind::kBasic) return true;
    }
  }
  // A parameter of type any, as sort.Slice has it, is a conversion.
  return !(IsSlice(param->type) || types::IsTypeParam(param->type));
}

// The literal or call of new that makes what e denotes the slice or the address of.
Expr* Made(Expr* e) {
  e = Unparen(e);
  if (auto* o = Is<Operation>(e); o != nullptr && o->y == nullptr && o->op == Op::kAnd) e = Unparen(o->x);
  if (Is<CompositeLit>(e) != nullptr) return e;
  auto* c = Is<CallExpr>(e);
  const types::Builtin* b = c != nullptr && c->fun->tv != nullptr ? BuiltinOf(c) : nullptr;
  return b != nullptr && b->id == BuiltinId::kNew ? e : nullptr;
}

void SetInFrame(Expr* made, bool in_frame) {
  if (auto* lit = Is<CompositeLit>(made)) lit->in_frame = in_frame;
  else if (auto* c = Is<CallExpr>(made)) c->in_frame = in_frame;
}

}  // namespace

bool IsInFrame(const Expr* made) {
  if (auto* lit = Is<CompositeLit>(made)) return lit->in_frame;
  auto* c = Is<CallExpr>(made);
  return c != nullptr && BuiltinOf(c) != nullptr && BuiltinOf(c)->id == BuiltinId::kNew && c->in_frame;
}

// One declared function.
class FlowWalk {
 public:
  explicit FlowWalk(Flow* flow) : flow_(flow) {}

  void Function(types::Func* f) {
    if (f->signature()->results != nullptr) {
      for (Var* v : f->signature()->results->vars) Keep(v, Flow::kValue);
    }
    Visit(f->decl->body);
  }

  std::vector<std::pair<CallExpr*, Var*>> appends;
  std::vector<Var*> addressed;
  std::vector<std::pair<Expr*, Var*>> made;  // literals and calls of new, and the variables that they are the first values of

 private:
  // Where a value goes: nowhere that can be followed, if nothing is set.
  struct Sink {
    Var* v = nullptr;
    bool declared = false;
    types::Func* of = nullptr;
    bool read = false;  // only used, here and now
  };

  void Keep(Var* v, Flow::What what) { flow_->nodes_[Flow::SourceOf(v, what)].escapes = true; }

  void Add(Var* v, Flow::What what, const Sink& sink) {
    if (what == Flow::kAddress) addressed.push_back(v);
    if (sink.read) return;
    if (sink.v == nullptr) return Keep(v, what);
    if (what == Flow::kValue && v == sink.v) return;
    flow_->nodes_[Flow::SourceOf(v, what)].to.push_back({sink.v, sink.declared, sink.of});
  }

  // The address of the place that e denotes goes to the sink.
  void Address(Expr* e, const Sink& sink) {
    for (;;) {
      e = Unparen(e);
      switch (e->kind) {
        case NodeKind::kName:
          if (Var* v = LocalOf(e)) Add(v, Flow::kAddress, sink);
          return;
        case NodeKind::kSelectorExpr: {
          auto* s = As<SelectorExpr>(e);
          if (s->selection == nullptr || s->selection->kind != types::SelectionKind::kFieldVal) return;
          if (IsPointer(types::TypeOf(s->x))) return Value(s->x, sink);
          e = s->x;
          continue;
        }
        case NodeKind::kIndexExpr: {
          auto* i = As<IndexExpr>(e);
          Visit(i->index);
          types::Type* t = types::TypeOf(i->x);
          if (IsFollowed(t)) return Value(i->x, sink);
          e = i->x;
          continue;
        }
        case NodeKind::kOperation: {
          auto* o = As<Operation>(e);
          if (o->y == nullptr && o->op == Op::kMul) return Value(o->x, sink);
          return Visit(e);
        }
        default: return Visit(e);  // of a literal: a new variable, which is on the heap
      }
    }
  }

  // The value of e, a slice or pointer, goes to the sink.
  void Value(Expr* e, const Sink& sink) {
    e = Unparen(e);
    if (Var* v = Followed(e)) return Add(v, Flow::kValue, sink);
    if (auto* o = Is<Operation>(e); o != nullptr && o->y == nullptr && o->op == Op::kAnd) return Address(o->x, sink);
    if (auto* s = Is<SliceExpr>(e); s != nullptr && !types::IsString(types::TypeOf(s->x))) {
      for (Expr* i : s->index) {
        if (i != nullptr) Visit(i);
      }
      if (IsFollowed(types::TypeOf(s->x))) Value(s->x, sink);
      else Address(s->x, sink);
      return;
    }
    if (auto* c = Is<CallExpr>(e); c != nullptr && c->fun->tv != nullptr) {
      if (IsAppend(c) && !c->args.empty()) {
        Value(c->args[0], sink);
        for (size_t i = 1; i < c->args.size(); i++) {
          if (c->has_dots) Read(c->args[i]);  // its elements are copied
          else Visit(c->args[i]);
        }
        if (sink.v != nullptr && sink.of == nullptr && !c->has_dots) appends.emplace_back(c, sink.v);
        return;
      }
      if (IsConversion(c) && IsFollowed(types::TypeOf(c->args[0])) && IsFollowed(types::TypeOf(c))) {
        return Value(c->args[0], sink);
      }
    }
    Visit(e);
  }

  // Something is read through e, whose own value goes nowhere.
  void Read(Expr* e) {
    if (!IsFollowed(types::TypeOf(e))) return Visit(e);
    if (Expr* x = Made(e); x != nullptr && IsPointer(types::TypeOf(e))) SetInFrame(x, true);
    Value(e, {nullptr, false, nullptr, true});
  }

  void Assign(Expr* lhs, Expr* rhs, bool declares) {
    auto* n = Is<Name>(Unparen(lhs));
    if (n != nullptr && View(n->value) == "_") return Read(rhs);
    if (n == nullptr) Visit(lhs);
    if (!IsFollowed(types::TypeOf(rhs))) return Visit(rhs);
    Var* v = Followed(lhs);
    const bool declared = declares && v != nullptr && v->pos == n->pos;
    if (declared) made.emplace_back(Made(rhs), v);
    Value(rhs, {v, declared});
  }

  void AssignAll(const List<Expr*>& lhs, const List<Expr*>& rhs, bool declares) {
    if (lhs.size() == rhs.size()) {
      for (size_t i = 0; i < lhs.size(); i++) Assign(lhs[i], rhs[i], declares);
      return;
    }
    for (Expr* x : lhs) {
      if (Is<Name>(Unparen(x)) == nullptr) Visit(x);
    }
    for (Expr* x : rhs) Visit(x);
  }

  // What is given to a parameter of f (nullptr: nobody knows of which function).
  Sink Parameter(types::Func* f, Var* param) {
    if (f == nullptr || !IsFollowed(param->type)) return {};
    return {param, false, f};
  }

  void Argument(types::Func* f, types::Signature* sig, size_t i, CallExpr* c) {
    Expr* arg = c->args[i];
    if (!IsFollowed(types::TypeOf(arg))) return Visit(arg);
    size_t n = sig->params != nullptr ? sig->params->vars.size() : 0;
    bool packed = sig->variadic && !c->has_dots && i + 1 >= n;
    if (n == 0 || packed) return Value(arg, {});
    Var* param = sig->params->vars[i < n ? i : n - 1];
    if (f != nullptr && f->pkg != nullptr && f->pkg->library && !LibraryKeeps(f, param)) return Read(arg);
    Value(arg, Parameter(f, param));
  }

  // The receiver of a method that is called.
  void Receiver(SelectorExpr* s, types::Func* m) {
    types::Signature* sig = m != nullptr ? m->signature() : nullptr;
    Var* recv = sig != nullptr ? sig->recv : nullptr;
    types::Type* t = types::TypeOf(s->x);
    if (recv == nullptr || types::IsTypeParam(t)) return IsFollowed(t) ? Value(s->x, {}) : Address(s->x, {});
    Sink sink = Parameter(m, recv);
    if (IsPointer(recv->type)) {
      if (IsPointer(t)) Value(s->x, sink);
      else Address(s->x, sink);
    } else if (IsSlice(recv->type) && IsSlice(t)) {
      if (m->pkg != nullptr && m->pkg->library && !LibraryKeeps(m, recv)) Read(s->x);
      else Value(s->x, sink);
    } else {
      Read(s->x);
    }
  }

  void Call(CallExpr* c) {
    if (IsConversion(c)) {
      // string(b) copies.
      types::Type* to = types::Under(types::TypeOf(c));
      types::Type* from = types::TypeOf(c->args[0]);
      if (!IsFollowed(from) || types::IsTypeParam(types::TypeOf(c))) return Visit(c->args[0]);
      if (IsSlice(from) && (to->kind == types::TypeKind::kArray || types::IsString(to))) return Read(c->args[0]);
      return Value(c->args[0], {});
    }
    if (const types::Builtin* b = BuiltinOf(c)) {
      switch (b->id) {
        case BuiltinId::kLen:
        case BuiltinId::kCap:
        case BuiltinId::kCopy:
        case BuiltinId::kClear:
        case BuiltinId::kPrint:
        case BuiltinId::kPrintln:
          for (Expr* a : c->args) Read(a);
          return;
        default:
          for (Expr* a : c->args) Visit(a);
          return;
      }
    }
    types::Func* f = nullptr;
    Expr* fun = Unparen(c->fun);
    if (auto* ix = Is<IndexExpr>(fun)) fun = Unparen(ix->x);
    if (auto* n = Is<Name>(fun)) f = types::Is<types::Func>(n->obj);
    if (auto* s = Is<SelectorExpr>(fun)) {
      if (s->selection == nullptr) {
        f = types::Is<types::Func>(s->sel->obj);
      } else if (s->selection->kind == types::SelectionKind::kMethodVal) {
        auto* m = types::Is<types::Func>(s->selection->obj);
        if (types::UnderIs<types::Interface>(types::TypeOf(s->x)) != nullptr) {
          Visit(s->x);
        } else {
          f = m != nullptr ? m->Origin() : nullptr;
          Receiver(s, f);
        }
      } else if (s->selection->kind == types::SelectionKind::kFieldVal) {
        Read(s->x);
      }
    } else if (f == nullptr) {
      Visit(fun);
    }
    if (f != nullptr) f = f->Origin();
    types::Signature* sig = f != nullptr ? f->signature()
                                         : types::UnderIs<types::Signature>(types::TypeOf(c->fun));
    if (sig == nullptr || (c->args.size() == 1 && types::Is<types::Tuple>(types::TypeOf(c->args[0])) != nullptr)) {
      for (Expr* a : c->args) Visit(a);
      return;
    }
    for (size_t i = 0; i < c->args.size(); i++) Argument(f, sig, i, c);
  }

  // What a nested function captures is shared with it.
  void Capture(Node* n, Pos from, Pos to) {
    auto use = [&](types::Object* o) {
      auto* v = types::Is<Var>(o);
      if (v == nullptr || (v->pos >= from && v->pos <= to)) return;
      Keep(v, Flow::kValue);
      Keep(v, Flow::kAddress);
    };
    WalkUses(n, use);
  }

  void Visit(Node* n) {
    while (n != nullptr) {
      switch (n->kind) {
        case NodeKind::kName:
          if (Var* v = Followed(As<Name>(n))) Keep(v, Flow::kValue);
          return;
        case NodeKind::kCallExpr: {
          auto* c = As<CallExpr>(n);
          return IsAppend(c) ? Value(c, {}) : Call(c);
        }
        case NodeKind::kCallStmt: {
          // Its operands are kept until it runs.
          auto* c = Is<CallExpr>(Unparen(As<CallStmt>(n)->call));
          if (c == nullptr) break;
          Visit(c->fun);
          for (Expr* a : c->args) Visit(a);
          return;
        }
        case NodeKind::kSelectorExpr: {
          auto* s = As<SelectorExpr>(n);
          if (s->selection == nullptr) return;
          if (s->selection->kind == types::SelectionKind::kFieldVal) return Read(s->x);
          if (s->selection->kind == types::SelectionKind::kMethodVal) return Receiver(s, nullptr);
          break;
        }
        case NodeKind::kIndexExpr: {
          auto* i = As<IndexExpr>(n);
          Visit(i->index);
          return Read(i->x);
        }
        case NodeKind::kSliceExpr: {
          auto* s = As<SliceExpr>(n);
          return types::IsString(types::TypeOf(s->x)) ? VisitChildren(n) : Value(s, {});
        }
        case NodeKind::kFuncLit: {
          auto* lit = As<grammar::FuncLit>(n);
          Capture(lit->body, StartPos(lit), lit->body->rbrace);
          n = lit->body;
          continue;
        }
        case NodeKind::kOperation: {
          auto* o = As<Operation>(n);
          if (o->y == nullptr && o->op == Op::kAnd) return Address(o->x, {});
          if (o->y == nullptr && o->op == Op::kMul) return Read(o->x);
          if (o->y != nullptr && (o->op == Op::kEql || o->op == Op::kNeq)) {
            Read(o->x);
            Read(o->y);
            return;
          }
          if (o->y != nullptr) Visit(o->y);
          n = o->x;
          continue;
        }
        case NodeKind::kAssignStmt: {
          auto* a = As<AssignStmt>(n);
          if (a->rhs == nullptr || (a->op != Op::kNone && a->op != Op::kDef)) break;
          return AssignAll(Unpacked(a->lhs), Unpacked(a->rhs), a->op == Op::kDef);
        }
        case NodeKind::kVarDecl: {
          auto* d = As<grammar::VarDecl>(n);
          if (d->values == nullptr) return;
          List<Expr*> rhs = Unpacked(d->values);
          if (rhs.size() == d->names.size()) {
            for (size_t i = 0; i < rhs.size(); i++) Assign(d->names[i], rhs[i], true);
          } else {
            Visit(d->values);
          }
          return;
        }
        case NodeKind::kForStmt: {
          auto* f = As<ForStmt>(n);
          if (auto* rc = Is<RangeClause>(f->init)) {
            Read(rc->x);
            if (rc->lhs != nullptr && !rc->def) Visit(rc->lhs);
            types::Type* t = types::TypeOf(rc->x);
            types::Type* core = t != nullptr ? types::CoreType(t) : nullptr;
            if (core != nullptr && types::UnderIs<types::Signature>(core) != nullptr) {
              Capture(f->body, f->pos, f->body->rbrace);
              if (rc->lhs != nullptr) Capture(rc->lhs, f->pos, f->body->rbrace);
            }
            n = f->body;
            continue;
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
      return VisitChildren(n);
    }
  }

  void VisitChildren(Node* n) {
    ForEachChild(n, [&](Node* child) { Visit(child); });
  }

  Flow* flow_;
};

void Flow::Function(FuncDecl* decl) {
  auto* f = types::Is<types::Func>(decl->name->obj);
  if (f == nullptr || decl->body == nullptr || f->signature() == nullptr) return;
  analyzed_.insert(decl);
  FlowWalk walk(this);
  walk.Function(f);
  if (f->pkg != nullptr && !f->pkg->library) {
    for (auto [call, into] : walk.appends) call->in_frame = !Escapes(SourceOf(into, kValue), false);
  }
  for (auto [e, v] : walk.made) {
    if (e != nullptr) SetInFrame(e, !v->captured && !Escapes(SourceOf(v, kValue), true));
  }
  for (Var* v : walk.addressed) v->in_frame = !Escapes(SourceOf(v, kAddress), true);
}

void Flow::Analyze(types::Func* f) {
  if (!analyzed_.insert(f->decl).second) return;
  FlowWalk(this).Function(f);
}

bool Flow::Escapes(Source source, bool scoped) {
  // Most go nowhere, or are seen to escape at once.
  if (auto it = nodes_.find(source); it == nodes_.end() || it->second.escapes || it->second.to.empty()) {
    return (it != nodes_.end() && it->second.escapes) || IsHidden(source);
  }
  struct Item {
    Source source;
    bool scoped;
  };
  std::vector<Item> work = {{source, scoped}};
  std::unordered_set<Source> seen, seen_scoped;
  while (!work.empty()) {
    Item item = work.back();
    work.pop_back();
    if (stays_.contains(item.source) && !item.scoped) continue;
    if (!(item.scoped ? seen_scoped : seen).insert(item.source).second) continue;
    if (IsHidden(item.source)) return true;
    auto it = nodes_.find(item.source);
    if (it == nodes_.end()) continue;
    if (it->second.escapes) return true;
    for (const Target& to : it->second.to) {
      if (to.of != nullptr) {
        if (to.of->decl == nullptr || to.of->decl->body == nullptr || to.of->pkg == nullptr || to.of->pkg->library) return true;
      } else if (item.scoped && !to.declared) {
        return true;
      }
    }
    // Analyzing a function may move the nodes.
    std::vector<Target> targets = it->second.to;
    for (const Target& to : targets) {
      if (to.of != nullptr) Analyze(to.of);
      work.push_back({SourceOf(to.v, kValue), item.scoped && to.of == nullptr});
    }
  }
  // All that was reached stays, or something would have been found.
  stays_.insert(seen.begin(), seen.end());
  return false;
}

}  // namespace minigo::compile
