// Tests of the reading of Go files' headers.
#include "interp/gofile.h"

#include <gtest/gtest.h>

namespace minigo {
namespace {

GoFile Read(std::string text) {
  GoFile f;
  f.path = "/x.go";
  f.text = std::move(text);
  ReadHeader(&f);
  return f;
}

std::string ErrorOf(std::string text) {
  GoFile f = Read(std::move(text));
  return std::to_string(f.error_at.line) + ":" + std::to_string(f.error_at.column) + ": " + f.error;
}

TEST(GoFile, FindsImports) {
  GoFile f = Read("// c\n/* d */ package p // e\n\nimport \"a\"\nimport (\n\tx `b/c`; . \"d\"\n\t_ \"e\"\n)\n\nfunc f() { import \"no\" }\n");
  EXPECT_EQ(f.error, "");
  EXPECT_EQ(f.package, "p");
  ASSERT_EQ(f.imports.size(), 4u);
  EXPECT_EQ(f.imports[0].path, "a");
  EXPECT_EQ(f.imports[1].path, "b/c");
  EXPECT_EQ(f.imports[1].at.line, 6);
  EXPECT_EQ(f.imports[1].at.column, 2);
  EXPECT_EQ(f.imports[3].path, "e");
}

TEST(GoFile, ErrorsInTheWordsOfGoParser) {
  EXPECT_EQ(ErrorOf("func main() {}\n"), "1:1: expected 'package', found 'func'");
  EXPECT_EQ(ErrorOf(""), "1:1: expected 'package', found 'EOF'");
  EXPECT_EQ(ErrorOf("package\n\nfunc f()"), "3:1: expected 'IDENT', found 'func'");
  EXPECT_EQ(ErrorOf("package <-main\n"), "1:9: expected 'IDENT', found '<-'");
  EXPECT_EQ(ErrorOf("package p\nimport fmt\n"), "2:11: missing import path");
  EXPECT_EQ(ErrorOf("package p\nimport 5\n"), "2:8: import path must be a string");
  EXPECT_EQ(ErrorOf("package p\nimport \"fmt\n"), "2:8: string literal not terminated");
  EXPECT_EQ(ErrorOf("package p\nimport (\"a\" \"b\")\n"), "2:13: expected ';', found \"b\"");
  EXPECT_EQ(ErrorOf("/* open\npackage p\n"), "1:1: comment not terminated");
  EXPECT_EQ(ErrorOf("#!x\npackage p\n"), "1:1: illegal character U+0023 '#'");
  EXPECT_EQ(ErrorOf("package p\nimport \"a b\"\n"), "2:8: invalid import path: a b");
  // The compiler's business.
  EXPECT_EQ(Read("package p\n@\n").error, "");
  EXPECT_EQ(Read("package p\nimport \"a\"\n`b\n").error, "");
  EXPECT_EQ(Read("package p\nimport (\"a\") \"b\n").error, "");
  EXPECT_EQ(ErrorOf("package p\nimport \"a\"\n/* b\n"), "3:1: comment not terminated");
  EXPECT_EQ(ErrorOf("package p\nimport 'fmt'\n"), "2:8: illegal rune literal");
  EXPECT_EQ(ErrorOf("package p\nimport '\\''\n"), "2:8: import path must be a string");
  EXPECT_EQ(ErrorOf("package p\nimport 'a\n"), "2:8: rune literal not terminated");
  EXPECT_EQ(ErrorOf("package p\nimport \"f\\qt\"\n"), "2:11: unknown escape sequence");
  EXPECT_EQ(ErrorOf("package p\nimport \"\\xg\"\n"), "2:11: illegal character U+0067 'g' in escape sequence");
  EXPECT_EQ(ErrorOf("package p\nimport \xe2\x80\x9c" "fmt\xe2\x80\x9d\n"), "2:8: curly quotation mark '\xe2\x80\x9c' (use neutral '\"')");
  EXPECT_EQ(ErrorOf("package p import \"fmt\"\n"), "1:11: expected ';', found 'import'");
  EXPECT_EQ(ErrorOf("package p\nimport f from \"fmt\"\n"), "2:10: import path must be a string");
  // The compiler's business:
  EXPECT_EQ(Read("package p x\n").error, "");
  EXPECT_EQ(Read("package p\n@import \"fmt\"\n").error, "");
  EXPECT_EQ(Read("package p\nimport \"fmt\" as f\n").error, "");
}

TEST(GoFile, UnquotesImports) {
  GoFile f = Read("package p\nimport \"f\\x6dt\"\nimport \"\\u00e9\\141\"\n");
  EXPECT_EQ(f.error, "");
  ASSERT_EQ(f.imports.size(), 2u);
  EXPECT_EQ(f.imports[0].path, "fmt");
  EXPECT_EQ(f.imports[1].path, "\xc3\xa9" "a");
}

TEST(GoFile, EmbedPatterns) {
  GoFile f = Read("package p\nimport _ \"embed\"\nvar s = \"//go:embed no\" + `\n//go:embed no`\n//go:embed a.txt \"b c\" all:d\nvar x string\n");
  ASSERT_EQ(f.embeds.size(), 3u);
  EXPECT_EQ(f.embeds[0].pattern, "a.txt");
  EXPECT_EQ(f.embeds[0].at.line, 5);
  EXPECT_EQ(f.embeds[0].at.column, 12);
  EXPECT_EQ(f.embeds[1].pattern, "b c");
  EXPECT_EQ(f.embeds[2].pattern, "all:d");
  EXPECT_TRUE(Read("package p\n//go:embed a\nvar x string\n").embeds.empty());
}

}  // namespace
}  // namespace minigo
