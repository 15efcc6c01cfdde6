// The names of the passes.
#include "interp/bytecode/pass.h"

namespace minigo::bytecode {

namespace {

constexpr std::string_view kNames[] = {
#define PASS(constant, name, meaning) name,
#include "interp/bytecode/pass.def"
#undef PASS
};

}  // namespace

bool Passes::Parse(std::string_view text, Passes* out) {
  if (text == "0" || text == "1" || text.empty()) {
    *out = text == "0" ? None() : All();
    return true;
  }
  *out = text[0] == '-' ? All() : None();
  while (!text.empty()) {
    size_t end = text.find(',');
    std::string_view name = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    bool on = name.empty() || name[0] != '-';
    if (!on) name.remove_prefix(1);
    size_t i = 0;
    while (i < std::size(kNames) && kNames[i] != name) i++;
    if (i == std::size(kNames)) return false;
    out->Set(static_cast<Pass>(i), on);
  }
  return true;
}

}  // namespace minigo::bytecode
