// HTTPS: a test server and its client, certificates that are not trusted, the wrong protocol on either side, files, and a proxy.
package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

func get(c *http.Client, url string) {
	resp, err := c.Get(url)
	if err != nil {
		var u x509.UnknownAuthorityError
		text := err.Error()
		if i := strings.Index(text, "https://"); i >= 0 {
			text = text[strings.Index(text, ": "):]
		}
		fmt.Println("error:", errors.As(err, &u), text)
		return
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	fmt.Printf("%s %s %q %v %v\n", resp.Proto, resp.Status, b, err, resp.TLS != nil && len(resp.TLS.PeerCertificates) == 1)
}

type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func main() {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%s %s %v", r.Method, r.URL.Path, r.TLS != nil && r.TLS.HandshakeComplete)
	})
	s := httptest.NewUnstartedServer(handler)
	var logged lines
	s.Config.ErrorLog = log.New(&logged, "", 0)
	s.StartTLS()
	fmt.Println(strings.HasPrefix(s.URL, "https://127.0.0.1:"), s.Certificate().Subject, s.Certificate().DNSNames)
	c := s.Client()
	get(c, s.URL+"/one")
	get(c, s.URL+"/two")
	get(c, "https://example.com/three")
	get(&http.Client{}, s.URL)
	get(&http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}, s.URL)

	// Plain HTTP to a server of HTTPS, and the other way round.
	raw, _ := net.Dial("tcp", s.Listener.Addr().String())
	io.WriteString(raw, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	b, _ := io.ReadAll(raw)
	fmt.Printf("%q\n", b)
	plain := httptest.NewServer(handler)
	get(c, strings.Replace(plain.URL, "http:", "https:", 1))
	plain.Close()

	// A proxy that connects.
	proxied := ""
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		proxied = r.Method + " " + r.Header.Get("Proxy-Authorization")
		if r.Host != s.Listener.Addr().String() {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		up, err := net.Dial("tcp", r.Host)
		if err != nil {
			panic(err)
		}
		down, rw, _ := w.(http.Hijacker).Hijack()
		io.WriteString(down, "HTTP/1.1 200 OK\r\n\r\n")
		go func() {
			io.Copy(up, rw)
			up.Close()
		}()
		io.Copy(down, bufio.NewReader(up))
		down.Close()
	}))
	u, _ := url.Parse(proxy.URL)
	u.User = url.UserPassword("me", "secret")
	tr := c.Transport.(*http.Transport).Clone()
	tr.Proxy = http.ProxyURL(u)
	get(&http.Client{Transport: tr}, s.URL+"/through")
	fmt.Println(proxied)
	tr.DialContext = nil
	get(&http.Client{Transport: tr}, "https://127.0.0.1:1/")
	tr.CloseIdleConnections()

	// Certificates in files.
	dir, _ := os.MkdirTemp("", "")
	defer os.RemoveAll(dir)
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	der, _ := x509.MarshalPKCS8PrivateKey(s.TLS.Certificates[0].PrivateKey)
	os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o600)
	os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600)
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	server := &http.Server{Handler: handler}
	ended := make(chan error)
	go func() { ended <- server.ServeTLS(l, cert, key) }()
	get(c, "https://"+l.Addr().String()+"/files")
	server.Close()
	fmt.Println(<-ended)
	fmt.Println(http.ListenAndServeTLS("127.0.0.1:0", "/nowhere/cert", "/nowhere/key", nil))
	s.Close()
	logged.mu.Lock()
	for line := range strings.Lines(logged.b.String()) {
		_, reason, _ := strings.Cut(line, ": ")
		_, reason, _ = strings.Cut(reason, ": ")
		fmt.Print(reason)
	}
}
