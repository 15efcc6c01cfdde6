// Which connections a client's requests use, and what a response says of its connection.
package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

func main() {
	var mu sync.Mutex
	numbers := map[string]int{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /ok", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "ok") })
	mux.HandleFunc("POST /limit", func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 100))
		fmt.Fprintln(w, len(b), err)
	})
	mux.HandleFunc("/bye", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Connection", "close") })
	mux.HandleFunc("/abort", func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) })
	mux.Handle("/redirect", http.RedirectHandler("/ok", http.StatusFound))
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		n, ok := numbers[r.RemoteAddr]
		if !ok {
			n = len(numbers) + 1
			numbers[r.RemoteAddr] = n
		}
		fmt.Println("connection", n, r.Method, r.URL.Path)
		mu.Unlock()
		mux.ServeHTTP(w, r)
	}))
	defer srv.Close()
	do := func(method, path, body string) {
		req, err := http.NewRequest(method, srv.URL+path, strings.NewReader(body))
		if err != nil {
			fmt.Println(err)
			return
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			fmt.Println(strings.ReplaceAll(err.Error(), srv.URL, ""))
			return
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		fmt.Println(resp.Status, resp.Close, resp.Header["Connection"], len(b), err)
	}
	do("GET", "/ok", "")
	do("POST", "/limit", "short")
	do("GET", "/ok", "")
	do("POST", "/limit", strings.Repeat("x", 200))
	do("GET", "/redirect", "")
	do("HEAD", "/ok", "")
	do("GET", "/bye", "")
	do("GET", "/ok", "")
	do("GET", "/abort", "")
	do("GET", "/ok", "")
}
