// Natives of package os.
#include <vector>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

GoSlice Args(M* m) {
  const std::vector<std::string>& args = m->rt->options.args;
  std::vector<std::string_view> views(args.begin(), args.end());
  return runtime::NewStringSlice(m, views.data(), static_cast<int64_t>(views.size()));
}

NativeStatus Exit(M* m, Slot* fp) {
  m->rt->Exit(m, static_cast<int>(fp[0]));
  return NativeStatus::kExit;
}

}  // namespace

MINIGO_NATIVES(os, Native<&Args>("args"), Raw<&Exit>("exit"))

}  // namespace minigo::stdlib
