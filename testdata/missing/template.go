package main

import (
	"os"
	"text/template"
)

func main() {
	template.Must(template.New("t").Parse("{{.}}\n")).Execute(os.Stdout, "text")
}
