// flags: -lang=go1.15

package main

import _ "embed"

//go:embed version_embed_version.go
var s string

func main() { println(s) }
