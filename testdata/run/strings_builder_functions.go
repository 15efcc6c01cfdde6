package main

import (
	"fmt"
	"strings"
)

func main() {
	var b strings.Builder
	for i := range 3 {
		fmt.Fprintf(&b, "%d,", i)
	}
	b.WriteByte('!')
	b.WriteRune('é')
	fmt.Println(b.String(), b.Len())
	fmt.Printf("%q\n", strings.Split("a,b,,c", ","))
	fmt.Println(strings.Repeat("ab", 3), strings.Replace("aaaa", "a", "b", 2), strings.Title("x"), strings.ToUpper("é"))
	fmt.Println(strings.Cut("k=v=w", "="))
	fmt.Println(strings.TrimLeft("xxabc", "x"), strings.TrimPrefix("xxabc", "x"), strings.Fields("  a b  c "), strings.EqualFold("Go", "GO"))
	fmt.Println(strings.Map(func(r rune) rune {
		if r == 'a' {
			return -1
		}
		return r + 1
	}, "banana"), strings.Index("chicken", "ken"), strings.Count("cheese", "e"), strings.LastIndex("go gopher", "go"))
	for w := range strings.SplitSeq("a-b-c", "-") {
		fmt.Print(w, ";")
	}
	fmt.Println(strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace("<b>"))
}
