// Tests of go.mod files and import paths.
#include "interp/module.h"

#include <gtest/gtest.h>

namespace minigo {
namespace {

TEST(Module, ParsesGoMod) {
  ModFile f;
  std::vector<std::string> errors;
  ASSERT_TRUE(ParseModFile("// comment\nmodule \"example.com/m\" // more\n\ngo 1.21.3\ntoolchain go1.22.0\n"
                           "require example.com/a v1.0.0\nrequire (\n\texample.com/b v0.2.0 // indirect\n\n\texample.com/c v1.0.0+incompatible\n)\n"
                           "replace example.com/a => ../a\nreplace (\n\texample.com/b v0.2.0 => example.com/fork v1.0.0\n)\n"
                           "exclude example.com/b v0.1.0\nretract [v1.0.0, v1.1.0]\ntool example.com/t\nignore ./node_modules\n",
                           &f, &errors));
  EXPECT_EQ(f.module, "example.com/m");
  EXPECT_EQ(f.go, "1.21.3");
  ASSERT_EQ(f.require.size(), 3u);
  EXPECT_EQ(f.require[1].path, "example.com/b");
  EXPECT_EQ(f.require[2].version, "v1.0.0+incompatible");
  ASSERT_EQ(f.replace.size(), 2u);
  EXPECT_EQ(f.replace[0].second.path, "../a");
  EXPECT_EQ(f.replace[1].first.version, "v0.2.0");
  EXPECT_EQ(f.replace[1].second.version, "v1.0.0");
  ASSERT_EQ(f.exclude.size(), 1u);
  EXPECT_EQ(f.ignore, std::vector<std::string>{"./node_modules"});
}

TEST(Module, RefusesMalformedGoMod) {
  auto errors_of = [](std::string_view text) {
    ModFile f;
    std::vector<std::string> errors;
    EXPECT_FALSE(ParseModFile(text, &f, &errors));
    return errors.empty() ? std::string() : errors[0];
  };
  EXPECT_EQ(errors_of("module a\nmodule b\n"), "2: repeated module statement");
  EXPECT_EQ(errors_of("go 2\n"), "1: invalid go version '2': must match format 1.23.0");
  EXPECT_EQ(errors_of("nonsense\n"), "1: unknown directive: nonsense");
  EXPECT_EQ(errors_of("require a\n"), "1: usage: require module/path v1.2.3");
  EXPECT_EQ(errors_of("replace a => b\n"), "1: replacement module without version must be directory path (rooted or starting with . or ..)");
  EXPECT_EQ(errors_of("require (\n\ta v1.0.0\n"), "3: syntax error (unterminated block started at require)");
  EXPECT_EQ(errors_of("module \"a\n"), "1: unexpected newline in string");
}

TEST(Module, ComparesVersions) {
  const char* sorted[] = {"v0.0.0-20200101000000-aaaaaaaaaaaa", "v0.0.1", "v0.1.0", "v0.10.0", "v1.0.0-alpha", "v1.0.0-alpha.1", "v1.0.0-alpha.2",
                          "v1.0.0-alpha.10", "v1.0.0-beta", "v1.0.0", "v1.0.1", "v10.0.0"};
  for (size_t i = 0; i < std::size(sorted); i++) {
    for (size_t j = 0; j < std::size(sorted); j++) {
      int want = i < j ? -1 : i > j ? 1 : 0;
      EXPECT_EQ(CompareVersions(sorted[i], sorted[j]), want) << sorted[i] << " " << sorted[j];
    }
  }
  EXPECT_EQ(CompareVersions("v1.0.0+incompatible", "v1.0.0"), 0);
}

TEST(Module, ChecksImportPaths) {
  for (const char* ok : {"fmt", "example.com/a/b-c_d.e~f", "test/a"}) EXPECT_EQ(ImportPathProblem(ok), "") << ok;
  EXPECT_EQ(ImportPathProblem(""), "empty string");
  EXPECT_EQ(ImportPathProblem("a//b"), "double slash");
  EXPECT_EQ(ImportPathProblem("a/"), "trailing slash");
  EXPECT_EQ(ImportPathProblem("-a"), "leading dash");
  EXPECT_EQ(ImportPathProblem("a/b."), "trailing dot in path element");
  EXPECT_EQ(ImportPathProblem("a/../b"), "invalid path element \"..\"");
}

}  // namespace
}  // namespace minigo
