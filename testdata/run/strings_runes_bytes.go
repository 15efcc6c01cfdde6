package main

import (
	"fmt"
	"unicode/utf8"
)

func main() {
	s := "héllo, 世界\xff!"
	fmt.Println(len(s), utf8.RuneCountInString(s), utf8.ValidString(s))
	for i, r := range s {
		fmt.Printf("%d:%q ", i, r)
	}
	fmt.Println()
	fmt.Println([]byte(s[:3]), []rune("世!"), string([]rune{72, 0x4e16, -1}), string(rune(65)))
	fmt.Printf("%s|%q|%+q|%x|% X|%U\n", s[7:10], s, s, "hi", "hi", '世')
	fmt.Println(s[1], s[0:1]+"x" > "hx", "a" < "b", "Z" < "a")
	b := []byte("abc")
	t := string(b)
	b[0] = 'z'
	fmt.Println(t, string(b))
	raw := `line\n
two`
	fmt.Println(len(raw), raw)
	switch {
	case "a"+"b" == "ab":
		fmt.Println("equal")
	}
	var r rune = 'a'
	r += 'é' - 'e'
	fmt.Println(r, string(r), "\u00e9\U0001F600\x41\101\t|")
}
