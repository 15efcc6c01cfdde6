// Package exec runs other programs.
package exec

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// Error says that a program cannot be found.
type Error struct {
	Name string
	Err  error
}

func (e *Error) Error() string { return "exec: " + strconv.Quote(e.Name) + ": " + e.Err.Error() }

// Unwrap returns e.Err.
func (e *Error) Unwrap() error { return e.Err }

// ErrWaitDelay is the error of Wait when the program was successful, but its output had to be cut off after WaitDelay.
var ErrWaitDelay = errors.New("exec: WaitDelay expired before I/O complete")

type wrapped struct {
	what string
	err  error
}

func (w wrapped) Error() string { return w.what + ": " + w.err.Error() }

func (w wrapped) Unwrap() error { return w.err }

// Cmd is a program that is to run, runs, or has run. It runs once.
type Cmd struct {
	// Path is the program.
	Path string
	// Args are its arguments; the first is its name. If empty, Path is the only one.
	Args []string
	// Env is its environment, each as key=value; later ones win. If nil it is that of this program.
	Env []string
	// Dir is its working directory; if empty, that of this program.
	Dir string
	// Stdin is what it reads; nothing, if nil. Unless it is a file, a goroutine copies, and Wait waits for that.
	Stdin io.Reader
	// Stdout and Stderr are where it writes to; nowhere, if nil. Unless they are files, goroutines copy. If both are the same,
	// one goroutine at most calls Write.
	Stdout io.Writer
	Stderr io.Writer
	// ExtraFiles are more open files for it: the i-th is its descriptor 3+i.
	ExtraFiles []*os.File
	// SysProcAttr are attributes that depend on the system.
	SysProcAttr *syscall.SysProcAttr
	// Process is the process, once started.
	Process *os.Process
	// ProcessState is how it ended, after Wait.
	ProcessState *os.ProcessState
	// Err is the error of LookPath, if any, which Start returns.
	Err error
	// Cancel is called when the context of CommandContext is done. Its default kills the process.
	Cancel func() error
	// WaitDelay is for how long Wait waits for the process after the context is done, and for its output after it has ended,
	// before they are killed and cut off. 0: for ever.
	WaitDelay time.Duration

	ctx      context.Context
	started  atomic.Bool
	ofChild  []io.Closer // to be closed once the process has started
	ofParent []io.Closer // to be closed by Wait
	copiers  []func() error
	copied   <-chan error // the first error of the copiers, when all have ended
	watched  <-chan watchResult
}

// watchResult is what the goroutine that watches the context says when the process has ended.
type watchResult struct {
	err   error
	timer *time.Timer // of WaitDelay, if it runs
}

// Command returns a command. A name without a slash is looked up as LookPath does.
func Command(name string, arg ...string) *Cmd {
	c := &Cmd{Path: name, Args: append([]string{name}, arg...)}
	if filepath.Base(name) == name {
		path, err := LookPath(name)
		if path != "" {
			c.Path = path
		}
		c.Err = err
	}
	return c
}

// CommandContext returns a command that is canceled when the context is done before it has ended.
func CommandContext(ctx context.Context, name string, arg ...string) *Cmd {
	if ctx == nil {
		panic("nil Context")
	}
	c := Command(name, arg...)
	c.ctx = ctx
	c.Cancel = func() error { return c.Process.Kill() }
	return c
}

// String returns the command line, for people.
func (c *Cmd) String() string {
	if c.Err != nil {
		return strings.Join(c.Args, " ")
	}
	return strings.Join(append([]string{c.Path}, c.Args[1:]...), " ")
}

func closeAll(list []io.Closer) {
	for _, x := range list {
		x.Close()
	}
}

func (c *Cmd) pipe(childReads bool) (ofChild, ofParent *os.File, err error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	ofChild, ofParent = w, r
	if childReads {
		ofChild, ofParent = r, w
	}
	c.ofChild = append(c.ofChild, ofChild)
	c.ofParent = append(c.ofParent, ofParent)
	return ofChild, ofParent, nil
}

