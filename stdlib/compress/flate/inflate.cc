// DEFLATE (RFC 1951), decompression: a machine that can stop before each bit of its input and each byte of its output.
#include <algorithm>

#include "stdlib/compress/flate/flate.h"

namespace minigo::stdlib::flate {
namespace {

constexpr int kWindow = 1 << 15;

// Codes in the order of their lengths, as bits arrive: a code of n bits is symbols[n's first + code - n's least code].
struct Decoder {
  uint16_t count[16];
  uint16_t symbols[288];

  // False: no code has these lengths, or it leaves bits without meaning (one code of one bit may).
  bool Set(const uint8_t* lengths, int n) {
    std::fill(std::begin(count), std::end(count), 0);
    for (int i = 0; i < n; i++) count[lengths[i]]++;
    bool any = count[0] != n;
    count[0] = 0;
    int left = 1, used = 0;
    for (int len = 1; len < 16; len++) {
      left = (left << 1) - count[len];
      if (left < 0) return false;
      used += count[len];
    }
    if (any && left != 0 && !(used == 1 && count[1] == 1)) return false;
    uint16_t at[16] = {};
    for (int len = 1; len < 15; len++) at[len + 1] = at[len] + count[len];
    for (int i = 0; i < n; i++) {
      if (lengths[i] != 0) symbols[at[lengths[i]]++] = static_cast<uint16_t>(i);
    }
    return true;
  }
};

enum class Step : int32_t {
  kHeader,
  kStoredLength,
  kStored,
  kTable,
  kCodeLengths,
  kLengths,
  kRepeat,
  kSymbol,
  kLengthExtra,
  kDistance,
  kDistanceExtra,
  kCopy,
  kDone,
  kCorrupt
};

struct Inflater {
  Step step;
  bool last;
  uint32_t bits, num_bits;
  int32_t literals, distances, code_lengths, at;
  int32_t symbol, length, distance;
  Decoder code, literal, dist;
  uint8_t lengths[320];
  int32_t pos, history;  // in the window: where the next byte goes, how many there are
  uint8_t window[kWindow];
};

constexpr uint8_t kOrder[19] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
constexpr uint16_t kLengthBase[29] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                      31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
constexpr uint8_t kLengthExtra[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                      2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};

class Machine {
 public:
  Machine(Inflater* s, std::string_view in, uint8_t* out, int64_t room)
      : s_(s), in_(in), out_(out), room_(room) {}

  Inflated Run() {
    for (;;) {
      switch (s_->step) {
        case Step::kHeader:
          if (s_->last) {
            s_->step = Step::kDone;
            break;
          }
          if (!Need(3)) return Inflated::kInput;
          s_->last = Take(1);
          switch (Take(2)) {
            case 0:
              s_->bits = s_->num_bits = 0;
              s_->at = 0;
              s_->step = Step::kStoredLength;
              break;
            case 1:
              SetFixed();
              break;
            case 2:
              s_->step = Step::kTable;
              break;
            default:
              return Corrupt();
          }
          break;
        case Step::kStoredLength:
          while (s_->at < 4) {
            if (used == static_cast<int64_t>(in_.size())) return Inflated::kInput;
            s_->lengths[s_->at++] = static_cast<uint8_t>(in_[used++]);
          }
          s_->length = s_->lengths[0] | s_->lengths[1] << 8;
          if ((s_->lengths[2] | s_->lengths[3] << 8) != (~s_->length & 0xFFFF)) return Corrupt();
          if (s_->length == 0) {
            s_->step = Step::kHeader;
            return s_->last ? End() : Inflated::kPause;
          }
          s_->step = Step::kStored;
          break;
        case Step::kStored:
          for (; s_->length > 0; s_->length--) {
            if (Full()) return Pause();
            if (used == static_cast<int64_t>(in_.size())) return Inflated::kInput;
            Put(static_cast<uint8_t>(in_[used++]));
          }
          s_->step = Step::kHeader;
          break;
        case Step::kTable:
          if (!Need(14)) return Inflated::kInput;
          s_->literals = static_cast<int32_t>(Take(5)) + 257;
          s_->distances = static_cast<int32_t>(Take(5)) + 1;
          s_->code_lengths = static_cast<int32_t>(Take(4)) + 4;
          if (s_->literals > 286 || s_->distances > 30) return Corrupt();
          s_->at = 0;
          std::memset(s_->lengths, 0, 19);
          s_->step = Step::kCodeLengths;
          break;
        case Step::kCodeLengths:
          for (; s_->at < s_->code_lengths; s_->at++) {
            if (!Need(3)) return Inflated::kInput;
            s_->lengths[kOrder[s_->at]] = static_cast<uint8_t>(Take(3));
          }
          if (!s_->code.Set(s_->lengths, 19)) return Corrupt();
          s_->at = 0;
          s_->step = Step::kLengths;
          break;
        case Step::kLengths: {
          if (s_->at == s_->literals + s_->distances) {
            if (!s_->literal.Set(s_->lengths, s_->literals) ||
                !s_->dist.Set(s_->lengths + s_->literals, s_->distances)) {
              return Corrupt();
            }
            s_->step = Step::kSymbol;
            break;
          }
          int v = Decode(s_->code);
          if (v == kMore) return Inflated::kInput;
          if (v < 0) return Corrupt();
          if (v < 16) {
            s_->lengths[s_->at++] = static_cast<uint8_t>(v);
            break;
          }
          if (v == 16 && s_->at == 0) return Corrupt();
          s_->symbol = v;
          s_->step = Step::kRepeat;
          break;
        }
        case Step::kRepeat: {
          int n = s_->symbol;
          if (!Need(n == 16 ? 2 : n == 17 ? 3 : 7)) return Inflated::kInput;
          int repeat = n == 16   ? 3 + static_cast<int>(Take(2))
                       : n == 17 ? 3 + static_cast<int>(Take(3))
                                 : 11 + static_cast<int>(Take(7));
          if (s_->at + repeat > s_->literals + s_->distances) return Corrupt();
          uint8_t length = n == 16 ? s_->lengths[s_->at - 1] : 0;
          std::memset(s_->lengths + s_->at, length, repeat);
          s_->at += repeat;
          s_->step = Step::kLengths;
          break;
        }
        case Step::kSymbol: {
          if (Full()) return Pause();
          int v = Decode(s_->literal);
          if (v == kMore) return Inflated::kInput;
          if (v < 0) return Corrupt();
          if (v < 256) {
            Put(static_cast<uint8_t>(v));
          } else if (v == 256) {
            s_->step = Step::kHeader;
          } else if (v >= 286) {
            return Corrupt();
          } else {
            s_->symbol = v - 257;
            s_->step = Step::kLengthExtra;
          }
          break;
        }
        case Step::kLengthExtra:
          if (!Need(kLengthExtra[s_->symbol])) return Inflated::kInput;
          s_->length = kLengthBase[s_->symbol] + static_cast<int32_t>(Take(kLengthExtra[s_->symbol]));
          s_->step = Step::kDistance;
          break;
        case Step::kDistance: {
          int v = Decode(s_->dist);
          if (v == kMore) return Inflated::kInput;
          if (v < 0 || v >= 30) return Corrupt();
          s_->symbol = v;
          s_->step = Step::kDistanceExtra;
          break;
        }
        case Step::kDistanceExtra: {
          int extra = s_->symbol < 4 ? 0 : s_->symbol / 2 - 1;
          if (!Need(extra)) return Inflated::kInput;
          s_->distance = s_->symbol < 4
                             ? s_->symbol + 1
                             : ((2 + (s_->symbol & 1)) << extra) + 1 + static_cast<int32_t>(Take(extra));
          if (s_->distance > s_->history) return Corrupt();
          s_->step = Step::kCopy;
          break;
        }
        case Step::kCopy:
          for (; s_->length > 0; s_->length--) {
            if (Full()) return Pause();
            Put(s_->window[(s_->pos - s_->distance) & (kWindow - 1)]);
          }
          s_->step = Step::kSymbol;
          break;
        case Step::kDone:
          return Inflated::kEnd;
        case Step::kCorrupt:
          return Inflated::kCorrupt;
      }
    }
  }

