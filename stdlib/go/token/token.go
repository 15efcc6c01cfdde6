// Package token has the tokens of Go, and positions in source files.
package token

import (
	"strconv"
	"unicode"
	"unicode/utf8"
)

// Token is a kind of token.
type Token int

// The tokens.
const (
	ILLEGAL Token = iota
	EOF
	COMMENT

	literalsBegin
	IDENT  // main
	INT    // 12345
	FLOAT  // 123.45
	IMAG   // 123.45i
	CHAR   // 'a'
	STRING // "abc"
	literalsEnd

	operatorsBegin
	ADD            // +
	SUB            // -
	MUL            // *
	QUO            // /
	REM            // %
	AND            // &
	OR             // |
	XOR            // ^
	SHL            // <<
	SHR            // >>
	AND_NOT        // &^
	ADD_ASSIGN     // +=
	SUB_ASSIGN     // -=
	MUL_ASSIGN     // *=
	QUO_ASSIGN     // /=
	REM_ASSIGN     // %=
	AND_ASSIGN     // &=
	OR_ASSIGN      // |=
	XOR_ASSIGN     // ^=
	SHL_ASSIGN     // <<=
	SHR_ASSIGN     // >>=
	AND_NOT_ASSIGN // &^=
	LAND           // &&
	LOR            // ||
	ARROW          // <-
	INC            // ++
	DEC            // --
	EQL            // ==
	LSS            // <
	GTR            // >
	ASSIGN         // =
	NOT            // !
	NEQ            // !=
	LEQ            // <=
	GEQ            // >=
	DEFINE         // :=
	ELLIPSIS       // ...
	LPAREN         // (
	LBRACK         // [
	LBRACE         // {
	COMMA          // ,
	PERIOD         // .
	RPAREN         // )
	RBRACK         // ]
	RBRACE         // }
	SEMICOLON      // ;
	COLON          // :
	operatorsEnd

	keywordsBegin
	BREAK
	CASE
	CHAN
	CONST
	CONTINUE
	DEFAULT
	DEFER
	ELSE
	FALLTHROUGH
	FOR
	FUNC
	GO
	GOTO
	IF
	IMPORT
	INTERFACE
	MAP
	PACKAGE
	RANGE
	RETURN
	SELECT
	STRUCT
	SWITCH
	TYPE
	VAR
	keywordsEnd

	_
	TILDE // ~, which is an operator too
)

var texts = [...]string{
	ILLEGAL: "ILLEGAL", EOF: "EOF", COMMENT: "COMMENT", IDENT: "IDENT", INT: "INT", FLOAT: "FLOAT", IMAG: "IMAG", CHAR: "CHAR",
	STRING: "STRING", ADD: "+", SUB: "-", MUL: "*", QUO: "/", REM: "%", AND: "&", OR: "|", XOR: "^", SHL: "<<", SHR: ">>",
	AND_NOT: "&^", ADD_ASSIGN: "+=", SUB_ASSIGN: "-=", MUL_ASSIGN: "*=", QUO_ASSIGN: "/=", REM_ASSIGN: "%=", AND_ASSIGN: "&=",
	OR_ASSIGN: "|=", XOR_ASSIGN: "^=", SHL_ASSIGN: "<<=", SHR_ASSIGN: ">>=", AND_NOT_ASSIGN: "&^=", LAND: "&&", LOR: "||",
	ARROW: "<-", INC: "++", DEC: "--", EQL: "==", LSS: "<", GTR: ">", ASSIGN: "=", NOT: "!", NEQ: "!=", LEQ: "<=", GEQ: ">=",
	DEFINE: ":=", ELLIPSIS: "...", LPAREN: "(", LBRACK: "[", LBRACE: "{", COMMA: ",", PERIOD: ".", RPAREN: ")", RBRACK: "]",
	RBRACE: "}", SEMICOLON: ";", COLON: ":", BREAK: "break", CASE: "case", CHAN: "chan", CONST: "const", CONTINUE: "continue",
	DEFAULT: "default", DEFER: "defer", ELSE: "else", FALLTHROUGH: "fallthrough", FOR: "for", FUNC: "func", GO: "go",
	GOTO: "goto", IF: "if", IMPORT: "import", INTERFACE: "interface", MAP: "map", PACKAGE: "package", RANGE: "range",
	RETURN: "return", SELECT: "select", STRUCT: "struct", SWITCH: "switch", TYPE: "type", VAR: "var", TILDE: "~",
}

// String returns the text of operators and keywords, and the name of others.
func (tok Token) String() string {
	if tok >= 0 && tok < Token(len(texts)) && texts[tok] != "" {
		return texts[tok]
	}
	return "token(" + strconv.Itoa(int(tok)) + ")"
}

// Precedences of expressions: those of operators are in between.
const (
	LowestPrec  = 0
	UnaryPrec   = 6
	HighestPrec = 7
)

// Precedence returns how strongly a binary operator binds, LowestPrec for other tokens.
func (op Token) Precedence() int {
	switch op {
	case LOR:
		return 1
	case LAND:
		return 2
	case EQL, NEQ, LSS, LEQ, GTR, GEQ:
		return 3
	case ADD, SUB, OR, XOR:
		return 4
	case MUL, QUO, REM, SHL, SHR, AND, AND_NOT:
		return 5
	}
	return LowestPrec
}

// IsLiteral reports whether tok is an identifier or a literal.
func (tok Token) IsLiteral() bool { return literalsBegin < tok && tok < literalsEnd }

// IsOperator reports whether tok is an operator or punctuation.
func (tok Token) IsOperator() bool { return operatorsBegin < tok && tok < operatorsEnd || tok == TILDE }

// IsKeyword reports whether tok is a keyword.
func (tok Token) IsKeyword() bool { return keywordsBegin < tok && tok < keywordsEnd }

// Lookup returns the token of a word: a keyword, or IDENT.
func Lookup(ident string) Token {
	switch ident {
	case "break":
		return BREAK
	case "case":
		return CASE
	case "chan":
		return CHAN
	case "const":
		return CONST
	case "continue":
		return CONTINUE
	case "default":
		return DEFAULT
	case "defer":
		return DEFER
	case "else":
		return ELSE
	case "fallthrough":
		return FALLTHROUGH
	case "for":
		return FOR
	case "func":
		return FUNC
	case "go":
		return GO
	case "goto":
		return GOTO
	case "if":
		return IF
	case "import":
		return IMPORT
	case "interface":
		return INTERFACE
	case "map":
		return MAP
	case "package":
		return PACKAGE
	case "range":
		return RANGE
	case "return":
		return RETURN
	case "select":
		return SELECT
	case "struct":
		return STRUCT
	case "switch":
		return SWITCH
	case "type":
		return TYPE
	case "var":
		return VAR
	}
	return IDENT
}

// IsExported reports whether a name begins with a capital.
func IsExported(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r)
}

// IsKeyword reports whether a name is a keyword.
func IsKeyword(name string) bool { return Lookup(name) != IDENT }

// IsIdentifier reports whether a name is an identifier, and no keyword.
func IsIdentifier(name string) bool {
	if name == "" || IsKeyword(name) {
		return false
	}
	for i, r := range name {
		if !unicode.IsLetter(r) && r != '_' && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return true
}
