// html/template: what is printed is escaped for where it stands; errors of templates that cannot be escaped.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"os"
	"strings"
)

const page = `<!DOCTYPE html>
<html><head><title>{{.Title}}</title>
<style>p { color: {{.Color}}; background: url("{{.Image}}"); font-family: "{{.Title}}" }</style>
<script>
// {{.Title}} in a comment
var title = {{.Title}}, list = {{.List}}, m = {{.Map}}, s = "{{.Title}}", r = /{{.Title}}/, t = ` + "`{{.Title}} ${ {{.List}} }`" + `;
</script></head>
<body onload="start({{.Title}}, '{{.Title}}')" data-x={{.Title}} {{.Attr}}="v">
<!-- gone {{.Title}} -->
<a href="{{.Link}}?q={{.Title}}&r={{.Link}}" title='{{.Title}}'>{{.Title}} < {{.Trusted}}</a>
<img src={{.Bad}} srcset="{{.Image}} 2x, {{.Bad}}" alt="{{.Trusted}}">
<textarea>{{.Trusted}}{{.Title}}</textarea>
{{range $i, $x := .List}}{{if $i}}, {{end}}{{$x}}{{else}}none{{end}}
{{with .Color}}<b style="color: {{.}}">{{.}}</b>{{end}}
{{template "foot" .Title}}<p onclick="{{template "js" .Title}}">
</body></html>
{{define "foot"}}<i>{{.}}</i>{{end}}{{define "js"}}f({{.}}){{end}}`

type data struct {
	Title, Color, Image, Link, Bad, Attr string
	List                                 []any
	Map                                  map[string]int
	Trusted                              template.HTML
}

type stringer int

func (s stringer) String() string { return fmt.Sprintf("<%d>", int(s)) }

func main() {
	t := template.Must(template.New("page").Parse(page))
	d := data{`O'Reilly: "A & B" </script>` + "\n\u2028", "red", "/a b.png?x=y&z", "http://h/ü?a=b", "javascript:alert(1)", "Title",
		[]any{1, "two", nil, 3.5, []byte("<b>"), &[]int{1}}, map[string]int{"a<b": 1, "z": 2}, `<b class="x">bold & <i>thin</i></b>`}
	if err := t.Execute(os.Stdout, d); err != nil {
		fmt.Println("error:", err)
	}
	fmt.Println(t.DefinedTemplates() != "", t.Name(), t.Lookup("foot") != nil, t.Lookup("x"))

	for _, text := range []string{
		`<a href="{{if .}}/p{{else}}/p?q={{end}}{{.}}">`,
		`<a title={{.}}`,
		`<a =x>`,
		`<a b'c>`,
		`<a x=a"b>`,
		`{{if .}}<a href="{{else}}<p>{{end}}`,
		`<script>var x = "{{.}}`,
		`{{template "none"}}`,
		`<script>var r = /[{{.}}`,
		`<script>var s = "\{{.}}"</script>`,
		`<a b="{{range .}}{{.}}">{{end}}`,
		`{{range .}}<a{{if .}}{{break}}{{end}}>{{end}}`,
		`<script>{{if .}}x{{else}}={{end}}/ 2 /</script>`,
		`{{. | html | print}}`,
		`<a x={{. | html}}>`,
		`{{define "r"}}{{if .}}<a title="{{template "r"}}{{end}}{{end}}{{template "r"}}`,
		`<style>a { b: '\{{.}}' }</style>`,
		`{{.X.Y}}`,
	} {
		t, err := template.New("t").Parse(text)
		if err == nil {
			err = t.Execute(&bytes.Buffer{}, "v")
		}
		var e *template.Error
		if errors.As(err, &e) {
			fmt.Printf("%s\n  %v code %d line %d name %q\n", text, err, e.ErrorCode, e.Line, e.Name)
		} else {
			fmt.Printf("%s\n  %v\n", text, err)
		}
	}

	show := func(text string, values ...any) {
		t := template.Must(template.New("v").Funcs(template.FuncMap{"up": strings.ToUpper}).Parse(text))
		for _, v := range values {
			var b strings.Builder
			err := t.Execute(&b, v)
			fmt.Printf("%s  %T: %s %v\n", text, v, b.String(), err)
		}
	}
	show(`{{.}}`, 1, "a<b", template.HTML("<b>"), template.URL("x&y"), stringer(4), errors.New("<e>"), []string{"<"}, nil, true)
	show(`<a href="{{.}}">`, "mailto:a@b", "tel:1", "/x y", "x:/y", template.URL("tel:1"), template.HTML("a&amp;b"), "%41%zz")
	show(`<a href="/x?{{.}}">`, "a=b&c", template.URL("a=b&c d"))
	show(`<p style="width: {{.}}">`, "1px", "expression(1)", "-moz-x", "--", template.CSS("calc(1px)"), "\\65 xpression", 10)
	show(`<p style="background: url({{.}})">`, "a b", "javascript:1", "x)y", template.URL("q'"))
	show(`<p style="content: '{{.}}'">`, "a'b", "x:y", "</p>", "\\")
	show(`<script>f({{.}})</script>`, 1, -1, "</script>", template.JS("g()"), template.JSStr(`a\x`), nil, true, func() {}, stringer(1),
		map[string]any{"<": "&"}, struct{ A, b int }{1, 2}, 1e21, []byte("x"))
	show(`<script>f("{{.}}")</script>`, "a\"b'c`</", template.JSStr(`\n"`), "\x00\u2029ü")
	show(`<script>f(/a{{.}}b/)</script>`, "", "a.b*[c]", "/")
	show("<script>f(`a{{.}}`)</script>", "`${x}`")
	show(`<p {{.}}="x">`, "dir", "onclick", "style", template.HTMLAttr(`data-x="1" y`), "", "a-b", "SRC")
	show(`<p title={{.}}>`, "", "a b", "x=y`", template.HTML("<b>a&lt;</b> c"), "\ufffe\ufdd0")
	show(`<img srcset="{{.}}">`, "a 1x, b 2x", "javascript:x 1x,b", template.Srcset("a!,b"), template.URL("a,b"))
	show(`<meta http-equiv="refresh" content="5; url={{.}}; x">{{.}}`, "javascript:x", "http://h/?a=b")
	show(`{{. | up}} {{html .}} {{urlquery .}} <a href="?{{urlquery .}}">{{printf "%q" . | html}}`, "a&b c'")
	show(`<script type="text/template"><b>{{.}}</b></script><script type="module">{{.}}</script>`, "<x>")

	a := template.Must(template.New("a").Parse(`{{block "b" .}}[{{.}}]{{end}}`))
	c := template.Must(template.Must(a.Clone()).Parse(`{{define "b"}}<{{.}}>{{end}}`))
	a.Execute(os.Stdout, "<1>")
	c.Execute(os.Stdout, "<2>")
	fmt.Println()
	_, err := a.Parse("x")
	fmt.Println(err)
	_, err = a.Clone()
	fmt.Println(err)
	fmt.Println(a.ExecuteTemplate(os.Stdout, "zz", nil))
	fmt.Println(template.New("empty").Execute(os.Stdout, nil))
	_, err = template.ParseFiles()
	fmt.Println(err)
	_, err = template.ParseGlob("/nonexistent/*.x")
	fmt.Println(err)
	fmt.Println(template.HTMLEscaper("<", 1, "&"), template.JSEscaper("'<"), template.URLQueryEscaper("a b", "&"))
}
