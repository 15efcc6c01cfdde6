package main

import (
	"fmt"
	"html"
	"math/rand"
)

func main() {
	fmt.Println(html.EscapeString(`"Fran & Freddie's Diner" <tasty@example.com>`))
	fmt.Println(html.UnescapeString("&lt;&gt;&amp;&quot;&#39;&eacute;&eacute &#225; &#xE1; &NotEqualTilde; &notit; &notin; &ampx &bogus; &; & &# &#x; &#0; &#x80; &#xD800; &#x110000; &#99999999999; &#128;&fjlig;&&amp"))
	r := rand.New(rand.NewSource(1))
	pieces := []string{"&", "#", "x", "X", ";", "a", "amp", "lt", "not", "in", "1", "65", "8364", "f", " ", "é", "NotEqualTilde", "copy", "Aacute", "&amp;", "&#x41"}
	for range 60 {
		var s string
		for range r.Intn(9) {
			s += pieces[r.Intn(len(pieces))]
		}
		fmt.Printf("%q %q %q\n", s, html.UnescapeString(s), html.EscapeString(s))
	}
}
