package main

import (
	"encoding/json"
	"expvar"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
)

func try(f func()) {
	defer func() { fmt.Printf("%q\n", recover()) }()
	f()
}

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	i := expvar.NewInt("hits")
	f := expvar.NewFloat("ratio")
	s := expvar.NewString("name")
	m := expvar.NewMap("codes")
	expvar.Publish("now", expvar.Func(func() any { return map[string]int{"b": 2, "a": 1} }))
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			for range 100 {
				i.Add(1)
				f.Add(0.5)
				m.Add("200", 1)
				m.AddFloat("time", 0.25)
			}
		})
	}
	wg.Wait()
	s.Set("a \"q\" <b>\n\t\u2028\x01é")
	fmt.Println(i, f, s, m, i.Value(), f.Value(), s.Value() != "", expvar.Get("hits"), expvar.Get("none"))
	m.Set("x", s)
	m.Set("x", i)
	m.Set("nil", nil)
	m.Add("time", 5)
	m.Delete("200")
	m.Delete("200")
	fmt.Println(m, m.Get("x"), m.Get("none"), new(expvar.Map), new(expvar.String))
	m.Do(func(kv expvar.KeyValue) { fmt.Print(kv.Key, " ") })
	fmt.Println(m.Init())
	expvar.Do(func(kv expvar.KeyValue) { fmt.Print(kv.Key, " ") })
	fmt.Println()
	try(func() { expvar.NewInt("hits") })
	for _, h := range []http.Handler{http.DefaultServeMux, expvar.Handler()} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/debug/vars", nil))
		var all map[string]any
		err := json.Unmarshal(w.Body.Bytes(), &all)
		fmt.Println(w.Code, w.Header().Get("Content-Type"), err, all["hits"], all["name"], all["now"], len(all), all["memstats"].(map[string]any)["Alloc"] != nil)
	}
}
