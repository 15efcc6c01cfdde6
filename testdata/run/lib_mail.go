// net/mail: messages, addresses, dates.
package main

import (
	"fmt"
	"io"
	"net/mail"
	"strings"
)

func main() {
	m, err := mail.ReadMessage(strings.NewReader("From: John Doe <jdoe@machine.example>\r\nTo: A, b <b@c>\r\n , d@e\r\n" +
		"Subject: =?utf-8?q?gr=C3=BC=C3=9Fe?=\r\ndate: Fri, 21 Nov 1997 09:55:06 -0600 (CST)\r\n\r\nHello\r\nbody\r\n"))
	fmt.Println(err)
	body, _ := io.ReadAll(m.Body)
	d, err := m.Header.Date()
	fmt.Printf("%q %q %v %v\n", body, m.Header.Get("subject"), d, err)
	list, err := m.Header.AddressList("From")
	fmt.Println(list, err)
	list, err = m.Header.AddressList("to")
	fmt.Println(list, err)
	_, err = m.Header.AddressList("cc")
	fmt.Println(err, err == mail.ErrHeaderNotPresent)
	for _, s := range []string{" x: y\r\n\r\n", "novalue\r\n\r\n", "", "a: b", ": x\r\nk: v\r\n\r\nz"} {
		m, err := mail.ReadMessage(strings.NewReader(s))
		fmt.Println(m != nil, err)
	}

	for _, s := range []string{
		"a@b", "<a@b>", "Bob <a@b.c>", `"Bob, \"the\" X" <a@b.c>`, "a@b (comment name)", "Bob (x (y)) Z <a@b>",
		"=?utf-8?q?J=C3=B6rg_Doe?= <joerg@example.com>", "=?iso-8859-1?q?J=F6rg?= =?utf-8?b?w7Y=?= D <j@e>", "=?xx?q?a?= <j@e>",
		`"a b"@c`, `""@c`, "a@[127.0.0.1]", "a@[x]", "a@[]", "a@[1.2.3.4", "group: a@b, C <c@d>;", "g:;", "g: a@b;", ".a@b", "a..b@c", "a.@b",
		"a@b c", "a@b,", "", "  ", "Bob", "Bob a@", "<a@b", "a@", "@b", "Bob <a>", "a@b (x", "\xff@b", "\"\xff\"@b", "üser@dömain", "a b <c@d>, e@f",
		"Bob <a@b> (c)", "x <@y>", "x <>", "Asem H. <noreply@example.com>", "A.B. <x@y>", `"a\` + "\x01" + `" <x@y>`, "cfws@example.com (CFWS (cfws))  (another comment)",
	} {
		a, err := mail.ParseAddress(s)
		if err != nil {
			fmt.Printf("%q: %v\n", s, err)
		} else {
			fmt.Printf("%q: %q %q %s\n", s, a.Name, a.Address, a)
		}
		l, err := mail.ParseAddressList(s)
		fmt.Println("   ", len(l), err)
	}
	for _, s := range []string{"a@b, c@d", ",,a@b,,c@d,", "g: a@b, c@d; , e@f", "a@b c@d", "a@b (x)(y), z", "g: a@b c@d;", "g: ,;"} {
		l, err := mail.ParseAddressList(s)
		fmt.Println(s, l, err)
	}
	for _, a := range []mail.Address{
		{"", "a"}, {"Bob", "a b@c"}, {"Bob X", "a@b"}, {`B"o\b`, "a@b"}, {"Jörg", "a@b"}, {"J, ö", "a@b"}, {"a\x01", "a@b"}, {"", ".a@b"}, {"", `a"@b`},
	} {
		fmt.Println(a.String())
	}
	for _, s := range []string{
		"Fri, 21 Nov 1997 09:55:06 -0600", "21 Nov 97 09:55 GMT", "1 Jan 2020 00:00:00 +0000 (UTC)", "Tue, 1 Jul 2003 10:52:37 +0200",
		"Thu, 20 Nov 1997 09:55:06 MDT (MDT)", "Thu, 20 Nov 1997 09:55:06 UT", "x", "", "Fri, 21 Nov 1997 09:55:06 -0600 (a", "21 Nov 1997 09:55:06\r\n -0600",
		"21 Nov\r 1997 09:55:06 -0600", "Fri, 21 Nov 1997 09:55:06 -06",
	} {
		t, err := mail.ParseDate(s)
		fmt.Println(t.UTC(), err)
	}
}
