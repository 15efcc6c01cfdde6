// Unit tests of what the analyses read by themselves: format strings and comments. The analyses are
// tested by testdata/vet.
#include "interp/vet/vet.h"

#include <gtest/gtest.h>

#include "interp/vet/comments.h"
#include "interp/vet/format_string.h"

namespace minigo::vet {
namespace {

std::string Parsed(std::string_view format) {
  std::vector<Directive> list;
  std::string error, out;
  if (!ParseFormat(format, 1, &list, &error)) return "error: " + error;
  for (const Directive& d : list) {
    out += std::string(d.text) + "@" + std::to_string(d.offset) + ":" + std::to_string(d.argument);
    if (d.width.argument >= 0) out += " w" + std::to_string(d.width.argument);
    if (d.precision.argument >= 0) out += " p" + std::to_string(d.precision.argument);
    out += d.indexed ? " i;" : ";";
  }
  return out;
}

TEST(FormatStringTest, Directives) {
  EXPECT_EQ(Parsed("a %d b %%%-5.2s"), "%d@2:1;%%@7:2;%-5.2s@9:2;");
  EXPECT_EQ(Parsed("%*.*f %v"), "%*.*f@0:3 w1 p2;%v@6:4;");
  EXPECT_EQ(Parsed("%[2]*.[1]*f %v"), "%[2]*.[1]*f@0:2 w2 p1;%v@12:3;");
  EXPECT_EQ(Parsed("%[3]d %d"), "%[3]d@0:3 i;%d@6:4;");
  EXPECT_EQ(Parsed("%é"), "%é@0:1;");
}

TEST(FormatStringTest, Errors) {
  EXPECT_EQ(Parsed("%"), "error: format % is missing verb at end of string");
  EXPECT_EQ(Parsed("%[x]d"), "error: format has invalid argument index [x]");
  EXPECT_EQ(Parsed("%[0]d"), "error: format has invalid argument index [0]");
  EXPECT_EQ(Parsed("%[99999999999]d"), "error: format has invalid argument index [99999999999]");
  EXPECT_EQ(Parsed("%[1"), "error: format %[1 is missing closing ]");
}

TEST(FormatStringTest, DirectivesInPlainText) {
  EXPECT_EQ(FindDirective("x %d y"), "%d");
  EXPECT_EQ(FindDirective("x %20y %-[2]*.3f"), "%-[2]*.3f");
  EXPECT_EQ(FindDirective("%z%5%"), "");
}

TEST(FormatStringTest, OffsetsInLiterals) {
  EXPECT_EQ(OffsetInLiteral(R"("ab%d")", 2), 2u);
  EXPECT_EQ(OffsetInLiteral(R"("\n\x41%d")", 2), 6u);
  EXPECT_EQ(OffsetInLiteral(R"("\u00e9%d")", 2), 6u);
  EXPECT_EQ(OffsetInLiteral("\"é%d\"", 2), 2u);
}

TEST(CommentsTest, Groups) {
  grammar::SourceSet sources;
  grammar::SourceFile* file =
      sources.Add("x.go", "/x.go",
                  "// a\n// b\n\n/* c\n d */\nvar x = \"// no\" // e\n// f\nvar y = '\"' // g\r\n"
                  "var z = `/* no`\n\t//go:noinline\n\t// h\n");
  std::string out;
  for (const CommentGroup& g : CommentsOf(*file)) {
    for (const Comment& c : g.list) out += std::string(c.text) + ",";
    out += ";";
  }
  EXPECT_EQ(out, "// a,// b,;/* c\n d */,;// e,;// f,;// g,;//go:noinline,// h,;");
  EXPECT_EQ(CommentsOf(*file)[5].Text(), "h\n");
}

TEST(VetTest, AnalysesAreSorted) {
  auto list = Analyses();
  ASSERT_FALSE(list.empty());
  for (size_t i = 1; i < list.size(); i++) EXPECT_LT(list[i - 1].name, list[i].name);
}

}  // namespace
}  // namespace minigo::vet
