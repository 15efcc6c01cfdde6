package ast

import "go/token"

// This file has the nodes of syntax trees. Fields that end in Pos, or are called like a token, are where something is.

// Node is a node of a syntax tree.
type Node interface {
	// Pos returns where the node begins.
	Pos() token.Pos
	// End returns what comes after its end.
	End() token.Pos
}

// Expr is an expression or a type.
type Expr interface {
	Node
	exprNode()
}

// Stmt is a statement.
type Stmt interface {
	Node
	stmtNode()
}

// Decl is a declaration.
type Decl interface {
	Node
	declNode()
}

// Spec is a part of a declaration: an import, the declaration of a type, of constants or of variables.
type Spec interface {
	Node
	specNode()
}

// ChanDir is the directions of a channel type.
type ChanDir int

// Directions.
const (
	SEND ChanDir = 1
	RECV ChanDir = 2
)

// BadExpr is where an expression could not be parsed.
type BadExpr struct {
	From, To token.Pos
}

// Pos returns where the node begins.
func (x *BadExpr) Pos() token.Pos { return x.From }

// End returns what comes after its end.
func (x *BadExpr) End() token.Pos { return x.To }

func (*BadExpr) exprNode() {}

// Ident is an identifier.
type Ident struct {
	NamePos token.Pos
	Name    string
	Obj     *Object
}

// Pos returns where the node begins.
func (x *Ident) Pos() token.Pos { return x.NamePos }

// End returns what comes after its end.
func (x *Ident) End() token.Pos { return x.NamePos + token.Pos(len(x.Name)) }

func (*Ident) exprNode() {}

// Ellipsis is the ... of a parameter, or of the length of an array.
type Ellipsis struct {
	Ellipsis token.Pos
	Elt      Expr
}

// Pos returns where the node begins.
func (x *Ellipsis) Pos() token.Pos { return x.Ellipsis }

// End returns what comes after its end.
func (x *Ellipsis) End() token.Pos {
	if x.Elt != nil {
		return x.Elt.End()
	}
	return x.Ellipsis + 3
}

func (*Ellipsis) exprNode() {}

// BasicLit is a literal of a basic type.
type BasicLit struct {
	ValuePos token.Pos
	ValueEnd token.Pos
	Kind     token.Token
	Value    string
}

// Pos returns where the node begins.
func (x *BasicLit) Pos() token.Pos { return x.ValuePos }

// End returns what comes after its end.
func (x *BasicLit) End() token.Pos {
	if x.ValueEnd.IsValid() {
		return x.ValueEnd
	}
	return x.ValuePos + token.Pos(len(x.Value))
}

func (*BasicLit) exprNode() {}

// FuncLit is a function literal.
type FuncLit struct {
	Type *FuncType
	Body *BlockStmt
}

// Pos returns where the node begins.
func (x *FuncLit) Pos() token.Pos { return x.Type.Pos() }

// End returns what comes after its end.
func (x *FuncLit) End() token.Pos { return x.Body.End() }

func (*FuncLit) exprNode() {}

// CompositeLit is a composite literal.
type CompositeLit struct {
	Type       Expr
	Lbrace     token.Pos
	Elts       []Expr
	Rbrace     token.Pos
	Incomplete bool
}

// Pos returns where the node begins.
func (x *CompositeLit) Pos() token.Pos {
	if x.Type != nil {
		return x.Type.Pos()
	}
	return x.Lbrace
}

// End returns what comes after its end.
func (x *CompositeLit) End() token.Pos { return x.Rbrace + 1 }

func (*CompositeLit) exprNode() {}

// ParenExpr is an expression in parentheses.
type ParenExpr struct {
	Lparen token.Pos
	X      Expr
	Rparen token.Pos
}

// Pos returns where the node begins.
func (x *ParenExpr) Pos() token.Pos { return x.Lparen }

// End returns what comes after its end.
func (x *ParenExpr) End() token.Pos { return x.Rparen + 1 }

func (*ParenExpr) exprNode() {}

// SelectorExpr is X.Sel.
type SelectorExpr struct {
	X   Expr
	Sel *Ident
}

// Pos returns where the node begins.
func (x *SelectorExpr) Pos() token.Pos { return x.X.Pos() }

// End returns what comes after its end.
func (x *SelectorExpr) End() token.Pos { return x.Sel.End() }

func (*SelectorExpr) exprNode() {}

// IndexExpr is X[Index], also of types.
type IndexExpr struct {
	X      Expr
	Lbrack token.Pos
	Index  Expr
	Rbrack token.Pos
}

