// TokenStream: the lexer's tokens as the Bison grammar wants them.
//
// - The first token says what is to be parsed (a start symbol in disguise).
// - Within the header of an `if`, `for` or `switch`, outside any bracket, `{` is T_LBODY: it begins
// the
//   statement's body, unless the parser finds that it belongs to a type, literal or function.
// - The body of a top-level function is one token, T_SKIPPED_BODY, if bodies are lazy; the whole function is one, T_SKIPPED_FUNC,
//   if its extent is known beforehand.
#pragma once

#include <initializer_list>
#include <vector>

#include "grammar/lexer.h"
#include "grammar/parser.h"

namespace minigo::grammar {

class TokenStream {
 public:
  TokenStream(Lexer* lexer, int start_kind, bool lazy_bodies)
      : lexer_(lexer), start_kind_(start_kind), lazy_(lazy_bodies) {}

  // Ends the stream at the first token at or after `end`.
  void StopAt(Pos end) { stop_ = end; }

  void Next(Token* t) {
    if (start_kind_ != 0) {
      Start(t);
      return;
    }
    int before = last_->kind;
    lexer_->Next(t);
    if (t->pos >= stop_) t->kind = 0;
    last_ = t;
    if (kFollowed.has[t->kind]) Follow(t, before);
  }

  // Called by the parser right after it has taken a T_LBODY that begins no statement's body.
  void BraceIsNotBody() { saved_headers_.back() = true; }

  // The token that Next yielded last: the parser's look-ahead.
  const Token& last() const { return *last_; }
  // To be called before the place goes that Next was told to put the last token.
  void KeepLast() {
    kept_ = *last_;
    last_ = &kept_;
  }
  // What is known of the function that the last T_SKIPPED_FUNC stands for.
  const FuncExtent& skipped_function() const { return *skipped_function_; }
  bool too_deep() const { return too_deep_; }
  bool saw_tilde() const { return saw_tilde_; }
  Lexer& lexer() { return *lexer_; }

 private:
  struct Kinds {
    static constexpr int kMax = 128;
    bool has[kMax] = {};
    constexpr Kinds(std::initializer_list<int> kinds) {
      for (int kind : kinds) has[kind] = true;
    }
  };
  static const Kinds kFollowed;  // those that Follow has something to do for
  void Start(Token* t);
  // `t`, of a kind that brackets, begins or ends something, follows a token of kind `before`: may give it another kind.
  void Follow(Token* t, int before);
  void CheckDepth(Token* t);

  Lexer* lexer_;
  int start_kind_;
  bool lazy_;
  bool in_func_decl_ = false;  // at the top level, after `func`
  bool header_ = false;        // the next `{` outside brackets is a T_LBODY
  bool too_deep_ = false;
  bool saw_tilde_ = false;
  const FuncExtent* skipped_function_ = nullptr;
  Pos stop_ = ~Pos{0};
  const Token* last_ = &kept_;
  Token kept_ = {};
  std::vector<uint8_t> saved_headers_;  // per open bracket: header_ outside it
};

}  // namespace minigo::grammar
