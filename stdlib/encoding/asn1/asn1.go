// Package asn1 reads and writes values in the distinguished encoding of ASN.1 (DER, X.690), as certificates have it.
//
// Values are described by Go types: structs are sequences, whose fields may have a tag `asn1:"..."` with words separated
// by commas: optional, default:N, explicit, tag:N, application, private, set, omitempty, and the kinds of strings and times
// ia5, numeric, printable, utf8, generalized, utc.
package asn1

import (
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Tags of the universal class.
const (
	TagBoolean         = 1
	TagInteger         = 2
	TagBitString       = 3
	TagOctetString     = 4
	TagNull            = 5
	TagOID             = 6
	TagEnum            = 10
	TagUTF8String      = 12
	TagSequence        = 16
	TagSet             = 17
	TagNumericString   = 18
	TagPrintableString = 19
	TagT61String       = 20
	TagIA5String       = 22
	TagUTCTime         = 23
	TagGeneralizedTime = 24
	TagGeneralString   = 27
	TagBMPString       = 30
)

// Classes of tags.
const (
	ClassUniversal       = 0
	ClassApplication     = 1
	ClassContextSpecific = 2
	ClassPrivate         = 3
)

// StructuralError is valid data that the Go type is not made for.
type StructuralError struct {
	Msg string
}

func (e StructuralError) Error() string { return "asn1: structure error: " + e.Msg }

// SyntaxError is invalid data.
type SyntaxError struct {
	Msg string
}

func (e SyntaxError) Error() string { return "asn1: syntax error: " + e.Msg }

// BitString is a BIT STRING. Bits that fill the last byte up are zero.
type BitString struct {
	Bytes     []byte
	BitLength int
}

// At returns the bit with that number, 0 if there is none.
func (b BitString) At(i int) int {
	if i < 0 || i >= b.BitLength {
		return 0
	}
	return int(b.Bytes[i/8]>>(7-i%8)) & 1
}

// RightAlign returns the bits so that those that fill up come first. It may share memory with b.
func (b BitString) RightAlign() []byte {
	keep := b.BitLength % 8
	if keep == 0 || len(b.Bytes) == 0 {
		return b.Bytes
	}
	a := make([]byte, len(b.Bytes))
	carry := byte(0)
	for i, x := range b.Bytes {
		a[i] = carry | x>>(8-keep)
		carry = x << keep
	}
	return a
}

// NullRawValue is NULL.
var NullRawValue = RawValue{Tag: TagNull}

// NullBytes is the encoding of NULL.
var NullBytes = []byte{TagNull, 0}

// ObjectIdentifier is an OBJECT IDENTIFIER.
type ObjectIdentifier []int

// Equal reports whether other is the same.
func (oi ObjectIdentifier) Equal(other ObjectIdentifier) bool { return slices.Equal(oi, other) }

func (oi ObjectIdentifier) String() string {
	var b []byte
	for i, n := range oi {
		if i > 0 {
			b = append(b, '.')
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	return string(b)
}

// Enumerated is an ENUMERATED.
type Enumerated int

// Flag is true if it is present, whatever is in it.
type Flag bool

// RawValue is a value as it is encoded.
type RawValue struct {
	Class, Tag int
	IsCompound bool
	Bytes      []byte
	FullBytes  []byte // with tag and length
}

// RawContent as the first field of a struct takes the encoding of the whole. When it is not empty, Marshal writes it instead of
// the fields.
type RawContent []byte

// fieldParameters is what the tag of a field says.
type fieldParameters struct {
	optional     bool
	explicit     bool
	application  bool
	private      bool
	defaultValue *int64
	tag          *int // not nil if explicit, application, or private
	stringType   int
	timeType     int
	set          bool
	omitEmpty    bool
}

func parseFieldParameters(s string) (p fieldParameters) {
	needTag := func() {
		if p.tag == nil {
			p.tag = new(int)
		}
	}
	for part := ""; s != ""; {
		part, s, _ = strings.Cut(s, ",")
		switch part {
		case "optional":
			p.optional = true
		case "explicit":
			p.explicit = true
			needTag()
		case "generalized":
			p.timeType = TagGeneralizedTime
		case "utc":
			p.timeType = TagUTCTime
		case "ia5":
			p.stringType = TagIA5String
		case "printable":
			p.stringType = TagPrintableString
		case "numeric":
			p.stringType = TagNumericString
		case "utf8":
			p.stringType = TagUTF8String
		case "set":
			p.set = true
		case "application":
			p.application = true
			needTag()
		case "private":
			p.private = true
			needTag()
		case "omitempty":
			p.omitEmpty = true
		default:
			if n, ok := strings.CutPrefix(part, "default:"); ok {
				if i, err := strconv.ParseInt(n, 10, 64); err == nil {
					p.defaultValue = &i
				}
			} else if n, ok := strings.CutPrefix(part, "tag:"); ok {
				if i, err := strconv.Atoi(n); err == nil {
					p.tag = &i
				}
			}
		}
	}
	return p
}

// header is what stands before the bytes of a value. The names are seen in errors.
type header struct {
	class, tag, length int
	isCompound         bool
}

func isType[T any](t reflect.Type) bool { return t == reflect.TypeFor[T]() }

// universal returns the tag that values of a type have, and whether they are compound. any means that all tags fit.
func universal(t reflect.Type) (any bool, tag int, compound, ok bool) {
	switch {
	case isType[RawValue](t):
		return true, -1, false, true
	case isType[ObjectIdentifier](t):
		return false, TagOID, false, true
	case isType[BitString](t):
		return false, TagBitString, false, true
	case isType[time.Time](t):
		return false, TagUTCTime, false, true
	case isType[Enumerated](t):
		return false, TagEnum, false, true
	case isType[*big.Int](t):
		return false, TagInteger, false, true
	}
	switch t.Kind() {
	case reflect.Bool:
		return false, TagBoolean, false, true
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return false, TagInteger, false, true
	case reflect.Struct:
		return false, TagSequence, true, true
	case reflect.Slice:
		switch {
		case t.Elem().Kind() == reflect.Uint8:
			return false, TagOctetString, false, true
		case strings.HasSuffix(t.Name(), "SET"):
			return false, TagSet, true, true
		}
		return false, TagSequence, true, true
	case reflect.String:
		return false, TagPrintableString, false, true
	}
	return false, 0, false, false
}

func numeric(b byte) bool { return '0' <= b && b <= '9' || b == ' ' }

// printable reports whether b may be in a PrintableString. Certificates have asterisks and ampersands there, too.
func printable(b byte, asterisk, ampersand bool) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || '\'' <= b && b <= ')' ||
		'+' <= b && b <= '/' || b == ' ' || b == ':' || b == '=' || b == '?' || asterisk && b == '*' ||
		ampersand && b == '&'
}