// Pos returns where the node begins.
func (x *IndexExpr) Pos() token.Pos { return x.X.Pos() }

// End returns what comes after its end.
func (x *IndexExpr) End() token.Pos { return x.Rbrack + 1 }

func (*IndexExpr) exprNode() {}

// IndexListExpr is X[Indices…], of types.
type IndexListExpr struct {
	X       Expr
	Lbrack  token.Pos
	Indices []Expr
	Rbrack  token.Pos
}

// Pos returns where the node begins.
func (x *IndexListExpr) Pos() token.Pos { return x.X.Pos() }

// End returns what comes after its end.
func (x *IndexListExpr) End() token.Pos { return x.Rbrack + 1 }

func (*IndexListExpr) exprNode() {}

// SliceExpr is X[Low:High] or X[Low:High:Max].
type SliceExpr struct {
	X      Expr
	Lbrack token.Pos
	Low    Expr
	High   Expr
	Max    Expr
	Slice3 bool
	Rbrack token.Pos
}

// Pos returns where the node begins.
func (x *SliceExpr) Pos() token.Pos { return x.X.Pos() }

// End returns what comes after its end.
func (x *SliceExpr) End() token.Pos { return x.Rbrack + 1 }

func (*SliceExpr) exprNode() {}

// TypeAssertExpr is X.(Type); Type is nil in type switches.
type TypeAssertExpr struct {
	X      Expr
	Lparen token.Pos
	Type   Expr
	Rparen token.Pos
}

// Pos returns where the node begins.
func (x *TypeAssertExpr) Pos() token.Pos { return x.X.Pos() }

// End returns what comes after its end.
func (x *TypeAssertExpr) End() token.Pos { return x.Rparen + 1 }

func (*TypeAssertExpr) exprNode() {}

// CallExpr is a call or a conversion.
type CallExpr struct {
	Fun      Expr
	Lparen   token.Pos
	Args     []Expr
	Ellipsis token.Pos
	Rparen   token.Pos
}

// Pos returns where the node begins.
func (x *CallExpr) Pos() token.Pos { return x.Fun.Pos() }

// End returns what comes after its end.
func (x *CallExpr) End() token.Pos { return x.Rparen + 1 }

func (*CallExpr) exprNode() {}

// StarExpr is *X: a dereference or a pointer type.
type StarExpr struct {
	Star token.Pos
	X    Expr
}

// Pos returns where the node begins.
func (x *StarExpr) Pos() token.Pos { return x.Star }

// End returns what comes after its end.
func (x *StarExpr) End() token.Pos { return x.X.End() }

func (*StarExpr) exprNode() {}

// UnaryExpr is an operator before X.
type UnaryExpr struct {
	OpPos token.Pos
	Op    token.Token
	X     Expr
}

// Pos returns where the node begins.
func (x *UnaryExpr) Pos() token.Pos { return x.OpPos }

// End returns what comes after its end.
func (x *UnaryExpr) End() token.Pos { return x.X.End() }

func (*UnaryExpr) exprNode() {}

// BinaryExpr is an operator between X and Y.
type BinaryExpr struct {
	X     Expr
	OpPos token.Pos
	Op    token.Token
	Y     Expr
}

// Pos returns where the node begins.
func (x *BinaryExpr) Pos() token.Pos { return x.X.Pos() }

// End returns what comes after its end.
func (x *BinaryExpr) End() token.Pos { return x.Y.End() }

func (*BinaryExpr) exprNode() {}

// KeyValueExpr is Key: Value in a composite literal.
type KeyValueExpr struct {
	Key   Expr
	Colon token.Pos
	Value Expr
}

// Pos returns where the node begins.
func (x *KeyValueExpr) Pos() token.Pos { return x.Key.Pos() }

// End returns what comes after its end.
func (x *KeyValueExpr) End() token.Pos { return x.Value.End() }

func (*KeyValueExpr) exprNode() {}

// ArrayType is an array type; a slice type, if Len is nil.
type ArrayType struct {
	Lbrack token.Pos
	Len    Expr
	Elt    Expr
}

// Pos returns where the node begins.
func (x *ArrayType) Pos() token.Pos { return x.Lbrack }

// End returns what comes after its end.
func (x *ArrayType) End() token.Pos { return x.Elt.End() }

func (*ArrayType) exprNode() {}

// StructType is a struct type.
type StructType struct {
	Struct     token.Pos
	Fields     *FieldList
	Incomplete bool
}

