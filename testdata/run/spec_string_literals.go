// The specification's "String literals": raw and interpreted.
package main

import "fmt"

func show(s string) { fmt.Printf("%2d %q % x\n", len(s), s, s) }

func main() {
	show(`abc`)
	show(`\n
\n`)
	show("\n")
	show("\"")
	show("Hello, world!\n")
	show("日本語")
	show("\u65e5本\U00008a9e")
	show("\xff\u00FF")
	show("\377\x00\000\a\b\f\n\r\t\v\\")
	show(``)
	show("")
	show(`"'` + "`'")
	show(`\u65e5 \x41 \`)
	// Five ways to write the same string.
	all := []string{
		"日本語", `日本語`, "\u65e5\u672c\u8a9e", "\U000065e5\U0000672c\U00008a9e",
		"\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e",
	}
	for _, s := range all {
		fmt.Print(s == all[0], len(s), " ")
	}
	fmt.Println()
	// A character composed of several code points: an accent and a letter make two.
	fmt.Println(len([]rune("e\u0301")), len([]rune("\u00e9")))
	// An octal or hexadecimal escape is a byte, \u a code point.
	fmt.Println("\xe9" == "\u00e9", "\351" == "\xe9", len("\xe9"), len("\u00e9"))
	for i, r := range "a\xffb\u00ff" {
		fmt.Print(i, ":", r, " ")
	}
	fmt.Println()
	const c = "const" + `ant` // a constant
	fmt.Println(len(c), c[2], [len(c)]int{})
	fmt.Printf("%q\n", `a raw string
	keeps	tabs, "quotes", \escapes\ and // slashes`)
}
