// Package entropy is the system's source of random bytes.
package entropy

import (
	"internal/rt"
	"syscall"
)

// fill fills b and returns 0 or an error number.
func fill(b []byte) int

// Read fills b; where the system has no random bytes the program ends.
func Read(b []byte) {
	if e := fill(b); e != 0 {
		rt.Fatal("crypto/rand: failed to read random data (see https://go.dev/issue/66821): " + syscall.Errno(e).Error())
	}
}
