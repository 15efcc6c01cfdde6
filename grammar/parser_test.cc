// Tests of the grammar, the builder and the parser's door.
#include "grammar/parser.h"

#include <gtest/gtest.h>

#include "grammar/ast_builder.h"
#include "grammar/explainer.h"
#include "grammar/parser.tab.h"
#include "grammar/syntax_errors.h"
#include "grammar/test_util.h"

namespace minigo::grammar {
namespace {

const char kAllOfGo[] = R"(package p

import (
	"fmt"
	. "os"
	m "math"
)

const (
	A, B = iota, "x"
	C, D
)

type (
	T[P any, Q interface{ ~int | ~string; M(int) (a, b int) }] struct {
		a, b []P `tag`
		*m.X
		T2[int]
		c [4]Q
		fmt.Stringer "t"
	}
	Alias[X comparable] = map[X]<-chan (<-chan int)
	Fn func(int, ...string) (x, y chan<- func())
)

func (t *T[P, Q]) Method(a, b int, c ...[]string) (err error) {
	switch x := any(t).(type) {
	case nil, *int, func(int), []string:
	default:
		_ = x
	}
L:
	for i, v := range []int{1, 2: 3} {
		if v := (T2[int]{}); v.x == i { continue L } else if true { break } else { goto M }
	}
	for range 10 {}
	for ;; {}
	for i := 0; i < 10; i++ { defer f(i)(a, b...) }
	select {
	case c <- 1:
	case v, ok := <-ch:
	case <-ch:
	case x = (<-ch):
	default:
	}
M:
	a.b[i].c(x)[1:2:3], y = struct{ x int }{1}, map[string]struct{}{"a": {}}
	go func() { fmt.Println(&(T2[int]{}), -x+y*z<<1&^m.X == 0 && !b || <-ch != nil) }()
	if f := func() {}; f != nil {}
	switch { case true: fallthrough; case false: }
	var z = f[int, string](x.(interface{ M() }))
	x &^= 1; x--
	{ ; }
	return nil
}

func native(x int) int
)";

TEST(Parser, ReadsAllOfGo) {
  Parsed p(kAllOfGo);
  EXPECT_EQ(p.Errors(), "");
  EXPECT_EQ(p.file->decls.size(), 10u);
  EXPECT_EQ(View(p.file->pkg_name->value), "p");
}

TEST(Parser, GrammarAndExplainerMakeTheSameTree) {
  Parsed p(kAllOfGo);
  Diags diags;
  Lexer lexer(p.source, &diags);
  Explanation e = ExplainErrors(p.source, lexer, Start::kFile, p.arena, p.names, diags);
  EXPECT_TRUE(diags.empty());
  ASSERT_TRUE(e.complete);
  EXPECT_EQ(DumpAst(*e.file, p.sources), p.Dump());
}

TEST(Parser, LazyBodiesComeToTheSame) {
  Parsed eager(kAllOfGo);
  ParseOptions options;
  options.lazy_bodies = true;
  Parsed lazy(kAllOfGo, options);
  EXPECT_NE(lazy.Dump(), eager.Dump());
  for (Decl* d : lazy.file->decls) {
    auto* f = Is<FuncDecl>(d);
    if (f == nullptr) continue;
    EXPECT_EQ(f->has_body(), View(f->name->value) != "native");
    if (!f->has_body()) continue;
    EXPECT_EQ(f->body, nullptr);
    ParseBody(lazy.source, f, lazy.arena, lazy.names, lazy.diags);
    f->lazy_lbrace = f->lazy_rbrace = kNoPos;
  }
  EXPECT_EQ(lazy.Errors(), "");
  EXPECT_EQ(lazy.Dump(), eager.Dump());
}

TEST(Parser, ErrorsOfLazyBodiesComeLate) {
  ParseOptions options;
  options.lazy_bodies = true;
  Parsed p("package p\nfunc f() { x := }\nfunc g() { break }\n", options);
  EXPECT_EQ(p.Errors(), "");
  for (Decl* d : p.file->decls) ParseBody(p.source, As<FuncDecl>(d), p.arena, p.names, p.diags);
  EXPECT_EQ(p.Errors(),
            "2:17: syntax error: unexpected }, expected expression\n"
            "3:12: break is not in a loop, switch, or select\n");
}

TEST(Parser, ALazyFileWithoutAMatchingBraceIsReadInFull) {
  ParseOptions options;
  options.lazy_bodies = true;
  EXPECT_EQ(Parsed("package p\nfunc f() { if x {\n", options).Errors(),
            "3:1: syntax error: unexpected EOF, expected }\n");
}

TEST(Parser, PutsNodesWhereGcDoes) {
  EXPECT_EQ(Parsed("package p\nvar x = a.b(c)[d] + <-e\n").Dump(),
            "(File test.go\n"
            "package: (Name 1:9 p)\n"
            "(VarDecl 2:5\n"
            "  name: (Name 2:5 x)\n"
            "  values: (Operation 2:19 +\n"
            "    (IndexExpr 2:15\n"
            "      (CallExpr 2:12\n"
            "        (SelectorExpr 2:10\n"
            "          (Name 2:9 a)\n"
            "          sel: (Name 2:11 b))\n"
            "        arg: (Name 2:13 c))\n"
            "      index: (Name 2:16 d))\n"
            "    (Operation 2:21 <-\n"
            "      (Name 2:23 e)))))\n");
}

TEST(Parser, TellsArraysFromTypeParameters) {
  auto tparams = [](std::string decl) {
    Parsed p("package p\ntype " + std::move(decl) + "\n");
    if (!p.diags.empty()) return p.Errors();
    auto* d = As<TypeDecl>(p.file->decls[0]);
    std::string s;
    for (Field* f : d->tparams) s += ExprString(f) + "; ";
    return s + ExprString(d->type);
  };
  EXPECT_EQ(tparams("T [P]int"), "[P]int");
  EXPECT_EQ(tparams("T [P*C]int"), "[P * C]int");
  EXPECT_EQ(tparams("T [P *C,]int"), "P *C; int");
  EXPECT_EQ(tparams("T [P *C, Q any]int"), "P *C; Q any; int");
  EXPECT_EQ(tparams("T [P *[]int]int"), "P *[]int; int");
  EXPECT_EQ(tparams("T [P (C)]int"), "[P(C)]int");
  EXPECT_EQ(tparams("T [P (C),]int"), "P C; int");
  EXPECT_EQ(tparams("T [P ([]int)]int"), "P []int; int");
  EXPECT_EQ(tparams("T [P *A|B]int"), "[P * A | B]int");
  EXPECT_EQ(tparams("T [P *A|~B]int"), "P *A | ~B; int");
  EXPECT_EQ(tparams("T [P, Q any]int"), "P any; Q any; int");
  EXPECT_EQ(tparams("T [P []E]int"), "P []E; int");
  EXPECT_EQ(tparams("T [P ~int|string] = int"), "P ~int | string; int");
  EXPECT_EQ(tparams("T [P m.C]int"), "P m.C; int");
  EXPECT_EQ(tparams("T [m.C]int"), "[m.C]int");
  EXPECT_EQ(tparams("T [P <-chan int]int"), "P <-chan int; int");
  EXPECT_EQ(tparams("T []int"), "[]int");
  EXPECT_EQ(tparams("T [2*N]int"), "[2 * N]int");
  EXPECT_EQ(tparams("T [P int]"), "2:15: syntax error: unexpected newline in type declaration\n");
}

TEST(Parser, SharesTypesOfParameters) {
  EXPECT_EQ(TypeText("func(a, b int, c ...string) (x, y T)"),
            "func(a, b int, c ...string) (x, y T)");
  EXPECT_EQ(TypeText("func(A, b.C, D[int], [2]E, *F) G"), "func(A, b.C, D[int], [2]E, *F) G");
  EXPECT_EQ(TypeText("func(a []int, b [n]int, c D[e, f])"), "func(a []int, b [n]int, c D[e, f])");
  Parsed p("package p\nfunc f(a, b int)\n");
  auto params = As<FuncDecl>(p.file->decls[0])->type->params;
  EXPECT_EQ(params[0]->type, params[1]->type);
}

TEST(Parser, ReadsTypes) {
  EXPECT_EQ(TypeText("chan<- chan int"), "chan<- chan int");
  EXPECT_EQ(TypeText("chan (<-chan int)"), "chan (<-chan int)");
  EXPECT_EQ(TypeText("chan<- <-chan int"), "chan<- <-chan int");
  EXPECT_EQ(TypeText("struct { a, b int \"t\"; C; *D; e.F; G[int]; h [3]I }"),
            "struct{a, b int \"t\"; C; *D; e.F; G[int]; h [3]I}");
  EXPECT_EQ(TypeText("interface { M(); ~int | []string; A; B[int] | C }"),
            "interface{M(); ~int | []string; A; B[int] | C}");
  EXPECT_EQ(TypeText("map[[2]int]func() (int, error)"), "map[[2]int]func() (int, error)");
  EXPECT_EQ(TypeText("((int))"), "int");
}

TEST(Parser, ReadsExpressions) {
  EXPECT_EQ(ValueText("a + b*c == d && e"), "a + b * c == d && e");
  EXPECT_EQ(ValueText("<-chan int(c)"), "<-chan int(c)");
  EXPECT_EQ(ValueText("(<-chan int)(c)"), "(<-chan int)(c)");
  EXPECT_EQ(ValueText("[]int{1}[0:1:2]"), "[]int{…}[0:1:2]");
  EXPECT_EQ(ValueText("f[int](x, y...)"), "f[int](x, y...)");
  EXPECT_EQ(ValueText("func() int { return 1 }()"), "func() int {…}()");
  EXPECT_EQ(ValueText("&(T{})"), "&T{}");
  EXPECT_EQ(ValueText("x.(T).(*U)"), "x.(T).(*U)");
  EXPECT_EQ(ValueText("T[int, string]{}"), "T[int, string]{}");
  EXPECT_EQ(ValueText("map[K]V{a: b}"), "map[K]V{…}");
  EXPECT_EQ(ValueText("a[i,]"), "a[i]");
}

TEST(Parser, TellsBlocksFromLiteralsInHeaders) {
  EXPECT_EQ(ErrorsIn("for range []int{1} {}"), "");
  EXPECT_EQ(ErrorsIn("if x == (T{}) {}"), "");
  EXPECT_EQ(ErrorsIn("if f(T{}) {}"), "");
  EXPECT_EQ(ErrorsIn("if x := (struct{a int}{1}); x.a == 1 {}"), "");
  EXPECT_EQ(ErrorsIn("if x == struct{a int}{1} {}"), "");
  EXPECT_EQ(ErrorsIn("switch func() int { if true {}; return T{}.x }() {}"), "");
  EXPECT_EQ(ErrorsIn("for i := range f(func() { for range x {} }) {}"), "");
  EXPECT_EQ(ErrorsIn("if x == T {}"), "");
  EXPECT_EQ(ErrorsIn("if a[i] {}"), "");
  EXPECT_EQ(ErrorsIn("if x == T{} {}"),
            "2:13: syntax error: unexpected { at end of statement\n"
            "3:1: syntax error: non-declaration statement outside function body\n");
}

TEST(Parser, ClassifiesSelectCases) {
  Parsed p(
      "package p; func f() { select {\ncase a <- b:\ncase <-c:\ncase (<-c):\ncase x = <-c:\n"
      "case x, y := <-c:\ncase f():\ncase x += <-c:\ndefault:\n} }\n");
  ASSERT_EQ(p.Errors(), "");
  auto* s = As<SelectStmt>(As<FuncDecl>(p.file->decls[0])->body->list[0]);
  CommKind want[] = {CommKind::kSend,    CommKind::kRecv, CommKind::kRecv, CommKind::kRecvSet,
                     CommKind::kRecvDef, CommKind::kBad,  CommKind::kBad,  CommKind::kDefault};
  ASSERT_EQ(s->body.size(), std::size(want));
  for (size_t i = 0; i < std::size(want); i++) EXPECT_EQ(s->body[i]->comm_kind, want[i]) << i;
}

TEST(Parser, FindsStartAndEnd) {
  Parsed p("package p\nvar x = a.b(c)[d] + f(e)\n");
  auto* v = As<VarDecl>(p.file->decls[0])->values;
  EXPECT_EQ(p.source->RawPositionOf(StartPos(v)).column, 9);
  EXPECT_EQ(p.source->RawPositionOf(EndPos(v)).column, 24);  // of the last argument, as in gc
}

TEST(Parser, HangsPragmasOnDeclarations) {
  Parsed p(
      "//go:build go1.21 && (linux || !windows)\n\npackage p\n\n"
      "//go:embed a.txt\n//go:embed b.txt\nvar x string\n\n"
      "//go:noinline\nfunc f() {}\n\nvar (\n\t//go:embed c\n\ty string\n)\n");
  EXPECT_EQ(p.Errors(), "");
  EXPECT_EQ(p.file->go_version, "go1.21");
  EXPECT_EQ(p.file->build_constraint, "go1.21 && (linux || !windows)");
  auto* x = As<VarDecl>(p.file->decls[0]);
  ASSERT_NE(x->pragma, nullptr);
  ASSERT_EQ(x->pragma->directives.size(), 2u);
  EXPECT_EQ(x->pragma->directives[1], "go:embed b.txt");
  auto* f = As<FuncDecl>(p.file->decls[1]);
  ASSERT_NE(f->pragma, nullptr);
  EXPECT_EQ(f->pragma->directives[0], "go:noinline");
  ASSERT_NE(As<VarDecl>(p.file->decls[2])->pragma, nullptr);
}

TEST(Parser, ReportsMisplacedPragmas) {
  EXPECT_EQ(ErrorsOf("package p\n//go:noinline\ntype T int\n"),
            "2:3: misplaced compiler directive\n");
  EXPECT_EQ(ErrorsOf("package p\n//go:embed x\nfunc f() {}\n"),
            "2:3: misplaced go:embed directive\n");
  EXPECT_EQ(ErrorsOf("package p\n//go:linkname a b c\nfunc f() {}\n"),
            "2:3: usage: //go:linkname localname [linkname]\n");
  EXPECT_EQ(ErrorsOf("package p\nfunc f() {} //go:noinline\n"),
            "2:15: misplaced compiler directive\n");
  ParseOptions options;
  options.trust_directives = true;
  EXPECT_EQ(Parsed("package p\n//go:noinline\ntype T int\n", options).Errors(), "");
}

TEST(Parser, ReadsBuildConstraints) {
  auto version = [](std::string line) {
    return std::string(Parsed("//go:build " + line + "\npackage p\n").file->go_version);
  };
  EXPECT_EQ(version("go1.20 || go1.22"), "go1.20");
  EXPECT_EQ(version("linux || go1.22"), "");
  EXPECT_EQ(version("!go1.22"), "");
  EXPECT_EQ(version("!(!go1.22 || x)"), "go1.22");
  EXPECT_EQ(version("!(!go1.22 && x)"), "");
  EXPECT_EQ(version("go1"), "go1");
  EXPECT_EQ(version("go1.22 &&"), "");
}

TEST(Parser, BoundsNesting) {
  auto repeat = [](const char* s, int n) {
    std::string r;
    for (int i = 0; i < n; i++) r += s;
    return r;
  };
  auto errors = [](std::string text) {
    std::string s = ErrorsOf("package p\n" + std::move(text) + "\n");
    return s.empty() ? s : s.substr(s.find(' ') + 1);
  };
  const std::string kTooDeep = "exceeded max nesting depth\n";
  EXPECT_EQ(errors("var x = " + repeat("(", 9000) + "1" + repeat(")", 9000)), "");
  EXPECT_EQ(errors("var x = " + repeat("(", 11000) + "1" + repeat(")", 11000)), kTooDeep);
  EXPECT_EQ(errors("func f() " + repeat("{", 11000) + repeat("}", 11000)), kTooDeep);
  EXPECT_EQ(errors("var x = " + repeat("a+", 90000) + "a"), "");
  EXPECT_EQ(errors("var x = " + repeat("a+", 200000) + "a"), kTooDeep);
  EXPECT_EQ(errors("var x = " + repeat("!", 200000) + "a"), kTooDeep);
  EXPECT_EQ(errors("var x " + repeat("*", 200000) + "int"), kTooDeep);
  EXPECT_EQ(errors("func f() { if a {} " + repeat("else if a {} ", 20000) + "}"), kTooDeep);
  EXPECT_EQ(errors("func f() { " + repeat("_: ", 20000) + "}"), kTooDeep);
  EXPECT_EQ(errors("func f() {" + repeat("x;", 100000) + "}"), "");
  EXPECT_EQ(errors("var x = " + repeat("(", 9000)), "syntax error: unexpected EOF\n");
}

TEST(Parser, ExprStringStopsSomewhere) {
  std::string text = "a";
  for (int i = 0; i < 50000; i++) text += "+a";
  Parsed p("package p\nvar x = " + text + "\n");
  EXPECT_LT(ExprString(As<VarDecl>(p.file->decls[0])->values).size(), 20000u);
}

// ---------------------------------------------------------------- snippets

struct SnippetResult {
  std::string errors, decls, stmts;
  bool has_package, has_main;
};

SnippetResult ReadSnippet(std::string text) {
  SourceSet sources;
  Arena arena;
  Interner names;
  Diags diags;
  SourceFile* f = sources.Add("x", "/x", std::move(text));
  Snippet s = ParseSnippet(f, arena, names, diags);
  SnippetResult r{"", "", "", s.has_package, s.has_main};
  for (const Diag& d : diags.list()) {
    Position p = f->RawPositionOf(d.pos);
    r.errors += std::to_string(p.line) + ':' + std::to_string(p.column) + ": " + d.text + '\n';
  }
  for (Decl* d : s.file->decls)
    r.decls += std::string(View([&]() -> Symbol {
                 if (auto* x = Is<FuncDecl>(d)) return x->name->value;
                 if (auto* x = Is<VarDecl>(d)) return x->names[0]->value;
                 if (auto* x = Is<TypeDecl>(d)) return x->name->value;
                 return nullptr;
               }())) +
               ' ';
  for (Stmt* st : s.statements) r.stmts += std::to_string(f->LineOf(st->pos)) + ' ';
  return r;
}

TEST(Snippet, MayBeAWholeFile) {
  SnippetResult r = ReadSnippet("package main\nfunc main() {}\n");
  EXPECT_EQ(r.errors, "");
  EXPECT_TRUE(r.has_package);
  EXPECT_TRUE(r.has_main);
  EXPECT_EQ(r.decls, "main ");
}

TEST(Snippet, KeepsStatementsInOrder) {
  SnippetResult r = ReadSnippet(
      "var a = 1\nfunc f() int { return a }\nx := f()\nvar b = x\ntype T int\n"
      "func (t T) m() {}\nfunc() { f() }()\nfunc(x int) string { return \"\" }(1)\n");
  EXPECT_EQ(r.errors, "");
  EXPECT_EQ(r.decls, "a f m ");
  EXPECT_EQ(r.stmts, "3 4 5 7 8 ");
  EXPECT_FALSE(r.has_package);
  EXPECT_FALSE(r.has_main);
}

TEST(Snippet, AllowsElision) {
  SnippetResult r = ReadSnippet("x := []int{1, ...}\n...\nfor {\n\t...\n}\nfunc f() { ... }\n");
  EXPECT_EQ(r.errors, "1:15: syntax error: unexpected ..., expected expression\n");
  r = ReadSnippet("x := []int{...}\n…\nfor {\n\t...\n}\nfunc f() { ... }\n");
  EXPECT_EQ(r.errors, "");
  EXPECT_EQ(r.stmts, "1 3 ");
}

TEST(Snippet, ReportsErrorsLineByLine) {
  EXPECT_EQ(ReadSnippet("x := = 1\ny := 2\nif y = 2 {\n}\n").errors,
            "1:6: syntax error: unexpected =, expected expression\n"
            "3:6: syntax error: cannot use assignment y = 2 as value\n");
  EXPECT_EQ(ReadSnippet("package main\nfunc main() {\n\tx := = 1\n}\n").errors,
            "3:7: syntax error: unexpected =, expected expression\n");
  EXPECT_EQ(ReadSnippet("}\n").errors, "1:1: syntax error: unexpected } at end of statement\n");
}

TEST(Snippet, MayBeEmpty) {
  EXPECT_EQ(ReadSnippet("").errors, "");
  EXPECT_EQ(ReadSnippet("...\n").errors, "");
  EXPECT_EQ(ReadSnippet("// nothing\n").errors, "");
}

}  // namespace
}  // namespace minigo::grammar
