// net/http/httputil: messages as text, and a proxy between a client and a server.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
)

func show(name string, b []byte, err error) { fmt.Printf("%s: %q %v\n", name, b, err) }

func main() {
	req, _ := http.NewRequest("POST", "https://host.test/p?q=1", strings.NewReader("the body"))
	req.Header.Set("Accept-Encoding", "identity")
	req.Header.Set("X-B", "b")
	req.Header.Set("X-A", "a")
	for _, body := range []bool{true, false} {
		b, err := httputil.DumpRequest(req, body)
		show("request", b, err)
		b, err = httputil.DumpRequestOut(req, body)
		show("out", b, err)
	}
	rest, _ := io.ReadAll(req.Body)
	fmt.Printf("%q\n", rest)
	req, _ = http.NewRequest("GET", "http://host.test", nil)
	req.Header.Set("Accept-Encoding", "identity")
	b, err := httputil.DumpRequestOut(req, true)
	show("get", b, err)
	req.TransferEncoding = []string{"chunked"}
	req.Body = io.NopCloser(strings.NewReader("abc"))
	req.RequestURI = "http://other/abs"
	b, err = httputil.DumpRequest(req, true)
	show("chunked", b, err)
	resp := &http.Response{StatusCode: 200, ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{"K": {"v"}}, Body: io.NopCloser(strings.NewReader("text")), ContentLength: 4}
	for _, body := range []bool{true, false, true} {
		b, err := httputil.DumpResponse(resp, body)
		show("response", b, err)
	}
	var cb bytes.Buffer
	cw := httputil.NewChunkedWriter(&cb)
	cw.Write([]byte("hello"))
	cw.Write([]byte("world!"))
	fmt.Println(cw.Close(), cb.String())
	rest, err = io.ReadAll(httputil.NewChunkedReader(&cb))
	fmt.Printf("%q %v\n", rest, err)

	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Keep-Alive", "x")
		w.Header().Set("X-Seen", fmt.Sprint(r.Method, " ", r.URL, " ", r.Header["X-Hop"], r.Header["Te"], r.Header["User-Agent"], r.Header["X-Forwarded-For"] != nil, r.Header["X-Forwarded-Proto"], r.Header["Keep"], string(body)))
		switch r.URL.Path {
		case "/base/fail":
			w.WriteHeader(http.StatusTeapot)
		case "/base/stream":
			w.Header().Set("Trailer", "T1")
			for i := range 3 {
				fmt.Fprintln(w, "part", i)
				w.(http.Flusher).Flush()
			}
			w.Header().Set("T1", "announced")
			w.Header().Set(http.TrailerPrefix+"T2", "not announced")
			return
		}
		fmt.Fprint(w, "answer")
	}))
	defer server.Close()
	target, _ := url.Parse(server.URL + "/base?from=target")
	quiet := log.New(io.Discard, "", 0)
	proxies := map[string]*httputil.ReverseProxy{
		"1 director": httputil.NewSingleHostReverseProxy(target),
		"2 rewrite": {Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.SetXForwarded()
		}, FlushInterval: -1},
		"3 modify": {Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) }, ErrorLog: quiet, ModifyResponse: func(r *http.Response) error {
			if r.StatusCode == http.StatusTeapot {
				return errors.New("no tea")
			}
			r.Header.Set("X-Modified", "yes")
			return nil
		}},
		"4 handler": {Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) }, Director: func(*http.Request) {}, ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			http.Error(w, err.Error(), 599)
		}},
		"5 down": {Rewrite: func(r *httputil.ProxyRequest) { r.Out.URL = &url.URL{Scheme: "http", Host: "127.0.0.1:1"} }, ErrorLog: quiet},
	}
	for _, name := range []string{"1 director", "2 rewrite", "3 modify", "4 handler", "5 down"} {
		front := httptest.NewServer(proxies[name])
		for _, path := range []string{"/x/y?a=1;b=2&c=%zz", "/fail", "/stream", "/a%2Fb/"} {
			req, _ := http.NewRequest("PUT", front.URL+path, strings.NewReader("data"))
			req.Header.Set("Connection", "X-Hop")
			req.Header.Set("X-Hop", "gone")
			req.Header.Set("Te", "trailers, deflate")
			req.Header.Set("Keep", "kept")
			req.Header.Set("Accept-Encoding", "identity")
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				fmt.Println(name, path, "error")
				continue
			}
			body, err := io.ReadAll(resp.Body)
			resp.Body.Close()
			fmt.Printf("%s %s: %d %q %v %q %q %q %v\n", name, path, resp.StatusCode, body, err, resp.Header["X-Seen"], resp.Header["Keep-Alive"], resp.Header["X-Modified"], resp.Trailer)
		}
		front.Close()
	}
	p := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: "h", Path: "/base/"})
	for _, path := range []string{"/x", "x", "", "/a%2fb"} {
		u, _ := url.Parse(path)
		r := &http.Request{URL: u}
		p.Director(r)
		fmt.Println(r.URL)
	}
}
