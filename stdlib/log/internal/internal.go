// Package internal is what log shows log/slog.
package internal

// DefaultOutput writes a line by the standard logger. pc is what it was logged at, or 0.
var DefaultOutput func(pc uintptr, line string) error
