package main

import (
	"fmt"
	"regexp"
	"strings"
)

func main() {
	re := regexp.MustCompile(`(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})`)
	text := "from 2023-01-15 to 2024-12-31, not 99-1-1"
	fmt.Println(re.MatchString(text), re.FindString(text), re.FindStringIndex(text))
	fmt.Printf("%q\n", re.FindStringSubmatch(text))
	fmt.Printf("%q\n", re.FindAllString(text, -1))
	fmt.Println(re.FindAllStringSubmatchIndex(text, -1))
	fmt.Println(re.ReplaceAllString(text, "${day}/$month/$year"), re.ReplaceAllLiteralString(text, "$1"))
	fmt.Printf("%q %d %v\n", re.SubexpNames(), re.NumSubexp(), re.SubexpIndex("month"))
	fmt.Println(re.ReplaceAllStringFunc(text, strings.ToUpper), re)
	fmt.Printf("%q\n", regexp.MustCompile(`[,;\s]+`).Split("a, b;c  d", -1))
	fmt.Printf("%q\n", regexp.MustCompile(`a*`).Split("baaac", -1))
	fmt.Printf("%q\n", regexp.MustCompile(`a*`).FindAllString("baaac", -1))
	fmt.Println(regexp.MustCompile(`a*`).ReplaceAllString("baaac", "X"))
	_, err := regexp.Compile(`a(b`)
	fmt.Println(err)
	_, err = regexp.Compile(`*x`)
	fmt.Println(err)
	_, err = regexp.Compile(`[z-a]`)
	fmt.Println(err)
	_, err = regexp.Compile(`(?<n>x)\8(?=y)`)
	fmt.Println(err)
	fmt.Println(regexp.QuoteMeta("a.b*c[d]"))
	ok, err := regexp.MatchString(`^[\w.+-]+@[\w-]+\.[\w.]+$`, "foo.bar@example.co.uk")
	fmt.Println(ok, err)
	log := regexp.MustCompile(`(?m)^(\w+)\s+\[(\w+)\]\s+(.*)$`)
	for _, m := range log.FindAllStringSubmatch("srv1 [INFO] started\nsrv2 [ERROR] disk full\nbad line\n", -1) {
		fmt.Printf("%s|%s|%s\n", m[1], m[2], m[3])
	}
	fmt.Println(string(regexp.MustCompile(`(?i)go+`).ReplaceAll([]byte("GO gooo"), []byte("<$0>"))))
	fmt.Println(regexp.MustCompile(`(a|ab)(c|bcd)`).FindString("abcd"), regexp.MustCompilePOSIX(`(a|ab)(c|bcd)`).FindString("abcd"))
	lg := regexp.MustCompile(`a+?`)
	fmt.Println(lg.FindString("aaa"))
	lg.Longest()
	fmt.Println(lg.FindString("aaa"))
	fmt.Println(regexp.MustCompile(`\p{Greek}+`).FindString("abc αβγ"), regexp.MustCompile(`\bfoo\b`).FindAllStringIndex("foo food foo", -1))
	var dst []byte
	for _, sub := range re.FindAllStringSubmatchIndex(text, -1) {
		dst = re.ExpandString(dst, "<$year>", text, sub)
	}
	fmt.Println(string(dst))
	defer func() { fmt.Println(recover()) }()
	regexp.MustCompile(`(`)
}
