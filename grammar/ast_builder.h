// AstBuilder: makes the syntax tree for the grammar's actions. It decides each shape once: what a
// list is, whether a bracket held an array's length or type parameters, which parameters share a
// type.
//
// Lists are gathered on a stack: lists nest properly, so the elements of one lie together on top
// when it ends. A ListVal names such a run by where it begins.
//
// The builder does not explain errors. It refuses (Reject) what gc's parser refuses, and
// syntax_errors.cc reads the file again to say what is wrong.
#pragma once

#include <cstdint>
#include <vector>

#include "grammar/ast.h"
#include "grammar/diag.h"
#include "grammar/lexer.h"
#include "grammar/parser.h"
#include "grammar/token_stream.h"

namespace minigo::grammar {

// The semantic values. `depth` is the height of the tree below: bounded, because later rooms
// recurse. They are set by aggregate initialisation; what is left out is 0.
template <typename T>
struct NodeVal {
  T* n;
  uint32_t depth;
  // Of types: where they begin, if StartPos(n) cannot tell; else kNoPos. Of statements: how many
  // labels and else-ifs follow each other down to here.
  uint32_t start;
};
using ExprVal = NodeVal<Expr>;
using StmtVal = NodeVal<Stmt>;
using FieldVal = NodeVal<Node>;  // a Field, or a CaseClause or CommClause yet without its body

struct ListVal {
  uint32_t begin;  // the index of the first element on the stack
  uint32_t depth;
  uint32_t token;  // of names: the first one's Token::index
};

// Parameters or results, finished.
struct FieldsVal {
  Field** data;
  uint32_t size;
  uint32_t depth;
  Pos pos;
};

// The parser copies one at each step. It does so by the words in which they were written: a load of more, or of parts of two,
// would wait for the stores before it to leave the processor's buffer.
union SemanticValue {
  Token tok;
  ExprVal expr;
  StmtVal stmt;
  FieldVal node;
  ListVal list;
  FieldsVal fields;
  uint64_t words[3];

  SemanticValue() {}
  SemanticValue(const SemanticValue& other) { *this = other; }
  SemanticValue& operator=(const SemanticValue& other) {
    words[0] = other.words[0];
    words[1] = other.words[1];
    words[2] = other.words[2];
    return *this;
  }
};
static_assert(sizeof(SemanticValue) == 3 * sizeof(uint64_t));

class AstBuilder {
 public:
  AstBuilder(SourceFile* source, Arena& arena, Interner& names, TokenStream* tokens)
      : source_(source), arena_(arena), names_(names), tokens_(tokens) {}

  TokenStream& tokens() { return *tokens_; }

  // What became of the text. The order of the questions matters: too_deep, then rejected.
  bool too_deep() const { return too_deep_ != kNoPos || tokens_->too_deep(); }
  Pos too_deep_pos() const { return too_deep_ != kNoPos ? too_deep_ : tokens_->last().pos; }
  bool rejected() const { return rejected_; }
  // The token that the grammar did not expect; nullptr if it was the builder that refused.
  const Token* error_token() const { return has_error_token_ ? &error_token_ : nullptr; }
  Diags& branch_errors() { return branch_errors_; }

  Name* package_name() const { return package_; }
  BlockStmt* body() const { return body_; }
  // Moves what has been gathered at the top level out; the top level's declarations lie on the
  // stack.
  List<Decl*> TakeDecls();
  List<Stmt*> TakeSnippetStmts() { return List<Stmt*>::Of(arena_, snippet_stmts_); }
  // Hangs the `//go:` comments on their declarations. Those that stand where gc allows none are
  // reported, unless diags is nullptr.
  void AttachPragmas(Diags* diags);

  void SyntaxError(const char*);
  void Reject() { rejected_ = true; }

  // ---- file
  void Package(const Token& name);
  void Import();
  void NotImport() { past_imports_ = true; }
  void Body(StmtVal block) { body_ = static_cast<BlockStmt*>(FuncBody(block).n); }
  void SnippetStmt(StmtVal s);

  // ---- lists
  ListVal Empty() const { return {static_cast<uint32_t>(stack_.size()), 0}; }
  ListVal First(FieldVal n) { return Push(n.n, n.depth); }
  ListVal Add(ListVal list, FieldVal n) { return Join(list, Push(n.n, n.depth)); }
  ListVal Prepend(FieldVal n, ListVal rest);
  ListVal Join(ListVal a, ListVal b) { return {a.begin, Max(a.depth, b.depth), a.token}; }
  ListVal FirstExpr(ExprVal x) { return Push(x.n, x.depth); }
  ListVal AddExpr(ListVal list, ExprVal x) { return Join(list, Push(x.n, x.depth)); }
  ListVal PrependExpr(ExprVal x, ListVal rest) { return Prepend({x.n, x.depth}, rest); }
  ListVal FirstName(const Token& name) {
    ListVal list = Push(NewName(name), 1);
    list.token = name.index;
    return list;
  }
  ListVal AddName(ListVal list, const Token& name) { return Join(list, FirstName(name)); }