func (c *Cmd) null(mode int) (*os.File, error) {
	f, err := os.OpenFile(os.DevNull, mode, 0)
	if err == nil {
		c.ofChild = append(c.ofChild, f)
	}
	return f, err
}

func (c *Cmd) input() (*os.File, error) {
	if c.Stdin == nil {
		return c.null(os.O_RDONLY)
	}
	if f, ok := c.Stdin.(*os.File); ok {
		return f, nil
	}
	r, w, err := c.pipe(true)
	if err != nil {
		return nil, err
	}
	c.copiers = append(c.copiers, func() error {
		_, err := io.Copy(w, c.Stdin)
		// A program need not read all of its input.
		if pe, ok := err.(*fs.PathError); ok && pe.Op == "write" && pe.Path == "|1" && pe.Err == syscall.EPIPE {
			err = nil
		}
		if closeErr := w.Close(); err == nil {
			err = closeErr
		}
		return err
	})
	return r, nil
}

func (c *Cmd) output(to io.Writer) (*os.File, error) {
	if to == nil {
		return c.null(os.O_WRONLY)
	}
	if f, ok := to.(*os.File); ok {
		return f, nil
	}
	w, r, err := c.pipe(false)
	if err != nil {
		return nil, err
	}
	c.copiers = append(c.copiers, func() error {
		_, err := io.Copy(to, r)
		r.Close()
		return err
	})
	return w, nil
}

// same reports whether two writers are equal; those that cannot be compared are not.
func same(a, b io.Writer) bool {
	defer func() { recover() }()
	return a == b
}

func (c *Cmd) files() ([]*os.File, error) {
	stdin, err := c.input()
	if err != nil {
		return nil, err
	}
	stdout, err := c.output(c.Stdout)
	if err != nil {
		return nil, err
	}
	stderr := stdout
	if c.Stderr == nil || !same(c.Stderr, c.Stdout) {
		if stderr, err = c.output(c.Stderr); err != nil {
			return nil, err
		}
	}
	return append([]*os.File{stdin, stdout, stderr}, c.ExtraFiles...), nil
}

// Start starts the command, and does not wait for it. Wait must be called then.
func (c *Cmd) Start() error {
	if c.started.Swap(true) {
		return errors.New("exec: already started")
	}
	err := c.start()
	closeAll(c.ofChild)
	c.ofChild = nil
	if err != nil {
		closeAll(c.ofParent)
		c.ofParent, c.copiers = nil, nil
		return err
	}
	if len(c.copiers) > 0 {
		c.copied = runAll(c.copiers)
		c.copiers = nil
	}
	if (c.Cancel != nil || c.WaitDelay != 0) && c.ctx != nil && c.ctx.Done() != nil {
		watched := make(chan watchResult)
		c.watched = watched
		go c.watch(watched)
	}
	return nil
}

func (c *Cmd) start() error {
	if c.Path == "" && c.Err == nil {
		c.Err = errors.New("exec: no command")
	}
	if c.Err != nil {
		return c.Err
	}
	if c.Cancel != nil && c.ctx == nil {
		return errors.New("exec: command with a non-nil Cancel was not created with CommandContext")
	}
	if c.ctx != nil {
		select {
		case <-c.ctx.Done():
			return c.ctx.Err()
		default:
		}
	}
	files, err := c.files()
	if err != nil {
		return err
	}
	env, err := c.environ()
	if err != nil {
		return err
	}
	args := c.Args
	if len(args) == 0 {
		args = []string{c.Path}
	}
	c.Process, err = os.StartProcess(c.Path, args, &os.ProcAttr{Dir: c.Dir, Files: files, Env: env, Sys: c.SysProcAttr})
	return err
}

