// Packages net/rpc and net/rpc/jsonrpc: calls over pipes, TCP and HTTP; what cannot be registered or called.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/rpc"
	"net/rpc/jsonrpc"
	"os"
	"slices"
	"strings"
	"sync"
)

type Args struct{ A, B int }

type Quotient struct{ Quo, Rem int }

type Arith int

func (t *Arith) Multiply(args *Args, reply *int) error {
	*reply = args.A * args.B
	return nil
}

func (t *Arith) Divide(args Args, q *Quotient) error {
	if args.B == 0 {
		return errors.New("divide by zero")
	}
	*q = Quotient{args.A / args.B, args.A % args.B}
	return nil
}

func (t *Arith) Lists(n int, reply *map[string][]int) error {
	for i := range n {
		(*reply)[fmt.Sprint("k", i%2)] = append((*reply)["k"+fmt.Sprint(i%2)], i)
	}
	return nil
}

func (t *Arith) Strings(s []string, reply *[]string) error {
	*reply = append(*reply, s...)
	return nil
}

func (t *Arith) NotPointer(n int, reply int) error     { return nil }
func (t *Arith) NoError(n int, reply *int)             {}
func (t *Arith) hidden(n int, reply *int) error        { return nil }
func (t *Arith) Three(a, b int, reply *int) error      { return nil }
func (t *Arith) Unexported(n secret, reply *int) error { return nil }

type secret int

type Empty struct{}

type ByPointer struct{}

func (*ByPointer) M(n int, reply *int) error { return nil }

func use(client *rpc.Client) {
	var product int
	fmt.Println(client.Call("Arith.Multiply", &Args{7, 8}, &product), product)
	var q Quotient
	fmt.Println(client.Call("Arith.Divide", Args{17, 5}, &q), q)
	err := client.Call("Arith.Divide", Args{1, 0}, &q)
	_, server := err.(rpc.ServerError)
	fmt.Println(err, server)
	var lists map[string][]int
	fmt.Println(client.Call("Arith.Lists", 5, &lists), lists)
	var list []string
	fmt.Println(client.Call("Arith.Strings", []string{"a", "b"}, &list), list)
	for _, name := range []string{"Arith.Nothing", "Nobody.Multiply", "Multiply", "Arith.Three", "Arith.NotPointer", ""} {
		fmt.Println(client.Call(name, 1, &product))
	}
	done := make(chan *rpc.Call, 20)
	for i := range 20 {
		client.Go("Arith.Multiply", &Args{i, i}, new(int), done)
	}
	var squares []int
	for range 20 {
		call := <-done
		if call.Error != nil {
			fmt.Println(call.Error)
		}
		squares = append(squares, *call.Reply.(*int))
	}
	slices.Sort(squares)
	fmt.Println(squares)
}

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	arith := new(Arith)
	server := rpc.NewServer()
	fmt.Println(server.Register(arith), server.Register(arith), server.RegisterName("net.Arith", arith))
	fmt.Println(server.Register(Empty{}))
	fmt.Println(server.Register(ByPointer{}))
	fmt.Println(server.Register(secret(1)))
	fmt.Println(server.Register(struct{}{}))

	here, there := net.Pipe()
	var wg sync.WaitGroup
	wg.Go(func() { server.ServeConn(there) })
	client := rpc.NewClient(here)
	use(client)
	var product int
	fmt.Println(client.Call("net.Arith.Multiply", &Args{2, 3}, &product), product)
	fmt.Println(client.Call("Arith.Multiply", make(chan int), &product) != nil)
	fmt.Println(client.Close(), client.Close(), client.Call("Arith.Multiply", &Args{}, &product))
	wg.Wait()

	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	wg.Go(func() {
		conn, err := lis.Accept()
		if err == nil {
			server.ServeConn(conn)
		}
	})
	client, err = rpc.Dial("tcp", lis.Addr().String())
	if err != nil {
		fmt.Println(err)
		return
	}
	use(client)
	client.Close()
	wg.Wait()
	lis.Close()

	rpc.DefaultServer.Register(arith)
	rpc.HandleHTTP()
	web := httptest.NewServer(nil)
	client, err = rpc.DialHTTP("tcp", web.Listener.Addr().String())
	if err != nil {
		fmt.Println(err)
		return
	}
	use(client)
	client.Close()
	_, err = rpc.DialHTTPPath("tcp", web.Listener.Addr().String(), "/nothing")
	fmt.Println(strings.ReplaceAll(fmt.Sprint(err), web.Listener.Addr().String(), "ADDR"))
	for _, path := range []string{rpc.DefaultRPCPath, rpc.DefaultDebugPath} {
		resp, err := http.Get(web.URL + path)
		if err != nil {
			fmt.Println(err)
			continue
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		fmt.Println(resp.Status, string(body))
	}
	web.CloseClientConnections()

	here, there = net.Pipe()
	wg.Go(func() { server.ServeCodec(jsonrpc.NewServerCodec(there)) })
	client = jsonrpc.NewClient(here)
	use(client)
	client.Close()
	wg.Wait()

	here, there = net.Pipe()
	wg.Go(func() { server.ServeCodec(jsonrpc.NewServerCodec(there)) })
	r := bufio.NewReader(here)
	for _, line := range []string{
		`{"method":"Arith.Divide","params":[{"A":9,"B":2}],"id":"x"}`, `{"method":"Arith.Divide","params":[{"A":9}],"id":[1]}`,
		`{"method":"Arith.Divide","id":3}`, `{"method":"What","params":[1]}`, `{"method":"Arith.Divide","params":["no"],"id":4}`,
	} {
		fmt.Fprintln(here, line)
		answer, err := r.ReadString('\n')
		fmt.Print(answer, err, "\n")
	}
	here.Close()
	wg.Wait()

	here, there = net.Pipe()
	client = rpc.NewClient(here)
	go io.Copy(io.Discard, there)
	call := client.Go("A.B", 1, &product, nil)
	there.Close()
	err = (<-call.Done).Error
	fmt.Println(err == io.ErrUnexpectedEOF || err == io.ErrClosedPipe, client.Call("A.B", 1, &product))
}
