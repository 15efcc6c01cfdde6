package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

func main() {
	s := "Hello, 世界! héllo"
	fmt.Println(len(s), utf8.RuneCountInString(s), strings.ToUpper(s), strings.ToLower(s), strings.Title("foo bar"))
	for i, r := range "aé世\xff!" {
		fmt.Print(i, ":", string(r), "(", r, ") ")
	}
	fmt.Println()
	fmt.Println([]rune("é世"), []byte("é"), string([]rune{65, 0x1F600, -1}), string(rune(0x10FFFF+1)))
	fmt.Printf("%q\n", strings.Split("a,b,,c", ","))
	fmt.Printf("%q %q %q\n", strings.SplitN("a,b,c,d", ",", 2), strings.SplitAfter("a,b", ","), strings.Split("", ","))
	fmt.Printf("%q %q\n", strings.Split("abc", ""), strings.Fields("  a  b\tc\n"))
	fmt.Printf("%q\n", strings.FieldsFunc("a1b2c3", unicode.IsDigit))
	fmt.Println(strings.Join([]string{"x", "y"}, "-"), strings.Repeat("ab", 3), strings.Replace("aaaa", "a", "b", 2), strings.ReplaceAll("aaaa", "aa", "b"))
	fmt.Println(strings.Index("chicken", "ken"), strings.LastIndex("go gopher", "go"), strings.IndexByte("abc", 'c'), strings.IndexRune("chicken", 'k'), strings.IndexAny("golang", "ny"), strings.IndexFunc("Hello", unicode.IsLower))
	fmt.Println(strings.HasPrefix("golang", "go"), strings.HasSuffix("golang", "ng"), strings.Contains("x", ""), strings.ContainsAny("x", ""), strings.ContainsRune("abc", 'b'), strings.Count("cheese", "e"), strings.Count("five", ""))
	fmt.Printf("%q %q %q %q %q\n", strings.Trim("  xx  ", " "), strings.TrimLeft("xxabc", "x"), strings.TrimSuffix("a.go", ".go"), strings.TrimFunc("123abc456", unicode.IsDigit), strings.TrimSpace("\t x \n"))
	fmt.Println(strings.EqualFold("Go", "GO"), strings.Compare("a", "b"), strings.Map(func(r rune) rune {
		if r == 'a' {
			return -1
		}
		return unicode.ToUpper(r)
	}, "banana"))
	before, after, ok := strings.Cut("key=value=x", "=")
	fmt.Println(before, after, ok)
	fmt.Println(strings.CutPrefix("prefix-rest", "prefix-"))
	fmt.Println(strings.CutSuffix("file.txt", ".go"))
	r := strings.NewReplacer("<", "&lt;", ">", "&gt;", "&", "&amp;")
	fmt.Println(r.Replace("<a & b>"))
	fmt.Println(strings.NewReplacer("a", "1", "aa", "2", "b", "").Replace("aaab"))
	var sb strings.Builder
	for i := 3; i > 0; i-- {
		fmt.Fprintf(&sb, "%d...", i)
	}
	sb.WriteByte('!')
	sb.WriteRune('世')
	sb.WriteString("end")
	fmt.Println(sb.String(), sb.Len())
	rd := strings.NewReader("reader")
	b := make([]byte, 4)
	n, _ := rd.Read(b)
	fmt.Println(n, string(b[:n]), rd.Len())
	for l := range strings.Lines("one\ntwo\nthree") {
		fmt.Printf("%q ", l)
	}
	for p := range strings.SplitSeq("a-b-c", "-") {
		fmt.Print(p, ".")
	}
	for f := range strings.FieldsSeq(" q w  e ") {
		fmt.Print(f, ";")
	}
	fmt.Println()
	fmt.Println(strings.ToTitle("ǆ"), strings.ToValidUTF8("a\xffb", "?"), strings.Count("日本語", "本"), utf8.ValidString("a\xff"))
	rev := []rune(s)
	for i, j := 0, len(rev)-1; i < j; i, j = i+1, j-1 {
		rev[i], rev[j] = rev[j], rev[i]
	}
	fmt.Println(string(rev))
	raw := `back\n
tick`
	fmt.Println(raw, len(raw), "\u00e9\x41\101\t|")
	caesar := func(s string, k rune) string {
		return strings.Map(func(r rune) rune {
			switch {
			case 'a' <= r && r <= 'z':
				return 'a' + (r-'a'+k+26)%26
			case unicode.IsUpper(r):
				return 'A' + (r-'A'+k+26)%26
			}
			return r
		}, s)
	}
	enc := caesar("Attack at Dawn!", 3)
	fmt.Println(enc, caesar(enc, -3))
	fmt.Println(unicode.IsLetter('é'), unicode.IsSpace('\u00a0'), unicode.IsPunct('!'), unicode.Is(unicode.Han, '世'), unicode.In('я', unicode.Cyrillic, unicode.Greek), unicode.IsControl(7), unicode.SimpleFold('K'))
	rr, size := utf8.DecodeRuneInString("世")
	lr, ls := utf8.DecodeLastRuneInString("a世")
	fmt.Println(rr, size, lr, ls, utf8.RuneLen('é'), utf8.AppendRune(nil, '世'), utf8.FullRune([]byte{0xe4, 0xb8}))
	fmt.Println("a" < "b", "Z" < "a", "abc" > "abd", "" < "a", s[7:10], s[:5]+s[len(s)-1:])
}
