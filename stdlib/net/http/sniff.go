package http

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// DetectContentType guesses the type of data from its first 512 bytes (https://mimesniff.spec.whatwg.org); it always
// returns a type.
func DetectContentType(data []byte) string {
	data = data[:min(len(data), 512)]
	text := bytes.TrimLeft(data, "\t\n\f\r ")
	for tag := range strings.FieldsSeq("<!DOCTYPE_HTML <HTML <HEAD <SCRIPT <IFRAME <H1 <DIV <FONT <TABLE <A <STYLE <TITLE <B <BODY <BR <P <!--") {
		tag = strings.Replace(tag, "_", " ", 1)
		if len(text) > len(tag) && strings.EqualFold(string(text[:len(tag)]), tag) && (text[len(tag)] == ' ' || text[len(tag)] == '>') {
			return "text/html; charset=utf-8"
		}
	}
	if bytes.HasPrefix(text, []byte("<?xml")) {
		return "text/xml; charset=utf-8"
	}
	// A question mark stands for any byte.
	for _, sig := range [...][2]string{
		{"%PDF-", "application/pdf"},
		{"%!PS-Adobe-", "application/postscript"},
		{"\xFE\xFF??", "text/plain; charset=utf-16be"},
		{"\xFF\xFE??", "text/plain; charset=utf-16le"},
		{"\xEF\xBB\xBF?", "text/plain; charset=utf-8"},
		{"\x00\x00\x01\x00", "image/x-icon"},
		{"\x00\x00\x02\x00", "image/x-icon"},
		{"BM", "image/bmp"},
		{"GIF87a", "image/gif"},
		{"GIF89a", "image/gif"},
		{"RIFF????WEBPVP", "image/webp"},
		{"\x89PNG\x0D\x0A\x1A\x0A", "image/png"},
		{"\xFF\xD8\xFF", "image/jpeg"},
		{"FORM????AIFF", "audio/aiff"},
		{"ID3", "audio/mpeg"},
		{"OggS\x00", "application/ogg"},
		{"MThd\x00\x00\x00\x06", "audio/midi"},
		{"RIFF????AVI ", "video/avi"},
		{"RIFF????WAVE", "audio/wave"},
	} {
		if hasSignature(data, sig[0]) {
			return sig[1]
		}
	}
	if isMP4(data) {
		return "video/mp4"
	}
	for _, sig := range [...][2]string{
		{"\x1A\x45\xDF\xA3", "video/webm"},
		{"??????????????????????????????????LP", "application/vnd.ms-fontobject"},
		{"\x00\x01\x00\x00", "font/ttf"},
		{"OTTO", "font/otf"},
		{"ttcf", "font/collection"},
		{"wOFF", "font/woff"},
		{"wOF2", "font/woff2"},
		{"\x1F\x8B\x08", "application/x-gzip"},
		{"PK\x03\x04", "application/zip"},
		{"Rar!\x1A\x07\x00", "application/x-rar-compressed"},
		{"Rar!\x1A\x07\x01\x00", "application/x-rar-compressed"},
		{"\x00asm", "application/wasm"},
	} {
		if hasSignature(data, sig[0]) {
			return sig[1]
		}
	}
	for _, b := range text {
		if b <= 0x08 || b == 0x0B || 0x0E <= b && b <= 0x1A || 0x1C <= b && b <= 0x1F {
			return "application/octet-stream"
		}
	}
	return "text/plain; charset=utf-8"
}

func hasSignature(data []byte, sig string) bool {
	if len(data) < len(sig) {
		return false
	}
	for i := 0; i < len(sig); i++ {
		if sig[i] != '?' && sig[i] != data[i] {
			return false
		}
	}
	return true
}

func isMP4(data []byte) bool {
	if len(data) < 12 {
		return false
	}
	size := int(binary.BigEndian.Uint32(data))
	if len(data) < size || size%4 != 0 || string(data[4:8]) != "ftyp" {
		return false
	}
	for at := 8; at < size; at += 4 {
		if at != 12 && string(data[at:at+3]) == "mp4" {
			return true
		}
	}
	return false
}
