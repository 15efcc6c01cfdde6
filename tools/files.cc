// This file implements the reading of files.
#include "tools/files.h"

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

}  // namespace minigo::tools
