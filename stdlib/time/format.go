package time

import "errors"

// Layouts for Format and Parse: how they would show Mon Jan 2 15:04:05 MST 2006.
const (
	Layout      = "01/02 03:04:05PM '06 -0700"
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)

// The elements of layouts, numbered as in native.cc.
const (
	stdNone = iota
	stdLongMonth
	stdMonth
	stdNumMonth
	stdZeroMonth
	stdLongWeekDay
	stdWeekDay
	stdDay
	stdUnderDay
	stdZeroDay
	stdUnderYearDay
	stdZeroYearDay
	stdHour
	stdHour12
	stdZeroHour12
	stdMinute
	stdZeroMinute
	stdSecond
	stdZeroSecond
	stdLongYear
	stdYear
	stdPM
	stdpm
	stdTZ
	stdISO8601TZ
	stdISO8601SecondsTZ
	stdISO8601ShortTZ
	stdISO8601ColonTZ
	stdISO8601ColonSecondsTZ
	stdNumTZ
	stdNumSecondsTZ
	stdNumShortTZ
	stdNumColonTZ
	stdNumColonSecondsTZ
	stdFracSecond0
	stdFracSecond9
)

// nextStd finds the first element of layout: layout[start:end]. stdNone: there is none, start is the length.
func nextStd(layout string) (start, end, std int)

// formatTime appends a time to b by a layout; local are the seconds since 1970 that clocks show.
func formatTime(b []byte, layout string, local int64, nsec int, zone string, offset int) []byte

const monthNames = "January  February March    April    May      June     July     August   SeptemberOctober  November December "
const dayNames = "Sunday   Monday   Tuesday  WednesdayThursday Friday   Saturday "

func name(list string, i int) string {
	s := list[i*9 : i*9+9]
	for s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	return s
}

func longMonthName(m Month) string { return name(monthNames, int(m)-1) }
func longDayName(d Weekday) string { return name(dayNames, int(d)) }

// Format returns t as the layout shows it.
func (t Time) Format(layout string) string { return string(t.AppendFormat(nil, layout)) }

// AppendFormat appends t as the layout shows it to b.
func (t Time) AppendFormat(b []byte, layout string) []byte {
	zone, offset, local := t.zone()
	return formatTime(b, layout, local, int(t.nsec()), zone, offset)
}

// String returns t in the layout 2006-01-02 15:04:05.999999999 -0700 MST, with the monotonic clock's reading if t has one.
func (t Time) String() string {
	b := t.AppendFormat(nil, "2006-01-02 15:04:05.999999999 -0700 MST")
	if t.wall&hasMonotonic != 0 {
		b = append(b, " m="...)
		m := uint64(t.ext)
		if t.ext < 0 {
			b = append(b, '-')
			m = -m
		} else {
			b = append(b, '+')
		}
		b = append(b, utoa(m/1e9)...)
		b = append(b, '.')
		frac := utoa(m%1e9 + 1e9)
		b = append(b, frac[1:]...)
	}
	return string(b)
}

// GoString returns t as Go source.
func (t Time) GoString() string {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	b := append([]byte(nil), "time.Date("...)
	number := func(n int) {
		if n < 0 {
			b = append(b, '-')
			n = -n
		}
		b = append(b, utoa(uint64(n))...)
		b = append(b, ", "...)
	}
	number(year)
	b = append(b, "time."...)
	b = append(b, month.String()...)
	b = append(b, ", "...)
	for _, n := range [...]int{day, hour, min, sec, t.Nanosecond()} {
		number(n)
	}
	switch loc := t.Location(); loc {
	case UTC:
		b = append(b, "time.UTC"...)
	case Local:
		b = append(b, "time.Local"...)
	default:
		b = append(b, "time.Location("...)
		b = append(b, quote(loc.name)...)
		b = append(b, ')')
	}
	return string(append(b, ')'))
}

// quote returns s in double quotes, with everything that is not printable ASCII as \x escapes.
func quote(s string) string {
	const hex = "0123456789abcdef"
	b := append(make([]byte, 0, len(s)+2), '"')
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 0x80 || c < ' ':
			b = append(b, '\\', 'x', hex[c>>4], hex[c&15])
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		default:
			b = append(b, c)
		}
	}
	return string(append(b, '"'))
}

// A ParseError tells why a time could not be parsed.
type ParseError struct {
	Layout     string
	Value      string
	LayoutElem string
	ValueElem  string
	Message    string
}

