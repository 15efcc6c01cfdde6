// This file is Go's grammar, LALR(1). Actions only call the builder (`b`), which knows the tree's shapes.
//
// Where an expression or a type may stand, an expression is parsed: the expression grammar has all types
// in it. Where only a type may stand, the `type` part of the grammar is used; it is split by first token
// (named, brk, ptr, paren, recv, oth) because several places admit all but one of these. Types are greedy,
// as in gc: a `.` or `[` after a type name, or a type after a parameter list, always belongs to the type.
// The rules that yield to that greed have %prec LOW; README.md tells which conflicts they settle.

%code requires {
#include "grammar/ast_builder.h"
}

%define api.pure full
%define api.prefix {minigo_yy}
%define api.token.prefix {T_}
%define api.token.raw
%define api.value.type {union minigo::grammar::SemanticValue}
%param { minigo::grammar::AstBuilder& b }
%expect 0

%code {
#include <algorithm>

using minigo::grammar::BranchTok;
using minigo::grammar::ChanDir;
#define MINIGO_YYSTYPE_IS_TRIVIAL 1
#define YYMAXDEPTH 20000000
#define YYINITDEPTH 200
#define YYCOPY(to, from, count) std::copy((from), (from) + (count), (to))
static int minigo_yylex(MINIGO_YYSTYPE* value, minigo::grammar::AstBuilder& b) {
  b.tokens().Next(&value->tok);
  return value->tok.kind;
}
static void minigo_yyerror(minigo::grammar::AstBuilder& b, const char* message) {
  b.SyntaxError(message);
}
}

%token START_FILE START_BODY START_FUNC START_SNIPPET
%token <tok> SKIPPED_BODY SKIPPED_FUNC
%token <tok> NAME LITERAL
%token <tok> OROR ANDAND CMP PLUS MINUS OR XOR STAR MULOP AND NOT TILDE
%token <tok> ASSIGNOP INCOP ASSIGN DEFINE ARROW
%token <tok> LPAREN LBRACK LBRACE LBODY RPAREN RBRACK RBRACE COMMA SEMI COLON DOT DOTDOTDOT
%token <tok> BREAK CASE CHAN CONST CONTINUE DEFAULT DEFER ELSE FALLTHROUGH FOR FUNC GO GOTO IF IMPORT
%token <tok> INTERFACE MAP PACKAGE RANGE RETURN SELECT STRUCT SWITCH TYPE VAR

%precedence LOW
%left OROR
%left ANDAND
%left CMP
%left PLUS MINUS OR XOR
%left STAR MULOP AND
%precedence UNARY
%precedence LPAREN LBRACK LBRACE LBODY DOT ARROW

%type <expr> expr comptype oexpr bare_lit keyval otag
%type <expr> type named brk ptr paren recv oth nonparen nonrecv nonbrk qualified embedded
%type <expr> struct_or_map chan_or_interface elem term tp_elem tp_term
%type <list> expr_list comma_types types args elems elem_list names names2
%type <list> params_list fields field iface_elems iface_elem tparams tp_list
%type <list> import_decl const_decl type_decl var_decl import_rest const_rest type_rest var_rest
%type <list> import_specs const_specs type_specs var_specs import_spec const_spec type_spec var_spec
%type <list> stmt_seq stmts clauses clause_list comms comm_list
%type <fields> params result
%type <node> param tparam tp_first case_head comm_head
%type <stmt> stmt simple_stmt osimple block hblock any_block obody
%type <stmt> if_stmt if_head for_head sw_head
%type <tok> lbr lbody
%%

start: START_FILE package decls
     | START_BODY block                       { b.Body($2); }
     | START_FUNC func_decl
     | START_SNIPPET items
     | START_SNIPPET package items
     ;

package: PACKAGE NAME SEMI                    { b.Package($2); }

decls: %empty
     | decls import_decl SEMI                 { b.Import(); }
     | decls top_decl SEMI                    { b.NotImport(); }
     ;