// runAll runs the functions at once, and sends the first error when all have returned.
func runAll(list []func() error) <-chan error {
	done := make(chan error, len(list))
	for _, f := range list {
		go func() { done <- f() }()
	}
	all := make(chan error, 1)
	go func() {
		var first error
		for range list {
			if err := <-done; first == nil {
				first = err
			}
		}
		all <- first
	}()
	return all
}

// watch cancels the command when its context is done. Either way it says so to Wait when that asks for it.
func (c *Cmd) watch(result chan<- watchResult) {
	select {
	case result <- watchResult{}:
		return
	case <-c.ctx.Done():
	}
	var err error
	if c.Cancel != nil {
		switch cancelErr := c.Cancel(); {
		case cancelErr == nil:
			err = c.ctx.Err()
		case !errors.Is(cancelErr, os.ErrProcessDone):
			err = wrapped{"exec: canceling Cmd", cancelErr}
		}
	}
	if c.WaitDelay == 0 {
		result <- watchResult{err: err}
		return
	}
	timer := time.NewTimer(c.WaitDelay)
	select {
	case result <- watchResult{err, timer}:
		return
	case <-timer.C:
	}
	killed := false
	if killErr := c.Process.Kill(); killErr == nil {
		killed = true
	} else if !errors.Is(killErr, os.ErrProcessDone) {
		err = wrapped{"exec: killing Cmd", killErr}
	}
	if c.copied != nil {
		select {
		case copyErr := <-c.copied:
			if err == nil && !killed {
				err = copyErr
			}
		default:
			closeAll(c.ofParent)
			<-c.copied
			if err == nil {
				err = ErrWaitDelay
			}
		}
		c.copied = nil
	}
	result <- watchResult{err: err}
}

// Run starts the command and waits for it. If it fails the error is an *ExitError.
func (c *Cmd) Run() error {
	if err := c.Start(); err != nil {
		return err
	}
	return c.Wait()
}

// Wait waits for the end of the command and of the copying.
func (c *Cmd) Wait() error {
	if c.Process == nil {
		return errors.New("exec: not started")
	}
	if c.ProcessState != nil {
		return errors.New("exec: Wait was already called")
	}
	state, err := c.Process.Wait()
	if err == nil && !state.Success() {
		err = &ExitError{ProcessState: state}
	}
	c.ProcessState = state
	var timer *time.Timer
	if c.watched != nil {
		w := <-c.watched
		timer = w.timer
		if err == nil {
			err = w.err
		}
	}
	if copyErr := c.waitForCopies(timer); err == nil {
		err = copyErr
	}
	closeAll(c.ofParent)
	c.ofParent = nil
	return err
}

func (c *Cmd) waitForCopies(timer *time.Timer) error {
	copied := c.copied
	c.copied = nil
	if timer != nil {
		defer timer.Stop()
	}
	if copied == nil {
		return nil
	}
	if timer == nil {
		if c.WaitDelay == 0 {
			return <-copied
		}
		select {
		case err := <-copied:
			return err
		default:
		}
		timer = time.NewTimer(c.WaitDelay)
		defer timer.Stop()
	}
	select {
	case <-timer.C:
		closeAll(c.ofParent)
		<-copied
		return ErrWaitDelay
	case err := <-copied:
		return err
	}
}

// ExitError says that a command ended otherwise than well.
type ExitError struct {
	*os.ProcessState
	// Stderr is what Output kept of the error output; the middle may be missing.
	Stderr []byte
}

func (e *ExitError) Error() string { return e.ProcessState.String() }

// Output runs the command and returns what it wrote. An *ExitError has what it wrote to Stderr, if that was nil.
func (c *Cmd) Output() ([]byte, error) {
	if c.Stdout != nil {
		return nil, errors.New("exec: Stdout already set")
	}
	var out bytes.Buffer
	c.Stdout = &out
	var kept *excerpt
	if c.Stderr == nil {
		kept = new(excerpt)
		c.Stderr = kept
	}
	err := c.Run()
	if e, ok := err.(*ExitError); ok && kept != nil {
		e.Stderr = kept.bytes()
	}
	return out.Bytes(), err
}

