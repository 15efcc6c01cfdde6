// Package expvar shows variables of a program, as JSON at /debug/vars of its HTTP server.
package expvar

import (
	"encoding/json"
	"log"
	"math"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// Var is a variable that is shown.
type Var interface {
	// String returns the value as JSON.
	String() string
}

// Int is an integer.
type Int struct {
	i atomic.Int64
}

// Value returns the value.
func (v *Int) Value() int64 { return v.i.Load() }

func (v *Int) String() string { return strconv.FormatInt(v.Value(), 10) }

// Add adds delta.
func (v *Int) Add(delta int64) { v.i.Add(delta) }

// Set sets the value.
func (v *Int) Set(value int64) { v.i.Store(value) }

// Float is a floating-point number.
type Float struct {
	bits atomic.Uint64
}

// Value returns the value.
func (v *Float) Value() float64 { return math.Float64frombits(v.bits.Load()) }

func (v *Float) String() string { return strconv.FormatFloat(v.Value(), 'g', -1, 64) }

// Add adds delta.
func (v *Float) Add(delta float64) {
	for {
		old := v.bits.Load()
		if v.bits.CompareAndSwap(old, math.Float64bits(math.Float64frombits(old)+delta)) {
			return
		}
	}
}

// Set sets the value.
func (v *Float) Set(value float64) { v.bits.Store(math.Float64bits(value)) }

// String is a string.
type String struct {
	s atomic.Pointer[string]
}

// Value returns the value.
func (v *String) Value() string {
	if p := v.s.Load(); p != nil {
		return *p
	}
	return ""
}

// String returns the value quoted.
func (v *String) String() string { return quote(v.Value()) }

// Set sets the value.
func (v *String) Set(value string) { v.s.Store(&value) }

// Func is a function whose result is shown.
type Func func() any

// Value calls the function.
func (f Func) Value() any { return f() }

func (f Func) String() string {
	b, _ := json.Marshal(f())
	return string(b)
}

// KeyValue is an entry of a Map.
type KeyValue struct {
	Key   string
	Value Var
}

// Map is variables by name.
type Map struct {
	vars sync.Map // Var by string
	mu   sync.RWMutex
	keys []string // mu; sorted
}

func (v *Map) String() string { return v.text(", ", "") }

// text returns the variables as JSON, with what stands between them, and around them.
func (v *Map) text(comma, space string) string {
	var b strings.Builder
	b.WriteString("{" + space)
	first := true
	v.Do(func(kv KeyValue) {
		if !first {
			b.WriteString(comma)
		}
		first = false
		b.WriteString(quote(kv.Key) + ": ")
		if kv.Value == nil {
			b.WriteString("null")
		} else {
			b.WriteString(kv.Value.String())
		}
	})
	b.WriteString(space + "}" + space)
	return b.String()
}

// Init removes all variables, and returns v.
func (v *Map) Init() *Map {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.keys = nil
	v.vars.Clear()
	return v
}

// put returns the variable of that name, which is av if there was none.
func (v *Map) put(key string, av Var) (is Var, added bool) {
	old, there := v.vars.LoadOrStore(key, av)
	if !there {
		v.mu.Lock()
		defer v.mu.Unlock()
		if i, found := slices.BinarySearch(v.keys, key); !found {
			v.keys = slices.Insert(v.keys, i, key)
		}
		return av, true
	}
	is, _ = old.(Var)
	return is, false
}

// Get returns the variable of that name, or nil.
func (v *Map) Get(key string) Var {
	x, _ := v.vars.Load(key)
	av, _ := x.(Var)
	return av
}

// Set makes av the variable of that name.
func (v *Map) Set(key string, av Var) {
	if _, added := v.put(key, av); !added {
		v.vars.Store(key, av)
	}
}

// Add adds delta to an *Int, which it makes if there is no variable of that name.
func (v *Map) Add(key string, delta int64) {
	av := v.Get(key)
	if av == nil {
		av, _ = v.put(key, new(Int))
	}
	if i, ok := av.(*Int); ok {
		i.Add(delta)
	}
}

// AddFloat adds delta to a *Float, which it makes if there is no variable of that name.
func (v *Map) AddFloat(key string, delta float64) {
	av := v.Get(key)
	if av == nil {
		av, _ = v.put(key, new(Float))
	}
	if f, ok := av.(*Float); ok {
		f.Add(delta)
	}
}

// Delete removes a variable.
func (v *Map) Delete(key string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if i, found := slices.BinarySearch(v.keys, key); found {
		v.keys = slices.Delete(v.keys, i, i+1)
		v.vars.Delete(key)
	}
}

// Do calls f for the variables, by name. Meanwhile none may be added or removed.
func (v *Map) Do(f func(KeyValue)) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	for _, key := range v.keys {
		f(KeyValue{key, v.Get(key)})
	}
}

// vars is all that is published.
var vars Map

// Publish shows a variable. It panics if the name is taken.
func Publish(name string, v Var) {
	if _, added := vars.put(name, v); !added {
		log.Panicln("Reuse of exported var name:", name)
	}
}

// Get returns the published variable of that name, or nil.
func Get(name string) Var { return vars.Get(name) }

// Do calls f for the published variables, by name.
func Do(f func(KeyValue)) { vars.Do(f) }

// publish publishes v, and returns it.
func publish[V Var](name string, v V) V {
	Publish(name, v)
	return v
}

// NewInt publishes an Int.
func NewInt(name string) *Int { return publish(name, new(Int)) }

// NewFloat publishes a Float.
func NewFloat(name string) *Float { return publish(name, new(Float)) }

// NewMap publishes a Map.
func NewMap(name string) *Map { return publish(name, new(Map)) }

// NewString publishes a String.
func NewString(name string) *String { return publish(name, new(String)) }

func serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Write([]byte(vars.text(",\n", "\n")))
}

// Handler returns the handler that shows the variables. It is that of /debug/vars already.
func Handler() http.Handler { return http.HandlerFunc(serve) }

func init() {
	http.HandleFunc("GET /debug/vars", serve)
	Publish("cmdline", Func(func() any { return os.Args }))
	Publish("memstats", Func(func() any {
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		return stats
	}))
}

// quote returns s as JSON, fit for HTML.
func quote(s string) string {
	const hex = "0123456789abcdef"
	b := []byte{'"'}
	for _, r := range s {
		switch {
		case r == '\\' || r == '"':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r < ' ' || r == '<' || r == '>' || r == '&' || r == '\u2028' || r == '\u2029':
			b = append(b, '\\', 'u', hex[r>>12], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return string(append(b, '"'))
}
