// Package sql is the way to databases. Drivers do the talking; here are connections kept for further use, statements, transactions,
// and the conversion of values.
package sql

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"time"
)

var (
	driversMu sync.RWMutex
	drivers   map[string]driver.Driver // guarded by driversMu
)

// Register makes a driver known by a name. It panics if the name is taken.
func Register(name string, driver driver.Driver) {
	driversMu.Lock()
	defer driversMu.Unlock()
	if driver == nil {
		panic("sql: Register driver is nil")
	}
	if _, taken := drivers[name]; taken {
		panic("sql: Register called twice for driver " + name)
	}
	drivers = maps.Clone(drivers)
	if drivers == nil {
		drivers = newDrivers()
	}
	drivers[name] = driver
}

func newDrivers() map[string]driver.Driver { return map[string]driver.Driver{} }

// Drivers returns the names of the drivers, sorted.
func Drivers() []string {
	driversMu.RLock()
	defer driversMu.RUnlock()
	return slices.Sorted(maps.Keys(drivers))
}

// What goes wrong.
var (
	ErrNoRows   = errors.New("sql: no rows in result set")
	ErrConnDone = errors.New("sql: connection is already closed")
	ErrTxDone   = errors.New("sql: transaction has already been committed or rolled back")

	errClosed = errors.New("sql: database is closed")
)

const (
	defaultMaxIdle = 2
	cachedTries    = 2 // on connections that were open already, before a new one is made
)

// DB is a database and the connections to it. Several goroutines may use it.
type DB struct {
	connector driver.Connector

	mu          sync.Mutex // guards what follows; no connection is locked under it
	idle        []*conn    // longest idle first
	waiting     []chan granted
	open        int // connections, those that are being made included
	closed      bool
	maxIdle     int // negative: none, 0: the default
	maxOpen     int // 0: any number
	maxLifetime time.Duration
	maxIdleTime time.Duration
	cleaner     *time.Timer // closes what has been open or idle too long
	statements  map[*Stmt]bool
	stats       DBStats // the sums
}

type granted struct {
	c   *conn
	err error
}

// A conn is a connection. Whoever took it from the pool has it to himself, but its statements may be closed by others: mu is held
// during each call of the driver.
type conn struct {
	db      *DB
	created time.Time

	mu     sync.Mutex
	ci     driver.Conn
	stmts  map[*prepared]bool // guarded by mu
	closed bool               // guarded by mu
	used   bool               // ResetSession is due; guarded by mu

	returned time.Time // guarded by DB.mu
}

// A prepared is a statement of a connection.
type prepared struct {
	c      *conn
	si     driver.Stmt
	closed bool  // guarded by conn.mu
	err    error // of closing
}

func (p *prepared) close() error {
	p.c.mu.Lock()
	defer p.c.mu.Unlock()
	return p.closeLocked()
}

func (p *prepared) closeLocked() error {
	if !p.closed {
		p.closed = true
		delete(p.c.stmts, p)
		p.err = p.si.Close()
	}
	return p.err
}

type dsnConnector struct {
	dsn    string
	driver driver.Driver
}

func (c dsnConnector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }
func (c dsnConnector) Driver() driver.Driver                        { return c.driver }

// Open returns a database of a driver. It does not connect yet.
func Open(driverName, dataSourceName string) (*DB, error) {
	driversMu.RLock()
	d, ok := drivers[driverName]
	driversMu.RUnlock()
	if !ok {
		return nil, fmt.Errorf("sql: unknown driver %q (forgotten import?)", driverName)
	}
	if dc, ok := d.(driver.DriverContext); ok {
		connector, err := dc.OpenConnector(dataSourceName)
		if err != nil {
			return nil, err
		}
		return OpenDB(connector), nil
	}
	return OpenDB(dsnConnector{dataSourceName, d}), nil
}

// OpenDB returns the database of a connector. It does not connect yet.
func OpenDB(c driver.Connector) *DB { return &DB{connector: c, statements: map[*Stmt]bool{}} }

// Driver returns the driver.
func (db *DB) Driver() driver.Driver { return db.connector.Driver() }

// ---- taking and giving back

func expired(since time.Time, limit time.Duration) bool {
	return limit > 0 && since.Add(limit).Before(time.Now())
}

// take returns a connection: an idle one unless `fresh` is set, a new one, or if there are too many the next that is given back.
// ErrBadConn: it was no good any more.
func (db *DB) take(ctx context.Context, fresh bool) (*conn, error) {
	db.mu.Lock()
	if db.closed {
		db.mu.Unlock()
		return nil, errClosed
	}
	if err := ctx.Err(); err != nil {
		db.mu.Unlock()
		return nil, err
	}
	if n := len(db.idle); n > 0 && !fresh {
		c := db.idle[n-1]
		db.idle = db.idle[:n-1]
		db.mu.Unlock()
		return db.ready(ctx, c)
	}
	if db.maxOpen > 0 && db.open >= db.maxOpen {
		return db.wait(ctx)
	}
	db.open++
	db.mu.Unlock()
	return db.connect(ctx)
}

