// Proves that Go declarations without body and native tables agree: no orphan on either side.
#include "stdlib/registry.h"

#include <set>
#include <string>

#include "gtest/gtest.h"

namespace minigo::stdlib {
namespace {

// The name of a native as tables spell it, from the first line of a function declaration: "F" or "(*T).F" or "T.F".
// Generic functions cannot be natives.
std::string NativeName(std::string_view line) {
  line.remove_prefix(5);  // "func "
  std::string recv;
  if (line.starts_with("(")) {
    size_t close = line.find(')');
    std::string_view r = line.substr(1, close - 1);
    if (size_t space = r.find(' '); space != r.npos) r.remove_prefix(space + 1);
    recv = r.starts_with("*") ? "(" + std::string(r) + ")." : std::string(r) + ".";
    line.remove_prefix(close + 2);
  }
  return recv + std::string(line.substr(0, line.find('(')));
}

// Declarations without body: one line each, by the library's convention.
std::set<std::string> Bodyless(const LibraryPackage& p) {
  std::set<std::string> names;
  for (int i = 0; i < p.num_files; i++) {
    std::string_view text = p.files[i].text;
    bool vm = false;
    while (!text.empty()) {
      size_t end = text.find('\n');
      std::string_view line = text.substr(0, end);
      text.remove_prefix(end == text.npos ? text.size() : end + 1);
      if (line.starts_with("//minigo:vm")) {
        vm = true;
        continue;
      }
      if (line.starts_with("//")) continue;
      if (line.starts_with("func ") && !line.ends_with("{") && !line.ends_with("}") &&
          !line.ends_with("(") && !line.ends_with(",")) {
        if (!vm) names.insert(NativeName(line));
      }
      vm = false;
    }
  }
  return names;
}

TEST(RegistryTest, NativesAndDeclarationsAgree) {
  for (const LibraryPackage& p : AllPackages()) {
    std::set<std::string> declared = Bodyless(p), defined;
    for (int i = 0; i < p.natives->count; i++) {
      EXPECT_TRUE(defined.insert(p.natives->entries[i].name).second)
          << p.path << ": twice: " << p.natives->entries[i].name;
    }
    for (const std::string& name : declared) {
      EXPECT_TRUE(defined.contains(name)) << p.path << ": no native for func " << name;
    }
    for (const std::string& name : defined) {
      EXPECT_TRUE(declared.contains(name)) << p.path << ": no declaration for native " << name;
    }
  }
}

TEST(RegistryTest, FindPackage) {
  const LibraryPackage* p = FindPackage("errors");
  ASSERT_NE(p, nullptr);
  EXPECT_EQ(p->path, "errors");
  ASSERT_GT(p->num_files, 0);
  EXPECT_NE(p->files[0].text.find("package errors"), std::string_view::npos);
  EXPECT_EQ(FindPackage("no/such"), nullptr);
  EXPECT_EQ(FindPackage(""), nullptr);
}

TEST(RegistryTest, CommentsAreGone) {
  for (const LibraryPackage& p : AllPackages()) {
    for (int i = 0; i < p.num_files; i++) {
      EXPECT_EQ(p.files[i].text.find("\n// "), std::string_view::npos) << p.files[i].name;
    }
  }
}

}  // namespace
}  // namespace minigo::stdlib
