package big

import (
	"errors"
	"fmt"
	"internal/byteorder"
	"math"
)

// Versions of the encodings for gob.
const (
	intVersion   = 1
	ratVersion   = 1
	floatVersion = 1
)

func versionAndSign(version byte, neg bool) byte {
	if neg {
		return version<<1 | 1
	}
	return version << 1
}

func (x nat) bytes() []byte {
	b := make([]byte, (bitLen(x)+7)/8)
	toBytes(x, b)
	return b
}

// GobEncode implements gob.GobEncoder.
func (x *Int) GobEncode() ([]byte, error) {
	if x == nil {
		return nil, nil
	}
	return append([]byte{versionAndSign(intVersion, x.neg)}, x.abs.bytes()...), nil
}

// GobDecode implements gob.GobDecoder.
func (z *Int) GobDecode(buf []byte) error {
	if len(buf) == 0 {
		*z = Int{}
		return nil
	}
	if v := buf[0] >> 1; v != intVersion {
		return fmt.Errorf("Int.GobDecode: encoding version %d not supported", v)
	}
	z.neg = buf[0]&1 != 0
	z.abs = fromBytes(z.abs, buf[1:])
	return nil
}

// AppendText appends x in decimal.
func (x *Int) AppendText(b []byte) (text []byte, err error) { return x.Append(b, 10), nil }

// MarshalText returns x in decimal.
func (x *Int) MarshalText() (text []byte, err error) { return x.AppendText(nil) }

// UnmarshalText is SetString with base 0.
func (z *Int) UnmarshalText(text []byte) error {
	if _, ok := z.SetString(string(text), 0); !ok {
		return fmt.Errorf("math/big: cannot unmarshal %q into a *big.Int", text)
	}
	return nil
}

// MarshalJSON returns x as a JSON number.
func (x *Int) MarshalJSON() ([]byte, error) {
	if x == nil {
		return []byte("null"), nil
	}
	return x.Append(nil, 10), nil
}

// UnmarshalJSON sets z to a JSON number; null leaves it.
func (z *Int) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		return nil
	}
	return z.UnmarshalText(text)
}

// GobEncode implements gob.GobEncoder.
func (x *Rat) GobEncode() ([]byte, error) {
	if x == nil {
		return nil, nil
	}
	a := x.a.abs.bytes()
	if uint64(len(a)) > math.MaxUint32 {
		return nil, errors.New("Rat.GobEncode: numerator too large")
	}
	buf := byteorder.AppendUint32([]byte{versionAndSign(ratVersion, x.a.neg)}, uint32(len(a)))
	return append(append(buf, a...), x.b.abs.bytes()...), nil
}

// GobDecode implements gob.GobDecoder.
func (z *Rat) GobDecode(buf []byte) error {
	if len(buf) == 0 {
		*z = Rat{}
		return nil
	}
	if len(buf) < 5 {
		return errors.New("Rat.GobDecode: buffer too small")
	}
	if v := buf[0] >> 1; v != ratVersion {
		return fmt.Errorf("Rat.GobDecode: encoding version %d not supported", v)
	}
	n := 5 + int(byteorder.Uint32(buf[1:]))
	if len(buf) < n {
		return errors.New("Rat.GobDecode: buffer too small")
	}
	z.a.neg = buf[0]&1 != 0
	z.a.abs = fromBytes(z.a.abs, buf[5:n])
	z.b.abs = fromBytes(z.b.abs, buf[n:])
	return nil
}

// AppendText appends x as RatString has it.
func (x *Rat) AppendText(b []byte) ([]byte, error) { return append(b, x.RatString()...), nil }

// MarshalText returns x as RatString does.
func (x *Rat) MarshalText() (text []byte, err error) { return x.AppendText(nil) }

// UnmarshalText is SetString.
func (z *Rat) UnmarshalText(text []byte) error {
	if _, ok := z.SetString(string(text)); !ok {
		return fmt.Errorf("math/big: cannot unmarshal %q into a *big.Rat", text)
	}
	return nil
}

// GobEncode implements gob.GobEncoder; precision, mode and accuracy are kept.
func (x *Float) GobEncode() ([]byte, error) {
	if x == nil {
		return nil, nil
	}
	b := byte(x.mode&7)<<5 | byte((x.acc+1)&3)<<3 | byte(x.form&3)<<1
	if x.neg {
		b |= 1
	}
	buf := byteorder.AppendUint32([]byte{floatVersion, b}, x.prec)
	if x.form == finite {
		buf = byteorder.AppendUint32(buf, uint32(x.exp))
		m := x.mant[len(x.mant)-min(len(x.mant), words(x.prec)):]
		for i := len(m) - 1; i >= 0; i-- {
			buf = byteorder.AppendUint64(buf, uint64(m[i]))
		}
	}
	return buf, nil
}

// GobDecode implements gob.GobDecoder. If z has a precision the number is rounded to it, in z's mode.
func (z *Float) GobDecode(buf []byte) error {
	if len(buf) == 0 {
		*z = Float{}
		return nil
	}
	if len(buf) < 6 {
		return errors.New("Float.GobDecode: buffer too small")
	}
	if buf[0] != floatVersion {
		return fmt.Errorf("Float.GobDecode: encoding version %d not supported", buf[0])
	}
	prec, mode := z.prec, z.mode
	b := buf[1]
	z.mode = RoundingMode(b >> 5 & 7)
	z.acc = Accuracy(b>>3&3) - 1
	z.form = form(b >> 1 & 3)
	z.neg = b&1 != 0
	z.prec = byteorder.Uint32(buf[2:])
	if z.form == finite {
		if len(buf) < 10 {
			return errors.New("Float.GobDecode: buffer too small for finite form float")
		}
		z.exp = int32(byteorder.Uint32(buf[6:]))
		z.mant = fromBytes(z.mant, buf[10:])
	}
	wrong := ""
	if z.form == finite {
		switch n := len(z.mant); {
		case n == 0:
			wrong = "nonzero finite number with empty mantissa"
		case z.mant[n-1]>>63 == 0:
			wrong = fmt.Sprintf("msb not set in last word %#x of %s", z.mant[n-1], z.Text('p', 0))
		case z.prec == 0:
			wrong = "zero precision finite number"
		}
	}
	if wrong != "" {
		return errors.New("Float.GobDecode: " + wrong)
	}
	if prec != 0 {
		z.mode = mode
		z.SetPrec(uint(prec))
	}
	return nil
}

// AppendText appends x in the shortest form of its precision.
func (x *Float) AppendText(b []byte) ([]byte, error) {
	if x == nil {
		return append(b, "<nil>"...), nil
	}
	return x.Append(b, 'g', -1), nil
}

// MarshalText returns x in the shortest form of its precision.
func (x *Float) MarshalText() (text []byte, err error) { return x.AppendText(nil) }

// UnmarshalText is Parse with base 0.
func (z *Float) UnmarshalText(text []byte) error {
	if _, _, err := z.Parse(string(text), 0); err != nil {
		return fmt.Errorf("math/big: cannot unmarshal %q into a *big.Float (%v)", text, err)
	}
	return nil
}
