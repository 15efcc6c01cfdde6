// Package fips140 tells of the FIPS 140-3 mode of the cryptographic packages, which minigo does not have: it is always off.
package fips140

// Enabled reports whether the packages are in FIPS 140-3 mode.
func Enabled() bool { return false }

// Version is the version of the FIPS 140-3 module; there is none but the one in the sources.
func Version() string { return "latest" }

// Enforced reports whether algorithms that are not approved are refused.
func Enforced() bool { return false }

// WithoutEnforcement calls f with Enforced switched off.
func WithoutEnforcement(f func()) { f() }