// connect makes a connection that is counted already.
func (db *DB) connect(ctx context.Context) (*conn, error) {
	ci, err := db.connector.Connect(ctx)
	if err != nil {
		db.mu.Lock()
		db.open--
		db.connectForWaiting()
		db.mu.Unlock()
		return nil, err
	}
	return &conn{db: db, created: time.Now(), ci: ci, stmts: map[*prepared]bool{}}, nil
}

// ready looks whether a connection that was used before can be used again.
func (db *DB) ready(ctx context.Context, c *conn) (*conn, error) {
	db.mu.Lock()
	old := expired(c.created, db.maxLifetime)
	if old {
		db.stats.MaxLifetimeClosed++
	}
	db.mu.Unlock()
	if old {
		c.close()
		return nil, driver.ErrBadConn
	}
	c.mu.Lock()
	reset := c.used
	c.used = false
	var err error
	if resetter, ok := c.ci.(driver.SessionResetter); ok && reset {
		err = resetter.ResetSession(ctx)
	}
	c.mu.Unlock()
	if errors.Is(err, driver.ErrBadConn) {
		c.close()
		return nil, err
	}
	return c, nil
}

// wait is called with db.mu, which it releases.
func (db *DB) wait(ctx context.Context) (*conn, error) {
	turn := make(chan granted, 1)
	db.waiting = append(db.waiting, turn)
	db.stats.WaitCount++
	db.mu.Unlock()
	begin := time.Now()
	waited := func() {
		db.mu.Lock()
		db.stats.WaitDuration += time.Since(begin)
		db.mu.Unlock()
	}
	select {
	case <-ctx.Done():
		waited()
		db.mu.Lock()
		if i := slices.Index(db.waiting, turn); i >= 0 {
			db.waiting = slices.Delete(db.waiting, i, i+1)
		}
		db.mu.Unlock()
		select {
		case g := <-turn: // it came at the same moment
			if g.c != nil {
				db.put(g.c, g.err)
			}
		default:
		}
		return nil, ctx.Err()
	case g, ok := <-turn:
		waited()
		if !ok {
			return nil, errClosed
		}
		if g.err != nil {
			return nil, g.err
		}
		return db.ready(ctx, g.c)
	}
}

// put gives a connection back; ErrBadConn says that it is broken.
func (db *DB) put(c *conn, err error) {
	if !errors.Is(err, driver.ErrBadConn) {
		c.mu.Lock()
		if v, ok := c.ci.(driver.Validator); ok && !v.IsValid() {
			err = driver.ErrBadConn
		}
		c.used = true
		c.mu.Unlock()
	}
	db.mu.Lock()
	if !errors.Is(err, driver.ErrBadConn) && expired(c.created, db.maxLifetime) {
		db.stats.MaxLifetimeClosed++
		err = driver.ErrBadConn
	}
	kept := !errors.Is(err, driver.ErrBadConn) && db.keep(c)
	db.mu.Unlock()
	if !kept {
		c.close()
	}
}

// keep gives a connection to who waits, or to the idle ones if there is room; under db.mu.
func (db *DB) keep(c *conn) bool {
	if db.closed || db.maxOpen > 0 && db.open > db.maxOpen {
		return false
	}
	if len(db.waiting) > 0 {
		turn := db.waiting[0]
		db.waiting = db.waiting[1:]
		turn <- granted{c: c}
		return true
	}
	if len(db.idle) >= db.idleLimit() {
		db.stats.MaxIdleClosed++
		return false
	}
	c.returned = time.Now()
	db.idle = append(db.idle, c)
	db.startCleaner()
	return true
}

func (db *DB) idleLimit() int {
	switch {
	case db.maxIdle == 0:
		return defaultMaxIdle
	case db.maxIdle < 0:
		return 0
	}
	return db.maxIdle
}

// connectForWaiting makes connections for those who wait, as far as there may be more; under db.mu.
func (db *DB) connectForWaiting() {
	if db.closed {
		return
	}
	n := len(db.waiting)
	if db.maxOpen > 0 {
		n = min(n, db.maxOpen-db.open)
	}
	for range n {
		db.open++
		go func() {
			c, err := db.connect(context.Background())
			if err == nil {
				db.mu.Lock()
				kept := db.keep(c)
				db.mu.Unlock()
				if !kept {
					c.close()
				}
				return
			}
			db.mu.Lock()
			defer db.mu.Unlock()
			if len(db.waiting) > 0 {
				turn := db.waiting[0]
				db.waiting = db.waiting[1:]
				turn <- granted{err: err}
			}
		}()
	}
}

