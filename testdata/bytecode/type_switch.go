// A type switch compares type words; assertions to interfaces have a cache.
package main

type Stringer interface{ String() string }

func kind(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int:
		if v > 1 {
			return "big int"
		}
		return "int"
	case string:
		return v
	case Stringer:
		return v.String()
	}
	n, ok := x.(float64)
	if ok && n > 0 {
		return "float"
	}
	return "other"
}

func main() { println(kind(1), kind("s"), kind(nil), kind(2.5)) }
