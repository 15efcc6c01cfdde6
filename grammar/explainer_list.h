// The explainer's list production; a template used by its three files.
#pragma once

#include <string>

#include "grammar/explainer.h"
#include "grammar/parser.tab.h"

namespace minigo::grammar {

// How messages name the kind of token that was expected.
std::string TokenName(int kind);

// In Explainer::Advance: every operator but `*`.
constexpr int kAnyOperator = -1;

template <typename F>
Pos Explainer::ParseList(const char* context, int sep, int close, F f) {
  bool done = false;
  while (!At(0) && !At(close) && !done) {
    done = f();
    if (!Got(sep) && !At(close)) {
      SyntaxError(std::string("in ") + context + "; possibly missing " + TokenName(sep) + " or " +
                  TokenName(close));
      Advance({T_RPAREN, T_RBRACK, T_RBRACE});
      if (!At(close)) return pos();
    }
  }
  Pos end = pos();
  Want(close);
  return end;
}

}  // namespace minigo::grammar
