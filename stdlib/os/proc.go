package os

import (
	"errors"
	"internal/rt"
	"internal/testlog"
	"runtime"
	"sync"
	"syscall"
	"time"
)

func args() []string
func exit(code int)

// Args are the command's name and its arguments.
var Args = args()

// Exit ends the program with a status at once: deferred functions are not run.
func Exit(code int) {
	if code == 0 && testlog.PanicOnExit0.Load() {
		panic("unexpected call to os.Exit(0) during test")
	}
	exit(code)
}

// Getuid returns the user's number.
func Getuid() int { return syscall.Getuid() }

// Geteuid returns the effective user's number.
func Geteuid() int { return syscall.Geteuid() }

// Getgid returns the group's number.
func Getgid() int { return syscall.Getgid() }

// Getegid returns the effective group's number.
func Getegid() int { return syscall.Getegid() }

// Getgroups returns the user's groups.
func Getgroups() ([]int, error) {
	g, err := syscall.Getgroups()
	return g, NewSyscallError("getgroups", err)
}

// Getpid returns the process's number.
func Getpid() int { return syscall.Getpid() }

// Getppid returns the parent process's number.
func Getppid() int { return syscall.Getppid() }

// Getpagesize returns the size of a page of memory.
func Getpagesize() int { return syscall.Getpagesize() }

// Getenv returns an environment variable, or "".
func Getenv(key string) string {
	v, _ := syscall.Getenv(key)
	return v
}

// LookupEnv returns an environment variable and whether it is set.
func LookupEnv(key string) (string, bool) { return syscall.Getenv(key) }

// Setenv sets an environment variable.
func Setenv(key, value string) error {
	return NewSyscallError("setenv", syscall.Setenv(key, value))
}

// Unsetenv removes an environment variable.
func Unsetenv(key string) error { return syscall.Unsetenv(key) }

// Clearenv removes all environment variables.
func Clearenv() { syscall.Clearenv() }

// Environ returns the environment as key=value.
func Environ() []string { return syscall.Environ() }

// ExpandEnv replaces ${var} and $var in s by environment variables.
func ExpandEnv(s string) string { return Expand(s, Getenv) }

// Expand replaces ${var} and $var in s by what mapping says.
func Expand(s string, mapping func(string) string) string {
	var buf []byte
	i := 0
	for j := 0; j < len(s); j++ {
		if s[j] != '$' || j+1 >= len(s) {
			continue
		}
		if buf == nil {
			buf = make([]byte, 0, 2*len(s))
		}
		buf = append(buf, s[i:j]...)
		name, w := shellName(s[j+1:])
		switch {
		case name != "":
			buf = append(buf, mapping(name)...)
		case w == 0:
			buf = append(buf, '$') // not a name after it: kept
		}
		j += w
		i = j + 1
	}
	if buf == nil {
		return s
	}
	return string(buf) + s[i:]
}

func isSpecialVar(c byte) bool {
	return c == '*' || c == '#' || c == '$' || c == '@' || c == '!' || c == '?' || c == '-' || '0' <= c && c <= '9'
}

// shellName returns the name at the start of s and the length of what it stands in; "" with a length is bad syntax that is dropped.
func shellName(s string) (string, int) {
	if s[0] == '{' {
		if len(s) > 2 && isSpecialVar(s[1]) && s[2] == '}' {
			return s[1:2], 3
		}
		for i := 1; i < len(s); i++ {
			if s[i] == '}' {
				return s[1:i], i + 1
			}
		}
		return "", 1
	}
	if isSpecialVar(s[0]) {
		return s[:1], 1
	}
	i := 0
	for i < len(s) && (s[i] == '_' || '0' <= s[i] && s[i] <= '9' || 'a' <= s[i]|0x20 && s[i]|0x20 <= 'z') {
		i++
	}
	return s[:i], i
}

// Hostname returns the name of the machine.
func Hostname() (name string, err error) {
	b, err := ReadFile("/proc/sys/kernel/hostname")
	if err != nil {
		return "", err
	}
	if i := rt.IndexByteSlice(b, '\n'); i >= 0 {
		b = b[:i]
	}
	return string(b), nil
}

// Executable returns the path of the running program.
func Executable() (string, error) { return Readlink("/proc/self/exe") }

// A Signal is a signal of the operating system.
type Signal interface {
	String() string
	Signal()
}

// Signals that every system has.
var (
	Interrupt Signal = syscall.SIGINT
	Kill      Signal = syscall.SIGKILL
)

// ErrProcessDone says that the process has ended.
var ErrProcessDone = errors.New("os: process already finished")

// ErrNoHandle says that a process has no handle.
var ErrNoHandle = errors.New("process handle unavailable")

