// go/version and go/build/constraint.
package main

import (
	"fmt"
	"go/build/constraint"
	"go/version"
	"slices"
)

func main() {
	vs := []string{"go1", "go1.0", "go1.20", "go1.20rc1", "go1.20.0", "go1.21", "go1.21rc2", "go1.21beta1", "go1.21.0", "go1.21.10", "go2", "go1.21-x", "1.21", "go", "go1.", "go01", "go1.21rc", "go1.21RC1", "go1.21.rc1",
		"go1.9", "go1.10.3", "", "go1.21.0-foo", "go1.x"}
	for _, v := range vs {
		fmt.Printf("%q %v %q\n", v, version.IsValid(v), version.Lang(v))
	}
	slices.SortStableFunc(vs, version.Compare)
	fmt.Printf("%q\n", vs)
	tags := func(tag string) bool { return tag == "linux" || tag == "amd64" || tag == "go1.18" }
	for _, s := range []string{"//go:build linux", "//go:build linux && (amd64 || !cgo)", "//go:build !(a && b) || c", "//go:build !!a", "//go:build a &&", "//go:build (a", "//go:build a b", "//go:build a & b",
		"//go:build", "//go:buildx", "// +build linux,amd64 !windows", "// +build !!x y,z", "//+build", "// +build a.b,c_d -", "package p", "//go:build go1.18 || !go1.20 && go1.21", "//go:build go1", "//go:build ü", "//go:build a ) b",
		"//go:build a || b && c\n", "//go:build ", "//go:build ((((a))))", "//go:build go1.18 && !(go1.5 || x)", "//go:build (a || b) && (c || d)"} {
		x, err := constraint.Parse(s)
		if err != nil {
			e, ok := err.(*constraint.SyntaxError)
			fmt.Printf("%q %v %v", s, err, ok)
			if ok {
				fmt.Print(" ", e.Offset)
			}
			fmt.Println()
			continue
		}
		lines, err := constraint.PlusBuildLines(x)
		fmt.Printf("%q %v %v %q %q %v %v %v\n", s, x, x.Eval(tags), constraint.GoVersion(x), lines, err, constraint.IsGoBuild(s), constraint.IsPlusBuild(s))
	}
}
