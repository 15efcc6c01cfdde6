// Package time measures and shows time.
package time

import (
	"errors"
)

// A Time is a moment with the precision of a nanosecond, and the location in which it is shown.
//
// wall and ext encode the moment. If the top bit of wall (hasMonotonic) is set, the next 33 bits are the seconds since the
// year 1885, the last 30 the nanoseconds, and ext is a reading of the monotonic clock in nanoseconds since the program began.
// Otherwise ext holds the seconds since the year 1, and wall the nanoseconds.
type Time struct {
	wall uint64
	ext  int64
	loc  *Location // nil: UTC
}

const (
	hasMonotonic = 1 << 63
	nsecMask     = 1<<30 - 1
	nsecShift    = 30

	secondsPerMinute = 60
	secondsPerHour   = 3600
	secondsPerDay    = 86400

	unixToInternal = (1969*365 + 1969/4 - 1969/100 + 1969/400) * secondsPerDay
	wallToInternal = (1884*365 + 1884/4 - 1884/100 + 1884/400) * secondsPerDay
	minWall        = wallToInternal
)

// A Month is a month of the year: January is 1.
type Month int

// The months.
const (
	January Month = 1 + iota
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
)

// String returns the English name.
func (m Month) String() string {
	if January <= m && m <= December {
		return longMonthName(m)
	}
	return "%!Month(" + utoa(uint64(m)) + ")"
}

// A Weekday is a day of the week: Sunday is 0.
type Weekday int

// The days of the week.
const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

// String returns the English name.
func (d Weekday) String() string {
	if Sunday <= d && d <= Saturday {
		return longDayName(d)
	}
	return "%!Weekday(" + utoa(uint64(d)) + ")"
}

func utoa(v uint64) string {
	var buf [20]byte
	i := len(buf)
	for {
		i--
		buf[i] = byte('0' + v%10)
		v /= 10
		if v == 0 {
			return string(buf[i:])
		}
	}
}

func now() (sec int64, nsec int32, mono int64)

// civil splits days since 1970-01-01; yday counts from 1.
func civil(days int64) (year int, month Month, day, yday int)

// daysOf is the number of days from 1970-01-01 to a date; month may not be out of range, day may.
func daysOf(year int64, month Month, day int) int64

// Now returns the current local time.
func Now() Time {
	sec, nsec, mono := now()
	if mono == 0 {
		return Time{uint64(nsec), sec + unixToInternal, Local}
	}
	sec += unixToInternal - minWall
	if uint64(sec)>>33 != 0 {
		return Time{uint64(nsec), sec + minWall, Local}
	}
	return Time{hasMonotonic | uint64(sec)<<nsecShift | uint64(nsec), mono, Local}
}

func unixTime(sec int64, nsec int32) Time {
	return Time{uint64(nsec), sec + unixToInternal, Local}
}

// Unix returns the local time of sec seconds and nsec nanoseconds since 1970-01-01 UTC.
func Unix(sec int64, nsec int64) Time {
	if nsec < 0 || nsec >= 1e9 {
		n := nsec / 1e9
		sec += n
		nsec -= n * 1e9
		if nsec < 0 {
			nsec += 1e9
			sec--
		}
	}
	return unixTime(sec, int32(nsec))
}

// UnixMilli returns the local time of msec milliseconds since 1970-01-01 UTC.
func UnixMilli(msec int64) Time { return Unix(msec/1e3, (msec%1e3)*1e6) }

// UnixMicro returns the local time of usec microseconds since 1970-01-01 UTC.
func UnixMicro(usec int64) Time { return Unix(usec/1e6, (usec%1e6)*1e3) }

func (t *Time) nsec() int32 { return int32(t.wall & nsecMask) }

// sec returns the seconds since the year 1.
func (t *Time) sec() int64 {
	if t.wall&hasMonotonic != 0 {
		return wallToInternal + int64(t.wall<<1>>(nsecShift+1))
	}
	return t.ext
}

func (t *Time) unixSec() int64 { return t.sec() - unixToInternal }

func (t *Time) addSec(d int64) {
	if t.wall&hasMonotonic != 0 {
		sec := int64(t.wall << 1 >> (nsecShift + 1))
		dsec := sec + d
		if 0 <= dsec && dsec <= 1<<33-1 {
			t.wall = t.wall&nsecMask | uint64(dsec)<<nsecShift | hasMonotonic
			return
		}
		t.stripMono()
	}
	sum := t.ext + d
	switch {
	case (sum > t.ext) == (d > 0):
		t.ext = sum
	case d > 0:
		t.ext = 1<<63 - 1
	default:
		t.ext = -(1<<63 - 1)
	}
}

