package sql

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"reflect"
	"sync"
)

// RawBytes is a value that is valid until the next call of Next, Scan or Close: its memory is the driver's.
type RawBytes []byte

// Scanner is a type into which values can be scanned: nil, int64, float64, bool, []byte, string or time.Time. A []byte must be copied.
type Scanner interface {
	Scan(src any) error
}

// Rows is the result of a query. Next comes before each row, the first one, too.
type Rows struct {
	c       *conn
	release func(error) // gives the connection back
	rowsi   driver.Rows
	stmt    *prepared // to be closed with it
	cancel  func()    // ends the goroutine that watches the contexts

	mu      sync.RWMutex // read-locked during the driver's calls; guards what follows
	closed  bool
	lastErr error
	row     []driver.Value // nil before Next

	raw      []byte     // memory of RawBytes that the driver does not hold
	pinned   bool       // RawBytes have been given away: mu is read-locked until they are invalid
	cancelMu sync.Mutex // guards cancErr
	cancErr  error      // why the contexts have ended
}

// newRows has rows closed when a context ends.
func newRows(ctx, tx context.Context, rows *Rows) *Rows {
	if ctx.Done() == nil && (tx == nil || tx.Done() == nil) {
		return rows
	}
	closing, cancel := context.WithCancel(ctx)
	rows.cancel = cancel
	go func() {
		var txDone <-chan struct{}
		if tx != nil {
			txDone = tx.Done()
		}
		select {
		case <-closing.Done():
			if err := ctx.Err(); err != nil {
				rows.setCanceled(err)
			}
		case <-txDone:
			rows.setCanceled(tx.Err())
		}
		rows.close(closing.Err())
	}()
	return rows
}

func (rs *Rows) setCanceled(err error) {
	rs.cancelMu.Lock()
	defer rs.cancelMu.Unlock()
	rs.cancErr = err
}

func (rs *Rows) canceled() error {
	rs.cancelMu.Lock()
	defer rs.cancelMu.Unlock()
	return rs.cancErr
}

func (rs *Rows) buffer() []byte {
	if rs == nil {
		return nil
	}
	return rs.raw[len(rs.raw):]
}

func (rs *Rows) keep(b []byte) RawBytes {
	if rs != nil {
		rs.raw = b
	}
	return RawBytes(b)
}

// unpin makes RawBytes that were given away invalid.
func (rs *Rows) unpin() {
	if rs.pinned {
		rs.pinned = false
		rs.mu.RUnlock()
	}
	rs.raw = rs.raw[:0]
}

// Next goes to the next row, and reports whether there is one; if not, Err tells why, and the rows are closed.
func (rs *Rows) Next() bool {
	rs.unpin()
	if rs.canceled() != nil {
		return false
	}
	rs.mu.Lock()
	over, ok := rs.nextLocked()
	rs.mu.Unlock()
	if over {
		rs.Close()
	}
	return ok
}

// nextLocked: over says that the rows are to be closed.
func (rs *Rows) nextLocked() (over, ok bool) {
	if rs.closed {
		return false, false
	}
	rs.c.mu.Lock()
	defer rs.c.mu.Unlock()
	if rs.row == nil {
		rs.row = make([]driver.Value, len(rs.rowsi.Columns()))
	}
	rs.lastErr = rs.rowsi.Next(rs.row)
	if rs.lastErr == nil {
		return false, true
	}
	if next, ok := rs.rowsi.(driver.RowsNextResultSet); ok && rs.lastErr == io.EOF && next.HasNextResultSet() {
		return false, false
	}
	return true, false
}

// NextResultSet goes to the next result of several, before its first row, and reports whether there is one.
func (rs *Rows) NextResultSet() bool {
	rs.unpin()
	rs.mu.Lock()
	over := false
	ok := func() bool {
		if rs.closed {
			return false
		}
		rs.row = nil
		next, ok := rs.rowsi.(driver.RowsNextResultSet)
		if !ok {
			over = true
			return false
		}
		rs.c.mu.Lock()
		defer rs.c.mu.Unlock()
		rs.lastErr = next.NextResultSet()
		over = rs.lastErr != nil
		return !over
	}()
	rs.mu.Unlock()
	if over {
		rs.Close()
	}
	return ok
}

// Err returns what has ended the rows, other than their end.
func (rs *Rows) Err() error {
	if err := rs.canceled(); err != nil {
		return err
	}
	if !rs.pinned {
		rs.mu.RLock()
		defer rs.mu.RUnlock()
	}
	if rs.lastErr == io.EOF {
		return nil
	}
	return rs.lastErr
}

var errRowsClosed = errors.New("sql: Rows are closed")

// why is the reason for which the rows are closed.
func (rs *Rows) why() error {
	if rs.lastErr == nil || rs.lastErr == io.EOF {
		return errRowsClosed
	}
	return rs.lastErr
}

// Columns returns the names of the columns.
func (rs *Rows) Columns() ([]string, error) {
	rs.mu.RLock()
	defer rs.mu.RUnlock()
	if rs.closed {
		return nil, rs.why()
	}
	if rs.rowsi == nil {
		return nil, errors.New("sql: no Rows available")
	}
	rs.c.mu.Lock()
	defer rs.c.mu.Unlock()
	return rs.rowsi.Columns(), nil
}