// Error returns the message.
func (e *ParseError) Error() string {
	if e.Message == "" {
		return "parsing time " + quote(e.Value) + " as " + quote(e.Layout) + ": cannot parse " +
			quote(e.ValueElem) + " as " + quote(e.LayoutElem)
	}
	return "parsing time " + quote(e.Value) + e.Message
}

var errBad = errors.New("bad value for field")

// Parse reads a time by a layout; in the absence of a zone it is UTC.
func Parse(layout, value string) (Time, error) { return parse(layout, value, UTC, Local) }

// ParseInLocation reads a time by a layout; in the absence of a zone, and for zone names, loc is used.
func ParseInLocation(layout, value string, loc *Location) (Time, error) {
	return parse(layout, value, loc, loc)
}

func isDigit(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

// number reads one or two digits; exactly two if fixed.
func number(s string, fixed bool) (int, string, error) {
	if !isDigit(s, 0) {
		return 0, s, errBad
	}
	if !isDigit(s, 1) {
		if fixed {
			return 0, s, errBad
		}
		return int(s[0] - '0'), s[1:], nil
	}
	return int(s[0]-'0')*10 + int(s[1]-'0'), s[2:], nil
}

// number3 reads up to three digits; exactly three if fixed.
func number3(s string, fixed bool) (int, string, error) {
	n, i := 0, 0
	for i = 0; i < 3 && isDigit(s, i); i++ {
		n = n*10 + int(s[i]-'0')
	}
	if i == 0 || fixed && i != 3 {
		return 0, s, errBad
	}
	return n, s[i:], nil
}

// lookupName finds the name that s begins with, in any case: its first three letters, or all of them.
func lookupName(list string, count int, s string, long bool) (int, string, error) {
	for i := 0; i < count; i++ {
		n := name(list, i)
		if !long {
			n = n[:3]
		}
		if len(s) >= len(n) && equalFold(s[:len(n)], n) {
			return i, s[len(n):], nil
		}
	}
	return -1, s, errBad
}

func equalFold(a, b string) bool {
	for i := 0; i < len(a); i++ {
		if c, d := a[i], b[i]; c != d {
			c |= 0x20
			if c != d|0x20 || c < 'a' || c > 'z' {
				return false
			}
		}
	}
	return true
}

// atoi reads a whole decimal number with an optional sign.
func atoi(s string) (int, error) {
	neg := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	n, rest, err := leadingInt(s)
	if err != nil || rest != "" {
		return 0, errors.New("time: invalid number")
	}
	if neg {
		return -int(n), nil
	}
	return int(n), nil
}

func leadingInt(s string) (x uint64, rest string, err error) {
	i := 0
	for ; isDigit(s, i); i++ {
		if x > 1<<63/10 {
			return 0, s, errors.New("time: bad [0-9]*")
		}
		x = x*10 + uint64(s[i]-'0')
		if x > 1<<63 {
			return 0, s, errors.New("time: bad [0-9]*")
		}
	}
	return x, s[i:], nil
}

// skip takes prefix off value; a run of spaces matches any run of spaces.
func skip(value, prefix string) (string, error) {
	cut := func(s string) string {
		for s != "" && s[0] == ' ' {
			s = s[1:]
		}
		return s
	}
	for prefix != "" {
		if prefix[0] == ' ' {
			if value != "" && value[0] != ' ' {
				return value, errBad
			}
			prefix, value = cut(prefix), cut(value)
			continue
		}
		if value == "" || value[0] != prefix[0] {
			return value, errBad
		}
		prefix, value = prefix[1:], value[1:]
	}
	return value, nil
}

// fraction reads a period or comma and n-1 digits as nanoseconds.
func fraction(s string, n int) (ns int, outOfRange string, err error) {
	if s[0] != '.' && s[0] != ',' {
		return 0, "", errBad
	}
	if n > 10 {
		s = s[:10]
		n = 10
	}
	if ns, err = atoi(s[1:n]); err != nil {
		return 0, "", err
	}
	if ns < 0 {
		return 0, "fractional second", nil
	}
	for ; n < 10; n++ {
		ns *= 10
	}
	return ns, "", nil
}

// zoneOffset reads a numeric zone of the form that std says.
func zoneOffset(std int, value string) (offset int, rest, outOfRange string, err error) {
	var hour, min, sec string
	at := func(n, h, m, s int) bool {
		if len(value) < n {
			return false
		}
		hour, min, sec = value[h:h+2], "00", "00"
		if m > 0 {
			min = value[m : m+2]
		}
		if s > 0 {
			sec = value[s : s+2]
		}
		rest = value[n:]
		return true
	}
	ok := false
	switch std {
	case stdISO8601ColonTZ, stdNumColonTZ:
		ok = at(6, 1, 4, 0) && value[3] == ':'
	case stdNumShortTZ, stdISO8601ShortTZ:
		ok = at(3, 1, 0, 0)
	case stdISO8601ColonSecondsTZ, stdNumColonSecondsTZ:
		ok = at(9, 1, 4, 7) && value[3] == ':' && value[6] == ':'
	case stdISO8601SecondsTZ, stdNumSecondsTZ:
		ok = at(7, 1, 3, 5)
	default:
		ok = at(5, 1, 3, 0)
	}
	if !ok {
		return 0, value, "", errBad
	}
	hr, _, err := number(hour, true)
	mm, ss := 0, 0
	if err == nil {
		mm, _, err = number(min, true)
	}
	if err == nil {
		ss, _, err = number(sec, true)
	}
	// The ranges are those that Go's parser has.
	if hr > 24 {
		outOfRange = "time zone offset hour"
	}
	if mm > 60 {
		outOfRange = "time zone offset minute"
	}
	if ss > 60 {
		outOfRange = "time zone offset second"
	}
	offset = (hr*60+mm)*60 + ss
	switch value[0] {
	case '+':
	case '-':
		offset = -offset
	default:
		err = errBad
	}
	return offset, rest, outOfRange, err
}

func parse(layout, value string, defaultLocation, local *Location) (Time, error) {
	wholeLayout, wholeValue := layout, value
	fail := func(elem, valueElem, message string) (Time, error) {
		return Time{}, &ParseError{string([]byte(wholeLayout)), string([]byte(wholeValue)), string([]byte(elem)), string([]byte(valueElem)), message}
	}
	year, month, day, yday := 0, -1, -1, -1
	hour, min, sec, nsec := 0, 0, 0, 0
	am, pm := false, false
	var z *Location
	offset := -1
	zoneName := ""
	for {
		start, end, std := nextStd(layout)
		prefix, elem := layout[:start], layout[start:end]
		var err error
		value, err = skip(value, prefix)
		if err != nil {
			return fail(prefix, value, "")
		}
		if std == stdNone {
			if value != "" {
				return fail("", value, ": extra text: "+quote(value))
			}
			break
		}
		layout = layout[end:]
		hold := value
		outOfRange := ""
		switch std {
		case stdYear:
			if len(value) < 2 {
				err = errBad
				break
			}
			year, err = atoi(value[:2])
			value = value[2:]
			if err == nil {
				if year >= 69 {
					year += 1900
				} else {
					year += 2000
				}
			}
		case stdLongYear:
			if len(value) < 4 || !isDigit(value, 0) {
				err = errBad
				break
			}
			year, err = atoi(value[:4])
			value = value[4:]
		case stdMonth, stdLongMonth:
			month, value, err = lookupName(monthNames, 12, value, std == stdLongMonth)
			month++
		case stdNumMonth, stdZeroMonth:
			month, value, err = number(value, std == stdZeroMonth)
			if err == nil && (month <= 0 || month > 12) {
				outOfRange = "month"
			}
		case stdWeekDay, stdLongWeekDay:
			_, value, err = lookupName(dayNames, 7, value, std == stdLongWeekDay)
		case stdDay, stdUnderDay, stdZeroDay:
			if std == stdUnderDay && value != "" && value[0] == ' ' {
				value = value[1:]
			}
			day, value, err = number(value, std == stdZeroDay)
		case stdUnderYearDay, stdZeroYearDay:
			for i := 0; i < 2; i++ {
				if std == stdUnderYearDay && value != "" && value[0] == ' ' {
					value = value[1:]
				}
			}
			yday, value, err = number3(value, std == stdZeroYearDay)
		case stdHour:
			hour, value, err = number(value, false)
			if hour >= 24 {
				outOfRange = "hour"
			}
		case stdHour12, stdZeroHour12:
			hour, value, err = number(value, std == stdZeroHour12)
			if hour > 12 {
				outOfRange = "hour"
			}
		case stdMinute, stdZeroMinute:
			min, value, err = number(value, std == stdZeroMinute)
			if min >= 60 {
				outOfRange = "minute"
			}
		case stdSecond, stdZeroSecond:
			sec, value, err = number(value, std == stdZeroSecond)
			if err != nil {
				break
			}
			if sec >= 60 {
				outOfRange = "second"
				break
			}
			// A fraction may follow though the layout has none.
			if len(value) >= 2 && (value[0] == '.' || value[0] == ',') && isDigit(value, 1) {
				if _, _, next := nextStd(layout); next == stdFracSecond0 || next == stdFracSecond9 {
					break
				}
				n := 2
				for isDigit(value, n) {
					n++
				}
				nsec, outOfRange, err = fraction(value, n)
				value = value[n:]
			}
		case stdPM, stdpm:
			if len(value) < 2 {
				err = errBad
				break
			}
			p := value[:2]
			value = value[2:]
			switch {
			case std == stdPM && p == "PM", std == stdpm && p == "pm":
				pm = true
			case std == stdPM && p == "AM", std == stdpm && p == "am":
				am = true
			default:
				err = errBad
			}
		case stdISO8601TZ, stdISO8601ShortTZ, stdISO8601ColonTZ, stdISO8601SecondsTZ, stdISO8601ColonSecondsTZ:
			if value != "" && value[0] == 'Z' {
				value = value[1:]
				z = UTC
				break
			}
			fallthrough
		case stdNumTZ, stdNumShortTZ, stdNumColonTZ, stdNumSecondsTZ, stdNumColonSecondsTZ:
			var o int
			o, value, outOfRange, err = zoneOffset(std, value)
			if err == nil {
				offset = o
			}
		case stdTZ:
			if len(value) >= 3 && value[:3] == "UTC" {
				z = UTC
				value = value[3:]
				break
			}
			n, ok := zoneNameLength(value)
			if !ok {
				err = errBad
				break
			}
			zoneName, value = value[:n], value[n:]
		case stdFracSecond0:
			n := end - start
			if len(value) < n {
				err = errBad
				break
			}
			nsec, outOfRange, err = fraction(value, n)
			value = value[n:]
		case stdFracSecond9:
			if len(value) < 2 || value[0] != '.' && value[0] != ',' || !isDigit(value, 1) {
				break // the fraction may be missing
			}
			n := 1
			for isDigit(value, n) {
				n++
			}
			nsec, outOfRange, err = fraction(value, n)
			value = value[n:]
		}
		if outOfRange != "" {
			return fail(elem, value, ": "+outOfRange+" out of range")
		}
		if err != nil {
			return fail(elem, hold, "")
		}
	}
	if pm && hour < 12 {
		hour += 12
	} else if am && hour == 12 {
		hour = 0
	}

	if yday >= 0 {
		limit := 365
		if isLeap(year) {
			limit = 366
		}
		if yday < 1 || yday > limit {
			return fail("", value, ": day-of-year out of range")
		}
		_, m, d, _ := civil(daysOf(int64(year), January, yday))
		if month >= 0 && month != int(m) {
			return fail("", value, ": day-of-year does not match month")
		}
		month = int(m)
		if day >= 0 && day != d {
			return fail("", value, ": day-of-year does not match day")
		}
		day = d
	} else {
		if month < 0 {
			month = int(January)
		}
		if day < 0 {
			day = 1
		}
	}
	if day < 1 || day > daysIn(Month(month), year) {
		return fail("", value, ": day out of range")
	}

	if z != nil {
		return Date(year, Month(month), day, hour, min, sec, nsec, z), nil
	}
	if offset == -1 && zoneName == "" {
		return Date(year, Month(month), day, hour, min, sec, nsec, defaultLocation), nil
	}
	t := Date(year, Month(month), day, hour, min, sec, nsec, UTC)
	if offset != -1 {
		t.addSec(-int64(offset))
		// The local zone is preferred if it is that one.
		name, o, _, _, _ := local.lookup(t.unixSec())
		if o == offset && (zoneName == "" || name == zoneName) {
			t.setLoc(local)
			return t, nil
		}
		t.setLoc(FixedZone(string([]byte(zoneName)), offset))
		return t, nil
	}
	if o, ok := local.lookupName(zoneName, t.unixSec()); ok {
		t.addSec(-int64(o))
		t.setLoc(local)
		return t, nil
	}
	// An unknown zone: made up, with offset 0 unless it says GMT+n.
	o := 0
	if len(zoneName) > 3 && zoneName[:3] == "GMT" {
		o, _ = atoi(zoneName[3:])
		o *= 3600
	}
	t.setLoc(FixedZone(string([]byte(zoneName)), o))
	return t, nil
}

// zoneNameLength returns the length of the zone name that value begins with.
func zoneNameLength(value string) (int, bool) {
	if len(value) < 3 {
		return 0, false
	}
	if len(value) >= 4 && (value[:4] == "ChST" || value[:4] == "MeST") {
		return 4, true
	}
	if value[:3] == "GMT" {
		if len(value) == 3 {
			return 3, true
		}
		return 3 + signedOffset(value[3:]), true
	}
	if value[0] == '+' || value[0] == '-' {
		n := signedOffset(value)
		return n, n > 0
	}
	upper := 0
	for upper < 6 && upper < len(value) && 'A' <= value[upper] && value[upper] <= 'Z' {
		upper++
	}
	switch upper {
	case 5:
		return 5, value[4] == 'T'
	case 4:
		return 4, value[3] == 'T' || value[:4] == "WITA"
	case 3:
		return 3, true
	}
	return 0, false
}

// signedOffset returns the length of a signed hour of at most 23 at the start of value.
func signedOffset(value string) int {
	if value[0] != '-' && value[0] != '+' {
		return 0
	}
	x, rest, err := leadingInt(value[1:])
	if err != nil || value[1:] == rest || x > 23 {
		return 0
	}
	return len(value) - len(rest)
}

type parseDurationError struct {
	message string
	value   string
}

func (e *parseDurationError) Error() string { return "time: " + e.message + " " + quote(e.value) }

func unitOf(u string) uint64 {
	switch u {
	case "ns":
		return uint64(Nanosecond)
	case "us", "µs", "μs":
		return uint64(Microsecond)
	case "ms":
		return uint64(Millisecond)
	case "s":
		return uint64(Second)
	case "m":
		return uint64(Minute)
	case "h":
		return uint64(Hour)
	}
	return 0
}

// ParseDuration reads a duration: a sequence of decimal numbers with fractions and units, such as 300ms, -1.5h or 2h45m.
func ParseDuration(s string) (Duration, error) {
	orig := s
	fail := func(message string) (Duration, error) {
		return 0, &parseDurationError{message, string([]byte(orig))}
	}
	neg := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	if s == "0" {
		return 0, nil
	}
	if s == "" {
		return fail("invalid duration")
	}
	var d uint64
	for s != "" {
		if s[0] != '.' && !isDigit(s, 0) {
			return fail("invalid duration")
		}
		n := len(s)
		v, rest, err := leadingInt(s)
		if err != nil {
			return fail("invalid duration")
		}
		s = rest
		digits := n != len(s)
		var f uint64
		scale := 1.0
		if s != "" && s[0] == '.' {
			s = s[1:]
			n := len(s)
			// Digits beyond what 63 bits hold do not count.
			full := false
			for ; isDigit(s, 0); s = s[1:] {
				if full || f > (1<<63-1)/10 {
					full = true
					continue
				}
				y := f*10 + uint64(s[0]-'0')
				if y > 1<<63 {
					full = true
					continue
				}
				f = y
				scale *= 10
			}
			digits = digits || n != len(s)
		}
		if !digits {
			return fail("invalid duration")
		}
		i := 0
		for i < len(s) && s[i] != '.' && !isDigit(s, i) {
			i++
		}
		if i == 0 {
			return fail("missing unit in duration")
		}
		u := s[:i]
		s = s[i:]
		unit := unitOf(u)
		if unit == 0 {
			return fail("unknown unit " + quote(u) + " in duration")
		}
		if v > 1<<63/unit {
			return fail("invalid duration")
		}
		v *= unit
		if f > 0 {
			v += uint64(float64(f) * (float64(unit) / scale))
			if v > 1<<63 {
				return fail("invalid duration")
			}
		}
		d += v
		if d > 1<<63 {
			return fail("invalid duration")
		}
	}
	if neg {
		return -Duration(d), nil
	}
	if d > 1<<63-1 {
		return fail("invalid duration")
	}
	return Duration(d), nil
}
