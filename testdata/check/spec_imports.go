// What the specification forbids of imports and of the main package.
package main

import (
	"fmt"
	"fmt"
	. "os"
	str "strings"
	_ "sort"
	math "strconv"
	init "time"
)

var str = 1

func f() { fmt := 1; _ = fmt }

func main() int { return strings.Count("", "") }
