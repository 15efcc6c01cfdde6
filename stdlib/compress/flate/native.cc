// Natives of package flate.
#include "stdlib/compress/flate/flate.h"

namespace minigo::stdlib {
namespace {

void Init(void* state, int64_t level, GoSlice dict) { flate::Init(state, level, View(dict)); }
GoSlice Write(M* m, void* state, GoSlice data) {
  return runtime::NewByteSlice(m, flate::Write(state, View(data)));
}
GoSlice Flush(M* m, void* state, bool last) {
  return runtime::NewByteSlice(m, flate::Flush(state, last));
}
void SetDictionary(void* state, GoSlice dict) { flate::SetDictionary(state, View(dict)); }
std::tuple<int64_t, int64_t, int64_t> Inflate(void* state, GoSlice in, GoSlice out) {
  int64_t used, made;
  flate::Inflated r = flate::Inflate(state, View(in), out.as<uint8_t>(), out.len, &used, &made);
  return {static_cast<int64_t>(r), used, made};
}

}  // namespace

MINIGO_NATIVES(compress_flate, Native<&flate::DeflaterSize>("deflaterSize"),
               Native<&flate::InflaterSize>("inflaterSize"), Native<&Init>("initialize"),
               Native<&Write>("deflate"), Native<&Flush>("flush"),
               Native<&SetDictionary>("setDictionary"), Native<&Inflate>("inflate"))

}  // namespace minigo::stdlib
