package main

import "fmt"

type Logger interface {
	Logf(format string, args ...any)
	Log(args ...any)
	Close()
}

type impl struct{}

func (impl) Logf(format string, args ...any) { fmt.Printf(format, args...) }
func (impl) Log(args ...any)                 { fmt.Println(args...) }
func (impl) Close()                          {}

type other interface {
	Notf(format string, args ...any)
}

type ignores struct{}

func (ignores) Notf(format string, args ...any) {}

var _ other = ignores{}

type unimplemented interface {
	Nobodyf(format string, args ...any)
}

func get() Logger { return impl{} }

func use(l Logger, o other, u unimplemented) {
	l.Logf("%d", "a")
	l.Log("%d", 1)
	o.Notf("%d", "a")
	u.Nobodyf("%d", "a")
}

func main() {
	use(get(), nil, nil)
	var x interface {
		Sayf(format string, args ...any)
	}
	x = sayer{}
	x.Sayf("%d", "a")
}

type sayer struct{}

func (sayer) Sayf(format string, args ...any) { fmt.Printf(format, args...) }
