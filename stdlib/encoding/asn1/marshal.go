package asn1

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"time"
	"unicode/utf8"
)

// Marshal returns the encoding of val. Strings are written as PrintableString where that is possible, else as UTF8String, unless
// the tag of the field says something else; times as UTCTime for the years 1950 to 2049, else as GeneralizedTime.
func Marshal(val any) ([]byte, error) { return MarshalWithParams(val, "") }

// MarshalWithParams is Marshal for a value that params are the tag of, as that of a field.
func MarshalWithParams(val any, params string) ([]byte, error) {
	b, err := appendField(nil, reflect.ValueOf(val), parseFieldParameters(params))
	if err == nil && b == nil {
		b = []byte{}
	}
	return b, err
}

func appendBase128(b []byte, n int64) []byte {
	shift := 0
	for n>>(shift+7) != 0 {
		shift += 7
	}
	for ; shift > 0; shift -= 7 {
		b = append(b, byte(n>>shift)|0x80)
	}
	return append(b, byte(n&0x7f))
}

func appendHeader(b []byte, class, tag, length int, compound bool) []byte {
	first := byte(class) << 6
	if compound {
		first |= 0x20
	}
	if tag < 0x1f {
		b = append(b, first|byte(tag))
	} else {
		b = appendBase128(append(b, first|0x1f), int64(tag))
	}
	if length < 0x80 {
		return append(b, byte(length))
	}
	n := 1
	for length>>(8*n) != 0 {
		n++
	}
	b = append(b, 0x80|byte(n))
	for n--; n >= 0; n-- {
		b = append(b, byte(length>>(8*n)))
	}
	return b
}

func appendInt(b []byte, n int64) []byte {
	shift := 0
	for n>>shift > 127 || n>>shift < -128 {
		shift += 8
	}
	for ; shift >= 0; shift -= 8 {
		b = append(b, byte(n>>shift))
	}
	return b
}

func appendBigInt(b []byte, n *big.Int) ([]byte, error) {
	if n == nil {
		return nil, StructuralError{"empty integer"}
	}
	if n.Sign() >= 0 {
		x := n.Bytes()
		if len(x) == 0 || x[0] >= 0x80 {
			b = append(b, 0)
		}
		return append(b, x...), nil
	}
	// The complement of -n-1.
	x := new(big.Int).Not(n).Bytes()
	if len(x) == 0 || x[0] >= 0x80 {
		b = append(b, 0xff)
	}
	for _, c := range x {
		b = append(b, ^c)
	}
	return b, nil
}

func appendObjectIdentifier(b []byte, id []int) ([]byte, error) {
	if len(id) < 2 || id[0] > 2 || id[0] < 2 && id[1] >= 40 {
		return nil, StructuralError{"invalid object identifier"}
	}
	b = appendBase128(b, int64(id[0]*40+id[1]))
	for _, n := range id[2:] {
		b = appendBase128(b, int64(n))
	}
	return b, nil
}

func beyondUTC(t time.Time) bool { return t.Year() < 1950 || t.Year() >= 2050 }

func appendTime(b []byte, t time.Time, generalized bool) ([]byte, error) {
	if generalized {
		if year := t.Year(); year < 0 || year > 9999 {
			return nil, StructuralError{"cannot represent time as GeneralizedTime"}
		}
		b = append(b, fmt.Sprintf("%04d", t.Year())...)
	} else {
		b = append(b, fmt.Sprintf("%02d", t.Year()%100)...)
	}
	b = t.AppendFormat(b, "0102150405")
	_, offset := t.Zone()
	switch minutes := offset / 60; {
	case minutes == 0:
		return append(b, 'Z'), nil
	case minutes < 0:
		return fmt.Appendf(b, "-%02d%02d", -minutes/60%100, -minutes%60), nil
	default:
		return fmt.Appendf(b, "+%02d%02d", minutes/60%100, minutes%60), nil
	}
}

func appendString(b []byte, s string, kind int) ([]byte, error) {
	all := func(name string, ok func(byte) bool) ([]byte, error) {
		for i := range len(s) {
			if !ok(s[i]) {
				return nil, StructuralError{name + " contains invalid character"}
			}
		}
		return append(b, s...), nil
	}
	switch kind {
	case TagIA5String:
		return all("IA5String", func(c byte) bool { return c < utf8.RuneSelf })
	case TagPrintableString:
		return all("PrintableString", func(c byte) bool { return printable(c, true, false) })
	case TagNumericString:
		return all("NumericString", numeric)
	}
	return append(b, s...), nil
}

