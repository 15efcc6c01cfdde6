package main

import "time"

type Base struct {
	ID   int    `json:"id" xml:"id"`
	Name string `json:"name"`
}
type PtrBase struct {
	ID int `json:"id"`
}
type Named Base

type A struct {
	Base
	ID int `json:"id"`
}
type B struct {
	Base
	PtrBase
}
type C struct {
	*Base
	*PtrBase
}
type D struct {
	Base `json:"base"`
	X    int `json:"base"`
}
type E struct {
	Named
	Other Base
	T     time.Time `json:"t"`
	T2    time.Time `json:"t,omitzero"`
}
type F struct {
	Base `json:",inline"`
	PtrBase
}
type G struct {
	Base
	Base2
}
type Base2 struct {
	base3
}
type base3 struct {
	ID int `json:"id"`
}

type H struct {
	_ int `json:"a"`
	_ int `json:"a"`
	b int `json`
	c int `xml:"c,attr"`
	D int `xml:"a>b"`
	E int `xml:"a>b"`
	F int `xml:",chardata"`
	G int `xml:",chardata"`
}

func f() {
	type local struct {
		a int `json:"a"`
	}
	_ = local{}
}

func g(struct {
	X int `json:"x`
}) {
}

type Gen[T any] struct {
	A T `json:"a"`
	B T `json:"a"`
}

func main() {}
