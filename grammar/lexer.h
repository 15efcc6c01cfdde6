// The lexer: source text to tokens, semicolons inserted. Well-formed tokens are recognised by the
// automaton in lexer.re; whatever looks odd (escapes, exponents, non-ASCII names, malformed
// literals) is read again, character by character, by lexer_slow.cc, which knows gc's messages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/ast.h"
#include "grammar/diag.h"
#include "grammar/runes.h"
#include "grammar/source.h"

namespace minigo::grammar {

// Where a semicolon comes from.
enum class SemiKind : uint8_t { kSemicolon, kNewline, kEOF };

struct alignas(8) Token {
  int kind;  // a %token of parser.y; 0 at the end of the file
  Pos pos;
  uint32_t len;    // of the text
  uint32_t index;  // how many tokens came before it
  Op op;           // of operators, `op=`, `++` and `--`
  LitKind lit;     // of literals
  bool bad;        // a malformed literal
  SemiKind semi;   // of semicolons
  Pos end() const { return pos + len; }
};
static_assert(sizeof(Token) == 3 * sizeof(uint64_t));

// A `//go:` comment.
struct Directive {
  Pos pos;                // of the text after the slashes
  uint32_t index;         // of the token that follows
  bool blank;             // nothing stands before it on its line
  std::string_view text;  // without the slashes
};

// A plain cursor: copying one is cheap and yields a look ahead (give the copy no Diags).
class Lexer {
 public:
  // Reads all of `source`. `diags` may be nullptr: errors are then only counted. Line directives
  // are recorded in `lines`, if given.
  Lexer(const SourceFile* source, Diags* diags, SourceFile* lines = nullptr);

  // Reads on from `from` only.
  void Restrict(Pos from);
  void set_snippet(bool on) { snippet_ = on; }
  void Silence() { diags_ = nullptr, lines_ = nullptr; }

  void Next(Token* token);
  Token Next() {
    Token t;
    Next(&t);
    return t;
  }

  // The next token would begin at `{` or `(` or `[`: skips to the matching bracket. Used to pass
  // over function bodies; respects literals and comments but reports nothing. The token spans both
  // braces; its kind is 0 if there is no match (then nothing is skipped).
  Token SkipBlock(const Token& lbrace);

  // The next token would be `func` of a top-level function: passes over the whole if SourceFile::functions has it. The token
  // spans it and has the place of `func`; its kind is 0 if nothing is skipped. `extent` is set to what is known.
  Token SkipFunction(const Token& func, const FuncExtent** extent);

  int error_count() const { return error_count_; }
  const std::vector<Directive>& directives() const { return directives_; }
  std::string_view Text(const Token& t) const {
    return {reinterpret_cast<const char*>(begin_) + (t.pos - source_->base()), t.len};
  }
  Pos end_pos() const { return source_->end(); }

 private:
  friend class RuneReader;

  Pos PosOf(const uint8_t* p) const { return source_->base() + static_cast<Pos>(p - begin_); }
  void Error(const uint8_t* at, std::string text);
  Token Make(int kind, const uint8_t* start, const uint8_t* end, Op op = Op::kNone);
  Token MakeLiteral(const uint8_t* start, const uint8_t* end, LitKind lit, bool bad = false);
  Token MakeSemi(const uint8_t* start, const uint8_t* end, SemiKind semi);

  // lexer_slow.cc. Each reads a construct that begins at `start` and returns where it ends, or its
  // token.
  const uint8_t* LineComment(const uint8_t* start);
  const uint8_t* BlockComment(const uint8_t* start, bool* has_newline);
  const uint8_t* SkipOdd(const uint8_t* start);  // a character that can begin no token
  void CheckEncoding(const uint8_t* from, const uint8_t* to);
  void LineDirective(const uint8_t* text, const uint8_t* end, const uint8_t* from);
  bool IsBlankBefore(const uint8_t* p) const;
  bool IsElision(const uint8_t* start, const uint8_t* end) const;
  bool StartsName(const uint8_t* start) const;
  Token SlowName(const uint8_t* start);
  Token SlowNumber(const uint8_t* start);
  Token SlowString(const uint8_t* start);
  Token SlowRune(const uint8_t* start);
  Token RawString(const uint8_t* start);

  const SourceFile* source_;
  Diags* diags_;
  SourceFile* lines_;
  const uint8_t* begin_;
  const uint8_t* limit_;
  const uint8_t* cur_;
  uint32_t count_ = 0;  // of tokens returned
  int error_count_ = 0;
  bool nlsemi_ = false;  // a newline now would be a semicolon
  bool snippet_ = false;
  size_t next_function_ = 0;  // in SourceFile::functions: those before are passed
  std::vector<Directive> directives_;
};

}  // namespace minigo::grammar