top_decl: const_decl | type_decl | var_decl | func_decl ;

items: %empty
     | items SEMI
     | items import_decl SEMI
     | items func_decl SEMI
     | items stmt SEMI                        { b.SnippetStmt($2); }
     ;

// ---------------------------------------------------------------- declarations

import_decl: IMPORT import_rest { $$ = $2; } ;
import_rest: import_spec
     | LPAREN RPAREN                          { $$ = b.Empty(); }
     | LPAREN import_specs osemi RPAREN          { $$ = b.Group($1, $2); }
     ;
import_specs: import_spec | import_specs SEMI import_spec { $$ = b.Join($1, $3); } ;
import_spec: LITERAL                          { $$ = b.ImportSpec(nullptr, $1); }
     | NAME LITERAL                           { $$ = b.ImportSpec(&$1, $2); }
     | DOT LITERAL                            { $$ = b.ImportSpec(&$1, $2); }
     ;

const_decl: CONST const_rest { $$ = $2; } ;
const_rest: const_spec
     | LPAREN RPAREN                          { $$ = b.Empty(); }
     | LPAREN const_specs osemi RPAREN          { $$ = b.Group($1, $2); }
     ;
const_specs: const_spec | const_specs SEMI const_spec { $$ = b.Join($1, $3); } ;
const_spec: names                             { $$ = b.ConstSpec($1, b.NoExpr(), nullptr); }
     | names type                             { $$ = b.ConstSpec($1, $2, nullptr); }
     | names ASSIGN expr_list                 { $$ = b.ConstSpec($1, b.NoExpr(), &$3); }
     | names type ASSIGN expr_list            { $$ = b.ConstSpec($1, $2, &$4); }
     ;

var_decl: VAR var_rest { $$ = $2; } ;
var_rest: var_spec
     | LPAREN RPAREN                          { $$ = b.Empty(); }
     | LPAREN var_specs osemi RPAREN          { $$ = b.Group($1, $2); }
     ;
var_specs: var_spec | var_specs SEMI var_spec { $$ = b.Join($1, $3); } ;
var_spec: names type                          { $$ = b.VarSpec($1, $2, nullptr); }
     | names ASSIGN expr_list                 { $$ = b.VarSpec($1, b.NoExpr(), &$3); }
     | names type ASSIGN expr_list            { $$ = b.VarSpec($1, $2, &$4); }
     ;

type_decl: TYPE type_rest { $$ = $2; } ;
type_rest: type_spec
     | LPAREN RPAREN                          { $$ = b.Empty(); }
     | LPAREN type_specs osemi RPAREN          { $$ = b.Group($1, $2); }
     ;
type_specs: type_spec | type_specs SEMI type_spec { $$ = b.Join($1, $3); } ;

// `T [P *C] …`: array length or type parameter? The builder decides when the bracket closes.
type_spec: NAME nonbrk                        { $$ = b.TypeSpec($1, false, $2); }
     | NAME ASSIGN type                       { $$ = b.TypeSpec($1, true, $3); }
     | NAME LBRACK RBRACK type                { $$ = b.TypeSpec($1, false, b.SliceType($2, $4)); }
     | NAME LBRACK DOTDOTDOT RBRACK type      { $$ = b.TypeSpec($1, false, b.ArrayType($2, b.NoExpr(), $5)); }
     | NAME LBRACK expr RBRACK type           { $$ = b.ArrayOrGeneric($1, $2, $3, false, $5); }
     | NAME LBRACK expr RBRACK ASSIGN type    { $$ = b.ArrayOrGeneric($1, $2, $3, true, $6); }
     | NAME LBRACK tp_list RBRACK type        { $$ = b.GenericSpec($1, $3, false, $5); }
     | NAME LBRACK tp_list RBRACK ASSIGN type { $$ = b.GenericSpec($1, $3, true, $6); }
     ;