// Scan stores the row where dest points: *string, *[]byte, numbers, *bool, *any, *RawBytes, *time.Time, *Rows, and Scanners.
func (rs *Rows) Scan(dest ...any) error {
	rs.unpin()
	if err := rs.canceled(); err != nil {
		return err
	}
	rs.mu.RLock()
	raw := false
	for _, d := range dest {
		if _, ok := d.(*RawBytes); ok {
			raw = true
		}
	}
	// RawBytes are read after Scan, so closing waits until then.
	rs.pinned = raw
	if !raw {
		defer rs.mu.RUnlock()
	}
	err := rs.scanLocked(dest)
	if err != nil && raw {
		rs.unpin()
	}
	return err
}

func (rs *Rows) scanLocked(dest []any) error {
	switch {
	case rs.lastErr != nil && rs.lastErr != io.EOF:
		return rs.lastErr
	case rs.closed:
		return rs.why()
	case rs.row == nil:
		return errors.New("sql: Scan called without calling Next")
	case len(dest) != len(rs.row):
		return fmt.Errorf("sql: expected %d destination arguments in Scan, not %d", len(rs.row), len(dest))
	}
	for i, v := range rs.row {
		if err := convertAssignRows(dest[i], v, rs); err != nil {
			return fmt.Errorf(`sql: Scan error on column index %d, name %q: %w`, i, rs.rowsi.Columns()[i], err)
		}
	}
	return nil
}

// Close ends the rows. It may be called again.
func (rs *Rows) Close() error {
	rs.unpin()
	return rs.close(nil)
}

func (rs *Rows) close(err error) error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if rs.closed {
		return nil
	}
	rs.closed = true
	if rs.lastErr == nil {
		rs.lastErr = err
	}
	rs.c.mu.Lock()
	err = rs.rowsi.Close()
	rs.c.mu.Unlock()
	if rs.cancel != nil {
		rs.cancel()
	}
	if rs.stmt != nil {
		rs.stmt.close()
	}
	rs.release(err)
	return err
}

// ColumnType describes a column.
type ColumnType struct {
	name              string
	hasNullable       bool
	hasLength         bool
	hasPrecisionScale bool
	nullable          bool
	length            int64
	databaseType      string
	precision, scale  int64
	scanType          reflect.Type
}

// ColumnTypes returns descriptions of the columns.
func (rs *Rows) ColumnTypes() ([]*ColumnType, error) {
	names, err := rs.Columns()
	if err != nil {
		return nil, err
	}
	rs.c.mu.Lock()
	defer rs.c.mu.Unlock()
	list := make([]*ColumnType, len(names))
	for i, name := range names {
		t := &ColumnType{name: name, scanType: reflect.TypeFor[any]()}
		if r, ok := rs.rowsi.(driver.RowsColumnTypeScanType); ok {
			t.scanType = r.ColumnTypeScanType(i)
		}
		if r, ok := rs.rowsi.(driver.RowsColumnTypeDatabaseTypeName); ok {
			t.databaseType = r.ColumnTypeDatabaseTypeName(i)
		}
		if r, ok := rs.rowsi.(driver.RowsColumnTypeLength); ok {
			t.length, t.hasLength = r.ColumnTypeLength(i)
		}
		if r, ok := rs.rowsi.(driver.RowsColumnTypeNullable); ok {
			t.nullable, t.hasNullable = r.ColumnTypeNullable(i)
		}
		if r, ok := rs.rowsi.(driver.RowsColumnTypePrecisionScale); ok {
			t.precision, t.scale, t.hasPrecisionScale = r.ColumnTypePrecisionScale(i)
		}
		list[i] = t
	}
	return list, nil
}

// Name returns the name of the column.
func (ci *ColumnType) Name() string { return ci.name }

// Length returns how long values may be, if that is known.
func (ci *ColumnType) Length() (length int64, ok bool) { return ci.length, ci.hasLength }

// DecimalSize returns how many digits numbers have, and how many of them after the point, if that is known.
func (ci *ColumnType) DecimalSize() (precision, scale int64, ok bool) {
	return ci.precision, ci.scale, ci.hasPrecisionScale
}

// ScanType returns a type that values can be scanned into.
func (ci *ColumnType) ScanType() reflect.Type { return ci.scanType }

// Nullable returns whether values may be NULL, if that is known.
func (ci *ColumnType) Nullable() (nullable, ok bool) { return ci.nullable, ci.hasNullable }

// DatabaseTypeName returns the database's name for the type, "" if it is not known.
func (ci *ColumnType) DatabaseTypeName() string { return ci.databaseType }

// Row is a result of one row at most.
type Row struct {
	err  error // of the query
	rows *Rows
}

// Scan stores the row where dest points; ErrNoRows: there is none. Further rows are left out.
func (r *Row) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if err := r.rows.canceled(); err != nil {
		return err
	}
	for _, d := range dest {
		if _, ok := d.(*RawBytes); ok {
			return errors.New("sql: RawBytes isn't allowed on Row.Scan")
		}
	}
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return ErrNoRows
	}
	if err := r.rows.Scan(dest...); err != nil {
		return err
	}
	return r.rows.Close()
}

// Err returns the error of the query, without a look at the row.
func (r *Row) Err() error { return r.err }