// CombinedOutput runs the command and returns what it wrote to either output.
func (c *Cmd) CombinedOutput() ([]byte, error) {
	if c.Stdout != nil {
		return nil, errors.New("exec: Stdout already set")
	}
	if c.Stderr != nil {
		return nil, errors.New("exec: Stderr already set")
	}
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	err := c.Run()
	return out.Bytes(), err
}

func (c *Cmd) pipeFor(what string, isSet, childReads bool) (ofChild, ofParent *os.File, err error) {
	if isSet {
		return nil, nil, errors.New("exec: " + what + " already set")
	}
	if c.Process != nil {
		return nil, nil, errors.New("exec: " + what + "Pipe after process started")
	}
	return c.pipe(childReads)
}

// StdinPipe returns what the command will read from. Wait closes it; to end the input before, close it.
func (c *Cmd) StdinPipe() (io.WriteCloser, error) {
	r, w, err := c.pipeFor("Stdin", c.Stdin != nil, true)
	if err != nil {
		return nil, err
	}
	c.Stdin = r
	return w, nil
}

// StdoutPipe returns what the command will write to. All must be read before Wait, which closes it.
func (c *Cmd) StdoutPipe() (io.ReadCloser, error) {
	w, r, err := c.pipeFor("Stdout", c.Stdout != nil, false)
	if err != nil {
		return nil, err
	}
	c.Stdout = w
	return r, nil
}

// StderrPipe returns what the command will write errors to. All must be read before Wait, which closes it.
func (c *Cmd) StderrPipe() (io.ReadCloser, error) {
	w, r, err := c.pipeFor("Stderr", c.Stderr != nil, false)
	if err != nil {
		return nil, err
	}
	c.Stderr = w
	return r, nil
}

// Environ returns the environment that the command would be run with now.
func (c *Cmd) Environ() []string {
	env, _ := c.environ()
	return env
}

func (c *Cmd) environ() ([]string, error) {
	env := c.Env
	var err error
	if env == nil {
		env = os.Environ()
		if c.Dir != "" {
			var dir string
			if dir, err = filepath.Abs(c.Dir); err == nil {
				env = append(env, "PWD="+dir)
			}
		}
	}
	// Of several values of a variable the last counts, and stands in its place.
	list := make([]string, 0, len(env))
	seen := make(map[string]bool)
	for _, s := range slices.Backward(env) {
		if strings.Contains(s, "\x00") {
			if err == nil {
				err = errors.New("exec: environment variable contains NUL")
			}
			continue
		}
		equals := strings.IndexByte(s, '=')
		if equals == 0 {
			equals = strings.IndexByte(s[1:], '=') + 1
		}
		if equals < 0 {
			if s != "" {
				list = append(list, s)
			}
		} else if key := s[:equals]; !seen[key] {
			seen[key] = true
			list = append(list, s)
		}
	}
	slices.Reverse(list)
	return list, err
}

// excerpt keeps the first and the last bytes of what is written to it.
type excerpt struct {
	head, tail []byte
	skipped    int
}

const excerptSize = 32 << 10

func (x *excerpt) Write(p []byte) (int, error) {
	n := min(len(p), excerptSize-len(x.head))
	x.head = append(x.head, p[:n]...)
	x.tail = append(x.tail, p[n:]...)
	if extra := len(x.tail) - excerptSize; extra > 0 {
		x.skipped += extra
		x.tail = append(x.tail[:0], x.tail[extra:]...)
	}
	return len(p), nil
}

func (x *excerpt) bytes() []byte {
	if x.skipped > 0 {
		x.head = append(x.head, "\n... omitting "+strconv.Itoa(x.skipped)+" bytes ...\n"...)
	}
	return append(x.head, x.tail...)
}
