// DEFLATE (RFC 1951), compression. Which matches are taken, and where blocks end, is decided exactly as Go's package does,
// so that compressed data are the same byte for byte: programs print their lengths and hashes.
//
// A Deflater lives in memory of the Go heap that is zeroed and not scanned: it has no pointers.
#include <algorithm>
#include <string>

#include "stdlib/compress/flate/flate.h"

namespace minigo::stdlib::flate {
namespace {

constexpr int kWindow = 1 << 15;
constexpr int kLeastMatch = 4, kGreatestMatch = 258;
constexpr int kHashBits = 17;
constexpr int kMaxTokens = 1 << 14;
constexpr int kMaxStored = 65535;
constexpr int kNever = INT32_MAX;
constexpr int kLiterals = 286, kOffsets = 30, kLengthCodes = 19;
constexpr int kEndOfBlock = 256;

// A literal, or a match: kMatch | (length - 3) << 22 | (offset - 1).
using Token = uint32_t;
constexpr Token kMatch = 1 << 30;
Token MatchToken(int length, int offset) {
  return kMatch + (static_cast<uint32_t>(length - 3) << 22) + static_cast<uint32_t>(offset - 1);
}
int LengthOf(Token t) { return static_cast<int>((t - kMatch) >> 22); }
int OffsetOf(Token t) { return static_cast<int>(t & ((1 << 22) - 1)); }

constexpr uint8_t kLengthExtra[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                      2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
constexpr uint8_t kOffsetExtra[30] = {0, 0, 0, 0, 1, 1, 2, 2,  3,  3,  4,  4,  5,  5,  6,
                                      6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
// The codes of lengths (minus 3) and offsets (minus 1), and where each code's range begins.
struct Codes {
  uint16_t length_base[29], offset_base[30];
  uint8_t length[256];

  constexpr Codes() : length_base(), offset_base(), length() {
    int base = 0;
    for (int c = 0; c < 28; c++) {
      length_base[c] = static_cast<uint16_t>(base);
      for (int i = 0; i < 1 << kLengthExtra[c] && base < 256; i++) {
        length[base++] = static_cast<uint8_t>(c);
      }
    }
    length_base[28] = 255;
    length[255] = 28;
    base = 0;
    for (int c = 0; c < 30; c++) {
      offset_base[c] = static_cast<uint16_t>(base);
      base += 1 << kOffsetExtra[c];
    }
  }
  int Offset(int v) const {
    if (v < 4) return v;
    int bits = 31 - __builtin_clz(v);
    return 2 * bits + (v >> (bits - 1) & 1);
  }
};
constexpr Codes kCodes;
constexpr uint8_t kLengthCodeOrder[kLengthCodes] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                    11, 4,  12, 3, 13, 2, 14, 1, 15};

struct Level {
  int good, lazy, nice, chain, fast_skip;
};
constexpr Level kLevels[10] = {{},
                               {},
                               {4, 0, 16, 8, 5},
                               {4, 0, 32, 32, 6},
                               {4, 4, 16, 16, kNever},
                               {8, 16, 32, 32, kNever},
                               {8, 16, 128, 128, kNever},
                               {8, 32, 128, 256, kNever},
                               {32, 128, 258, 1024, kNever},
                               {32, 258, 258, 4096, kNever}};

// ---- Huffman codes

struct Code {
  uint16_t bits, len;
};

uint16_t Reverse(uint16_t v, int n) {
  uint16_t r = 0;
  for (int i = 0; i < n; i++) r = static_cast<uint16_t>(r | (v >> i & 1) << (n - 1 - i));
  return r;
}

struct Node {
  uint16_t literal;
  int32_t freq;
};

struct Encoder {
  Code codes[kLiterals];

  int64_t BitLength(const int32_t* freq, int n) const {
    int64_t total = 0;
    for (int i = 0; i < n; i++) total += int64_t{freq[i]} * (freq[i] != 0 ? codes[i].len : 0);
    return total;
  }

  // Codes of at most max_bits for frequencies: package-merge in the lazy form that keeps per level only the counts of
  // leaves, the last frequency and the next ones.
  void Generate(const int32_t* freq, int n, int max_bits) {
    Node list[kLiterals + 1];
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (freq[i] != 0) {
        list[count++] = {static_cast<uint16_t>(i), freq[i]};
      } else {
        codes[i].len = 0;
      }
    }
    if (count <= 2) {
      for (int i = 0; i < count; i++) codes[list[i].literal] = {static_cast<uint16_t>(i), 1};
      return;
    }
    std::sort(list, list + count, [](const Node& a, const Node& b) {
      return a.freq != b.freq ? a.freq < b.freq : a.literal < b.literal;
    });
    int32_t bit_count[17] = {};
    int bits_used = Counts(list, count, max_bits, bit_count);
    uint16_t code = 0;
    int left = count;
    for (int bits = 1; bits <= bits_used; bits++) {
      code = static_cast<uint16_t>(code << 1);
      Node* chunk = list + left - bit_count[bits];
      std::sort(chunk, list + left,
                [](const Node& a, const Node& b) { return a.literal < b.literal; });
      for (; chunk < list + left; chunk++) {
        codes[chunk->literal] = {Reverse(code++, bits), static_cast<uint16_t>(bits)};
      }
      left -= bit_count[bits];
    }
  }

 private:
  static int Counts(Node* list, int n, int max_bits, int32_t* bit_count) {
    struct Info {
      int32_t last, next_char, next_pair, needed;
    };
    list[n] = {UINT16_MAX, INT32_MAX};
    max_bits = std::min(max_bits, n - 1);
    Info levels[17] = {};
    int32_t leaves[17][17] = {};
    for (int level = 1; level <= max_bits; level++) {
      levels[level] = {list[1].freq, list[2].freq,
                       level == 1 ? INT32_MAX : list[0].freq + list[1].freq, 0};
      leaves[level][level] = 2;
    }
    levels[max_bits].needed = 2 * n - 4;
    for (int level = max_bits;;) {
      Info* l = &levels[level];
      if (l->next_pair == INT32_MAX && l->next_char == INT32_MAX) {
        // Nothing is left to take here, so also no pairs above.
        l->needed = 0;
        levels[level + 1].next_pair = INT32_MAX;
        level++;
        continue;
      }
      int32_t before = l->last;
      if (l->next_char < l->next_pair) {
        int32_t taken = leaves[level][level] + 1;
        l->last = l->next_char;
        leaves[level][level] = taken;
        l->next_char = list[taken].freq;
      } else {
        l->last = l->next_pair;
        std::copy(leaves[level - 1], leaves[level - 1] + level, leaves[level]);
        levels[level - 1].needed = 2;
      }
      if (--l->needed == 0) {
        if (level == max_bits) break;
        levels[level + 1].next_pair = before + l->last;
        level++;
      } else {
        while (levels[level - 1].needed > 0) level--;
      }
    }
    int bits = 1;
    for (int level = max_bits; level > 0; level--, bits++) {
      bit_count[bits] = leaves[max_bits][level] - leaves[max_bits][level - 1];
    }
    return max_bits;
  }
};

struct Fixed {
  Encoder literals, offsets;

