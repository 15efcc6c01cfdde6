package main

import (
	"fmt"
	"no/such/package"
	_ "os"
)

func main() { fmt.Println() }
