package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/metrics"
	"runtime/pprof"
	"runtime/trace"
	"strings"
	"sync"
)

func blocked(c chan int) { <-c }

func profile(name string, debug int) string {
	var b bytes.Buffer
	if err := pprof.Lookup(name).WriteTo(&b, debug); err != nil {
		fmt.Println(err)
	}
	return b.String()
}

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	c := make(chan int)
	for range 3 {
		go blocked(c)
	}
	for strings.Count(profile("goroutine", 2), "[chan receive") < 3 {
		runtime.Gosched()
	}
	text := profile("goroutine", 1)
	fmt.Println(strings.Contains(text, "goroutine profile: total 4\n3 @ "), strings.Count(text, "main.blocked+0x"), strings.Count(text, "main.main+0x"))
	stacks := profile("goroutine", 2)
	fmt.Println(strings.HasPrefix(stacks, "goroutine 1 [running]:\n"), strings.Count(stacks, "[chan receive"))
	z, err := gzip.NewReader(strings.NewReader(profile("goroutine", 0)))
	fmt.Println(err)
	raw, err := io.ReadAll(z)
	fmt.Println(bytes.Contains(raw, []byte("main.blocked")), err)
	records := make([]runtime.StackRecord, 10)
	n, ok := runtime.GoroutineProfile(records)
	fmt.Println(n, ok, len(records[1].Stack()) > 0, pprof.Lookup("goroutine").Count())
	close(c)

	p := pprof.NewProfile("mine")
	p.Add("a", 0)
	p.Add("b", 0)
	try(func() { p.Add("a", 0) })
	try(func() { pprof.NewProfile("mine") })
	try(func() { pprof.Lookup("heap").Add(1, 0) })
	fmt.Println(p.Name(), p.Count(), strings.HasPrefix(profile("mine", 1), "mine profile: total 2\n1 @ 0x"), strings.Count(profile("mine", 1), "main.main+0x"))
	p.Remove("a")
	p.Remove("zzz")
	fmt.Println(p.Count(), pprof.Lookup("none"))
	for _, p := range pprof.Profiles() {
		fmt.Print(p.Name(), " ")
	}
	fmt.Println(strings.Contains(profile("heap", 1), "# runtime.MemStats\n# Alloc = "))

	ctx := pprof.WithLabels(context.Background(), pprof.Labels("k", "1", "a", "2", "k", "3"))
	pprof.Do(ctx, pprof.Labels("z", "9", "a", "new"), func(ctx context.Context) {
		pprof.ForLabels(ctx, func(k, v string) bool { fmt.Print(k, "=", v, " "); return true })
		v, ok := pprof.Label(ctx, "z")
		_, none := pprof.Label(ctx, "none")
		fmt.Println(v, ok, none)
	})
	try(func() { pprof.Labels("odd") })

	var cpu bytes.Buffer
	fmt.Println(pprof.StartCPUProfile(&cpu), pprof.StartCPUProfile(&cpu))
	pprof.StopCPUProfile()
	pprof.StopCPUProfile()
	_, err = gzip.NewReader(&cpu)
	fmt.Println(err, pprof.WriteHeapProfile(io.Discard))

	var tr bytes.Buffer
	fmt.Println(trace.IsEnabled(), trace.Start(&tr), trace.IsEnabled())
	tctx, task := trace.NewTask(context.Background(), "task")
	var wg sync.WaitGroup
	wg.Go(func() {
		defer trace.StartRegion(tctx, "region").End()
		trace.WithRegion(tctx, "inner", func() { trace.Logf(tctx, "cat", "%d", 1) })
	})
	wg.Wait()
	task.End()
	trace.Stop()
	fmt.Printf("%q %v\n", tr.Bytes()[:8], trace.IsEnabled())

	samples := []metrics.Sample{{Name: "/sched/goroutines:goroutines"}, {Name: "/gc/heap/allocs:bytes"}, {Name: "/no/such:thing"}, {Name: "/sched/gomaxprocs:threads"}}
	metrics.Read(samples)
	fmt.Println(samples[0].Value.Uint64() > 0, samples[1].Value.Uint64() > 0, samples[2].Value.Kind() == metrics.KindBad, samples[3].Value.Uint64() == uint64(runtime.GOMAXPROCS(0)))
	try(func() { samples[0].Value.Float64() })
	try(func() { samples[2].Value.Uint64() })
	for _, d := range metrics.All() {
		if d.Name == "/gc/cycles/total:gc-cycles" {
			fmt.Println(d.Name, d.Kind == metrics.KindUint64, d.Cumulative)
		}
	}
}
