// Package der reads and writes DER piece by piece, where encoding/asn1 would not be strict or lenient enough.
package der

import (
	"encoding/asn1"
	"math/big"
	"time"
)

// Tags, with the bit of compound ones.
const (
	Boolean          = 0x01
	Integer          = 0x02
	Bits             = 0x03
	Octets           = 0x04
	ObjectIdentifier = 0x06
	Enumerated       = 0x0a
	Sequence         = 0x30
	Set              = 0x31
	UTCTime          = 0x17
	GeneralizedTime  = 0x18
)

// Context returns the tag n of the context-specific class, Compound the same for compound values.
func Context(n byte) byte { return 0x80 | n }

// Compound is Context for values that are made of others.
func Compound(n byte) byte { return 0xa0 | n }

// String is data, of which methods take values off.
type String []byte

// Empty reports whether nothing is left.
func (s String) Empty() bool { return len(s) == 0 }

// Is reports whether a value with the tag is next.
func (s String) Is(tag byte) bool { return len(s) > 0 && s[0] == tag }

// Any takes any value off s: its tag, its body, and the whole with the header.
func (s *String) Any() (tag byte, body, full String, ok bool) {
	b := *s
	if len(b) < 2 || b[0]&0x1f == 0x1f {
		return 0, nil, nil, false
	}
	n, at := uint64(b[1]), uint64(2)
	if n >= 0x80 {
		count := n & 0x7f
		if count == 0 || count > 4 || uint64(len(b)) < 2+count {
			return 0, nil, nil, false
		}
		n = 0
		for _, c := range b[2 : 2+count] {
			n = n<<8 | uint64(c)
		}
		if n < 0x80 || n>>(8*(count-1)) == 0 {
			return 0, nil, nil, false
		}
		at += count
	}
	if uint64(len(b)) < at+n {
		return 0, nil, nil, false
	}
	*s = b[at+n:]
	return b[0], b[at : at+n : at+n], b[: at+n : at+n], true
}

// Read takes a value with the tag off s.
func (s *String) Read(tag byte) (body String, ok bool) {
	if !s.Is(tag) {
		return nil, false
	}
	_, body, _, ok = s.Any()
	return body, ok
}

// Element is Read with the header.
func (s *String) Element(tag byte) (full String, ok bool) {
	if !s.Is(tag) {
		return nil, false
	}
	_, _, full, ok = s.Any()
	return full, ok
}

// Optional is Read if a value with the tag is next.
func (s *String) Optional(tag byte) (body String, present, ok bool) {
	if !s.Is(tag) {
		return nil, false, true
	}
	body, ok = s.Read(tag)
	return body, ok, ok
}

func minimal(b []byte) bool {
	return len(b) > 0 && (len(b) == 1 || !(b[0] == 0 && b[1] < 0x80 || b[0] == 0xff && b[1] >= 0x80))
}

// BigInt takes an integer off s.
func (s *String) BigInt() (*big.Int, bool) {
	b, ok := s.Read(Integer)
	if !ok || !minimal(b) {
		return nil, false
	}
	n := new(big.Int).SetBytes(b)
	if b[0] >= 0x80 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	return n, true
}

// Int takes an integer with the tag off s.
func (s *String) Int(tag byte) (int64, bool) {
	b, ok := s.Read(tag)
	if !ok || !minimal(b) || len(b) > 8 {
		return 0, false
	}
	n := int64(int8(b[0]))
	for _, c := range b[1:] {
		n = n<<8 | int64(c)
	}
	return n, true
}

// Bool takes a boolean off s.
func (s *String) Bool() (value, ok bool) {
	b, ok := s.Read(Boolean)
	if !ok || len(b) != 1 || b[0] != 0 && b[0] != 0xff {
		return false, false
	}
	return b[0] != 0, true
}

// OID takes an object identifier off s.
func (s *String) OID() (id asn1.ObjectIdentifier, ok bool) {
	full, ok := s.Element(ObjectIdentifier)
	if !ok {
		return nil, false
	}
	_, err := asn1.Unmarshal(full, &id)
	return id, err == nil
}

// BitString takes a bit string off s.
func (s *String) BitString() (bits asn1.BitString, ok bool) {
	full, ok := s.Element(Bits)
	if !ok {
		return bits, false
	}
	_, err := asn1.Unmarshal(full, &bits)
	return bits, err == nil
}

// Time takes a UTCTime or GeneralizedTime off s, as tag says.
func (s *String) Time(tag byte) (time.Time, bool) {
	b, ok := s.Read(tag)
	if !ok {
		return time.Time{}, false
	}
	layouts := []string{"20060102150405Z0700"}
	if tag == UTCTime {
		layouts = []string{"060102150405Z0700", "0601021504Z0700"}
	}
	for _, layout := range layouts {
		t, err := time.Parse(layout, string(b))
		if err != nil {
			continue
		}
		if t.Format(layout) != string(b) {
			break
		}
		if tag == UTCTime && t.Year() >= 2050 {
			t = t.AddDate(-100, 0, 0)
		}
		return t, true
	}
	return time.Time{}, false
}

// Wrap returns parts, one after the other, as a value with the tag.
func Wrap(tag byte, parts ...[]byte) []byte {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	b := []byte{tag}
	if n < 0x80 {
		b = append(b, byte(n))
	} else {
		count := 1
		for n>>(8*count) != 0 {
			count++
		}
		b = append(b, 0x80|byte(count))
		for count--; count >= 0; count-- {
			b = append(b, byte(n>>(8*count)))
		}
	}
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}
