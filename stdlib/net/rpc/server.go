// Package rpc calls methods of objects in other programs, over a connection.
//
// A server registers objects, each under the name of its type. Those of their methods can be called that are exported, have two
// arguments of exported or predeclared types, the second of them a pointer, and return an error:
//
//	func (t *T) Name(args Args, reply *Reply) error
//
// What is sent is encoded by a codec: package encoding/gob, unless another one is given.
package rpc

import (
	"bufio"
	"encoding/gob"
	"errors"
	"go/token"
	"io"
	"log"
	"net"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
)

// The paths of HandleHTTP.
const (
	DefaultRPCPath   = "/_goRPC_"
	DefaultDebugPath = "/debug/rpc"
)

// Request stands before the argument of each call.
type Request struct {
	ServiceMethod string // "Service.Method"
	Seq           uint64 // the client's number of the call
}

// Response stands before each result.
type Response struct {
	ServiceMethod string
	Seq           uint64
	Error         string // "": none
}

// ServerCodec reads requests and writes responses. ReadRequestBody(nil) skips a body. Writing is done by one goroutine at
// a time; Close may be called several times.
type ServerCodec interface {
	ReadRequestHeader(*Request) error
	ReadRequestBody(any) error
	WriteResponse(*Response, any) error

	Close() error
}

// A method is one that can be called.
type method struct {
	fn         reflect.Value // with the receiver first
	arg, reply reflect.Type
	calls      atomic.Uint64
}

type service struct {
	name    string
	recv    reflect.Value
	methods map[string]*method
}

// Server holds the objects whose methods can be called.
type Server struct {
	services sync.Map // *service by name
}

// NewServer returns a Server without objects.
func NewServer() *Server { return new(Server) }

// DefaultServer is the server of the functions of this package.
var DefaultServer = NewServer()

// Register adds the methods of rcvr under the name of its type.
func (server *Server) Register(rcvr any) error {
	name := reflect.Indirect(reflect.ValueOf(rcvr)).Type().Name()
	if name != "" && !token.IsExported(name) {
		return refused("rpc.Register: type " + name + " is not exported")
	}
	return server.RegisterName(name, rcvr)
}

// RegisterName adds the methods of rcvr under a name.
func (server *Server) RegisterName(name string, rcvr any) error {
	t := reflect.TypeOf(rcvr)
	if name == "" {
		return refused("rpc.Register: no service name for type " + t.String())
	}
	s := &service{name, reflect.ValueOf(rcvr), methodsOf(t)}
	if len(s.methods) == 0 {
		text := "rpc.Register: type " + name + " has no exported methods of suitable type"
		if len(methodsOf(reflect.PointerTo(t))) > 0 {
			text += " (hint: pass a pointer to value of that type)"
		}
		return refused(text)
	}
	if _, exists := server.services.LoadOrStore(name, s); exists {
		return errors.New("rpc: service already defined: " + name)
	}
	return nil
}

func refused(text string) error {
	log.Print(text)
	return errors.New(text)
}

func methodsOf(t reflect.Type) map[string]*method {
	open := func(t reflect.Type) bool {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		return token.IsExported(t.Name()) || t.PkgPath() == ""
	}
	methods := map[string]*method{}
	for m := range t.Methods() {
		ft := m.Type
		if !m.IsExported() || ft.NumIn() != 3 || ft.NumOut() != 1 || ft.Out(0) != reflect.TypeFor[error]() {
			continue
		}
		if arg, reply := ft.In(1), ft.In(2); open(arg) && reply.Kind() == reflect.Pointer && open(reply) {
			methods[m.Name] = &method{fn: m.Func, arg: arg, reply: reply}
		}
	}
	return methods
}

// A call is a request that has been read.
type call struct {
	Request
	service *service
	method  *method
	arg     reflect.Value
	reply   reflect.Value
}

// run calls the method and returns its error's text.
func (c *call) run() string {
	c.method.calls.Add(1)
	out := c.method.fn.Call([]reflect.Value{c.service.recv, c.arg, c.reply})
	if err, ok := out[0].Interface().(error); ok {
		return err.Error()
	}
	return ""
}

// A session is a codec and the calls that have come over it.
type session struct {
	server *Server
	codec  ServerCodec
	write  sync.Mutex
}

func (s *session) respond(r *Request, reply any, problem string) {
	resp := Response{ServiceMethod: r.ServiceMethod, Seq: r.Seq, Error: problem}
	if problem != "" {
		reply = struct{}{}
	}
	s.write.Lock()
	defer s.write.Unlock()
	s.codec.WriteResponse(&resp, reply) // whoever asked sees the connection break
}

// read reads a request. If it could not be understood the client has been told, and goOn is set.
func (s *session) read() (c *call, goOn bool, err error) {
	c = new(call)
	if err = s.codec.ReadRequestHeader(&c.Request); err != nil {
		if err != io.EOF && err != io.ErrUnexpectedEOF {
			err = errors.New("rpc: server cannot decode request: " + err.Error())
		}
		return nil, false, err
	}
	if err = s.find(c); err != nil {
		s.codec.ReadRequestBody(nil)
	} else {
		err = s.readArg(c)
	}
	if err != nil {
		s.respond(&c.Request, nil, err.Error())
	}
	return c, true, err
}

