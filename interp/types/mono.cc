// This file finds instantiations without end: a generic function or type that, for its own instantiation, needs itself
// with a larger type argument.
//
// Vertices are type parameters and the types declared in generic functions; an edge leads from what occurs in a type
// argument to the parameter it is passed for. Its weight is 0 if the argument is just that, 1 if it is a type made of
// it. A cycle of positive weight never ends (Bellman and Ford find it).
#include "interp/types/checker.h"
#include "interp/types/internal.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

void Checker::Monomorph() {
  for (bool again = true; again;) {
    again = false;
    for (size_t i = 0; i < mono.edges.size(); i++) {
      const MonoGraph::Edge& edge = mono.edges[i];
      MonoGraph::Vertex& src = mono.vertices[edge.src];
      MonoGraph::Vertex& dst = mono.vertices[edge.dst];
      int w = src.weight + edge.weight;
      if (w <= dst.weight) continue;
      dst.pre = static_cast<int>(i);
      dst.len = src.len + 1;
      if (dst.len == static_cast<int>(mono.vertices.size())) {
        ReportInstanceLoop(edge.dst);
        return;
      }
      dst.weight = w;
      again = true;
    }
  }
}

void Checker::ReportInstanceLoop(int v) {
  std::vector<int> stack;
  std::vector<bool> seen(mono.vertices.size());
  // Backwards along the heaviest path until a vertex repeats.
  while (!seen[v]) {
    stack.push_back(v);
    seen[v] = true;
    v = mono.edges[mono.vertices[v].pre].src;
  }
  while (stack[0] != v) stack.erase(stack.begin());

  ErrorDesc* err = NewError(kInvalidInstanceCycle);
  err->Addf(mono.vertices[v].obj, "instantiation cycle:");
  Qualifier q{pkg, true};
  for (int s : stack) {
    const MonoGraph::Edge& edge = mono.edges[mono.vertices[s].pre];
    TypeName* obj = mono.vertices[edge.dst].obj;
    if (Is<TypeParam>(obj->type) != nullptr) {
      err->Addf(edge.pos, "%s instantiated as %s", obj->name, TypeString(edge.typ, q));
    } else {
      err->Addf(edge.pos, "%s implicitly parameterized by %s", obj->name, TypeString(edge.typ, q));
    }
  }
  err->Report();
}

void Checker::MonoRecordCanon(TypeParam* mpar, TypeParam* tpar) { mono.canon[mpar] = tpar; }

namespace {

class MonoRecorder {
 public:
  MonoRecorder(MonoGraph* g, Package* pkg) : g_(g), pkg_(pkg) {}

  // tpar is instantiated with targ.
  void Assign(grammar::Pos pos, TypeParam* tpar, Type* targ) {
    // Other packages' functions cannot lead back here.
    if (tpar->obj->pkg != pkg_) return;
    pos_ = pos;
    tpar_ = tpar;
    targ_ = targ;
    Do(targ);
  }

 private:
  int NewVertex(TypeName* obj) {
    g_->vertices.emplace_back();
    g_->vertices.back().obj = obj;
    return static_cast<int>(g_->vertices.size()) - 1;
  }

  int TypeParamVertex(TypeParam* p) {
    if (auto it = g_->canon.find(p); it != g_->canon.end()) p = it->second;
    auto it = g_->name_idx.find(p->obj);
    if (it != g_->name_idx.end()) return it->second;
    int v = NewVertex(p->obj);
    g_->name_idx[p->obj] = v;
    return v;
  }

  // A type declared in a function depends on the function's type parameters; -1 if there are none.
  int LocalNamedVertex(Named* n) {
    TypeName* obj = n->obj;
    if (obj->pkg != pkg_) return -1;
    Scope* root = pkg_->scope;
    if (obj->parent == root || obj->parent == nullptr) return -1;
    if (auto it = g_->name_idx.find(obj); it != g_->name_idx.end()) return it->second;
    int v = -1;
    for (Scope* s = obj->parent; s != root && s != nullptr; s = s->parent()) {
      for (Object* elem : s->objects()) {
        auto* tn = Is<TypeName>(elem);
        if (tn == nullptr || tn->IsAlias() || tn->pos >= obj->pos) continue;
        auto* p = Is<TypeParam>(tn->type);
        if (p == nullptr) continue;
        if (v < 0) v = NewVertex(obj);
        AddEdge(v, TypeParamVertex(p), 1, obj->pos, p);
      }
    }
    g_->name_idx[obj] = v;
    return v;
  }

  void AddEdge(int dst, int src, int weight, grammar::Pos pos, Type* typ) {
    g_->edges.push_back({dst, src, weight, pos, typ});
  }

  void Flow(int src, Type* typ) { AddEdge(TypeParamVertex(tpar_), src, typ == targ_ ? 0 : 1, pos_, targ_); }

  void Do(Type* t) {
    t = Unalias(t);
    if (t == nullptr) return;
    switch (t->kind) {
      case TypeKind::kTypeParam:
        Flow(TypeParamVertex(As<TypeParam>(t)), t);
        break;
      case TypeKind::kNamed: {
        auto* n = As<Named>(t);
        if (int src = LocalNamedVertex(n->origin); src >= 0) Flow(src, t);
        for (Type* a : n->targs) Do(a);
        break;
      }
      case TypeKind::kArray: Do(As<Array>(t)->elem); break;
      case TypeKind::kChan: Do(As<Chan>(t)->elem); break;
      case TypeKind::kPointer: Do(As<Pointer>(t)->base); break;
      case TypeKind::kSlice: Do(As<Slice>(t)->elem); break;
      case TypeKind::kMap:
        Do(As<Map>(t)->key);
        Do(As<Map>(t)->elem);
        break;
      case TypeKind::kInterface:
        // One that refers to itself does so through a defined type only.
        for (Func* m : TypeSetOf(As<Interface>(t))->methods) Do(m->type);
        break;
      case TypeKind::kSignature: {
        auto* sig = As<Signature>(t);
        if (sig->params != nullptr) Vars(sig->params->vars);
        if (sig->results != nullptr) Vars(sig->results->vars);
        break;
      }
      case TypeKind::kStruct: Vars(As<Struct>(t)->fields); break;
      default:
        break;
    }
  }

  void Vars(const List<Var*>& list) {
    for (Var* v : list) Do(v->type);
  }

  MonoGraph* g_;
  Package* pkg_;
  grammar::Pos pos_ = grammar::kNoPos;
  TypeParam* tpar_ = nullptr;
  Type* targ_ = nullptr;
};

}  // namespace

void Checker::MonoRecordInstance(grammar::Pos pos, List<TypeParam*> tparams, List<Type*> targs,
                                 List<grammar::Expr*> xlist) {
  MonoRecorder r(&mono, pkg);
  for (size_t i = 0; i < tparams.size() && i < targs.size(); i++) {
    r.Assign(i < xlist.size() ? grammar::StartPos(xlist[i]) : pos, tparams[i], targs[i]);
  }
}

}  // namespace minigo::types