  Fixed() {
    for (int c = 0; c < kLiterals; c++) {
      int bits = c < 144 ? c + 48 : c < 256 ? c + 400 - 144 : c < 280 ? c - 256 : c + 192 - 280;
      int len = c < 144 ? 8 : c < 256 ? 9 : c < 280 ? 7 : 8;
      literals.codes[c] = {Reverse(static_cast<uint16_t>(bits), len), static_cast<uint16_t>(len)};
    }
    for (int c = 0; c < kOffsets; c++) offsets.codes[c] = {Reverse(static_cast<uint16_t>(c), 5), 5};
  }
};
const Fixed& TheFixed() {
  static const Fixed& fixed = *new Fixed;
  return fixed;
}

// ---- the state

struct Deep {
  uint32_t head[1 << kHashBits];
  uint32_t prev[kWindow];
};
// Of level 1.
struct Entry {
  uint32_t value;
  int32_t offset;
};
struct Fast {
  Entry table[1 << 14];
  uint8_t prev[65536];
  int32_t prev_len, cur;
};

struct Deflater {
  int32_t level;
  bool sync;

  // The bits not yet given out: up to 240 bytes before those of `bits`.
  uint64_t bits;
  uint32_t num_bits;
  int32_t num_bytes;
  uint8_t bytes[256];

