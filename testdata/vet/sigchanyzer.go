package main

import (
	"os"
	"os/signal"
)

var global = make(chan os.Signal)

func get() chan os.Signal { return nil }

func main() {
	c := make(chan os.Signal)
	signal.Notify(c, os.Interrupt)
	d := make(chan os.Signal, 1)
	signal.Notify(d)
	var e = make(chan os.Signal)
	signal.Notify(e)
	signal.Notify(global)
	signal.Notify(make(chan os.Signal))
	signal.Notify(get())
	var f chan os.Signal
	f = make(chan os.Signal)
	signal.Notify(f)
	notify := signal.Notify
	notify(c)
	notify(d)
	signal.Stop(c)
}
