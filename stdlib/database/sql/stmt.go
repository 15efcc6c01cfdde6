package sql

import (
	"context"
	"errors"
	"sync"
)

// A holder is what a statement is bound to: a Conn or a Tx.
type holder interface {
	grab(ctx context.Context) (*conn, func(error), error)
}

// Stmt is a prepared statement. One of a DB is prepared on each connection that it comes to.
type Stmt struct {
	db    *DB
	query string
	bound holder    // nil: the DB
	one   *prepared // if it is bound
	from  *Stmt     // of Tx.Stmt: the one whose statements it shares

	use sync.RWMutex // read-locked by calls

	mu     sync.Mutex // guards what follows
	closed bool
	conns  map[*conn]*prepared
	sticky error // Prepare has failed, in a transaction
}

// PrepareContext prepares a statement.
func (db *DB) PrepareContext(ctx context.Context, query string) (*Stmt, error) {
	s := &Stmt{db: db, query: query, conns: map[*conn]*prepared{}}
	err := db.with(ctx, func(c *conn, release func(error)) error {
		p, err := prepareOn(ctx, c, query)
		release(err)
		if err == nil {
			s.conns[c] = p
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Prepare prepares a statement.
func (db *DB) Prepare(query string) (*Stmt, error) {
	return db.PrepareContext(context.Background(), query)
}

func prepareBound(ctx context.Context, db *DB, h holder, c *conn, release func(error), query string) (*Stmt, error) {
	p, err := prepareOn(ctx, c, query)
	release(err)
	if err != nil {
		return nil, err
	}
	return &Stmt{db: db, query: query, bound: h, one: p}, nil
}

// PrepareContext prepares a statement in the transaction, whose end closes it.
func (tx *Tx) PrepareContext(ctx context.Context, query string) (*Stmt, error) {
	c, release, err := tx.grab(ctx)
	if err != nil {
		return nil, err
	}
	s, err := prepareBound(ctx, tx.db, tx, c, release, query)
	if err == nil {
		tx.add(s)
	}
	return s, err
}

func (tx *Tx) add(s *Stmt) {
	tx.mu.Lock()
	defer tx.mu.Unlock()
	tx.stmts = append(tx.stmts, s)
}

// Prepare prepares a statement in the transaction, whose end closes it.
func (tx *Tx) Prepare(query string) (*Stmt, error) {
	return tx.PrepareContext(context.Background(), query)
}

// StmtContext returns a statement for the transaction, whose end closes it.
func (tx *Tx) StmtContext(ctx context.Context, stmt *Stmt) *Stmt {
	failed := func(err error) *Stmt { return &Stmt{sticky: err} }
	c, release, err := tx.grab(ctx)
	if err != nil {
		return failed(err)
	}
	defer release(nil)
	if tx.db != stmt.db {
		return failed(errors.New("sql: Tx.Stmt: statement from different database used"))
	}
	s := &Stmt{db: tx.db, query: stmt.query, bound: tx}
	stmt.mu.Lock()
	if stmt.closed {
		stmt.mu.Unlock()
		return failed(errStmtClosed)
	}
	s.one = stmt.conns[c]
	stmt.mu.Unlock()
	if s.one != nil {
		s.from = stmt // who owns it
	} else if s.one, err = prepareOn(ctx, c, stmt.query); err != nil {
		return failed(err)
	}
	tx.add(s)
	return s
}

// Stmt returns a statement for the transaction, whose end closes it.
func (tx *Tx) Stmt(stmt *Stmt) *Stmt { return tx.StmtContext(context.Background(), stmt) }

var errStmtClosed = errors.New("sql: statement is closed")

// on returns the statement on a connection, which release gives back.
func (s *Stmt) on(ctx context.Context, fresh bool) (p *prepared, release func(error), err error) {
	s.mu.Lock()
	err = s.sticky
	if err == nil && s.closed {
		err = errStmtClosed
	}
	s.mu.Unlock()
	if err != nil {
		return nil, nil, err
	}
	if s.bound != nil {
		_, release, err = s.bound.grab(ctx)
		return s.one, release, err
	}
	c, err := s.db.take(ctx, fresh)
	if err != nil {
		return nil, nil, err
	}
	release = func(err error) { s.db.put(c, err) }
	s.mu.Lock()
	for old := range s.conns {
		old.mu.Lock()
		if old.closed {
			delete(s.conns, old)
		}
		old.mu.Unlock()
	}
	p = s.conns[c]
	s.mu.Unlock()
	if p == nil {
		if p, err = prepareOn(ctx, c, s.query); err != nil {
			release(err)
			return nil, nil, err
		}
		s.mu.Lock()
		s.conns[c] = p
		s.mu.Unlock()
	}
	return p, release, nil
}

// retry is DB.retry, but a bound statement has one connection only.
func (s *Stmt) retry(f func(fresh bool) error) error {
	if s.bound != nil || s.db == nil {
		return f(false)
	}
	return s.db.retry(f)
}

// ExecContext executes the statement.
func (s *Stmt) ExecContext(ctx context.Context, args ...any) (r Result, err error) {
	s.use.RLock()
	defer s.use.RUnlock()
	err = s.retry(func(fresh bool) error {
		p, release, err := s.on(ctx, fresh)
		if err != nil {
			return err
		}
		r, err = execPrepared(ctx, p, args)
		release(err)
		return err
	})
	return r, err
}

// Exec executes the statement.
func (s *Stmt) Exec(args ...any) (Result, error) {
	return s.ExecContext(context.Background(), args...)
}

// QueryContext executes the statement and returns its rows.
func (s *Stmt) QueryContext(ctx context.Context, args ...any) (rows *Rows, err error) {
	s.use.RLock()
	defer s.use.RUnlock()
	err = s.retry(func(fresh bool) error {
		p, release, err := s.on(ctx, fresh)
		if err != nil {
			return err
		}
		ri, err := queryPrepared(ctx, p, args)
		if err != nil {
			release(err)
			return err
		}
		var tx context.Context
		if t, ok := s.bound.(*Tx); ok {
			tx = t.ctx
		}
		rows = newRows(ctx, tx, &Rows{c: p.c, release: release, rowsi: ri})
		return nil
	})
	return rows, err
}

// Query executes the statement and returns its rows.
func (s *Stmt) Query(args ...any) (*Rows, error) {
	return s.QueryContext(context.Background(), args...)
}

// QueryRowContext executes the statement, which returns one row at most. Errors come from Row.Scan.
func (s *Stmt) QueryRowContext(ctx context.Context, args ...any) *Row {
	rows, err := s.QueryContext(ctx, args...)
	return &Row{rows: rows, err: err}
}

// QueryRow executes the statement, which returns one row at most. Errors come from Row.Scan.
func (s *Stmt) QueryRow(args ...any) *Row {
	return s.QueryRowContext(context.Background(), args...)
}

// Close closes the statement, on connections in use once they are not.
func (s *Stmt) Close() error {
	s.use.Lock()
	defer s.use.Unlock()
	s.mu.Lock()
	if s.sticky != nil || s.closed {
		s.mu.Unlock()
		return s.sticky
	}
	s.closed = true
	conns := s.conns
	s.conns = nil
	s.mu.Unlock()
	if s.bound != nil {
		if s.from != nil {
			return nil
		}
		return s.one.close()
	}
	for _, p := range conns {
		p.close()
	}
	return nil
}