tp_list: expr COMMA                           { $$ = b.First(b.SplitTypeParam($1)); }
     | expr COMMA tparams ocomma              { $$ = b.Prepend(b.SplitTypeParam($1), $3); }
     | tp_first ocomma                        { $$ = b.First($1); }
     | tp_first COMMA tparams ocomma          { $$ = b.Prepend($1, $3); }
     ;
tp_first: NAME tp_elem                        { $$ = b.Param(&$1, $2); } ;
tp_elem: tp_term | tp_elem OR term            { $$ = b.Binary($1, $2, $3); } ;
tp_term: named | brk | recv | oth | TILDE type { $$ = b.Unary($1, $2); } ;

func_decl: FUNC NAME params result obody      { b.FuncDecl($1, nullptr, $2, $3, $4, $5); }
     | FUNC NAME LBRACK tparams ocomma RBRACK params result obody
                                              { b.GenericFuncDecl($1, $2, $3, $4, $7, $8, $9); }
     | FUNC params NAME params result obody   { b.FuncDecl($1, &$2, $3, $4, $5, $6); }
     | SKIPPED_FUNC                           { b.SkippedFunc($1); }
     ;
obody: %empty                                 { $$ = b.NoStmt(); }
     | block                                  { $$ = b.FuncBody($1); }
     | SKIPPED_BODY                           { $$ = b.SkippedBody($1); }
     ;

names: NAME                                   { $$ = b.FirstName($1); }
     | names COMMA NAME                       { $$ = b.AddName($1, $3); }
     ;

ocomma: %empty | COMMA ;
osemi: %empty | SEMI ;

// ---------------------------------------------------------------- types

type: named | brk | ptr | paren | recv | oth ;
nonrecv: named | brk | ptr | paren | oth ;
nonparen: named | brk | ptr | recv | oth ;
nonbrk: named | ptr | paren | recv | oth ;

named: NAME              %prec LOW            { $$ = b.NameExpr($1); }
     | NAME LBRACK types ocomma RBRACK        { $$ = b.Instance(b.NameExpr($1), $2, $3); }
     | qualified         %prec LOW
     | qualified LBRACK types ocomma RBRACK   { $$ = b.Instance($1, $2, $3); }
     ;
qualified: NAME DOT NAME                      { $$ = b.Selector(b.NameExpr($1), $2, $3); } ;

brk: LBRACK RBRACK type                       { $$ = b.SliceType($1, $3); }
     | LBRACK expr RBRACK type                { $$ = b.ArrayType($1, $2, $4); }
     | LBRACK DOTDOTDOT RBRACK type           { $$ = b.ArrayType($1, b.NoExpr(), $4); }
     ;
ptr: STAR type                                { $$ = b.Unary($1, $2); } ;
paren: LPAREN type RPAREN                     { $$ = b.ParenType($1, $2); } ;
recv: ARROW CHAN type                         { $$ = b.ChanType($1, ChanDir::kRecvOnly, $3); } ;
oth: FUNC params result                       { $$ = b.FuncType($1, $2, $3); }
     | struct_or_map
     | chan_or_interface
     ;
struct_or_map: STRUCT lbr RBRACE              { $$ = b.StructType($1, b.Empty()); }
     | STRUCT lbr fields osemi RBRACE         { $$ = b.StructType($1, $3); }
     | MAP LBRACK type RBRACK type            { $$ = b.MapType($1, $3, $5); }
     ;
chan_or_interface: CHAN nonrecv               { $$ = b.ChanType($1, ChanDir::kBoth, $2); }
     | CHAN ARROW type                        { $$ = b.ChanType($1, ChanDir::kSendOnly, $3); }
     | INTERFACE lbr RBRACE                   { $$ = b.InterfaceType($1, b.Empty()); }
     | INTERFACE lbr iface_elems osemi RBRACE { $$ = b.InterfaceType($1, $3); }
     ;

