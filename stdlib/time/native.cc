// Natives of package time: clocks, timers, zones, dates and layouts.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

#include "stdlib/time/zone.h"
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

using runtime::Chan;
using runtime::ChanStatus;
using runtime::Timer;
using time::Civil;
using time::ZoneData;

// Per engine.
struct TimeState {
  void* local = nullptr;  // &localLoc
  int64_t start = 0;      // of the program, monotonic: readings count from it, and are at least 1
  std::vector<std::unique_ptr<ZoneData>> zones;
  Mutex mu{LockRank::kStdlib};
};
TimeState* State(runtime::Runtime* rt) { return static_cast<TimeState*>(rt->stdlib[kTimeSlot]); }

// time.Time as it lies in memory.
struct GoTime {
  uint64_t wall;
  int64_t ext;
  void* loc;
};
constexpr int64_t kUnixTo1885 = 2682288000;  // seconds from 1885-01-01 to 1970-01-01
constexpr int64_t kWallToInternal = 59453308800;

void MakeTime(runtime::Runtime* rt, void* elem, int64_t late, int64_t fake_ns) {
  TimeState* s = State(rt);
  auto* t = static_cast<GoTime*>(elem);
  if (fake_ns != 0) {
    *t = {static_cast<uint64_t>(fake_ns % 1'000'000'000),
          fake_ns / 1'000'000'000 + kUnixTo1885 + kWallToInternal, s->local};
    return;
  }
  int64_t sec;
  int32_t nsec;
  runtime::WallTime(&sec, &nsec);
  int64_t ns = nsec - late % 1'000'000'000;
  sec -= late / 1'000'000'000 + (ns < 0 ? 1 : 0);
  nsec = static_cast<int32_t>(ns < 0 ? ns + 1'000'000'000 : ns);
  int64_t since = sec + kUnixTo1885;
  if (since < 0 || since >> 33 != 0) {
    *t = {static_cast<uint64_t>(nsec), since + kWallToInternal, s->local};
  } else {
    *t = {1ull << 63 | static_cast<uint64_t>(since) << 30 | static_cast<uint64_t>(nsec),
          runtime::NanoTime() - late - s->start, s->local};
  }
}

void SetLocal(M* m, void* local) {
  auto*& slot = m->rt->stdlib[kTimeSlot];
  if (slot == nullptr) {
    auto* s = new TimeState;
    s->start = runtime::NanoTime() - 1;
    slot = s;
    m->rt->stdlib_free[kTimeSlot] = [](void* p) { delete static_cast<TimeState*>(p); };
  }
  State(m->rt)->local = local;
  runtime::SetMakeTime(m->rt, &MakeTime);
}

// A bubble's time has no monotonic reading: it would mean nothing beside those from outside.
std::tuple<int64_t, int32_t, int64_t> Now(M* m) {
  if (int64_t fake = runtime::BubbleTime(m); fake != 0) [[unlikely]] {
    return {fake / 1'000'000'000, static_cast<int32_t>(fake % 1'000'000'000), 0};
  }
  int64_t sec;
  int32_t nsec;
  runtime::WallTime(&sec, &nsec);
  return {sec, nsec, runtime::NanoTime() - State(m->rt)->start};
}
int64_t NanoTime(M* m) {
  int64_t fake = runtime::BubbleTime(m);
  return fake != 0 ? fake : runtime::NanoTime();
}

NativeStatus Sleep(M* m, Slot* fp) {
  ChanStatus st = runtime::Sleep(m, static_cast<int64_t>(fp[0]));
  return st == ChanStatus::kParked ? NativeStatus::kParked : NativeStatus::kDone;
}
Timer* NewTimer(M* m, Chan* c, FuncVal* f, uint64_t pc) {
  return runtime::TimerNew(m, c, f, reinterpret_cast<const void*>(pc));
}
bool ResetTimer(M* m, Timer* t, int64_t when, int64_t period) {
  return runtime::TimerReset(m, t, when, period);
}
bool StopTimer(M* m, Timer* t) { return runtime::TimerStop(m, t); }

// ---- dates

std::tuple<int64_t, int64_t, int64_t, int64_t> CivilOf(int64_t days) {
  Civil c = time::CivilOf(days);
  return {c.year, c.month, c.day, c.yday};
}
int64_t DaysOf(int64_t year, int64_t month, int64_t day) {
  return time::DaysOf(year, static_cast<int>(month), day);
}
int64_t Remainder(int64_t sec, int32_t nsec, int64_t d) {
  __int128 total = static_cast<__int128>(sec) * 1000000000 + nsec;
  __int128 r = total % d;
  return static_cast<int64_t>(r < 0 ? r + d : r);
}

GoString DurationString(M* m, int64_t d) {
  uint64_t u = d < 0 ? 0 - static_cast<uint64_t>(d) : static_cast<uint64_t>(d);
  if (u == 0) return GoString(std::string_view("0s"));
  std::string s;
  // v/10^digits without trailing zeros of the fraction.
  auto fraction = [&s](uint64_t v, int digits) {
    uint64_t scale = 1;
    for (int i = 0; i < digits; i++) scale *= 10;
    s += std::to_string(v / scale);
    if (v % scale == 0) return;
    std::string f = std::to_string(v % scale + scale);
    f[0] = '.';
    while (f.back() == '0') f.pop_back();
    s += f;
  };
  if (d < 0) s += '-';
  if (u < 1000) {
    s += std::to_string(u) + "ns";
  } else if (u < 1000000) {
    fraction(u, 3);
    s += "µs";
  } else if (u < 1000000000) {
    fraction(u, 6);
    s += "ms";
  } else {
    uint64_t minutes = u / 60000000000;
    if (minutes >= 60) s += std::to_string(minutes / 60) + "h";
    if (minutes > 0) s += std::to_string(minutes % 60) + "m";
    fraction(u % 60000000000, 9);
    s += 's';
  }
  return MakeString(m, s);
}

// ---- zones

bool ReadFile(const std::string& path, std::string* out) {
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  char buf[8192];
  ssize_t n;
  // No zone file is anywhere near this large.
  while ((n = read(fd, buf, sizeof buf)) > 0 && out->size() < (10u << 20)) out->append(buf, n);
  int err = errno;
  close(fd);
  errno = err;
  return n == 0;
}

std::string_view Getenv(M* m, std::string_view key, bool* found) {
  for (const std::string& kv : m->rt->options.env) {
    if (kv.size() > key.size() && kv.starts_with(key) && kv[key.size()] == '=') {
      *found = true;
      return std::string_view(kv).substr(key.size() + 1);
    }
  }
  *found = false;
  return {};
}

ZoneData* Keep(M* m, std::unique_ptr<ZoneData> z) {
  TimeState* s = State(m->rt);
  MutexLock lock(s->mu);
  s->zones.push_back(std::move(z));
  return s->zones.back().get();
}

// code: 0, -1 malformed, or an errno.
ZoneData* LoadPath(M* m, const std::string& path, int64_t* code) {
  std::string file;
  errno = 0;
  if (!ReadFile(path, &file)) {
    *code = errno != 0 ? errno : EIO;
    return nullptr;
  }
  auto z = std::make_unique<ZoneData>();
  if (!time::ParseZone(file, z.get())) {
    *code = -1;
    return nullptr;
  }
  *code = 0;
  return Keep(m, std::move(z));
}

std::tuple<ZoneData*, int64_t> LoadNamed(M* m, std::string_view name) {
  std::vector<std::string> dirs;
  bool found;
  std::string_view env = Getenv(m, "ZONEINFO", &found);
  if (found && !env.empty()) dirs.emplace_back(env);
  for (const char* d : {"/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/locale/TZ", "/etc/zoneinfo"}) {
    dirs.emplace_back(d);
  }
  int64_t first = 0;
  for (const std::string& d : dirs) {
    int64_t code;
    if (ZoneData* z = LoadPath(m, d + "/" + std::string(name), &code)) return {z, 0};
    if (first == 0 && code != ENOENT) first = code;
  }
  return {nullptr, first != 0 ? first : ENOENT};
}
std::tuple<ZoneData*, int64_t> LoadZone(M* m, GoString name) { return LoadNamed(m, View(name)); }

std::tuple<GoString, ZoneData*> LoadLocal(M* m) {
  constexpr std::string_view kLocal = "Local";
  bool found;
  int64_t code;
  std::string_view tz = Getenv(m, "TZ", &found);
  if (!found) {
    if (ZoneData* z = LoadPath(m, "/etc/localtime", &code)) return {GoString(kLocal), z};
  } else {
    if (tz.starts_with(":")) tz.remove_prefix(1);
    if (tz.starts_with("/")) {
      if (ZoneData* z = LoadPath(m, std::string(tz), &code)) {
        return {tz == "/etc/localtime" ? GoString(kLocal) : MakeString(m, tz), z};
      }
    } else if (!tz.empty() && tz != "UTC") {
      auto [z, c] = LoadNamed(m, tz);
      if (z != nullptr) return {GoString(kLocal), z};
    }
  }
  return {GoString(std::string_view("UTC")), nullptr};
}

ZoneData* ParseZone(M* m, GoSlice data) {
  auto z = std::make_unique<ZoneData>();
  if (!time::ParseZone(View(data), z.get())) return nullptr;
  return Keep(m, std::move(z));
}
std::tuple<GoString, int64_t, int64_t, int64_t, bool> ZoneLookup(const ZoneData* z, int64_t sec) {
  time::ZoneInfo i = time::LookupZone(*z, sec);
  return {GoString(std::string_view(i.zone->name)), i.zone->offset, i.start, i.end, i.zone->is_dst};
}
std::tuple<int64_t, bool> ZoneByName(const ZoneData* z, GoString name, int64_t unix_sec) {
  int64_t offset = 0;
  bool ok = time::LookupZoneName(*z, View(name), unix_sec, &offset);
  return {offset, ok};
}

// ---- layouts

enum Std : int {
  kNone, kLongMonth, kMonth, kNumMonth, kZeroMonth, kLongWeekDay, kWeekDay, kDay, kUnderDay, kZeroDay,
  kUnderYearDay, kZeroYearDay, kHour, kHour12, kZeroHour12, kMinute, kZeroMinute, kSecond, kZeroSecond,
  kLongYear, kYear, kPM, kpm, kTZ, kISO8601TZ, kISO8601SecondsTZ, kISO8601ShortTZ, kISO8601ColonTZ,
  kISO8601ColonSecondsTZ, kNumTZ, kNumSecondsTZ, kNumShortTZ, kNumColonTZ, kNumColonSecondsTZ,
  kFracSecond0, kFracSecond9,
};
struct StdRow {
  std::string_view text;
  Std std;
};
// In the order of trial among those that begin alike.
constexpr StdRow kStds[] = {
    {"January", kLongMonth}, {"Jan", kMonth}, {"Monday", kLongWeekDay}, {"Mon", kWeekDay}, {"MST", kTZ},
    {"01", kZeroMonth}, {"02", kZeroDay}, {"03", kZeroHour12}, {"04", kZeroMinute}, {"05", kZeroSecond},
    {"06", kYear}, {"002", kZeroYearDay}, {"15", kHour}, {"1", kNumMonth}, {"2006", kLongYear}, {"2", kDay},
    {"__2", kUnderYearDay}, {"_2", kUnderDay}, {"3", kHour12}, {"4", kMinute}, {"5", kSecond}, {"PM", kPM},
    {"pm", kpm}, {"-070000", kNumSecondsTZ}, {"-07:00:00", kNumColonSecondsTZ}, {"-0700", kNumTZ},
    {"-07:00", kNumColonTZ}, {"-07", kNumShortTZ}, {"Z070000", kISO8601SecondsTZ},
    {"Z07:00:00", kISO8601ColonSecondsTZ}, {"Z0700", kISO8601TZ}, {"Z07:00", kISO8601ColonTZ},
    {"Z07", kISO8601ShortTZ},
};

// The element that begins at s[0], and its length; kNone if none does.
Std StdAt(std::string_view s, size_t* length) {
  char c = s[0];
  if (c == '.' || c == ',') {
    if (s.size() < 2 || (s[1] != '0' && s[1] != '9')) return kNone;
    size_t n = 1;
    while (n < s.size() && s[n] == s[1]) n++;
    // Digits after it: a number, not a fraction.
    if (n < s.size() && s[n] >= '0' && s[n] <= '9') return kNone;
    *length = n;
    return s[1] == '0' ? kFracSecond0 : kFracSecond9;
  }
  // "_2006" is a long year after an underscore.
  if (s.starts_with("_2006")) return kNone;
  for (const StdRow& row : kStds) {
    if (row.text[0] != c || !s.starts_with(row.text)) continue;
    // "January" is no "Jan" before other letters: "Janet" is plain text.
    if ((row.std == kMonth || row.std == kWeekDay) && s.size() > 3 && s[3] >= 'a' && s[3] <= 'z') continue;
    *length = row.text.size();
    return row.std;
  }
  return kNone;
}
std::tuple<int64_t, int64_t, int64_t> NextStd(GoString layout) {
  std::string_view s = View(layout);
  for (size_t i = 0; i < s.size(); i++) {
    size_t n;
    Std std = StdAt(s.substr(i), &n);
    if (std != kNone) {
      return {static_cast<int64_t>(i), static_cast<int64_t>(i + n), std};
    }
  }
  return {layout.len, layout.len, kNone};
}

constexpr std::string_view kMonths[] = {"January", "February", "March", "April", "May", "June", "July",
                                        "August", "September", "October", "November", "December"};
constexpr std::string_view kDays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

GoSlice FormatTime(M* m, GoSlice b, GoString layout, int64_t local, int64_t nsec, GoString zone, int64_t offset) {
  int64_t days = local / 86400, sec = local % 86400;
  if (sec < 0) {
    sec += 86400;
    days--;
  }
  Civil c = time::CivilOf(days);
  int64_t hour = sec / 3600, minute = sec % 3600 / 60, second = sec % 60;
  int64_t weekday = ((days + 4) % 7 + 7) % 7;
  int64_t hour12 = hour % 12 == 0 ? 12 : hour % 12;
  std::string out;
  auto number = [&out](int64_t v, size_t width) {
    if (v < 0) {
      out += '-';
      v = -v;
    }
    std::string s = std::to_string(v);
    if (s.size() < width) out.append(width - s.size(), '0');
    out += s;
  };
  std::string_view s = View(layout);
  for (size_t i = 0, n = 1; i < s.size(); i += n) {
    n = 1;
    Std std = StdAt(s.substr(i), &n);
    switch (std) {
      case kNone: out += s[i]; n = 1; break;
      case kYear: number((c.year < 0 ? -c.year : c.year) % 100, 2); break;
      case kLongYear: number(c.year, 4); break;
      case kMonth: out += kMonths[c.month - 1].substr(0, 3); break;
      case kLongMonth: out += kMonths[c.month - 1]; break;
      case kNumMonth: number(c.month, 0); break;
      case kZeroMonth: number(c.month, 2); break;
      case kWeekDay: out += kDays[weekday].substr(0, 3); break;
      case kLongWeekDay: out += kDays[weekday]; break;
      case kDay: number(c.day, 0); break;
      case kUnderDay: if (c.day < 10) out += ' '; number(c.day, 0); break;
      case kZeroDay: number(c.day, 2); break;
      case kUnderYearDay: if (c.yday < 100) out += c.yday < 10 ? "  " : " "; number(c.yday, 0); break;
      case kZeroYearDay: number(c.yday, 3); break;
      case kHour: number(hour, 2); break;
      case kHour12: number(hour12, 0); break;
      case kZeroHour12: number(hour12, 2); break;
      case kMinute: number(minute, 0); break;
      case kZeroMinute: number(minute, 2); break;
      case kSecond: number(second, 0); break;
      case kZeroSecond: number(second, 2); break;
      case kPM: out += hour >= 12 ? "PM" : "AM"; break;
      case kpm: out += hour >= 12 ? "pm" : "am"; break;
      case kTZ:
        if (zone.len != 0) {
          out += View(zone);
        } else {
          out += offset / 60 < 0 ? '-' : '+';
          int64_t z = std::abs(offset / 60);
          number(z / 60, 2);
          number(z % 60, 2);
        }
        break;
      case kFracSecond0:
      case kFracSecond9: {
        std::string digits = std::to_string(1000000000 + nsec).substr(1);
        size_t want = n - 1;
        digits.resize(std::min<size_t>(want, 9));
        if (want > 9) digits.append(want - 9, '0');
        if (std == kFracSecond9) {
          while (!digits.empty() && digits.back() == '0') digits.pop_back();
          if (digits.empty()) break;
        }
        out += s[i];
        out += digits;
        break;
      }
      default: {  // numeric zones
        bool iso = std >= kISO8601TZ && std <= kISO8601ColonSecondsTZ;
        if (iso && offset == 0) {
          out += 'Z';
          break;
        }
        int64_t z = offset / 60, abs = offset;
        if (z < 0) {
          out += '-';
          z = -z;
          abs = -abs;
        } else {
          out += '+';
        }
        number(z / 60, 2);
        bool colon_seconds = std == kISO8601ColonSecondsTZ || std == kNumColonSecondsTZ;
        if (std == kISO8601ColonTZ || std == kNumColonTZ || colon_seconds) out += ':';
        if (std != kNumShortTZ && std != kISO8601ShortTZ) number(z % 60, 2);
        if (colon_seconds || std == kISO8601SecondsTZ || std == kNumSecondsTZ) {
          if (colon_seconds) out += ':';
          number(abs % 60, 2);
        }
        break;
      }
    }
  }
  return AppendBytes(m, b, out);
}

}  // namespace

MINIGO_NATIVES(time, Native<&SetLocal>("setLocal"), Native<&Now>("now"),
               Native<&NanoTime>("nanotime"), Raw<&Sleep>("Sleep"),
               Native<&NewTimer>("newTimer"), Native<&ResetTimer>("resetTimer"),
               Native<&StopTimer>("stopTimer"), Native<&CivilOf>("civil"),
               Native<&DaysOf>("daysOf"), Native<&Remainder>("remainder"),
               Native<&DurationString>("durationString"), Native<&LoadZone>("loadZone"),
               Native<&LoadLocal>("loadLocal"), Native<&ParseZone>("parseZone"),
               Native<&ZoneLookup>("zoneLookup"), Native<&ZoneByName>("zoneByName"),
               Native<&NextStd>("nextStd"), Native<&FormatTime>("formatTime"))

}  // namespace minigo::stdlib
