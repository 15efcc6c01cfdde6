package main

import "fmt"

type Animal struct{ Name string }

func (a Animal) Speak() string    { return a.Name + " speaks" }
func (a *Animal) Rename(n string) { a.Name = n }

type Dog struct {
	Animal
	Breed string
}

func (d Dog) Speak() string { return d.Animal.Speak() + ": woof" }

type Puppy struct {
	*Dog
	Age int
}

type Speaker interface{ Speak() string }

func main() {
	d := Dog{Animal{"Rex"}, "collie"}
	p := Puppy{&d, 1}
	p.Rename("Max")
	fmt.Println(d.Speak(), p.Name, p.Dog.Animal.Name)
	for _, s := range []Speaker{d.Animal, d, &d, p} {
		fmt.Printf("%T %s\n", s, s.Speak())
	}
	fmt.Printf("%v\n%+v\n%#v\n", d, d, d)
}
