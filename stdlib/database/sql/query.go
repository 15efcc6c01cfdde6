package sql

import (
	"context"
	"database/sql/driver"
	"errors"
)

// Result is that of an execution.
type Result interface {
	LastInsertId() (int64, error)
	RowsAffected() (int64, error)
}

// NamedArg is an argument with a name.
type NamedArg struct {
	_ struct{} // fields are to be named

	Name  string
	Value any
}

// Named returns an argument with a name.
func Named(name string, value any) NamedArg { return NamedArg{Name: name, Value: value} }

// Out is an argument of a stored procedure that gives a value back; with In it takes one, too.
type Out struct {
	_ struct{} // fields are to be named

	Dest any
	In   bool
}

// result locks the connection while the driver is asked.
type result struct {
	c *conn
	r driver.Result
}

func (r result) LastInsertId() (int64, error) {
	r.c.mu.Lock()
	defer r.c.mu.Unlock()
	return r.r.LastInsertId()
}

func (r result) RowsAffected() (int64, error) {
	r.c.mu.Lock()
	defer r.c.mu.Unlock()
	return r.r.RowsAffected()
}

// retry calls f until the connection it gets is not broken; at last with a new one.
func (db *DB) retry(f func(fresh bool) error) error {
	for range cachedTries {
		if err := f(false); err == nil || !errors.Is(err, driver.ErrBadConn) {
			return err
		}
	}
	return f(true)
}

// with takes a connection for f, which sees to it that it is given back by calling release once.
func (db *DB) with(ctx context.Context, f func(c *conn, release func(error)) error) error {
	return db.retry(func(fresh bool) error {
		c, err := db.take(ctx, fresh)
		if err != nil {
			return err
		}
		return f(c, func(err error) { db.put(c, err) })
	})
}

// ---- the driver's calls; where it does not know contexts they are looked at before

