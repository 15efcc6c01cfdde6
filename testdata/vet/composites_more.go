package main

import (
	"errors"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

type local struct{ net.IPNet }
type mine net.IPNet
type ptr *net.IPNet

func f[T net.IPNet]() {
	_ = T{nil, nil}
}

func main() {
	_ = net.IPNet{nil, nil}
	_ = &net.TCPAddr{nil, 80, ""}
	_ = local{net.IPNet{}}
	_ = mine{nil, nil}
	_ = []net.IPNet{{nil, nil}, {IP: nil}}
	_ = map[string]net.IPNet{"a": {nil, nil}}
	_ = []ptr{{nil, nil}}
	_ = net.IP{1, 2}
	_ = http.Header{"a": {"b"}}
	_ = os.PathError{"a", "b", errors.New("c")}
	_ = sync.Mutex{}
	_ = time.Time{}
	_ = struct{ net.IPNet }{net.IPNet{nil, nil}}
	_ = [1]net.IPNet{0: {nil, nil}}
}