// A brace that begins no statement's body, though it may stand in a header.
lbr: LBRACE | LBODY                           { b.tokens().BraceIsNotBody(); } ;

types: type                                   { $$ = b.FirstExpr($1); }
     | types COMMA type                       { $$ = b.AddExpr($1, $3); }
     ;

params: LPAREN RPAREN                         { $$ = b.NoParams($1); }
     | LPAREN params_list ocomma RPAREN       { $$ = b.Params($1, $2); }
     ;
params_list: param                            { $$ = b.First($1); }
     | params_list COMMA param                { $$ = b.Add($1, $3); }
     ;
param: NAME                                   { $$ = b.Param(&$1, b.NoExpr()); }
     | qualified                              { $$ = b.Param(nullptr, $1); }
     | qualified LBRACK types ocomma RBRACK   { $$ = b.Param(nullptr, b.Instance($1, $2, $3)); }
     | NAME LBRACK RBRACK type                { $$ = b.Param(&$1, b.SliceType($2, $4)); }
     | NAME LBRACK expr RBRACK type           { $$ = b.Param(&$1, b.ArrayType($2, $3, $5)); }
     | NAME LBRACK expr RBRACK                { $$ = b.Param(nullptr, b.Index(b.NameExpr($1), $2, $3)); }
     | NAME LBRACK comma_types RBRACK         { $$ = b.Param(nullptr, b.Instance(b.NameExpr($1), $2, $3)); }
     | NAME nonbrk                            { $$ = b.Param(&$1, $2); }
     | brk                                    { $$ = b.Param(nullptr, $1); }
     | ptr                                    { $$ = b.Param(nullptr, $1); }
     | paren                                  { $$ = b.Param(nullptr, $1); }
     | recv                                   { $$ = b.Param(nullptr, $1); }
     | oth                                    { $$ = b.Param(nullptr, $1); }
     | DOTDOTDOT type                         { $$ = b.Param(nullptr, b.DotsType($1, $2)); }
     | NAME DOTDOTDOT type                    { $$ = b.Param(&$1, b.DotsType($2, $3)); }
     ;
// `x,` or `x, T …`: what an instantiation alone may have between its brackets.
comma_types: expr COMMA                       { $$ = b.FirstExpr($1); }
     | expr COMMA types ocomma                { $$ = b.PrependExpr($1, $3); }
     ;

result: %empty           %prec LOW            { $$ = b.NoResult(); }
     | params
     | nonparen                               { $$ = b.Result($1); }
     ;

tparams: tparam                               { $$ = b.First($1); }
     | tparams COMMA tparam                   { $$ = b.Add($1, $3); }
     ;
tparam: NAME                                  { $$ = b.Param(&$1, b.NoExpr()); }
     | NAME elem                              { $$ = b.Param(&$1, $2); }
     ;
elem: term | elem OR term                     { $$ = b.Binary($1, $2, $3); } ;
term: type | TILDE type                       { $$ = b.Unary($1, $2); } ;

fields: field | fields SEMI field             { $$ = b.Join($1, $3); } ;
field: NAME otag                              { $$ = b.Embedded($1.pos, b.NameExpr($1), $2); }
     | embedded otag                          { $$ = b.Embedded(b.StartOf($1), $1, $2); }
     | STAR named otag                        { $$ = b.Embedded($1.pos, b.Unary($1, $2), $3); }
     | NAME LBRACK RBRACK type otag           { $$ = b.NamedFields(b.FirstName($1), b.SliceType($2, $4), $5); }
     | NAME LBRACK expr RBRACK type otag      { $$ = b.NamedFields(b.FirstName($1), b.ArrayType($2, $3, $5), $6); }
     | NAME nonbrk otag                       { $$ = b.NamedFields(b.FirstName($1), $2, $3); }
     | names2 type otag                       { $$ = b.NamedFields($1, $2, $3); }
     ;
