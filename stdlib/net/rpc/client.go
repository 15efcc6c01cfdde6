package rpc

import (
	"bufio"
	"encoding/gob"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
)

// ServerError is an error that a method has returned.
type ServerError string

func (e ServerError) Error() string { return string(e) }

// ErrShutdown says that the connection has been closed.
var ErrShutdown = errors.New("connection is shut down")

// Call is a call that has been made.
type Call struct {
	ServiceMethod string     // "Service.Method"
	Args          any        // the argument
	Reply         any        // a pointer to the result
	Error         error      // once it is done
	Done          chan *Call // receives the Call when it is done
}

func (call *Call) finish(err error) {
	call.Error = err
	select {
	case call.Done <- call:
	default: // whoever gave the channel saw to its room
	}
}

// ClientCodec writes requests and reads responses. ReadResponseBody(nil) skips a body. Writing is done by one goroutine at a
// time, and so is reading.
type ClientCodec interface {
	WriteRequest(*Request, any) error
	ReadResponseHeader(*Response) error
	ReadResponseBody(any) error

	Close() error
}

// Client makes calls over a connection. Several goroutines may use it.
type Client struct {
	codec ClientCodec

	write   sync.Mutex // held while a request is written
	request Request

	mu      sync.Mutex // comes after write; guards what follows
	seq     uint64
	pending map[uint64]*Call
	closing bool // Close was called
	over    bool // there will be no more responses
}

// NewClientWithCodec returns a client that uses a codec.
func NewClientWithCodec(codec ClientCodec) *Client {
	client := &Client{codec: codec, pending: map[uint64]*Call{}}
	go client.receive()
	return client
}

// take removes a call from the pending ones; nil if it is not among them.
func (client *Client) take(seq uint64) *Call {
	client.mu.Lock()
	defer client.mu.Unlock()
	call := client.pending[seq]
	delete(client.pending, seq)
	return call
}

func (client *Client) send(call *Call) {
	client.write.Lock()
	defer client.write.Unlock()
	client.mu.Lock()
	if client.over || client.closing {
		client.mu.Unlock()
		call.finish(ErrShutdown)
		return
	}
	seq := client.seq
	client.seq++
	client.pending[seq] = call
	client.mu.Unlock()

	client.request = Request{ServiceMethod: call.ServiceMethod, Seq: seq}
	if err := client.codec.WriteRequest(&client.request, call.Args); err != nil {
		if call := client.take(seq); call != nil {
			call.finish(err)
		}
	}
}

// receive reads responses until that fails, and then ends all calls.
func (client *Client) receive() {
	err := error(nil)
	for err == nil {
		err = client.receiveOne()
	}
	client.write.Lock()
	defer client.write.Unlock()
	client.mu.Lock()
	defer client.mu.Unlock()
	client.over = true
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
		if client.closing {
			err = ErrShutdown
		}
	}
	for _, call := range client.pending {
		call.finish(err)
	}
}

func (client *Client) receiveOne() error {
	var resp Response
	if err := client.codec.ReadResponseHeader(&resp); err != nil {
		return err
	}
	call := client.take(resp.Seq)
	if call != nil && resp.Error == "" {
		err := client.codec.ReadResponseBody(call.Reply)
		if err != nil {
			call.finish(errors.New("reading body " + err.Error()))
		} else {
			call.finish(nil)
		}
		return err
	}
	// The request could not be written whole, or the method has failed: there is a body, but nothing in it.
	err := client.codec.ReadResponseBody(nil)
	if err != nil {
		err = errors.New("reading error body: " + err.Error())
	}
	if call != nil {
		call.finish(ServerError(resp.Error))
	}
	return err
}

// Go makes a call and returns at once. done gets the Call when it is done; it must have room, and nil stands for a new channel.
func (client *Client) Go(serviceMethod string, args any, reply any, done chan *Call) *Call {
	const room = 10
	if done == nil {
		done = make(chan *Call, room)
	} else if cap(done) == 0 {
		log.Panic("rpc: done channel is unbuffered")
	}
	call := &Call{ServiceMethod: serviceMethod, Args: args, Reply: reply, Done: done}
	client.send(call)
	return call
}

// Call makes a call and waits for its result.
func (client *Client) Call(serviceMethod string, args any, reply any) error {
	call := <-client.Go(serviceMethod, args, reply, make(chan *Call, 1)).Done
	return call.Error
}

// Close closes the connection; ErrShutdown says that it was closed before.
func (client *Client) Close() error {
	client.mu.Lock()
	closing := client.closing
	client.closing = true
	client.mu.Unlock()
	if closing {
		return ErrShutdown
	}
	return client.codec.Close()
}

type gobClient struct {
	conn io.ReadWriteCloser
	dec  *gob.Decoder
	enc  *gob.Encoder
	buf  *bufio.Writer
}

func (c *gobClient) WriteRequest(r *Request, body any) error {
	if err := c.enc.Encode(r); err != nil {
		return err
	}
	if err := c.enc.Encode(body); err != nil {
		return err
	}
	return c.buf.Flush()
}

func (c *gobClient) ReadResponseHeader(r *Response) error { return c.dec.Decode(r) }
func (c *gobClient) ReadResponseBody(body any) error      { return c.dec.Decode(body) }
func (c *gobClient) Close() error                         { return c.conn.Close() }

// NewClient returns a client that speaks gob over a connection.
func NewClient(conn io.ReadWriteCloser) *Client {
	buf := bufio.NewWriter(conn)
	return NewClientWithCodec(&gobClient{conn, gob.NewDecoder(conn), gob.NewEncoder(buf), buf})
}

// Dial connects to a server of ServeConn.
func Dial(network, address string) (*Client, error) {
	conn, err := net.Dial(network, address)
	if err != nil {
		return nil, err
	}
	return NewClient(conn), nil
}

// DialHTTP connects to a server of HandleHTTP at the default path.
func DialHTTP(network, address string) (*Client, error) {
	return DialHTTPPath(network, address, DefaultRPCPath)
}

// DialHTTPPath connects to a server of HandleHTTP.
func DialHTTPPath(network, address, path string) (*Client, error) {
	conn, err := net.Dial(network, address)
	if err != nil {
		return nil, err
	}
	io.WriteString(conn, "CONNECT "+path+" HTTP/1.0\n\n")
	resp, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: "CONNECT"})
	if err == nil && resp.Status != connected {
		err = errors.New("unexpected HTTP response: " + resp.Status)
	}
	if err != nil {
		conn.Close()
		return nil, &net.OpError{Op: "dial-http", Net: network + " " + address, Err: err}
	}
	return NewClient(conn), nil
}