// Pos returns where the node begins.
func (x *StructType) Pos() token.Pos { return x.Struct }

// End returns what comes after its end.
func (x *StructType) End() token.Pos { return x.Fields.End() }

func (*StructType) exprNode() {}

// FuncType is a function type; of a method in an interface, Func is not valid.
type FuncType struct {
	Func       token.Pos
	TypeParams *FieldList
	Params     *FieldList
	Results    *FieldList
}

// Pos returns where the node begins.
func (x *FuncType) Pos() token.Pos {
	if x.Func.IsValid() || x.Params == nil {
		return x.Func
	}
	return x.Params.Pos()
}

// End returns what comes after its end.
func (x *FuncType) End() token.Pos {
	if x.Results != nil {
		return x.Results.End()
	}
	return x.Params.End()
}

func (*FuncType) exprNode() {}

// InterfaceType is an interface type.
type InterfaceType struct {
	Interface  token.Pos
	Methods    *FieldList
	Incomplete bool
}

// Pos returns where the node begins.
func (x *InterfaceType) Pos() token.Pos { return x.Interface }

// End returns what comes after its end.
func (x *InterfaceType) End() token.Pos { return x.Methods.End() }

func (*InterfaceType) exprNode() {}

// MapType is a map type.
type MapType struct {
	Map   token.Pos
	Key   Expr
	Value Expr
}

// Pos returns where the node begins.
func (x *MapType) Pos() token.Pos { return x.Map }

// End returns what comes after its end.
func (x *MapType) End() token.Pos { return x.Value.End() }

func (*MapType) exprNode() {}

// ChanType is a channel type.
type ChanType struct {
	Begin token.Pos
	Arrow token.Pos
	Dir   ChanDir
	Value Expr
}

// Pos returns where the node begins.
func (x *ChanType) Pos() token.Pos { return x.Begin }

// End returns what comes after its end.
func (x *ChanType) End() token.Pos { return x.Value.End() }

func (*ChanType) exprNode() {}

// BadStmt is where a statement could not be parsed.
type BadStmt struct {
	From, To token.Pos
}

// Pos returns where the node begins.
func (x *BadStmt) Pos() token.Pos { return x.From }

// End returns what comes after its end.
func (x *BadStmt) End() token.Pos { return x.To }

func (*BadStmt) stmtNode() {}

// DeclStmt is a declaration among statements.
type DeclStmt struct {
	Decl Decl
}

// Pos returns where the node begins.
func (x *DeclStmt) Pos() token.Pos { return x.Decl.Pos() }

// End returns what comes after its end.
func (x *DeclStmt) End() token.Pos { return x.Decl.End() }

func (*DeclStmt) stmtNode() {}

// EmptyStmt is an empty statement; Implicit: without its semicolon.
type EmptyStmt struct {
	Semicolon token.Pos
	Implicit  bool
}

// Pos returns where the node begins.
func (x *EmptyStmt) Pos() token.Pos { return x.Semicolon }

// End returns what comes after its end.
func (x *EmptyStmt) End() token.Pos {
	if x.Implicit {
		return x.Semicolon
	}
	return x.Semicolon + 1
}

func (*EmptyStmt) stmtNode() {}

// LabeledStmt is a statement with a label.
type LabeledStmt struct {
	Label *Ident
	Colon token.Pos
	Stmt  Stmt
}

// Pos returns where the node begins.
func (x *LabeledStmt) Pos() token.Pos { return x.Label.Pos() }

// End returns what comes after its end.
func (x *LabeledStmt) End() token.Pos { return x.Stmt.End() }

func (*LabeledStmt) stmtNode() {}

// ExprStmt is an expression as a statement.
type ExprStmt struct {
	X Expr
}

// Pos returns where the node begins.
func (x *ExprStmt) Pos() token.Pos { return x.X.Pos() }

// End returns what comes after its end.
func (x *ExprStmt) End() token.Pos { return x.X.End() }

func (*ExprStmt) stmtNode() {}

// SendStmt is Chan <- Value.
type SendStmt struct {
	Chan  Expr
	Arrow token.Pos
	Value Expr
}

// Pos returns where the node begins.
func (x *SendStmt) Pos() token.Pos { return x.Chan.Pos() }

// End returns what comes after its end.
func (x *SendStmt) End() token.Pos { return x.Value.End() }

func (*SendStmt) stmtNode() {}

