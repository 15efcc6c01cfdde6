// net/http/cookiejar: what cookies are kept and sent.
package main

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"
)

type suffixes struct{}

func (suffixes) String() string { return "test" }
func (suffixes) PublicSuffix(d string) string {
	if d == "co.uk" || strings.HasSuffix(d, ".co.uk") {
		return "co.uk"
	}
	return d[strings.LastIndex(d, ".")+1:]
}

func main() {
	for _, o := range []*cookiejar.Options{nil, {PublicSuffixList: suffixes{}}} {
		j, err := cookiejar.New(o)
		fmt.Println(err)
		at := func(s string) *url.URL {
			u, err := url.Parse(s)
			if err != nil {
				fmt.Println(err)
			}
			return u
		}
		set := func(u string, cs ...*http.Cookie) { j.SetCookies(at(u), cs) }
		get := func(urls ...string) {
			for _, u := range urls {
				fmt.Print(u, ":")
				for _, c := range j.Cookies(at(u)) {
					fmt.Print(" ", c)
				}
				fmt.Println()
			}
		}
		set("http://www.host.test/a/b", &http.Cookie{Name: "a", Value: "1"}, &http.Cookie{Name: "b", Value: "2", Path: "/"}, &http.Cookie{Name: "c", Value: "3", Path: "/a/b/c"},
			&http.Cookie{Name: "d", Value: "4", Domain: "host.test"}, &http.Cookie{Name: "e", Value: "5", Domain: ".host.test", Secure: true}, &http.Cookie{Name: "f", Value: "6", Domain: "other.test"},
			&http.Cookie{Name: "g", Value: "7", MaxAge: 1000}, &http.Cookie{Name: "h", Value: "8", MaxAge: -1}, &http.Cookie{Name: "i", Value: "9", Expires: time.Unix(1, 0)}, &http.Cookie{Name: "q", Value: "x y", Quoted: true},
			&http.Cookie{Name: "t", Value: "t", Domain: "test"}, &http.Cookie{Name: "m", Value: "m", Domain: "..host.test"}, &http.Cookie{Name: "n", Value: "n", Domain: "host.test."})
		get("http://www.host.test/a/b", "http://www.host.test/a/b/c/d", "https://www.host.test/", "http://host.test/a", "http://x.host.test/a/", "http://www.host.test/ab", "ftp://www.host.test/a/b", "http://other.test", "http://www.host.test:8080/a/b", "http://WWW.HOST.TEST./a")
		set("http://www.host.test/a/b", &http.Cookie{Name: "a", MaxAge: -1}, &http.Cookie{Name: "b", Value: "new", Path: "/"})
		get("http://www.host.test/a/b")
		set("http://a.co.uk", &http.Cookie{Name: "x", Value: "1", Domain: "co.uk"}, &http.Cookie{Name: "y", Value: "2", Domain: "a.co.uk"})
		set("http://co.uk", &http.Cookie{Name: "z", Value: "3", Domain: "co.uk"})
		get("http://a.co.uk", "http://b.co.uk", "http://www.a.co.uk", "http://co.uk")
		set("http://127.0.0.1:99/x", &http.Cookie{Name: "ip", Value: "1", Secure: true}, &http.Cookie{Name: "ip2", Value: "1", Domain: "127.0.0.1"}, &http.Cookie{Name: "ip3", Value: "1", Domain: "0.0.1"})
		set("http://[::1]:99/x", &http.Cookie{Name: "six", Value: "1"})
		set("http://sub.localhost", &http.Cookie{Name: "loc", Value: "1", Secure: true})
		set("http://bücher.example/x/y/z", &http.Cookie{Name: "idn", Value: "1"}, &http.Cookie{Name: "idn2", Value: "2", Domain: "bücher.example"}, &http.Cookie{Name: "idn3", Value: "2", Domain: "xn--bcher-kva.example"})
		get("http://127.0.0.1/x", "http://[::1]/", "http://sub.localhost", "http://xn--bcher-kva.example/x/y", "http://bücher.example/x/y/", "http://www.bücher.example/x/y/", "http://ÄÖ漢字.test/")
	}
}
