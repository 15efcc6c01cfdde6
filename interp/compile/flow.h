// Where addresses and slices go: which of them stay within their function.
//
// Two things rest on it. gc gives a slice that does not escape a first backing store of 32 bytes in the frame, and cap shows it:
// after `var s []int; s = append(s, 1)` it is 4 if s stays local, and 1 if s is printed, returned or kept. And a variable whose
// address is taken lives in the frame, not on the heap, if the address reaches nothing that outlives the variable; so does what
// is made by `p := &T{…}`, `p := new(T)` and `s := []T{…}`. Of variables without size those in the frame differ, and all others are one.
//
// The values of pointer and slice variables are followed from variable to variable and into the parameters of the functions
// that are called. What is not understood escapes: uses by nested functions, fields, elements, interfaces, results, go and defer.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "grammar/ast.h"
#include "interp/types/object.h"

namespace minigo::compile {

// Whether what a literal or call of new makes stays in the frame.
bool IsInFrame(const grammar::Expr* made);

class Flow {
 public:
  // Decides for a declared function, nested literals included, about its appends and calls of new (CallExpr::in_frame), its variables
  // (Var::in_frame) and its literals (CompositeLit::in_frame). Functions that it calls must have been checked.
  void Function(grammar::FuncDecl* decl);

 private:
  friend class FlowWalk;
  // What is followed: the value of a variable, or its address.
  enum What : uintptr_t { kValue = 0, kAddress = 1 };
  using Source = uintptr_t;
  static Source SourceOf(const types::Var* v, What what) { return reinterpret_cast<uintptr_t>(v) | what; }

  struct Target {
    types::Var* v;
    bool declared;  // by this very statement, and so within the scope of what it gets
    types::Func* of;  // v is its parameter; nullptr: a local variable
  };
  struct Node {
    bool escapes = false;
    std::vector<Target> to;
  };

  // Whether it is the value of a variable whose address is taken: through that it goes unseen.
  static bool IsHidden(Source source) {
    return (source & kAddress) == 0 && reinterpret_cast<const types::Var*>(source)->address_taken;
  }
  void Analyze(types::Func* f);
  // Whether what comes from the source is kept by anybody; `scoped`: or by a variable that may outlive the source.
  bool Escapes(Source source, bool scoped);

  std::unordered_map<Source, Node> nodes_;
  std::unordered_set<Source> stays_;  // known to: what is not kept by anybody
  std::unordered_set<const grammar::FuncDecl*> analyzed_;
};

}  // namespace minigo::compile
