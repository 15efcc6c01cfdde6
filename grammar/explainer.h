// Explainer: a predictive parser in the manner of gc's own. gc's syntax errors are the product of
// its control flow: which token it asks for first, what it skips to find its footing again. So this
// class has gc's productions, one function each, and its recovery. It runs only over files that the
// grammar refuses.
//
// It builds a tree, because several messages depend on shapes (is `P *C` a type parameter?, "cannot
// use a = b as value") and because labels are checked in those functions that have no syntax error.
// The tree is thrown away, unless nothing is found to be wrong.
#pragma once

#include <string>
#include <vector>

#include "grammar/ast.h"
#include "grammar/diag.h"
#include "grammar/lexer.h"
#include "grammar/syntax_errors.h"

namespace minigo::grammar {

class Explainer {
 public:
  Explainer(SourceFile* source, Lexer& lexer, Arena& arena, Interner& names, Diags& diags)
      : source_(source), lexer_(lexer), arena_(arena), names_(names), diags_(diags) {}

  Explanation Run(Start start);

 private:
  using Fields = std::vector<Field*>;
  using Decls = std::vector<Decl*>;

  // This deep the functions may call each other; a file that needs more is given up on.
  static constexpr int kMaxDepth = 4000;
  class Nest {
   public:
    explicit Nest(Explainer* e) : e_(e) {
      if (++e_->depth_ > kMaxDepth) e_->GiveUp();
    }
    ~Nest() { e_->depth_--; }

   private:
    Explainer* e_;
  };
  void GiveUp();

  // ---- tokens
  void Next();
  bool At(int kind) const { return tok_.kind == kind; }
  bool AtOperator() const;  // a unary or binary operator other than `*`
  bool Got(int kind);
  void Want(int kind);
  bool GotAssign();
  Pos pos() const { return tok_.pos; }
  template <typename T>
  T* New(Pos pos) {
    T* n = arena_.New<T>();
    n->pos = pos;
    return n;
  }
  Expr* Bad() { return New<BadExpr>(pos()); }
  Name* NewName(Pos pos, std::string_view text);

  // ---- errors
  int errors() const { return errors_ + lexer_.error_count(); }
  void Error(std::string text) { ErrorAt(pos(), std::move(text)); }
  void ErrorAt(Pos pos, std::string text);
  void SyntaxError(std::string text) { SyntaxErrorAt(pos(), std::move(text)); }
  void SyntaxErrorAt(Pos pos, std::string text);
  // Skips to a token of `follow` (or, within functions, one that begins a statement). If there is
  // none to look for, skips one token.
  void Advance(std::initializer_list<int> follow);
  // { f sep } close; f returns true to be the last. Yields the closing token's position.
  template <typename F>
  Pos ParseList(const char* context, int sep, int close, F f);

  // ---- pragmas
  Pragma* TakePragma();
  void ClearPragma();

  // ---- declarations
  bool ParseFile(File* file);
  void ParseSnippet(File* file, std::vector<Stmt*>* statements);
  bool AtFuncDecl() const;
  bool AtEmptyFuncDecl(const Decls& decls) const;
  template <typename F>
  void AppendGroup(Decls* list, F f);
  Decl* ImportSpec(Group* group);
  Decl* ConstSpec(Group* group);
  Decl* TypeSpec(Group* group);
  Decl* VarSpec(Group* group);
  FuncDecl* ParseFuncDecl();
  BlockStmt* FuncBody();

  // ---- expressions
  Expr* ParseExpr() { return BinaryExpr(nullptr, 0); }
  Expr* BinaryExpr(Expr* x, int prec);
  Expr* UnaryExpr();
  Expr* Operand(bool keep_parens);
  Expr* PrimaryExpr(Expr* x, bool keep_parens);
  Expr* IndexOrSlice(Expr* x, Pos pos);
  bool CompositeLitOk(Expr* x) const;
  Expr* BareExpr();
  CompositeLit* LiteralValue();
  List<Expr*> Arguments(bool* has_dots, Pos* rparen);
  Expr* ExprList();
  // A list of types; unless strict, the first may be an expression.
  Expr* TypeList(bool strict, bool* comma);

  // ---- types
  Expr* ParseType();
  Expr* TypeOrNil();
  Expr* TypeInstance(Expr* type);
  FuncType* Signature(const char* context, List<Field*>* tparams);
  Expr* ArrayTypeRest(Pos pos, Expr* len);
  Expr* SliceTypeRest(Pos pos);
  Expr* ChanElem();
  StructType* ParseStructType();
  InterfaceType* ParseInterfaceType();
  List<Field*> FuncResult();
  void FieldDecl(std::vector<Field*>* fields, std::vector<BasicLit*>* tags);
  Expr* ArrayOrTypeArgs();
  BasicLit* LiteralOrNil();
  Field* MethodDecl();
  Field* EmbeddedElem(Field* f);
  Expr* EmbeddedTerm();
  Field* ParamDeclOrNil(Name* name, int follow);
  Fields ParamList(Name* name, Expr* type, int close, bool names_required, bool dots_ok);
  Name* ParseName();
  std::vector<Name*> NameList(Name* first);
  Expr* QualifiedName(Name* name);
  Field* NewField(Pos pos, Name* name, Expr* type);
  Expr* NewPointer(Pos pos, Expr* x);

  // ---- statements
  struct Header {
    Stmt* init = nullptr;
    Expr* cond = nullptr;
    Stmt* post = nullptr;
  };
  Stmt* SimpleStmt(Expr* lhs, int keyword);
  Stmt* RangeStmt(Expr* lhs, bool def);
  Stmt* Assign(Pos pos, Op op, Expr* lhs, Expr* rhs);
  Stmt* Labeled(Name* label);
  BlockStmt* Block(const char* context);
  Stmt* DeclStatement(Decl* (Explainer::*spec)(Group*));
  Header ParseHeader(int keyword);
  Stmt* For();
  IfStmt* If();
  Stmt* Switch();
  Stmt* Select();
  CaseClause* Case();
  CommClause* Comm();
  Stmt* GoDefer();
  Stmt* StmtOrNil();
  std::vector<Stmt*> StmtList();

  SourceFile* source_;
  Lexer& lexer_;
  Arena& arena_;
  Interner& names_;
  Diags& diags_;
  Token tok_ = {};
  int errors_ = 0;
  int depth_ = 0;
  int func_nest_ = 0;
  int expr_nest_ = 0;  // < 0: in a header, where `{` begins a block
  bool gave_up_ = false;
  bool loose_ =
      false;  // in a snippet's top-level statement: a line's end is a good place to go on from
  size_t pragmas_seen_ = 0;   // of the lexer's directives: those read
  size_t pragmas_taken_ = 0;  // those that have been taken or found misplaced
};

// How messages name a token: "name x", "keyword if", "comma", "newline" …
std::string DescribeToken(const Lexer& lexer, const Token& t);

}  // namespace minigo::grammar
