// Natives of package base64: the groups that need no thought.
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

// Appends the whole groups of three bytes of src encoded.
GoSlice AppendGroups(M* m, GoSlice dst, GoSlice src, GoString alphabet) {
  int64_t groups = src.len / 3, at = dst.len;
  if (!runtime::GrowSlice(m, m->rt->types.Basic(Kind::kUint8), dst, groups * 4, &dst)) return dst;
  char* out = dst.as<char>() + at;
  const uint8_t* in = src.as<uint8_t>();
  for (int64_t i = 0; i < groups; i++, in += 3, out += 4) {
    uint32_t v = in[0] << 16 | in[1] << 8 | in[2];
    out[0] = alphabet.data[v >> 18];
    out[1] = alphabet.data[v >> 12 & 63];
    out[2] = alphabet.data[v >> 6 & 63];
    out[3] = alphabet.data[v & 63];
  }
  return dst;
}

// Appends the groups of four characters at the beginning of src decoded, up to one that has other characters in it.
// Returns how many characters that were.
std::tuple<GoSlice, int64_t> DecodeGroups(M* m, GoSlice dst, GoSlice src, const uint8_t* table) {
  int64_t at = dst.len, groups = 0;
  GoSlice grown;
  if (!runtime::GrowSlice(m, m->rt->types.Basic(Kind::kUint8), dst, src.len / 4 * 3, &grown)) {
    return {dst, 0};
  }
  uint8_t* out = grown.as<uint8_t>() + at;
  const uint8_t* in = src.as<uint8_t>();
  for (; groups < src.len / 4; groups++, in += 4, out += 3) {
    uint8_t a = table[in[0]], b = table[in[1]], c = table[in[2]], d = table[in[3]];
    if ((a | b | c | d) == 0xFF) break;
    uint32_t v = a << 18 | b << 12 | c << 6 | d;
    out[0] = static_cast<uint8_t>(v >> 16);
    out[1] = static_cast<uint8_t>(v >> 8);
    out[2] = static_cast<uint8_t>(v);
  }
  grown.len = at + groups * 3;
  return {grown, groups * 4};
}

}  // namespace

MINIGO_NATIVES(encoding_base64, Native<&AppendGroups>("appendGroups"),
               Native<&DecodeGroups>("decodeGroups"))

}  // namespace minigo::stdlib
