// Where the variables of a package are declared with a value.
#pragma once

#include <unordered_map>
#include <vector>

#include "interp/vet/pass.h"

namespace minigo::vet {

struct Definition {
  std::vector<ast::Expr*> lhs,
      rhs;           // of the declaration or assignment: as many values as variables, or one call
  size_t index = 0;  // which of the variables
  // The variable's own value; nullptr if it is one of a call's results.
  ast::Expr* value() const { return lhs.size() == rhs.size() ? rhs[index] : nullptr; }
};

class Definitions {
 public:
  explicit Definitions(const Pass& pass);
  // nullptr: declared otherwise, or without a value.
  const Definition* Of(const types::Object* v) const;
  // The value of the variable that x names; nullptr if x is something else.
  ast::Expr* ValueOf(ast::Expr* x) const;

 private:
  std::unordered_map<const types::Object*, Definition> map_;
};

}  // namespace minigo::vet