  // ---- declarations
  ListVal Group(const Token& lparen, ListVal specs);
  ListVal ImportSpec(const Token* local, const Token& path);
  ListVal ConstSpec(ListVal names, ExprVal type, const ListVal* values);
  ListVal VarSpec(ListVal names, ExprVal type, const ListVal* values);
  ListVal TypeSpec(const Token& name, bool alias, ExprVal type);
  ListVal ArrayOrGeneric(const Token& name, const Token& lbrack, ExprVal x, bool alias,
                         ExprVal type);
  ListVal GenericSpec(const Token& name, ListVal tparams, bool alias, ExprVal type);
  FieldVal SplitTypeParam(ExprVal x);
  void FuncDecl(const Token& func, const FieldsVal* recv, const Token& name, FieldsVal params,
                FieldsVal results, StmtVal body);
  void SkippedFunc(const Token& whole);
  void GenericFuncDecl(const Token& func, const Token& name, const Token& lbrack, ListVal tparams,
                       FieldsVal params, FieldsVal results, StmtVal body);
  StmtVal FuncBody(StmtVal block);
  StmtVal SkippedBody(const Token& body);

  // ---- types
  ExprVal NoExpr() const { return {nullptr, 0}; }
  ExprVal NameExpr(const Token& name) { return {NewName(name), 1}; }
  ExprVal Instance(ExprVal x, const Token& lbrack, ListVal args);
  ExprVal ArrayType(const Token& lbrack, ExprVal len, ExprVal elem);
  ExprVal SliceType(const Token& lbrack, ExprVal elem);
  ExprVal DotsType(const Token& dots, ExprVal elem);
  ExprVal ChanType(const Token& first, ChanDir dir, ExprVal elem);
  ExprVal MapType(const Token& map, ExprVal key, ExprVal value);
  ExprVal FuncType(const Token& func, FieldsVal params, FieldsVal results);
  ExprVal ParenType(const Token& lparen, ExprVal type) { return {type.n, type.depth, lparen.pos}; }
  ExprVal StructType(const Token& keyword, ListVal fields);
  ExprVal InterfaceType(const Token& keyword, ListVal elems);
  FieldsVal NoParams(const Token& lparen) { return {nullptr, 0, 0, lparen.pos}; }
  FieldsVal Params(const Token& lparen, ListVal params);
  FieldsVal NoResult() { return {nullptr, 0, 0, kNoPos}; }
  FieldsVal Result(ExprVal type);
  FieldVal Param(const Token* name, ExprVal type);
  ListVal Embedded(Pos pos, ExprVal type, ExprVal tag);
  ListVal NamedFields(ListVal names, ExprVal type, ExprVal tag);
  ListVal Method(const Token& name, FieldsVal params, FieldsVal results);
  ListVal EmbeddedElem(ExprVal elem);
  Pos StartOf(ExprVal x) const { return x.start != kNoPos ? x.start : StartPos(x.n); }

  // ---- expressions
  ExprVal Literal(const Token& t);
  ExprVal Binary(ExprVal x, const Token& op, ExprVal y);
  ExprVal Unary(const Token& op, ExprVal x);
  ExprVal AddressOf(const Token& op, ExprVal x);
  ExprVal Receive(const Token& arrow, ExprVal x);
  ExprVal Paren(const Token& lparen, ExprVal x);
  ExprVal FuncLit(const Token& func, FieldsVal params, FieldsVal results, StmtVal body);
  ExprVal Selector(ExprVal x, const Token& dot, const Token& name);
  ExprVal Assert(ExprVal x, const Token& dot, ExprVal type);
  ExprVal Guard(ExprVal x, const Token& dot);
  ExprVal Index(ExprVal x, const Token& lbrack, ExprVal index);
  ExprVal Slice(ExprVal x, const Token& lbrack, ExprVal i, ExprVal j);
  ExprVal FullSlice(ExprVal x, const Token& lbrack, ExprVal i, ExprVal j, ExprVal k);
  ExprVal Call(ExprVal fun, const Token& lparen, ListVal args, bool dots, const Token& rparen);
  ExprVal CompositeLit(const ExprVal* type, const Token& lbrace, ListVal elems,
                       const Token& rbrace);
  ExprVal KeyValue(ExprVal key, const Token& colon, ExprVal value);

