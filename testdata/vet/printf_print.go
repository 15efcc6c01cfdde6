package main

import (
	"fmt"
	"log"
	"os"
)

type T struct{}

func (T) get() int { return 1 }

func main() {
	var t T
	fmt.Println("%d", 1)
	fmt.Println("100%")
	fmt.Println("100% sure", 1)
	fmt.Println("http://a/%20b", 1)
	fmt.Println("%%")
	fmt.Println("a\n")
	fmt.Println("a", "b\n")
	fmt.Println("a\n", "b")
	fmt.Print("a\n")
	fmt.Print("%s", "a")
	fmt.Println(t.get)
	fmt.Println(t.get())
	fmt.Println(main)
	fmt.Println(os.Stderr, "x")
	fmt.Print(os.Stdout, "x")
	fmt.Fprintln(os.Stderr, "%d", 1)
	fmt.Fprint(os.Stderr, "x")
	fmt.Fprintln(os.Stderr, "x\n")
	log.Println("x %v")
	log.Print("x %v")
	log.Fatalln("x\n")
	log.Printf("%d", "x")
	l := log.New(os.Stderr, "", 0)
	l.Printf("%d", "x")
	l.Println("%d")
	l.Panicf("%s", 1)
	_ = fmt.Sprint("%-5.2f|")
	_ = fmt.Sprintln("%[1]*.*q")
	fmt.Println()
	fmt.Println("a %", 1)
	fmt.Println(`%!`)
	const c = "%d"
	fmt.Println(c)
	fmt.Println(func() {})
}