func prepareOn(ctx context.Context, c *conn, query string) (*prepared, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var si driver.Stmt
	var err error
	if p, ok := c.ci.(driver.ConnPrepareContext); ok {
		si, err = p.PrepareContext(ctx, query)
	} else if si, err = c.ci.Prepare(query); err == nil && ctx.Err() != nil {
		si.Close()
		err = ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	p := &prepared{c: c, si: si}
	c.stmts[p] = true
	return p, nil
}

func execPrepared(ctx context.Context, p *prepared, args []any) (Result, error) {
	p.c.mu.Lock()
	defer p.c.mu.Unlock()
	values, err := driverArgs(p.c.ci, p.si, args)
	if err != nil {
		return nil, err
	}
	var r driver.Result
	if s, ok := p.si.(driver.StmtExecContext); ok {
		r, err = s.ExecContext(ctx, values)
	} else {
		var plain []driver.Value
		if plain, err = unnamed(values); err == nil {
			if err = ctx.Err(); err == nil {
				r, err = p.si.Exec(plain)
			}
		}
	}
	if err != nil {
		return nil, err
	}
	return result{p.c, r}, nil
}

func queryPrepared(ctx context.Context, p *prepared, args []any) (driver.Rows, error) {
	p.c.mu.Lock()
	defer p.c.mu.Unlock()
	values, err := driverArgs(p.c.ci, p.si, args)
	if err != nil {
		return nil, err
	}
	if s, ok := p.si.(driver.StmtQueryContext); ok {
		return s.QueryContext(ctx, values)
	}
	plain, err := unnamed(values)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	return p.si.Query(plain)
}

// execDirect executes without a statement; ErrSkip: the driver cannot.
func execDirect(ctx context.Context, c *conn, query string, args []any) (Result, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	withContext, modern := c.ci.(driver.ExecerContext)
	old, ok := c.ci.(driver.Execer)
	if !modern && !ok {
		return nil, driver.ErrSkip
	}
	values, err := driverArgs(c.ci, nil, args)
	if err != nil {
		return nil, err
	}
	var r driver.Result
	if modern {
		r, err = withContext.ExecContext(ctx, query, values)
	} else {
		var plain []driver.Value
		if plain, err = unnamed(values); err == nil {
			if err = ctx.Err(); err == nil {
				r, err = old.Exec(query, plain)
			}
		}
	}
	if err != nil {
		return nil, err
	}
	return result{c, r}, nil
}

// queryDirect queries without a statement; ErrSkip: the driver cannot.
func queryDirect(ctx context.Context, c *conn, query string, args []any) (driver.Rows, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	withContext, modern := c.ci.(driver.QueryerContext)
	old, ok := c.ci.(driver.Queryer)
	if !modern && !ok {
		return nil, driver.ErrSkip
	}
	values, err := driverArgs(c.ci, nil, args)
	if err != nil {
		return nil, err
	}
	if modern {
		return withContext.QueryContext(ctx, query, values)
	}
	plain, err := unnamed(values)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	return old.Query(query, plain)
}

// ---- on a connection

func execOn(ctx context.Context, c *conn, release func(error), query string, args []any) (r Result, err error) {
	defer func() { release(err) }()
	if r, err = execDirect(ctx, c, query, args); err != driver.ErrSkip {
		return r, err
	}
	p, err := prepareOn(ctx, c, query)
	if err != nil {
		return nil, err
	}
	defer p.close()
	return execPrepared(ctx, p, args)
}

// queryOn returns rows that call release when they are closed. tx is the context of the transaction, or nil.
func queryOn(ctx, tx context.Context, c *conn, release func(error), query string, args []any) (*Rows, error) {
	ri, err := queryDirect(ctx, c, query, args)
	var p *prepared
	if err == driver.ErrSkip {
		if p, err = prepareOn(ctx, c, query); err == nil {
			if ri, err = queryPrepared(ctx, p, args); err != nil {
				p.close()
			}
		}
	}
	if err != nil {
		release(err)
		return nil, err
	}
	return newRows(ctx, tx, &Rows{c: c, release: release, rowsi: ri, stmt: p}), nil
}

func pingOn(ctx context.Context, c *conn, release func(error)) (err error) {
	defer func() { release(err) }()
	if pinger, ok := c.ci.(driver.Pinger); ok {
		c.mu.Lock()
		defer c.mu.Unlock()
		err = pinger.Ping(ctx)
	}
	return err
}

// ---- DB

// PingContext makes sure that there is a connection that works.
func (db *DB) PingContext(ctx context.Context) error {
	return db.with(ctx, func(c *conn, release func(error)) error { return pingOn(ctx, c, release) })
}

// Ping makes sure that there is a connection that works.
func (db *DB) Ping() error { return db.PingContext(context.Background()) }

// ExecContext executes a query that returns no rows.
func (db *DB) ExecContext(ctx context.Context, query string, args ...any) (r Result, err error) {
	err = db.with(ctx, func(c *conn, release func(error)) (err error) {
		r, err = execOn(ctx, c, release, query, args)
		return err
	})
	return r, err
}

// Exec executes a query that returns no rows.
func (db *DB) Exec(query string, args ...any) (Result, error) {
	return db.ExecContext(context.Background(), query, args...)
}

// QueryContext executes a query that returns rows.
func (db *DB) QueryContext(ctx context.Context, query string, args ...any) (rows *Rows, err error) {
	err = db.with(ctx, func(c *conn, release func(error)) (err error) {
		rows, err = queryOn(ctx, nil, c, release, query, args)
		return err
	})
	return rows, err
}

// Query executes a query that returns rows.
func (db *DB) Query(query string, args ...any) (*Rows, error) {
	return db.QueryContext(context.Background(), query, args...)
}

// QueryRowContext executes a query that returns one row at most. Errors come from Row.Scan.
func (db *DB) QueryRowContext(ctx context.Context, query string, args ...any) *Row {
	rows, err := db.QueryContext(ctx, query, args...)
	return &Row{rows: rows, err: err}
}

// QueryRow executes a query that returns one row at most. Errors come from Row.Scan.
func (db *DB) QueryRow(query string, args ...any) *Row {
	return db.QueryRowContext(context.Background(), query, args...)
}

// Conn returns one connection. It must be closed.
func (db *DB) Conn(ctx context.Context) (*Conn, error) {
	var single *Conn
	err := db.with(ctx, func(c *conn, release func(error)) error {
		single = &Conn{db: db, c: c}
		return nil
	})
	return single, err
}
