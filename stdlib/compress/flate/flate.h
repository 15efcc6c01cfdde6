// DEFLATE (RFC 1951) on states that live in bytes of the Go heap.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "stdlib/util.h"

namespace minigo::stdlib::flate {

// Of a state for compression, which is zeroed at first.
int64_t DeflaterSize();
// level: -2, 0 to 9. Also to begin anew, with the same level.
void Init(void* state, int64_t level, std::string_view dict);
// These return what is to be written out.
std::string Write(void* state, std::string_view data);
std::string Flush(void* state, bool last);

// Of a state for decompression, which is zeroed at first.
int64_t InflaterSize();
void SetDictionary(void* state, std::string_view dict);
enum class Inflated : int64_t { kFull, kInput, kPause, kEnd, kCorrupt };
// Decompresses from `in`, of which `*used` bytes are taken, to `out`, of which `*made` are written. kFull: no room is
// left; kInput: more input is needed; kPause: what is written is to be handed over, go on after that; kEnd, kCorrupt:
// the end. No byte is taken that is not needed for what is written.
Inflated Inflate(void* state, std::string_view in, uint8_t* out, int64_t room, int64_t* used,
                 int64_t* made);

}  // namespace minigo::stdlib::flate
