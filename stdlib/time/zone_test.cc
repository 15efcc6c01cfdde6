// Tests of dates and time zones.
#include "stdlib/time/zone.h"

#include <string>

#include "gtest/gtest.h"

namespace minigo::stdlib::time {
namespace {

TEST(CivilTest, RoundTrip) {
  for (int64_t d = -800000; d < 800000; d += 37) {
    Civil c = CivilOf(d);
    EXPECT_EQ(DaysOf(c.year, c.month, c.day), d);
    EXPECT_GE(c.yday, 1);
    EXPECT_LE(c.yday, 366);
  }
  Civil c = CivilOf(0);
  EXPECT_EQ(c.year, 1970);
  EXPECT_EQ(c.month, 1);
  EXPECT_EQ(c.day, 1);
  EXPECT_EQ(CivilOf(DaysOf(2000, 2, 29)).yday, 60);
}

std::string Big(uint64_t v, int n) {
  std::string s;
  for (int i = n - 1; i >= 0; i--) s += static_cast<char>(v >> (8 * i));
  return s;
}

// A file with the zones STD (+1h) and DST (+2h), no transition, and a rule.
std::string File(const std::string& rule) {
  std::string names("STD\0DST\0", 8);
  auto block = [&](char version) {
    return "TZif" + std::string(1, version) + std::string(15, '\0') + Big(0, 4) + Big(0, 4) + Big(0, 4) + Big(0, 4) +
           Big(2, 4) + Big(8, 4) + Big(3600, 4) + Big(0, 1) + Big(0, 1) + Big(7200, 4) + Big(1, 1) + Big(4, 1) + names;
  };
  return block('2') + block('2') + "\n" + rule + "\n";
}

TEST(ZoneTest, RuleAfterTheLastTransition) {
  ZoneData z;
  ASSERT_TRUE(ParseZone(File("STD-1DST,M3.5.0,M10.5.0/3"), &z));
  // 2024-03-31 01:00:00 UTC and 2024-10-27 01:00:00 UTC.
  EXPECT_EQ(LookupZone(z, 1711846799).zone->name, "STD");
  EXPECT_EQ(LookupZone(z, 1711846800).zone->name, "DST");
  EXPECT_EQ(LookupZone(z, 1711846800).zone->offset, 7200);
  EXPECT_EQ(LookupZone(z, 1729990799).zone->name, "DST");
  EXPECT_EQ(LookupZone(z, 1729990800).zone->name, "STD");
  EXPECT_EQ(LookupZone(z, 1711846800).start, 1711846800);
  EXPECT_EQ(LookupZone(z, 1711846800).end, 1729990800);
}

TEST(ZoneTest, Malformed) {
  std::string good = File("STD-1");
  for (size_t n = 0; n + 8 < good.size(); n++) {
    ZoneData z;
    EXPECT_FALSE(ParseZone(std::string_view(good).substr(0, n), &z)) << n;
  }
  ZoneData z;
  EXPECT_FALSE(ParseZone("not a zone file at all, not a zone file at all", &z));
}

}  // namespace
}  // namespace minigo::stdlib::time
