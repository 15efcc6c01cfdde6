// Package version compares versions of Go, such as go1.21, go1.21rc2 and go1.21.3.
package version

import (
	"cmp"
	"strings"
)

// parsed is a version in parts: numbers without leading zeros, and a word before the number of a version that is no release.
type parsed struct{ major, minor, patch, kind, pre string }

func number(s string) (n, rest string, ok bool) {
	n = s[:len(s)-len(strings.TrimLeft(s, "0123456789"))]
	return n, s[len(n):], n != "" && (n[0] != '0' || n == "0")
}

// parse returns the parts of x; the zero value, if it is no version.
func parse(x string) (v parsed) {
	x, ok := strings.CutPrefix(x, "go")
	if !ok {
		return parsed{}
	}
	x, _, _ = strings.Cut(x, "-")
	if v.major, x, ok = number(x); !ok {
		return parsed{}
	}
	if x == "" {
		v.minor, v.patch = "0", "0"
		return v
	}
	if x, ok = strings.CutPrefix(x, "."); !ok {
		return parsed{}
	}
	if v.minor, x, ok = number(x); !ok {
		return parsed{}
	}
	if x == "" {
		// Since 1.21 this is a language, which is before all its releases.
		if compareInt(v.minor, "21") < 0 {
			v.patch = "0"
		}
		return v
	}
	if rest, isPatch := strings.CutPrefix(x, "."); isPatch {
		if v.patch, x, ok = number(rest); !ok || x != "" {
			return parsed{}
		}
		return v
	}
	word := strings.TrimLeft(x, "abcdefghijklmnopqrstuvwxyz")
	v.kind = x[:len(x)-len(word)]
	if v.kind == "" {
		return parsed{}
	}
	if word == "" {
		return v
	}
	if v.pre, x, ok = number(word); !ok || x != "" {
		return parsed{}
	}
	return v
}

func compareInt(x, y string) int {
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y))
}

// Compare compares two versions; what is none comes first. Languages come before release candidates, and these before releases.
func Compare(x, y string) int {
	a, b := parse(x), parse(y)
	return cmp.Or(compareInt(a.major, b.major), compareInt(a.minor, b.minor), compareInt(a.patch, b.patch),
		cmp.Compare(a.kind, b.kind), compareInt(a.pre, b.pre))
}

// IsValid reports whether x is a version.
func IsValid(x string) bool { return parse(x) != parsed{} }

// Lang returns the version of the language of a release: go1.21 of go1.21rc2. It is "" if x is no version.
func Lang(x string) string {
	v := parse(x)
	switch {
	case v == (parsed{}):
		return ""
	case v.major == "1" && v.minor == "0":
		return "go1"
	}
	return "go" + v.major + "." + v.minor
}
