// flags: -lang=go1.21

package main

func main() {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i })
	}
	for _, v := range "ab" {
		fs = append(fs, func() int { return int(v) })
	}
	for i, v := range []int{1, 2} {
		fs = append(fs, func() int { return i*10 + v })
	}
	for k := range map[int]bool{7: true} {
		fs = append(fs, func() int { k++; return k })
	}
	for _, f := range fs {
		println(f())
	}
}
