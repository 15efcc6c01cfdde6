package main

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"strings"
	"text/template"
	"text/template/parse"
)

type Item struct {
	Name  string
	Price float64
	Tags  []string
	note  string
}

func (i Item) Upper() string           { return strings.ToUpper(i.Name) }
func (i *Item) Discount(p int) float64 { return i.Price * float64(100-p) / 100 }
func (i Item) Fail() (string, error)   { return "", errors.New("out of stock") }
func (i Item) Join(sep string, more ...string) string {
	return strings.Join(append(i.Tags, more...), sep)
}

type Temp float64

func (t Temp) String() string { return fmt.Sprintf("%.1f°C", float64(t)) }

func run(name, text string, data any) {
	t, err := template.New(name).Funcs(template.FuncMap{
		"add": func(a, b int) int { return a + b },
		"seq": func(n int) iter.Seq[int] {
			return func(yield func(int) bool) {
				for i := 0; i < n && yield(i*i); i++ {
				}
			}
		},
		"fail": func() (int, error) { return 0, errors.New("failed") },
		"boom": func() int { panic("boom") },
	}).Parse(text)
	if err != nil {
		fmt.Println("parse:", err)
		return
	}
	var b strings.Builder
	err = t.Execute(&b, data)
	fmt.Printf("%s: %q %v\n", name, b.String(), err)
	var e template.ExecError
	if errors.As(err, &e) {
		fmt.Println("  of", e.Name)
	}
}

func main() {
	item := &Item{"tea", 2.5, []string{"hot", "green"}, "n"}
	data := map[string]any{
		"item": item, "list": []int{3, 1, 2}, "m": map[string]int{"b": 2, "a": 1}, "nil": nil, "t": Temp(21.55),
		"f": func(s string) string { return "<" + s + ">" }, "ch": make(chan int), "s": "héllo", "zero": 0,
	}
	run("fields", `{{.item.Name}} {{.item.Upper}} {{.item.Discount 20}} {{.item.Join "+" "x"}} {{len .item.Tags}}`, data)
	run("if", `{{if .zero}}a{{else if .list}}b{{else}}c{{end}}{{if not .nil}}n{{end}}{{if and .s .list}}&{{end}}{{or .zero "or"}}`, data)
	run("range", `{{range $i, $e := .list}}{{$i}}:{{$e}} {{end}}{{range $k, $v := .m}}{{$k}}={{$v}};{{end}}{{range 3}}{{.}}{{end}}`, data)
	run("range else", `{{range .nil}}x{{else}}empty{{end}}{{range seq 5}}{{if eq . 4}}{{continue}}{{end}}{{if gt . 8}}{{break}}{{end}}{{.}},{{end}}`, data)
	run("with", `{{with .item}}{{.Name}}{{with $x := .Price}}{{$x}}{{end}}{{end}}{{with .nil}}{{else with .s}}{{.}}{{end}}`, data)
	run("variables", `{{$x := 1}}{{range .list}}{{$x = add $x .}}{{end}}{{$x}} {{$.s}}`, data)
	run("trim", "a \n {{- 1 -}} \n b {{/* comment */ -}} c {{- /* c */}} d", nil)
	run("pipes", `{{"a<b" | html}} {{.s | printf "%-7s|%d" | len}} {{"it's" | js}} {{"a b&c" | urlquery}} {{print 1 2 "x"}} {{println 3}}`, data)
	run("index", `{{index .list 1}} {{index .m "b"}} {{index .item.Tags 0 1}} {{slice .s 1 3}} {{call .f "q"}} {{slice .list 1}}`, data)
	run("compare", `{{eq 1 2 1}} {{ne "a" "b"}} {{lt 1.5 2.5}} {{le 2 2}} {{gt .zero 1}} {{ge "b" "a"}}`, data)
	run("constants", `{{1}} {{0x1F}} {{1e3}} {{'a'}} {{2i}} {{true}} {{"\t"}} {{`+"`raw`"+`}} {{-1.5}} {{1_000}}`, nil)
	run("stringer", `{{.t}} {{printf "%v" .t}} {{.missing}} {{.item.Tags}} {{.m}}`, data)
	run("templates", `{{define "T"}}[{{.}}]{{end}}{{template "T" .s}}{{template "T"}}{{block "B" .list}}{{len .}}{{end}}`, data)
	for i, text := range []string{
		`{{.item.note}}`, `{{.item.Nope}}`, `{{.item.Fail}}`, `{{fail}}`, `{{boom}}`, `{{index .list 9}}`, `{{lt 1 "a"}}`, `{{add 1}}`,
		`{{add 1 "x"}}`, `{{.ch}}`, `{{template "none"}}`, `{{.s.x}}`, `{{nil}}`, `{{1 2}}`, `{{range .s}}{{end}}`, `{{call .nil}}`,
		"line\n  {{.item.Fail}}", `{{with $x := 1}}{{end}}{{eq 1}}`, `{{if .item.Name | .item.Upper}}{{end}}`,
	} {
		run(fmt.Sprint("error", i), text, data)
	}
	for _, text := range []string{
		`{{`, `{{.x`, "{{if}}", "{{end}}", "{{if 1}}", "a\n{{nope}}", "{{$x}}", `{{"a}}`, "{{1x}}", "{{break}}", "{{range 1}}{{break 1}}{{end}}",
		"{{/* a", "{{/* a */ b}}", "{{(1}}", "{{)}}", "{{1 | 2}}", "{{$x, $y := 1}}", "{{template 1}}", "{{define 1}}", "{{.a b.c}}",
		"{{else}}", "{{if 1}}{{else}}{{else}}{{end}}", "{{1 .x}}", "{{1.x}}", "{{99999999999999999999}}", "{{'ab'}}", "{{\n1\n\"", "{{#}}", "{{é!}}",
	} {
		run("bad", text, nil)
	}
	for _, opt := range []string{"missingkey=default", "missingkey=zero", "missingkey=error"} {
		t := template.Must(template.New("k").Option(opt).Parse("{{.a}} {{.b.c}}\n"))
		fmt.Println(t.Execute(os.Stdout, map[string]map[string]int{"x": nil}))
	}
	t := template.Must(template.New("root").Delims("<<", ">>").Parse(`<<define "one">>1<<end>><<template "one">> {{.}}` + "\n"))
	c := template.Must(t.Clone())
	template.Must(c.New("one").Parse("uno"))
	fmt.Println(t.Execute(os.Stdout, 0), c.Execute(os.Stdout, 0), t.Lookup("two"), c.ExecuteTemplate(os.Stdout, "two", 0))
	fmt.Println(template.New("empty").Execute(os.Stdout, nil), len(t.Templates()), t.DefinedTemplates() != "")
	trees, err := parse.Parse("p", `{{with $x := .a | f 1 "s"}}{{.b.c}}{{(g).d}}{{else}}{{range 3}}{{break}}{{end}}{{end}}`, "", "", map[string]any{"f": 1, "g": 1})
	fmt.Println(trees["p"].Root, err)
	for _, n := range trees["p"].Copy().Root.Nodes {
		fmt.Println(n.Type() == parse.NodeWith, n.Position(), n)
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		template.New("f").Funcs(template.FuncMap{"bad-name": func() int { return 1 }})
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		template.New("f").Funcs(template.FuncMap{"f": func() {}})
	}()
	fmt.Println(template.HTMLEscapeString("<a href='x'>&\x00"), template.JSEscapeString("a'b\n<é\u2028"))
}
