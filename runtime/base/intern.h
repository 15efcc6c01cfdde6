// Interned strings: equal strings are one object, so names are compared and hashed by address.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/base/arena.h"

namespace minigo {

// The interned text. Immutable; lives as long as its Interner.
struct SymbolData {
  uint32_t size;
  uint32_t hash;
  char text[1];  // `size` bytes and a NUL, then more up to a multiple of 8

  std::string_view view() const { return {text, size}; }
};

// A reference to interned text. nullptr is "no name".
using Symbol = const SymbolData*;

inline std::string_view View(Symbol s) { return s == nullptr ? std::string_view() : s->view(); }

// One per engine. Not thread-safe: used under the engine's compile lock.
class Interner {
 public:
  Interner();
  Symbol Intern(std::string_view s);
  // The same where the 8 bytes behind the end of s may be read: quicker.
  Symbol InternPadded(std::string_view s);

 private:
  Symbol Add(size_t at, uint32_t hash, std::string_view s);
  void Grow();

  Arena arena_;
  std::vector<Symbol> table_;  // open addressing, a power of two long
  size_t count_ = 0;
};

}  // namespace minigo
