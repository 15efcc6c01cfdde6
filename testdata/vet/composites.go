package main

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"
	"unicode"
)

type pair struct{ a, b int }

type alias = url.Error

func main() {
	_ = pair{1, 2}
	_ = url.Error{"a", "b", nil}
	_ = &url.Error{"a", "b", nil}
	_ = url.Error{Op: "a", URL: "b"}
	_ = []url.Error{{"a", "b", nil}}
	_ = []*url.Error{{"a", "b", nil}, {}}
	_ = alias{"a", "b", nil}
	_ = unicode.Range16{1, 2, 3}
	_ = struct{ x int }{1}
	_ = []int{1, 2}
	_ = time.Time{}
	var mu sync.Mutex
	_ = &mu
	fmt.Println(strings.Repeat("a", 2))
}
