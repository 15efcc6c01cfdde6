// Package bzip2 reads what bzip2 has compressed.
package bzip2

import (
	"bufio"
	"cmp"
	"io"
	"slices"
)

// StructuralError says what is wrong with the data.
type StructuralError string

func (s StructuralError) Error() string { return "bzip2 data invalid: " + string(s) }

// NewReader returns a reader of what is compressed in r. If r is no io.ByteReader, more may be read of it than belongs to the
// stream.
func NewReader(r io.Reader) io.Reader {
	br, ok := r.(io.ByteReader)
	if !ok {
		br = bufio.NewReader(r)
	}
	return &reader{bits: bitReader{r: br}}
}

// bitReader reads bits, the highest of a byte first.
type bitReader struct {
	r   io.ByteReader
	v   uint64
	n   uint // how many bits of v are to be read
	err error
}

// read returns the next n bits, at most 48. After an error it returns zeros.
func (b *bitReader) read(n uint) uint64 {
	for b.n < n {
		c, err := b.r.ReadByte()
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			b.err = err
			return 0
		}
		b.v = b.v<<8 | uint64(c)
		b.n += 8
	}
	b.n -= n
	return b.v >> b.n & (1<<n - 1)
}

// A block is compressed in three steps: runs of four to 259 equal bytes become four bytes and a count; Burrows and Wheeler's
// transform sorts the bytes by what follows them; and the result, moved to front, is written in Huffman codes.
type reader struct {
	bits         bitReader
	started, eof bool
	maxBlock     int
	fileCRC      uint32
	blockCRC     uint32 // of what has been returned
	wantCRC      uint32
	links        []uint32 // of the block: the lower 8 bits are a byte, the others the place of the next one
	left         int      // bytes of the block, before runs are undone
	at           uint32   // where the next byte stands
	last         int      // the byte before, or -1
	same         int      // how often it was repeated
	repeat       int      // how often it is still to be returned
	crcTable     [256]uint32
}

const (
	magicBlock = 0x314159265359
	magicEnd   = 0x177245385090
)

// header reads the header of a file, from after BZ on.
func (z *reader) header() error {
	if z.bits.read(8) != 'h' {
		return StructuralError("non-Huffman entropy encoding")
	}
	level := int(z.bits.read(8)) - '0'
	if level < 1 || level > 9 {
		return StructuralError("invalid compression level")
	}
	z.fileCRC = 0
	z.maxBlock = level * 100_000
	return nil
}

func (z *reader) start() error {
	for i := range z.crcTable {
		crc := uint32(i) << 24
		for range 8 {
			top := crc >> 31
			crc = crc<<1 ^ top*0x04C11DB7
		}
		z.crcTable[i] = crc
	}
	if z.bits.read(16) != 'B'<<8|'Z' {
		return StructuralError("bad magic value")
	}
	return z.header()
}

// Read reads decompressed bytes.
func (z *reader) Read(p []byte) (n int, err error) {
	if z.eof {
		return 0, io.EOF
	}
	if !z.started {
		err = z.start()
		if z.bits.err != nil {
			err = z.bits.err
		}
		if err != nil {
			return 0, err
		}
		z.started = true
	}
	n, err = z.read(p)
	if z.bits.err != nil {
		err = z.bits.err
	}
	return n, err
}

func (z *reader) read(p []byte) (int, error) {
	for {
		n := z.fromBlock(p)
		if n > 0 || len(p) == 0 {
			crc := ^z.blockCRC
			for _, c := range p[:n] {
				crc = z.crcTable[byte(crc>>24)^c] ^ crc<<8
			}
			z.blockCRC = ^crc
			return n, nil
		}
		if z.blockCRC != z.wantCRC {
			z.bits.err = StructuralError("block checksum mismatch")
			return 0, z.bits.err
		}
		switch z.bits.read(48) {
		default:
			return 0, StructuralError("bad magic value found")
		case magicBlock:
			if err := z.block(); err != nil {
				return 0, err
			}
		case magicEnd:
			if err := z.end(); err != nil {
				return 0, err
			}
		}
	}
}

