package asn1

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// Unmarshal reads a value from b to what val points to, and returns what follows. Integers must fit, strings may be of any kind,
// the elements of a SEQUENCE OF or SET OF go to a slice, any value to an interface that has no methods.
func Unmarshal(b []byte, val any) (rest []byte, err error) { return UnmarshalWithParams(b, val, "") }

type invalidUnmarshalError struct {
	Type reflect.Type
}

func (e *invalidUnmarshalError) Error() string {
	switch {
	case e.Type == nil:
		return "asn1: Unmarshal recipient value is nil"
	case e.Type.Kind() != reflect.Pointer:
		return "asn1: Unmarshal recipient value is non-pointer " + e.Type.String()
	}
	return "asn1: Unmarshal recipient value is nil " + e.Type.String()
}

// UnmarshalWithParams is Unmarshal for a value that params are the tag of, as that of a field.
func UnmarshalWithParams(b []byte, val any, params string) (rest []byte, err error) {
	v := reflect.ValueOf(val)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return nil, &invalidUnmarshalError{reflect.TypeOf(val)}
	}
	at, err := parseField(v.Elem(), b, 0, parseFieldParameters(params), 0)
	if err != nil {
		return nil, err
	}
	return b[at:], nil
}

func parseBase128(b []byte, at int) (n, end int, err error) {
	v := int64(0)
	for i := 0; at < len(b); i++ {
		if i == 5 {
			return 0, at, StructuralError{"base 128 integer too large"}
		}
		c := b[at]
		if i == 0 && c == 0x80 {
			return 0, at, SyntaxError{"integer is not minimally encoded"}
		}
		v = v<<7 | int64(c&0x7f)
		at++
		if c < 0x80 {
			if v > math.MaxInt32 {
				err = StructuralError{"base 128 integer too large"}
			}
			return int(v), at, err
		}
	}
	return 0, at, SyntaxError{"truncated base 128 integer"}
}

// parseHeader reads tag and length at b[at], which must exist.
func parseHeader(b []byte, at int) (h header, end int, err error) {
	c := b[at]
	at++
	h = header{class: int(c >> 6), isCompound: c&0x20 != 0, tag: int(c & 0x1f)}
	if h.tag == 0x1f {
		if h.tag, at, err = parseBase128(b, at); err != nil {
			return h, at, err
		}
		if h.tag < 0x1f {
			return h, at, SyntaxError{"non-minimal tag"}
		}
	}
	if at >= len(b) {
		return h, at, SyntaxError{"truncated tag or length"}
	}
	c = b[at]
	at++
	if c < 0x80 {
		h.length = int(c)
		return h, at, nil
	}
	n := int(c & 0x7f)
	if n == 0 {
		return h, at, SyntaxError{"indefinite length found (not DER)"}
	}
	for range n {
		if at >= len(b) {
			return h, at, SyntaxError{"truncated tag or length"}
		}
		if h.length >= 1<<23 {
			return h, at, StructuralError{"length too large"}
		}
		h.length = h.length<<8 | int(b[at])
		at++
		if h.length == 0 {
			return h, at, StructuralError{"superfluous leading zeros in length"}
		}
	}
	if h.length < 0x80 {
		return h, at, StructuralError{"non-minimal length"}
	}
	return h, at, nil
}

func parseBool(b []byte) (bool, error) {
	if len(b) != 1 || b[0] != 0 && b[0] != 0xff {
		return false, SyntaxError{"invalid boolean"}
	}
	return b[0] != 0, nil
}

func checkInteger(b []byte) error {
	if len(b) == 0 {
		return StructuralError{"empty integer"}
	}
	if len(b) > 1 && (b[0] == 0 && b[1] < 0x80 || b[0] == 0xff && b[1] >= 0x80) {
		return StructuralError{"integer not minimally-encoded"}
	}
	return nil
}

// parseInt reads an integer of at most so many bytes.
func parseInt(b []byte, size int) (int64, error) {
	if err := checkInteger(b); err != nil {
		return 0, err
	}
	if len(b) > size {
		return 0, StructuralError{"integer too large"}
	}
	n := int64(int8(b[0]))
	for _, c := range b[1:] {
		n = n<<8 | int64(c)
	}
	return n, nil
}

