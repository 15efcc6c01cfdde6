// The leaves of formatting: basic values with flags, width and precision, as package fmt lays them out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "stdlib/util.h"

namespace minigo::stdlib::fmt {

// Numbered as in fmt/print.go.
enum Flags : uint32_t {
  kWidth = 1,
  kPrec = 2,
  kMinus = 4,
  kPlus = 8,
  kSharp = 16,
  kSpace = 32,
  kZero = 64,
  kPlusV = 128,   // %+v
  kSharpV = 256,  // %#v
};

struct Formatter {
  std::string* out;
  uint32_t flags = 0;
  int64_t wid = 0;
  int64_t prec = 0;

  bool Has(uint32_t f) const { return (flags & f) != 0; }

  // The value of kind `kind` (basic) in the memory at p. False: no such verb for it; nothing is written.
  bool Value(Kind kind, const void* p, int32_t verb);
  bool Integer(uint64_t v, bool is_signed, int32_t verb);
  bool Float(double v, int size, int32_t verb);
  bool Complex(double re, double im, int size, int32_t verb);
  bool String(std::string_view s, int32_t verb);
  bool Bool(bool v, int32_t verb);
  // A []byte under %v, %d, or a verb of strings.
  bool Bytes(GoSlice b, std::string_view type, int32_t verb);
  void PadString(std::string_view s);
  void Text(std::string_view s);  // %s

 private:
  void Padding(int64_t n, bool zero);
  void Pad(std::string_view s, bool zero);
  void Int(uint64_t u, int base, bool is_signed, int32_t verb, bool upper);
  void FloatText(double v, int size, char verb, int64_t default_prec, char fmt_verb);
  void Unicode(uint64_t u);
  void Hex(std::string_view s, bool upper);
  void Quote(std::string_view s);
  std::string_view Truncate(std::string_view s) const;
};

}  // namespace minigo::stdlib::fmt
