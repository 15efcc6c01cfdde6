package rpc

import (
	"cmp"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"
)

// debugHTTP shows the services, their methods, and how often these were called.
type debugHTTP struct{ *Server }

const debugPage = `<html>
	<body>
	<title>Services</title>
	{{range .}}
	<hr>
	Service {{.Name}}
	<hr>
		<table>
		<th align=center>Method</th><th align=center>Calls</th>
		{{range .Methods}}
			<tr>
			<td align=left font=fixed>{{.Name}}({{.Arg}}, {{.Reply}}) error</td>
			<td align=center>{{.Calls}}</td>
			</tr>
		{{end}}
		</table>
	{{end}}
	</body>
	</html>`

type debugMethod struct {
	Name, Arg, Reply string
	Calls            uint64
}

type debugService struct {
	Name    string
	Methods []debugMethod
}

func (server debugHTTP) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	var list []debugService
	for _, found := range server.services.Range {
		s := found.(*service)
		entry := debugService{Name: s.name}
		for _, name := range slices.Sorted(maps.Keys(s.methods)) {
			m := s.methods[name]
			entry.Methods = append(entry.Methods, debugMethod{name, m.arg.String(), m.reply.String(), m.calls.Load()})
		}
		list = append(list, entry)
	}
	slices.SortFunc(list, func(a, b debugService) int { return cmp.Compare(a.Name, b.Name) })
	page, err := template.New("RPC debug").Parse(debugPage)
	if err == nil {
		err = page.Execute(w, list)
	}
	if err != nil {
		fmt.Fprintln(w, "rpc: error executing template:", err.Error())
	}
}
