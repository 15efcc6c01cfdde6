// The control-flow graph of a function: blocks of statements and expressions that run one after the
// other, and where each goes on.
#pragma once

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "grammar/ast.h"
#include "interp/types/object.h"

namespace minigo::vet {

struct Block {
  std::vector<grammar::Node*> nodes;
  std::vector<Block*> next;
  grammar::ReturnStmt* ret = nullptr;  // the last node, if it is one
  bool falls_off = false;              // ends at the function's closing brace
  bool returns = false;                // or contains a defer statement, which may recover
  bool live = false;
};

struct Cfg {
  std::vector<std::unique_ptr<Block>> blocks;  // the first is where the function begins
  bool no_return = false;
};

// The graphs of functions, built when asked for. To know where a block ends one has to know which
// functions never return: those of a table, and those of the user's packages whose graphs say so.
class Cfgs {
 public:
  const Cfg* Of(grammar::FuncDecl* f);
  const Cfg* Of(grammar::FuncLit* f);

 private:
  bool MayReturn(grammar::CallExpr* call);

  std::unordered_map<const grammar::Node*, std::unique_ptr<Cfg>> graphs_;  // nullptr: being built
};

}  // namespace minigo::vet
