package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"
)

var fstest = os.DirFS(tempDir())

func tempDir() string {
	dir, _ := os.MkdirTemp("", "files")
	os.WriteFile(dir+"/a.txt", []byte("hello a\n"), 0o644)
	os.Mkdir(dir+"/sub", 0o755)
	os.WriteFile(dir+"/sub/index.html", []byte("<p>index"), 0o644)
	return dir
}

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /hello/{name}", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "hi %s %s\n", r.PathValue("name"), r.Pattern)
	})
	mux.HandleFunc("POST /echo", func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s|%v|%d|%v", b, err, r.ContentLength, r.TransferEncoding)
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(2 * time.Second):
			fmt.Fprintln(w, "slow")
		case <-r.Context().Done():
		}
	})
	mux.HandleFunc("/big", func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i < 1000; i++ {
			fmt.Fprintf(w, "line %d\n", i)
		}
	})
	mux.HandleFunc("/flush", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "a")
		w.(http.Flusher).Flush()
		fmt.Fprint(w, "b")
	})
	mux.HandleFunc("/panic", func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) })
	mux.HandleFunc("/redir", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/hello/redir", 302) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", 302) })
	mux.HandleFunc("/twice", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(201); w.WriteHeader(202) })
	mux.HandleFunc("/json", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]int{"a": 1})
	})
	mux.HandleFunc("/form", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.FormValue("q"), r.PostFormValue("p")) })
	mux.HandleFunc("/cookie", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "b c", Path: "/", MaxAge: 10, HttpOnly: true})
		c, err := r.Cookie("x")
		fmt.Fprint(w, c, err)
	})
	mux.Handle("/dir/", http.StripPrefix("/dir/", http.FileServerFS(fstest)))
	mux.HandleFunc("/204", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(204) })
	mux.HandleFunc("/cl", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "3")
		n, err := fmt.Fprint(w, "abcdef")
		fmt.Println("cl", n, err)
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	show := func(resp *http.Response, err error) {
		if err != nil {
			s := strings.ReplaceAll(err.Error(), srv.Listener.Addr().String(), "ADDR")
			fmt.Println("ERR", s)
			return
		}
		b, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if len(b) > 300 {
			b = b[:300]
		}
		resp.Header.Del("Date")
		resp.Header.Del("Last-Modified")
		fmt.Println(resp.Status, resp.Proto, resp.ContentLength, resp.TransferEncoding, resp.Header, err)
		fmt.Printf("%q\n", b)
	}
	for _, p := range []string{"/hello/bob", "/hello/", "/nope", "/echo", "/big", "/flush", "/panic", "/redir", "/loop", "/twice", "/json", "/form?q=1", "/cookie", "/204", "/cl", "/dir", "/dir/", "/dir/a.txt", "/dir/sub", "/dir/sub/index.html", "/dir/none", "/hello/../json", "//json"} {
		fmt.Println("==", p)
		show(http.Get(srv.URL + p))
	}
	show(http.Post(srv.URL+"/echo", "text/plain", strings.NewReader("body")))
	show(http.Post(srv.URL+"/echo", "text/plain", io.MultiReader(strings.NewReader("body"), bytes.NewReader([]byte("2")))))
	show(http.PostForm(srv.URL+"/form?q=1", url.Values{"p": {"2"}}))
	show(http.Head(srv.URL + "/big"))
	show(http.Head(srv.URL + "/json"))
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	req, _ := http.NewRequestWithContext(ctx, "GET", srv.URL+"/slow", nil)
	show(http.DefaultClient.Do(req))
	cancel()
	c := &http.Client{Timeout: 50 * time.Millisecond}
	show(c.Get(srv.URL + "/slow"))
	_, err := c.Get(srv.URL + "/slow")
	var ne net.Error
	fmt.Println(errors.As(err, &ne) && ne.Timeout(), errors.Is(err, context.DeadlineExceeded))
	ctx, cancel = context.WithCancel(context.Background())
	time.AfterFunc(20*time.Millisecond, cancel)
	req, _ = http.NewRequestWithContext(ctx, "GET", srv.URL+"/slow", nil)
	show(http.DefaultClient.Do(req))
	show(http.Get("http://127.0.0.1:1/"))
	show(http.Get("ftp://x/"))
	show(http.Get("http:///x"))
	show(http.Get(":bad"))
	var wg sync.WaitGroup
	var mu sync.Mutex
	counts := map[string]int{}
	for i := 0; i < 50; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 10 {
				resp, err := http.Get(srv.URL + "/hello/x")
				k := "err"
				if err == nil {
					b, _ := io.ReadAll(resp.Body)
					resp.Body.Close()
					k = string(b)
				}
				mu.Lock()
				counts[k]++
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println(counts)
	rec := httptest.NewRecorder()
	mux.ServeHTTP(rec, httptest.NewRequest("GET", "/hello/rec", nil))
	fmt.Println(rec.Code, rec.Body.String(), rec.Result().Header)
	func() {
		defer func() { fmt.Println(strings.Contains(fmt.Sprint(recover()), "conflicts with pattern")) }()
		mux.HandleFunc("GET /hello/{n}", nil2)
	}()
	// raw
	for _, raw := range []string{"GET /hello/raw HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "BAD\r\n\r\n", "GET /json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "GET /big HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"} {
		cn, _ := net.Dial("tcp", srv.Listener.Addr().String())
		cn.Write([]byte(raw))
		cn.SetReadDeadline(time.Now().Add(time.Second))
		b, _ := io.ReadAll(cn)
		if i := bytes.Index(b, []byte("Date: ")); i >= 0 {
			b = append(b[:i:i], b[i+37:]...)
		}
		if len(b) > 250 {
			b = b[:250]
		}
		fmt.Printf("%q\n", b)
		cn.Close()
	}
	s := &http.Server{Handler: mux}
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	done := make(chan error)
	go func() { done <- s.Serve(l) }()
	show(http.Get("http://" + l.Addr().String() + "/json"))
	fmt.Println(s.Shutdown(context.Background()), <-done)
	th := httptest.NewServer(http.TimeoutHandler(mux, 30*time.Millisecond, "too slow"))
	show(http.Get(th.URL + "/slow"))
	show(http.Get(th.URL + "/json"))
	th.Close()
}
func nil2(w http.ResponseWriter, r *http.Request) {}
