package time

import (
	"errors"
	"unsafe"
)

// A Location maps moments to the time zone in use at them.
type Location struct {
	name   string
	data   unsafe.Pointer // zones and transitions, native; nil for UTC and fixed zones
	fixed  bool
	zone   string // of a fixed zone
	offset int
}

const (
	alpha = -1 << 63  // the start of time
	omega = 1<<63 - 1 // the end of time
)

// UTC is Universal Coordinated Time.
var UTC *Location = &utcLoc

var utcLoc = Location{name: "UTC"}

// Local is the location of the system.
var Local *Location = registerLocal(&localLoc)

var localLoc Location

// registerLocal tells the runtime what location the times of timers have, and loads it when it is first used.
func registerLocal(l *Location) *Location {
	setLocal(unsafe.Pointer(l))
	return l
}

func setLocal(l unsafe.Pointer)

// loadLocal returns the system's location; its name is "Local" unless the environment gives another.
func loadLocal() (name string, data unsafe.Pointer)

// loadZone finds a location in the time zone database. code: 0 found, else an errno, or -1: malformed.
func loadZone(name string) (data unsafe.Pointer, code int)

// parseZone reads the contents of a time zone file.
func parseZone(data []byte) unsafe.Pointer

func zoneLookup(data unsafe.Pointer, sec int64) (name string, offset int, start, end int64, isDST bool)

// zoneByName returns the offset of a zone of that name, preferably the one in use at the local time unix.
func zoneByName(data unsafe.Pointer, name string, unix int64) (offset int, ok bool)

func (l *Location) get() *Location {
	if l == nil {
		return &utcLoc
	}
	if l == &localLoc && l.name == "" {
		// Two goroutines may do this at once: they store the same.
		name, data := loadLocal()
		l.data = data
		l.name = name
	}
	return l
}

// String returns the name given to LoadLocation or FixedZone.
func (l *Location) String() string { return l.get().name }

// FixedZone returns a Location that has that zone name and offset, in seconds east of UTC, always.
func FixedZone(name string, offset int) *Location {
	return &Location{name: name, fixed: true, zone: name, offset: offset}
}

func (l *Location) lookup(sec int64) (name string, offset int, start, end int64, isDST bool) {
	l = l.get()
	if l.fixed {
		return l.zone, l.offset, alpha, omega, false
	}
	if l.data == nil {
		return "UTC", 0, alpha, omega, false
	}
	return zoneLookup(l.data, sec)
}

func (l *Location) lookupName(name string, unix int64) (offset int, ok bool) {
	l = l.get()
	if l.fixed {
		return l.offset, l.zone == name
	}
	if l.data == nil {
		return 0, false
	}
	return zoneByName(l.data, name, unix)
}

var errLocation = errors.New("time: invalid location name")

// LoadLocation returns the location of that name in the time zone database, such as America/New_York. "" and "UTC" are UTC,
// "Local" is Local.
func LoadLocation(name string) (*Location, error) {
	if name == "" || name == "UTC" {
		return UTC, nil
	}
	if name == "Local" {
		return Local, nil
	}
	if name[0] == '/' || name[0] == '\\' || containsDotDot(name) {
		return nil, errLocation
	}
	data, code := loadZone(name)
	if code == -1 {
		return nil, errBadData
	}
	if code != 0 {
		return nil, errors.New("unknown time zone " + name)
	}
	return &Location{name: name, data: data}, nil
}

func containsDotDot(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '.' && s[i+1] == '.' {
			return true
		}
	}
	return false
}

var errBadData = errors.New("malformed time zone information")

// LoadLocationFromTZData returns a location of that name from the contents of a time zone file.
func LoadLocationFromTZData(name string, data []byte) (*Location, error) {
	p := parseZone(data)
	if p == nil {
		return nil, errBadData
	}
	return &Location{name: name, data: p}, nil
}
