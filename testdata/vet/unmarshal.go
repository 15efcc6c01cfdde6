package main

import (
	"encoding/json"
	"os"
)

type T struct{}

func f[X any](x X) { json.Unmarshal(nil, x) }

func main() {
	var t T
	var m map[string]int
	var a any
	var s []int
	json.Unmarshal(nil, t)
	json.Unmarshal(nil, &t)
	json.Unmarshal(nil, m)
	json.Unmarshal(nil, a)
	json.Unmarshal(nil, s)
	json.Unmarshal(nil, nil)
	d := json.NewDecoder(os.Stdin)
	d.Decode(t)
	d.Decode(&t)
	d.Decode(1)
	json.NewDecoder(os.Stdin).Decode(m)
	f(t)
	x := json.Unmarshal
	x(nil, t)
}
