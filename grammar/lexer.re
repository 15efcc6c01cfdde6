// This file is the lexer's automaton. re2c turns it into lexer.cc.
//
// The text ends with NUL bytes, so the automaton needs no end checks: no token's pattern contains a NUL,
// and the rule for NUL asks whether the end has come.
#include <bit>
#include <cstddef>
#include <cstring>

#include "grammar/lexer.h"
#include "grammar/parser.tab.h"

namespace minigo::grammar {

static_assert(std::endian::native == std::endian::little && offsetof(Token, kind) == 0 && offsetof(Token, pos) == 4 &&
              offsetof(Token, len) == 8 && offsetof(Token, index) == 12 && offsetof(Token, op) == 16);
static_assert(LitKind{} == LitKind::kInt && SemiKind{} == SemiKind::kSemicolon);

#define RETURN(token_) \
  do {                 \
    *token = (token_); \
    return;            \
  } while (0)
#define PUNCT(kind_) \
  do {               \
    kind = (kind_);  \
    goto done;       \
  } while (0)
#define CLOSE(kind_) \
  do {               \
    nlsemi_ = true;  \
    PUNCT(kind_);    \
  } while (0)
#define OPERATOR(kind_, op_) \
  do {                       \
    op = Op::op_;            \
    PUNCT(kind_);            \
  } while (0)
// A name or keyword that a non-ASCII or NUL byte follows is longer than the automaton thinks.
#define WORD(kind_, ends_line_)                                                                   \
  do {                                                                                            \
    if (static_cast<uint8_t>(*c - 1) >= 0x7f && (*c != 0 || c < limit_)) RETURN(SlowName(start)); \
    nlsemi_ = (ends_line_);                                                                       \
    PUNCT(kind_);                                                                                 \
  } while (0)

void Lexer::Next(Token* token) {
  const bool nlsemi = nlsemi_;
  nlsemi_ = false;
  const uint8_t* c = cur_;
  const uint8_t* marker = c;
  const uint8_t* start;
  int kind;
  Op op = Op::kNone;
  for (;;) {
    if (*c == ' ') c++;  // there is one between most tokens
    start = c;
    /*!re2c
    re2c:define:YYCTYPE = "uint8_t";
    re2c:define:YYCURSOR = c;
    re2c:define:YYMARKER = marker;
    re2c:yyfill:enable = 0;

    letter = [a-zA-Z_];
    word = letter [a-zA-Z0-9_]*;
    hex = [0-9a-fA-F];
    // Well-formed UTF-8 of two bytes and more, byte order marks excepted.
    utf8 = [\xc2-\xdf] [\x80-\xbf]
         | "\xe0" [\xa0-\xbf] [\x80-\xbf]
         | [\xe1-\xec\xee] [\x80-\xbf] [\x80-\xbf]
         | "\xed" [\x80-\x9f] [\x80-\xbf]
         | "\xef" [\x80-\xba\xbc-\xbf] [\x80-\xbf]
         | "\xef\xbb" [\x80-\xbe]
         | "\xf0" [\x90-\xbf] [\x80-\xbf] [\x80-\xbf]
         | [\xf1-\xf3] [\x80-\xbf] [\x80-\xbf] [\x80-\xbf]
         | "\xf4" [\x80-\x8f] [\x80-\xbf] [\x80-\xbf];
    escape = "\\" ([abfnrtv\\] | "x" hex{2} | [0-3] [0-7]{2});
    strchar = [\x01-\x09\x0b-\x21\x23-\x5b\x5d-\x7f] | utf8;
    runechar = [\x01-\x09\x0b-\x26\x28-\x5b\x5d-\x7f] | utf8;

    [ \t\r]+ { continue; }
    "\n" {
      if (nlsemi) RETURN(MakeSemi(start, c, SemiKind::kNewline));
      while (*c == '\t' || *c == '\n' || *c == ' ') c++;
      continue;
    }
    "\x00" {
      if (start >= limit_) {
        if (nlsemi) RETURN(MakeSemi(start, start, SemiKind::kEOF));
        RETURN(Make(0, start, start));
      }
      Error(start, "invalid NUL character");
      continue;
    }
    "//" {
      c = LineComment(start);
      continue;
    }
    "/*" {
      bool has_newline = false;
      c = BlockComment(start, &has_newline);
      if (has_newline && nlsemi) {
        RETURN(MakeSemi(start, c, SemiKind::kNewline));
      }
      continue;
    }

    "break"       { WORD(T_BREAK, true); }
    "case"        { WORD(T_CASE, false); }
    "chan"        { WORD(T_CHAN, false); }
    "const"       { WORD(T_CONST, false); }
    "continue"    { WORD(T_CONTINUE, true); }
    "default"     { WORD(T_DEFAULT, false); }
    "defer"       { WORD(T_DEFER, false); }
    "else"        { WORD(T_ELSE, false); }
    "fallthrough" { WORD(T_FALLTHROUGH, true); }
    "for"         { WORD(T_FOR, false); }
    "func"        { WORD(T_FUNC, false); }
    "go"          { WORD(T_GO, false); }
    "goto"        { WORD(T_GOTO, false); }
    "if"          { WORD(T_IF, false); }
    "import"      { WORD(T_IMPORT, false); }
    "interface"   { WORD(T_INTERFACE, false); }
    "map"         { WORD(T_MAP, false); }
    "package"     { WORD(T_PACKAGE, false); }
    "range"       { WORD(T_RANGE, false); }
    "return"      { WORD(T_RETURN, true); }
    "select"      { WORD(T_SELECT, false); }
    "struct"      { WORD(T_STRUCT, false); }
    "switch"      { WORD(T_SWITCH, false); }
    "type"        { WORD(T_TYPE, false); }
    "var"         { WORD(T_VAR, false); }
    word          { WORD(T_NAME, true); }

    "0" | [1-9] [0-9]* {
      if ((*c >= '0' && *c <= '9') || *c == '.' || *c == '_' || (*c | 0x20) == 'e' ||
          (*c | 0x20) == 'x' || (*c | 0x20) == 'b' || (*c | 0x20) == 'o' || (*c | 0x20) == 'p' ||
          *c == 'i') {
        RETURN(SlowNumber(start));
      }
      RETURN(MakeLiteral(start, c, LitKind::kInt));
    }
    "0" [xX] hex+ {
      if (*c == '_' || *c == '.' || *c == 'i' || (*c | 0x20) == 'p') RETURN(SlowNumber(start));
      RETURN(MakeLiteral(start, c, LitKind::kInt));
    }
    "." [0-9]                             { RETURN(SlowNumber(start)); }
    ["] (strchar | "'" | escape | "\\\"")* ["] { RETURN(MakeLiteral(start, c, LitKind::kString)); }
    ["]                                   { RETURN(SlowString(start)); }
    "'" (runechar | escape | "\\'") "'"   { RETURN(MakeLiteral(start, c, LitKind::kRune)); }
    "'"                                   { RETURN(SlowRune(start)); }
    "`"                                   { RETURN(RawString(start)); }

    "("   { PUNCT(T_LPAREN); }
    "["   { PUNCT(T_LBRACK); }
    "{"   { PUNCT(T_LBRACE); }
    ","   { PUNCT(T_COMMA); }
    ";"   { RETURN(MakeSemi(start, c, SemiKind::kSemicolon)); }
    ")"   { CLOSE(T_RPAREN); }
    "]"   { CLOSE(T_RBRACK); }
    "}"   { CLOSE(T_RBRACE); }
    ":"   { PUNCT(T_COLON); }
    ":="  { PUNCT(T_DEFINE); }
    "="   { PUNCT(T_ASSIGN); }
    "."   { PUNCT(T_DOT); }
    "..." {
      if (snippet_ && IsElision(start, c)) continue;
      PUNCT(T_DOTDOTDOT);
    }
    "<-"  { PUNCT(T_ARROW); }
    "++"  { nlsemi_ = true; OPERATOR(T_INCOP, kAdd); }
    "--"  { nlsemi_ = true; OPERATOR(T_INCOP, kSub); }
    "!"   { OPERATOR(T_NOT, kNot); }
    "~"   { OPERATOR(T_TILDE, kTilde); }
    "||"  { OPERATOR(T_OROR, kOrOr); }
    "&&"  { OPERATOR(T_ANDAND, kAndAnd); }
    "=="  { OPERATOR(T_CMP, kEql); }
    "!="  { OPERATOR(T_CMP, kNeq); }
    "<"   { OPERATOR(T_CMP, kLss); }
    "<="  { OPERATOR(T_CMP, kLeq); }
    ">"   { OPERATOR(T_CMP, kGtr); }
    ">="  { OPERATOR(T_CMP, kGeq); }
    "+"   { OPERATOR(T_PLUS, kAdd); }
    "-"   { OPERATOR(T_MINUS, kSub); }
    "|"   { OPERATOR(T_OR, kOr); }
    "^"   { OPERATOR(T_XOR, kXor); }
    "*"   { OPERATOR(T_STAR, kMul); }
    "/"   { OPERATOR(T_MULOP, kDiv); }
    "%"   { OPERATOR(T_MULOP, kRem); }
    "&"   { OPERATOR(T_AND, kAnd); }
    "&^"  { OPERATOR(T_MULOP, kAndNot); }
    "<<"  { OPERATOR(T_MULOP, kShl); }
    ">>"  { OPERATOR(T_MULOP, kShr); }
    "+="  { OPERATOR(T_ASSIGNOP, kAdd); }
    "-="  { OPERATOR(T_ASSIGNOP, kSub); }
    "|="  { OPERATOR(T_ASSIGNOP, kOr); }
    "^="  { OPERATOR(T_ASSIGNOP, kXor); }
    "*="  { OPERATOR(T_ASSIGNOP, kMul); }
    "/="  { OPERATOR(T_ASSIGNOP, kDiv); }
    "%="  { OPERATOR(T_ASSIGNOP, kRem); }
    "&="  { OPERATOR(T_ASSIGNOP, kAnd); }
    "&^=" { OPERATOR(T_ASSIGNOP, kAndNot); }
    "<<=" { OPERATOR(T_ASSIGNOP, kShl); }
    ">>=" { OPERATOR(T_ASSIGNOP, kShr); }

    * {
      if (StartsName(start)) RETURN(SlowName(start));
      c = SkipOdd(start);
      continue;
    }
    */
  }
done:
  cur_ = c;
  // Written as it will be copied, by words (SemanticValue): {kind, pos}, {len, index}, {op, …}.
  const uint64_t words[3] = {static_cast<uint32_t>(kind) | uint64_t{PosOf(start)} << 32,
                             static_cast<uint32_t>(c - start) | uint64_t{count_++} << 32,
                             static_cast<uint64_t>(op)};
  std::memcpy(token, words, sizeof words);
}

}  // namespace minigo::grammar
