// Package jsonrpc has codecs of JSON-RPC 1.0 for package rpc.
package jsonrpc

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/rpc"
	"sync"
)

// A stream encodes and decodes values over a connection.
type stream struct {
	dec  *json.Decoder
	enc  *json.Encoder
	conn io.Closer
}

func newStream(conn io.ReadWriteCloser) stream {
	return stream{json.NewDecoder(conn), json.NewEncoder(conn), conn}
}

func (s stream) Close() error { return s.conn.Close() }

// ---- server

type request struct {
	Method string           `json:"method"`
	Params *json.RawMessage `json:"params"`
	ID     *json.RawMessage `json:"id"`
}

type response struct {
	ID     *json.RawMessage `json:"id"`
	Result any              `json:"result"`
	Error  any              `json:"error"`
}

// A server numbers requests: their own ids may be any values.
type server struct {
	stream
	req request

	mu  sync.Mutex // guards what follows
	seq uint64
	ids map[uint64]*json.RawMessage
}

// NewServerCodec returns a codec for servers over a connection.
func NewServerCodec(conn io.ReadWriteCloser) rpc.ServerCodec {
	return &server{stream: newStream(conn), ids: map[uint64]*json.RawMessage{}}
}

func (c *server) ReadRequestHeader(r *rpc.Request) error {
	c.req = request{}
	if err := c.dec.Decode(&c.req); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seq++
	c.ids[c.seq] = c.req.ID
	r.ServiceMethod, r.Seq = c.req.Method, c.seq
	return nil
}

func (c *server) ReadRequestBody(x any) error {
	if x == nil {
		return nil
	}
	if c.req.Params == nil {
		return errors.New("jsonrpc: request body missing params")
	}
	return json.Unmarshal(*c.req.Params, &[1]any{x})
}

func (c *server) WriteResponse(r *rpc.Response, x any) error {
	c.mu.Lock()
	id, ok := c.ids[r.Seq]
	delete(c.ids, r.Seq)
	c.mu.Unlock()
	if !ok {
		return errors.New("invalid sequence number in response")
	}
	if id == nil {
		null := json.RawMessage("null")
		id = &null
	}
	if r.Error != "" {
		return c.enc.Encode(response{ID: id, Error: r.Error})
	}
	return c.enc.Encode(response{ID: id, Result: x})
}

// ServeConn serves the requests that come over a connection.
func ServeConn(conn io.ReadWriteCloser) { rpc.ServeCodec(NewServerCodec(conn)) }

// ---- client

type clientRequest struct {
	Method string `json:"method"`
	Params [1]any `json:"params"`
	ID     uint64 `json:"id"`
}

type clientResponse struct {
	ID     uint64           `json:"id"`
	Result *json.RawMessage `json:"result"`
	Error  any              `json:"error"`
}

type client struct {
	stream
	resp clientResponse

	mu      sync.Mutex
	methods map[uint64]string // of calls in progress; guarded by mu
}

// NewClientCodec returns a codec for clients over a connection.
func NewClientCodec(conn io.ReadWriteCloser) rpc.ClientCodec {
	return &client{stream: newStream(conn), methods: map[uint64]string{}}
}

func (c *client) WriteRequest(r *rpc.Request, param any) error {
	c.mu.Lock()
	c.methods[r.Seq] = r.ServiceMethod
	c.mu.Unlock()
	return c.enc.Encode(&clientRequest{r.ServiceMethod, [1]any{param}, r.Seq})
}

func (c *client) ReadResponseHeader(r *rpc.Response) error {
	c.resp = clientResponse{}
	if err := c.dec.Decode(&c.resp); err != nil {
		return err
	}
	c.mu.Lock()
	method := c.methods[c.resp.ID]
	delete(c.methods, c.resp.ID)
	c.mu.Unlock()
	*r = rpc.Response{ServiceMethod: method, Seq: c.resp.ID}
	if c.resp.Error == nil && c.resp.Result != nil {
		return nil
	}
	text, ok := c.resp.Error.(string)
	if !ok {
		return fmt.Errorf("invalid error %v", c.resp.Error)
	}
	if text == "" {
		text = "unspecified error"
	}
	r.Error = text
	return nil
}

func (c *client) ReadResponseBody(x any) error {
	if x == nil {
		return nil
	}
	return json.Unmarshal(*c.resp.Result, x)
}

// NewClient returns a client over a connection.
func NewClient(conn io.ReadWriteCloser) *rpc.Client {
	return rpc.NewClientWithCodec(NewClientCodec(conn))
}

// Dial connects to a server of JSON-RPC.
func Dial(network, address string) (*rpc.Client, error) {
	conn, err := net.Dial(network, address)
	if err != nil {
		return nil, err
	}
	return NewClient(conn), nil
}
