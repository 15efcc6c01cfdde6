package main

type R interface{ Read() }

func use(p *R) { p.Read() }

type F struct{}

func (F) Read() {}

func main() {
	var r R = F{}
	use(r)
	use(&F{})
	var q *R = &r
	q.Read()
}
