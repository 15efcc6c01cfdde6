// Package database/sql with a driver of its own: values, rows, statements, transactions, and the connections behind them.
package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"sync"
	"time"
)

// The driver: a query is a list of what its rows are, "echo" gives back its arguments.
type fake struct {
	mu   sync.Mutex
	log  []string
	next int
	bad  int // so many connections are broken when they are used again
}

func (f *fake) say(format string, args ...any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.log = append(f.log, fmt.Sprintf(format, args...))
}

func (f *fake) flush() {
	f.mu.Lock()
	defer f.mu.Unlock()
	fmt.Println("  log:", strings.Join(f.log, "; "))
	f.log = nil
}

func (f *fake) Open(name string) (driver.Conn, error) {
	if name == "broken" {
		return nil, errors.New("cannot open")
	}
	f.mu.Lock()
	f.next++
	c := &conn{f, f.next}
	f.mu.Unlock()
	f.say("open %d", c.id)
	return c, nil
}

type conn struct {
	f  *fake
	id int
}

func (c *conn) Prepare(query string) (driver.Stmt, error) {
	if query == "bad" {
		return nil, errors.New("syntax error")
	}
	c.f.say("prepare %q on %d", query, c.id)
	return &stmt{c, query}, nil
}

func (c *conn) Close() error {
	c.f.say("close %d", c.id)
	return nil
}

func (c *conn) Begin() (driver.Tx, error) {
	c.f.say("begin on %d", c.id)
	return tx{c}, nil
}

func (c *conn) ResetSession(ctx context.Context) error {
	c.f.mu.Lock()
	defer c.f.mu.Unlock()
	if c.f.bad > 0 {
		c.f.bad--
		return driver.ErrBadConn
	}
	return nil
}

func (c *conn) IsValid() bool { return true }

type tx struct{ c *conn }

func (t tx) Commit() error   { t.c.f.say("commit on %d", t.c.id); return nil }
func (t tx) Rollback() error { t.c.f.say("rollback on %d", t.c.id); return nil }

type stmt struct {
	c     *conn
	query string
}

func (s *stmt) Close() error { s.c.f.say("close %q on %d", s.query, s.c.id); return nil }

func (s *stmt) NumInput() int {
	if s.query == "echo" || s.query == "insert" {
		return -1
	}
	return strings.Count(s.query, "?")
}

func (s *stmt) Exec(args []driver.Value) (driver.Result, error) {
	s.c.f.say("exec %q %v", s.query, args)
	if s.query == "fail" {
		return nil, errors.New("it failed")
	}
	return driver.RowsAffected(len(args)), nil
}

func (s *stmt) Query(args []driver.Value) (driver.Rows, error) {
	switch s.query {
	case "echo":
		return &rows{data: [][]driver.Value{args}, f: s.c.f}, nil
	case "late":
		return &rows{data: [][]driver.Value{{int64(1)}}, err: errors.New("lost in the middle"), f: s.c.f}, nil
	case "two":
		return &rows{data: [][]driver.Value{{int64(1)}, {int64(2)}}, more: [][]driver.Value{{"x"}}, f: s.c.f}, nil
	}
	r := &rows{f: s.c.f}
	for i := range strings.Count(s.query, "row") {
		r.data = append(r.data, []driver.Value{int64(i), fmt.Sprint("name", i)})
	}
	return r, nil
}

type rows struct {
	f    *fake
	data [][]driver.Value
	more [][]driver.Value
	err  error
}

func (r *rows) Columns() []string {
	n := 2
	if len(r.data) > 0 {
		n = len(r.data[0])
	}
	var names []string
	for i := range n {
		names = append(names, fmt.Sprint("c", i))
	}
	return names
}

func (r *rows) Close() error { r.f.say("rows closed"); return nil }

func (r *rows) Next(dest []driver.Value) error {
	if len(r.data) == 0 {
		if r.err != nil {
			return r.err
		}
		return io.EOF
	}
	copy(dest, r.data[0])
	r.data = r.data[1:]
	return nil
}

func (r *rows) HasNextResultSet() bool { return r.more != nil }
func (r *rows) NextResultSet() error {
	r.data, r.more = r.more, nil
	return nil
}
func (r *rows) ColumnTypeDatabaseTypeName(i int) string      { return "TEXT" }
func (r *rows) ColumnTypeNullable(i int) (nullable, ok bool) { return i == 1, true }

type upper string

func (u *upper) Scan(src any) error {
	if s, ok := src.(string); ok {
		*u = upper(strings.ToUpper(s))
		return nil
	}
	return fmt.Errorf("not a string but %T", src)
}

func (u upper) Value() (driver.Value, error) {
	if u == "BAD" {
		return nil, errors.New("bad value")
	}
	return strings.ToLower(string(u)), nil
}