// IncDecStmt is X++ or X--.
type IncDecStmt struct {
	X      Expr
	TokPos token.Pos
	Tok    token.Token
}

// Pos returns where the node begins.
func (x *IncDecStmt) Pos() token.Pos { return x.X.Pos() }

// End returns what comes after its end.
func (x *IncDecStmt) End() token.Pos { return x.TokPos + 2 }

func (*IncDecStmt) stmtNode() {}

// AssignStmt is an assignment or a short variable declaration.
type AssignStmt struct {
	Lhs    []Expr
	TokPos token.Pos
	Tok    token.Token
	Rhs    []Expr
}

// Pos returns where the node begins.
func (x *AssignStmt) Pos() token.Pos { return x.Lhs[0].Pos() }

// End returns what comes after its end.
func (x *AssignStmt) End() token.Pos { return x.Rhs[len(x.Rhs)-1].End() }

func (*AssignStmt) stmtNode() {}

// GoStmt is a go statement.
type GoStmt struct {
	Go   token.Pos
	Call *CallExpr
}

// Pos returns where the node begins.
func (x *GoStmt) Pos() token.Pos { return x.Go }

// End returns what comes after its end.
func (x *GoStmt) End() token.Pos { return x.Call.End() }

func (*GoStmt) stmtNode() {}

// DeferStmt is a defer statement.
type DeferStmt struct {
	Defer token.Pos
	Call  *CallExpr
}

// Pos returns where the node begins.
func (x *DeferStmt) Pos() token.Pos { return x.Defer }

// End returns what comes after its end.
func (x *DeferStmt) End() token.Pos { return x.Call.End() }

func (*DeferStmt) stmtNode() {}

// ReturnStmt is a return statement.
type ReturnStmt struct {
	Return  token.Pos
	Results []Expr
}

// Pos returns where the node begins.
func (x *ReturnStmt) Pos() token.Pos { return x.Return }

// End returns what comes after its end.
func (x *ReturnStmt) End() token.Pos {
	if n := len(x.Results); n > 0 {
		return x.Results[n-1].End()
	}
	return x.Return + 6
}

func (*ReturnStmt) stmtNode() {}

// BranchStmt is break, continue, goto or fallthrough.
type BranchStmt struct {
	TokPos token.Pos
	Tok    token.Token
	Label  *Ident
}

// Pos returns where the node begins.
func (x *BranchStmt) Pos() token.Pos { return x.TokPos }

// End returns what comes after its end.
func (x *BranchStmt) End() token.Pos {
	if x.Label != nil {
		return x.Label.End()
	}
	return x.TokPos + token.Pos(len(x.Tok.String()))
}

func (*BranchStmt) stmtNode() {}

// BlockStmt is statements in braces.
type BlockStmt struct {
	Lbrace token.Pos
	List   []Stmt
	Rbrace token.Pos
}

// Pos returns where the node begins.
func (x *BlockStmt) Pos() token.Pos { return x.Lbrace }

// End returns what comes after its end.
func (x *BlockStmt) End() token.Pos {
	if x.Rbrace.IsValid() {
		return x.Rbrace + 1
	}
	if n := len(x.List); n > 0 {
		return x.List[n-1].End()
	}
	return x.Lbrace + 1
}

func (*BlockStmt) stmtNode() {}

// IfStmt is an if statement.
type IfStmt struct {
	If   token.Pos
	Init Stmt
	Cond Expr
	Body *BlockStmt
	Else Stmt
}

// Pos returns where the node begins.
func (x *IfStmt) Pos() token.Pos { return x.If }

// End returns what comes after its end.
func (x *IfStmt) End() token.Pos {
	if x.Else != nil {
		return x.Else.End()
	}
	return x.Body.End()
}

func (*IfStmt) stmtNode() {}

// CaseClause is a case of a switch; List is nil for default.
type CaseClause struct {
	Case  token.Pos
	List  []Expr
	Colon token.Pos
	Body  []Stmt
}

// Pos returns where the node begins.
func (x *CaseClause) Pos() token.Pos { return x.Case }

// End returns what comes after its end.
func (x *CaseClause) End() token.Pos {
	if n := len(x.Body); n > 0 {
		return x.Body[n-1].End()
	}
	return x.Colon + 1
}

func (*CaseClause) stmtNode() {}

// SwitchStmt is a switch over an expression.
type SwitchStmt struct {
	Switch token.Pos
	Init   Stmt
	Tag    Expr
	Body   *BlockStmt
}

// Pos returns where the node begins.
func (x *SwitchStmt) Pos() token.Pos { return x.Switch }

