// This file computes the order in which package variables are initialized.
//
// Constants, variables and functions form a graph of dependencies. Functions are taken out of it, their users
// inheriting what they use; then the nodes are removed one by one, always the one with the fewest dependencies left
// (in source order among equals). In a correct program that number is zero each time.
#include <algorithm>
#include <memory>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "interp/types/checker.h"

namespace minigo::types {

namespace {

struct GraphNode {
  Object* obj;
  std::unordered_set<GraphNode*> pred, succ;  // who uses it, what it uses
  size_t ndeps = 0;
  size_t cost() const { return pred.size() * succ.size(); }
};

// Constants first, then by number of dependencies, then as in the source.
struct Before {
  bool operator()(const GraphNode* x, const GraphNode* y) const {
    bool x_const = x->obj->kind == ObjectKind::kConst;
    bool y_const = y->obj->kind == ObjectKind::kConst;
    if (x_const != y_const) return x_const;
    if (x->ndeps != y->ndeps) return x->ndeps < y->ndeps;
    return x->obj->order < y->obj->order;
  }
};

// The path of dependencies from `from` to `to`, reversed; empty if there is none.
std::vector<Object*> FindPath(Object* from, Object* to) {
  struct Frame {
    Object* obj;
    std::vector<Object*> deps;  // sorted
    size_t next;
  };
  std::unordered_set<Object*> seen;
  std::vector<Frame> stack;
  auto enter = [&](Object* obj) {
    if (!seen.insert(obj).second) return;
    Frame f{obj, {}, 0};
    if (const DepSet* deps = obj->decl_info->deps) f.deps.assign(deps->list.begin(), deps->list.end());
    std::sort(f.deps.begin(), f.deps.end(), [](Object* a, Object* b) { return a->order < b->order; });
    stack.push_back(std::move(f));
  };
  enter(from);
  while (!stack.empty()) {
    Frame& f = stack.back();
    if (f.next == f.deps.size()) {
      stack.pop_back();
      continue;
    }
    Object* d = f.deps[f.next++];
    if (d == to) {
      std::vector<Object*> path{d};
      for (size_t i = stack.size() - 1; i > 0; i--) path.push_back(stack[i].obj);
      return path;
    }
    enter(d);
  }
  return {};
}

}  // namespace

void Checker::ReportCycle(const std::vector<Object*>& cycle) {
  Object* obj = cycle[0];
  if (cycle.size() == 1) {
    Errorf(obj, kInvalidInitCycle, "initialization cycle: %s refers to itself", obj->name);
    return;
  }
  ErrorDesc* err = NewError(kInvalidInitCycle);
  err->Addf(obj, "initialization cycle for %s", obj->name);
  for (size_t j = cycle.size(); j > 0; j--) {
    Object* next = cycle[j - 1];
    err->Addf(obj, "%s refers to %s", obj->name, next->name);
    obj = next;
  }
  err->Report();
}

void Checker::InitOrder() {
  pkg->init_order.clear();

  std::vector<std::unique_ptr<GraphNode>> nodes;
  std::unordered_map<Object*, GraphNode*> node_of;
  auto wanted = [this](Object* obj) {
    if (obj->kind == ObjectKind::kTypeName) return false;
    // What nobody has looked at yet (in a library package) depends on nothing that matters.
    return obj->type != nullptr && (!pkg->library || obj->kind != ObjectKind::kConst);
  };
  // Functions matter that a variable's initializer reaches.
  std::unordered_set<Object*> reached;
  std::vector<Object*> work;
  for (Object* obj : obj_list) {
    if (obj->kind != ObjectKind::kFunc && wanted(obj)) work.push_back(obj);
  }
  if (work.empty()) return;
  while (!work.empty()) {
    Object* obj = work.back();
    work.pop_back();
    const DepSet* deps = obj->decl_info->deps;
    if (deps == nullptr) continue;
    for (Object* to : deps->list) {
      if (to->kind == ObjectKind::kFunc && wanted(to) && reached.insert(to).second) work.push_back(to);
    }
  }
  for (Object* obj : obj_list) {
    if (!wanted(obj) || (obj->kind == ObjectKind::kFunc && !reached.contains(obj))) continue;
    nodes.push_back(std::make_unique<GraphNode>());
    nodes.back()->obj = obj;
    node_of[obj] = nodes.back().get();
  }
  for (auto& n : nodes) {
    const DepSet* deps = n->obj->decl_info->deps;
    if (deps == nullptr) continue;
    for (Object* to : deps->list) {
      auto it = node_of.find(to);
      if (it == node_of.end()) continue;
      n->succ.insert(it->second);
      it->second->pred.insert(n.get());
    }
  }

  // Functions go, the costly ones last: they would be copied through all others.
  std::vector<GraphNode*> functions;
  for (auto& n : nodes) {
    if (n->obj->kind == ObjectKind::kFunc) functions.push_back(n.get());
  }
  std::stable_sort(functions.begin(), functions.end(),
                   [](const GraphNode* a, const GraphNode* b) { return a->cost() < b->cost(); });
  for (GraphNode* n : functions) {
    for (GraphNode* p : n->pred) {
      if (p == n) continue;
      for (GraphNode* s : n->succ) {
        if (s == n) continue;
        p->succ.insert(s);
        s->pred.insert(p);
      }
      p->succ.erase(n);
    }
    for (GraphNode* s : n->succ) {
      if (s != n) s->pred.erase(n);
    }
  }

  std::set<GraphNode*, Before> queue;
  for (auto& n : nodes) {
    if (n->obj->kind == ObjectKind::kFunc) continue;
    n->ndeps = n->succ.size();
    queue.insert(n.get());
  }
  std::unordered_set<const DeclInfo*> emitted;
  while (!queue.empty()) {
    GraphNode* n = *queue.begin();
    queue.erase(queue.begin());
    if (n->ndeps > 0) {
      // Those that merely lead to a cycle are passed over: it is reported once its members come up.
      std::vector<Object*> cycle = FindPath(n->obj, n->obj);
      if (!cycle.empty()) ReportCycle(cycle);
    }
    for (GraphNode* p : n->pred) {
      bool queued = queue.erase(p) > 0;
      p->ndeps--;
      if (queued) queue.insert(p);
    }
    Var* v = Is<Var>(n->obj);
    if (v == nullptr) continue;
    DeclInfo* d = v->decl_info;
    if (!d->HasInitializer() || !emitted.insert(d).second) continue;
    Initializer init;
    init.lhs = d->lhs.empty() ? List<Var*>::Of(arena(), {v}) : d->lhs;
    init.rhs = d->init;
    pkg->init_order.push_back(init);
  }
}

}  // namespace minigo::types