func (t *Time) stripMono() {
	if t.wall&hasMonotonic != 0 {
		t.ext = t.sec()
		t.wall &= nsecMask
	}
}

func (t *Time) setLoc(loc *Location) {
	if loc == &utcLoc {
		loc = nil
	}
	t.stripMono()
	t.loc = loc
}

// After reports whether t is after u.
func (t Time) After(u Time) bool {
	if t.wall&u.wall&hasMonotonic != 0 {
		return t.ext > u.ext
	}
	ts, us := t.sec(), u.sec()
	return ts > us || ts == us && t.nsec() > u.nsec()
}

// Before reports whether t is before u.
func (t Time) Before(u Time) bool { return u.After(t) }

// Compare returns -1, 0 or +1 as t is before, at or after u.
func (t Time) Compare(u Time) int {
	switch {
	case u.After(t):
		return -1
	case t.After(u):
		return +1
	}
	return 0
}

// Equal reports whether t and u are the same moment, whatever their locations.
func (t Time) Equal(u Time) bool {
	if t.wall&u.wall&hasMonotonic != 0 {
		return t.ext == u.ext
	}
	return t.sec() == u.sec() && t.nsec() == u.nsec()
}

// IsZero reports whether t is the zero Time, January 1 of the year 1, UTC.
func (t Time) IsZero() bool { return t.sec() == 0 && t.nsec() == 0 }

// zone returns the zone in use at t and the seconds since 1970 shown by clocks there.
func (t *Time) zone() (name string, offset int, local int64) {
	sec := t.unixSec()
	l := t.loc.get()
	if l == &utcLoc {
		return "UTC", 0, sec
	}
	name, offset, _, _, _ = l.lookup(sec)
	return name, offset, sec + int64(offset)
}

func (t *Time) local() int64 {
	_, _, s := t.zone()
	return s
}

// split divides local seconds into days and the seconds of the day.
func split(local int64) (days int64, sec int) {
	days = local / secondsPerDay
	rest := local % secondsPerDay
	if rest < 0 {
		days--
		rest += secondsPerDay
	}
	return days, int(rest)
}

// Date returns the date of t.
func (t Time) Date() (year int, month Month, day int) {
	days, _ := split(t.local())
	year, month, day, _ = civil(days)
	return
}

// Year returns the year of t.
func (t Time) Year() int {
	y, _, _ := t.Date()
	return y
}

// Month returns the month of t.
func (t Time) Month() Month {
	_, m, _ := t.Date()
	return m
}

// Day returns the day of the month of t.
func (t Time) Day() int {
	_, _, d := t.Date()
	return d
}

// YearDay returns the day of the year of t, from 1.
func (t Time) YearDay() int {
	days, _ := split(t.local())
	_, _, _, yday := civil(days)
	return yday
}

func weekday(days int64) Weekday {
	w := (days + 4) % 7
	if w < 0 {
		w += 7
	}
	return Weekday(w)
}

// Weekday returns the day of the week of t.
func (t Time) Weekday() Weekday {
	days, _ := split(t.local())
	return weekday(days)
}

// ISOWeek returns the ISO 8601 year and week of t.
func (t Time) ISOWeek() (year, week int) {
	days, _ := split(t.local())
	// The week belongs to the year that its Thursday is in.
	w := (int64(weekday(days)) + 6) % 7
	y, _, _, yday := civil(days + 3 - w)
	return y, (yday-1)/7 + 1
}

// Clock returns the time of day of t.
func (t Time) Clock() (hour, min, sec int) {
	_, s := split(t.local())
	return s / 3600, s % 3600 / 60, s % 60
}

// Hour returns the hour of t.
func (t Time) Hour() int {
	h, _, _ := t.Clock()
	return h
}

// Minute returns the minute of t.
func (t Time) Minute() int {
	_, m, _ := t.Clock()
	return m
}

// Second returns the second of t.
func (t Time) Second() int {
	_, _, s := t.Clock()
	return s
}

// Nanosecond returns the nanoseconds within the second of t.
func (t Time) Nanosecond() int { return int(t.nsec()) }

// A Duration is a span of time in nanoseconds.
type Duration int64

const (
	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

// Common durations.
const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)

func durationString(d int64) string