// End returns what comes after its end.
func (x *SwitchStmt) End() token.Pos { return x.Body.End() }

func (*SwitchStmt) stmtNode() {}

// TypeSwitchStmt is a switch over types.
type TypeSwitchStmt struct {
	Switch token.Pos
	Init   Stmt
	Assign Stmt
	Body   *BlockStmt
}

// Pos returns where the node begins.
func (x *TypeSwitchStmt) Pos() token.Pos { return x.Switch }

// End returns what comes after its end.
func (x *TypeSwitchStmt) End() token.Pos { return x.Body.End() }

func (*TypeSwitchStmt) stmtNode() {}

// CommClause is a case of a select; Comm is nil for default.
type CommClause struct {
	Case  token.Pos
	Comm  Stmt
	Colon token.Pos
	Body  []Stmt
}

// Pos returns where the node begins.
func (x *CommClause) Pos() token.Pos { return x.Case }

// End returns what comes after its end.
func (x *CommClause) End() token.Pos {
	if n := len(x.Body); n > 0 {
		return x.Body[n-1].End()
	}
	return x.Colon + 1
}

func (*CommClause) stmtNode() {}

// SelectStmt is a select statement.
type SelectStmt struct {
	Select token.Pos
	Body   *BlockStmt
}

// Pos returns where the node begins.
func (x *SelectStmt) Pos() token.Pos { return x.Select }

// End returns what comes after its end.
func (x *SelectStmt) End() token.Pos { return x.Body.End() }

func (*SelectStmt) stmtNode() {}

// ForStmt is a for statement without range.
type ForStmt struct {
	For  token.Pos
	Init Stmt
	Cond Expr
	Post Stmt
	Body *BlockStmt
}

// Pos returns where the node begins.
func (x *ForStmt) Pos() token.Pos { return x.For }

// End returns what comes after its end.
func (x *ForStmt) End() token.Pos { return x.Body.End() }

func (*ForStmt) stmtNode() {}

// RangeStmt is a for statement with range.
type RangeStmt struct {
	For        token.Pos
	Key, Value Expr
	TokPos     token.Pos
	Tok        token.Token
	Range      token.Pos
	X          Expr
	Body       *BlockStmt
}

// Pos returns where the node begins.
func (x *RangeStmt) Pos() token.Pos { return x.For }

// End returns what comes after its end.
func (x *RangeStmt) End() token.Pos { return x.Body.End() }

func (*RangeStmt) stmtNode() {}

// ImportSpec is an import.
type ImportSpec struct {
	Doc     *CommentGroup
	Name    *Ident
	Path    *BasicLit
	Comment *CommentGroup
	EndPos  token.Pos
}

// Pos returns where the node begins.
func (x *ImportSpec) Pos() token.Pos {
	if x.Name != nil {
		return x.Name.Pos()
	}
	return x.Path.Pos()
}

// End returns what comes after its end.
func (x *ImportSpec) End() token.Pos {
	if x.EndPos != 0 {
		return x.EndPos
	}
	return x.Path.End()
}

func (*ImportSpec) specNode() {}

// ValueSpec is a declaration of constants or variables.
type ValueSpec struct {
	Doc     *CommentGroup
	Names   []*Ident
	Type    Expr
	Values  []Expr
	Comment *CommentGroup
}

// Pos returns where the node begins.
func (x *ValueSpec) Pos() token.Pos { return x.Names[0].Pos() }

// End returns what comes after its end.
func (x *ValueSpec) End() token.Pos {
	if n := len(x.Values); n > 0 {
		return x.Values[n-1].End()
	}
	if x.Type != nil {
		return x.Type.End()
	}
	return x.Names[len(x.Names)-1].End()
}

func (*ValueSpec) specNode() {}

// TypeSpec is a declaration of a type; Assign is valid for aliases.
type TypeSpec struct {
	Doc        *CommentGroup
	Name       *Ident
	TypeParams *FieldList
	Assign     token.Pos
	Type       Expr
	Comment    *CommentGroup
}

// Pos returns where the node begins.
func (x *TypeSpec) Pos() token.Pos { return x.Name.Pos() }

// End returns what comes after its end.
func (x *TypeSpec) End() token.Pos { return x.Type.End() }

func (*TypeSpec) specNode() {}

// BadDecl is where a declaration could not be parsed.
type BadDecl struct {
	From, To token.Pos
}

// Pos returns where the node begins.
func (x *BadDecl) Pos() token.Pos { return x.From }