  int32_t literal_freq[kLiterals], offset_freq[kOffsets], length_freq[kLengthCodes];
  uint8_t lengths[kLiterals + kOffsets + 1];
  Encoder literals, offsets, length_codes;

  int32_t index, window_end, block_start, length, offset, max_insert, chain_head, hash_offset;
  bool byte_available;
  int32_t num_tokens;
  Token tokens[65536];
  uint8_t window[2 * kWindow];
  union {
    Deep deep;
    Fast fast;
  };
};

class Compressor {
 public:
  Compressor(Deflater* d, std::string* out) : d_(d), out_(out) {}

  void Init(int level, std::string_view dict) {
    d_->level = level;
    d_->sync = false;
    d_->bits = d_->num_bits = 0;
    d_->num_bytes = d_->window_end = d_->num_tokens = 0;
    if (level == 1) {
      if (d_->fast.cur == 0) {
        d_->fast.cur = kMaxStored;
      } else {
        ResetFast();
      }
    } else if (level >= 2) {
      std::memset(&d_->deep, 0, sizeof d_->deep);
      d_->hash_offset = 1;
      d_->chain_head = -1;
      d_->index = d_->block_start = d_->offset = d_->max_insert = 0;
      d_->byte_available = false;
      d_->length = kLeastMatch - 1;
      SetDictionary(dict);
    }
  }

  void Write(std::string_view b) {
    while (!b.empty()) {
      Step();
      size_t n;
      if (d_->level >= 2) {
        n = FillDeep(b);
      } else {
        n = std::min(b.size(), static_cast<size_t>(kMaxStored - d_->window_end));
        std::memcpy(d_->window + d_->window_end, b.data(), n);
        d_->window_end += static_cast<int32_t>(n);
      }
      b.remove_prefix(n);
    }
  }
  void Flush() {
    d_->sync = true;
    Step();
    StoredHeader(0, false);
    FlushBits();
    d_->sync = false;
  }
  void Close() {
    d_->sync = true;
    Step();
    StoredHeader(0, true);
    FlushBits();
  }

 private:
  void Step() {
    switch (d_->level) {
      case -2:
        if (d_->window_end == 0 || (d_->window_end < kMaxStored && !d_->sync)) return;
        HuffmanBlock(d_->window, d_->window_end);
        d_->window_end = 0;
        return;
      case 0:
        if (d_->window_end == 0 || (d_->window_end < kMaxStored && !d_->sync)) return;
        StoredBlock(d_->window, d_->window_end);
        d_->window_end = 0;
        return;
      case 1:
        return StepFast();
      default:
        return StepDeep();
    }
  }

  // ---- bits

  void Bits(uint32_t v, uint32_t n) {
    d_->bits |= uint64_t{v} << d_->num_bits;
    d_->num_bits += n;
    if (d_->num_bits < 48) return;
    std::memcpy(d_->bytes + d_->num_bytes, &d_->bits, 6);
    d_->bits >>= 48;
    d_->num_bits -= 48;
    d_->num_bytes += 6;
    if (d_->num_bytes >= 240) {
      Emit(d_->bytes, d_->num_bytes);
      d_->num_bytes = 0;
    }
  }
  void Put(Code c) { Bits(c.bits, c.len); }
  void Emit(const uint8_t* p, int64_t n) { out_->append(reinterpret_cast<const char*>(p), n); }
  void FlushBits() {
    Emit(d_->bytes, d_->num_bytes);
    d_->num_bytes = 0;
    for (uint32_t n = 0; n < d_->num_bits; n += 8) out_->push_back(static_cast<char>(d_->bits >> n));
    d_->bits = d_->num_bits = 0;
  }
  void StoredHeader(int length, bool last) {
    Bits(last, 3);
    FlushBits();
    Bits(static_cast<uint32_t>(length), 16);
    Bits(static_cast<uint16_t>(~length), 16);
  }
  void StoredBlock(const uint8_t* p, int n) {
    StoredHeader(n, false);
    FlushBits();
    Emit(p, n);
  }

