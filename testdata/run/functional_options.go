package main

import (
	"fmt"
	"time"
)

type Server struct {
	addr    string
	timeout time.Duration
	tls     bool
}

type Option func(*Server) error

func WithTimeout(d time.Duration) Option {
	return func(s *Server) error {
		if d <= 0 {
			return fmt.Errorf("bad timeout %v", d)
		}
		s.timeout = d
		return nil
	}
}

func WithTLS() Option { return func(s *Server) error { s.tls = true; return nil } }

func New(addr string, opts ...Option) (*Server, error) {
	s := &Server{addr: addr, timeout: time.Second}
	for i, o := range opts {
		if err := o(s); err != nil {
			return nil, fmt.Errorf("option %d: %w", i, err)
		}
	}
	return s, nil
}

func main() {
	s, err := New(":80", WithTLS(), WithTimeout(1500*time.Millisecond))
	fmt.Printf("%+v %v\n", *s, err)
	s, err = New(":80", WithTimeout(-1))
	fmt.Println(s, err)
}
