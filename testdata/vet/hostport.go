package main

import (
	"fmt"
	"net"
	"time"
)

func main() {
	host, port := "h", 80
	addr := fmt.Sprintf("%s:%d", host, port)
	net.Dial("tcp", addr)
	net.DialTimeout("tcp", addr, time.Second)
	net.Dial("tcp", fmt.Sprintf("%s:%s", host, "80"))
	net.DialTimeout("tcp", fmt.Sprintf("%s:%s", host, "80"), time.Second)
	var other = fmt.Sprintf("%s:%d", host, 80)
	var d net.Dialer
	d.Dial("tcp", other)
	net.Dial("tcp", fmt.Sprintf("[%s]:%d", host, port))
	net.Dial("tcp", net.JoinHostPort(host, "80"))
	unused := fmt.Sprintf("%s:%d", host, 80)
	fmt.Println(unused)
	net.Dial("tcp", fmt.Sprintf("%s:%d", host, 8080))
}
