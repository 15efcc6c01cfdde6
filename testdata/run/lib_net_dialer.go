package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

func serve(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		io.Copy(c, c)
		c.Close()
	}
}

func main() {
	ctx := context.Background()
	d := net.Dialer{Timeout: 5 * time.Second}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	served := make(chan bool)
	go func() {
		serve(l)
		close(served)
	}()
	addr := l.Addr().(*net.TCPAddr).AddrPort()
	c, err := d.DialTCP(ctx, "tcp", netip.AddrPort{}, addr)
	fmt.Println(err, c.RemoteAddr().String() == addr.String())
	c.Write([]byte("ping"))
	c.CloseWrite()
	b, err := io.ReadAll(c)
	fmt.Println(string(b), err)
	c.Close()
	_, err = d.DialTCP(ctx, "udp", netip.AddrPort{}, addr)
	fmt.Println(errors.As(err, new(net.UnknownNetworkError)))

	u, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		panic(err)
	}
	uc, err := d.DialUDP(ctx, "udp", netip.AddrPort{}, u.LocalAddr().(*net.UDPAddr).AddrPort())
	fmt.Println(err)
	uc.Write([]byte("packet"))
	buf := make([]byte, 20)
	n, _, err := u.ReadFromUDP(buf)
	fmt.Println(string(buf[:n]), err)

	dir, _ := os.MkdirTemp("", "sock")
	defer os.RemoveAll(dir)
	ua := &net.UnixAddr{Name: filepath.Join(dir, "s"), Net: "unix"}
	ul, err := net.ListenUnix("unix", ua)
	fmt.Println(err)
	go serve(ul)
	xc, err := d.DialUnix(ctx, "unix", nil, ua)
	fmt.Println(err)
	xc.Write([]byte("unix"))
	xc.CloseWrite()
	b, err = io.ReadAll(xc)
	fmt.Println(string(b), err)

	// A port that nobody listens on any more is refused, however often it is tried.
	l.Close()
	<-served
	refused := 0
	for range 200 {
		if _, err := net.Dial("tcp", addr.String()); errors.Is(err, syscall.ECONNREFUSED) {
			refused++
		}
	}
	fmt.Println(refused)
	done, cancel := context.WithCancel(ctx)
	cancel()
	_, err = d.DialTCP(done, "tcp", netip.AddrPort{}, addr)
	fmt.Println(err != nil)

	f := filepath.Join(dir, "map")
	os.WriteFile(f, []byte("hello mapped memory"), 0o644)
	file, _ := os.OpenFile(f, os.O_RDWR, 0)
	m, err := syscall.Mmap(int(file.Fd()), 0, 19, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	fmt.Println(string(m), err)
	copy(m, "HELLO")
	fmt.Println(syscall.Mprotect(m, syscall.PROT_READ), syscall.Munmap(m[1:]), syscall.Munmap(m), syscall.Munmap(m))
	b, _ = os.ReadFile(f)
	fmt.Println(string(b))
	_, err = syscall.Mmap(-1, 0, 0, 0, 0)
	fmt.Println(err)
}
