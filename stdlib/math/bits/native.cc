// Natives of package bits.
#include <bit>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

int64_t TrailingZeros(uint64_t x) { return std::countr_zero(x); }
int64_t OnesCount(uint64_t x) { return std::popcount(x); }
int64_t Len(uint64_t x) { return std::bit_width(x); }
uint64_t ReverseBytes(uint64_t x) { return __builtin_bswap64(x); }
uint64_t Reverse(uint64_t x) {
  x = (x >> 1 & 0x5555555555555555) | (x & 0x5555555555555555) << 1;
  x = (x >> 2 & 0x3333333333333333) | (x & 0x3333333333333333) << 2;
  x = (x >> 4 & 0x0F0F0F0F0F0F0F0F) | (x & 0x0F0F0F0F0F0F0F0F) << 4;
  return __builtin_bswap64(x);
}
std::tuple<uint64_t, uint64_t> Mul(uint64_t x, uint64_t y) {
  auto p = static_cast<unsigned __int128>(x) * y;
  return {static_cast<uint64_t>(p >> 64), static_cast<uint64_t>(p)};
}
std::tuple<uint64_t, uint64_t> Divide(uint64_t hi, uint64_t lo, uint64_t y) {
  auto n = static_cast<unsigned __int128>(hi) << 64 | lo;
  return {static_cast<uint64_t>(n / y), static_cast<uint64_t>(n % y)};
}
void DivideError(M* m) { runtime::PanicRuntimeError(m, "integer divide by zero"); }
void OverflowError(M* m) { runtime::PanicRuntimeError(m, "integer overflow"); }

}  // namespace

MINIGO_NATIVES(math_bits, Native<&TrailingZeros>("TrailingZeros"),
               Native<&TrailingZeros>("TrailingZeros64"), Native<&OnesCount>("OnesCount"),
               Native<&OnesCount>("OnesCount64"), Native<&Len>("Len"), Native<&Len>("Len64"),
               Native<&ReverseBytes>("ReverseBytes"), Native<&ReverseBytes>("ReverseBytes64"),
               Native<&Reverse>("Reverse"), Native<&Reverse>("Reverse64"), Native<&Mul>("Mul"),
               Native<&Mul>("Mul64"), Native<&Divide>("divide"),
               Native<&DivideError>("divideError"), Native<&OverflowError>("overflowError"))

}  // namespace minigo::stdlib