func parseBigInt(b []byte) (*big.Int, error) {
	if err := checkInteger(b); err != nil {
		return nil, err
	}
	n := new(big.Int).SetBytes(b)
	if b[0] >= 0x80 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	return n, nil
}

func parseBitString(b []byte) (s BitString, err error) {
	if len(b) == 0 {
		return s, SyntaxError{"zero length BIT STRING"}
	}
	fill := int(b[0])
	if fill > 7 || len(b) == 1 && fill > 0 || b[len(b)-1]&(1<<fill-1) != 0 {
		return s, SyntaxError{"invalid padding bits in BIT STRING"}
	}
	return BitString{b[1:], 8*(len(b)-1) - fill}, nil
}

func parseObjectIdentifier(b []byte) (ObjectIdentifier, error) {
	if len(b) == 0 {
		return nil, SyntaxError{"zero length OBJECT IDENTIFIER"}
	}
	n, at, err := parseBase128(b, 0)
	if err != nil {
		return nil, err
	}
	first := min(n/40, 2)
	id := append(make(ObjectIdentifier, 0, len(b)+1), first, n-40*first)
	for at < len(b) {
		if n, at, err = parseBase128(b, at); err != nil {
			return nil, err
		}
		id = append(id, n)
	}
	return id, nil
}

func parseTime(text, layout string) (time.Time, error) {
	t, err := time.Parse(layout, text)
	if err != nil {
		return t, err
	}
	if again := t.Format(layout); again != text {
		return t, fmt.Errorf("asn1: time did not serialize back to the original value and may be invalid: given %q, but serialized as %q", text, again)
	}
	return t, nil
}

func parseUTCTime(b []byte) (time.Time, error) {
	layout := "0601021504Z0700"
	if _, err := time.Parse(layout, string(b)); err != nil {
		layout = "060102150405Z0700"
	}
	t, err := parseTime(string(b), layout)
	if err == nil && t.Year() >= 2050 {
		// Years of two digits are 1950 to 2049.
		t = t.AddDate(-100, 0, 0)
	}
	return t, err
}

func parseGeneralizedTime(b []byte) (time.Time, error) {
	return parseTime(string(b), "20060102150405.999999999Z0700")
}

// parseString reads a string of the kind that tag says.
func parseString(tag int, b []byte) (string, error) {
	all := func(name string, ok func(byte) bool) (string, error) {
		for _, c := range b {
			if !ok(c) {
				return "", SyntaxError{name + " contains invalid character"}
			}
		}
		return string(b), nil
	}
	switch tag {
	case TagPrintableString:
		return all("PrintableString", func(c byte) bool { return printable(c, true, true) })
	case TagNumericString:
		return all("NumericString", numeric)
	case TagIA5String:
		return all("IA5String", func(c byte) bool { return c < utf8.RuneSelf })
	case TagT61String, TagGeneralString:
		// Strictly another set, used for Latin-1 by all.
		r := make([]rune, len(b))
		for i, c := range b {
			r[i] = rune(c)
		}
		return string(r), nil
	case TagUTF8String:
		if !utf8.Valid(b) {
			return "", errors.New("asn1: invalid UTF-8 string")
		}
		return string(b), nil
	case TagBMPString:
		return parseBMPString(b)
	}
	return "", SyntaxError{fmt.Sprintf("internal error: unknown string type %d", tag)}
}

func parseBMPString(b []byte) (string, error) {
	invalid := errors.New("invalid BMPString")
	if len(b)%2 != 0 {
		return "", invalid
	}
	if n := len(b); n >= 2 && b[n-1] == 0 && b[n-2] == 0 {
		b = b[:n-2]
	}
	var s []uint16
	for ; len(b) > 0; b = b[2:] {
		u := uint16(b[0])<<8 | uint16(b[1])
		if u >= 0xfffe || u >= 0xfdd0 && u <= 0xfdef || u >= 0xd800 && u <= 0xdfff {
			return "", invalid
		}
		s = append(s, u)
	}
	return string(utf16.Decode(s)), nil
}

func isStringTag(tag int) bool {
	switch tag {
	case TagIA5String, TagGeneralString, TagT61String, TagUTF8String, TagNumericString, TagBMPString:
		return true
	}
	return false
}

