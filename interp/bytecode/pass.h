// Which of the compiler's optional passes are on.
#pragma once

#include <cstdint>
#include <string_view>

namespace minigo::bytecode {

enum class Pass : uint8_t {
#define PASS(constant, name, meaning) constant,
#include "interp/bytecode/pass.def"
#undef PASS
};

class Passes {
 public:
  static Passes All() { return Passes(~uint32_t{0}); }
  static Passes None() { return Passes(0); }
  bool Has(Pass p) const { return bits_ >> static_cast<int>(p) & 1; }
  bool Any() const { return bits_ != 0; }
  void Set(Pass p, bool on) {
    uint32_t bit = uint32_t{1} << static_cast<int>(p);
    bits_ = on ? bits_ | bit : bits_ & ~bit;
  }

  // "0": none, "1" or "": all; "-a,-b": all but these; "a,b": only these. False: there is no such pass; *out is whatever.
  static bool Parse(std::string_view text, Passes* out);

 private:
  explicit Passes(uint32_t bits) : bits_(bits) {}
  uint32_t bits_;
};

}  // namespace minigo::bytecode
