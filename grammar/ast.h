// The syntax tree: one struct per node, the Go production above it. The shapes and the positions
// are those of gc's own tree (cmd/compile/internal/syntax), because gc's messages stand at those
// positions.
//
// Nodes live in an Arena, are built once by AstBuilder and are not changed by later rooms, with one
// exception: the checker writes its findings into the slots under "facts", which point to
// structures that only interp/types knows. Nothing here is a virtual class: switch on `kind`.
#pragma once

#include <cstdint>
#include <string_view>

#include "grammar/source.h"
#include "runtime/base/arena.h"
#include "runtime/base/check.h"
#include "runtime/base/intern.h"

// What the checker leaves in the facts slots; defined in interp/types.
namespace minigo::types {
struct TypeAndValue;
class Object;
class Scope;
struct Selection;
struct Instance;
}  // namespace minigo::types

namespace minigo::grammar {

enum class NodeKind : uint8_t {
  // expressions
  kBadExpr,
  kName,
  kBasicLit,
  kCompositeLit,
  kKeyValueExpr,
  kFuncLit,
  kParenExpr,
  kSelectorExpr,
  kIndexExpr,
  kSliceExpr,
  kAssertExpr,
  kTypeSwitchGuard,
  kOperation,
  kCallExpr,
  kListExpr,
  // type expressions
  kArrayType,
  kSliceType,
  kDotsType,
  kStructType,
  kInterfaceType,
  kFuncType,
  kMapType,
  kChanType,
  // statements
  kEmptyStmt,
  kLabeledStmt,
  kBlockStmt,
  kExprStmt,
  kSendStmt,
  kDeclStmt,
  kAssignStmt,
  kBranchStmt,
  kCallStmt,
  kReturnStmt,
  kIfStmt,
  kForStmt,
  kSwitchStmt,
  kSelectStmt,
  kRangeClause,
  // parts
  kCaseClause,
  kCommClause,
  kField,
  // declarations
  kImportDecl,
  kConstDecl,
  kTypeDecl,
  kVarDecl,
  kFuncDecl,
};

// Operators. Binary ones stand in the order of gc's syntax package.
enum class Op : uint8_t {
  kNone,
  kDef,    // :=
  kNot,    // !
  kRecv,   // <-
  kTilde,  // ~
  kOrOr,
  kAndAnd,
  kEql,
  kNeq,
  kLss,
  kLeq,
  kGtr,
  kGeq,
  kAdd,
  kSub,
  kOr,
  kXor,
  kMul,
  kDiv,
  kRem,
  kAnd,
  kAndNot,
  kShl,
  kShr,
};
std::string_view OpText(Op op);  // "+", ":=" …

struct Node {
  NodeKind kind;
  // gc's position of the node: an operation's is its operator's, a call's its "("'s, a selector's
  // its
  // "."'s … (README.md); the leftmost one is StartPos(n).
  Pos pos = kNoPos;
  explicit Node(NodeKind k) : kind(k) {}
};

// Downcasts. As<T> checks in debug builds; Is<T> yields nullptr when n is something else (or null).
template <typename T>
T* As(Node* n) {
  MINIGO_DCHECK(n != nullptr && T::Matches(n->kind));
  return static_cast<T*>(n);
}
template <typename T>
T* Is(Node* n) {
  return n != nullptr && T::Matches(n->kind) ? static_cast<T*>(n) : nullptr;
}
template <typename T>
const T* As(const Node* n) {
  return As<T>(const_cast<Node*>(n));
}
template <typename T>
const T* Is(const Node* n) {
  return Is<T>(const_cast<Node*>(n));
}

#define MINIGO_NODE(Name_)                                            \
  static bool Matches(NodeKind k) { return k == NodeKind::k##Name_; } \
  Name_() : Base(NodeKind::k##Name_) {}

struct Expr : Node {
  using Node::Node;
  static bool Matches(NodeKind k) { return k <= NodeKind::kChanType; }
  // facts: type, mode and constant value, set for every expression that the checker has seen
  const types::TypeAndValue* tv = nullptr;
};

struct Stmt : Node {
  using Node::Node;
  static bool Matches(NodeKind k) {
    return k >= NodeKind::kEmptyStmt && k <= NodeKind::kRangeClause;
  }
};

struct Decl : Node {
  using Node::Node;
  static bool Matches(NodeKind k) { return k >= NodeKind::kImportDecl && k <= NodeKind::kFuncDecl; }
};

struct BlockStmt;
struct FuncType;
struct Field;

// ---------------------------------------------------------------- expressions

// What could not be parsed; an error has been reported.
struct BadExpr : Expr {
  using Base = Expr;
  MINIGO_NODE(BadExpr)
};

// identifier
struct Name : Expr {
  using Base = Expr;
  MINIGO_NODE(Name)
  Symbol value = nullptr;
  // facts
  types::Object* obj = nullptr;  // what it defines or uses
  const types::Instance* instance =
      nullptr;  // type arguments, if it denotes an instantiated generic
};

enum class LitKind : uint8_t { kInt, kFloat, kImag, kRune, kString };

// int_lit | float_lit | imaginary_lit | rune_lit | string_lit, as written
struct BasicLit : Expr {
  using Base = Expr;
  MINIGO_NODE(BasicLit)
  std::string_view value;  // the source text (raw strings with their carriage returns)
  LitKind lit = LitKind::kInt;
  bool bad = false;  // malformed; reported by the lexer
};

// Type "{" [ ElementList ] "}"; type == nullptr inside another composite literal
struct CompositeLit : Expr {
  using Base = Expr;
  MINIGO_NODE(CompositeLit)
  Expr* type = nullptr;
  List<Expr*> elems;  // KeyValueExpr where keyed
  uint32_t nkeys = 0;
  Pos rbrace = kNoPos;
  bool in_frame = false;  // of a slice, or the operand of &: what it makes stays local (interp/compile/flow.h)
};

// Key ":" Element
struct KeyValueExpr : Expr {
  using Base = Expr;
  MINIGO_NODE(KeyValueExpr)
  Expr* key = nullptr;
  Expr* value = nullptr;
};

// "func" Signature FunctionBody
struct FuncLit : Expr {
  using Base = Expr;
  MINIGO_NODE(FuncLit)
  FuncType* type = nullptr;
  BlockStmt* body = nullptr;
  int number = 0;  // the compiler's: among the literals of the function around, for its name
};

// "(" X ")"
struct ParenExpr : Expr {
  using Base = Expr;
  MINIGO_NODE(ParenExpr)
  Expr* x = nullptr;
};

// X "." Sel
struct SelectorExpr : Expr {
  using Base = Expr;
  MINIGO_NODE(SelectorExpr)
  Expr* x = nullptr;
  Name* sel = nullptr;
  // facts: the field or method selected; nullptr for a qualified identifier (then sel->obj tells)
  const types::Selection* selection = nullptr;
};

// X "[" Index "]"; Index is a ListExpr for several type arguments
struct IndexExpr : Expr {
  using Base = Expr;
  MINIGO_NODE(IndexExpr)
  Expr* x = nullptr;
  Expr* index = nullptr;
};

// X "[" [i] ":" [j] [":" k] "]"
struct SliceExpr : Expr {
  using Base = Expr;
  MINIGO_NODE(SliceExpr)
  Expr* x = nullptr;
  Expr* index[3] = {};
  bool full = false;  // the three-index form
};

// X "." "(" Type ")"
struct AssertExpr : Expr {
  using Base = Expr;
  MINIGO_NODE(AssertExpr)
  Expr* x = nullptr;
  Expr* type = nullptr;
};

// [ Lhs ":=" ] X "." "(" "type" ")"
struct TypeSwitchGuard : Expr {
  using Base = Expr;
  MINIGO_NODE(TypeSwitchGuard)
  Name* lhs = nullptr;
  Expr* x = nullptr;
};

// Op X (y == nullptr) or X Op Y. Unary: ! <- ~ + - ^ & (kAnd) * (kMul: also pointer types)
struct Operation : Expr {
  using Base = Expr;
  MINIGO_NODE(Operation)
  Op op = Op::kNone;
  Expr* x = nullptr;
  Expr* y = nullptr;
};

// Fun "(" [ ArgList [ "..." ] ] ")"; also conversions
struct CallExpr : Expr {
  using Base = Expr;
  MINIGO_NODE(CallExpr)
  Expr* fun = nullptr;
  List<Expr*> args;
  bool has_dots = false;
  bool in_frame = false;  // append, new: what it makes stays local (interp/compile/flow.h)
  Pos rparen = kNoPos;
};

// Expr "," Expr { "," Expr }: at least two
struct ListExpr : Expr {
  using Base = Expr;
  MINIGO_NODE(ListExpr)
  List<Expr*> elems;
};

// ---------------------------------------------------------------- type expressions

// "[" Len "]" Elem; len == nullptr means "..."
struct ArrayType : Expr {
  using Base = Expr;
  MINIGO_NODE(ArrayType)
  Expr* len = nullptr;
  Expr* elem = nullptr;
};

// "[" "]" Elem
struct SliceType : Expr {
  using Base = Expr;
  MINIGO_NODE(SliceType)
  Expr* elem = nullptr;
};

// "..." Elem, of a final parameter
struct DotsType : Expr {
  using Base = Expr;
  MINIGO_NODE(DotsType)
  Expr* elem = nullptr;
};

// "struct" "{" { FieldDecl ";" } "}"
struct StructType : Expr {
  using Base = Expr;
  MINIGO_NODE(StructType)
  List<Field*> fields;
  List<BasicLit*> tags;  // empty, or as long as fields; entries may be nullptr
};

// A struct field, parameter, result, type parameter, or interface element. name == nullptr:
// embedded or anonymous. Fields of one list that share a type share the type's node.
struct Field : Node {
  using Base = Node;
  MINIGO_NODE(Field)
  Name* name = nullptr;
  Expr* type = nullptr;
};

// "interface" "{" { ( MethodSpec | TypeElem ) ";" } "}"
struct InterfaceType : Expr {
  using Base = Expr;
  MINIGO_NODE(InterfaceType)
  List<Field*> methods;  // name == nullptr: an embedded element
};

// Parameters [ Result ]
struct FuncType : Expr {
  using Base = Expr;
  MINIGO_NODE(FuncType)
  List<Field*> params;
  List<Field*> results;
};

// "map" "[" Key "]" Value
struct MapType : Expr {
  using Base = Expr;
  MINIGO_NODE(MapType)
  Expr* key = nullptr;
  Expr* value = nullptr;
};

enum class ChanDir : uint8_t { kBoth, kSendOnly, kRecvOnly };

// ( "chan" | "chan" "<-" | "<-" "chan" ) Elem
struct ChanType : Expr {
  using Base = Expr;
  MINIGO_NODE(ChanType)
  ChanDir dir = ChanDir::kBoth;
  Expr* elem = nullptr;
};

// ---------------------------------------------------------------- statements

struct EmptyStmt : Stmt {
  using Base = Stmt;
  MINIGO_NODE(EmptyStmt)
};

// Label ":" Stmt
struct LabeledStmt : Stmt {
  using Base = Stmt;
  MINIGO_NODE(LabeledStmt)
  Name* label = nullptr;
  Stmt* stmt = nullptr;
};

// "{" List "}"
struct BlockStmt : Stmt {
  using Base = Stmt;
  MINIGO_NODE(BlockStmt)
  List<Stmt*> list;
  Pos rbrace = kNoPos;
};

struct ExprStmt : Stmt {
  using Base = Stmt;
  MINIGO_NODE(ExprStmt)
  Expr* x = nullptr;
};

// Chan "<-" Value
struct SendStmt : Stmt {
  using Base = Stmt;
  MINIGO_NODE(SendStmt)
  Expr* chan = nullptr;
  Expr* value = nullptr;
};

struct DeclStmt : Stmt {
  using Base = Stmt;
  MINIGO_NODE(DeclStmt)
  List<Decl*> decls;
};

// Lhs Op "=" Rhs; op kNone: "=", kDef: ":="; rhs == nullptr: Lhs++ (kAdd) or Lhs-- (kSub)
struct AssignStmt : Stmt {
  using Base = Stmt;
  MINIGO_NODE(AssignStmt)
  Op op = Op::kNone;
  Expr* lhs = nullptr;  // a ListExpr for several
  Expr* rhs = nullptr;
};

enum class BranchTok : uint8_t { kBreak, kContinue, kFallthrough, kGoto };

// "break" | "continue" | "fallthrough" | "goto", [ Label ]
struct BranchStmt : Stmt {
  using Base = Stmt;
  MINIGO_NODE(BranchStmt)
  BranchTok tok = BranchTok::kBreak;
  Name* label = nullptr;
  // The statement branched to, found when the function is complete: break and continue: the
  // enclosing for, switch or select (or the labelled one); goto: the LabeledStmt. nullptr if in
  // error.
  Stmt* target = nullptr;
};

// ( "go" | "defer" ) Call
struct CallStmt : Stmt {
  using Base = Stmt;
  MINIGO_NODE(CallStmt)
  bool is_defer = false;
  Expr* call = nullptr;
};

// "return" [ Results ]
struct ReturnStmt : Stmt {
  using Base = Stmt;
  MINIGO_NODE(ReturnStmt)
  Expr* results = nullptr;  // a ListExpr for several
};

// "if" [ Init ";" ] Cond Then [ "else" Else ]
struct IfStmt : Stmt {
  using Base = Stmt;
  MINIGO_NODE(IfStmt)
  Stmt* init = nullptr;
  Expr* cond = nullptr;
  BlockStmt* then = nullptr;
  Stmt* els = nullptr;  // IfStmt or BlockStmt
};

// "for" [ Init ";" Cond ";" Post | Cond | RangeClause ] Body
struct ForStmt : Stmt {
  using Base = Stmt;
  MINIGO_NODE(ForStmt)
  Stmt* init = nullptr;  // a RangeClause for range loops (then cond and post are nullptr)
  Expr* cond = nullptr;
  Stmt* post = nullptr;
  BlockStmt* body = nullptr;
  int number = 0;  // the compiler's: among the range-over-func loops of the function around
};

// [ Lhs ( "=" | ":=" ) ] "range" X
struct RangeClause : Stmt {
  using Base = Stmt;
  MINIGO_NODE(RangeClause)
  Expr* lhs = nullptr;
  bool def = false;
  Expr* x = nullptr;
};

// "case" Cases ":" Body | "default" ":" Body
struct CaseClause : Node {
  using Base = Node;
  MINIGO_NODE(CaseClause)
  Expr* cases = nullptr;  // nullptr: default; a ListExpr for several
  List<Stmt*> body;
  Pos colon = kNoPos;
  // facts: the variable that a type switch's guard declares in this clause
  types::Object* implicit = nullptr;
};

// "switch" [ Init ";" ] [ Tag ] "{" { CaseClause } "}"; tag is a TypeSwitchGuard in type switches
struct SwitchStmt : Stmt {
  using Base = Stmt;
  MINIGO_NODE(SwitchStmt)
  Stmt* init = nullptr;
  Expr* tag = nullptr;
  List<CaseClause*> body;
  Pos rbrace = kNoPos;
};

// What a select case does, decided once by the builder.
enum class CommKind : uint8_t {
  kDefault,
  kSend,     // ch <- v
  kRecv,     // <-ch, in parentheses or not
  kRecvSet,  // v = <-ch | v, ok = <-ch
  kRecvDef,  // v := <-ch | v, ok := <-ch
  kBad,      // something else: the checker complains
};

// "case" ( SendStmt | RecvStmt ) ":" Body | "default" ":" Body
struct CommClause : Node {
  using Base = Node;
  MINIGO_NODE(CommClause)
  CommKind comm_kind = CommKind::kDefault;
  Stmt* comm = nullptr;  // SendStmt, ExprStmt or AssignStmt; nullptr: default
  List<Stmt*> body;
  Pos colon = kNoPos;
};

// "select" "{" { CommClause } "}"
struct SelectStmt : Stmt {
  using Base = Stmt;
  MINIGO_NODE(SelectStmt)
  List<CommClause*> body;
  Pos rbrace = kNoPos;
};

// ---------------------------------------------------------------- declarations

// The parentheses that declarations share; iota counts within one.
struct Group {
  Pos pos = kNoPos;
};

// What `//go:` comments directly above a declaration ask for.
struct Pragma {
  List<std::string_view> directives;  // the text after "//", e.g. "go:embed hello.txt", in order
  List<Pos> positions;
};

// [ "." | LocalPkgName ] Path
struct ImportDecl : Decl {
  using Base = Decl;
  MINIGO_NODE(ImportDecl)
  Group* group = nullptr;
  Name* local = nullptr;
  BasicLit* path = nullptr;
  types::Object* implicit = nullptr;  // facts: the PkgName, when there is no local name
};

// NameList [ [ Type ] "=" Values ]; inside a group a missing part is inherited by the checker
struct ConstDecl : Decl {
  using Base = Decl;
  MINIGO_NODE(ConstDecl)
  Group* group = nullptr;
  List<Name*> names;
  Expr* type = nullptr;
  Expr* values = nullptr;
};

// Name [ TypeParams ] [ "=" ] Type
struct TypeDecl : Decl {
  using Base = Decl;
  MINIGO_NODE(TypeDecl)
  Group* group = nullptr;
  Pragma* pragma = nullptr;
  Name* name = nullptr;
  List<Field*> tparams;
  bool alias = false;
  Expr* type = nullptr;
};

// NameList ( Type [ "=" Values ] | "=" Values )
struct VarDecl : Decl {
  using Base = Decl;
  MINIGO_NODE(VarDecl)
  Group* group = nullptr;
  Pragma* pragma = nullptr;
  List<Name*> names;
  Expr* type = nullptr;
  Expr* values = nullptr;
};

// "func" [ Receiver ] Name [ TypeParams ] Signature [ Body ]
struct FuncDecl : Decl {
  using Base = Decl;
  MINIGO_NODE(FuncDecl)
  Pragma* pragma = nullptr;
  Field* recv = nullptr;
  Name* name = nullptr;
  List<Field*> tparams;
  FuncType* type = nullptr;
  BlockStmt* body = nullptr;  // nullptr: no body, or not parsed yet
  // A body that was skipped (library packages): the positions of its braces; parsed by ParseBody.
  Pos lazy_lbrace = kNoPos;
  Pos lazy_rbrace = kNoPos;
  // A signature that was passed over as well (library packages): where `func` stands, until ParseSignature has read it. Until
  // then `type` and `tparams` are not there, and `recv` is without its name and type parameters.
  Pos lazy_func = kNoPos;
  Pos lazy_end = kNoPos;  // where the signature ends, if there is no body
  bool lazy_generic = false;
  bool generic() const { return lazy_func != kNoPos ? lazy_generic : !tparams.empty(); }
  bool has_body() const { return body != nullptr || lazy_lbrace != kNoPos; }
};

// "package" PkgName ";" { ImportDecl ";" } { TopLevelDecl ";" }
struct File {
  SourceFile* source = nullptr;
  Name* pkg_name = nullptr;
  List<Decl*> decls;
  Pos eof = kNoPos;
  std::string_view go_version;        // of a //go:build line ("go1.21"), or empty
  std::string_view build_constraint;  // the text after "//go:build", or empty
};

// The leftmost position of n, and the position after its last token (package syntax's StartPos,
// EndPos).
Pos StartPos(const Node* n);
Pos EndPos(const Node* n);
// x without parentheses.
Expr* Unparen(Expr* x);
// The elements of x: those of a ListExpr, x itself, or none for nullptr. Without an arena the list may be the place that x is kept in.
List<Expr*> UnpackList(Arena& arena, Expr* x);
inline List<Expr*> UnpackList(Expr*& x) {
  if (x == nullptr) return {};
  return x->kind == NodeKind::kListExpr ? As<ListExpr>(x)->elems : List<Expr*>(&x, 1);
}
// The expression as gc prints it in messages (package syntax's ShortString form: function bodies as
// {…}).
std::string ExprString(const Node* x);

#undef MINIGO_NODE

}  // namespace minigo::grammar
