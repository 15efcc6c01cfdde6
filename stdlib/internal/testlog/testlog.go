// Package testlog joins os and testing: what a test binary wants to know of the program's dealings with the system.
package testlog

import "sync/atomic"

// PanicOnExit0 says that os.Exit(0) panics: a test must not end the program as if all had passed.
var PanicOnExit0 atomic.Bool
