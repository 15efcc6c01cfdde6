// Tests of build constraints.
#include "interp/constraint.h"

#include <gtest/gtest.h>

namespace minigo {
namespace {

bool Matches(const std::string& text, std::vector<std::string> tags = {}) {
  BuildContext c;
  c.tags = std::move(tags);
  std::string error;
  bool match = c.MatchText(text, &error);
  EXPECT_EQ(error, "") << text;
  return match;
}

std::string ErrorOf(const std::string& text) {
  std::string error;
  EXPECT_FALSE(BuildContext().MatchText(text, &error));
  return error;
}

bool Line(const std::string& expression, std::vector<std::string> tags = {}) {
  return Matches("//go:build " + expression + "\n\npackage p\n", std::move(tags));
}

TEST(Constraint, Expressions) {
  EXPECT_TRUE(Line("linux"));
  EXPECT_FALSE(Line("windows"));
  EXPECT_TRUE(Line("amd64 && unix && gc"));
  EXPECT_FALSE(Line("cgo"));
  EXPECT_TRUE(Line("!cgo"));
  EXPECT_TRUE(Line("windows || (linux && !arm64)"));
  EXPECT_FALSE(Line("windows || linux && arm64"));
  EXPECT_FALSE(Line("ignore"));
  EXPECT_TRUE(Line("go1.26"));
  EXPECT_FALSE(Line("go1.27"));
  EXPECT_FALSE(Line("go1"));
  EXPECT_FALSE(Line("custom"));
  EXPECT_TRUE(Line("custom", {"other", "custom"}));
  EXPECT_FALSE(Line("!custom", {"custom"}));
}

TEST(Constraint, MalformedLines) {
  EXPECT_EQ(ErrorOf("//go:build\n\npackage p"), "parsing //go:build line: unexpected end of expression");
  EXPECT_EQ(ErrorOf("//go:build a &\n\npackage p"), "parsing //go:build line: invalid syntax at &");
  EXPECT_EQ(ErrorOf("//go:build (a\n\npackage p"), "parsing //go:build line: missing close paren");
  EXPECT_EQ(ErrorOf("//go:build !!a\n\npackage p"), "parsing //go:build line: double negation not allowed");
  EXPECT_EQ(ErrorOf("//go:build a b\n\npackage p"), "parsing //go:build line: unexpected token b");
  EXPECT_EQ(ErrorOf("//go:build a\n//go:build b\n\npackage p"), "multiple //go:build comments");
  EXPECT_EQ(ErrorOf("//go:build " + std::string(5000, '(') + "a\n\npackage p"), "parsing //go:build line: build expression too large");
}

TEST(Constraint, WhereLinesCount) {
  EXPECT_TRUE(Matches("package p\n\n//go:build windows\n"));
  EXPECT_FALSE(Matches("/* a\ncomment */ //go:build linux\n//go:build windows\npackage p\n"));
  EXPECT_TRUE(Matches("/*\n//go:build windows\n*/\npackage p\n"));
  EXPECT_TRUE(Matches("//go:buildwindows\n\npackage p\n"));
}

TEST(Constraint, PlusBuild) {
  EXPECT_FALSE(Matches("// +build windows\n\npackage p\n"));
  EXPECT_TRUE(Matches("// +build windows\npackage p\n"));  // no blank line behind
  EXPECT_TRUE(Matches("// +build windows linux,amd64\n\npackage p\n"));
  EXPECT_FALSE(Matches("// +build linux,!amd64 windows\n\npackage p\n"));
  EXPECT_FALSE(Matches("// +build linux\n// +build windows\n\npackage p\n"));
  EXPECT_TRUE(Matches("//go:build linux\n// +build windows\n\npackage p\n"));
}

TEST(Constraint, FileNames) {
  BuildContext c;
  for (const char* yes : {"a.go", "linux.go", "a_linux.go", "a_amd64.go", "a_linux_amd64.go", "a_linux_test.go", "a_unix.go", "windows.go",
                          "a_foo_amd64.go", "a_linux.gen.go", "amd64_test.go"}) {
    EXPECT_TRUE(c.MatchName(yes)) << yes;
  }
  for (const char* no : {"a_windows.go", "a_arm64.go", "a_linux_arm64.go", "a_windows_amd64.go", "a_darwin_test.go", "_js.go"}) {
    EXPECT_FALSE(c.MatchName(no)) << no;
  }
}

}  // namespace
}  // namespace minigo