// close closes the connection for good.
func (c *conn) close() error {
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		return errors.New("sql: duplicate driverConn close")
	}
	c.closed = true
	for p := range maps.Clone(c.stmts) {
		p.closeLocked()
	}
	err := c.ci.Close()
	c.mu.Unlock()
	db := c.db
	db.mu.Lock()
	defer db.mu.Unlock()
	db.open--
	db.connectForWaiting()
	return err
}

// ---- limits

// startCleaner sees to it that what has been open or idle too long is closed in time; under db.mu.
func (db *DB) startCleaner() {
	if db.cleaner != nil || db.closed || len(db.idle) == 0 || db.maxLifetime <= 0 && db.maxIdleTime <= 0 {
		return
	}
	const atLeast = time.Second
	d := time.Duration(1<<63 - 1)
	for _, limit := range [...]time.Duration{db.maxLifetime, db.maxIdleTime} {
		if limit > 0 {
			d = min(d, limit)
		}
	}
	db.cleaner = time.AfterFunc(max(d, atLeast), db.clean)
}

func (db *DB) clean() {
	db.mu.Lock()
	db.cleaner = nil
	var old []*conn
	db.idle = slices.DeleteFunc(db.idle, func(c *conn) bool {
		switch {
		case expired(c.returned, db.maxIdleTime):
			db.stats.MaxIdleTimeClosed++
		case expired(c.created, db.maxLifetime):
			db.stats.MaxLifetimeClosed++
		default:
			return false
		}
		old = append(old, c)
		return true
	})
	db.startCleaner()
	db.mu.Unlock()
	for _, c := range old {
		c.close()
	}
}

// SetMaxIdleConns sets how many unused connections are kept; the default is 2.
func (db *DB) SetMaxIdleConns(n int) {
	db.mu.Lock()
	db.maxIdle = n
	if n <= 0 {
		db.maxIdle = -1
	} else if db.maxOpen > 0 {
		db.maxIdle = min(n, db.maxOpen)
	}
	var surplus []*conn
	if limit := db.idleLimit(); len(db.idle) > limit {
		surplus = slices.Clone(db.idle[limit:])
		db.idle = db.idle[:limit]
	}
	db.stats.MaxIdleClosed += int64(len(surplus))
	db.mu.Unlock()
	for _, c := range surplus {
		c.close()
	}
}

// SetMaxOpenConns sets how many connections there may be; 0 or less: any number.
func (db *DB) SetMaxOpenConns(n int) {
	db.mu.Lock()
	db.maxOpen = max(n, 0)
	shrink := db.maxOpen > 0 && db.idleLimit() > db.maxOpen
	db.mu.Unlock()
	if shrink {
		db.SetMaxIdleConns(n)
	}
}

// SetConnMaxLifetime sets how old a connection may become; 0 or less: of any age.
func (db *DB) SetConnMaxLifetime(d time.Duration) { db.setLimit(&db.maxLifetime, d) }

// SetConnMaxIdleTime sets how long a connection may be unused; 0 or less: for any time.
func (db *DB) SetConnMaxIdleTime(d time.Duration) { db.setLimit(&db.maxIdleTime, d) }

func (db *DB) setLimit(limit *time.Duration, d time.Duration) {
	db.mu.Lock()
	defer db.mu.Unlock()
	*limit = max(d, 0)
	if db.cleaner != nil && db.cleaner.Stop() {
		db.cleaner = nil
	}
	db.startCleaner()
}

// DBStats says how many connections there are and were.
type DBStats struct {
	MaxOpenConnections int

	OpenConnections int
	InUse           int
	Idle            int

	WaitCount         int64         // how often a connection was waited for
	WaitDuration      time.Duration // and how long in all
	MaxIdleClosed     int64         // connections closed because of SetMaxIdleConns,
	MaxIdleTimeClosed int64         // SetConnMaxIdleTime,
	MaxLifetimeClosed int64         // and SetConnMaxLifetime
}

// Stats returns the numbers of the moment.
func (db *DB) Stats() DBStats {
	db.mu.Lock()
	defer db.mu.Unlock()
	s := db.stats
	s.MaxOpenConnections = db.maxOpen
	s.OpenConnections = db.open
	s.Idle = len(db.idle)
	s.InUse = s.OpenConnections - s.Idle
	return s
}

// Close closes the database: idle connections at once, others when they are given back.
func (db *DB) Close() error {
	db.mu.Lock()
	if db.closed {
		db.mu.Unlock()
		return nil
	}
	db.closed = true
	idle := db.idle
	db.idle = nil
	for _, turn := range db.waiting {
		close(turn)
	}
	db.waiting = nil
	if db.cleaner != nil {
		db.cleaner.Stop()
	}
	db.mu.Unlock()
	var err error
	for _, c := range idle {
		if e := c.close(); e != nil {
			err = e
		}
	}
	if closer, ok := db.connector.(io.Closer); ok {
		if e := closer.Close(); e != nil {
			err = e
		}
	}
	return err
}
