package exec

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// ErrNotFound: no directory of PATH has the program.
var ErrNotFound = errors.New("executable file not found in $PATH")

// ErrDot: the program was found in the current directory, by a relative directory in PATH, and is not to be run for that.
var ErrDot = errors.New("cannot run executable found relative to current directory")

const (
	mayExecute   = 1
	effectiveIDs = 0x200
)

func executable(file string) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return syscall.EISDIR
	}
	err = syscall.Faccessat(syscall.AtFdcwd, file, mayExecute, effectiveIDs)
	if err != syscall.ENOSYS && err != syscall.EPERM {
		return err
	}
	if info.Mode()&0o111 == 0 {
		return fs.ErrPermission
	}
	return nil
}

// LookPath returns where the program called file is: in the directories of PATH, unless the name has a slash. If it is found in a
// relative directory, the error is ErrDot.
func LookPath(file string) (string, error) {
	if file == "" || file == "." || file == ".." {
		return "", &Error{file, ErrNotFound}
	}
	if strings.Contains(file, "/") {
		if err := executable(file); err != nil {
			return "", &Error{file, err}
		}
		return file, nil
	}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		if dir == "" {
			dir = "."
		}
		path := filepath.Join(dir, file)
		if executable(path) != nil {
			continue
		}
		if !filepath.IsAbs(path) && !strings.Contains(","+os.Getenv("GODEBUG")+",", ",execerrdot=0,") {
			return path, &Error{file, ErrDot}
		}
		return path, nil
	}
	return "", &Error{file, ErrNotFound}
}
