// This file implements the intern table: open addressing with linear probing over a wyhash-like mix.
#include "runtime/base/intern.h"

#include <cstddef>
#include <cstring>

namespace minigo {

namespace {

constexpr uint64_t kMix = 0xff51afd7ed558ccdu;

// The first n < 8 of the bytes at p, which 8 can be read of; the others are 0.
inline uint64_t FirstBytes(const char* p, size_t n) {
  uint64_t w;
  std::memcpy(&w, p, sizeof w);
  return w & ((uint64_t{1} << (8 * n)) - 1);
}

inline uint64_t WordAt(const char* p) {
  uint64_t w;
  std::memcpy(&w, p, sizeof w);
  return w;
}

inline uint64_t Begin(size_t n) { return 0x9e3779b97f4a7c15u ^ (n * kMix); }
inline uint64_t Step(uint64_t h, uint64_t w) {
  h = (h ^ w) * kMix;
  return h ^ h >> 32;
}
inline uint32_t End(uint64_t h, uint64_t w) {
  h = (h ^ w) * 0xc4ceb9fe1a85ec53u;
  return static_cast<uint32_t>(h ^ (h >> 32));
}

uint32_t HashBytes(const char* p, size_t n) {
  uint64_t h = Begin(n);
  for (; n >= 8; p += 8, n -= 8) h = Step(h, WordAt(p));
  uint64_t w = 0;
  std::memcpy(&w, p, n);
  return End(h, w);
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
    if (t->hash == hash && t->size == s.size() && std::memcmp(t->text, s.data(), s.size()) == 0) {
      return t;
    }
  }
  return Add(i, hash, s);
}

Symbol Interner::InternPadded(std::string_view s) {
  const char* p = s.data();
  size_t n = s.size();
  uint64_t h = Begin(n);
  for (; n >= 8; p += 8, n -= 8) h = Step(h, WordAt(p));
  const uint64_t last = FirstBytes(p, n);
  const uint32_t hash = End(h, last);
  const size_t mask = table_.size() - 1;
  size_t i = hash & mask;
  for (; table_[i] != nullptr; i = (i + 1) & mask) {
    Symbol t = table_[i];
    if (t->hash != hash || t->size != s.size()) continue;
    const char* q = t->text;
    const char* r = s.data();
    while (r < p && WordAt(q) == WordAt(r)) q += 8, r += 8;
    if (r == p && WordAt(q) == last) return t;
  }
  return Add(i, hash, s);
}

Symbol Interner::Add(size_t at, uint32_t hash, std::string_view s) {
  constexpr size_t kText = offsetof(SymbolData, text);
  static_assert(kText % 8 == 0);
  auto* d = static_cast<SymbolData*>(arena_.Allocate(kText + ((s.size() + 8) & ~size_t{7}), 8));
  d->size = static_cast<uint32_t>(s.size());
  d->hash = hash;
  std::memcpy(d->text, s.data(), s.size());
  table_[at] = d;
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
