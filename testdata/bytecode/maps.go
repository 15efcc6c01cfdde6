// Maps by kind of key, with and without ok, counting in place.
package main

type Key struct{ a, b int32 }

func main() {
	m := map[string]int{"a": 1}
	m["b"]++
	v, ok := m["c"]
	ints := make(map[int]string, 4)
	ints[1] = "one"
	keys := map[Key]bool{{1, 2}: true}
	delete(m, "a")
	println(v, ok, m["b"], ints[1], keys[Key{1, 2}], len(m))
	clear(ints)
}
