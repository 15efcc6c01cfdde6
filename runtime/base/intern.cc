// This file implements the intern table: open addressing with linear probing over a wyhash-like mix.
#include "runtime/base/intern.h"

#include <cstddef>
#include <cstring>

namespace minigo {

namespace {

// The n < 8 bytes at p in one word; texts of one length have different ones.
[[gnu::always_inline]] inline uint64_t Word(const char* p, size_t n) {
  if (n >= 4) {
    uint32_t first, last;
    std::memcpy(&first, p, 4);
    std::memcpy(&last, p + n - 4, 4);
    return first | uint64_t{last} << 32;
  }
  if (n == 0) return 0;
  auto byte = [p](size_t i) { return static_cast<uint8_t>(p[i]); };
  return byte(0) | byte(n / 2) << 8 | byte(n - 1) << 16;
}

bool SameBytes(const char* a, const char* b, size_t n) {
  return n < 8 ? Word(a, n) == Word(b, n) : std::memcmp(a, b, n) == 0;
}

uint32_t HashBytes(const char* p, size_t n) {
  uint64_t h = 0x9e3779b97f4a7c15u ^ (n * 0xff51afd7ed558ccdu);
  while (n >= 8) {
    uint64_t w;
    std::memcpy(&w, p, 8);
    h = (h ^ w) * 0xff51afd7ed558ccdu;
    h ^= h >> 32;
    p += 8;
    n -= 8;
  }
  h = (h ^ Word(p, n)) * 0xc4ceb9fe1a85ec53u;
  return static_cast<uint32_t>(h ^ (h >> 32));
}

}  // namespace

// Large enough for the library packages of most programs.
Interner::Interner() : table_(8192, nullptr) {}

Symbol Interner::Intern(std::string_view s) {
  uint32_t hash = HashBytes(s.data(), s.size());
  size_t mask = table_.size() - 1;
  size_t i = hash & mask;
  for (; table_[i] != nullptr; i = (i + 1) & mask) {
    Symbol t = table_[i];
    if (t->hash == hash && t->size == s.size() && SameBytes(t->text, s.data(), s.size())) {
      return t;
    }
  }
  auto* d = static_cast<SymbolData*>(
      arena_.Allocate(offsetof(SymbolData, text) + s.size() + 1, alignof(SymbolData)));
  d->size = static_cast<uint32_t>(s.size());
  d->hash = hash;
  std::memcpy(d->text, s.data(), s.size());
  table_[i] = d;
  if (++count_ * 2 > table_.size()) Grow();
  return d;
}

void Interner::Grow() {
  std::vector<Symbol> bigger(table_.size() * 2, nullptr);
  size_t mask = bigger.size() - 1;
  for (Symbol s : table_) {
    if (s == nullptr) continue;
    size_t i = s->hash & mask;
    while (bigger[i] != nullptr) i = (i + 1) & mask;
    bigger[i] = s;
  }
  table_.swap(bigger);
}

}  // namespace minigo
