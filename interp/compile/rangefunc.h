// The loop `for x := range f { body }` over a function: the body becomes a function that f calls. What the two share lies in
// a state block on the heap: {state, exit code, frame token}.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/ast.h"
#include "interp/compile/program.h"

namespace minigo::compile {

// Made when the function around the loop is compiled, used again when the body is. Codes of exits are numbered in
// source order, so that both agree.
struct RangeBody {
  // Exit codes: the body ran to its end or `continue`d; `break`; a return statement; from kFirst on, exits[code - kFirst].
  enum : int { kContinue = 0, kBreak = 1, kReturn = 2, kFirst = 3 };
  // The loop's state, as Go's runtime names it.
  enum : int { kDone = 0, kReady = 1, kPanic = 2, kExhausted = 3, kMissingPanic = 4 };

  grammar::ForStmt* loop = nullptr;
  grammar::RangeClause* clause = nullptr;
  RangeBody* outer = nullptr;  // the body that this loop stands in
  types::Var* state = nullptr;  // an artificial variable, in a cell: [3]int
  List<grammar::BranchStmt*> exits;
  bool returns = false;
  List<types::Var*> results;   // of the function around, all in cells if `returns`
  List<const rt::Type*> result_types;
  std::string_view function;  // the declared function or literal that contains the loop
  bool in_literal = false;

  int CodeOf(const grammar::BranchStmt* s) const {
    for (size_t i = 0; i < exits.size(); i++) {
      if (exits[i]->tok == s->tok && exits[i]->target == s->target) return kFirst + static_cast<int>(i);
    }
    return kBreak;
  }
};

}  // namespace minigo::compile