  int64_t used = 0, made = 0;

 private:
  static constexpr int kMore = -2;

  Inflated Corrupt() {
    s_->step = Step::kCorrupt;
    return Inflated::kCorrupt;
  }
  Inflated End() {
    s_->step = Step::kDone;
    return Inflated::kEnd;
  }
  // A full window is handed over, as it is when all of the window is written anew.
  bool Full() const { return made == room_ || (made > 0 && s_->pos == 0); }
  Inflated Pause() const { return made == room_ ? Inflated::kFull : Inflated::kPause; }
  void Put(uint8_t c) {
    out_[made++] = c;
    s_->window[s_->pos] = c;
    s_->pos = (s_->pos + 1) & (kWindow - 1);
    if (s_->history < kWindow) s_->history++;
  }
  bool NextByte() {
    if (used == static_cast<int64_t>(in_.size())) return false;
    s_->bits |= uint32_t{static_cast<uint8_t>(in_[used++])} << s_->num_bits;
    s_->num_bits += 8;
    return true;
  }
  bool Need(int n) {
    while (static_cast<int>(s_->num_bits) < n) {
      if (!NextByte()) return false;
    }
    return true;
  }
  uint32_t Take(int n) {
    uint32_t v = s_->bits & ((1u << n) - 1);
    s_->bits >>= n;
    s_->num_bits -= n;
    return v;
  }
  // A symbol; kMore without having taken any bits; -1: there is no such code.
  int Decode(const Decoder& d) {
    int code = 0, first = 0, index = 0;
    for (int len = 1; len < 16; len++) {
      if (static_cast<int>(s_->num_bits) < len && !NextByte()) return kMore;
      code |= s_->bits >> (len - 1) & 1;
      int n = d.count[len];
      if (code - n < first) {
        Take(len);
        return d.symbols[index + code - first];
      }
      index += n;
      first = (first + n) << 1;
      code <<= 1;
    }
    return -1;
  }
  void SetFixed() {
    uint8_t lengths[288];
    for (int i = 0; i < 288; i++) lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    s_->literal.Set(lengths, 288);
    std::memset(lengths, 5, 32);
    s_->dist.Set(lengths, 32);
    s_->step = Step::kSymbol;
  }

  Inflater* s_;
  std::string_view in_;
  uint8_t* out_;
  int64_t room_;
};

}  // namespace

int64_t InflaterSize() { return sizeof(Inflater); }

void SetDictionary(void* state, std::string_view dict) {
  auto* s = static_cast<Inflater*>(state);
  std::memset(state, 0, sizeof(Inflater));
  if (dict.size() > kWindow) dict.remove_prefix(dict.size() - kWindow);
  if (dict.empty()) return;
  std::memcpy(s->window, dict.data(), dict.size());
  s->history = static_cast<int32_t>(dict.size());
  s->pos = s->history & (kWindow - 1);
}

Inflated Inflate(void* state, std::string_view in, uint8_t* out, int64_t room, int64_t* used,
                 int64_t* made) {
  Machine m(static_cast<Inflater*>(state), in, out, room);
  Inflated r = m.Run();
  *used = m.used;
  *made = m.made;
  return r;
}

}  // namespace minigo::stdlib::flate
