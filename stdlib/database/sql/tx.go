package sql

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

// IsolationLevel is how much a transaction sees of others.
type IsolationLevel int

// The levels. What they mean, and which of them there are, is the database's matter.
const (
	LevelDefault IsolationLevel = iota
	LevelReadUncommitted
	LevelReadCommitted
	LevelWriteCommitted
	LevelRepeatableRead
	LevelSnapshot
	LevelSerializable
	LevelLinearizable
)

var levelNames = [...]string{
	"Default", "Read Uncommitted", "Read Committed", "Write Committed", "Repeatable Read", "Snapshot", "Serializable", "Linearizable",
}

// String returns the name of the level.
func (i IsolationLevel) String() string {
	if i < 0 || int(i) >= len(levelNames) {
		return fmt.Sprintf("IsolationLevel(%d)", int(i))
	}
	return levelNames[i]
}

// TxOptions are those of a transaction.
type TxOptions struct {
	Isolation IsolationLevel
	ReadOnly  bool
}

// Tx is a transaction. It ends with Commit or Rollback, or when its context ends.
type Tx struct {
	db      *DB
	c       *conn
	txi     driver.Tx
	ctx     context.Context
	cancel  func()
	release func(error)

	// use is read-locked by calls, so that the end of the context waits for them.
	use  sync.RWMutex
	done atomic.Bool

	mu    sync.Mutex
	stmts []*Stmt // guarded by mu
}

// beginOn starts a transaction on a connection, which release gives back.
func beginOn(ctx context.Context, db *DB, c *conn, release func(error), opts *TxOptions) (*Tx, error) {
	c.mu.Lock()
	txi, err := beginDriver(ctx, c.ci, opts)
	// A connection that can be told to begin anew is kept when the context ends; any other is in an unknown state then.
	_, resets := c.ci.(driver.SessionResetter)
	_, validates := c.ci.(driver.Validator)
	c.mu.Unlock()
	if err != nil {
		release(err)
		return nil, err
	}
	tx := &Tx{db: db, c: c, txi: txi, release: release}
	tx.ctx, tx.cancel = context.WithCancel(ctx)
	go func() {
		<-tx.ctx.Done()
		tx.rollback(!resets || !validates)
	}()
	return tx, nil
}

func beginDriver(ctx context.Context, ci driver.Conn, opts *TxOptions) (driver.Tx, error) {
	if b, ok := ci.(driver.ConnBeginTx); ok {
		var o driver.TxOptions
		if opts != nil {
			o = driver.TxOptions{Isolation: driver.IsolationLevel(opts.Isolation), ReadOnly: opts.ReadOnly}
		}
		return b.BeginTx(ctx, o)
	}
	if opts != nil {
		if opts.Isolation != LevelDefault {
			return nil, errors.New("sql: driver does not support non-default isolation level")
		}
		if opts.ReadOnly {
			return nil, errors.New("sql: driver does not support read-only transactions")
		}
	}
	txi, err := ci.Begin()
	if err == nil && ctx.Err() != nil {
		txi.Rollback()
		return nil, ctx.Err()
	}
	return txi, err
}

// BeginTx starts a transaction, which is rolled back when the context ends.
func (db *DB) BeginTx(ctx context.Context, opts *TxOptions) (tx *Tx, err error) {
	err = db.with(ctx, func(c *conn, release func(error)) (err error) {
		tx, err = beginOn(ctx, db, c, release, opts)
		return err
	})
	return tx, err
}

// Begin starts a transaction.
func (db *DB) Begin() (*Tx, error) { return db.BeginTx(context.Background(), nil) }

// grab returns the connection, for a call that calls release at its end.
func (tx *Tx) grab(ctx context.Context) (c *conn, release func(error), err error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	tx.use.RLock()
	if tx.done.Load() {
		tx.use.RUnlock()
		return nil, nil, ErrTxDone
	}
	return tx.c, func(error) { tx.use.RUnlock() }, nil
}

// end gives the connection back.
func (tx *Tx) end(err error) {
	if !errors.Is(err, driver.ErrBadConn) {
		tx.mu.Lock()
		for _, s := range tx.stmts {
			s.Close()
		}
		tx.mu.Unlock()
	}
	tx.release(err)
}

// Commit ends the transaction; it has been.
func (tx *Tx) Commit() error {
	if err := tx.ctx.Err(); err != nil {
		if tx.done.Load() {
			return ErrTxDone
		}
		return err
	}
	if !tx.done.CompareAndSwap(false, true) {
		return ErrTxDone
	}
	tx.cancel()
	tx.use.Lock()
	tx.use.Unlock()
	tx.c.mu.Lock()
	err := tx.txi.Commit()
	tx.c.mu.Unlock()
	tx.end(err)
	return err
}

// Rollback ends the transaction; it has not been.
func (tx *Tx) Rollback() error { return tx.rollback(false) }

