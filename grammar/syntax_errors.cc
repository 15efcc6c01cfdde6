// This file implements the explainer: tokens, errors and recovery, and declarations.
#include "grammar/syntax_errors.h"

#include "grammar/ast_builder.h"
#include "grammar/branches.h"
#include "grammar/explainer.h"
#include "grammar/explainer_list.h"
#include "grammar/parser.tab.h"
#include "grammar/pragma.h"

namespace minigo::grammar {
namespace {

static_assert(T_VAR - T_START_FILE < 63, "a set of tokens is one word");

constexpr uint64_t Bit(int kind) {
  return kind == 0 ? 1 : uint64_t{1} << (kind - T_START_FILE + 1);
}

template <typename... Kinds>
constexpr uint64_t Set(Kinds... kinds) {
  return (Bit(kinds) | ...);
}

constexpr uint64_t kOperators =
    Set(T_OROR, T_ANDAND, T_CMP, T_PLUS, T_MINUS, T_OR, T_XOR, T_MULOP, T_AND, T_NOT, T_TILDE);

// Tokens that begin a statement: not skipped within functions.
constexpr uint64_t kStops = Set(T_BREAK, T_CONST, T_CONTINUE, T_DEFER, T_FALLTHROUGH, T_FOR, T_GO,
                                T_GOTO, T_IF, T_RETURN, T_SELECT, T_SWITCH, T_TYPE, T_VAR);

bool IsKeyword(int kind) { return kind >= T_BREAK && kind <= T_VAR; }

// The text of tokens that have only one.
std::string_view FixedText(int kind) {
  switch (kind) {
    case 0:
      return "EOF";
    case T_NAME:
      return "name";
    case T_LITERAL:
      return "literal";
    case T_STAR:
      return "*";
    case T_ASSIGN:
      return "=";
    case T_DEFINE:
      return ":=";
    case T_ARROW:
      return "<-";
    case T_LPAREN:
      return "(";
    case T_LBRACK:
      return "[";
    case T_LBRACE:
      return "{";
    case T_RPAREN:
      return ")";
    case T_RBRACK:
      return "]";
    case T_RBRACE:
      return "}";
    case T_COMMA:
      return "comma";
    case T_SEMI:
      return "semicolon or newline";
    case T_COLON:
      return ":";
    case T_DOT:
      return ".";
    case T_DOTDOTDOT:
      return "...";
    case T_CHAN:
      return "keyword chan";
    case T_FOR:
      return "keyword for";
    case T_IF:
      return "keyword if";
    case T_INTERFACE:
      return "keyword interface";
    case T_SELECT:
      return "keyword select";
    case T_STRUCT:
      return "keyword struct";
    case T_SWITCH:
      return "keyword switch";
    default:
      return "";
  }
}

}  // namespace

std::string TokenName(int kind) { return std::string(FixedText(kind)); }

std::string DescribeToken(const Lexer& lexer, const Token& t) {
  std::string text(lexer.Text(t));
  if (t.kind == T_NAME) return "name " + text;
  if (t.kind == T_LITERAL) return "literal " + text;
  if (t.kind == T_SEMI) {
    return t.semi == SemiKind::kNewline ? "newline"
           : t.semi == SemiKind::kEOF   ? "EOF"
                                        : "semicolon";
  }
  if (t.kind == T_COMMA) return "comma";
  if (t.kind == 0) return "EOF";
  if (IsKeyword(t.kind)) return "keyword " + text;
  return text;
}

// ---------------------------------------------------------------- tokens and errors

void Explainer::Next() {
  if (gave_up_) return;
  tok_ = lexer_.Next();
  const std::vector<Directive>& directives = lexer_.directives();
  for (; pragmas_seen_ < directives.size(); pragmas_seen_++) {
    CheckDirectiveText(directives[pragmas_seen_], diags_);
  }
}

void Explainer::GiveUp() {
  gave_up_ = true;
  tok_.kind = 0;
}

bool Explainer::AtOperator() const { return (kOperators & Bit(tok_.kind)) != 0; }

bool Explainer::Got(int kind) {
  if (!At(kind)) return false;
  Next();
  return true;
}

void Explainer::Want(int kind) {
  if (Got(kind)) return;
  SyntaxError("expected " + TokenName(kind));
  Advance({});
}

bool Explainer::GotAssign() {
  if (At(T_DEFINE)) SyntaxError("expected =");
  if (!At(T_DEFINE) && !At(T_ASSIGN)) return false;
  Next();
  return true;
}

Name* Explainer::NewName(Pos pos, std::string_view text) {
  auto* n = New<Name>(pos);
  n->value = names_.Intern(text);
  return n;
}

void Explainer::ErrorAt(Pos pos, std::string text) {
  if (gave_up_) return;
  errors_++;
  diags_.Report(pos, DiagKind::kSyntax, std::move(text));
}

void Explainer::SyntaxErrorAt(Pos pos, std::string text) {
  if (At(0) && errors() > 0) return;  // follows from what was reported
  if (text.starts_with("in ") || text.starts_with("at ") || text.starts_with("after ")) {
    text = " " + text;
  } else if (text.starts_with("expected ")) {
    text = ", " + text;
  } else {
    ErrorAt(pos, "syntax error: " + text);
    return;
  }
  ErrorAt(pos, "syntax error: unexpected " + DescribeToken(lexer_, tok_) + text);
}

void Explainer::Advance(std::initializer_list<int> follow) {
  if (follow.size() == 0) {
    if (!At(0)) Next();
    return;
  }
  uint64_t set = Bit(0);
  if (func_nest_ > 0) set |= kStops;
  if (loose_) set |= Bit(T_SEMI);
  for (int kind : follow) set |= kind == kAnyOperator ? kOperators : Bit(kind);
  while ((set & Bit(tok_.kind)) == 0) Next();
}

Pragma* Explainer::TakePragma() {
  std::vector<std::string_view> texts;
  std::vector<Pos> positions;
  for (; pragmas_taken_ < pragmas_seen_; pragmas_taken_++) {
    const Directive& d = lexer_.directives()[pragmas_taken_];
    if (!d.blank) continue;  // was reported
    texts.push_back(d.text);
    positions.push_back(d.pos);
  }
  if (texts.empty()) return nullptr;
  auto* p = arena_.New<Pragma>();
  p->directives = List<std::string_view>::Of(arena_, texts);
  p->positions = List<Pos>::Of(arena_, positions);
  return p;
}

void Explainer::ClearPragma() {
  for (; pragmas_taken_ < pragmas_seen_; pragmas_taken_++) {
    CheckDirectivePlace(lexer_.directives()[pragmas_taken_], PragmaPlace::kNowhere, diags_);
  }
}

// ---------------------------------------------------------------- files

Explanation Explainer::Run(Start start) {
  Explanation result;
  Next();
  if (start == Start::kBody) {
    result.body = FuncBody();
  } else {
    auto* file = arena_.New<File>();
    file->source = source_;
    file->eof = source_->end();
    if (start == Start::kSnippet) {
      std::vector<Stmt*> statements;
      ParseSnippet(file, &statements);
      result.statements = List<Stmt*>::Of(arena_, statements);
    } else {
      ParseFile(file);
    }
    result.file = file;
  }
  result.complete = !gave_up_;
  return result;
}

bool Explainer::AtEmptyFuncDecl(const Decls& decls) const {
  auto* f = decls.empty() ? nullptr : Is<FuncDecl>(decls.back());
  return At(T_LBRACE) && f != nullptr && f->body == nullptr;
}

bool Explainer::ParseFile(File* file) {
  if (!Got(T_PACKAGE)) {
    SyntaxError("package statement must be first");
    return false;
  }
  TakePragma();
  file->pkg_name = ParseName();
  Want(T_SEMI);
  if (errors() > 0) return false;

  Decls decls;
  for (int before = T_IMPORT; !At(0);) {
    if (At(T_IMPORT) && before != T_IMPORT) {
      SyntaxError("imports must appear before other declarations");
    }
    before = tok_.kind;
    switch (tok_.kind) {
      case T_IMPORT:
        Next();
        AppendGroup(&decls, [&](Group* g) { return ImportSpec(g); });
        break;
      case T_CONST:
        Next();
        AppendGroup(&decls, [&](Group* g) { return ConstSpec(g); });
        break;
      case T_TYPE:
        Next();
        AppendGroup(&decls, [&](Group* g) { return TypeSpec(g); });
        break;
      case T_VAR:
        Next();
        AppendGroup(&decls, [&](Group* g) { return VarSpec(g); });
        break;
      case T_FUNC:
        Next();
        decls.push_back(ParseFuncDecl());
        break;
      default:
        if (AtEmptyFuncDecl(decls)) {
          SyntaxError("unexpected semicolon or newline before {");
        } else {
          SyntaxError("non-declaration statement outside function body");
        }
        Advance({T_IMPORT, T_CONST, T_TYPE, T_VAR, T_FUNC});
        continue;
    }
    ClearPragma();
    if (!At(0) && !Got(T_SEMI)) {
      SyntaxError("after top level declaration");
      Advance({T_IMPORT, T_CONST, T_TYPE, T_VAR, T_FUNC});
    }
  }
  ClearPragma();
  file->decls = List<Decl*>::Of(arena_, decls);
  return true;
}

// Whether a top-level `func` begins a declaration: `func name` or `func (receiver) name (`.
bool Explainer::AtFuncDecl() const {
  Lexer ahead = lexer_;
  ahead.Silence();
  Token t = ahead.Next();
  if (t.kind == T_NAME) return true;
  if (t.kind != T_LPAREN) return false;
  int open = 1;
  while (open > 0) {
    t = ahead.Next();
    if (t.kind == T_LPAREN) open++;
    if (t.kind == T_RPAREN) open--;
    if (t.kind == 0 || t.kind == T_LBRACE) return false;
  }
  if (ahead.Next().kind != T_NAME) return false;
  return ahead.Next().kind == T_LPAREN;
}

// Declarations and statements by turns, a package clause perhaps first.
void Explainer::ParseSnippet(File* file, std::vector<Stmt*>* statements) {
  if (Got(T_PACKAGE)) {
    file->pkg_name = ParseName();
    Want(T_SEMI);
  }
  Decls decls;
  while (!At(0)) {
    uint32_t start = tok_.index;
    if (At(T_IMPORT)) {
      Next();
      AppendGroup(&decls, [&](Group* g) { return ImportSpec(g); });
    } else if (At(T_FUNC) && AtFuncDecl()) {
      Next();
      decls.push_back(ParseFuncDecl());
    } else if (AtEmptyFuncDecl(decls)) {
      SyntaxError("unexpected semicolon or newline before {");
      Advance({T_SEMI});
    } else {
      func_nest_++;
      loose_ = true;
      Stmt* s = StmtOrNil();
      loose_ = false;
      func_nest_--;
      if (auto* d = Is<DeclStmt>(s); d != nullptr && statements->empty()) {
        decls.insert(decls.end(), d->decls.begin(), d->decls.end());
      } else if (s != nullptr && s->kind != NodeKind::kEmptyStmt) {
        statements->push_back(s);
      }
    }
    ClearPragma();
    if (!At(0) && !Got(T_SEMI)) {
      SyntaxError("at end of statement");
      Advance({T_SEMI});
      Got(T_SEMI);
    }
    if (tok_.index == start) Advance({});  // to be sure of getting on
  }
  file->decls = List<Decl*>::Of(arena_, decls);
}

// ---------------------------------------------------------------- declarations

template <typename F>
void Explainer::AppendGroup(Decls* list, F spec) {
  if (!At(T_LPAREN)) {
    list->push_back(spec(nullptr));
    return;
  }
  auto* group = arena_.New<Group>();
  group->pos = pos();
  ClearPragma();
  Next();
  ParseList("grouped declaration", T_SEMI, T_RPAREN, [&] {
    list->push_back(spec(group));
    return false;
  });
}

Stmt* Explainer::DeclStatement(Decl* (Explainer::*spec)(Group*)) {
  auto* s = New<DeclStmt>(pos());
  Next();
  Decls decls;
  AppendGroup(&decls, [&](Group* g) { return (this->*spec)(g); });
  s->decls = List<Decl*>::Of(arena_, decls);
  return s;
}

Decl* Explainer::ImportSpec(Group* group) {
  auto* d = New<ImportDecl>(pos());
  d->group = group;
  TakePragma();
  if (At(T_NAME)) {
    d->local = ParseName();
  } else if (At(T_DOT)) {
    d->local = NewName(pos(), ".");
    Next();
  }
  d->path = LiteralOrNil();
  if (d->path == nullptr) {
    SyntaxError("missing import path");
    Advance({T_SEMI, T_RPAREN});
    return d;
  }
  if (!d->path->bad && d->path->lit != LitKind::kString) {
    SyntaxErrorAt(d->path->pos, "import path must be a string");
    d->path->bad = true;
  }
  return d;
}

Decl* Explainer::ConstSpec(Group* group) {
  auto* d = New<ConstDecl>(pos());
  d->group = group;
  TakePragma();
  d->names = List<Name*>::Of(arena_, NameList(ParseName()));
  if (!At(0) && !At(T_SEMI) && !At(T_RPAREN)) {
    d->type = TypeOrNil();
    if (GotAssign()) d->values = ExprList();
  }
  return d;
}

Decl* Explainer::VarSpec(Group* group) {
  auto* d = New<VarDecl>(pos());
  d->group = group;
  d->pragma = TakePragma();
  d->names = List<Name*>::Of(arena_, NameList(ParseName()));
  if (GotAssign()) {
    d->values = ExprList();
  } else {
    d->type = ParseType();
    if (GotAssign()) d->values = ExprList();
  }
  return d;
}

Decl* Explainer::TypeSpec(Group* group) {
  auto* d = New<TypeDecl>(pos());
  d->group = group;
  d->pragma = TakePragma();
  d->name = ParseName();
  if (!At(T_LBRACK)) {
    d->alias = GotAssign();
    d->type = TypeOrNil();
  } else {
    Pos lbrack = pos();
    Next();
    if (At(T_NAME)) {
      // An array's length or type parameters: read an expression, unless `[` follows the name.
      Expr* x = ParseName();
      if (!At(T_LBRACK)) {
        expr_nest_++;
        x = BinaryExpr(PrimaryExpr(x, false), 0);
        expr_nest_--;
      }
      Expr* constraint = nullptr;
      Name* name = SplitNameAndType(arena_, x, At(T_COMMA), &constraint);
      if (name != nullptr && (constraint != nullptr || !At(T_RBRACK))) {
        d->tparams = List<Field*>::Of(arena_, ParamList(name, constraint, T_RBRACK, true, false));
        d->alias = GotAssign();
        d->type = TypeOrNil();
      } else {
        d->type = ArrayTypeRest(lbrack, x);
      }
    } else if (Got(T_RBRACK)) {
      d->type = SliceTypeRest(lbrack);
    } else {
      d->type = ArrayTypeRest(lbrack, nullptr);
    }
  }
  if (d->type == nullptr) {
    d->type = Bad();
    SyntaxError("in type declaration");
    Advance({T_SEMI, T_RPAREN});
  }
  return d;
}

FuncDecl* Explainer::ParseFuncDecl() {
  auto* f = New<FuncDecl>(pos());
  f->pragma = TakePragma();
  bool method = false;
  if (Got(T_LPAREN)) {
    method = true;
    Fields recv = ParamList(nullptr, nullptr, T_RPAREN, false, false);
    if (recv.empty()) Error("method has no receiver");
    if (recv.size() > 1) Error("method has multiple receivers");
    if (!recv.empty()) f->recv = recv[0];
  }
  if (At(T_NAME)) {
    f->name = ParseName();
    f->type = Signature(method ? "method" : "", &f->tparams);
  } else {
    f->name = NewName(pos(), "_");
    f->type = New<FuncType>(pos());
    SyntaxError(method ? "expected name" : "expected name or (");
    Advance({T_LBRACE, T_SEMI});
  }
  if (At(T_LBRACE)) f->body = FuncBody();
  return f;
}

BlockStmt* Explainer::FuncBody() {
  func_nest_++;
  bool loose = loose_;
  loose_ = false;
  int before = errors();
  BlockStmt* body = Block("");
  loose_ = loose;
  func_nest_--;
  // Misplaced labels do not count as errors here: they keep nothing from being reported.
  if (errors() == before && !gave_up_) CheckBranches(body, *source_, diags_);
  return body;
}

Explanation ExplainErrors(SourceFile* source, Lexer& lexer, Start start, Arena& arena,
                          Interner& names, Diags& diags) {
  return Explainer(source, lexer, arena, names, diags).Run(start);
}

}  // namespace minigo::grammar