  // ---- blocks

  // The lengths of both codes, run by run, to d_->lengths.
  void RunLengths(int literals, int offsets, const Encoder& lit, const Encoder& off) {
    std::memset(d_->length_freq, 0, sizeof d_->length_freq);
    uint8_t* c = d_->lengths;
    for (int i = 0; i < literals; i++) c[i] = static_cast<uint8_t>(lit.codes[i].len);
    for (int i = 0; i < offsets; i++) c[literals + i] = static_cast<uint8_t>(off.codes[i].len);
    constexpr uint8_t kStop = 255;
    c[literals + offsets] = kStop;
    auto run = [&](int* out, uint8_t code, int extra) {
      c[(*out)++] = code;
      c[(*out)++] = static_cast<uint8_t>(extra);
      d_->length_freq[code]++;
    };
    uint8_t size = c[0];
    int count = 1, out = 0;
    for (int in = 1; size != kStop; in++) {
      uint8_t next = c[in];
      if (next == size) {
        count++;
        continue;
      }
      if (size != 0) {
        c[out++] = size;
        d_->length_freq[size]++;
        count--;
        while (count >= 3) {
          int n = std::min(count, 6);
          run(&out, 16, n - 3);
          count -= n;
        }
      } else {
        while (count >= 11) {
          int n = std::min(count, 138);
          run(&out, 18, n - 11);
          count -= n;
        }
        if (count >= 3) {
          run(&out, 17, count - 3);
          count = 0;
        }
      }
      for (; count > 0; count--) {
        c[out++] = size;
        d_->length_freq[size]++;
      }
      size = next;
      count = 1;
    }
    c[out] = kStop;
    d_->length_codes.Generate(d_->length_freq, kLengthCodes, 7);
  }
  int64_t DynamicSize(const Encoder& lit, const Encoder& off, int64_t extra, int* num_lengths) {
    int n = kLengthCodes;
    while (n > 4 && d_->length_freq[kLengthCodeOrder[n - 1]] == 0) n--;
    *num_lengths = n;
    return 3 + 5 + 5 + 4 + 3 * n + d_->length_codes.BitLength(d_->length_freq, kLengthCodes) +
           d_->length_freq[16] * 2 + d_->length_freq[17] * 3 + d_->length_freq[18] * 7 +
           lit.BitLength(d_->literal_freq, kLiterals) + off.BitLength(d_->offset_freq, kOffsets) +
           extra;
  }
  void DynamicHeader(int literals, int offsets, int num_lengths) {
    Bits(4, 3);
    Bits(static_cast<uint32_t>(literals - 257), 5);
    Bits(static_cast<uint32_t>(offsets - 1), 5);
    Bits(static_cast<uint32_t>(num_lengths - 4), 4);
    for (int i = 0; i < num_lengths; i++) Bits(d_->length_codes.codes[kLengthCodeOrder[i]].len, 3);
    for (const uint8_t* c = d_->lengths; *c != 255; c++) {
      int code = *c;
      Put(d_->length_codes.codes[code]);
      if (code >= 16) Bits(*++c, code == 16 ? 2 : code == 17 ? 3 : 7);
    }
  }

