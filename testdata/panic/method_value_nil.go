package main

import "fmt"

type Conn struct{ host string }

func (c Conn) Host() string  { return c.host }
func (c *Conn) Kind() string { return "tcp" }

func main() {
	var c *Conn
	fmt.Println(c.Kind())
	f := c.Host
	fmt.Println(f())
}
