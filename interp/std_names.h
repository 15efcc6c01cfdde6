// The packages of Go's library, whether minigo has them or not.
#pragma once

#include <string>
#include <string_view>

namespace minigo {

bool IsStdPackage(std::string_view path);
// The import path of the package that programs mean by `name` ("rand" is math/rand), or "".
std::string_view StdPackageNamed(std::string_view name);

}  // namespace minigo
