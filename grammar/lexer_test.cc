// Tests of the lexer.
#include "grammar/lexer.h"

#include <gtest/gtest.h>

#include "grammar/parser.h"
#include "grammar/parser.tab.h"
#include "grammar/test_util.h"

namespace minigo::grammar {
namespace {

// The tokens' texts, separated by blanks; inserted semicolons as \n (newline) and $ (end).
std::string Texts(std::string text, bool snippet = false) {
  SourceSet sources;
  SourceFile* f = sources.Add("x.go", "/x.go", std::move(text));
  Lexer lexer(f, nullptr);
  lexer.set_snippet(snippet);
  std::string s;
  for (Token t = lexer.Next(); t.kind != 0; t = lexer.Next()) {
    if (!s.empty()) s += ' ';
    if (t.kind == T_SEMI && t.semi == SemiKind::kNewline) {
      s += "\\n";
    } else if (t.kind == T_SEMI && t.semi == SemiKind::kEOF) {
      s += "$";
    } else {
      s += lexer.Text(t);
    }
  }
  return s;
}

std::string LexErrors(std::string text) {
  SourceSet sources;
  SourceFile* f = sources.Add("x.go", "/x.go", std::move(text));
  Diags diags;
  Lexer lexer(f, &diags);
  while (lexer.Next().kind != 0) {
  }
  EXPECT_EQ(static_cast<size_t>(lexer.error_count()), diags.size());
  std::string s;
  for (const Diag& d : diags.list()) {
    Position p = f->RawPositionOf(d.pos);
    s += std::to_string(p.line) + ':' + std::to_string(p.column) + ": " + d.text + '\n';
  }
  return s;
}

Token First(std::string text) {
  SourceSet sources;
  Lexer lexer(sources.Add("x.go", "/x.go", std::move(text)), nullptr);
  return lexer.Next();
}

TEST(Lexer, InsertsSemicolons) {
  EXPECT_EQ(Texts("a\nb"), "a \\n b $");
  EXPECT_EQ(Texts("a +\nb\n"), "a + b \\n");
  EXPECT_EQ(Texts("f()\n]\n}\n"), "f ( ) \\n ] \\n } \\n");
  EXPECT_EQ(Texts("x++\ny--\n"), "x ++ \\n y -- \\n");
  EXPECT_EQ(Texts("break\ncontinue\nfallthrough\nreturn\n"),
            "break \\n continue \\n fallthrough \\n return \\n");
  EXPECT_EQ(Texts("if\nelse\n"), "if else");
  EXPECT_EQ(Texts("1\n'a'\n\"s\"\n`r`"), "1 \\n 'a' \\n \"s\" \\n `r` $");
  EXPECT_EQ(Texts("a // c\nb"), "a \\n b $");
  EXPECT_EQ(Texts("a /* c */ b"), "a b $");
  EXPECT_EQ(Texts("a /* c\n */ b"), "a \\n b $");
  EXPECT_EQ(Texts("a; b"), "a ; b $");
  EXPECT_EQ(Texts("a\r\nb"), "a \\n b $");
}

TEST(Lexer, PutsTheSemicolonWhereGcDoes) {
  SourceSet sources;
  SourceFile* f = sources.Add("x.go", "/x.go", "ab  // c\nd /* x\n */ e");
  Lexer lexer(f, nullptr);
  lexer.Next();
  EXPECT_EQ(f->offset(lexer.Next().pos), 8u);  // the newline itself
  lexer.Next();
  EXPECT_EQ(f->offset(lexer.Next().pos), 11u);  // the comment's start
}

TEST(Lexer, ReadsOperators) {
  EXPECT_EQ(Texts("a&^=b<<=c>>=d&^e&&f||g<-h:=i...j"),
            "a &^= b <<= c >>= d &^ e && f || g <- h := i ... j $");
  EXPECT_EQ(Texts("a..b"), "a . . b $");
  EXPECT_EQ(First("&^").op, Op::kAndNot);
  EXPECT_EQ(First("%=").op, Op::kRem);
  EXPECT_EQ(First("<=").op, Op::kLeq);
}

TEST(Lexer, ReadsLiterals) {
  struct {
    const char* text;
    LitKind kind;
  } cases[] = {
      {"0", LitKind::kInt},
      {"123", LitKind::kInt},
      {"0x1F", LitKind::kInt},
      {"0b101", LitKind::kInt},
      {"0o17", LitKind::kInt},
      {"017", LitKind::kInt},
      {"1_000", LitKind::kInt},
      {"0x_1F", LitKind::kInt},
      {"1.5", LitKind::kFloat},
      {".5", LitKind::kFloat},
      {"1.", LitKind::kFloat},
      {"1e5", LitKind::kFloat},
      {"1E-5", LitKind::kFloat},
      {"0x1p-2", LitKind::kFloat},
      {"0x1.8p1", LitKind::kFloat},
      {"0x.8p1", LitKind::kFloat},
      {"1i", LitKind::kImag},
      {"1.5i", LitKind::kImag},
      {"0x1i", LitKind::kImag},
      {"089i", LitKind::kImag},
      {"089.5", LitKind::kFloat},
      {"'a'", LitKind::kRune},
      {"'\\n'", LitKind::kRune},
      {"'\\''", LitKind::kRune},
      {"'\\x41'", LitKind::kRune},
      {"'\\377'", LitKind::kRune},
      {"'\\u00e9'", LitKind::kRune},
      {"'\\U0010FFFF'", LitKind::kRune},
      {"'é'", LitKind::kRune},
      {"\"\"", LitKind::kString},
      {"\"a\\\"b'\"", LitKind::kString},
      {"\"é\\u1234\"", LitKind::kString},
      {"`a\\\nb`", LitKind::kString},
  };
  for (const auto& c : cases) {
    Token t = First(c.text);
    EXPECT_EQ(t.kind, T_LITERAL) << c.text;
    EXPECT_EQ(t.lit, c.kind) << c.text;
    EXPECT_FALSE(t.bad) << c.text;
    EXPECT_EQ(t.len, std::string(c.text).size()) << c.text;
    EXPECT_EQ(LexErrors(c.text), "") << c.text;
  }
}

TEST(Lexer, ReportsBadNumbers) {
  EXPECT_EQ(LexErrors("08"), "1:2: invalid digit '8' in octal literal\n");
  EXPECT_EQ(LexErrors("0b12"), "1:4: invalid digit '2' in binary literal\n");
  EXPECT_EQ(LexErrors("0x"), "1:3: hexadecimal literal has no digits\n");
  EXPECT_EQ(LexErrors("0b1.0"), "1:4: invalid radix point in binary literal\n");
  EXPECT_EQ(LexErrors("1e"), "1:3: exponent has no digits\n");
  EXPECT_EQ(LexErrors("0x1.5"), "1:6: hexadecimal mantissa requires a 'p' exponent\n");
  EXPECT_EQ(LexErrors("1p3"), "1:2: 'p' exponent requires hexadecimal mantissa\n");
  EXPECT_EQ(LexErrors("0b1e3"), "1:4: 'e' exponent requires decimal mantissa\n");
  EXPECT_EQ(LexErrors("1__0"), "1:3: '_' must separate successive digits\n");
  EXPECT_EQ(LexErrors("1_"), "1:2: '_' must separate successive digits\n");
  EXPECT_TRUE(First("08").bad);
}

TEST(Lexer, ReportsBadText) {
  EXPECT_EQ(LexErrors("''"), "1:2: empty rune literal or unescaped '\n");
  EXPECT_EQ(LexErrors("'ab'"), "1:1: more than one character in rune literal\n");
  EXPECT_EQ(LexErrors("'a\n"), "1:3: newline in rune literal\n");
  EXPECT_EQ(LexErrors("'a"), "1:1: rune literal not terminated\n");
  EXPECT_EQ(LexErrors("\"ab\n"), "1:4: newline in string\n");
  EXPECT_EQ(LexErrors("\"ab"), "1:1: string not terminated\n");
  EXPECT_EQ(LexErrors("`ab"), "1:1: string not terminated\n");
  EXPECT_EQ(LexErrors("\"\\q\""), "1:3: unknown escape\n");
  EXPECT_EQ(LexErrors("\"\\x4g\""), "1:5: invalid character 'g' in hexadecimal escape\n");
  EXPECT_EQ(LexErrors("'\\400'"), "1:6: octal escape value 256 > 255\n");
  EXPECT_EQ(LexErrors("\"\\ud800\""), "1:8: escape is invalid Unicode code point U+D800\n");
  EXPECT_EQ(LexErrors("/* a"), "1:1: comment not terminated\n");
  EXPECT_EQ(LexErrors("#"), "1:1: invalid character U+0023 '#'\n");
}

TEST(Lexer, ReportsBadCharacters) {
  EXPECT_EQ(LexErrors(std::string("a\0b", 3)), "1:2: invalid NUL character\n");
  EXPECT_EQ(LexErrors("a \xff b"), "1:3: invalid UTF-8 encoding\n");
  EXPECT_EQ(LexErrors("// \xff\n"), "1:4: invalid UTF-8 encoding\n");
  EXPECT_EQ(LexErrors("\"\xff\""), "1:2: invalid UTF-8 encoding\n");
  EXPECT_EQ(LexErrors("`12345678 \xff 12345678 \xc3(`"),
            "1:11: invalid UTF-8 encoding\n1:22: invalid UTF-8 encoding\n");
  EXPECT_EQ(LexErrors("\xef\xbb\xbfpackage"), "");
  EXPECT_EQ(LexErrors("a \xef\xbb\xbf b"), "1:3: invalid BOM in the middle of the file\n");
  EXPECT_EQ(LexErrors("a… b"), "1:2: invalid character U+2026 '…' in identifier\n");
  EXPECT_EQ(LexErrors("٣a"), "1:1: identifier cannot begin with digit U+0663 '٣'\n");
}

TEST(Lexer, ReadsNames) {
  EXPECT_EQ(Texts("été a٣ _x 世界 ifé"), "été a٣ _x 世界 ifé $");
  EXPECT_EQ(First("ifé").kind, T_NAME);
  EXPECT_EQ(First("if").kind, T_IF);
}

TEST(Lexer, PassesOverAScriptsFirstLine) {
  EXPECT_EQ(Texts("#!/usr/bin/env minigo run\na"), "a $");
  EXPECT_EQ(LexErrors("\n#!x"), "2:1: invalid character U+0023 '#'\n");
}

TEST(Lexer, SkipsElisionsInSnippets) {
  EXPECT_EQ(Texts("a\n...\nb", true), "a \\n b $");
  EXPECT_EQ(Texts("a {\n\t… \n}", true), "a { } $");
  EXPECT_EQ(Texts("f() { ... }", true), "f ( ) { } $");
  EXPECT_EQ(Texts("...  // and so on\n", true), "");
  EXPECT_EQ(Texts("f(a...)\n[...]int{}", true), "f ( a ... ) \\n [ ... ] int { } $");
  EXPECT_EQ(Texts("a\n...\nb"), "a \\n ... b $");
}

TEST(Lexer, SkipsBlocks) {
  auto rest = [](std::string text) {
    SourceSet sources;
    SourceFile* f = sources.Add("x.go", "/x.go", std::move(text));
    Lexer lexer(f, nullptr);
    Token t = lexer.SkipBlock(lexer.Next());
    if (t.kind == 0) return std::string("no match");
    EXPECT_EQ(t.kind, T_SKIPPED_BODY);
    EXPECT_EQ(lexer.Next().kind, T_SEMI);  // the brace ends a line
    return std::string(lexer.Text(lexer.Next()));
  };
  EXPECT_EQ(rest("{ { } }\nx"), "x");
  EXPECT_EQ(rest("{ \"}\" '}' `}` // }\n /* } **/ '\\'' \"\\\"}\" }\nx"), "x");
  EXPECT_EQ(rest("{ a / b /**/ }\nx"), "x");
  EXPECT_EQ(rest("{ {"), "no match");
  EXPECT_EQ(rest("{ \"a\n }"), "no match");
  EXPECT_EQ(rest("{ `a }"), "no match");
  EXPECT_EQ(rest("{ /* }"), "no match");
  EXPECT_EQ(rest("{ // }"), "no match");
  EXPECT_EQ(rest("{ '\\"), "no match");
}

TEST(Lexer, FollowsLineDirectives) {
  auto shown = [](std::string text, const char* mark) {
    size_t at = text.find(mark);
    Parsed p(std::move(text));
    Position q = p.source->PositionOf(p.source->base() + static_cast<Pos>(at));
    return std::string(q.file) + ':' + std::to_string(q.line) + ':' + std::to_string(q.column);
  };
  EXPECT_EQ(shown("package p\n\nvar x int\n", "x int"), "test.go:3:5");
  EXPECT_EQ(shown("package p\n//line foo.go:10\nvar x int\n", "x int"), "foo.go:10:0");
  EXPECT_EQ(shown("package p\n//line foo.go:10:20\nvar x int\n", "x int"), "foo.go:10:24");
  EXPECT_EQ(shown("package p\n//line foo.go:10:20\n\nvar x int\n", "x int"), "foo.go:11:5");
  EXPECT_EQ(shown("package p\nvar /*line a.go:7:8*/ x int\n", "x int"), "a.go:7:9");
  EXPECT_EQ(shown("package p\n//line C:\\x.go:3\nvar x int\n", "x int"), "C:\\x.go:3:0");
  EXPECT_EQ(shown("package p\n//line a:5:1\n//line :9:1\nvar x int\n", "x int"), "a:9:5");
  EXPECT_EQ(shown("package p\n //line foo.go:10\nvar x int\n", "x int"), "test.go:3:5");
  EXPECT_EQ(LexErrors("//line a:0\n"), "1:10: invalid line number: 0\n");
  EXPECT_EQ(LexErrors("//line a:x\n"), "1:10: invalid line number: x\n");
  EXPECT_EQ(LexErrors("//line a:1:0\n"), "1:12: invalid column number: 0\n");
}

TEST(Lexer, DumpsTokens) {
  SourceSet sources;
  SourceFile* f = sources.Add("x.go", "/x.go", "x := 08\n");
  EXPECT_EQ(DumpTokens(*f),
            "1:1\tname\tx\n1:3\t:=\n1:6\tint (bad)\t08\n1:8\t;\tnewline\n2:1\tEOF\n"
            "error\t1:7\tinvalid digit '8' in octal literal\n");
}

}  // namespace
}  // namespace minigo::grammar