// String returns the duration in the form 72h3m0.5s; less than a second in smaller units.
func (d Duration) String() string { return durationString(int64(d)) }

// Nanoseconds returns the duration in nanoseconds.
func (d Duration) Nanoseconds() int64 { return int64(d) }

// Microseconds returns the duration in whole microseconds.
func (d Duration) Microseconds() int64 { return int64(d) / 1e3 }

// Milliseconds returns the duration in whole milliseconds.
func (d Duration) Milliseconds() int64 { return int64(d) / 1e6 }

// Seconds returns the duration in seconds.
func (d Duration) Seconds() float64 {
	return float64(d/Second) + float64(d%Second)/1e9
}

// Minutes returns the duration in minutes.
func (d Duration) Minutes() float64 {
	return float64(d/Minute) + float64(d%Minute)/(60*1e9)
}

// Hours returns the duration in hours.
func (d Duration) Hours() float64 {
	return float64(d/Hour) + float64(d%Hour)/(60*60*1e9)
}

// Truncate rounds d toward zero to a multiple of m.
func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

func lessThanHalf(x, y Duration) bool { return uint64(x)+uint64(x) < uint64(y) }

// Round rounds d to the nearest multiple of m, halves away from zero.
func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	r := d % m
	if d < 0 {
		r = -r
		if lessThanHalf(r, m) {
			return d + r
		}
		if d1 := d - m + r; d1 < d {
			return d1
		}
		return minDuration
	}
	if lessThanHalf(r, m) {
		return d - r
	}
	if d1 := d + m - r; d1 > d {
		return d1
	}
	return maxDuration
}

// Abs returns the absolute value of d.
func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == minDuration:
		return maxDuration
	}
	return -d
}

// Add returns t+d.
func (t Time) Add(d Duration) Time {
	dsec := int64(d / 1e9)
	nsec := t.nsec() + int32(d%1e9)
	if nsec >= 1e9 {
		dsec++
		nsec -= 1e9
	} else if nsec < 0 {
		dsec--
		nsec += 1e9
	}
	t.wall = t.wall&^nsecMask | uint64(nsec)
	t.addSec(dsec)
	if t.wall&hasMonotonic != 0 {
		te := t.ext + int64(d)
		if d < 0 && te > t.ext || d > 0 && te < t.ext {
			t.stripMono()
		} else {
			t.ext = te
		}
	}
	return t
}

// Sub returns t-u, or the duration nearest to it.
func (t Time) Sub(u Time) Duration {
	if t.wall&u.wall&hasMonotonic != 0 {
		return subMono(t.ext, u.ext)
	}
	d := Duration(t.sec()-u.sec())*Second + Duration(t.nsec()-u.nsec())
	switch {
	case u.Add(d).Equal(t):
		return d
	case t.Before(u):
		return minDuration
	}
	return maxDuration
}

func subMono(t, u int64) Duration {
	d := Duration(t - u)
	if d < 0 && t > u {
		return maxDuration
	}
	if d > 0 && t < u {
		return minDuration
	}
	return d
}

// Since returns the time passed since t.
func Since(t Time) Duration {
	if t.wall&hasMonotonic != 0 {
		if _, _, mono := now(); mono != 0 {
			return subMono(mono, t.ext)
		}
	}
	return Now().Sub(t)
}

// Until returns the time left until t.
func Until(t Time) Duration {
	if t.wall&hasMonotonic != 0 {
		if _, _, mono := now(); mono != 0 {
			return subMono(t.ext, mono)
		}
	}
	return t.Sub(Now())
}

// AddDate adds years, months and days; the result is normalized as Date does.
func (t Time) AddDate(years int, months int, days int) Time {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	return Date(year+years, month+Month(months), day+days, hour, min, sec, int(t.nsec()), t.Location())
}

// norm carries what exceeds base from lo to hi.
func norm(hi, lo, base int) (nhi, nlo int) {
	if lo < 0 {
		n := (-lo-1)/base + 1
		hi -= n
		lo += n * base
	}
	if lo >= base {
		n := lo / base
		hi += n
		lo -= n * base
	}
	return hi, lo
}

