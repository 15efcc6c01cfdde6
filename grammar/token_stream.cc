// This file implements the token stream between lexer and parser.
#include "grammar/token_stream.h"

#include "grammar/parser.tab.h"

namespace minigo::grammar {

constinit const TokenStream::Kinds TokenStream::kFollowed{
    0,        T_IF,     T_FOR,    T_SWITCH, T_LBRACE, T_LPAREN, T_LBRACK,
    T_RPAREN, T_RBRACK, T_RBRACE, T_FUNC,   T_SEMI,   T_TILDE};

void TokenStream::Start(Token* t) {
  static_assert(T_VAR < Kinds::kMax);
  *t = {};
  t->kind = start_kind_;
  start_kind_ = 0;
}

void TokenStream::Follow(Token* token, int before) {
  Token& t = *token;
  switch (t.kind) {
    case 0:
      KeepLast();
      break;
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
        CheckDepth(token);
        break;
      }
      [[fallthrough]];
    case T_LPAREN:
    case T_LBRACK:
      saved_headers_.push_back(header_);
      header_ = false;
      CheckDepth(token);
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
}

void TokenStream::CheckDepth(Token* t) {
  if (saved_headers_.size() > kMaxNesting) too_deep_ = true;
  if (!too_deep_) return;
  t->kind = 0;
  KeepLast();
}

}  // namespace minigo::grammar
