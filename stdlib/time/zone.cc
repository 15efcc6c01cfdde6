// Time zones: a reader of the time zone database's files (RFC 8536) and the lookup of a moment's zone.
#include "stdlib/time/zone.h"

#include <algorithm>

namespace minigo::stdlib::time {
namespace {

constexpr int64_t kDay = 86400;

bool IsLeap(int64_t y) { return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0); }

class Reader {
 public:
  explicit Reader(std::string_view s) : s_(s) {}
  bool ok() const { return ok_; }
  std::string_view Take(size_t n) {
    if (n > s_.size()) {
      ok_ = false;
      s_ = {};
      return {};
    }
    std::string_view r = s_.substr(0, n);
    s_.remove_prefix(n);
    return r;
  }
  uint64_t Big(size_t n) {
    uint64_t v = 0;
    for (char c : Take(n)) v = v << 8 | static_cast<uint8_t>(c);
    return v;
  }
  std::string_view rest() const { return s_; }

 private:
  std::string_view s_;
  bool ok_ = true;
};

// ---- POSIX TZ rules, such as EST5EDT,M3.2.0,M11.1.0

struct Rule {
  enum Kind { kJulian, kDayOfYear, kMonthWeekDay } kind;
  int day = 0, week = 0, month = 0;
  int64_t time = 0;
};

bool Number(std::string_view* s, int min, int max, int* out) {
  int n = 0;
  size_t i = 0;
  for (; i < s->size() && (*s)[i] >= '0' && (*s)[i] <= '9'; i++) {
    n = n * 10 + ((*s)[i] - '0');
    if (n > max) return false;
  }
  if (i == 0 || n < min) return false;
  *out = n;
  s->remove_prefix(i);
  return true;
}

bool Name(std::string_view* s, std::string* out) {
  if (s->empty()) return false;
  if ((*s)[0] != '<') {
    size_t i = 0;
    for (; i < s->size(); i++) {
      char c = (*s)[i];
      if ((c >= '0' && c <= '9') || c == ',' || c == '-' || c == '+') break;
    }
    if (i < 3) return false;
    *out = s->substr(0, i);
    s->remove_prefix(i);
    return true;
  }
  size_t end = s->find('>');
  if (end == s->npos) return false;
  *out = s->substr(1, end - 1);
  s->remove_prefix(end + 1);
  return true;
}

// [+-]hh[:mm[:ss]]
bool Offset(std::string_view* s, int64_t* out) {
  bool neg = false;
  if (!s->empty() && ((*s)[0] == '+' || (*s)[0] == '-')) {
    neg = (*s)[0] == '-';
    s->remove_prefix(1);
  }
  int h, m = 0, sec = 0;
  if (!Number(s, 0, 24 * 7, &h)) return false;
  if (s->starts_with(":")) {
    s->remove_prefix(1);
    if (!Number(s, 0, 59, &m)) return false;
    if (s->starts_with(":")) {
      s->remove_prefix(1);
      if (!Number(s, 0, 59, &sec)) return false;
    }
  }
  *out = (h * 60 + m) * 60 + sec;
  if (neg) *out = -*out;
  return true;
}

bool ParseRule(std::string_view* s, Rule* r) {
  if (s->empty()) return false;
  if ((*s)[0] == 'J') {
    s->remove_prefix(1);
    r->kind = Rule::kJulian;
    if (!Number(s, 1, 365, &r->day)) return false;
  } else if ((*s)[0] == 'M') {
    s->remove_prefix(1);
    r->kind = Rule::kMonthWeekDay;
    if (!Number(s, 1, 12, &r->month) || !s->starts_with(".")) return false;
    s->remove_prefix(1);
    if (!Number(s, 1, 5, &r->week) || !s->starts_with(".")) return false;
    s->remove_prefix(1);
    if (!Number(s, 0, 6, &r->day)) return false;
  } else {
    r->kind = Rule::kDayOfYear;
    if (!Number(s, 0, 365, &r->day)) return false;
  }
  if (!s->starts_with("/")) {
    r->time = 2 * 3600;
    return true;
  }
  s->remove_prefix(1);
  return Offset(s, &r->time);
}

int DaysInMonth(int64_t year, int month) {
  return static_cast<int>(month == 12 ? 31 : DaysOf(year, month + 1, 1) - DaysOf(year, month, 1));
}

// Seconds since the start of the year at which the rule takes effect.
int64_t RuleTime(int64_t year, const Rule& r, int64_t offset) {
  int64_t s = 0;
  switch (r.kind) {
    case Rule::kJulian:
      s = (r.day - 1) * kDay;
      if (IsLeap(year) && r.day >= 60) s += kDay;
      break;
    case Rule::kDayOfYear:
      s = r.day * kDay;
      break;
    case Rule::kMonthWeekDay: {
      int64_t first = DaysOf(year, r.month, 1);
      int dow = static_cast<int>(((first + 4) % 7 + 7) % 7);
      int d = r.day - dow;
      if (d < 0) d += 7;
      for (int i = 1; i < r.week; i++) {
        if (d + 7 >= DaysInMonth(year, r.month)) break;
        d += 7;
      }
      s = (first - DaysOf(year, 1, 1) + d) * kDay;
      break;
    }
  }
  return s + r.time - offset;
}

struct Extension {
  Zone std, dst;
  bool has_dst = false;
  Rule start, end;
};

bool ParseExtension(std::string_view s, Extension* x) {
  if (!Name(&s, &x->std.name) || !Offset(&s, &x->std.offset)) return false;
  x->std.offset = -x->std.offset;
  if (s.empty() || s[0] == ',') return true;
  if (!Name(&s, &x->dst.name)) return false;
  if (s.empty() || s[0] == ',') {
    x->dst.offset = x->std.offset + 3600;
  } else {
    if (!Offset(&s, &x->dst.offset)) return false;
    x->dst.offset = -x->dst.offset;
  }
  x->dst.is_dst = true;
  x->has_dst = true;
  if (s.empty()) s = ",M3.2.0,M11.1.0";
  if (s[0] != ',' && s[0] != ';') return false;
  s.remove_prefix(1);
  if (!ParseRule(&s, &x->start) || !s.starts_with(",")) return false;
  s.remove_prefix(1);
  return ParseRule(&s, &x->end) && s.empty();
}

// The zone that the extension gives for `sec`, after the last transition at `last`.
bool Extended(const ZoneData& data, int64_t last, int64_t sec, ZoneInfo* out) {
  Extension x;
  if (!ParseExtension(data.extend, &x)) return false;
  if (!x.has_dst) {
    *out = {&data.extend_std, last, kOmega};
    return true;
  }
  int64_t days = sec / kDay - (sec % kDay < 0 ? 1 : 0);
  int64_t year = CivilOf(days).year;
  int64_t start_of_year = DaysOf(year, 1, 1) * kDay;
  int64_t at = sec - start_of_year;
  int64_t from = RuleTime(year, x.start, x.std.offset);
  int64_t to = RuleTime(year, x.end, x.dst.offset);
  const Zone *outside = &data.extend_std, *inside = &data.extend_dst;
  if (to < from) {
    std::swap(from, to);
    std::swap(outside, inside);
  }
  // Away from a transition the bounds are those of the year.
  if (at < from) {
    *out = {outside, start_of_year, from + start_of_year};
  } else if (at >= to) {
    *out = {outside, to + start_of_year, start_of_year + 365 * kDay};
  } else {
    *out = {inside, from + start_of_year, to + start_of_year};
  }
  return true;
}

// The zone in use before the first transition.
size_t FirstZone(const ZoneData& d) {
  bool used = std::any_of(d.tx.begin(), d.tx.end(), [](const Transition& t) { return t.zone == 0; });
  if (!used) return 0;
  if (!d.tx.empty() && d.zones[d.tx[0].zone].is_dst) {
    for (int z = d.tx[0].zone - 1; z >= 0; z--) {
      if (!d.zones[z].is_dst) return z;
    }
  }
  for (size_t z = 0; z < d.zones.size(); z++) {
    if (!d.zones[z].is_dst) return z;
  }
  return 0;
}

}  // namespace

