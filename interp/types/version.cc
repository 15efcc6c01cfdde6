// This file implements language versions.
#include "interp/types/version.h"

namespace minigo::types {

std::string GoVersion::String() const {
  if (!IsValid()) return {};
  return "go1." + std::to_string(minor);
}

GoVersion AsGoVersion(std::string_view v) {
  if (v == "go1") return GoVersion{0};
  if (!v.starts_with("go1.")) return {};
  v.remove_prefix(4);
  size_t i = 0;
  int minor = 0;
  while (i < v.size() && v[i] >= '0' && v[i] <= '9' && i < 6) minor = minor * 10 + (v[i++] - '0');
  if (i == 0 || (i > 1 && v[0] == '0')) return {};
  // What follows is a patch release or a release candidate: .4, rc1, beta2.
  std::string_view rest = v.substr(i);
  if (rest.empty()) return GoVersion{minor};
  size_t j = 0;
  if (rest[0] == '.') {
    j = 1;
  } else {
    while (j < rest.size() && rest[j] >= 'a' && rest[j] <= 'z') j++;
  }
  size_t digits = j;
  while (j < rest.size() && rest[j] >= '0' && rest[j] <= '9') j++;
  if (digits == 0 || j == digits || j != rest.size()) return {};
  return GoVersion{minor};
}

}  // namespace minigo::types