func parseSequenceOf(b []byte, t reflect.Type, depth int) (reflect.Value, error) {
	none := reflect.Value{}
	elem := t.Elem()
	anyTag, tag, compound, ok := universal(elem)
	if !ok {
		return none, StructuralError{"unknown Go type for slice"}
	}
	n := 0
	for at := 0; at < len(b); n++ {
		h, end, err := parseHeader(b, at)
		if err != nil {
			return none, err
		}
		switch {
		case isStringTag(h.tag):
			h.tag = TagPrintableString
		case h.tag == TagGeneralizedTime:
			h.tag = TagUTCTime
		}
		if !anyTag && (h.class != ClassUniversal || h.isCompound != compound || h.tag != tag) {
			return none, StructuralError{"sequence tag mismatch"}
		}
		if end+h.length > len(b) {
			return none, SyntaxError{"truncated sequence"}
		}
		at = end + h.length
	}
	// Not more than the data can account for at once: elements may be large and empty.
	s := reflect.MakeSlice(t, 0, min(n, 1+(10<<20)/max(1, int(elem.Size()))))
	at := 0
	for i := range n {
		s = reflect.Append(s, reflect.Zero(elem))
		var err error
		if at, err = parseField(s.Index(i), b, at, fieldParameters{}, depth); err != nil {
			return none, err
		}
	}
	return s, nil
}

// parseAny reads the value at b[at] to an interface. Kinds that have no Go type leave it nil.
func parseAny(v reflect.Value, b []byte, at int) (int, error) {
	h, at, err := parseHeader(b, at)
	if err != nil {
		return at, err
	}
	if at+h.length > len(b) {
		return at, SyntaxError{"data truncated"}
	}
	inner := b[at : at+h.length]
	at += h.length
	if h.isCompound || h.class != ClassUniversal {
		return at, nil
	}
	var x any
	switch h.tag {
	case TagBoolean:
		x, err = parseBool(inner)
	case TagPrintableString, TagNumericString, TagIA5String, TagT61String, TagUTF8String, TagBMPString:
		x, err = parseString(h.tag, inner)
	case TagInteger:
		x, err = parseInt(inner, 8)
	case TagBitString:
		x, err = parseBitString(inner)
	case TagOID:
		x, err = parseObjectIdentifier(inner)
	case TagUTCTime:
		x, err = parseUTCTime(inner)
	case TagGeneralizedTime:
		x, err = parseGeneralizedTime(inner)
	case TagOctetString:
		x = inner
	}
	if err == nil && x != nil {
		v.Set(reflect.ValueOf(x))
	}
	return at, err
}

func isInt(k reflect.Kind) bool { return reflect.Int <= k && k <= reflect.Int64 }

// setDefault sets v to the default, if there is one, for a value that is not there; that must be optional.
func setDefault(v reflect.Value, p fieldParameters) bool {
	if p.optional && p.defaultValue != nil && isInt(v.Kind()) {
		v.SetInt(*p.defaultValue)
	}
	return p.optional
}

