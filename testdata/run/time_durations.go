package main

import (
	"fmt"
	"time"
)

func main() {
	d := 90*time.Minute + 30*time.Second + 5*time.Millisecond
	fmt.Println(d, d.Hours(), d.Minutes(), d.Round(time.Minute), d.Truncate(time.Hour))
	fmt.Println(time.Duration(0), time.Duration(1), 1500*time.Microsecond, -2*time.Second, time.Duration(1<<63-1))
	fmt.Println(d.Seconds(), d.Milliseconds(), d.String(), d/time.Second, int64(time.Millisecond))
	fmt.Println(time.ParseDuration("1h15m30.918s"))
	fmt.Println(time.ParseDuration("abc"))
	fmt.Printf("%v %d %s %T %.1f\n", time.Second, time.Second, time.Second, time.Second, time.Minute.Seconds())
	t := time.Date(2024, time.February, 28, 23, 0, 0, 0, time.UTC)
	u := t.Add(26 * time.Hour)
	fmt.Println(u, u.Weekday(), u.YearDay(), u.Sub(t), u.After(t), t.Month())
	fmt.Println(u.Format("2006-01-02 15:04:05"), u.Format(time.RFC3339), u.Unix(), t.AddDate(0, 0, 2).Day())
	n := 3
	fmt.Println(time.Duration(n)*time.Second, time.Duration(2.5*float64(time.Second)))
}
