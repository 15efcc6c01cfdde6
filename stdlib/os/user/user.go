// Package user looks up users and groups in /etc/passwd and /etc/group.
package user

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
)

// User is an account.
type User struct {
	// Uid and Gid are numbers, as text.
	Uid string
	Gid string
	// Username is the name one logs in by.
	Username string
	// Name is the name of the person; it may be empty.
	Name string
	// HomeDir is the home directory.
	HomeDir string
}

// Group is a group of users.
type Group struct {
	// Gid is a number, as text.
	Gid  string
	Name string
}

// UnknownUserError is the error of Lookup for a name that nobody has.
type UnknownUserError string

func (e UnknownUserError) Error() string { return "user: unknown user " + string(e) }

// UnknownUserIdError is the error of LookupId for a number that nobody has.
type UnknownUserIdError int

func (e UnknownUserIdError) Error() string { return "user: unknown userid " + strconv.Itoa(int(e)) }

// UnknownGroupError is the error of LookupGroup for a name that no group has.
type UnknownGroupError string

func (e UnknownGroupError) Error() string { return "group: unknown group " + string(e) }

// UnknownGroupIdError is the error of LookupGroupId for a number that no group has.
type UnknownGroupIdError string

func (e UnknownGroupIdError) Error() string { return "group: unknown groupid " + string(e) }

// find returns the fields of the first line of a file whose field number i is value, or nil. Only lines count that have at least
// min fields, a name, and numbers in the fields numbers.
func find(file string, i int, value string, min int, numbers ...int) ([]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
line:
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		fields := strings.Split(line, ":")
		if line == "" || strings.IndexByte("#+-:", line[0]) >= 0 || len(fields) < min || fields[i] != value {
			continue
		}
		for _, n := range numbers {
			if _, err := strconv.Atoi(fields[n]); err != nil {
				continue line
			}
		}
		return fields, nil
	}
	return nil, nil
}

func findUser(field int, value string) (*User, error) {
	f, err := find("/etc/passwd", field, value, 7, 2, 3)
	if f == nil {
		return nil, err
	}
	name, _, _ := strings.Cut(f[4], ",")
	return &User{Uid: f[2], Gid: f[3], Username: f[0], Name: name, HomeDir: f[5]}, nil
}

func findGroup(field int, value string) (*Group, error) {
	f, err := find("/etc/group", field, value, 4, 2)
	if f == nil {
		return nil, err
	}
	return &Group{Gid: f[2], Name: f[0]}, nil
}

var current = sync.OnceValues(func() (*User, error) {
	uid := strconv.Itoa(os.Getuid())
	u, err := findUser(2, uid)
	if u != nil {
		return u, nil
	}
	// Without an account, the environment may know.
	u = &User{Uid: uid, Gid: strconv.Itoa(os.Getgid()), Username: os.Getenv("USER")}
	u.HomeDir, _ = os.UserHomeDir()
	if u.Username == "" || u.HomeDir == "" {
		if err == nil {
			err = UnknownUserIdError(os.Getuid())
		}
		return nil, err
	}
	return u, nil
})

// Current returns the user that runs this program. It is looked up once.
func Current() (*User, error) {
	u, err := current()
	if err != nil {
		return nil, err
	}
	own := *u
	return &own, nil
}

// Lookup returns the user of that name.
func Lookup(username string) (*User, error) {
	if u, err := Current(); err == nil && u.Username == username {
		return u, nil
	}
	u, err := findUser(0, username)
	if u == nil && err == nil {
		err = UnknownUserError(username)
	}
	return u, err
}

// LookupId returns the user of that number.
func LookupId(uid string) (*User, error) {
	if u, err := Current(); err == nil && u.Uid == uid {
		return u, nil
	}
	n, err := strconv.Atoi(uid)
	if err != nil {
		return nil, err
	}
	u, err := findUser(2, uid)
	if u == nil && err == nil {
		err = UnknownUserIdError(n)
	}
	return u, err
}

// LookupGroup returns the group of that name.
func LookupGroup(name string) (*Group, error) {
	g, err := findGroup(0, name)
	if g == nil && err == nil {
		err = UnknownGroupError(name)
	}
	return g, err
}

// LookupGroupId returns the group of that number.
func LookupGroupId(gid string) (*Group, error) {
	g, err := findGroup(2, gid)
	if g == nil && err == nil {
		err = UnknownGroupIdError(gid)
	}
	return g, err
}

// GroupIds returns the groups that the user is in; the first is the user's own.
func (u *User) GroupIds() ([]string, error) {
	text, err := os.ReadFile("/etc/group")
	if err != nil {
		return nil, err
	}
	if u.Username == "" {
		return nil, errors.New("user: list groups: empty username")
	}
	own, err := strconv.Atoi(u.Gid)
	if err != nil {
		return nil, fmt.Errorf("user: list groups for %s: invalid gid %q", u.Username, u.Gid)
	}
	ids := []string{u.Gid}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		fields := strings.Split(line, ":")
		if line == "" || strings.IndexByte("#+-:", line[0]) >= 0 || len(fields) != 4 ||
			!strings.Contains(","+fields[3]+",", ","+u.Username+",") {
			continue
		}
		if id, err := strconv.Atoi(fields[2]); err == nil && id != own {
			ids = append(ids, fields[2])
		}
	}
	return ids, nil
}
