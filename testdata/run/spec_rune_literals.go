// The specification's "Rune literals".
package main

import "fmt"

func main() {
	for _, r := range []rune{'a', 'ä', '本', '\t', '\000', '\007', '\377', '\x07', '\xff', '\u12e4', '\U00101234', '\''} {
		fmt.Printf("%d %U %q\n", r, r, r)
	}
	fmt.Println('\a', '\b', '\f', '\n', '\r', '\t', '\v', '\\', '\'', '"', '`', ' ', '\x41' == 'A', '\101' == 'A', '\u0041' == 'A')
	fmt.Println('\U0010FFFF', '\uD7FF', '\uE000', '\uFFFD', '😀', '\U0001F600' == '😀')
	fmt.Printf("%T %T %v\n", 'x', 'x'+1, 'x'-'a')
	// A rune literal is an integer constant: its type follows from its use.
	var b byte = 'z'
	var f float64 = 'a'
	var i8 int8 = '\x7f'
	var u uint16 = '￿'
	fmt.Println(b, f, i8, u, 'a'*2, 'a'/2., 'b'<<1, -'a', ^'a', string('本'), string(rune(0x65e5)))
	const c = 'a' + 1.0
	fmt.Printf("%T %v %T\n", c, c, 'a'+1i)
	counts := map[rune]int{'x': 1, '\u0078' + 1: 2}
	fmt.Println(counts['x'], counts['y'], [...]string{'a': "indexed", 'c': "by rune"}['a'])
	switch 'é' {
	case '\u00e9':
		fmt.Println("same")
	}
}