  void CountTokens(int* literals, int* offsets) {
    std::memset(d_->literal_freq, 0, sizeof d_->literal_freq);
    std::memset(d_->offset_freq, 0, sizeof d_->offset_freq);
    for (int i = 0; i < d_->num_tokens; i++) {
      Token t = d_->tokens[i];
      if (t < kMatch) {
        d_->literal_freq[t]++;
      } else {
        d_->literal_freq[257 + kCodes.length[LengthOf(t)]]++;
        d_->offset_freq[kCodes.Offset(OffsetOf(t))]++;
      }
    }
    *literals = kLiterals;
    while (d_->literal_freq[*literals - 1] == 0) --*literals;
    *offsets = kOffsets;
    while (*offsets > 0 && d_->offset_freq[*offsets - 1] == 0) --*offsets;
    if (*offsets == 0) {
      d_->offset_freq[0] = 1;
      *offsets = 1;
    }
    d_->literals.Generate(d_->literal_freq, kLiterals, 15);
    d_->offsets.Generate(d_->offset_freq, kOffsets, 15);
  }
  void PutTokens(const Encoder& lit, const Encoder& off) {
    for (int i = 0; i < d_->num_tokens; i++) {
      Token t = d_->tokens[i];
      if (t < kMatch) {
        Put(lit.codes[t]);
        continue;
      }
      int length = LengthOf(t), lc = kCodes.length[length];
      Put(lit.codes[257 + lc]);
      if (kLengthExtra[lc] > 0) Bits(length - kCodes.length_base[lc], kLengthExtra[lc]);
      int offset = OffsetOf(t), oc = kCodes.Offset(offset);
      Put(off.codes[oc]);
      if (kOffsetExtra[oc] > 0) Bits(offset - kCodes.offset_base[oc], kOffsetExtra[oc]);
    }
  }

  // The tokens in the shortest of three forms. input == nullptr: it is not at hand any more.
  void Block(const uint8_t* input, int n) {
    d_->tokens[d_->num_tokens++] = kEndOfBlock;
    int literals, offsets;
    CountTokens(&literals, &offsets);
    bool storable = input != nullptr && n <= kMaxStored;
    int64_t extra = 0;
    if (storable) {
      for (int c = 8; 257 + c < literals; c++) extra += d_->literal_freq[257 + c] * kLengthExtra[c];
      for (int c = 4; c < offsets; c++) extra += d_->offset_freq[c] * kOffsetExtra[c];
    }
    const Fixed& fixed = TheFixed();
    int64_t size = 3 + fixed.literals.BitLength(d_->literal_freq, kLiterals) +
                   fixed.offsets.BitLength(d_->offset_freq, kOffsets) + extra;
    RunLengths(literals, offsets, d_->literals, d_->offsets);
    int num_lengths;
    int64_t dynamic = DynamicSize(d_->literals, d_->offsets, extra, &num_lengths);
    bool use_dynamic = dynamic < size;
    if (storable && (n + 5) * 8 < std::min(size, dynamic)) {
      StoredBlock(input, n);
    } else if (use_dynamic) {
      DynamicHeader(literals, offsets, num_lengths);
      PutTokens(d_->literals, d_->offsets);
    } else {
      Bits(2, 3);
      PutTokens(fixed.literals, fixed.offsets);
    }
    d_->num_tokens = 0;
  }
  // The same without a look at fixed codes, of level 1.
  void DynamicBlock(const uint8_t* input, int n) {
    d_->tokens[d_->num_tokens++] = kEndOfBlock;
    int literals, offsets, num_lengths;
    CountTokens(&literals, &offsets);
    RunLengths(literals, offsets, d_->literals, d_->offsets);
    int64_t size = DynamicSize(d_->literals, d_->offsets, 0, &num_lengths);
    if (n <= kMaxStored && (n + 5) * 8 < size + (size >> 4)) {
      StoredBlock(input, n);
    } else {
      DynamicHeader(literals, offsets, num_lengths);
      PutTokens(d_->literals, d_->offsets);
    }
    d_->num_tokens = 0;
  }
  // Literals only.
  void HuffmanBlock(const uint8_t* input, int n) {
    std::memset(d_->literal_freq, 0, sizeof d_->literal_freq);
    for (int i = 0; i < n; i++) d_->literal_freq[input[i]]++;
    d_->literal_freq[kEndOfBlock] = 1;
    std::memset(d_->offset_freq, 0, sizeof d_->offset_freq);
    d_->offset_freq[0] = 1;
    d_->literals.Generate(d_->literal_freq, kLiterals, 15);
    d_->offsets.Generate(d_->offset_freq, kOffsets, 15);
    RunLengths(kEndOfBlock + 1, 1, d_->literals, d_->offsets);
    int num_lengths;
    int64_t size = DynamicSize(d_->literals, d_->offsets, 0, &num_lengths);
    if (n <= kMaxStored && (n + 5) * 8 < size + (size >> 4)) return StoredBlock(input, n);
    DynamicHeader(kEndOfBlock + 1, 1, num_lengths);
    for (int i = 0; i < n; i++) Put(d_->literals.codes[input[i]]);
    Put(d_->literals.codes[kEndOfBlock]);
  }