Civil CivilOf(int64_t days) {
  // Years begin in March here, so that the leap day is the last of its year.
  int64_t z = days + 719468;
  int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  int64_t doe = z - era * 146097;
  int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int64_t mp = (5 * doy + 2) / 153;
  Civil c;
  c.day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  c.month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  c.year = yoe + era * 400 + (c.month <= 2 ? 1 : 0);
  c.yday = static_cast<int>(days - DaysOf(c.year, 1, 1)) + 1;
  return c;
}

int64_t DaysOf(int64_t year, int month, int64_t day) {
  year -= month <= 2 ? 1 : 0;
  int64_t era = (year >= 0 ? year : year - 399) / 400;
  int64_t yoe = year - era * 400;
  int64_t doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5;
  int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468 + day - 1;
}

bool ParseZone(std::string_view file, ZoneData* out) {
  Reader r(file);
  size_t time_size = 4;
  int version = 0;
  uint64_t utc = 0, std_count = 0, leap = 0, times = 0, types = 0, chars = 0;
  auto header = [&] {
    if (r.Take(4) != "TZif") return false;
    char v = static_cast<char>(r.Big(1));
    version = v == 0 ? 1 : v == '2' ? 2 : v == '3' ? 3 : v == '4' ? 4 : 0;
    r.Take(15);
    utc = r.Big(4);
    std_count = r.Big(4);
    leap = r.Big(4);
    times = r.Big(4);
    types = r.Big(4);
    chars = r.Big(4);
    return r.ok() && version != 0;
  };
  if (!header()) return false;
  if (version > 1) {
    // The first block has 4-byte times: the second says the same with 8-byte times.
    r.Take(times * 4 + times + types * 6 + chars + leap * 8 + std_count + utc);
    if (!header()) return false;
    time_size = 8;
  }
  if (times > file.size() || types > file.size()) return false;
  std::string_view when = r.Take(times * time_size);
  std::string_view index = r.Take(times);
  std::string_view zones = r.Take(types * 6);
  std::string_view names = r.Take(chars);
  r.Take(leap * (time_size + 4) + std_count + utc);
  if (!r.ok() || types == 0) return false;
  std::string_view rest = r.rest();
  if (rest.size() > 2 && rest.front() == '\n' && rest.back() == '\n') {
    out->extend = rest.substr(1, rest.size() - 2);
  }
  Reader z(zones);
  for (uint64_t i = 0; i < types; i++) {
    Zone zone;
    zone.offset = static_cast<int32_t>(z.Big(4));
    zone.is_dst = z.Big(1) != 0;
    size_t at = z.Big(1);
    if (at >= names.size()) return false;
    std::string_view name = names.substr(at);
    zone.name = name.substr(0, name.find('\0'));
    out->zones.push_back(std::move(zone));
  }
  Reader w(when);
  for (uint64_t i = 0; i < times; i++) {
    uint64_t t = w.Big(time_size);
    uint8_t zone = static_cast<uint8_t>(index[i]);
    if (zone >= types) return false;
    out->tx.push_back({time_size == 8 ? static_cast<int64_t>(t) : static_cast<int32_t>(t), zone});
  }
  if (out->tx.empty()) out->tx.push_back({kAlpha, 0});
  Extension x;
  if (ParseExtension(out->extend, &x)) {
    out->extend_std = x.std;
    out->extend_dst = x.dst;
  }
  return true;
}

ZoneInfo LookupZone(const ZoneData& d, int64_t sec) {
  if (sec < d.tx[0].when) {
    return {&d.zones[FirstZone(d)], kAlpha, d.tx[0].when};
  }
  auto next = std::upper_bound(d.tx.begin(), d.tx.end(), sec,
                               [](int64_t s, const Transition& t) { return s < t.when; });
  const Transition& t = next[-1];
  if (next == d.tx.end() && !d.extend.empty()) {
    ZoneInfo info;
    if (Extended(d, t.when, sec, &info)) return info;
  }
  return {&d.zones[t.zone], t.when, next == d.tx.end() ? kOmega : next->when};
}

bool LookupZoneName(const ZoneData& d, std::string_view name, int64_t unix_sec, int64_t* offset) {
  for (const Zone& z : d.zones) {
    if (z.name != name) continue;
    const Zone* at = LookupZone(d, unix_sec - z.offset).zone;
    if (at->name == z.name) {
      *offset = at->offset;
      return true;
    }
  }
  for (const Zone& z : d.zones) {
    if (z.name == name) {
      *offset = z.offset;
      return true;
    }
  }
  return false;
}

}  // namespace minigo::stdlib::time
