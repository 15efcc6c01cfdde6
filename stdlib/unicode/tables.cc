// Unicode properties: lookups in the generated tables, and the natives of package unicode.
#include "stdlib/unicode/tables.h"

#include <algorithm>
#include <iterator>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace unicode {
namespace {

struct Range16 {
  uint16_t lo, hi, stride;
};
struct Range32 {
  uint32_t lo, hi, stride;
};
struct TableRow {
  uint16_t at16, n16, at32, n32, latin_offset;
};
struct NameRow {
  uint8_t map;  // 0 Categories, 1 Scripts, 2 Properties, 3 FoldCategory, 4 FoldScript
  uint16_t table;
  const char* name;
};
struct CaseRow {
  uint32_t lo, hi;
  int32_t delta[3];
};
struct FoldPair {
  int32_t from, to;
};
struct AliasRow {
  const char *alias, *name;
};

#include "stdlib/unicode/tables.inc"

template <typename Range>
bool InRanges(const Range* p, int n, uint32_t r) {
  const Range* at = std::partition_point(p, p + n, [r](const Range& x) { return x.hi < r; });
  return at != p + n && at->lo <= r && (at->stride == 1 || (r - at->lo) % at->stride == 0);
}

bool In(int table, int32_t r) {
  if (r < 0 || r > kMaxRune) return false;
  const TableRow& t = kRows[table];
  if (r <= 0xFFFF) return InRanges(kRange16 + t.at16, t.n16, r);
  return InRanges(kRange32 + t.at32, t.n32, r);
}

// Properties of the first 256 runes.
enum : uint16_t {
  kL = 1, kMk = 2, kN = 4, kP = 8, kS = 16, kZ = 32, kUp = 64, kLow = 128, kSp = 256, kDig = 512, kTi = 1024,
};
struct Latin {
  uint16_t bits[256];
  Latin() {
    for (int r = 0; r < 256; r++) {
      bits[r] = (In(kTableL, r) ? kL : 0) | (In(kTableM, r) ? kMk : 0) | (In(kTableN, r) ? kN : 0) |
                (In(kTableP, r) ? kP : 0) | (In(kTableS, r) ? kS : 0) | (In(kTableZs, r) ? kZ : 0) |
                (In(kTableLu, r) ? kUp : 0) | (In(kTableLl, r) ? kLow : 0) |
                (In(kTableWhiteSpace, r) ? kSp : 0) | (In(kTableNd, r) ? kDig : 0) |
                (In(kTableLt, r) ? kTi : 0);
    }
  }
};
uint16_t LatinBits(int32_t r) {
  static const Latin latin;
  return latin.bits[r];
}
bool Has(int32_t r, uint16_t bit, int table) {
  return static_cast<uint32_t>(r) < 256 ? (LatinBits(r) & bit) != 0 : In(table, r);
}

const CaseRow* FindCase(const CaseRow* p, int n, uint32_t r) {
  const CaseRow* at = std::partition_point(p, p + n, [r](const CaseRow& x) { return x.hi < r; });
  return at != p + n && at->lo <= r ? at : nullptr;
}
int32_t Convert(int which, int32_t r, const CaseRow& c) {
  int32_t delta = c.delta[which];
  // Alternating upper and lower case from lo on.
  if (delta > kMaxRune) return c.lo + (((r - c.lo) & ~1) | (which & 1));
  return r + delta;
}

}  // namespace

bool IsLetter(int32_t r) { return Has(r, kL, kTableL); }
bool IsMark(int32_t r) { return Has(r, kMk, kTableM); }
bool IsNumber(int32_t r) { return Has(r, kN, kTableN); }
bool IsPunct(int32_t r) { return Has(r, kP, kTableP); }
bool IsSymbol(int32_t r) { return Has(r, kS, kTableS); }
bool IsDigit(int32_t r) { return Has(r, kDig, kTableNd); }
bool IsUpper(int32_t r) { return Has(r, kUp, kTableLu); }
bool IsLower(int32_t r) { return Has(r, kLow, kTableLl); }
bool IsTitle(int32_t r) { return Has(r, kTi, kTableLt); }
bool IsSpace(int32_t r) { return Has(r, kSp, kTableWhiteSpace); }
bool IsPrint(int32_t r) {
  if (static_cast<uint32_t>(r) < 256) {
    return r == ' ' || (LatinBits(r) & (kL | kMk | kN | kP | kS)) != 0;
  }
  return In(kTableL, r) || In(kTableM, r) || In(kTableN, r) || In(kTableP, r) || In(kTableS, r);
}
bool IsGraphic(int32_t r) {
  if (static_cast<uint32_t>(r) < 256) {
    return (LatinBits(r) & (kL | kMk | kN | kP | kS | kZ)) != 0;
  }
  return IsPrint(r) || In(kTableZs, r);
}

