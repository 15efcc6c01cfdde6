package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

func clean(err error, addrs ...net.Addr) string {
	s := fmt.Sprint(err)
	for i, a := range addrs {
		s = strings.ReplaceAll(s, a.String(), fmt.Sprintf("ADDR%d", i))
	}
	return s
}

func echo(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer c.Close()
			sc := bufio.NewScanner(c)
			for sc.Scan() {
				fmt.Fprintf(c, "echo %s\n", sc.Text())
			}
		}()
	}
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	go echo(l)
	var wg sync.WaitGroup
	total := make(chan int, 100)
	for i := range 20 {
		wg.Go(func() {
			c, err := net.Dial("tcp", l.Addr().String())
			if err != nil {
				fmt.Println(err)
				return
			}
			defer c.Close()
			r := bufio.NewReader(c)
			for j := range 10 {
				fmt.Fprintf(c, "%d-%d\n", i, j)
				line, err := r.ReadString('\n')
				if line != fmt.Sprintf("echo %d-%d\n", i, j) {
					fmt.Println("got", line, err)
				}
				total <- 1
			}
		})
		if i%10 == 9 {
			wg.Wait()
			for range 100 {
				<-total
			}
		}
	}
	fmt.Println("echoed")

	c, _ := net.Dial("tcp", l.Addr().String())
	tc := c.(*net.TCPConn)
	fmt.Println(c.LocalAddr().Network(), tc.SetNoDelay(true), tc.SetKeepAlive(true), tc.SetLinger(0), tc.SetReadBuffer(4096))
	c.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
	_, err = c.Read(make([]byte, 1))
	var ne net.Error
	fmt.Println(clean(err, c.LocalAddr(), c.RemoteAddr()), errors.As(err, &ne) && ne.Timeout(), errors.Is(err, os.ErrDeadlineExceeded))
	c.SetReadDeadline(time.Time{})
	done := make(chan string)
	go func() {
		_, err := c.Read(make([]byte, 1))
		done <- clean(err, c.LocalAddr(), c.RemoteAddr())
	}()
	time.Sleep(10 * time.Millisecond)
	c.Close()
	fmt.Println(<-done)
	fmt.Println(clean(c.Close(), c.LocalAddr(), c.RemoteAddr()))
	_, err = c.Write([]byte("x"))
	fmt.Println(clean(err, c.LocalAddr(), c.RemoteAddr()), errors.Is(err, net.ErrClosed))

	go func() { time.Sleep(10 * time.Millisecond); l.Close() }()
	_, err = l.Accept()
	fmt.Println(clean(err, l.Addr()), errors.Is(err, net.ErrClosed))
	for _, a := range []string{"127.0.0.1", "127.0.0.1:99999", "127.0.0.1:nosuchservice", ":::", "[::1]", ""} {
		_, err = net.Dial("tcp", a)
		fmt.Println(err)
	}
	_, err = net.Dial("foo", "127.0.0.1:1")
	fmt.Println(err)
	_, err = net.Listen("tcp", "1.2.3.4:0")
	fmt.Println(err)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = (&net.Dialer{}).DialContext(ctx, "tcp", "127.0.0.1:1")
	fmt.Println(err)

	// Half close, large data.
	l, _ = net.Listen("tcp", "127.0.0.1:0")
	go func() {
		c, _ := l.Accept()
		n, err := io.Copy(io.Discard, c)
		fmt.Fprintf(c, "%d %v", n, err)
		c.Close()
	}()
	c, _ = net.Dial("tcp", l.Addr().String())
	n, err := c.Write(make([]byte, 5<<20))
	fmt.Println(n, err)
	c.(*net.TCPConn).CloseWrite()
	b, err := io.ReadAll(c)
	fmt.Println(string(b), err)

	// UDP
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	fmt.Println(err)
	go func() {
		buf := make([]byte, 100)
		n, from, _ := pc.ReadFrom(buf)
		pc.WriteTo([]byte(strings.ToUpper(string(buf[:n]))), from)
	}()
	uc, _ := net.Dial("udp", pc.LocalAddr().String())
	uc.Write([]byte("hello"))
	buf := make([]byte, 100)
	n, err = uc.Read(buf)
	fmt.Println(string(buf[:n]), err)
	_, err = uc.(*net.UDPConn).WriteTo([]byte("x"), pc.LocalAddr())
	fmt.Println(errors.Is(err, net.ErrWriteToConnected))

	// Unix
	dir, _ := os.MkdirTemp("", "net")
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "s")
	ul, err := net.Listen("unix", path)
	fmt.Println(err, ul.Addr().Network())
	go echo(ul)
	c, err = net.Dial("unix", path)
	fmt.Println(err)
	fmt.Fprintln(c, "over unix")
	line, _ := bufio.NewReader(c).ReadString('\n')
	fmt.Print(line)
	ul.Close()
	_, err = os.Stat(path)
	fmt.Println(os.IsNotExist(err))
	_, err = net.Dial("unix", path)
	fmt.Println(strings.ReplaceAll(err.Error(), path, "PATH"))

	// Pipe
	p1, p2 := net.Pipe()
	go func() { p1.Write([]byte("piped")); p1.Close() }()
	b, err = io.ReadAll(p2)
	fmt.Println(string(b), err)
	p1, p2 = net.Pipe()
	p1.SetDeadline(time.Now().Add(5 * time.Millisecond))
	_, err = p1.Write([]byte("x"))
	fmt.Println(err)

	// Addresses
	for _, s := range []string{"1.2.3.4", "::1", "::ffff:1.2.3.4", "fe80::1%eth0", "1.2.3", "01.2.3.4", "2001:db8::8a2e:370:7334", "x"} {
		ip := net.ParseIP(s)
		a, err := netip.ParseAddr(s)
		fmt.Println(s, ip, len(ip), ip.To4() != nil, ip.IsLoopback(), ip.IsPrivate(), a, err)
	}
	ip, n4, err := net.ParseCIDR("192.168.5.7/20")
	fmt.Println(ip, n4, err, n4.Contains(net.IPv4(192, 168, 15, 1)), n4.Contains(net.IPv4(192, 168, 16, 1)), n4.Mask)
	_, _, err = net.ParseCIDR("1.2.3.4/33")
	fmt.Println(err)
	for _, s := range []string{"h:1", "[::1]:2", "h", "::1:2", "[h]x:1", "h:1:2", ":5", "[::1"} {
		h, p, err := net.SplitHostPort(s)
		fmt.Println(h, p, err)
	}
	fmt.Println(net.JoinHostPort("::1", "80"), net.IPv4Mask(255, 255, 0, 0), net.CIDRMask(12, 32))
	mac, err := net.ParseMAC("00:1a:2B-3c:4d:5e")
	fmt.Println(mac, err)
	mac, err = net.ParseMAC("00:1a:2B:3c:4d:5e")
	fmt.Println(mac, err)
	ta, err := net.ResolveTCPAddr("tcp", "127.0.0.1:http")
	fmt.Println(ta, err)
	pf := netip.MustParsePrefix("10.1.0.0/16")
	fmt.Println(pf.Contains(netip.MustParseAddr("10.1.2.3")), pf.Masked(), pf.Overlaps(netip.MustParsePrefix("10.0.0.0/8")))
}
