// Package byteorder reads and writes numbers for packages that do without the rest of encoding/binary.
package byteorder

// Uint32 returns the first four bytes of b, the most significant first.
func Uint32(b []byte) uint32 {
	_ = b[3]
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}

// Uint64 returns the first eight bytes of b, the most significant first.
func Uint64(b []byte) uint64 { return uint64(Uint32(b))<<32 | uint64(Uint32(b[4:])) }

// AppendUint32 appends v, the most significant byte first.
func AppendUint32(b []byte, v uint32) []byte {
	return append(b, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}

// AppendUint64 appends v, the most significant byte first.
func AppendUint64(b []byte, v uint64) []byte {
	return AppendUint32(AppendUint32(b, uint32(v>>32)), uint32(v))
}

// LittleUint16 returns the first two bytes of b, the least significant first.
func LittleUint16(b []byte) uint16 { return uint16(b[1])<<8 | uint16(b[0]) }

// LittleUint32 returns the first four bytes of b, the least significant first.
func LittleUint32(b []byte) uint32 {
	_ = b[3]
	return uint32(b[3])<<24 | uint32(b[2])<<16 | uint32(b[1])<<8 | uint32(b[0])
}

// LittleUint64 returns the first eight bytes of b, the least significant first.
func LittleUint64(b []byte) uint64 {
	_ = b[7]
	return uint64(LittleUint32(b[4:]))<<32 | uint64(LittleUint32(b))
}

// AppendLittleUint16 appends v, the least significant byte first.
func AppendLittleUint16(b []byte, v uint16) []byte { return append(b, byte(v), byte(v>>8)) }

// AppendLittleUint32 appends v, the least significant byte first.
func AppendLittleUint32(b []byte, v uint32) []byte {
	return append(b, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
}

// AppendLittleUint64 appends v, the least significant byte first.
func AppendLittleUint64(b []byte, v uint64) []byte {
	return AppendLittleUint32(AppendLittleUint32(b, uint32(v)), uint32(v>>32))
}