type myInt int
type myBytes []byte

func main() {
	f := new(fake)
	sql.Register("fake", f)
	fmt.Println(sql.Drivers())
	func() {
		defer func() { fmt.Println(recover()) }()
		sql.Register("fake", f)
	}()
	_, err := sql.Open("nothing", "")
	fmt.Println(err)
	broken, _ := sql.Open("fake", "broken")
	fmt.Println(broken.Ping(), broken.Close())

	db, err := sql.Open("fake", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(db.Ping(), db.Driver() == driver.Driver(f))
	f.flush()

	// Values there and back.
	moment := time.Date(2024, 2, 3, 4, 5, 6, 700, time.UTC)
	var nilPtr *int
	seven := 7
	for _, v := range []any{
		nil, 1, int8(-2), uint16(3), uint64(4), 5.5, float32(0.5), true, "text", []byte("bytes"), moment, myInt(6), myBytes("mine"), &seven, nilPtr,
		upper("LOUD"), sql.NullString{String: "s", Valid: true}, sql.NullInt64{}, sql.Null[upper]{V: "GENERIC", Valid: true}, sql.Null[int16]{V: 3, Valid: true},
		uint64(1 << 63), struct{}{}, []int{1}, upper("BAD"), make(chan int), sql.Named("n", 1), sql.Named("1", 1),
	} {
		fmt.Printf("%T:", v)
		for _, dest := range []any{
			new(any), new(string), new([]byte), new(int), new(int8), new(uint), new(float64), new(bool), new(time.Time), new(*int), new(myInt), new(myBytes),
			new(upper), new(sql.NullString), new(sql.NullInt32), new(sql.NullInt16), new(sql.NullByte), new(sql.NullBool), new(sql.NullFloat64), new(sql.NullTime),
			new(sql.Null[int]), new(struct{}),
		} {
			err := db.QueryRow("echo", v).Scan(dest)
			out := reflect.ValueOf(dest).Elem().Interface()
			if p, ok := out.(*int); ok && p != nil {
				out = *p
			}
			fmt.Printf(" %v %v;", out, err)
		}
		fmt.Println()
	}
	f.mu.Lock()
	f.log = nil
	f.mu.Unlock()

	// Rows.
	rs, err := db.Query("row row row")
	fmt.Println(err)
	names, err := rs.Columns()
	fmt.Println(names, err)
	types, err := rs.ColumnTypes()
	nullable, known := types[1].Nullable()
	_, sized := types[1].Length()
	_, _, decimal := types[0].DecimalSize()
	fmt.Println(types[1].Name(), types[1].DatabaseTypeName(), types[1].ScanType(), nullable, known, sized, decimal, err)
	var id int
	var name string
	fmt.Println(rs.Scan(&id, &name))
	for rs.Next() {
		fmt.Println(rs.Scan(&id, &name), id, name)
	}
	fmt.Println(rs.Err(), rs.Next(), rs.Scan(&id, &name), rs.Close())
	_, err = rs.Columns()
	fmt.Println(err)
	rs, _ = db.Query("row")
	rs.Next()
	var raw sql.RawBytes
	fmt.Println(rs.Scan(&id), rs.Scan(&name, id), rs.Scan(&raw, (*string)(nil)), rs.Scan(&raw, &name), string(raw), name)
	fmt.Println(rs.Close(), rs.Close())
	fmt.Println(db.QueryRow("row").Scan(&raw, &name), db.QueryRow("none").Scan(&id, &name) == sql.ErrNoRows)
	rs, _ = db.Query("late")
	for rs.Next() {
		fmt.Println(rs.Scan(&id), id)
	}
	fmt.Println(rs.Err())
	rs, _ = db.Query("two")
	for ok := true; ok; ok = rs.NextResultSet() {
		for rs.Next() {
			var v any
			fmt.Println(rs.Scan(&v), v)
		}
	}
	fmt.Println(rs.Err(), rs.NextResultSet())
	f.flush()

	// Executing, statements.
	res, err := db.Exec("insert", 1, "two", nil)
	n, err2 := res.RowsAffected()
	_, err3 := res.LastInsertId()
	fmt.Println(n, err, err2, err3)
	_, err = db.Exec("fail")
	fmt.Println(err)
	_, err = db.Exec("update ? ?", 1)
	fmt.Println(err)
	_, err = db.Exec("bad")
	fmt.Println(err)
	st, err := db.Prepare("select row ?")
	fmt.Println(err)
	for i := range 2 {
		fmt.Println(st.QueryRow(i).Scan(&id, &name), id, name)
	}
	_, err = st.Exec()
	fmt.Println(err)
	fmt.Println(st.Close(), st.Close())
	_, err = st.Query(1)
	fmt.Println(err)
	_, err = db.Prepare("bad")
	fmt.Println(err)
	f.flush()

	// Transactions.
	t, err := db.Begin()
	fmt.Println(err)
	t.Exec("insert", 1)
	fmt.Println(t.QueryRow("row").Scan(&id, &name), id, name)
	ts, _ := t.Prepare("select row")
	fmt.Println(ts.QueryRow().Scan(&id, &name), t.Commit(), t.Commit(), t.Rollback())
	_, err = t.Exec("insert")
	fmt.Println(err)
	_, err = ts.Query()
	fmt.Println(err)
	st, _ = db.Prepare("insert")
	t, _ = db.Begin()
	_, err = t.Stmt(st).Exec(9)
	fmt.Println(err, t.Rollback(), st.Close())
	_, err = db.BeginTx(context.Background(), &sql.TxOptions{ReadOnly: true})
	fmt.Println(err)
	_, err = db.BeginTx(context.Background(), &sql.TxOptions{Isolation: sql.LevelSnapshot})
	fmt.Println(err, sql.LevelSnapshot, sql.IsolationLevel(99))
	ctx, cancel := context.WithCancel(context.Background())
	t, _ = db.BeginTx(ctx, nil)
	cancel()
	for range 1000 {
		if _, err = t.Exec("insert"); err == sql.ErrTxDone {
			break
		}
		time.Sleep(time.Millisecond)
	}
	time.Sleep(10 * time.Millisecond)
	fmt.Println(err, t.Commit())
	_, err = db.ExecContext(ctx, "insert")
	fmt.Println(err)
	f.flush()

	// One connection.
	c, err := db.Conn(context.Background())
	fmt.Println(err, c.PingContext(context.Background()))
	fmt.Println(c.QueryRowContext(context.Background(), "row").Scan(&id, &name))
	fmt.Println(c.Raw(func(dc any) error { return fmt.Errorf("%T", dc) }))
	t, err = c.BeginTx(context.Background(), nil)
	fmt.Println(err, t.Rollback(), c.Close(), c.Close())
	_, err = c.ExecContext(context.Background(), "insert")
	fmt.Println(err)
	f.flush()

	// The pool.
	f.mu.Lock()
	f.bad = 1
	f.mu.Unlock()
	fmt.Println(db.Ping())
	db.SetMaxOpenConns(1)
	s := db.Stats()
	fmt.Println(s.MaxOpenConnections, s.OpenConnections, s.InUse, s.Idle)
	rs, _ = db.Query("row row")
	for db.Stats().WaitCount == 0 { // on a busy machine the time may be up before the call
		short, cancelShort := context.WithTimeout(context.Background(), 10*time.Millisecond)
		err = db.PingContext(short)
		cancelShort()
	}
	fmt.Println(err)
	waiting := make(chan error)
	go func() { waiting <- db.Ping() }()
	for db.Stats().WaitCount < 2 { // the one before and this
		time.Sleep(time.Millisecond)
	}
	rs.Close()
	fmt.Println(<-waiting, db.Stats().InUse)
	db.SetMaxIdleConns(-1)
	fmt.Println(db.Stats().OpenConnections, db.Ping(), db.Stats().MaxIdleClosed)
	db.SetMaxIdleConns(5)
	db.SetMaxOpenConns(0)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			var got int
			if err := db.QueryRow("echo", i).Scan(&got); err != nil || got != i {
				fmt.Println(got, err)
			}
		})
	}
	wg.Wait()
	ctx, cancel = context.WithCancel(context.Background())
	rs, _ = db.QueryContext(ctx, "row row")
	fmt.Println(rs.Next())
	cancel()
	for rs.Err() == nil {
		time.Sleep(time.Millisecond)
	}
	fmt.Println(rs.Err(), rs.Next(), rs.Scan(&id, &name))
	fmt.Println(db.Stats().OpenConnections <= 20, db.Close(), db.Close(), db.Ping(), db.Stats().OpenConnections)
	_, err = db.Begin()
	fmt.Println(err)

	fmt.Println(driver.IsValue(1), driver.IsValue(int64(1)), driver.IsScanValue(nil))
	for _, conv := range []driver.ValueConverter{driver.Bool, driver.Int32, driver.String, driver.Null{Converter: driver.Int32}, driver.NotNull{Converter: driver.Bool}} {
		for _, v := range []any{nil, true, "t", []byte("0"), 1, 2, uint8(0), int64(1 << 40), uint64(1 << 63), "x", 1.5, "12"} {
			r, err := conv.ConvertValue(v)
			fmt.Printf("%T %v %v; ", r, r, err)
		}
		fmt.Println()
	}
	_, err = driver.ResultNoRows.RowsAffected()
	fmt.Println(err, driver.Bool)
}