// end reads the end of a file, after which another may follow.
func (z *reader) end() error {
	want := uint32(z.bits.read(32))
	if z.bits.err != nil {
		return z.bits.err
	}
	if z.fileCRC != want {
		z.bits.err = StructuralError("file checksum mismatch")
		return z.bits.err
	}
	z.bits.read(z.bits.n % 8)
	b, err := z.bits.r.ReadByte()
	if err == io.EOF {
		z.bits.err = io.EOF
		z.eof = true
		return io.EOF
	}
	var c byte
	if err == nil {
		if c, err = z.bits.r.ReadByte(); err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
	}
	if err != nil {
		z.bits.err = err
		return err
	}
	if b != 'B' || c != 'Z' {
		return StructuralError("bad magic value in continuation file")
	}
	return z.header()
}

// fromBlock returns bytes of the current block, undoing its runs.
func (z *reader) fromBlock(p []byte) int {
	n := 0
	for n < len(p) {
		if z.repeat > 0 {
			p[n] = byte(z.last)
			n++
			if z.repeat--; z.repeat == 0 {
				z.last = -1
			}
			continue
		}
		if z.left == 0 {
			break
		}
		link := z.links[z.at]
		c := byte(link)
		z.at = link >> 8
		z.left--
		if z.same == 3 {
			z.repeat = int(c)
			z.same = 0
			continue
		}
		if z.last == int(c) {
			z.same++
		} else {
			z.same = 0
		}
		z.last = int(c)
		p[n] = c
		n++
	}
	return n
}

// toFront returns the i-th of list, and moves it to the front.
func toFront(list []byte, i int) byte {
	c := list[i]
	copy(list[1:], list[:i])
	list[0] = c
	return c
}

// block reads a block.
func (z *reader) block() error {
	b := &z.bits
	z.wantCRC = uint32(b.read(32))
	z.blockCRC = 0
	z.fileCRC = (z.fileCRC<<1 | z.fileCRC>>31) ^ z.wantCRC
	if b.read(1) != 0 {
		return StructuralError("deprecated randomized files")
	}
	first := int(b.read(24))

	var list []byte // the bytes that occur
	ranges := b.read(16)
	for i := range 16 {
		if ranges>>(15-i)&1 == 0 {
			continue
		}
		used := b.read(16)
		for j := range 16 {
			if used>>(15-j)&1 != 0 {
				list = append(list, byte(16*i+j))
			}
		}
	}
	if len(list) == 0 {
		return StructuralError("no symbols in input")
	}
	trees, selectors, err := z.codes(len(list) + 2)
	if err != nil {
		return err
	}

	// Symbols 0 and 1 are digits of how often the front of the list is repeated, the last one is the end, those in between are
	// places in the list.
	if cap(z.links) < z.maxBlock {
		z.links = make([]uint32, z.maxBlock)
	}
	links := z.links[:z.maxBlock]
	var counts [256]int
	n, run, digit := 0, 0, 1
	end := len(list) + 1
	tree := trees[selectors[0]]
	for next, used := 1, 0; ; used++ {
		if used == 50 {
			if next == len(selectors) {
				return StructuralError("insufficient selector indices for number of symbols")
			}
			tree = trees[selectors[next]]
			next, used = next+1, 0
		}
		symbol := tree.decode(b)
		if symbol < 2 {
			run += digit << symbol
			digit <<= 1
			if run > 2*1024*1024 {
				return StructuralError("repeat count too large")
			}
			continue
		}
		if run > 0 {
			if run > z.maxBlock-n {
				return StructuralError("repeats past end of block")
			}
			counts[list[0]] += run
			for range run {
				links[n] = uint32(list[0])
				n++
			}
			run = 0
		}
		digit = 1
		if symbol == end {
			break
		}
		c := toFront(list, symbol-1)
		if n >= z.maxBlock {
			return StructuralError("data exceeds block size")
		}
		links[n] = uint32(c)
		counts[c]++
		n++
	}
	if first >= n {
		return StructuralError("origPtr out of bounds")
	}

	// The i-th occurrence of a byte is the i-th among the sorted.
	links = links[:n]
	sum := 0
	for i, count := range counts {
		counts[i] = sum
		sum += count
	}
	for i, link := range links {
		c := byte(link)
		links[counts[c]] |= uint32(i) << 8
		counts[c]++
	}
	z.links = links
	z.left = n
	z.at = links[first] >> 8
	z.last, z.same, z.repeat = -1, 0, 0
	return nil
}

