// Time zones: a reader of the time zone database's files and the lookup of a moment's zone.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace minigo::stdlib::time {

constexpr int64_t kAlpha = INT64_MIN;  // the start of time
constexpr int64_t kOmega = INT64_MAX;  // the end of time

struct Zone {
  std::string name;
  int64_t offset = 0;
  bool is_dst = false;
};
struct Transition {
  int64_t when;
  uint8_t zone;
};
// What a zone file says. Immutable once read.
struct ZoneData {
  std::vector<Zone> zones;       // not empty
  std::vector<Transition> tx;    // not empty, sorted
  std::string extend;            // the rule (POSIX TZ) after the last transition
  // Zones that come from `extend`, kept here so that names stay valid.
  Zone extend_std, extend_dst;
};
struct ZoneInfo {
  const Zone* zone;
  int64_t start, end;
};

// False: malformed.
bool ParseZone(std::string_view file, ZoneData* out);
ZoneInfo LookupZone(const ZoneData& data, int64_t sec);
bool LookupZoneName(const ZoneData& data, std::string_view name, int64_t unix_sec, int64_t* offset);

// Dates. Days count from 1970-01-01, yday from 1.
struct Civil {
  int64_t year;
  int month, day, yday;
};
Civil CivilOf(int64_t days);
int64_t DaysOf(int64_t year, int month, int64_t day);

}  // namespace minigo::stdlib::time
