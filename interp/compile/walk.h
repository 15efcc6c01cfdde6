// Walking syntax trees: the uses of names in a subtree.
#pragma once

#include "grammar/walk.h"

namespace minigo::compile {

// Calls use(Object*) for each name used or defined below n, function literals included. Types are not entered: they name
// no variables, but for array lengths, which are constants.
template <typename F>
void WalkUses(grammar::Node* n, F& use);

// Calls visit(Node*) for the direct children of n that are code.
template <typename F>
void ForEachChild(grammar::Node* n, F&& visit) {
  grammar::ForEachChild<grammar::Children::kCode>(n, visit);
}

template <typename F>
void WalkUses(grammar::Node* n, F& use) {
  using namespace grammar;
  // Left spines of operations and else-if chains may be long: loop on them.
  while (n != nullptr) {
    if (auto* name = Is<Name>(n)) {
      if (name->obj != nullptr) use(name->obj);
      return;
    }
    if (auto* o = Is<Operation>(n)) {
      if (o->y != nullptr) WalkUses(o->y, use);
      n = o->x;
      continue;
    }
    if (auto* i = Is<IfStmt>(n)) {
      if (i->init != nullptr) WalkUses(i->init, use);
      WalkUses(i->cond, use);
      WalkUses(i->then, use);
      n = i->els;
      continue;
    }
    ForEachChild(n, [&](Node* child) { WalkUses(child, use); });
    return;
  }
}

}  // namespace minigo::compile
