package main

func (i int) Double() int { return i * 2 }

func (s *Missing) Do() {}

type I interface{}

func (i I) M() {}

type P *int

func (p P) M() {}

func main() {}
