// What the files of a package's tests contain, and the main function that runs it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace minigo::tools {

// A function of a test file.
struct TestFunc {
  std::string name;
  bool external = false;  // in package p_test
};
struct TestExample {
  std::string name;
  std::string output;
  bool unordered = false;
  bool external = false;
};

struct TestFuncs {
  std::vector<TestFunc> tests, benchmarks, fuzz_targets;
  std::vector<TestExample> examples;
  bool has_main = false;  // TestMain(*testing.M)
  bool main_external = false;
};

// The name in a file's package clause; "" if there is none.
std::string PackageName(std::string_view text);

// Adds what `text` declares. What has a test's name but not its signature is an error, in lines FILE:LINE:COL: MESSAGE with the file as it was given.
void ScanTestFile(const std::string& file, std::string_view text, bool external, TestFuncs* funcs, std::string* errors);

// The text of the main package: `path` is the package under test; has_package and has_external say which of the two
// packages there are.
std::string TestMainText(const TestFuncs& funcs, const std::string& path, bool has_package, bool has_external);

}  // namespace minigo::tools
