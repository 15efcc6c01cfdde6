// Type parameter lists that read as array lengths: the specification's parsing ambiguity.
package main

type T1[P *C] int
type T2[P (C)] int
type T3[P *C | Q] int
