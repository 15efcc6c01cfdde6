package tls

import (
	"context"
	"errors"
	"net"
	"strings"
)

// Server returns the server's side of a connection over conn. The Config must have a certificate.
func Server(conn net.Conn, config *Config) *Conn { return &Conn{conn: conn, config: config} }

// Client returns the client's side of a connection over conn. The Config must have ServerName or InsecureSkipVerify.
func Client(conn net.Conn, config *Config) *Conn {
	return &Conn{conn: conn, config: config, isClient: true}
}

type listener struct {
	net.Listener
	config *Config
}

func (l *listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return Server(c, l.config), nil
}

// NewListener returns a listener whose connections are servers' sides over those of inner.
func NewListener(inner net.Listener, config *Config) net.Listener { return &listener{inner, config} }

// Listen is NewListener for a network address. The Config must have a certificate.
func Listen(network, laddr string, config *Config) (net.Listener, error) {
	if config == nil || len(config.Certificates) == 0 && config.GetCertificate == nil && config.GetConfigForClient == nil {
		return nil, errors.New("tls: neither Certificates, GetCertificate, nor GetConfigForClient set in Config")
	}
	l, err := net.Listen(network, laddr)
	if err != nil {
		return nil, err
	}
	return NewListener(l, config), nil
}

func dial(ctx context.Context, d *net.Dialer, network, addr string, config *Config) (*Conn, error) {
	if d.Timeout != 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, d.Timeout)
		defer cancel()
	}
	if !d.Deadline.IsZero() {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, d.Deadline)
		defer cancel()
	}
	raw, err := d.DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	if config == nil {
		config = &Config{}
	}
	if config.ServerName == "" {
		config = config.Clone()
		config.ServerName = addr
		if i := strings.LastIndexByte(addr, ':'); i >= 0 {
			config.ServerName = addr[:i]
		}
	}
	c := Client(raw, config)
	if err := c.HandshakeContext(ctx); err != nil {
		raw.Close()
		return nil, err
	}
	return c, nil
}

// DialWithDialer is Dial with a dialer for the connection below. Its timeout is for the handshake, too.
func DialWithDialer(dialer *net.Dialer, network, addr string, config *Config) (*Conn, error) {
	return dial(context.Background(), dialer, network, addr, config)
}

// Dial connects to a server and does the handshake. The name in addr is verified unless the Config has another.
func Dial(network, addr string, config *Config) (*Conn, error) {
	return DialWithDialer(new(net.Dialer), network, addr, config)
}

// Dialer connects to servers.
type Dialer struct {
	// NetDialer is for the connections below; it may be nil.
	NetDialer *net.Dialer

	// Config may be nil.
	Config *Config
}

// Dial connects to a server and does the handshake. The connection is a *Conn.
func (d *Dialer) Dial(network, addr string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, addr)
}

// DialContext is Dial as long as ctx is not done.
func (d *Dialer) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	nd := d.NetDialer
	if nd == nil {
		nd = new(net.Dialer)
	}
	c, err := dial(ctx, nd, network, addr, d.Config)
	if err != nil {
		return nil, err
	}
	return c, nil
}
