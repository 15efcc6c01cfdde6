// Package encoding holds the interfaces of types that convert themselves to bytes and text and back.
package encoding

// BinaryMarshaler is a type that encodes itself as bytes.
type BinaryMarshaler interface {
	MarshalBinary() (data []byte, err error)
}

// BinaryUnmarshaler is a type that decodes itself from bytes; it must copy data if it keeps it.
type BinaryUnmarshaler interface {
	UnmarshalBinary(data []byte) error
}

// BinaryAppender is a BinaryMarshaler that appends.
type BinaryAppender interface {
	AppendBinary(b []byte) ([]byte, error)
}

// TextMarshaler is a type that encodes itself as UTF-8 text.
type TextMarshaler interface {
	MarshalText() (text []byte, err error)
}

// TextUnmarshaler is a type that decodes itself from text; it must copy text if it keeps it.
type TextUnmarshaler interface {
	UnmarshalText(text []byte) error
}

// TextAppender is a TextMarshaler that appends.
type TextAppender interface {
	AppendText(b []byte) ([]byte, error)
}