embedded: qualified
     | qualified LBRACK types ocomma RBRACK   { $$ = b.Instance($1, $2, $3); }
     | NAME LBRACK expr RBRACK                { $$ = b.Index(b.NameExpr($1), $2, $3); }
     | NAME LBRACK comma_types RBRACK         { $$ = b.Instance(b.NameExpr($1), $2, $3); }
     ;
names2: NAME COMMA NAME                       { $$ = b.AddName(b.FirstName($1), $3); }
     | names2 COMMA NAME                      { $$ = b.AddName($1, $3); }
     ;
otag: %empty                                  { $$ = b.NoExpr(); }
     | LITERAL                                { $$ = b.Literal($1); }
     ;

iface_elems: iface_elem | iface_elems SEMI iface_elem { $$ = b.Join($1, $3); } ;
iface_elem: NAME params result                { $$ = b.Method($1, $2, $3); }
     | elem                                   { $$ = b.EmbeddedElem($1); }
     ;

// ---------------------------------------------------------------- expressions

// One nonterminal for all operands: precedence tells `-x.f` from `(-x).f`, and a name is an expression in one step, not in four.
expr: NAME               %prec LOW            { $$ = b.NameExpr($1); }
     | LITERAL                                { $$ = b.Literal($1); }
     | expr OROR expr                         { $$ = b.Binary($1, $2, $3); }
     | expr ANDAND expr                       { $$ = b.Binary($1, $2, $3); }
     | expr CMP expr                          { $$ = b.Binary($1, $2, $3); }
     | expr PLUS expr                         { $$ = b.Binary($1, $2, $3); }
     | expr MINUS expr                        { $$ = b.Binary($1, $2, $3); }
     | expr OR expr                           { $$ = b.Binary($1, $2, $3); }
     | expr XOR expr                          { $$ = b.Binary($1, $2, $3); }
     | expr STAR expr                         { $$ = b.Binary($1, $2, $3); }
     | expr MULOP expr                        { $$ = b.Binary($1, $2, $3); }
     | expr AND expr                          { $$ = b.Binary($1, $2, $3); }
     | PLUS expr         %prec UNARY          { $$ = b.Unary($1, $2); }
     | MINUS expr        %prec UNARY          { $$ = b.Unary($1, $2); }
     | NOT expr          %prec UNARY          { $$ = b.Unary($1, $2); }
     | XOR expr          %prec UNARY          { $$ = b.Unary($1, $2); }
     | TILDE expr        %prec UNARY          { $$ = b.Unary($1, $2); }
     | STAR expr         %prec UNARY          { $$ = b.Unary($1, $2); }
     | AND expr          %prec UNARY          { $$ = b.AddressOf($1, $2); }
     | ARROW expr        %prec UNARY          { $$ = b.Receive($1, $2); }
     | LPAREN expr RPAREN                     { $$ = b.Paren($1, $2); }
     | comptype          %prec LOW
     | chan_or_interface
     | FUNC params result %prec LOW           { $$ = b.FuncType($1, $2, $3); }
     | FUNC params result any_block           { $$ = b.FuncLit($1, $2, $3, $4); }
     | expr DOT NAME                          { $$ = b.Selector($1, $2, $3); }
     | expr DOT LPAREN type RPAREN            { $$ = b.Assert($1, $2, $4); }
     | expr DOT LPAREN TYPE RPAREN            { $$ = b.Guard($1, $2); }
     | expr LBRACK expr RBRACK                { $$ = b.Index($1, $2, $3); }
     | expr LBRACK comma_types RBRACK         { $$ = b.Instance($1, $2, $3); }
     | expr LBRACK oexpr COLON oexpr RBRACK   { $$ = b.Slice($1, $2, $3, $5); }
     | expr LBRACK oexpr COLON expr COLON expr RBRACK { $$ = b.FullSlice($1, $2, $3, $5, $7); }
     | expr LPAREN RPAREN                     { $$ = b.Call($1, $2, b.Empty(), false, $3); }
     | expr LPAREN args ocomma RPAREN         { $$ = b.Call($1, $2, $3, false, $5); }
     | expr LPAREN args DOTDOTDOT ocomma RPAREN { $$ = b.Call($1, $2, $3, true, $6); }
     | expr LBRACE elems RBRACE               { $$ = b.CompositeLit(&$1, $2, $3, $4); }
     | comptype lbody elems RBRACE            { $$ = b.CompositeLit(&$1, $2, $3, $4); }
     ;
