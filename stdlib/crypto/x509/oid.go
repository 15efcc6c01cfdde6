package x509

import (
	"bytes"
	"encoding/asn1"
	"errors"
	"math"
	"math/big"
	"strings"
)

var errInvalidOID = errors.New("invalid oid")

// OID is an object identifier whose numbers may be of any size.
type OID struct {
	der []byte
}

// ParseOID returns the OID of a text: numbers with dots between.
func ParseOID(oid string) (OID, error) {
	var o OID
	err := o.UnmarshalText([]byte(oid))
	return o, err
}

func oidFromDER(der []byte) (OID, bool) {
	if len(der) == 0 || der[len(der)-1]&0x80 != 0 {
		return OID{}, false
	}
	first := true
	for _, b := range der {
		if first && b == 0x80 {
			return OID{}, false
		}
		first = b&0x80 == 0
	}
	return OID{der}, true
}

// OIDFromInts returns the OID of its numbers.
func OIDFromInts(oid []uint64) (OID, error) {
	if len(oid) < 2 || oid[0] > 2 || oid[0] < 2 && oid[1] >= 40 {
		return OID{}, errInvalidOID
	}
	b := appendNumber(nil, new(big.Int).SetUint64(oid[0]*40+oid[1]))
	for _, n := range oid[2:] {
		b = appendNumber(b, new(big.Int).SetUint64(n))
	}
	return OID{b}, nil
}

// OIDFromASN1OID returns the OID of an identifier of encoding/asn1.
func OIDFromASN1OID(asn1OID asn1.ObjectIdentifier) (OID, error) {
	var list []uint64
	for _, n := range asn1OID {
		if n < 0 {
			return OID{}, errors.New("x509: OID components must be non-negative")
		}
		list = append(list, uint64(n))
	}
	return OIDFromInts(list)
}

// appendNumber appends n in groups of seven bits.
func appendNumber(b []byte, n *big.Int) []byte {
	for i := max(n.BitLen()-1, 0) / 7; i >= 0; i-- {
		group := new(big.Int).Rsh(n, uint(7*i)).Uint64() & 0x7f
		if i > 0 {
			group |= 0x80
		}
		b = append(b, byte(group))
	}
	return b
}

// numbers returns the numbers, the first two apart.
func (o OID) numbers() []*big.Int {
	var list []*big.Int
	n := new(big.Int)
	for _, b := range o.der {
		n.Lsh(n, 7)
		n.Or(n, big.NewInt(int64(b&0x7f)))
		if b&0x80 != 0 {
			continue
		}
		if list == nil {
			first := int64(2)
			if n.Cmp(big.NewInt(80)) < 0 {
				first = n.Int64() / 40
			}
			list = append(list, big.NewInt(first))
			n.Sub(n, big.NewInt(40*first))
		}
		list = append(list, n)
		n = new(big.Int)
	}
	return list
}

func (o OID) String() string {
	var b strings.Builder
	for i, n := range o.numbers() {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(n.String())
	}
	return b.String()
}

// AppendText appends the text of o.
func (o OID) AppendText(b []byte) ([]byte, error) { return append(b, o.String()...), nil }

// MarshalText returns the text of o.
func (o OID) MarshalText() ([]byte, error) { return o.AppendText(nil) }

// UnmarshalText sets o to that of a text.
func (o *OID) UnmarshalText(text []byte) error {
	parts := strings.Split(string(text), ".")
	if len(parts) < 2 {
		return errInvalidOID
	}
	var list []*big.Int
	for _, part := range parts {
		n := new(big.Int)
		for _, c := range part {
			if c < '0' || c > '9' {
				return errInvalidOID
			}
		}
		if _, ok := n.SetString(part, 10); !ok {
			return errInvalidOID
		}
		list = append(list, n)
	}
	first, second := list[0], list[1]
	if two := big.NewInt(2); first.Cmp(two) > 0 || first.Cmp(two) < 0 && second.Cmp(big.NewInt(40)) >= 0 {
		return errInvalidOID
	}
	der := appendNumber(nil, second.Add(second, first.Mul(first, big.NewInt(40))))
	for _, n := range list[2:] {
		der = appendNumber(der, n)
	}
	o.der = der
	return nil
}

// AppendBinary appends the encoding of o, without tag and length.
func (o OID) AppendBinary(b []byte) ([]byte, error) { return append(b, o.der...), nil }

// MarshalBinary returns the encoding of o, without tag and length.
func (o OID) MarshalBinary() ([]byte, error) { return o.AppendBinary(nil) }

// UnmarshalBinary sets o to that of an encoding.
func (o *OID) UnmarshalBinary(b []byte) error {
	oid, ok := oidFromDER(bytes.Clone(b))
	if !ok {
		return errInvalidOID
	}
	*o = oid
	return nil
}

// Equal reports whether both are the same.
func (oid OID) Equal(other OID) bool { return bytes.Equal(oid.der, other.der) }

// toASN1OID returns the same for encoding/asn1 if the numbers fit.
func (oid OID) toASN1OID() (asn1.ObjectIdentifier, bool) {
	var list asn1.ObjectIdentifier
	for _, n := range oid.numbers() {
		if !n.IsInt64() || n.Int64() > math.MaxInt32 {
			return nil, false
		}
		list = append(list, int(n.Int64()))
	}
	return list, true
}

// EqualASN1OID reports whether other is the same. It is not if a number is over 2³¹-1.
func (oid OID) EqualASN1OID(other asn1.ObjectIdentifier) bool {
	list, ok := oid.toASN1OID()
	return ok && len(list) > 0 && list.Equal(other)
}
