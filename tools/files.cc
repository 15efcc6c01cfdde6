// This file implements the reading of files and folders.
#include "tools/files.h"

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace minigo::tools {

bool ReadWhole(const std::string& path, std::string* text, std::string* error) {
  std::FILE* f = path == "/dev/stdin" ? stdin : std::fopen(path.c_str(), "rb");
  if (f == nullptr) {
    *error = path + ": " + std::strerror(errno);
    return false;
  }
  char buf[1 << 16];
  size_t n;
  text->clear();
  while ((n = std::fread(buf, 1, sizeof buf, f)) > 0) text->append(buf, n);
  bool ok = std::ferror(f) == 0;
  if (!ok) *error = path + ": " + std::strerror(errno);
  if (f != stdin) std::fclose(f);
  return ok;
}

namespace {

// The _GOOS, _GOARCH and _test rules of file names: whether it is one of the wanted kind on linux/amd64.
bool NameMatches(std::string name, bool tests) {
  static constexpr const char* kOs[] = {"aix", "android", "darwin", "dragonfly", "freebsd", "illumos", "ios", "js", "nacl",
                                        "netbsd", "openbsd", "plan9", "solaris", "wasip1", "windows", "zos", "hurd"};
  static constexpr const char* kArch[] = {"386", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle", "ppc64",
                                          "ppc64le", "riscv64", "s390x", "wasm"};
  name.resize(name.size() - 3);
  auto ends = [&](const std::string& s) { return name.size() > s.size() && name.compare(name.size() - s.size(), s.size(), s) == 0; };
  if (ends("_test") != tests) return false;
  if (tests) name.resize(name.size() - 5);
  for (const char* a : kArch) {
    if (ends(std::string("_") + a)) return false;
  }
  if (ends("_amd64")) name.resize(name.size() - 6);
  for (const char* o : kOs) {
    if (ends(std::string("_") + o)) return false;
  }
  return true;
}

bool List(const std::string& dir, bool tests, std::vector<std::string>* files, std::string* error) {
  DIR* d = opendir(dir.c_str());
  if (d == nullptr) {
    *error = "minigo: " + dir + ": " + std::strerror(errno);
    return false;
  }
  while (dirent* e = readdir(d)) {
    std::string name = e->d_name;
    if (name.size() < 4 || name.compare(name.size() - 3, 3, ".go") != 0 || name[0] == '_' || name[0] == '.') continue;
    if (NameMatches(name, tests)) files->push_back(dir == "." ? name : dir + "/" + name);
  }
  closedir(d);
  std::sort(files->begin(), files->end());
  return true;
}

}  // namespace

bool GoFilesOf(const std::string& dir, std::vector<std::string>* files, std::string* error) {
  if (!List(dir, false, files, error)) return false;
  if (files->empty()) {
    *error = "no Go files in " + dir;
    return false;
  }
  return true;
}

bool TestFilesOf(const std::string& dir, std::vector<std::string>* files, std::string* error) {
  return List(dir, true, files, error);
}

}  // namespace minigo::tools
