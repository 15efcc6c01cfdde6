package main

import (
	"encoding/json"
	"fmt"
)

func main() {
	b, err := json.Marshal(map[string]int{"a": 1})
	fmt.Println(string(b), err)
}
