package main

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
)

type Event interface{ Name() string }
type UserCreated struct {
	ID    int
	Email string
}
type OrderPlaced struct {
	ID    int
	Total float64
	Items []string
}

func (UserCreated) Name() string  { return "user.created" }
func (*OrderPlaced) Name() string { return "order.placed" }

type Handler func(Event) error
type Bus struct {
	mu       sync.RWMutex
	handlers map[string][]Handler
	mw       []func(Handler) Handler
}

func (b *Bus) On(pattern string, h Handler) (off func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.handlers == nil {
		b.handlers = make(map[string][]Handler)
	}
	for _, m := range slices.Backward(b.mw) {
		h = m(h)
	}
	b.handlers[pattern] = append(b.handlers[pattern], h)
	i := len(b.handlers[pattern]) - 1
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.handlers[pattern][i] = nil
	}
}

func Subscribe[E Event](b *Bus, f func(E)) func() {
	var zero E
	if t := reflect.TypeOf(zero); t.Kind() == reflect.Pointer {
		zero = reflect.New(t.Elem()).Interface().(E)
	}
	return b.On(zero.Name(), func(e Event) error {
		f(e.(E))
		return nil
	})
}

func (b *Bus) Emit(e Event) (errs []error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, p := range []string{e.Name(), strings.Split(e.Name(), ".")[0] + ".*", "*"} {
		for _, h := range b.handlers[p] {
			if h == nil {
				continue
			}
			if err := safe(h)(e); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", p, err))
			}
		}
	}
	return
}

func safe(h Handler) Handler {
	return func(e Event) (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("handler panic: %v", r)
			}
		}()
		return h(e)
	}
}

func main() {
	b := new(Bus)
	depth := 0
	b.mw = append(b.mw, func(next Handler) Handler {
		return func(e Event) error {
			depth++
			fmt.Printf("%s> %T\n", strings.Repeat(" ", depth), e)
			defer func() { depth-- }()
			return next(e)
		}
	})
	off := Subscribe(b, func(u UserCreated) { fmt.Println("welcome", u.Email) })
	Subscribe(b, func(o *OrderPlaced) { fmt.Printf("order %d: %.2f %q\n", o.ID, o.Total, o.Items) })
	b.On("order.*", func(e Event) error { return fmt.Errorf("audit of %v failed", e) })
	b.On("*", func(e Event) error {
		var m map[string]int
		m[e.Name()] = 1
		return nil
	})
	fmt.Println(b.Emit(UserCreated{1, "a@b.c"}))
	off()
	fmt.Println(b.Emit(UserCreated{2, "x@y.z"}))
	for i, err := range b.Emit(&OrderPlaced{ID: 7, Total: 12.5, Items: []string{"a b", "c"}}) {
		fmt.Println(i, err)
	}
}
