package main

import (
	"fmt"
	"net/url"
)

func main() {
	for _, s := range []string{"http://user:pa%20ss@host.com:8080/a/b%2Fc;x?q=1&r=a+b%26#frag%20x", "mailto:a@b.c", "//host/path", "/abs?x", "rel/path", "http://[::1]:80/", "http://[fe80::1%25en0]/", "", "*", "http://a b/", "http://h/%zz", "1http://x", ":x", "a:b:c", "http://host:port/", "http://x?", "x:y?z#w", "http://h/a b?c d", "http://ex%41mple/", "http://host/\x7f", "file:///etc/passwd", "http:/no", "foo%2f:bar", "http://u@h@x/", "http://[::1/", "http://h#", "http://1.2.3.4:99999/x", "http://a:b:c/"} {
		u, err := url.Parse(s)
		if err != nil {
			fmt.Println("ERR", err)
			continue
		}
		fmt.Printf("%q -> %s|%s|%v|%s|%s|%s|%s|%s|%v|%s|%s\n", s, u.Scheme, u.Opaque, u.User, u.Host, u.Path, u.RawPath, u.RawQuery, u.Fragment, u.ForceQuery, u.Hostname(), u.Port())
		fmt.Println("  ", u, u.Redacted(), u.EscapedPath(), u.RequestURI(), u.IsAbs())
	}
	base, _ := url.Parse("http://a/b/c/d;p?q")
	for _, r := range []string{"g:h", "g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", "g#s", ";x", "", ".", "./", "..", "../", "../g", "../..", "../../g", "../../../g", "/./g", "/../g", "g.", "./../g", "g;x=1/../y", "http:g"} {
		u, err := base.Parse(r)
		fmt.Println(r, "->", u, err)
	}
	v, err := url.ParseQuery("a=1&b=2&a=3&c&=x&d=%zz&e=a+b%20c&f;g=1")
	fmt.Println(v, err, v.Get("a"), v["a"], v.Has("c"), v.Encode())
	v.Set("é&", "x=y z")
	v.Add("a", "4")
	v.Del("b")
	fmt.Println(v.Encode())
	for _, s := range []string{"a b/c?d&e=f+g%é~-_.!*'()", ""} {
		q, p := url.QueryEscape(s), url.PathEscape(s)
		uq, e1 := url.QueryUnescape(q)
		up, e2 := url.PathUnescape(p)
		fmt.Println(q, p, uq == s, up == s, e1, e2)
	}
	fmt.Println(url.QueryUnescape("%4"))
	fmt.Println(url.JoinPath("http://h/a/", "../b", "/c/", "d e"))
	fmt.Println(url.JoinPath("http://h", "x/"))
	u := &url.URL{Scheme: "https", Host: "h", Path: "/a b", RawQuery: "x=1", User: url.UserPassword("me", "p@ss")}
	fmt.Println(u, u.JoinPath("c"), u.Query())
	_, err = url.ParseRequestURI("foo")
	fmt.Println(err)
}
