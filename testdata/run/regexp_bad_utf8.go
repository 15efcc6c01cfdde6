// In texts that are not well-formed UTF-8 a bad byte counts as U+FFFD.
package main

import (
	"fmt"
	"regexp"
)

func main() {
	for _, text := range []string{"\xffab\xfe", "a\xc3b", "日\xe6\x97x本", "\x80", "ok", "a\ufffdb\xf0\x9f"} {
		for _, p := range []string{".", "[^a-c]+", "(.)b", "a(.*)b?", "\ufffd", "x*", "\\w+", "^.+$", "[\\x{fffd}-\\x{ffff}]"} {
			re := regexp.MustCompile(p)
			fmt.Printf("%q %q %v %q %v", text, p, re.MatchString(text), re.FindString(text), re.FindAllStringSubmatchIndex(text, -1))
			fmt.Printf(" %q %q", re.ReplaceAllString(text, "<$0>"), re.ReplaceAllStringFunc(text, func(m string) string { return fmt.Sprint(len(m)) }))
			fmt.Printf(" %q %v %q\n", re.Split(text, -1), re.FindIndex([]byte(text)), re.FindSubmatch([]byte(text)))
		}
	}
}
