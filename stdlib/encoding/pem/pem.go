// Package pem encodes and decodes blocks of data between lines of dashes, as keys and certificates are kept (RFC 1421).
package pem

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
)

// Block is one block: -----BEGIN Type-----, headers, base64 text, -----END Type-----.
type Block struct {
	Type    string
	Headers map[string]string
	Bytes   []byte // decoded
}

const (
	begin  = "-----BEGIN "
	end    = "\n-----END "
	dashes = "-----"
)

// cutLine returns the first line of data without spaces at its end, and what follows it.
func cutLine(data []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(data, []byte("\n"))
	if len(rest) > 0 || len(line) < len(data) {
		line = bytes.TrimSuffix(line, []byte("\r"))
	}
	return bytes.TrimRight(line, " \t"), rest
}

// Decode returns the first block in data and what follows it; nil and data if there is none.
func Decode(data []byte) (p *Block, rest []byte) {
	// Each round looks at the next END line, and at the BEGIN line nearest before it.
	for from := 0; ; {
		i := bytes.Index(data[from:], []byte(end))
		if i < 0 {
			return nil, data
		}
		stop := from + i // the newline before the END line
		next := stop + len(end)
		at := bytes.LastIndex(data[from:stop], []byte(begin))
		if at < 0 || at > 0 && data[from+at-1] != '\n' {
			from = next
			continue
		}
		block, after, ok, give := decodeBlock(data, from+at+len(begin), stop)
		if ok {
			return block, after
		}
		if give {
			return nil, data
		}
		from = next
	}
}

// decodeBlock decodes the block whose BEGIN line goes on at `at` and before whose END line `stop` is. give: the data end
// too early for any block.
func decodeBlock(data []byte, at, stop int) (p *Block, rest []byte, ok, give bool) {
	line, text := cutLine(data[at:])
	kind, dashed := bytes.CutSuffix(line, []byte(dashes))
	if !dashed {
		return nil, nil, false, false
	}
	p = &Block{Type: string(kind), Headers: map[string]string{}}
	for {
		if len(text) == 0 {
			return nil, nil, false, true
		}
		line, after := cutLine(text)
		key, value, colon := bytes.Cut(line, []byte(":"))
		if !colon {
			break
		}
		p.Headers[string(bytes.TrimSpace(key))] = string(bytes.TrimSpace(value))
		text = after
	}
	body := stop - (len(data) - len(text)) // length of the base64 text; -1 where END follows BEGIN at once
	if len(p.Headers) > 0 && body < 0 {
		return nil, nil, false, false
	}
	trailer, ok := bytes.CutPrefix(data[stop+len(end):], append(kind[:len(kind):len(kind)], dashes...))
	if !ok {
		return nil, nil, false, false
	}
	last, rest := cutLine(trailer)
	if len(last) != 0 {
		return nil, nil, false, false
	}
	p.Bytes = []byte{}
	if body > 0 {
		var encoded []byte
		for _, c := range text[:body] {
			if c != ' ' && c != '\t' {
				encoded = append(encoded, c)
			}
		}
		var err error
		if p.Bytes, err = base64.StdEncoding.AppendDecode(p.Bytes, encoded); err != nil {
			return nil, nil, false, false
		}
	}
	return p, rest, true, false
}

// Encode writes b to out.
func Encode(out io.Writer, b *Block) error {
	text, err := encode(b)
	if err != nil {
		return err
	}
	_, err = out.Write(text)
	return err
}

func encode(b *Block) ([]byte, error) {
	var out []byte
	out = append(out, begin...)
	out = append(out, b.Type+dashes+"\n"...)
	if len(b.Headers) > 0 {
		const first = "Proc-Type"
		keys := slices.SortedFunc(maps.Keys(b.Headers), func(x, y string) int {
			switch {
			case x == y:
				return 0
			case x == first:
				return -1
			case y == first:
				return 1
			}
			return strings.Compare(x, y)
		})
		for _, k := range keys {
			if strings.Contains(k, ":") {
				return nil, errors.New("pem: cannot encode a header key that contains a colon")
			}
			out = append(out, k+": "+b.Headers[k]+"\n"...)
		}
		out = append(out, '\n')
	}
	text := base64.StdEncoding.EncodeToString(b.Bytes)
	for len(text) > 0 {
		n := min(64, len(text))
		out = append(out, text[:n]...)
		out = append(out, '\n')
		text = text[n:]
	}
	out = append(out, end[1:]...)
	return append(out, b.Type+dashes+"\n"...), nil
}

// EncodeToMemory returns b encoded, nil if it has a wrong header.
func EncodeToMemory(b *Block) []byte {
	out, err := encode(b)
	if err != nil {
		return nil
	}
	return out
}