// codes reads the Huffman codes of a block, and which one each fifty symbols have.
func (z *reader) codes(symbols int) (trees []tree, selectors []byte, err error) {
	b := &z.bits
	count := int(b.read(3))
	if count < 2 || count > 6 {
		return nil, nil, StructuralError("invalid number of Huffman trees")
	}
	selectors = make([]byte, b.read(15))
	order := []byte{0, 1, 2, 3, 4, 5}[:count]
	for i := range selectors {
		at := 0
		for b.read(1) != 0 {
			at++
		}
		if at >= count {
			return nil, nil, StructuralError("tree index too large")
		}
		selectors[i] = toFront(order, at)
	}
	lengths := make([]uint8, symbols)
	for range count {
		length := uint8(b.read(5))
		for i := range lengths {
			for {
				if length < 1 || length > 20 {
					return nil, nil, StructuralError("Huffman length out of range")
				}
				if b.read(1) == 0 {
					break
				}
				if b.read(1) == 0 {
					length++
				} else {
					length--
				}
			}
			lengths[i] = length
		}
		t, err := newTree(lengths)
		if err != nil {
			return nil, nil, err
		}
		trees = append(trees, t)
	}
	if len(selectors) == 0 {
		return nil, nil, StructuralError("no tree selectors given")
	}
	return trees, selectors, nil
}

// tree is a Huffman code: each node has what follows it for a 0 and for a 1, another node or, with the bit leaf, a symbol.
type tree [][2]uint16

const leaf = 0x8000

func (t tree) decode(b *bitReader) int {
	at := uint16(0)
	for {
		var bit uint64
		if b.n > 0 {
			b.n--
			bit = b.v >> b.n & 1
		} else {
			bit = b.read(1)
		}
		if at = t[at][bit]; at&leaf != 0 {
			return int(at &^ leaf)
		}
	}
}

// huffmanCode is a code, left-aligned and inverted: the longest codes begin with 1.
type huffmanCode struct {
	bits   uint32
	length uint8
	symbol uint16
}

func newTree(lengths []uint8) (tree, error) {
	codes := make([]huffmanCode, len(lengths))
	for i, n := range lengths {
		codes[i] = huffmanCode{length: n, symbol: uint16(i)}
	}
	slices.SortFunc(codes, func(a, b huffmanCode) int {
		return cmp.Or(cmp.Compare(b.length, a.length), cmp.Compare(b.symbol, a.symbol))
	})
	next := uint32(0)
	for i := range codes {
		codes[i].bits = next
		next += 1 << (32 - codes[i].length)
	}
	slices.SortFunc(codes, func(a, b huffmanCode) int { return cmp.Compare(a.bits, b.bits) })
	var t tree
	_, err := t.add(codes, 0)
	return t, err
}

// add adds the tree of codes, which agree in their first bits, and returns what leads to it.
func (t *tree) add(codes []huffmanCode, depth int) (uint16, error) {
	split := slices.IndexFunc(codes, func(c huffmanCode) bool { return c.bits<<depth>>31 != 0 })
	if split <= 0 {
		// They agree in this bit too, which then is none.
		switch {
		case len(codes) < 2:
			return 0, StructuralError("empty Huffman tree")
		case depth == 31:
			return 0, StructuralError("equal symbols in Huffman tree")
		}
		return t.add(codes, depth+1)
	}
	at := len(*t)
	*t = append(*t, [2]uint16{})
	for bit, side := range [2][]huffmanCode{codes[split:], codes[:split]} {
		to := leaf | side[0].symbol
		if len(side) > 1 {
			var err error
			if to, err = t.add(side, depth+1); err != nil {
				return 0, err
			}
		}
		(*t)[at][bit] = to
	}
	return uint16(at), nil
}