int32_t To(int which, int32_t r) {
  if (which < 0 || which > 2) return kRuneError;
  const CaseRow* c = r < 0 ? nullptr : FindCase(kCases, std::size(kCases), r);
  return c == nullptr ? r : Convert(which, r, *c);
}

int32_t SimpleFold(int32_t r) {
  if (r < 0 || r > kMaxRune) return r;
  if (r < 128) {
    if (r == 'K') return 'k';
    if (r == 'k') return 0x212A;  // KELVIN SIGN
    if (r == 's') return 0x17F;   // LATIN SMALL LETTER LONG S
    if (r >= 'A' && r <= 'Z') return r + 32;
    if (r >= 'a' && r <= 'z') return r - 32;
    return r;
  }
  const FoldPair* at = std::partition_point(std::begin(kOrbit), std::end(kOrbit),
                                            [r](const FoldPair& p) { return p.from < r; });
  if (at != std::end(kOrbit) && at->from == r) return at->to;
  int32_t l = To(kLower, r);
  return l != r ? l : To(kUpper, r);
}

int Decode(const char* p, const char* end, int32_t* r) {
  auto b = [p](int i) { return static_cast<uint8_t>(p[i]); };
  auto cont = [&](int i) { return (b(i) & 0xC0) == 0x80; };
  uint8_t c = b(0);
  int64_t left = end - p;
  if (c < 0x80) {
    *r = c;
    return 1;
  }
  if (c >= 0xC2 && c <= 0xDF) {
    if (left >= 2 && cont(1)) {
      *r = (c & 0x1F) << 6 | (b(1) & 0x3F);
      return 2;
    }
  } else if (c >= 0xE0 && c <= 0xEF) {
    if (left >= 3 && cont(1) && cont(2)) {
      int32_t v = (c & 0xF) << 12 | (b(1) & 0x3F) << 6 | (b(2) & 0x3F);
      if (v >= 0x800 && (v < 0xD800 || v > 0xDFFF)) {
        *r = v;
        return 3;
      }
    }
  } else if (c >= 0xF0 && c <= 0xF4) {
    if (left >= 4 && cont(1) && cont(2) && cont(3)) {
      int32_t v = (c & 7) << 18 | (b(1) & 0x3F) << 12 | (b(2) & 0x3F) << 6 | (b(3) & 0x3F);
      if (v >= 0x10000 && v <= kMaxRune) {
        *r = v;
        return 4;
      }
    }
  }
  *r = kRuneError;
  return 1;
}

int Encode(int32_t r, char* out) {
  if (r < 0 || r > kMaxRune || (r >= 0xD800 && r <= 0xDFFF)) r = kRuneError;
  if (r < 0x80) {
    out[0] = static_cast<char>(r);
    return 1;
  }
  if (r < 0x800) {
    out[0] = static_cast<char>(0xC0 | r >> 6);
    out[1] = static_cast<char>(0x80 | (r & 0x3F));
    return 2;
  }
  if (r < 0x10000) {
    out[0] = static_cast<char>(0xE0 | r >> 12);
    out[1] = static_cast<char>(0x80 | (r >> 6 & 0x3F));
    out[2] = static_cast<char>(0x80 | (r & 0x3F));
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | r >> 18);
  out[1] = static_cast<char>(0x80 | (r >> 12 & 0x3F));
  out[2] = static_cast<char>(0x80 | (r >> 6 & 0x3F));
  out[3] = static_cast<char>(0x80 | (r & 0x3F));
  return 4;
}

}  // namespace unicode