// Date returns the time of a date and a time of day in loc. Values out of range are normalized: October 32 is November 1.
func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Date")
	}
	m := int(month) - 1
	year, m = norm(year, m, 12)
	sec, nsec = norm(sec, nsec, 1e9)
	min, sec = norm(min, sec, 60)
	hour, min = norm(hour, min, 60)
	day, hour = norm(day, hour, 24)
	unix := daysOf(int64(year), Month(m+1), day)*secondsPerDay + int64(hour*3600+min*60+sec)
	// The offset of the zone depends on the moment, which depends on the offset: take the one in use at that time read as
	// UTC, unless it leads out of its zone.
	if loc != &utcLoc {
		_, offset, start, end, _ := loc.lookup(unix)
		if offset != 0 {
			utc := unix - int64(offset)
			if utc < start || utc >= end {
				_, offset, _, _, _ = loc.lookup(utc)
			}
			unix -= int64(offset)
		}
	}
	t := unixTime(unix, int32(nsec))
	t.setLoc(loc)
	return t
}

// UTC returns t with location UTC.
func (t Time) UTC() Time {
	t.setLoc(&utcLoc)
	return t
}

// Local returns t with the local location.
func (t Time) Local() Time {
	t.setLoc(Local)
	return t
}

// In returns t with location loc.
func (t Time) In(loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Time.In")
	}
	t.setLoc(loc)
	return t
}

// Location returns the location of t.
func (t Time) Location() *Location {
	if t.loc == nil {
		return UTC
	}
	return t.loc
}

// Zone returns the name and offset, in seconds east of UTC, of the zone in use at t.
func (t Time) Zone() (name string, offset int) {
	name, offset, _ = t.zone()
	return
}

// ZoneBounds returns when the zone in use at t begins and ends; the zero Time if it does not.
func (t Time) ZoneBounds() (start, end Time) {
	_, _, s, e, _ := t.loc.get().lookup(t.unixSec())
	if s != alpha {
		start = unixTime(s, 0)
		start.setLoc(t.loc)
	}
	if e != omega {
		end = unixTime(e, 0)
		end.setLoc(t.loc)
	}
	return
}

// IsDST reports whether t is in daylight saving time.
func (t Time) IsDST() bool {
	_, _, _, _, dst := t.loc.get().lookup(t.unixSec())
	return dst
}

// Unix returns the seconds since 1970-01-01 UTC.
func (t Time) Unix() int64 { return t.unixSec() }

// UnixMilli returns the milliseconds since 1970-01-01 UTC.
func (t Time) UnixMilli() int64 { return t.unixSec()*1e3 + int64(t.nsec())/1e6 }

// UnixMicro returns the microseconds since 1970-01-01 UTC.
func (t Time) UnixMicro() int64 { return t.unixSec()*1e6 + int64(t.nsec())/1e3 }

// UnixNano returns the nanoseconds since 1970-01-01 UTC.
func (t Time) UnixNano() int64 { return t.unixSec()*1e9 + int64(t.nsec()) }

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysIn(m Month, year int) int {
	switch m {
	case February:
		if isLeap(year) {
			return 29
		}
		return 28
	case April, June, September, November:
		return 30
	}
	return 31
}

// remainder returns the time mod d since the zero Time.
func remainder(sec int64, nsec int32, d int64) int64

// Truncate rounds t down to a multiple of d since the zero Time.
func (t Time) Truncate(d Duration) Time {
	t.stripMono()
	if d <= 0 {
		return t
	}
	r := remainder(t.sec(), t.nsec(), int64(d))
	return t.Add(-Duration(r))
}

// Round rounds t to the nearest multiple of d since the zero Time, halves up.
func (t Time) Round(d Duration) Time {
	t.stripMono()
	if d <= 0 {
		return t
	}
	r := remainder(t.sec(), t.nsec(), int64(d))
	if lessThanHalf(Duration(r), d) {
		return t.Add(-Duration(r))
	}
	return t.Add(d - Duration(r))
}

const (
	timeBinaryVersionV1 byte = iota + 1 // offset in minutes
	timeBinaryVersionV2                 // and seconds
)

// AppendBinary appends the binary form of t to b.
func (t Time) AppendBinary(b []byte) ([]byte, error) {
	var offsetMin int16 = -1 // UTC
	var offsetSec int8
	version := timeBinaryVersionV1
	if t.Location() != UTC {
		_, offset := t.Zone()
		if offset%60 != 0 {
			version = timeBinaryVersionV2
			offsetSec = int8(offset % 60)
		}
		offset /= 60
		if offset < -32768 || offset == -1 || offset > 32767 {
			return b, errors.New("Time.MarshalBinary: unexpected zone offset")
		}
		offsetMin = int16(offset)
	}
	sec, nsec := t.sec(), t.nsec()
	b = append(b, version)
	for s := 56; s >= 0; s -= 8 {
		b = append(b, byte(sec>>s))
	}
	for s := 24; s >= 0; s -= 8 {
		b = append(b, byte(nsec>>s))
	}
	b = append(b, byte(offsetMin>>8), byte(offsetMin))
	if version == timeBinaryVersionV2 {
		b = append(b, byte(offsetSec))
	}
	return b, nil
}