  // ---- statements
  StmtVal NoStmt() const { return {nullptr, 0}; }
  StmtVal EmptyStmt(const Token& at);
  StmtVal PlainStmt(StmtVal s);
  StmtVal ExprStmt(ExprVal x);
  StmtVal Send(ExprVal chan, const Token& arrow, ExprVal value);
  StmtVal AssignOp(ExprVal lhs, const Token& op, const ExprVal* rhs);
  StmtVal Assign(ListVal lhs, const Token& op, bool define, ListVal rhs);
  StmtVal DeclStmt(const Token& keyword, ListVal decls);
  StmtVal Labeled(const Token& name, const Token& colon, StmtVal s);
  StmtVal GoDefer(const Token& keyword, bool is_defer, ExprVal call);
  StmtVal Return(const Token& keyword, ListVal results);
  StmtVal Branch(const Token& keyword, BranchTok tok, const Token* label);
  StmtVal Block(const Token& lbrace, ListVal stmts, const Token& rbrace);
  StmtVal IfHead(StmtVal init, StmtVal cond);
  StmtVal If(const Token& keyword, StmtVal head, StmtVal then, StmtVal els);
  StmtVal ForHead(StmtVal init, StmtVal cond, StmtVal post);
  StmtVal ForRange(const Token& range, const ListVal* lhs, bool define, ExprVal x);
  StmtVal For(const Token& keyword, StmtVal head, StmtVal body);
  StmtVal SwitchHead(StmtVal init, StmtVal tag);
  StmtVal Switch(const Token& keyword, StmtVal head, ListVal clauses, const Token& rbrace);
  StmtVal Select(const Token& keyword, ListVal clauses, const Token& rbrace);
  FieldVal CaseHead(const Token& keyword, const ListVal* cases, const Token& colon);
  FieldVal CommHead(const Token& keyword, StmtVal comm, const Token& colon);
  ListVal AddClause(ListVal clauses, FieldVal head, ListVal body);
  ListVal AddComm(ListVal clauses, FieldVal head, ListVal body);
  ListVal AddStmt(ListVal list, StmtVal s) { return Join(list, Push(s.n, s.depth)); }

 private:
  static uint32_t Max(uint32_t a, uint32_t b) { return a > b ? a : b; }
  // One more than the deepest of what a node at `pos` holds.
  template <typename... Depths>
  uint32_t Deeper(Pos pos, Depths... depths) {
    uint32_t d = 0;
    ((d = Max(d, depths)), ...);
    if (++d > kMaxTreeDepth && too_deep_ == kNoPos) too_deep_ = pos;
    return d;
  }
  ListVal Push(Node* n, uint32_t depth);
  // Takes a list off the stack.
  template <typename T>
  List<T*> Pop(ListVal list);
  ExprVal PopExpr(ListVal list);  // a ListExpr if there are several; nullptr if there is none
  template <typename T>
  T* New(Pos pos) {
    T* n = arena_.New<T>();
    n->pos = pos;
    return n;
  }
  Name* NewName(const Token& t);
  Field* NewField(Pos pos, Name* name, Expr* type);
  Expr* CondOf(StmtVal s);  // the expression of a header's condition
  Stmt* GuardStmt(Stmt* s);
  // `s` directly holds the statement `inner`.
  StmtVal Nested(StmtVal s, StmtVal inner);
  void DistributeTypes(List<Field*> list, bool names_required);
  grammar::FuncType* Signature(FieldsVal params, FieldsVal results, Pos pos);
  grammar::FuncDecl* DeclareFunc(const Token& func, const Token& name, grammar::FuncType* type,
                                 StmtVal body);
  void NotePragmas(Decl* d, uint32_t index) {
    if (!tokens_->lexer().directives().empty()) pragma_decls_.push_back({d, index});
  }

  struct PragmaDecl {
    Decl* decl;
    uint32_t index;  // of the declaration's first token (behind the keyword)
  };

  SourceFile* source_;
  Arena& arena_;
  Interner& names_;
  TokenStream* tokens_;
  std::vector<Node*> stack_;
  std::vector<Stmt*> snippet_stmts_;
  std::vector<PragmaDecl> pragma_decls_;
  Name* package_ = nullptr;
  BlockStmt* body_ = nullptr;
  Token skipped_ = {};
  bool past_imports_ = false;
  bool rejected_ = false;
  bool has_error_token_ = false;
  Token error_token_ = {};
  Pos too_deep_ = kNoPos;
  Diags branch_errors_;
};

// The shapes of gc's parser that decide what an expression may stand for. Shared with
// syntax_errors.cc.

// Whether x must be a value and not a type.
bool MustBeValue(const Expr* x);
// Whether x can only be a constraint's element (and not a value).
bool MustBeTypeElem(const Expr* x);
// Takes `P *C` and the like, read as an expression, apart: the name, and the constraint as *type
// (nullptr if x is a name alone). `force`: a comma follows, so a type parameter is meant wherever
// one is possible. Yields nullptr if x is not that.
Name* SplitNameAndType(Arena& arena, Expr* x, bool force, Expr** type);
// What a select case does.
CommKind ClassifyComm(const Stmt* s);

}  // namespace minigo::grammar