// End returns what comes after its end.
func (x *BadDecl) End() token.Pos { return x.To }

func (*BadDecl) declNode() {}

// GenDecl is an import, const, type or var declaration.
type GenDecl struct {
	Doc    *CommentGroup
	TokPos token.Pos
	Tok    token.Token
	Lparen token.Pos
	Specs  []Spec
	Rparen token.Pos
}

// Pos returns where the node begins.
func (x *GenDecl) Pos() token.Pos { return x.TokPos }

// End returns what comes after its end.
func (x *GenDecl) End() token.Pos {
	if x.Rparen.IsValid() {
		return x.Rparen + 1
	}
	return x.Specs[0].End()
}

func (*GenDecl) declNode() {}

// FuncDecl is a declaration of a function or method.
type FuncDecl struct {
	Doc  *CommentGroup
	Recv *FieldList
	Name *Ident
	Type *FuncType
	Body *BlockStmt
}

// Pos returns where the node begins.
func (x *FuncDecl) Pos() token.Pos { return x.Type.Pos() }

// End returns what comes after its end.
func (x *FuncDecl) End() token.Pos {
	if x.Body != nil {
		return x.Body.End()
	}
	return x.Type.End()
}

func (*FuncDecl) declNode() {}

// Comment is one // or /* */ comment.
type Comment struct {
	Slash token.Pos
	Text  string
}

// Pos returns where the node begins.
func (x *Comment) Pos() token.Pos { return x.Slash }

// End returns what comes after its end.
func (x *Comment) End() token.Pos { return x.Slash + token.Pos(len(x.Text)) }

// CommentGroup is comments without other tokens or empty lines between them.
type CommentGroup struct {
	List []*Comment
}

// Pos returns where the node begins.
func (x *CommentGroup) Pos() token.Pos { return x.List[0].Pos() }

// End returns what comes after its end.
func (x *CommentGroup) End() token.Pos { return x.List[len(x.List)-1].End() }

// Field is fields of a struct, methods of an interface, parameters or results, of one type. Names may be nil.
type Field struct {
	Doc     *CommentGroup
	Names   []*Ident
	Type    Expr
	Tag     *BasicLit
	Comment *CommentGroup
}

// Pos returns where the node begins.
func (x *Field) Pos() token.Pos {
	if len(x.Names) > 0 {
		return x.Names[0].Pos()
	}
	if x.Type != nil {
		return x.Type.Pos()
	}
	return token.NoPos
}

// End returns what comes after its end.
func (x *Field) End() token.Pos {
	if x.Tag != nil {
		return x.Tag.End()
	}
	if x.Type != nil {
		return x.Type.End()
	}
	if n := len(x.Names); n > 0 {
		return x.Names[n-1].End()
	}
	return token.NoPos
}

// FieldList is a list of fields in braces, parentheses, brackets, or nothing.
type FieldList struct {
	Opening token.Pos
	List    []*Field
	Closing token.Pos
}

// Pos returns where the node begins.
func (x *FieldList) Pos() token.Pos {
	if x.Opening.IsValid() {
		return x.Opening
	}
	if len(x.List) > 0 {
		return x.List[0].Pos()
	}
	return token.NoPos
}

// End returns what comes after its end.
func (x *FieldList) End() token.Pos {
	if x.Closing.IsValid() {
		return x.Closing + 1
	}
	if n := len(x.List); n > 0 {
		return x.List[n-1].End()
	}
	return token.NoPos
}

// File is a source file. Pos and End are those of its package clause and last declaration.
type File struct {
	Doc                *CommentGroup
	Package            token.Pos
	Name               *Ident
	Decls              []Decl
	FileStart, FileEnd token.Pos
	Scope              *Scope
	Imports            []*ImportSpec
	Unresolved         []*Ident
	Comments           []*CommentGroup
	GoVersion          string
}

// Pos returns where the node begins.
func (x *File) Pos() token.Pos { return x.Package }

// End returns what comes after its end.
func (x *File) End() token.Pos {
	if n := len(x.Decls); n > 0 {
		return x.Decls[n-1].End()
	}
	return x.Name.End()
}

// Package is source files of a package.
type Package struct {
	Name    string
	Scope   *Scope
	Imports map[string]*Object
	Files   map[string]*File
}

// Pos returns where the node begins.
func (x *Package) Pos() token.Pos { return token.NoPos }

// End returns what comes after its end.
func (x *Package) End() token.Pos { return token.NoPos }
