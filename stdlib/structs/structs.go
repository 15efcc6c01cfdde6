// Package structs holds types that mark structs: a field of one says something of the struct it is in.
package structs

// HostLayout says that the struct is laid out as the system's C compiler would. Fields lie like that in any case.
type HostLayout struct {
	_ hostLayout // keeps it from being converted from struct{}
}

type hostLayout struct{}