  // ---- levels 2 to 9: hash chains, with lazy matching from 4 on

  static uint32_t Hash4(const uint8_t* p) {
    uint32_t v;
    std::memcpy(&v, p, 4);
    return __builtin_bswap32(v) * 0x1e35a7bdu >> (32 - kHashBits);
  }
  uint32_t Insert(int index) {
    uint32_t* head = &d_->deep.head[Hash4(d_->window + index)];
    uint32_t before = *head;
    d_->deep.prev[index & (kWindow - 1)] = before;
    *head = static_cast<uint32_t>(index + d_->hash_offset);
    return before;
  }
  void SetDictionary(std::string_view dict) {
    if (dict.size() > kWindow) dict.remove_prefix(dict.size() - kWindow);
    int n = static_cast<int>(dict.size());
    if (n == 0) return;
    std::memcpy(d_->window, dict.data(), n);
    for (int i = 0; i + kLeastMatch <= n; i++) Insert(i);
    d_->window_end = d_->index = n;
  }
  size_t FillDeep(std::string_view b) {
    if (d_->index >= 2 * kWindow - (kLeastMatch + kGreatestMatch)) {
      std::memcpy(d_->window, d_->window + kWindow, kWindow);
      d_->index -= kWindow;
      d_->window_end -= kWindow;
      d_->block_start = d_->block_start >= kWindow ? d_->block_start - kWindow : INT32_MAX;
      d_->hash_offset += kWindow;
      if (d_->hash_offset > 1 << 24) {
        int32_t delta = d_->hash_offset - 1;
        d_->hash_offset -= delta;
        d_->chain_head -= delta;
        auto shift = [delta](uint32_t& v) {
          v = static_cast<int32_t>(v) > delta ? v - static_cast<uint32_t>(delta) : 0;
        };
        for (uint32_t& v : d_->deep.prev) shift(v);
        for (uint32_t& v : d_->deep.head) shift(v);
      }
    }
    size_t n = std::min(b.size(), static_cast<size_t>(2 * kWindow - d_->window_end));
    std::memcpy(d_->window + d_->window_end, b.data(), n);
    d_->window_end += static_cast<int32_t>(n);
    return n;
  }
  bool FindMatch(int pos, int head, int lookahead, int* length, int* offset) {
    const Level& level = kLevels[d_->level];
    const uint8_t* w = d_->window;
    int limit = std::min(lookahead, kGreatestMatch);
    int nice = std::min(limit, level.nice);
    int tries = level.chain;
    *length = kLeastMatch - 1;
    if (*length >= level.good) tries >>= 2;
    uint8_t end = w[pos + *length];
    int least = pos - kWindow;
    bool found = false;
    for (int i = head; tries > 0; tries--) {
      if (end == w[i + *length]) {
        int n = 0;
        while (n < limit && w[i + n] == w[pos + n]) n++;
        if (n > *length && (n > kLeastMatch || pos - i <= 4096)) {
          *length = n;
          *offset = pos - i;
          found = true;
          if (n >= nice) break;
          end = w[pos + n];
        }
      }
      if (i == least) break;
      i = static_cast<int>(d_->deep.prev[i & (kWindow - 1)]) - d_->hash_offset;
      if (i < least || i < 0) break;
    }
    return found;
  }
  void EndBlock(int index) {
    if (index <= 0) {
      d_->num_tokens = 0;
      return;
    }
    const uint8_t* input = nullptr;
    int n = 0;
    if (d_->block_start <= index) {
      input = d_->window + d_->block_start;
      n = index - d_->block_start;
    }
    d_->block_start = index;
    Block(input, n);
  }
  void StepDeep() {
    if (d_->window_end - d_->index < kLeastMatch + kGreatestMatch && !d_->sync) return;
    const Level& level = kLevels[d_->level];
    bool lazy = level.fast_skip == kNever;
    d_->max_insert = d_->window_end - (kLeastMatch - 1);
    for (;;) {
      int lookahead = d_->window_end - d_->index;
      if (lookahead < kLeastMatch + kGreatestMatch) {
        if (!d_->sync) return;
        if (lookahead == 0) {
          if (d_->byte_available) {
            d_->tokens[d_->num_tokens++] = d_->window[d_->index - 1];
            d_->byte_available = false;
          }
          if (d_->num_tokens > 0) EndBlock(d_->index);
          return;
        }
      }
      if (d_->index < d_->max_insert) d_->chain_head = static_cast<int32_t>(Insert(d_->index));
      int prev_length = d_->length, prev_offset = d_->offset;
      d_->length = kLeastMatch - 1;
      d_->offset = 0;
      int least = std::max(d_->index - kWindow, 0);
      if (d_->chain_head - d_->hash_offset >= least &&
          (lazy ? lookahead > prev_length && prev_length < level.lazy
                : lookahead > kLeastMatch - 1)) {
        int length, offset;
        if (FindMatch(d_->index, d_->chain_head - d_->hash_offset, lookahead, &length, &offset)) {
          d_->length = length;
          d_->offset = offset;
        }
      }
      if (lazy ? prev_length >= kLeastMatch && d_->length <= prev_length
               : d_->length >= kLeastMatch) {
        // The match of the byte before is no worse than the one here.
        d_->tokens[d_->num_tokens++] =
            lazy ? MatchToken(prev_length, prev_offset) : MatchToken(d_->length, d_->offset);
        if (d_->length <= level.fast_skip) {
          int next = lazy ? d_->index + prev_length - 1 : d_->index + d_->length;
          int i = d_->index + 1;
          for (; i < next; i++) {
            if (i < d_->max_insert) Insert(i);
          }
          d_->index = i;
          if (lazy) {
            d_->byte_available = false;
            d_->length = kLeastMatch - 1;
          }
        } else {
          d_->index += d_->length;
        }
        if (d_->num_tokens == kMaxTokens) EndBlock(d_->index);
      } else {
        if (!lazy || d_->byte_available) {
          int i = lazy ? d_->index - 1 : d_->index;
          d_->tokens[d_->num_tokens++] = d_->window[i];
          if (d_->num_tokens == kMaxTokens) EndBlock(i + 1);
        }
        d_->index++;
        if (lazy) d_->byte_available = true;
      }
    }
  }

