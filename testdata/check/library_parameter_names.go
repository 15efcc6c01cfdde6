// Types of functions in messages name their parameters: the library's have Go's names.
package main

import (
	"archive/tar"
	"bytes"
	"crypto/cipher"
	"log/slog"
	"math/bits"
	"path/filepath"
	"unicode/utf8"
)

func main() {
	var n int
	n = bytes.Index
	n = bytes.Contains
	n = bytes.TrimFunc
	n = filepath.Base
	n = filepath.Rel
	n = bits.Len32
	n = (*tar.Writer).WriteHeader
	n = slog.Value.Resolve
	n = cipher.NewGCM
	_ = -utf8.DecodeRuneInString("x")
	_ = n
}