// MarshalBinary returns the binary form of t.
func (t Time) MarshalBinary() ([]byte, error) {
	b, err := t.AppendBinary(make([]byte, 0, 16))
	if err != nil {
		return nil, err
	}
	return b, nil
}

// UnmarshalBinary sets t from its binary form.
func (t *Time) UnmarshalBinary(data []byte) error {
	if len(data) == 0 {
		return errors.New("Time.UnmarshalBinary: no data")
	}
	version := data[0]
	want := 15
	switch version {
	case timeBinaryVersionV1:
	case timeBinaryVersionV2:
		want = 16
	default:
		return errors.New("Time.UnmarshalBinary: unsupported version")
	}
	if len(data) != want {
		return errors.New("Time.UnmarshalBinary: invalid length")
	}
	var sec int64
	for _, c := range data[1:9] {
		sec = sec<<8 | int64(c)
	}
	var nsec int32
	for _, c := range data[9:13] {
		nsec = nsec<<8 | int32(c)
	}
	offset := int(int16(data[14])|int16(data[13])<<8) * 60
	if version == timeBinaryVersionV2 {
		offset += int(data[15])
	}
	*t = Time{wall: uint64(nsec), ext: sec}
	if offset == -1*60 {
		t.setLoc(&utcLoc)
	} else if _, localOffset, _, _, _ := Local.get().lookup(t.unixSec()); offset == localOffset {
		t.setLoc(Local)
	} else {
		t.setLoc(FixedZone("", offset))
	}
	return nil
}

// GobEncode is MarshalBinary.
func (t Time) GobEncode() ([]byte, error) { return t.MarshalBinary() }

// GobDecode is UnmarshalBinary.
func (t *Time) GobDecode(data []byte) error { return t.UnmarshalBinary(data) }

// MarshalJSON returns t as a string in RFC 3339 format.
func (t Time) MarshalJSON() ([]byte, error) {
	b := append(make([]byte, 0, 40), '"')
	b, err := t.appendStrict(b)
	if err != nil {
		return nil, errors.New("Time.MarshalJSON: " + err.Error())
	}
	return append(b, '"'), nil
}

// UnmarshalJSON sets t from a string in RFC 3339 format.
func (t *Time) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	if len(data) < 2 || data[0] != '"' || data[len(data)-1] != '"' {
		return errors.New("Time.UnmarshalJSON: input is not a JSON string")
	}
	var err error
	*t, err = Parse(RFC3339, string(data[1:len(data)-1]))
	return err
}

// AppendText appends t in RFC 3339 format to b.
func (t Time) AppendText(b []byte) ([]byte, error) { return t.appendText(b, "Time.AppendText: ") }

// MarshalText returns t in RFC 3339 format.
func (t Time) MarshalText() ([]byte, error) {
	return t.appendText(make([]byte, 0, 40), "Time.MarshalText: ")
}

func (t Time) appendText(b []byte, prefix string) ([]byte, error) {
	b, err := t.appendStrict(b)
	if err != nil {
		return nil, errors.New(prefix + err.Error())
	}
	return b, nil
}

// UnmarshalText sets t from RFC 3339 format.
func (t *Time) UnmarshalText(data []byte) error {
	var err error
	*t, err = Parse(RFC3339, string(data))
	return err
}

func (t Time) appendStrict(b []byte) ([]byte, error) {
	n0 := len(b)
	b = t.AppendFormat(b, RFC3339Nano)
	two := func(b []byte) byte { return 10*(b[0]-'0') + (b[1] - '0') }
	switch {
	case b[n0+len("9999")] != '-':
		return b, errors.New("year outside of range [0,9999]")
	case b[len(b)-1] != 'Z':
		c := b[len(b)-len("Z07:00")]
		if '0' <= c && c <= '9' || two(b[len(b)-len("07:00"):]) >= 24 {
			return b, errors.New("timezone hour outside of range [0,23]")
		}
	}
	return b, nil
}

// Sleep pauses the goroutine for at least d.
func Sleep(d Duration)
