// This file implements small helpers: the form of names.
#include "interp/types/checker.h"

namespace minigo::types {

// Whether s can be an identifier; a name made up after a syntax error may not be one. The lexer has looked at the
// characters beyond ASCII.
bool IsValidName(std::string_view s) {
  for (size_t i = 0; i < s.size(); i++) {
    unsigned char c = static_cast<unsigned char>(s[i]);
    bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    bool digit = c >= '0' && c <= '9';
    if (!letter && c != '_' && c < 0x80 && !(digit && i > 0)) return false;
  }
  return true;
}

}  // namespace minigo::types