comptype: brk | struct_or_map ;
// In a header, the brace after a type that can only be a literal's type.
lbody: LBODY                                  { b.tokens().BraceIsNotBody(); } ;

oexpr: %empty                                 { $$ = b.NoExpr(); }
     | expr
     ;
args: expr                                    { $$ = b.FirstExpr($1); }
     | args COMMA expr                        { $$ = b.AddExpr($1, $3); }
     ;
elems: %empty                                 { $$ = b.Empty(); }
     | elem_list ocomma
     ;
elem_list: keyval                             { $$ = b.FirstExpr($1); }
     | elem_list COMMA keyval                 { $$ = b.AddExpr($1, $3); }
     ;
keyval: expr | bare_lit
     | expr COLON expr                        { $$ = b.KeyValue($1, $2, $3); }
     | expr COLON bare_lit                    { $$ = b.KeyValue($1, $2, $3); }
     | bare_lit COLON expr                    { $$ = b.KeyValue($1, $2, $3); }
     | bare_lit COLON bare_lit                { $$ = b.KeyValue($1, $2, $3); }
     ;
bare_lit: LBRACE elems RBRACE                 { $$ = b.CompositeLit(nullptr, $1, $2, $3); } ;

expr_list: expr                               { $$ = b.FirstExpr($1); }
     | expr_list COMMA expr                   { $$ = b.AddExpr($1, $3); }
     ;

// ---------------------------------------------------------------- statements

block: LBRACE stmts RBRACE                    { $$ = b.Block($1, $2, $3); } ;
hblock: LBODY stmts RBRACE                    { $$ = b.Block($1, $2, $3); } ;
any_block: lbr stmts RBRACE                   { $$ = b.Block($1, $2, $3); } ;

// The semicolon may be missing before a closing brace only.
stmts: stmt_seq | stmt_seq stmt               { $$ = b.AddStmt($1, $2); } ;
stmt_seq: %empty                              { $$ = b.Empty(); }
     | stmt_seq SEMI                          { $$ = b.AddStmt($1, b.EmptyStmt($2)); }
     | stmt_seq stmt SEMI                     { $$ = b.AddStmt($1, $2); }
     ;

stmt: simple_stmt                             { $$ = b.PlainStmt($1); }
     | CONST const_rest                       { $$ = b.DeclStmt($1, $2); }
     | TYPE type_rest                         { $$ = b.DeclStmt($1, $2); }
     | VAR var_rest                           { $$ = b.DeclStmt($1, $2); }
     | NAME COLON stmt                        { $$ = b.Labeled($1, $2, $3); }
     | NAME COLON                             { $$ = b.Labeled($1, $2, b.EmptyStmt(b.tokens().last())); }
     | GO expr                                { $$ = b.GoDefer($1, false, $2); }
     | DEFER expr                             { $$ = b.GoDefer($1, true, $2); }
     | RETURN                                 { $$ = b.Return($1, b.Empty()); }
     | RETURN expr_list                       { $$ = b.Return($1, $2); }
     | BREAK                                  { $$ = b.Branch($1, BranchTok::kBreak, nullptr); }
     | BREAK NAME                             { $$ = b.Branch($1, BranchTok::kBreak, &$2); }
     | CONTINUE                               { $$ = b.Branch($1, BranchTok::kContinue, nullptr); }
     | CONTINUE NAME                          { $$ = b.Branch($1, BranchTok::kContinue, &$2); }
     | GOTO NAME                              { $$ = b.Branch($1, BranchTok::kGoto, &$2); }
     | FALLTHROUGH                            { $$ = b.Branch($1, BranchTok::kFallthrough, nullptr); }
     | block
     | if_stmt
     | FOR for_head hblock                    { $$ = b.For($1, $2, $3); }
     | SWITCH sw_head LBODY clauses RBRACE    { $$ = b.Switch($1, $2, $4, $5); }
     | SELECT LBRACE comms RBRACE             { $$ = b.Select($1, $3, $4); }
     ;