  // ---- level 1: one hash table, no chains (as Snappy does it)

  static uint32_t Load32(const uint8_t* p) {
    uint32_t v;
    std::memcpy(&v, p, 4);
    return v;
  }
  static uint32_t Slot(uint32_t v) { return v * 0x1e35a7bdu >> (32 - 14); }

  void ShiftFast() {
    Fast* f = &d_->fast;
    if (f->prev_len == 0) {
      std::memset(f->table, 0, sizeof f->table);
    } else {
      for (Entry& e : f->table) e.offset = std::max(e.offset - f->cur + kWindow + 1, 0);
    }
    f->cur = kWindow + 1;
  }
  static constexpr int32_t kShiftAt = INT32_MAX - kMaxStored * 2;
  void ResetFast() {
    d_->fast.prev_len = 0;
    d_->fast.cur += kWindow;
    if (d_->fast.cur >= kShiftAt) ShiftFast();
  }
  void Literals(const uint8_t* p, int n) {
    for (int i = 0; i < n; i++) d_->tokens[d_->num_tokens++] = p[i];
  }
  // The length of the match of what follows s with what is at t, which is negative in the block before.
  int32_t FastMatch(int32_t s, int32_t t, const uint8_t* src, int32_t n) {
    const Fast& f = d_->fast;
    int32_t end = std::min(s + kGreatestMatch - 4, n);
    int32_t len = 0;
    if (t < 0) {
      int32_t from = f.prev_len + t;
      if (from < 0) return 0;
      while (s + len < end && from + len < f.prev_len && src[s + len] == f.prev[from + len]) len++;
      if (s + len == end || from + len < f.prev_len) return len;
      t = -len;
    }
    while (s + len < end && src[s + len] == src[t + len]) len++;
    return len;
  }
  void EncodeFast(const uint8_t* src, int32_t n) {
    Fast* f = &d_->fast;
    if (f->cur >= kShiftAt) ShiftFast();
    d_->num_tokens = 0;
    constexpr int32_t kMargin = 15;
    if (n < 2 + kMargin) {
      f->cur += kMaxStored;
      f->prev_len = 0;
      return Literals(src, n);
    }
    int32_t limit = n - kMargin, emitted = 0, s = 0;
    uint32_t value = Load32(src), slot = Slot(value);
    auto rest = [&] {
      if (emitted < n) Literals(src + emitted, n - emitted);
      f->cur += n;
      f->prev_len = n;
      std::memcpy(f->prev, src, n);
    };
    for (;;) {
      int32_t skip = 32, next = s;
      Entry candidate;
      for (;;) {
        s = next;
        int32_t step = skip >> 5;
        next = s + step;
        skip += step;
        if (next > limit) return rest();
        candidate = f->table[slot];
        uint32_t now = Load32(src + next);
        f->table[slot] = {value, s + f->cur};
        slot = Slot(now);
        if (s - (candidate.offset - f->cur) <= kWindow && value == candidate.value) break;
        value = now;
      }
      Literals(src + emitted, s - emitted);
      for (;;) {
        s += 4;
        int32_t t = candidate.offset - f->cur + 4;
        int32_t len = FastMatch(s, t, src, n);
        d_->tokens[d_->num_tokens++] = MatchToken(len + 4, s - t);
        s += len;
        emitted = s;
        if (s >= limit) return rest();
        uint64_t x;
        std::memcpy(&x, src + s - 1, 8);
        f->table[Slot(static_cast<uint32_t>(x))] = {static_cast<uint32_t>(x), f->cur + s - 1};
        x >>= 8;
        Entry* here = &f->table[Slot(static_cast<uint32_t>(x))];
        candidate = *here;
        *here = {static_cast<uint32_t>(x), f->cur + s};
        if (s - (candidate.offset - f->cur) > kWindow ||
            static_cast<uint32_t>(x) != candidate.value) {
          value = static_cast<uint32_t>(x >> 8);
          slot = Slot(value);
          s++;
          break;
        }
      }
    }
  }
  void StepFast() {
    int n = d_->window_end;
    if (n < kMaxStored) {
      if (!d_->sync || n == 0) return;
      if (n < 128) {
        if (n <= 16) {
          StoredBlock(d_->window, n);
        } else {
          HuffmanBlock(d_->window, n);
        }
        d_->window_end = 0;
        return ResetFast();
      }
    }
    EncodeFast(d_->window, n);
    if (d_->num_tokens > n - (n >> 4)) {
      HuffmanBlock(d_->window, n);
    } else {
      DynamicBlock(d_->window, n);
    }
    d_->window_end = 0;
  }

  Deflater* d_;
  std::string* out_;
};

}  // namespace

int64_t DeflaterSize() { return sizeof(Deflater); }
void Init(void* state, int64_t level, std::string_view dict) {
  Compressor(static_cast<Deflater*>(state), nullptr).Init(static_cast<int>(level), dict);
}
std::string Write(void* state, std::string_view data) {
  std::string out;
  Compressor(static_cast<Deflater*>(state), &out).Write(data);
  return out;
}
std::string Flush(void* state, bool last) {
  std::string out;
  Compressor c(static_cast<Deflater*>(state), &out);
  if (last) {
    c.Close();
  } else {
    c.Flush();
  }
  return out;
}

}  // namespace minigo::stdlib::flate