func (s *session) find(c *call) error {
	dot := strings.LastIndexByte(c.ServiceMethod, '.')
	if dot < 0 {
		return errors.New("rpc: service/method request ill-formed: " + c.ServiceMethod)
	}
	found, ok := s.server.services.Load(c.ServiceMethod[:dot])
	if !ok {
		return errors.New("rpc: can't find service " + c.ServiceMethod)
	}
	c.service = found.(*service)
	if c.method = c.service.methods[c.ServiceMethod[dot+1:]]; c.method == nil {
		return errors.New("rpc: can't find method " + c.ServiceMethod)
	}
	return nil
}

func (s *session) readArg(c *call) error {
	t := c.method.arg
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	arg := reflect.New(t)
	if err := s.codec.ReadRequestBody(arg.Interface()); err != nil {
		return err
	}
	c.arg = arg
	if c.method.arg.Kind() != reflect.Pointer {
		c.arg = arg.Elem()
	}
	t = c.method.reply.Elem()
	c.reply = reflect.New(t)
	switch t.Kind() {
	case reflect.Map:
		c.reply.Elem().Set(reflect.MakeMap(t))
	case reflect.Slice:
		c.reply.Elem().Set(reflect.MakeSlice(t, 0, 0))
	}
	return nil
}

// ServeCodec serves requests, each in a goroutine of its own, until there are no more; then it closes the codec.
func (server *Server) ServeCodec(codec ServerCodec) {
	s := &session{server: server, codec: codec}
	var running sync.WaitGroup
	for {
		c, goOn, err := s.read()
		if err == nil {
			running.Go(func() {
				problem := c.run()
				s.respond(&c.Request, c.reply.Interface(), problem)
			})
		} else if !goOn {
			break
		}
	}
	running.Wait()
	codec.Close()
}

// ServeRequest serves one request and leaves the codec open.
func (server *Server) ServeRequest(codec ServerCodec) error {
	s := &session{server: server, codec: codec}
	c, _, err := s.read()
	if err != nil {
		return err
	}
	problem := c.run()
	s.respond(&c.Request, c.reply.Interface(), problem)
	return nil
}

// gobServer is the codec of gob.
type gobServer struct {
	conn   io.ReadWriteCloser
	dec    *gob.Decoder
	enc    *gob.Encoder
	buf    *bufio.Writer
	closed bool
}

func (c *gobServer) ReadRequestHeader(r *Request) error { return c.dec.Decode(r) }
func (c *gobServer) ReadRequestBody(body any) error     { return c.dec.Decode(body) }

func (c *gobServer) WriteResponse(r *Response, body any) error {
	for i, part := range [...]any{r, body} {
		err := c.enc.Encode(part)
		if err == nil {
			continue
		}
		if c.buf.Flush() == nil {
			// The client would wait for ever.
			log.Println("rpc: gob error encoding "+[...]string{"response", "body"}[i]+":", err)
			c.Close()
		}
		return err
	}
	return c.buf.Flush()
}

func (c *gobServer) Close() error {
	if c.closed {
		return nil
	}
	c.closed = true
	return c.conn.Close()
}

// ServeConn is ServeCodec with gob over a connection.
func (server *Server) ServeConn(conn io.ReadWriteCloser) {
	buf := bufio.NewWriter(conn)
	server.ServeCodec(&gobServer{conn: conn, dec: gob.NewDecoder(conn), enc: gob.NewEncoder(buf), buf: buf})
}

// Accept serves all connections of a listener until it fails.
func (server *Server) Accept(lis net.Listener) {
	for {
		conn, err := lis.Accept()
		if err != nil {
			log.Print("rpc.Serve: accept:", err.Error())
			return
		}
		go server.ServeConn(conn)
	}
}

const connected = "200 Connected to Go RPC"

// ServeHTTP answers CONNECT, and then serves requests over the connection.
func (server *Server) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	if req.Method != "CONNECT" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusMethodNotAllowed)
		io.WriteString(w, "405 must CONNECT\n")
		return
	}
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		log.Print("rpc hijacking ", req.RemoteAddr, ": ", err.Error())
		return
	}
	io.WriteString(conn, "HTTP/1.0 "+connected+"\n\n")
	server.ServeConn(conn)
}

// HandleHTTP has http.DefaultServeMux serve calls under one path and a list of services under the other.
func (server *Server) HandleHTTP(rpcPath, debugPath string) {
	http.Handle(rpcPath, server)
	http.Handle(debugPath, debugHTTP{server})
}

// Register is that of DefaultServer.
func Register(rcvr any) error { return DefaultServer.Register(rcvr) }

// RegisterName is that of DefaultServer.
func RegisterName(name string, rcvr any) error { return DefaultServer.RegisterName(name, rcvr) }

// ServeConn is that of DefaultServer.
func ServeConn(conn io.ReadWriteCloser) { DefaultServer.ServeConn(conn) }

// ServeCodec is that of DefaultServer.
func ServeCodec(codec ServerCodec) { DefaultServer.ServeCodec(codec) }

// ServeRequest is that of DefaultServer.
func ServeRequest(codec ServerCodec) error { return DefaultServer.ServeRequest(codec) }

// Accept is that of DefaultServer.
func Accept(lis net.Listener) { DefaultServer.Accept(lis) }

// HandleHTTP is that of DefaultServer, with the default paths.
func HandleHTTP() { DefaultServer.HandleHTTP(DefaultRPCPath, DefaultDebugPath) }
