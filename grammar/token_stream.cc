// This file implements the token stream between lexer and parser.
#include "grammar/token_stream.h"

#include "grammar/parser.tab.h"

namespace minigo::grammar {

Token TokenStream::Next() {
  if (start_kind_ != 0) {
    Token t = {};
    t.kind = start_kind_;
    start_kind_ = 0;
    return t;
  }
  int before = last_.kind;
  Token t = lexer_->Next();
  if (t.pos >= stop_) t.kind = 0;
  switch (t.kind) {
    case T_IF:
    case T_FOR:
    case T_SWITCH:
      header_ = true;
      break;
    case T_LBRACE:
      if (saved_headers_.empty() && in_func_decl_ && lazy_ && before != T_STRUCT &&
          before != T_INTERFACE) {
        Token body = lexer_->SkipBlock(t);
        if (body.kind != 0) {
          t = body;
          break;
        }
      }
      if (header_) {
        t.kind = T_LBODY;
        saved_headers_.push_back(false);
        header_ = false;
        break;
      }
      [[fallthrough]];
    case T_LPAREN:
    case T_LBRACK:
      saved_headers_.push_back(header_);
      header_ = false;
      break;
    case T_RPAREN:
    case T_RBRACK:
    case T_RBRACE:
      if (!saved_headers_.empty()) {
        header_ = saved_headers_.back();
        saved_headers_.pop_back();
      }
      break;
    case T_FUNC:
      if (!saved_headers_.empty() || (before != T_SEMI && before != 0)) break;
      if (lazy_) {
        Token whole = lexer_->SkipFunction(t, &skipped_function_);
        if (whole.kind != 0) {
          t = whole;
          break;
        }
      }
      in_func_decl_ = true;
      break;
    case T_SEMI:
      if (saved_headers_.empty()) in_func_decl_ = false;
      break;
    case T_TILDE:
      saw_tilde_ = true;
      break;
    default:
      break;
  }
  if (saved_headers_.size() > kMaxNesting) {
    too_deep_ = true;
    t.kind = 0;
  }
  last_ = t;
  return t;
}

}  // namespace minigo::grammar
