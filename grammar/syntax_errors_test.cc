// Tests of syntax errors: gc's words at gc's places. Each expectation was checked with the gc
// toolchain.
#include "grammar/syntax_errors.h"

#include <gtest/gtest.h>

#include "grammar/ast_builder.h"
#include "grammar/parser.tab.h"
#include "grammar/test_util.h"

namespace minigo::grammar {
namespace {

TEST(SyntaxErrors, OfFiles) {
  EXPECT_EQ(ErrorsOf(""), "1:1: syntax error: package statement must be first\n");
  EXPECT_EQ(ErrorsOf("func f() {}"), "1:1: syntax error: package statement must be first\n");
  EXPECT_EQ(ErrorsOf("package 1\n"), "1:9: syntax error: unexpected literal 1, expected name\n");
  EXPECT_EQ(ErrorsOf("package p\nx := 1\n"),
            "2:1: syntax error: non-declaration statement outside function body\n");
  EXPECT_EQ(ErrorsOf("package p\nfunc f()\n{\n}\n"),
            "3:1: syntax error: unexpected semicolon or newline before {\n");
  EXPECT_EQ(ErrorsOf("package p\nvar x int\nimport \"a\"\n"),
            "3:1: syntax error: imports must appear before other declarations\n");
  EXPECT_EQ(ErrorsOf("package p\nfunc f() {\n"), "3:1: syntax error: unexpected EOF, expected }\n");
}

TEST(SyntaxErrors, OfDeclarations) {
  EXPECT_EQ(ErrorsOf("package p\nimport a\n"), "2:9: syntax error: missing import path\n");
  EXPECT_EQ(ErrorsOf("package p\nimport 1\n"), "2:8: syntax error: import path must be a string\n");
  EXPECT_EQ(ErrorsOf("package p\nvar x\n"),
            "2:6: syntax error: unexpected newline, expected type\n");
  EXPECT_EQ(ErrorsOf("package p\nvar x := 1\n"), "2:7: syntax error: unexpected :=, expected =\n");
  EXPECT_EQ(ErrorsOf("package p\ntype T\n"),
            "2:7: syntax error: unexpected newline in type declaration\n");
  EXPECT_EQ(ErrorsOf("package p\nfunc (x) f[T any]() {}\n"),
            "2:11: syntax error: method must have no type parameters\n");
  EXPECT_EQ(ErrorsOf("package p\nfunc () f() {}\n"), "2:9: method has no receiver\n");
  EXPECT_EQ(ErrorsOf("package p\nfunc (a, b T) f() {}\n"), "2:15: method has multiple receivers\n");
  EXPECT_EQ(ErrorsOf("package p\nfunc f[]() {}\n"),
            "2:8: syntax error: empty type parameter list\n");
  EXPECT_EQ(ErrorsOf("package p\ntype T[P] struct{}\n"), "");
  EXPECT_EQ(ErrorsOf("package p\ntype T[P, Q] struct{}\n"),
            "2:12: syntax error: missing type constraint\n");
}

TEST(SyntaxErrors, OfTypes) {
  EXPECT_EQ(ErrorsOf("package p\ntype T struct { (A) }\n"),
            "2:17: syntax error: cannot parenthesize embedded type\n");
  EXPECT_EQ(ErrorsOf("package p\ntype T interface { m[P any]() }\n"),
            "2:21: interface method must have no type parameters\n");
  EXPECT_EQ(ErrorsOf("package p\nfunc f(a int, string) {}\n"),
            "2:21: syntax error: missing parameter type\n");
  EXPECT_EQ(ErrorsOf("package p\nfunc f(a int, []b) {}\n"),
            "2:15: syntax error: missing parameter name\n");
  EXPECT_EQ(ErrorsOf("package p\nfunc f(a ...int, b int) {}\n"),
            "2:10: can only use ... with final parameter\n");
  EXPECT_EQ(ErrorsOf("package p\nfunc f() (a ...int) {}\n"), "2:13: invalid use of ...\n");
  EXPECT_EQ(ErrorsOf("package p\nvar x chan\n"),
            "3:1: syntax error: missing channel element type\n");
  EXPECT_EQ(ErrorsOf("package p\nvar x [2,]int\n"),
            "2:9: syntax error: unexpected comma; expected ]\n");
}

TEST(SyntaxErrors, OfHeaders) {
  EXPECT_EQ(ErrorsIn("if {}"), "2:4: syntax error: missing condition in if statement\n");
  EXPECT_EQ(ErrorsIn("if x := 1; {}"), "2:10: syntax error: missing condition in if statement\n");
  EXPECT_EQ(ErrorsIn("if x\n{}"),
            "2:5: syntax error: unexpected newline, expected { after if clause\n");
  EXPECT_EQ(ErrorsIn("if x = 1 {}"), "2:6: syntax error: cannot use assignment x = 1 as value\n");
  EXPECT_EQ(ErrorsIn("if a+b = c {}"),
            "2:8: syntax error: cannot use assignment (a + b) = c as value\n");
  EXPECT_EQ(ErrorsIn("if x := 1 {}"), "2:6: syntax error: cannot use x := 1 as value\n");
  EXPECT_EQ(ErrorsIn("for x++ {}"), "2:6: syntax error: cannot use x++ as value\n");
  EXPECT_EQ(ErrorsIn("for var i = 0; i < 1; i++ {}"),
            "2:9: syntax error: var declaration not allowed in for initializer\n");
  EXPECT_EQ(ErrorsIn("for i := 0; i < 1; j := 1 {}"),
            "2:22: syntax error: cannot declare in post statement of for loop\n");
  EXPECT_EQ(ErrorsIn("for i := 0; {}"),
            "2:13: syntax error: unexpected {, expected for loop condition\n");
  EXPECT_EQ(ErrorsIn("if x {} else x"),
            "2:14: syntax error: else must be followed by if or statement block\n"
            "2:14: syntax error: unexpected name x at end of statement\n");
  EXPECT_EQ(ErrorsIn("switch x y {}"), "2:10: syntax error: unexpected name y, expected {\n");
}

TEST(SyntaxErrors, OfStatements) {
  EXPECT_EQ(ErrorsIn("x := 1 y := 2"),
            "2:8: syntax error: unexpected name y at end of statement\n");
  EXPECT_EQ(ErrorsIn("a, b"), "2:5: syntax error: unexpected newline, expected := or = or comma\n");
  EXPECT_EQ(ErrorsIn("L: }\nfunc g() { switch { case true: L: case false: }"),
            "2:1: label L defined and not used\n"
            "3:33: syntax error: missing statement after label\n");
  EXPECT_EQ(ErrorsIn("defer (f())"), "2:7: expression in defer must not be parenthesized\n");
  EXPECT_EQ(ErrorsIn("~x"),
            "2:1: syntax error: unexpected ~, expected }\n"
            "2:2: syntax error: unexpected name x after top level declaration\n");
  EXPECT_EQ(ErrorsIn("else {}"),
            "2:1: syntax error: unexpected keyword else, expected }\n"
            "2:6: syntax error: unexpected { after top level declaration\n");
}

TEST(SyntaxErrors, OfExpressions) {
  EXPECT_EQ(ErrorsIn("f(a b)"),
            "2:5: syntax error: unexpected name b in argument list; possibly missing comma or )\n");
  EXPECT_EQ(
      ErrorsIn("f(a\n)"),
      "2:4: syntax error: unexpected newline in argument list; possibly missing comma or )\n");
  EXPECT_EQ(
      ErrorsIn("_ = []int{1\n}"),
      "2:12: syntax error: unexpected newline in composite literal; possibly missing comma or }\n");
  EXPECT_EQ(ErrorsIn("_ = a[]"), "2:7: syntax error: unexpected ], expected operand\n");
  EXPECT_EQ(ErrorsIn("_ = a[1::2]"), "2:9: middle index required in 3-index slice\n");
  EXPECT_EQ(ErrorsIn("_ = (T){}"),
            "2:8: syntax error: cannot parenthesize type in composite literal\n");
  EXPECT_EQ(ErrorsIn("_ = a."), "3:1: syntax error: unexpected }, expected name or (\n");
  EXPECT_EQ(ErrorsIn("x = 08 + 'ab'"),
            "2:6: invalid digit '8' in octal literal\n"
            "2:10: more than one character in rune literal\n");
}

TEST(SyntaxErrors, SeveralOfOneFile) {
  EXPECT_EQ(
      ErrorsOf(
          "package p\n\nfunc f() {\n\tx := \n\ty = )\n}\n\nfunc g( {\n}\n\nfunc h() { break }\n"),
      "5:4: syntax error: unexpected = at end of statement\n"
      "8:9: syntax error: unexpected {, expected )\n"
      "11:12: break is not in a loop, switch, or select\n");
}

TEST(SyntaxErrors, OnlyOnePerLineIsPrinted) {
  Parsed p("package p\nfunc f() { a b c d }\nvar x = 08 + 09\n");
  p.diags.SortAndDedupe(p.sources);
  EXPECT_EQ(p.Errors(),
            "2:14: syntax error: unexpected name b at end of statement\n"
            "3:10: invalid digit '8' in octal literal\n"
            "3:15: invalid digit '9' in octal literal\n");
  EXPECT_EQ(Format(p.diags.list()[0], p.sources, "./"),
            "./test.go:2:14: syntax error: unexpected name b at end of statement");
}

// A grammar that refuses must be explained, and one that accepts must not: on whatever text.
TEST(SyntaxErrors, AgreeWithTheGrammarOnAnyTokens) {
  const char* words[] = {
      "x",   "y",  "(",         ")",    "[",     "]",      "{",       "}",      ",",      ";",
      ":",   ":=", "=",         ".",    "...",   "<-",     "*",       "+",      "|",      "~",
      "!",   "++", "+=",        "case", "chan",  "const",  "default", "else",   "for",    "func",
      "go",  "if", "interface", "map",  "range", "return", "select",  "struct", "switch", "type",
      "var", "1",  "\"s\"",     "\n",   "x",     "(",      ")"};
  uint64_t seed = 1;
  auto next = [&](size_t n) {
    seed = seed * 6364136223846793005 + 1442695040888963407;
    return static_cast<size_t>(seed >> 33) % n;
  };
  int accepted = 0;
  for (int round = 0; round < 40000; round++) {
    std::string text = next(2) == 0 ? "package p\ntype T " : "package p\nfunc f() {\n";
    for (size_t n = 1 + next(8); n > 0; n--)
      text += std::string(words[next(std::size(words))]) + ' ';
    if (text[10] == 'f') text += "\n}\n";
    SourceSet sources;
    Arena arena;
    Interner names;
    SourceFile* f = sources.Add("x.go", "/x.go", text);
    Lexer lexer(f, nullptr);
    TokenStream tokens(&lexer, T_START_FILE, false);
    AstBuilder builder(f, arena, names, &tokens);
    bool ok = minigo_yyparse(builder) == 0 && !builder.rejected() && lexer.error_count() == 0;
    accepted += ok;
    Diags diags;
    Lexer again(f, &diags);
    ExplainErrors(f, again, Start::kFile, arena, names, diags);
    size_t errors = diags.size() - (ok ? builder.branch_errors().size() : 0);
    ASSERT_EQ(ok, errors == 0) << text;
  }
  EXPECT_GT(accepted, 500);
}

// ---------------------------------------------------------------- labels and branches

TEST(Branches, FindsTargets) {
  Parsed p(
      "package p; func f() {\nL: for { switch { case true: break; continue; break L }; select { "
      "default: break } }\n"
      "goto M\nM:\n}\n");
  EXPECT_EQ(p.Errors(), "");
  std::string dump = p.Dump();
  EXPECT_NE(dump.find("(BranchStmt 2:30 break -> 2:10)"), std::string::npos) << dump;
  EXPECT_NE(dump.find("(BranchStmt 2:37 continue -> 2:4)"), std::string::npos);
  EXPECT_NE(dump.find("(BranchStmt 2:47 break -> 2:4"), std::string::npos);
  EXPECT_NE(dump.find("(BranchStmt 2:76 break -> 2:58)"), std::string::npos);
  EXPECT_NE(dump.find("(BranchStmt 3:1 goto -> 4:2"), std::string::npos);
}

TEST(Branches, ReportsWhatGcReports) {
  EXPECT_EQ(ErrorsIn("break"), "2:1: break is not in a loop, switch, or select\n");
  EXPECT_EQ(ErrorsIn("switch { case true: continue }"), "2:21: continue is not in a loop\n");
  EXPECT_EQ(ErrorsIn("fallthrough"), "2:1: fallthrough statement out of place\n");
  EXPECT_EQ(ErrorsIn("switch { case true: fallthrough }"),
            "2:21: cannot fallthrough final case in switch\n");
  EXPECT_EQ(ErrorsIn("switch x.(type) { case int: fallthrough; default: }"),
            "2:29: cannot fallthrough in type switch\n");
  EXPECT_EQ(ErrorsIn("switch { case true: fallthrough; ; default: }"), "");
  EXPECT_EQ(ErrorsIn("L: for {}"), "2:1: label L defined and not used\n");
  EXPECT_EQ(ErrorsIn("goto L"), "2:6: label L not defined\n");
  EXPECT_EQ(ErrorsIn("for { break L }"), "2:13: break label not defined: L\n");
  EXPECT_EQ(ErrorsIn("L: x(); for { break L }"), "2:21: invalid break label L\n");
  EXPECT_EQ(ErrorsIn("L: switch { default: for { continue L } }"),
            "2:37: invalid continue label L\n");
  EXPECT_EQ(ErrorsIn("L: L: for { break L }"),
            "2:4: label L already defined at test.go:2:1\n"
            "2:19: invalid break label L\n");
  EXPECT_EQ(ErrorsIn("goto L; x := 1; _ = x; L:"),
            "2:6: goto L jumps over declaration of x at test.go:2:11\n");
  EXPECT_EQ(ErrorsIn("goto L; { L: }"), "2:6: goto L jumps into block starting at test.go:2:9\n");
  EXPECT_EQ(ErrorsIn("goto L; { goto L }; L: f()"), "");
  EXPECT_EQ(ErrorsIn("L: func() { goto L }()"),
            "2:18: label L not defined\n"
            "2:1: label L defined and not used\n");
}

}  // namespace
}  // namespace minigo::grammar