// appendBody appends the encoding of v without tag and length.
func appendBody(b []byte, v reflect.Value, p fieldParameters) ([]byte, error) {
	switch x := v.Interface().(type) {
	case Flag:
		return b, nil
	case time.Time:
		return appendTime(b, x, p.timeType == TagGeneralizedTime || beyondUTC(x))
	case BitString:
		return append(append(b, byte((8-x.BitLength%8)%8)), x.Bytes...), nil
	case ObjectIdentifier:
		return appendObjectIdentifier(b, x)
	case *big.Int:
		return appendBigInt(b, x)
	}
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(b, 0xff), nil
		}
		return append(b, 0), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return appendInt(b, v.Int()), nil
	case reflect.Struct:
		return appendFields(b, v)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return append(b, v.Bytes()...), nil
		}
		return appendElements(b, v, p.set)
	case reflect.String:
		return appendString(b, v.String(), p.stringType)
	}
	return nil, StructuralError{"unknown Go type"}
}

func appendFields(b []byte, v reflect.Value) (_ []byte, err error) {
	t := v.Type()
	for i := range t.NumField() {
		if !t.Field(i).IsExported() {
			return nil, StructuralError{"struct contains unexported fields"}
		}
	}
	for i := range t.NumField() {
		f := t.Field(i)
		if i == 0 && isType[RawContent](f.Type) {
			if raw := v.Field(0).Bytes(); len(raw) > 0 {
				if _, end, err := parseHeader(raw, 0); err == nil {
					raw = raw[end:]
				}
				return append(b, raw...), nil
			}
			continue
		}
		if b, err = appendField(b, v.Field(i), parseFieldParameters(f.Tag.Get("asn1"))); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// appendElements appends the elements of a slice, those of a set in the order of their encodings.
func appendElements(b []byte, v reflect.Value, set bool) ([]byte, error) {
	var parts [][]byte
	for i := range v.Len() {
		part, err := appendField(nil, v.Index(i), fieldParameters{})
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	if set {
		slices.SortFunc(parts, bytes.Compare)
	}
	for _, part := range parts {
		b = append(b, part...)
	}
	return b, nil
}

func appendField(b []byte, v reflect.Value, p fieldParameters) ([]byte, error) {
	if !v.IsValid() {
		return nil, errors.New("asn1: cannot marshal nil value")
	}
	t := v.Type()
	if v.Kind() == reflect.Interface && t.NumMethod() == 0 {
		return appendField(b, v.Elem(), p)
	}
	if v.Kind() == reflect.Slice && v.Len() == 0 && p.omitEmpty {
		return b, nil
	}
	if p.optional {
		if p.defaultValue == nil {
			if reflect.DeepEqual(v.Interface(), reflect.Zero(t).Interface()) {
				return b, nil
			}
		} else if isInt(v.Kind()) && v.Int() == *p.defaultValue {
			return b, nil
		}
	}
	if raw, ok := v.Interface().(RawValue); ok {
		if len(raw.FullBytes) != 0 {
			return append(b, raw.FullBytes...), nil
		}
		return append(appendHeader(b, raw.Class, raw.Tag, len(raw.Bytes), raw.IsCompound), raw.Bytes...), nil
	}
	anyTag, tag, compound, ok := universal(t)
	if !ok || anyTag {
		return nil, StructuralError{fmt.Sprintf("unknown Go type: %v", t)}
	}
	if p.timeType != 0 && tag != TagUTCTime {
		return nil, StructuralError{"explicit time type given to non-time member"}
	}
	if p.stringType != 0 && tag != TagPrintableString {
		return nil, StructuralError{"explicit string type given to non-string member"}
	}
	switch tag {
	case TagPrintableString:
		if p.stringType != 0 {
			tag = p.stringType
			break
		}
		// Asterisks would be taken for wildcards where they are not meant.
		for _, r := range v.String() {
			if r >= utf8.RuneSelf || !printable(byte(r), false, false) {
				if !utf8.ValidString(v.String()) {
					return nil, errors.New("asn1: string not valid UTF-8")
				}
				tag = TagUTF8String
				break
			}
		}
	case TagUTCTime:
		if x := v.Interface().(time.Time); p.timeType == TagGeneralizedTime || beyondUTC(x) {
			tag = TagGeneralizedTime
		}
	}
	if p.set {
		if tag != TagSequence {
			return nil, StructuralError{"non sequence tagged as set"}
		}
		tag = TagSet
	}
	p.set = tag == TagSet
	body, err := appendBody(nil, v, p)
	if err != nil {
		return nil, err
	}
	if p.tag == nil {
		return append(appendHeader(b, ClassUniversal, tag, len(body), compound), body...), nil
	}
	class := ClassContextSpecific
	switch {
	case p.application:
		class = ClassApplication
	case p.private:
		class = ClassPrivate
	}
	if p.explicit {
		body = append(appendHeader(nil, ClassUniversal, tag, len(body), compound), body...)
		return append(appendHeader(b, class, *p.tag, len(body), true), body...), nil
	}
	return append(appendHeader(b, class, *p.tag, len(body), compound), body...), nil
}