func (tx *Tx) rollback(discard bool) error {
	if !tx.done.CompareAndSwap(false, true) {
		return ErrTxDone
	}
	tx.cancel()
	tx.use.Lock()
	tx.use.Unlock()
	tx.c.mu.Lock()
	err := tx.txi.Rollback()
	tx.c.mu.Unlock()
	if discard {
		tx.end(driver.ErrBadConn)
	} else {
		tx.end(err)
	}
	return err
}

// ExecContext executes a query that returns no rows.
func (tx *Tx) ExecContext(ctx context.Context, query string, args ...any) (Result, error) {
	c, release, err := tx.grab(ctx)
	if err != nil {
		return nil, err
	}
	return execOn(ctx, c, release, query, args)
}

// Exec executes a query that returns no rows.
func (tx *Tx) Exec(query string, args ...any) (Result, error) {
	return tx.ExecContext(context.Background(), query, args...)
}

// QueryContext executes a query that returns rows.
func (tx *Tx) QueryContext(ctx context.Context, query string, args ...any) (*Rows, error) {
	c, release, err := tx.grab(ctx)
	if err != nil {
		return nil, err
	}
	// The end of the transaction closes the rows, and waits until they are.
	return queryOn(ctx, tx.ctx, c, release, query, args)
}

// Query executes a query that returns rows.
func (tx *Tx) Query(query string, args ...any) (*Rows, error) {
	return tx.QueryContext(context.Background(), query, args...)
}

// QueryRowContext executes a query that returns one row at most. Errors come from Row.Scan.
func (tx *Tx) QueryRowContext(ctx context.Context, query string, args ...any) *Row {
	rows, err := tx.QueryContext(ctx, query, args...)
	return &Row{rows: rows, err: err}
}

// QueryRow executes a query that returns one row at most. Errors come from Row.Scan.
func (tx *Tx) QueryRow(query string, args ...any) *Row {
	return tx.QueryRowContext(context.Background(), query, args...)
}

// Conn is one connection of a database. It must be closed.
type Conn struct {
	db *DB
	c  *conn

	use  sync.RWMutex // read-locked by calls
	done atomic.Bool
}

func (c *Conn) grab(ctx context.Context) (*conn, func(error), error) {
	c.use.RLock()
	if c.done.Load() {
		c.use.RUnlock()
		return nil, nil, ErrConnDone
	}
	return c.c, func(err error) {
		c.use.RUnlock()
		if errors.Is(err, driver.ErrBadConn) {
			c.close(err)
		}
	}, nil
}

func (c *Conn) close(err error) error {
	if !c.done.CompareAndSwap(false, true) {
		return ErrConnDone
	}
	c.use.Lock()
	defer c.use.Unlock()
	c.db.put(c.c, err)
	return err
}

// Close gives the connection back.
func (c *Conn) Close() error { return c.close(nil) }

// PingContext makes sure that the connection works.
func (c *Conn) PingContext(ctx context.Context) error {
	dc, release, err := c.grab(ctx)
	if err != nil {
		return err
	}
	return pingOn(ctx, dc, release)
}

// ExecContext executes a query that returns no rows.
func (c *Conn) ExecContext(ctx context.Context, query string, args ...any) (Result, error) {
	dc, release, err := c.grab(ctx)
	if err != nil {
		return nil, err
	}
	return execOn(ctx, dc, release, query, args)
}

// QueryContext executes a query that returns rows.
func (c *Conn) QueryContext(ctx context.Context, query string, args ...any) (*Rows, error) {
	dc, release, err := c.grab(ctx)
	if err != nil {
		return nil, err
	}
	return queryOn(ctx, nil, dc, release, query, args)
}

// QueryRowContext executes a query that returns one row at most. Errors come from Row.Scan.
func (c *Conn) QueryRowContext(ctx context.Context, query string, args ...any) *Row {
	rows, err := c.QueryContext(ctx, query, args...)
	return &Row{rows: rows, err: err}
}

// PrepareContext prepares a statement on the connection.
func (c *Conn) PrepareContext(ctx context.Context, query string) (*Stmt, error) {
	dc, release, err := c.grab(ctx)
	if err != nil {
		return nil, err
	}
	return prepareBound(ctx, c.db, c, dc, release, query)
}

// BeginTx starts a transaction on the connection, which is rolled back when the context ends.
func (c *Conn) BeginTx(ctx context.Context, opts *TxOptions) (*Tx, error) {
	dc, release, err := c.grab(ctx)
	if err != nil {
		return nil, err
	}
	return beginOn(ctx, c.db, dc, release, opts)
}

// Raw calls f with the driver's connection.
func (c *Conn) Raw(f func(driverConn any) error) (err error) {
	dc, release, err := c.grab(nil)
	if err != nil {
		return err
	}
	dc.mu.Lock()
	panicked := true
	defer func() {
		dc.mu.Unlock()
		if panicked {
			err = driver.ErrBadConn // nobody knows its state
		}
		release(err)
	}()
	err = f(dc.ci)
	panicked = false
	return err
}
