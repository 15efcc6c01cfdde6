// The transport asks for compressed bodies and unpacks them, unless the program has a say of its own.
package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
)

func main() {
	text := strings.Repeat("compress me ", 1000)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		accepted := r.Header.Get("Accept-Encoding")
		w.Header().Set("X-Accepted", accepted)
		switch {
		case r.URL.Path == "/broken":
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, "this is not compressed")
		case strings.Contains(accepted, "gzip") && r.URL.Path != "/plain":
			w.Header().Set("Content-Encoding", "gzip")
			gz := gzip.NewWriter(w)
			io.WriteString(gz, text)
			gz.Close()
		default:
			io.WriteString(w, text)
		}
	}))
	defer srv.Close()
	show := func(what string, c *http.Client, req *http.Request) {
		resp, err := c.Do(req)
		if err != nil {
			fmt.Println(what, err)
			return
		}
		body, err := io.ReadAll(resp.Body)
		fmt.Printf("%s: accepted %q, encoding %q, length %v, header %q, uncompressed %v: %d bytes, right %v, %v\n", what, resp.Header.Get("X-Accepted"),
			resp.Header.Get("Content-Encoding"), resp.ContentLength == -1, resp.Header.Get("Content-Length"), resp.Uncompressed, len(body),
			string(body) == text, err)
		fmt.Println(resp.Body.Close(), resp.Body.Close())
		_, err = resp.Body.Read(make([]byte, 1))
		fmt.Println(err)
	}
	get := func(path string) *http.Request {
		req, err := http.NewRequest("GET", srv.URL+path, nil)
		if err != nil {
			panic(err)
		}
		return req
	}
	show("default", srv.Client(), get("/"))
	show("again", srv.Client(), get("/"))
	show("plain", srv.Client(), get("/plain"))
	show("broken", srv.Client(), get("/broken"))
	req := get("/")
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := srv.Client().Do(req)
	if err != nil {
		fmt.Println(err)
		return
	}
	gz, err := gzip.NewReader(resp.Body)
	if err != nil {
		fmt.Println(err)
		return
	}
	body, err := io.ReadAll(gz)
	fmt.Println("own", resp.Header.Get("Content-Encoding"), resp.Uncompressed, string(body) == text, err)
	resp.Body.Close()
	req = get("/")
	req.Header.Set("Range", "bytes=0-3")
	show("range", srv.Client(), req)
	req = get("/")
	req.Method = "HEAD"
	show("head", srv.Client(), req)
	show("disabled", &http.Client{Transport: &http.Transport{DisableCompression: true}}, get("/"))
}
