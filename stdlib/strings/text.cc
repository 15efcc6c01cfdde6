// Searching, cutting and mapping of text.
#include "stdlib/strings/text.h"

#include <algorithm>
#include <cstring>

#include "stdlib/unicode/tables.h"

namespace minigo::stdlib::text {
namespace {

using unicode::Decode;
using unicode::kMaxRune;
using unicode::kRuneError;

bool Ascii(sv s) {
  for (char c : s) {
    if (static_cast<uint8_t>(c) >= 0x80) return false;
  }
  return true;
}

// A set of runes by their text.
class RuneSet {
 public:
  explicit RuneSet(sv chars) : chars_(chars), ascii_only_(Ascii(chars)) {
    for (char c : chars) {
      uint8_t b = static_cast<uint8_t>(c);
      if (b < 0x80) bits_[b >> 6] |= uint64_t{1} << (b & 63);
    }
  }
  bool Contains(int32_t r) const {
    if (r < 0x80) return bits_[r >> 6] >> (r & 63) & 1;
    if (ascii_only_) return false;
    const char* p = chars_.data();
    const char* end = p + chars_.size();
    while (p < end) {
      int32_t x;
      p += Decode(p, end, &x);
      if (x == r) return true;
    }
    return false;
  }

 private:
  sv chars_;
  bool ascii_only_;
  uint64_t bits_[2] = {0, 0};
};

int DecodeLast(sv s, int32_t* r) {
  const char* end = s.data() + s.size();
  int limit = static_cast<int>(std::min<size_t>(4, s.size()));
  for (int back = 1; back <= limit; back++) {
    if ((end[-back] & 0xC0) == 0x80) continue;
    if (Decode(end - back, end, r) == back) return back;
    break;
  }
  *r = kRuneError;
  return 1;
}

bool SpaceAt(sv s, size_t i, int* width) {
  uint8_t c = static_cast<uint8_t>(s[i]);
  if (c < 0x80) {
    *width = 1;
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
  int32_t r;
  *width = Decode(s.data() + i, s.data() + s.size(), &r);
  return unicode::IsSpace(r);
}

int64_t RuneCount(sv s) {
  int64_t n = 0;
  const char* p = s.data();
  const char* end = p + s.size();
  for (int32_t r; p < end; n++) p += Decode(p, end, &r);
  return n;
}

}  // namespace

int64_t Index(sv s, sv sep) {
  if (sep.empty()) return 0;
  if (sep.size() > s.size()) return -1;
  const void* p = sep.size() == 1 ? std::memchr(s.data(), sep[0], s.size())
                                  : ::memmem(s.data(), s.size(), sep.data(), sep.size());
  return p == nullptr ? -1 : static_cast<const char*>(p) - s.data();
}
int64_t LastIndex(sv s, sv sep) {
  size_t at = s.rfind(sep);
  return at == s.npos ? -1 : static_cast<int64_t>(at);
}
int64_t IndexByte(sv s, uint8_t c) {
  if (s.empty()) return -1;
  const void* p = std::memchr(s.data(), c, s.size());
  return p == nullptr ? -1 : static_cast<const char*>(p) - s.data();
}
int64_t LastIndexByte(sv s, uint8_t c) {
  if (s.empty()) return -1;
  const void* p = ::memrchr(s.data(), c, s.size());
  return p == nullptr ? -1 : static_cast<const char*>(p) - s.data();
}
int64_t IndexRune(sv s, int32_t r) {
  if (r >= 0 && r < 0x80) return IndexByte(s, static_cast<uint8_t>(r));
  if (r == kRuneError) {
    const char* end = s.data() + s.size();
    for (const char* p = s.data(); p < end;) {
      int32_t x;
      int n = Decode(p, end, &x);
      if (x == kRuneError) return p - s.data();
      p += n;
    }
    return -1;
  }
  if (r < 0 || r > kMaxRune || (r >= 0xD800 && r <= 0xDFFF)) return -1;
  char buf[4];
  int n = unicode::Encode(r, buf);
  return Index(s, {buf, static_cast<size_t>(n)});
}
int64_t IndexAny(sv s, sv chars) {
  if (chars.empty()) return -1;
  RuneSet set(chars);
  const char* end = s.data() + s.size();
  for (const char* p = s.data(); p < end;) {
    int32_t r;
    int n = Decode(p, end, &r);
    if (set.Contains(r)) return p - s.data();
    p += n;
  }
  return -1;
}
int64_t LastIndexAny(sv s, sv chars) {
  if (chars.empty()) return -1;
  RuneSet set(chars);
  while (!s.empty()) {
    int32_t r;
    s.remove_suffix(DecodeLast(s, &r));
    if (set.Contains(r)) return static_cast<int64_t>(s.size());
  }
  return -1;
}
int64_t Count(sv s, sv sep) {
  if (sep.empty()) return RuneCount(s) + 1;
  if (sep.size() == 1) return std::count(s.begin(), s.end(), sep[0]);
  int64_t n = 0;
  for (int64_t i; (i = Index(s, sep)) >= 0; n++) s.remove_prefix(i + sep.size());
  return n;
}
bool EqualFold(sv s, sv t) {
  const char *p = s.data(), *pe = p + s.size(), *q = t.data(), *qe = q + t.size();
  while (p < pe && q < qe) {
    int32_t a, b;
    p += Decode(p, pe, &a);
    q += Decode(q, qe, &b);
    if (a == b) continue;
    if (a > b) std::swap(a, b);
    if (b < 0x80) {
      if (a >= 'A' && a <= 'Z' && b == a + 32) continue;
      return false;
    }
    int32_t r = unicode::SimpleFold(a);
    while (r != a && r < b) r = unicode::SimpleFold(r);
    if (r != b) return false;
  }
  return p == pe && q == qe;
}
int Compare(sv a, sv b) {
  size_t n = std::min(a.size(), b.size());
  int c = n == 0 ? 0 : std::memcmp(a.data(), b.data(), n);
  if (c == 0) return a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
  return c < 0 ? -1 : 1;
}

sv TrimLeft(sv s, sv cutset) {
  if (cutset.empty()) return s;
  RuneSet set(cutset);
  while (!s.empty()) {
    int32_t r;
    int n = Decode(s.data(), s.data() + s.size(), &r);
    if (!set.Contains(r)) break;
    s.remove_prefix(n);
  }
  return s;
}
sv TrimRight(sv s, sv cutset) {
  if (cutset.empty()) return s;
  RuneSet set(cutset);
  while (!s.empty()) {
    int32_t r;
    int n = DecodeLast(s, &r);
    if (!set.Contains(r)) break;
    s.remove_suffix(n);
  }
  return s;
}
sv TrimSpace(sv s) {
  int n;
  while (!s.empty() && SpaceAt(s, 0, &n)) s.remove_prefix(n);
  while (!s.empty()) {
    int32_t r;
    int w = DecodeLast(s, &r);
    if (!unicode::IsSpace(r)) break;
    s.remove_suffix(w);
  }
  return s;
}

std::vector<sv> Split(sv s, sv sep, size_t save, int64_t n) {
  std::vector<sv> out;
  if (n == 0) return out;
  if (sep.empty()) {
    const char* p = s.data();
    const char* end = p + s.size();
    while (p < end) {
      int32_t r;
      int w = Decode(p, end, &r);
      if (n > 0 && static_cast<int64_t>(out.size()) == n - 1) w = static_cast<int>(end - p);
      out.emplace_back(p, w);
      p += w;
    }
    return out;
  }
  while (n < 0 || static_cast<int64_t>(out.size()) < n - 1) {
    int64_t i = Index(s, sep);
    if (i < 0) break;
    out.push_back(s.substr(0, i + save));
    s.remove_prefix(i + sep.size());
  }
  out.push_back(s);
  return out;
}
std::vector<sv> Fields(sv s) {
  std::vector<sv> out;
  size_t start = s.npos;
  for (size_t i = 0; i < s.size();) {
    int n;
    if (SpaceAt(s, i, &n)) {
      if (start != s.npos) out.push_back(s.substr(start, i - start));
      start = s.npos;
    } else if (start == s.npos) {
      start = i;
    }
    i += n;
  }
  if (start != s.npos) out.push_back(s.substr(start));
  return out;
}

std::optional<std::string> ToCase(int which, sv s) {
  std::string out;
  size_t done = 0;  // bytes of s that stand in out
  bool changed = false;
  for (size_t i = 0; i < s.size();) {
    int32_t r;
    int n = Decode(s.data() + i, s.data() + s.size(), &r);
    int32_t to = which == unicode::kLower ? unicode::ToLower(r) : r < 0x80 ? unicode::ToUpper(r) : unicode::To(which, r);
    // A malformed byte becomes U+FFFD, as with every mapping of runes.
    if (to != r || (r == kRuneError && n == 1)) {
      changed = true;
      out.append(s, done, i - done);
      char buf[4];
      out.append(buf, unicode::Encode(to, buf));
      done = i + n;
    }
    i += n;
  }
  if (!changed) return std::nullopt;
  out.append(s, done);
  return out;
}
std::optional<std::string> Replace(sv s, sv from, sv to, int64_t n) {
  if (from == to || n == 0) return std::nullopt;
  std::string out;
  int64_t done = 0;
  size_t start = 0;
  if (from.empty()) {
    for (size_t i = 0;; done++) {
      if (n >= 0 && done == n) break;
      out.append(to);
      if (i == s.size()) return out;
      int32_t r;
      int w = Decode(s.data() + i, s.data() + s.size(), &r);
      out.append(s, i, w);
      i += w;
      start = i;
    }
    out.append(s, start);
    return out;
  }
  for (int64_t i; (n < 0 || done < n) && (i = Index(s.substr(start), from)) >= 0; done++) {
    out.append(s, start, i).append(to);
    start += i + from.size();
  }
  if (done == 0) return std::nullopt;
  out.append(s, start);
  return out;
}
std::optional<std::string> ToValidUTF8(sv s, sv replacement) {
  std::string out;
  bool changed = false, bad = false;
  for (size_t i = 0; i < s.size();) {
    int32_t r;
    int n = Decode(s.data() + i, s.data() + s.size(), &r);
    bool invalid = r == kRuneError && n == 1;
    if (invalid && !changed) {
      changed = true;
      out.assign(s, 0, i);
    }
    if (invalid && !bad) out.append(replacement);
    if (!invalid && changed) out.append(s, i, n);
    bad = invalid;
    i += n;
  }
  if (!changed) return std::nullopt;
  return out;
}

}  // namespace minigo::stdlib::text
