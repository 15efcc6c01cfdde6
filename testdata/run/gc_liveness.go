// What the collector takes for reachable: variables that may still be read, and nothing else in a frame.
package main

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"weak"
)

type Node struct {
	name string
	next *Node
	pad  [4]int
}

type Watch struct {
	names []string
	refs  []weak.Pointer[Node]
}

func (w *Watch) New(name string) *Node {
	n := &Node{name: name}
	w.names = append(w.names, name)
	w.refs = append(w.refs, weak.Make(n))
	return n
}

// Alive collects and tells which nodes are left.
func (w *Watch) Alive() string {
	runtime.GC()
	var out []string
	for i, r := range w.refs {
		if r.Value() != nil {
			out = append(out, w.names[i])
		}
	}
	return "[" + strings.Join(out, " ") + "]"
}

//go:noinline
func use(n *Node) int { return len(n.name) }

//go:noinline
func lastUse() {
	var w Watch
	a, b := w.New("a"), w.New("b")
	fmt.Println("lastUse", w.Alive(), use(a))
	fmt.Println("lastUse", w.Alive(), use(b))
	fmt.Println("lastUse", w.Alive())
}

//go:noinline
func overwritten() {
	var w Watch
	p := w.New("first")
	use(p)
	p = w.New("second")
	fmt.Println("overwritten", w.Alive(), use(p))
	p = nil
	fmt.Println("overwritten", w.Alive(), p == nil)
}

//go:noinline
func callee(w *Watch, n *Node) {
	fmt.Println("parameter", w.Alive(), use(n))
	fmt.Println("parameter", w.Alive())
}

//go:noinline
func parameter() {
	var w Watch
	callee(&w, w.New("argument"))
}

//go:noinline
func pair(w *Watch, a, b *Node) { fmt.Println("arguments", use(a)+use(b), w.Alive()) }

//go:noinline
func second(w *Watch) *Node {
	fmt.Println("arguments", w.Alive())
	return w.New("second")
}

//go:noinline
func arguments() {
	var w Watch
	pair(&w, w.New("first"), second(&w))
}

//go:noinline
func branch(left bool) {
	var w Watch
	a, b := w.New("a"), w.New("b")
	fmt.Println("branch", w.Alive())
	if left {
		fmt.Println("branch", w.Alive(), use(a))
	} else {
		fmt.Println("branch", w.Alive(), use(b))
	}
	fmt.Println("branch", w.Alive())
}

//go:noinline
func loop() {
	var w Watch
	var prev *Node
	for i := range 3 {
		n := w.New(fmt.Sprint("n", i))
		if prev != nil {
			use(prev)
		}
		fmt.Println("loop", i, w.Alive())
		prev = n
	}
	fmt.Println("loop", w.Alive(), use(prev))
}

//go:noinline
func list() {
	var w Watch
	var head *Node
	for i := range 4 {
		n := w.New(fmt.Sprint("n", i))
		n.next = head
		head = n
	}
	for head != nil {
		fmt.Println("list", w.Alive())
		head = head.next
	}
	fmt.Println("list", w.Alive())
}

type Box struct {
	id   int8
	node *Node
	more *Node
	last *Node
}

//go:noinline
func inStruct() {
	var w Watch
	b := Box{id: 1, node: w.New("node"), more: w.New("more"), last: w.New("last")}
	fmt.Println("struct", w.Alive(), use(b.node))
	fmt.Println("struct", w.Alive(), use(b.more))
	fmt.Println("struct", w.Alive())
}

//go:noinline
func closure() {
	var w Watch
	n := w.New("captured")
	f := func() int { return use(n) }
	fmt.Println("closure", w.Alive(), f())
	fmt.Println("closure", w.Alive())
}

//go:noinline
func deferred() {
	var w Watch
	defer use(w.New("argument"))
	fmt.Println("deferred", w.Alive())
}

//go:noinline
func result(w *Watch) (n *Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered %v", r)
			fmt.Println("result", w.Alive())
		}
	}()
	n = w.New("result")
	lost := w.New("lost")
	use(lost)
	panic("stop")
}

//go:noinline
func panics() {
	var w Watch
	n, err := result(&w)
	fmt.Println("result", w.Alive(), n.name, err)
}

type Namer interface{ Name() string }

func (n *Node) Name() string { return n.name }

//go:noinline
func interfaces() {
	var w Watch
	var x Namer = w.New("boxed")
	f := w.New("bound").Name
	fmt.Println("interfaces", w.Alive(), x.Name())
	fmt.Println("interfaces", w.Alive(), f())
	fmt.Println("interfaces", w.Alive())
}

//go:noinline
func selects() {
	var w Watch
	a, b := make(chan *Node, 1), make(chan *Node, 1)
	a <- w.New("sent")
	select {
	case n := <-a:
		fmt.Println("select", w.Alive(), use(n))
	case n := <-b:
		fmt.Println("never", n)
	}
	fmt.Println("select", w.Alive())
	select {
	case b <- w.New("kept"):
	case <-a:
		fmt.Println("never")
	}
	fmt.Println("select", len(b), w.Alive())
	<-b
	fmt.Println("select", w.Alive())
}

//go:noinline
func parked() {
	var w Watch
	var wg sync.WaitGroup
	start, ready := make(chan bool), make(chan bool)
	kept, dropped := w.New("kept"), w.New("dropped")
	wg.Add(1)
	go func(kept, dropped *Node) {
		defer wg.Done()
		use(dropped)
		ready <- true
		<-start
		use(kept)
		ready <- true
		<-start
	}(kept, dropped)
	kept, dropped = nil, nil
	<-ready
	runtime.Gosched()
	fmt.Println("parked", w.Alive())
	start <- true
	<-ready
	runtime.Gosched()
	fmt.Println("parked", w.Alive())
	start <- true
	wg.Wait()
}

//go:noinline
func values(w *Watch) func(yield func(int, *Node) bool) {
	return func(yield func(int, *Node) bool) {
		for i := range 3 {
			if !yield(i, w.New(fmt.Sprint("v", i))) {
				return
			}
		}
	}
}

//go:noinline
func rangeFunc() {
	var w Watch
	total := 0
	for i, n := range values(&w) {
		total += use(n)
		fmt.Println("rangefunc", i, w.Alive())
		if i == 1 {
			break
		}
	}
	fmt.Println("rangefunc", w.Alive(), total)
}

//go:noinline
func maps() {
	var w Watch
	m := map[string]*Node{"k": w.New("value")}
	for k, n := range m {
		delete(m, k)
		fmt.Println("map", w.Alive(), use(n))
		fmt.Println("map", w.Alive())
	}
}

//go:noinline
func keepAlive() {
	var w Watch
	n := w.New("kept")
	fmt.Println("keepalive", w.Alive())
	runtime.KeepAlive(n)
	fmt.Println("keepalive", w.Alive())
}

//go:noinline
func deep(w *Watch, depth int, n *Node) int {
	if depth == 0 {
		fmt.Println("deep", w.Alive())
		return 0
	}
	var own *Node
	if depth%2 == 0 {
		own = w.New(fmt.Sprint("d", depth))
	}
	sum := deep(w, depth-1, own)
	if own != nil {
		sum += use(own)
	}
	return sum
}

func main() {
	lastUse()
	overwritten()
	parameter()
	arguments()
	branch(true)
	branch(false)
	loop()
	list()
	inStruct()
	closure()
	deferred()
	panics()
	interfaces()
	selects()
	parked()
	rangeFunc()
	maps()
	keepAlive()
	var w Watch
	fmt.Println("deep", deep(&w, 300, nil) > 0)
}