// parseField reads the value at b[start] to v, and returns where it ends.
func parseField(v reflect.Value, b []byte, start int, p fieldParameters, depth int) (end int, err error) {
	if depth++; depth > 10000 {
		return start, StructuralError{"nesting depth exceeded"}
	}
	t := v.Type()
	if start == len(b) {
		if !setDefault(v, p) {
			return start, SyntaxError{"sequence truncated"}
		}
		return start, nil
	}
	if t.Kind() == reflect.Interface && t.NumMethod() == 0 {
		return parseAny(v, b, start)
	}
	h, at, err := parseHeader(b, start)
	if err != nil {
		return at, err
	}
	if p.explicit {
		class := ClassContextSpecific
		if p.application {
			class = ClassApplication
		}
		if at == len(b) {
			return at, StructuralError{"explicit tag has no child"}
		}
		switch {
		case h.class != class || h.tag != *p.tag || h.length != 0 && !h.isCompound:
			if !setDefault(v, p) {
				return at, StructuralError{"explicitly tagged member didn't match"}
			}
			return start, nil
		case isType[RawValue](t):
			// The inner value is left as it is.
		case h.length > 0:
			if h, at, err = parseHeader(b, at); err != nil {
				return at, err
			}
		case !isType[Flag](t):
			return at, StructuralError{"zero length explicit tag was not an asn1.Flag"}
		default:
			v.SetBool(true)
			return at, nil
		}
	}

	anyTag, tag, compound, ok := universal(t)
	if !ok {
		return at, StructuralError{fmt.Sprintf("unknown Go type: %v", t)}
	}
	// Strings and times have several tags for one Go type.
	switch tag {
	case TagPrintableString:
		if h.class == ClassUniversal {
			if isStringTag(h.tag) {
				tag = h.tag
			}
		} else if p.stringType != 0 {
			tag = p.stringType
		}
	case TagUTCTime:
		if h.class == ClassUniversal {
			if h.tag == TagGeneralizedTime {
				tag = h.tag
			}
		} else if p.timeType != 0 {
			tag = p.timeType
		}
	}
	if p.set {
		tag = TagSet
	}
	class, want, fits := ClassUniversal, tag, anyTag
	if !p.explicit && p.tag != nil {
		want, fits = *p.tag, false
		switch {
		case p.private:
			class = ClassPrivate
		case p.application:
			class = ClassApplication
		default:
			class = ClassContextSpecific
		}
	}
	if !fits && (h.class != class || h.tag != want) || !anyTag && h.isCompound != compound {
		if !setDefault(v, p) {
			return at, StructuralError{fmt.Sprintf("tags don't match (%d vs %+v) %+v %s @%d", want, h, p, t.Name(), at)}
		}
		return start, nil
	}
	if at+h.length > len(b) {
		return at, SyntaxError{"data truncated"}
	}
	inner := b[at : at+h.length]
	at += h.length

	switch x := v.Addr().Interface().(type) {
	case *RawValue:
		*x = RawValue{h.class, h.tag, h.isCompound, inner, b[start:at]}
		return at, nil
	case *ObjectIdentifier:
		*x, err = parseObjectIdentifier(inner)
		return at, err
	case *BitString:
		*x, err = parseBitString(inner)
		return at, err
	case *time.Time:
		if tag == TagUTCTime {
			*x, err = parseUTCTime(inner)
		} else {
			*x, err = parseGeneralizedTime(inner)
		}
		return at, err
	case *Enumerated:
		n, err := parseInt(inner, 4)
		if err == nil {
			*x = Enumerated(n)
		}
		return at, err
	case *Flag:
		*x = true
		return at, nil
	case **big.Int:
		n, err := parseBigInt(inner)
		if err == nil {
			*x = n
		}
		return at, err
	}

	switch v.Kind() {
	case reflect.Bool:
		x, err := parseBool(inner)
		if err == nil {
			v.SetBool(x)
		}
		return at, err
	case reflect.Int, reflect.Int32, reflect.Int64:
		n, err := parseInt(inner, int(t.Size()))
		if err == nil {
			v.SetInt(n)
		}
		return at, err
	case reflect.Struct:
		return at, parseStruct(v, b[start:at], inner, depth)
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			v.Set(reflect.MakeSlice(t, len(inner), len(inner)))
			reflect.Copy(v, reflect.ValueOf(inner))
			return at, nil
		}
		s, err := parseSequenceOf(inner, t, depth)
		if err == nil {
			v.Set(s)
		}
		return at, err
	case reflect.String:
		s, err := parseString(tag, inner)
		if err == nil {
			v.SetString(s)
		}
		return at, err
	}
	return at, StructuralError{"unsupported: " + t.String()}
}

// parseStruct reads the fields of v from inner; full is the same with the header.
func parseStruct(v reflect.Value, full, inner []byte, depth int) (err error) {
	t := v.Type()
	for i := range t.NumField() {
		if !t.Field(i).IsExported() {
			return StructuralError{"struct contains unexported fields"}
		}
	}
	at := 0
	for i := range t.NumField() {
		f := t.Field(i)
		if i == 0 && isType[RawContent](f.Type) {
			v.Field(0).Set(reflect.ValueOf(RawContent(full)))
			continue
		}
		if at, err = parseField(v.Field(i), inner, at, parseFieldParameters(f.Tag.Get("asn1")), depth); err != nil {
			return err
		}
	}
	// What follows the fields is ignored: types grow.
	return nil
}