simple_stmt: expr                             { $$ = b.ExprStmt($1); }
     | expr ASSIGNOP expr                     { $$ = b.AssignOp($1, $2, &$3); }
     | expr INCOP                             { $$ = b.AssignOp($1, $2, nullptr); }
     | expr ARROW expr                        { $$ = b.Send($1, $2, $3); }
     | expr_list ASSIGN expr_list             { $$ = b.Assign($1, $2, false, $3); }
     | expr_list DEFINE expr_list             { $$ = b.Assign($1, $2, true, $3); }
     ;
osimple: %empty                               { $$ = b.NoStmt(); }
     | simple_stmt
     ;

if_stmt: IF if_head hblock                    { $$ = b.If($1, $2, $3, b.NoStmt()); }
     | IF if_head hblock ELSE if_stmt         { $$ = b.If($1, $2, $3, $5); }
     | IF if_head hblock ELSE block           { $$ = b.If($1, $2, $3, $5); }
     ;
if_head: simple_stmt                          { $$ = b.IfHead(b.NoStmt(), $1); }
     | osimple SEMI simple_stmt               { $$ = b.IfHead($1, $3); }
     ;
for_head: %empty                              { $$ = b.ForHead(b.NoStmt(), b.NoStmt(), b.NoStmt()); }
     | simple_stmt                            { $$ = b.ForHead(b.NoStmt(), $1, b.NoStmt()); }
     | RANGE expr                             { $$ = b.ForRange($1, nullptr, false, $2); }
     | expr_list ASSIGN RANGE expr            { $$ = b.ForRange($3, &$1, false, $4); }
     | expr_list DEFINE RANGE expr            { $$ = b.ForRange($3, &$1, true, $4); }
     | osimple SEMI osimple SEMI osimple      { $$ = b.ForHead($1, $3, $5); }
     ;
sw_head: %empty                               { $$ = b.SwitchHead(b.NoStmt(), b.NoStmt()); }
     | simple_stmt                            { $$ = b.SwitchHead(b.NoStmt(), $1); }
     | osimple SEMI osimple                   { $$ = b.SwitchHead($1, $3); }
     ;

clauses: clause_list
     | clause_list case_head stmt_seq stmt    { $$ = b.AddClause($1, $2, b.AddStmt($3, $4)); }
     ;
clause_list: %empty                           { $$ = b.Empty(); }
     | clause_list case_head stmt_seq         { $$ = b.AddClause($1, $2, $3); }
     ;
case_head: CASE expr_list COLON               { $$ = b.CaseHead($1, &$2, $3); }
     | DEFAULT COLON                          { $$ = b.CaseHead($1, nullptr, $2); }
     ;
comms: comm_list
     | comm_list comm_head stmt_seq stmt      { $$ = b.AddComm($1, $2, b.AddStmt($3, $4)); }
     ;
comm_list: %empty                             { $$ = b.Empty(); }
     | comm_list comm_head stmt_seq           { $$ = b.AddComm($1, $2, $3); }
     ;
comm_head: CASE simple_stmt COLON             { $$ = b.CommHead($1, $2, $3); }
     | DEFAULT COLON                          { $$ = b.CommHead($1, b.NoStmt(), $2); }
     ;
