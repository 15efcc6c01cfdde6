package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.Date(2023, time.March, 5, 7, 8, 9, 123456789, time.UTC)
	for _, l := range []string{time.ANSIC, time.UnixDate, time.RubyDate, time.RFC822, time.RFC822Z, time.RFC850, time.RFC1123, time.RFC1123Z, time.RFC3339, time.RFC3339Nano, time.Kitchen, time.Stamp, time.StampMilli, time.StampMicro, time.DateTime, time.DateOnly, "Mon Jan _2 2006", "02/01/06 03:04PM", "2006-002", "15h04m05.000s", "05.999999999", "Monday January 2", "20060102150405", ".000 ,000", "Z07:00 -07 -0700 MST"} {
		fmt.Println(t.Format(l))
	}
	est := time.FixedZone("EST", -5*3600)
	u := t.In(est)
	fmt.Println(u, u.Equal(t), u == t, u.Location(), u.UTC())
	fmt.Println(t.Add(36*time.Hour).Sub(t), t.AddDate(0, 1, 30), t.AddDate(1, -3, -5).Format(time.DateOnly))
	fmt.Println(t.Truncate(time.Hour), t.Round(time.Minute), t.YearDay(), t.Unix(), t.UnixMilli(), t.Nanosecond())
	y, w := t.ISOWeek()
	fmt.Println(y, w, t.Weekday(), t.Month(), int(t.Month()), t.Before(u), t.After(t.Add(-1)), t.Compare(u))
	for _, s := range [][2]string{{time.RFC3339, "2024-02-29T12:00:00+02:00"}, {time.DateOnly, "2023-02-29"}, {"2006-01-02 15:04", "2023-01-02 25:00"}, {time.Kitchen, "3:04PM"}, {time.RFC1123, "Mon, 02 Jan 2006 15:04:05 MST"}, {"Jan 2, 2006", "Foo 2, 2006"}, {time.DateOnly, "2023-1-2"}, {time.DateOnly, "2023-01-02x"}, {"15:04:05", "12:30"}} {
		v, err := time.Parse(s[0], s[1])
		fmt.Println(v, err)
	}
	for _, s := range []string{"1h15m30.918s", "-1.5h", "300ms", "1us", "2µs", "", "abc", "1", "1x", ".5s", "9223372036854775808ns", "1h-2m"} {
		d, err := time.ParseDuration(s)
		fmt.Println(d, err)
	}
	d := 3*time.Hour + 25*time.Minute + 45*time.Second + 500*time.Millisecond
	fmt.Println(d, d.Hours(), d.Minutes(), d.Seconds(), d.Milliseconds(), d.Round(time.Hour), d.Truncate(time.Minute), d.Abs())
	fmt.Println(time.Duration(1), time.Duration(1100), time.Duration(1e6), time.Duration(1<<63-1), time.Duration(-1<<63))
	var z time.Time
	fmt.Println(z, z.IsZero(), z.Unix(), time.Unix(0, 0).UTC(), time.UnixMilli(1700000000123).UTC())
	fmt.Printf("%v %d %s %T %.2f\n", time.Second, time.Second, time.Second, time.Second, time.Second.Seconds())
	fmt.Println(time.March, time.Saturday, time.Month(13), time.Weekday(8))
	ny, err := time.LoadLocation("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range []time.Month{1, 7} {
		x := time.Date(2024, m, 15, 12, 0, 0, 0, ny)
		name, off := x.Zone()
		fmt.Println(x, name, off, x.UTC(), x.IsDST())
	}
	fmt.Println(time.Date(2024, 3, 10, 2, 30, 0, 0, ny))
	_, err = time.LoadLocation("Nowhere/City")
	fmt.Println(err)
	b, _ := t.MarshalJSON()
	fmt.Println(string(b))
	var q time.Time
	fmt.Println(q.UnmarshalText([]byte("2020-01-01T00:00:00Z")), q)
	fmt.Printf("%#v\n", time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC))
	fmt.Println(time.Until(time.Now().Add(time.Hour)) > 59*time.Minute, time.Since(time.Now()) < time.Second)
	days := func(y int, m time.Month) int { return time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day() }
	fmt.Println(days(2024, 2), days(2023, 2), days(2023, 12))
}
