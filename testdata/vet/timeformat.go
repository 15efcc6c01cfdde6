package main

import "time"

const layout = "2006-02-01"

type myTime struct{ time.Time }

func main() {
	var t time.Time
	_ = t.Format("2006-02-01")
	_ = t.Format("at 2006-02-01 15:04")
	_ = t.Format(`2006-02-01`)
	_ = t.Format("2006-01-02")
	_ = t.Format(layout)
	_, _ = time.Parse("2006-02-01", "x")
	_, _ = time.Parse(layout+"T", "x")
	_, _ = time.ParseInLocation("2006-02-01", "x", nil)
	_ = myTime{t}.Format("2006-02-01")
	_ = t.AppendFormat(nil, "2006-02-01")
}
