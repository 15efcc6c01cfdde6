package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
)

type entry struct {
	level string
	count int
}

func main() {
	r := bufio.NewReader(os.Stdin)
	head, err := r.ReadString('\n')
	fmt.Printf("%q %v\n", head, err)
	var a, b int
	var w string
	n, err := fmt.Fscan(r, &a, &b, &w)
	fmt.Println(n, err, a, b, w)
	n, err = fmt.Fscanf(r, "\n%d:%d %s\n", &a, &b, &w)
	fmt.Println(n, err, a, b, w)
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 16), 1<<20)
	counts := map[string]int{}
	total := 0
	for sc.Scan() {
		line := sc.Text()
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		if line == "END" {
			break
		}
		total++
		ws := bufio.NewScanner(strings.NewReader(line))
		ws.Split(bufio.ScanWords)
		for ws.Scan() {
			counts[strings.ToLower(ws.Text())]++
		}
	}
	var es []entry
	for k, v := range counts {
		es = append(es, entry{k, v})
	}
	sort.Slice(es, func(i, j int) bool {
		if es[i].count != es[j].count {
			return es[i].count > es[j].count
		}
		return es[i].level < es[j].level
	})
	for _, e := range es[:5] {
		fmt.Printf("%-8s %3d %s\n", e.level, e.count, strings.Repeat("*", e.count))
	}
	fmt.Println(total, sc.Err())
	rest, _ := io.ReadAll(r)
	fmt.Println(len(rest) >= 0)
	var x, y int
	fmt.Println(fmt.Sscanf("10-20", "%d-%d", &x, &y))
	fmt.Println(fmt.Sscan("7 abc", &x, &y))
	fmt.Println(x, y)
	var f float64
	var s string
	var c rune
	fmt.Println(fmt.Sscanf("3.5 word z ff", "%f %s %c %x", &f, &s, &c, &x))
	fmt.Println(f, s, c, x)
	fmt.Println(fmt.Sscanln("1 2", &x, &y))
	fmt.Println(fmt.Sscanln("1\n2", &x, &y))
	rs := bufio.NewScanner(strings.NewReader("héy"))
	rs.Split(bufio.ScanRunes)
	for rs.Scan() {
		fmt.Printf("%q ", rs.Text())
	}
	fmt.Println()
	wr := bufio.NewWriterSize(os.Stdout, 16)
	defer wr.Flush()
	fmt.Fprintf(wr, "%s %d\n", "buffered output that is long", wr.Buffered())
}