namespace {

using namespace unicode;  // NOLINT: the natives of the package of that name

// unicode.RangeTable.
struct GoRangeTable {
  GoSlice r16, r32;
  int64_t latin_offset;
};

int64_t TableCount() { return std::size(kRows); }
// Fills the library's RangeTables; their ranges stay where they are.
void FillTables(GoSlice tables) {
  auto* t = tables.as<GoRangeTable>();
  for (int64_t i = 0; i < tables.len && i < TableCount(); i++) {
    const TableRow& row = kRows[i];
    if (row.n16 != 0) t[i].r16 = {kRange16 + row.at16, row.n16, row.n16};
    if (row.n32 != 0) t[i].r32 = {kRange32 + row.at32, row.n32, row.n32};
    t[i].latin_offset = row.latin_offset;
  }
}
// Adds all rows of map `which` to `map`, a map[string]*RangeTable.
void FillMap(M* m, Iface map, int64_t which, GoSlice tables) {
  const auto* type = runtime::As<runtime::MapType>(map.type);
  for (const NameRow& row : kNames) {
    if (row.map != which) continue;
    runtime::MapStatus st;
    void* elem = runtime::MapAssignStr(m, type, static_cast<runtime::Map*>(map.data),
                                       GoString(std::string_view(row.name)), &st);
    *static_cast<void**>(elem) = tables.as<GoRangeTable>() + row.table;
  }
}
// The same for CategoryAliases, a map[string]string.
void FillAliases(M* m, Iface map) {
  const auto* type = runtime::As<runtime::MapType>(map.type);
  for (const AliasRow& row : kAliases) {
    runtime::MapStatus st;
    void* elem = runtime::MapAssignStr(m, type, static_cast<runtime::Map*>(map.data),
                                       GoString(std::string_view(row.alias)), &st);
    *static_cast<GoString*>(elem) = GoString(std::string_view(row.name));
  }
}
GoSlice CaseRangesOf() {
  // Shared by all engines; writable only so that a program that changes it does not crash.
  static CaseRow* rows = [] {
    auto* p = new CaseRow[std::size(kCases)];
    std::copy(std::begin(kCases), std::end(kCases), p);
    return p;
  }();
  return {rows, static_cast<int64_t>(std::size(kCases)), static_cast<int64_t>(std::size(kCases))};
}

bool IsInTable(const GoRangeTable* t, int32_t r) {
  if (r < 0) return false;
  const auto* p16 = static_cast<const Range16*>(t->r16.data);
  if (t->r16.len > 0 && static_cast<uint32_t>(r) <= p16[t->r16.len - 1].hi) {
    return InRanges(p16, static_cast<int>(t->r16.len), r);
  }
  const auto* p32 = static_cast<const Range32*>(t->r32.data);
  if (t->r32.len > 0 && static_cast<uint32_t>(r) >= p32[0].lo) {
    return InRanges(p32, static_cast<int>(t->r32.len), r);
  }
  return false;
}
int32_t NativeTo(int64_t which, int32_t r) {
  return which < 0 || which > 2 ? kRuneError : unicode::To(static_cast<int>(which), r);
}
int32_t NativeUpper(int32_t r) { return ToUpper(r); }
int32_t NativeLower(int32_t r) { return ToLower(r); }
int32_t NativeTitle(int32_t r) { return r < 128 ? ToUpper(r) : unicode::To(kTitle, r); }
// unicode.SpecialCase's lookup: the mapping and whether one was found.
std::tuple<int32_t, bool> SpecialTo(int64_t which, int32_t r, GoSlice cases) {
  if (which < 0 || which > 2) return {kRuneError, false};
  const auto* p = cases.as<CaseRow>();
  const CaseRow* c = r < 0 ? nullptr : FindCase(p, static_cast<int>(cases.len), r);
  if (c == nullptr) return {r, false};
  return {Convert(static_cast<int>(which), r, *c), true};
}
int32_t NativeFold(int32_t r) { return unicode::SimpleFold(r); }

}  // namespace

MINIGO_NATIVES(unicode, Native<&FillTables>("fillTables"), Native<&FillMap>("fillMap"),
               Native<&FillAliases>("fillAliases"), Native<&CaseRangesOf>("caseRanges"),
               Native<&IsInTable>("isIn"), Native<&NativeTo>("To"),
               Native<&NativeUpper>("ToUpper"), Native<&NativeLower>("ToLower"),
               Native<&NativeTitle>("ToTitle"), Native<&SpecialTo>("specialTo"),
               Native<&NativeFold>("SimpleFold"), Native<&unicode::IsPrint>("IsPrint"),
               Native<&unicode::IsGraphic>("IsGraphic"), Native<&unicode::IsSpace>("IsSpace"),
               Native<&unicode::IsLetter>("IsLetter"), Native<&unicode::IsMark>("IsMark"),
               Native<&unicode::IsNumber>("IsNumber"), Native<&unicode::IsPunct>("IsPunct"),
               Native<&unicode::IsSymbol>("IsSymbol"), Native<&unicode::IsDigit>("IsDigit"),
               Native<&unicode::IsUpper>("IsUpper"), Native<&unicode::IsLower>("IsLower"),
               Native<&unicode::IsTitle>("IsTitle"))

}  // namespace minigo::stdlib
