// Loops over functions whose code is known: the loop becomes that code, with the loop's body in
// place of the calls of yield.
#pragma once

#include <string_view>

#include "grammar/ast.h"
#include "interp/compile/fn.h"
#include "interp/compile/rangefunc.h"

namespace minigo::compile {

// The function that a range-over-func loop calls, as far as the syntax tells: a literal, a declared
// function or method, or what a declared function or method, called in the range clause, returns: a
// literal that is all of its body.
struct Iterator {
  grammar::BlockStmt* body = nullptr;
  types::Var* yield = nullptr;
  types::Signature* sig = nullptr;  // of the function itself
  grammar::FuncLit* lit = nullptr;  // nullptr: `func` itself is the iterator
  types::Func* func =
      nullptr;  // the declared function; nullptr: the literal stands in the range clause
  grammar::Expr* fun = nullptr;            // what denotes it
  grammar::CallExpr* call = nullptr;       // of `func`, which returns the literal
  List<Iterator*> args;                    // of the call, by parameter; nullptr: an ordinary value
  List<const grammar::BlockStmt*> bodies;  // its own and those of iterators within it
  int cost = 0;                            // nodes, those of iterators within it included
  int copies = 0;                          // how often it has the loop's body
  bool checked = false;  // it might call yield once more after yield returned false

  // Once its operands lie in slots.
  bool bound = false;
  std::string_view name;
  types::Package* pkg = nullptr;
  const Env* env = nullptr;
  const grammar::SourceFile* source = nullptr;
};

// A loop while its iterator's code is compiled.
struct InlinedLoop {
  grammar::ForStmt* loop;
  grammar::RangeClause* clause;
  RangeBody* what;
  FnCompiler::Context context;  // of the function that the loop stands in
  const rt::FuncType* yield;
  std::string_view name;  // of the body
  int code;               // slot of the exit code; kNone: the loop ends by its end only
  int done;               // slot that says whether yield has returned false; kNone: nobody asks
  // Where the call of yield that is being replaced goes on with true, and with false.
  Label next = kNone, stop = kNone;

  bool Contains(grammar::Pos p) const { return p >= loop->pos && p <= loop->body->rbrace; }
};

// Whether the body of a range-over-func loop will stand in the function around, so that the
// variables it uses are not captured.
bool WillInline(Program& program, grammar::ForStmt* s);

// inline.cc: the nodes of a function that may have loops, also over functions; more than
// kIteratorBudget if it has what cannot be inlined.
constexpr int kIteratorBudget = 100;
int IteratorCost(grammar::BlockStmt* body);
// How often v is called below n; *only: it is not used in any other way.
int CallsOf(grammar::Node* n, const types::Var* v, bool* only);
bool IsNoinline(const grammar::FuncDecl* d);

}  // namespace minigo::compile
