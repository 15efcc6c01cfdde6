// Tests of file names.
#include "interp/paths.h"

#include <gtest/gtest.h>

namespace minigo {
namespace {

TEST(Paths, Clean) {
  EXPECT_EQ(CleanPath(""), ".");
  EXPECT_EQ(CleanPath("a//b/./c/.."), "a/b");
  EXPECT_EQ(CleanPath("/../a"), "/a");
  EXPECT_EQ(CleanPath("../../a"), "../../a");
  EXPECT_EQ(JoinPath("/a/b", "../c"), "/a/c");
  EXPECT_EQ(JoinPath("/a", "/b"), "/b");
}

TEST(Paths, Relative) {
  EXPECT_EQ(RelativePath("/a/b", "/a/b"), ".");
  EXPECT_EQ(RelativePath("/a/b", "/a/b/c/d"), "c/d");
  EXPECT_EQ(RelativePath("/a/b", "/a/c"), "../c");
  EXPECT_EQ(RelativePath("/a/b", "/a/bc"), "../bc");
  EXPECT_EQ(RelativePath("/a/b/c", "/"), "../../..");
  EXPECT_EQ(RelativePath("/", "/x"), "x");
}

TEST(Paths, Prefix) {
  EXPECT_TRUE(HasPathPrefix("a/b", "a"));
  EXPECT_TRUE(HasPathPrefix("a", "a"));
  EXPECT_FALSE(HasPathPrefix("ab", "a"));
  EXPECT_TRUE(HasPathPrefix("anything", ""));
}

TEST(Paths, Glob) {
  struct {
    const char *pattern, *name;
    bool match, bad;
  } cases[] = {
      {"abc", "abc", true, false},      {"*", "abc", true, false},          {"*c", "abc", true, false},
      {"a*/b", "a/c/b", false, false},  {"a*b*c*d*e*", "axbxcxdxexxx", true, false},
      {"a*b?c*x", "abxbbxdbxebxczzx", true, false},                          {"ab[c]", "abc", true, false},
      {"ab[b-d]", "abc", true, false},  {"ab[^c]", "abc", false, false},     {"a\\*b", "a*b", true, false},
      {"a?b", "a☺b", true, false},      {"a[^a]b", "a☺b", true, false},      {"a[!a]b", "a☺b", false, false},
      {"[", "a", false, true},          {"[^", "a", false, true},            {"a[", "a", false, true},
      {"[]a]", "]", false, true},       {"[-]", "-", false, true},           {"[x-]", "x", false, true},
      {"*x", "xxx", true, false},       {"a*", "ab/c", false, false},        {"\\", "a", false, true},
      {"*[", "ab", false, true},        {"", "", true, false},               {"?", "", false, false},
  };
  for (const auto& c : cases) {
    bool bad = false;
    EXPECT_EQ(MatchGlob(c.pattern, c.name, &bad), c.match) << c.pattern << " " << c.name;
    EXPECT_EQ(bad, c.bad) << c.pattern << " " << c.name;
  }
}

}  // namespace
}  // namespace minigo
