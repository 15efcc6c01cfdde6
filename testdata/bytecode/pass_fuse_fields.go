// Slices and strings in fields: elements, bytes, appending, cutting; elements that are counted up. Constants of loops, once each.
package main

type matrix struct {
	rows, cols int
	data       []float64
}

func (m *matrix) at(i, j int) float64 { return m.data[i*m.cols+j] }

func (m *matrix) wrapped(i int) float64 { return m.data[(i+m.rows)%m.rows] }

type stack struct{ items []int }

func (s *stack) push(x int) { s.items = append(s.items, x) }

func (s *stack) pop() int {
	x := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x
}

type scanner struct {
	text string
	at   int
}

func (s *scanner) digits() int {
	n := 0
	for s.at < len(s.text) && s.text[s.at] >= '0' {
		n = n*10 + int(s.text[s.at]-'0')
		s.at++
	}
	return n
}

func histogram(xs []int, n []int) {
	for _, x := range xs {
		n[x]++
		n[x] += x
	}
}

func hex(dst []byte, src []byte) {
	for i, c := range src {
		dst[2*i] = "0123456789abcdef"[c>>4]
		dst[2*i+1] = "0123456789abcdef"[c&15]
	}
}

func search(rows [][]int, want int) bool {
	for _, row := range rows {
		for _, x := range row {
			if x == want {
				return true
			}
		}
		if row == nil {
			return false
		}
	}
	return len(rows) > 2
}

func main() {
	m := &matrix{1, 2, []float64{3, 4}}
	s := &stack{}
	s.push(5)
	n := make([]int, 3)
	histogram([]int{1, 2, 1}, n)
	dst := make([]byte, 4)
	hex(dst, []byte("Az"))
	println(m.at(0, 1), m.wrapped(3), s.pop(), (&scanner{text: "42x"}).digits(), n[1], string(dst), search([][]int{{1}, {2}}, 2))
}