var errReleased = errors.New("os: process already released")

// Process is a process.
type Process struct {
	Pid  int
	mu   sync.Mutex
	done bool
	gone bool // released
}

// ProcAttr holds the attributes of a new process.
type ProcAttr struct {
	Dir   string
	Env   []string
	Files []*File
	Sys   *syscall.SysProcAttr
}

// FindProcess returns the process of that number, whether or not there is one.
func FindProcess(pid int) (*Process, error) { return &Process{Pid: pid}, nil }

// StartProcess starts the program name with arguments argv, the first of which is its own name.
func StartProcess(name string, argv []string, attr *ProcAttr) (*Process, error) {
	if attr == nil {
		attr = &ProcAttr{}
	}
	if attr.Dir != "" {
		if _, err := Stat(attr.Dir); err != nil {
			e := err.(*PathError)
			e.Op = "chdir"
			return nil, e
		}
	}
	sys := &syscall.ProcAttr{Dir: attr.Dir, Env: attr.Env, Sys: attr.Sys}
	for _, f := range attr.Files {
		fd := ^uintptr(0)
		if f != nil {
			fd = f.Fd()
		}
		sys.Files = append(sys.Files, fd)
	}
	pid, err := syscall.ForkExec(name, argv, sys)
	runtime.KeepAlive(attr)
	if err != nil {
		return nil, &PathError{Op: "fork/exec", Path: name, Err: err}
	}
	return &Process{Pid: pid}, nil
}

// Release gives up the process without waiting for it.
func (p *Process) Release() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.gone = true
	p.Pid = -1
	return nil
}

// Kill ends the process.
func (p *Process) Kill() error { return p.Signal(Kill) }

// Signal sends a signal to the process.
func (p *Process) Signal(sig Signal) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.gone || p.Pid == -1 {
		return errReleased
	}
	if p.Pid == 0 {
		return errors.New("os: process not initialized")
	}
	if p.done {
		return ErrProcessDone
	}
	s, ok := sig.(syscall.Signal)
	if !ok {
		return errors.New("os: unsupported signal type")
	}
	err := syscall.Kill(p.Pid, s)
	if err == syscall.ESRCH {
		return ErrProcessDone
	}
	return err
}

// Wait waits for the process to end.
func (p *Process) Wait() (*ProcessState, error) {
	if p.Pid == -1 {
		return nil, syscall.EINVAL
	}
	var status syscall.WaitStatus
	var usage syscall.Rusage
	pid := 0
	err := retry(func() (err error) {
		pid, err = syscall.Wait4(p.Pid, &status, 0, &usage)
		return err
	})
	if err != nil {
		return nil, NewSyscallError("wait", err)
	}
	p.mu.Lock()
	p.done = true
	p.mu.Unlock()
	return &ProcessState{pid, status, &usage}, nil
}

// WithHandle calls f with a handle of the process: there is none.
func (p *Process) WithHandle(f func(handle uintptr)) error { return ErrNoHandle }

// ProcessState tells how a process ended.
type ProcessState struct {
	pid    int
	status syscall.WaitStatus
	rusage *syscall.Rusage
}

// Pid returns the number of the process.
func (p *ProcessState) Pid() int { return p.pid }

// Exited reports whether the program has exited by itself.
func (p *ProcessState) Exited() bool { return p.status.Exited() }

// Success reports whether the program has exited with status 0.
func (p *ProcessState) Success() bool { return p.status.ExitStatus() == 0 }

// Sys returns the status as the system gives it.
func (p *ProcessState) Sys() any { return p.status }

// SysUsage returns what the process has used.
func (p *ProcessState) SysUsage() any { return p.rusage }

// UserTime returns the time spent in the program.
func (p *ProcessState) UserTime() time.Duration { return time.Duration(p.rusage.Utime.Nano()) }

// SystemTime returns the time spent in the system.
func (p *ProcessState) SystemTime() time.Duration { return time.Duration(p.rusage.Stime.Nano()) }

// ExitCode returns the exit status; -1 if the program has not exited by itself.
func (p *ProcessState) ExitCode() int {
	if p == nil {
		return -1
	}
	return p.status.ExitStatus()
}

// String returns the state for people.
func (p *ProcessState) String() string {
	if p == nil {
		return "<nil>"
	}
	res := ""
	switch s := p.status; {
	case s.Exited():
		res = "exit status " + rt.Itoa(int64(s.ExitStatus()))
	case s.Signaled():
		res = "signal: " + s.Signal().String()
	case s.Stopped():
		res = "stop signal: " + s.StopSignal().String()
	case s.Continued():
		res = "continued"
	}
	if p.status.CoreDump() {
		res += " (core dumped)"
	}
	return res
}
