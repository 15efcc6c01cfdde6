// Package driver says what the drivers of package database/sql must do, and may do.
package driver

import (
	"context"
	"errors"
	"reflect"
)

// Value is what databases deal in: nil, int64, float64, bool, []byte, string or time.Time, or what a NamedValueChecker lets pass.
type Value any

// NamedValue is an argument: with a name, or by its place, which counts from 1.
type NamedValue struct {
	Name    string
	Ordinal int
	Value   Value
}

// Driver opens connections.
type Driver interface {
	Open(name string) (Conn, error)
}

// DriverContext is a Driver that looks at a name once.
type DriverContext interface {
	OpenConnector(name string) (Connector, error)
}

// Connector opens connections to one database. It may be an io.Closer, too.
type Connector interface {
	Connect(context.Context) (Conn, error)
	Driver() Driver
}

// ErrSkip says that an optional interface does not apply, and that the longer way is to be taken.
var ErrSkip = errors.New("driver: skip fast-path; continue as if unimplemented")

// ErrBadConn says that a connection is broken and nothing was done: the call is repeated on another one.
var ErrBadConn = errors.New("driver: bad connection")

// ErrRemoveArgument is returned by CheckNamedValue to leave an argument out.
var ErrRemoveArgument = errors.New("driver: remove argument from query")

// Conn is a connection, used by one goroutine at a time.
type Conn interface {
	Prepare(query string) (Stmt, error)
	Close() error

	// Deprecated: See ConnBeginTx.
	Begin() (Tx, error)
}

// Pinger is a Conn that can be asked whether it is alive.
type Pinger interface {
	Ping(ctx context.Context) error
}

// Execer is a Conn that executes without a statement.
//
// Deprecated: See ExecerContext.
type Execer interface {
	Exec(query string, args []Value) (Result, error)
}

// ExecerContext is a Conn that executes without a statement.
type ExecerContext interface {
	ExecContext(ctx context.Context, query string, args []NamedValue) (Result, error)
}

// Queryer is a Conn that queries without a statement.
//
// Deprecated: See QueryerContext.
type Queryer interface {
	Query(query string, args []Value) (Rows, error)
}

// QueryerContext is a Conn that queries without a statement.
type QueryerContext interface {
	QueryContext(ctx context.Context, query string, args []NamedValue) (Rows, error)
}

// ConnPrepareContext is a Conn whose Prepare can be canceled.
type ConnPrepareContext interface {
	PrepareContext(ctx context.Context, query string) (Stmt, error)
}

// IsolationLevel is that of a transaction, in sql's numbers.
type IsolationLevel int

// TxOptions are those of a transaction.
type TxOptions struct {
	Isolation IsolationLevel
	ReadOnly  bool
}

// ConnBeginTx is a Conn with options of transactions.
type ConnBeginTx interface {
	BeginTx(ctx context.Context, opts TxOptions) (Tx, error)
}

// SessionResetter is a Conn that is told before it is used again.
type SessionResetter interface {
	ResetSession(ctx context.Context) error
}

// Validator is a Conn that is asked before it is kept for later.
type Validator interface {
	IsValid() bool
}

// Result is that of an execution.
type Result interface {
	LastInsertId() (int64, error)
	RowsAffected() (int64, error)
}

// Stmt is a prepared statement, used by one goroutine at a time. NumInput is how many arguments it takes; -1: it does not say.
type Stmt interface {
	Close() error
	NumInput() int

	// Deprecated: See StmtExecContext.
	Exec(args []Value) (Result, error)

	// Deprecated: See StmtQueryContext.
	Query(args []Value) (Rows, error)
}

// StmtExecContext is a Stmt whose execution can be canceled.
type StmtExecContext interface {
	ExecContext(ctx context.Context, args []NamedValue) (Result, error)
}

// StmtQueryContext is a Stmt whose query can be canceled.
type StmtQueryContext interface {
	QueryContext(ctx context.Context, args []NamedValue) (Rows, error)
}

// NamedValueChecker is a Conn or Stmt that looks at arguments itself: it may change them, and return ErrSkip to leave them to
// the usual conversion.
type NamedValueChecker interface {
	CheckNamedValue(*NamedValue) error
}

// ColumnConverter is a Stmt that converts its arguments.
//
// Deprecated: See NamedValueChecker.
type ColumnConverter interface {
	ColumnConverter(idx int) ValueConverter
}

// Rows is the result of a query. Next fills dest, or returns io.EOF.
type Rows interface {
	Columns() []string
	Close() error
	Next(dest []Value) error
}

// RowsNextResultSet is Rows of several results.
type RowsNextResultSet interface {
	Rows
	HasNextResultSet() bool
	NextResultSet() error
}

// RowsColumnTypeScanType tells into which types columns can be scanned.
type RowsColumnTypeScanType interface {
	Rows
	ColumnTypeScanType(index int) reflect.Type
}

// RowsColumnTypeDatabaseTypeName tells how the database calls the types of columns.
type RowsColumnTypeDatabaseTypeName interface {
	Rows
	ColumnTypeDatabaseTypeName(index int) string
}

// RowsColumnTypeLength tells how long values may be.
type RowsColumnTypeLength interface {
	Rows
	ColumnTypeLength(index int) (length int64, ok bool)
}

// RowsColumnTypeNullable tells whether values may be missing.
type RowsColumnTypeNullable interface {
	Rows
	ColumnTypeNullable(index int) (nullable, ok bool)
}

// RowsColumnTypePrecisionScale tells how many digits numbers have.
type RowsColumnTypePrecisionScale interface {
	Rows
	ColumnTypePrecisionScale(index int) (precision, scale int64, ok bool)
}

// Tx is a transaction.
type Tx interface {
	Commit() error
	Rollback() error
}

// RowsAffected is a Result that is just a number of rows.
type RowsAffected int64

// LastInsertId returns an error.
func (RowsAffected) LastInsertId() (int64, error) {
	return 0, errors.New("LastInsertId is not supported by this driver")
}

// RowsAffected returns the number.
func (v RowsAffected) RowsAffected() (int64, error) { return int64(v), nil }

// ResultNoRows is the Result of what changes no rows.
var ResultNoRows noRows

type noRows struct{}

func (noRows) LastInsertId() (int64, error) {
	return 0, errors.New("no LastInsertId available after DDL statement")
}

func (noRows) RowsAffected() (int64, error) {
	return 0, errors.New("no RowsAffected available after DDL statement")
}
