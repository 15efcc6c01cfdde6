// Package mime knows media types and the encoding of words in headers.
package mime

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// types holds extensions and their types; guarded by mu, filled when first needed.
var (
	mu        sync.Mutex
	loaded    bool
	types     map[string]string
	lowerCase map[string]string
	byType    map[string][]string
)

// load is called with mu held.
func load() {
	if loaded {
		return
	}
	loaded = true
	types, lowerCase, byType = map[string]string{}, map[string]string{}, map[string][]string{}
	const builtin = ".ai application/postscript\n.apk application/vnd.android.package-archive\n.apng image/apng\n.avif image/avif\n" +
		".bin application/octet-stream\n.bmp image/bmp\n.com application/octet-stream\n.css text/css; charset=utf-8\n" +
		".csv text/csv; charset=utf-8\n.doc application/msword\n" +
		".docx application/vnd.openxmlformats-officedocument.wordprocessingml.document\n.ehtml text/html; charset=utf-8\n" +
		".eml message/rfc822\n.eps application/postscript\n.exe application/octet-stream\n.flac audio/flac\n.gif image/gif\n" +
		".gz application/gzip\n.htm text/html; charset=utf-8\n.html text/html; charset=utf-8\n.ico image/vnd.microsoft.icon\n" +
		".ics text/calendar; charset=utf-8\n.jfif image/jpeg\n.jpeg image/jpeg\n.jpg image/jpeg\n.js text/javascript; charset=utf-8\n" +
		".json application/json\n.m4a audio/mp4\n.mjs text/javascript; charset=utf-8\n.mp3 audio/mpeg\n.mp4 video/mp4\n" +
		".oga audio/ogg\n.ogg audio/ogg\n.ogv video/ogg\n.opus audio/ogg\n.pdf application/pdf\n.pjp image/jpeg\n.pjpeg image/jpeg\n" +
		".png image/png\n.ppt application/vnd.ms-powerpoint\n" +
		".pptx application/vnd.openxmlformats-officedocument.presentationml.presentation\n.ps application/postscript\n" +
		".rdf application/rdf+xml\n.rtf application/rtf\n.shtml text/html; charset=utf-8\n.svg image/svg+xml\n" +
		".text text/plain; charset=utf-8\n.tif image/tiff\n.tiff image/tiff\n.txt text/plain; charset=utf-8\n" +
		".vtt text/vtt; charset=utf-8\n.wasm application/wasm\n.wav audio/wav\n.webm audio/webm\n.webp image/webp\n" +
		".xbl text/xml; charset=utf-8\n.xbm image/x-xbitmap\n.xht application/xhtml+xml\n.xhtml application/xhtml+xml\n" +
		".xls application/vnd.ms-excel\n.xlsx application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\n" +
		".xml text/xml; charset=utf-8\n.xsl text/xml; charset=utf-8\n.zip application/zip"
	for line := range strings.SplitSeq(builtin, "\n") {
		ext, typ, _ := strings.Cut(line, " ")
		add(ext, typ)
	}
	for _, dir := range []string{"/usr/local/share/mime", "/usr/share/mime"} {
		data, err := os.ReadFile(dir + "/globs2")
		if err != nil {
			continue
		}
		// weight:type:*.ext
		for line := range strings.SplitSeq(string(data), "\n") {
			f := strings.Split(line, ":")
			if len(f) < 3 || len(f[0]) < 1 || len(f[2]) < 3 || f[2][:2] != "*." || strings.ContainsAny(f[2][1:], "?*[") {
				continue
			}
			if _, ok := types[f[2][1:]]; !ok {
				add(f[2][1:], f[1])
			}
		}
		return
	}
	for _, name := range []string{"/etc/mime.types", "/etc/apache2/mime.types", "/etc/apache/mime.types", "/etc/httpd/conf/mime.types"} {
		data, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		for line := range strings.SplitSeq(string(data), "\n") {
			f := strings.Fields(line)
			if len(f) <= 1 || f[0][0] == '#' {
				continue
			}
			for _, ext := range f[1:] {
				if ext[0] == '#' {
					break
				}
				add("."+ext, f[0])
			}
		}
	}
}

func add(ext, typ string) error {
	just, param, err := ParseMediaType(typ)
	if err != nil {
		return err
	}
	if strings.HasPrefix(typ, "text/") && param["charset"] == "" {
		param["charset"] = "utf-8"
		typ = FormatMediaType(typ, param)
	}
	lower := strings.ToLower(ext)
	types[ext] = typ
	lowerCase[lower] = typ
	if !slices.Contains(byType[just], lower) {
		byType[just] = append(byType[just], lower)
	}
	return nil
}

// TypeByExtension returns the type of files with an extension, which begins with a dot; "" if it is not known.
func TypeByExtension(ext string) string {
	mu.Lock()
	defer mu.Unlock()
	load()
	if t, ok := types[ext]; ok {
		return t
	}
	return lowerCase[strings.ToLower(ext)]
}

// ExtensionsByType returns the extensions of a type, sorted.
func ExtensionsByType(typ string) ([]string, error) {
	just, _, err := ParseMediaType(typ)
	if err != nil {
		return nil, err
	}
	mu.Lock()
	defer mu.Unlock()
	load()
	list := slices.Clone(byType[just])
	slices.Sort(list)
	return list, nil
}

// AddExtensionType sets the type of an extension.
func AddExtensionType(ext, typ string) error {
	if !strings.HasPrefix(ext, ".") {
		return fmt.Errorf("mime: extension %q missing leading dot", ext)
	}
	mu.Lock()
	defer mu.Unlock()
	load()
	return add(ext, typ)
}

func isTokenByte(c byte) bool {
	return c > ' ' && c < 0x7f && strings.IndexByte(`()<>@,;:\"/[]?=`, c) < 0
}

func isToken(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isTokenByte(s[i]) {
			return false
		}
	}
	return s != ""
}

// FormatMediaType returns type and parameters as text, "" if they are not valid.
func FormatMediaType(t string, param map[string]string) string {
	var b strings.Builder
	if major, sub, ok := strings.Cut(t, "/"); !ok {
		if !isToken(t) {
			return ""
		}
		b.WriteString(strings.ToLower(t))
	} else {
		if !isToken(major) || !isToken(sub) {
			return ""
		}
		b.WriteString(strings.ToLower(major) + "/" + strings.ToLower(sub))
	}
	names := make([]string, 0, len(param))
	for name := range param {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		value := param[name]
		b.WriteString("; ")
		if !isToken(name) {
			return ""
		}
		b.WriteString(strings.ToLower(name))
		encode := false
		for i := 0; i < len(value); i++ {
			if c := value[i]; (c < ' ' || c > '~') && c != '\t' {
				encode = true
			}
		}
		switch {
		case encode:
			b.WriteString("*=utf-8''")
			for i := 0; i < len(value); i++ {
				if c := value[i]; c <= ' ' || c >= 0x7f || c == '*' || c == '\'' || c == '%' || !isTokenByte(c) {
					fmt.Fprintf(&b, "%%%02X", c)
				} else {
					b.WriteByte(c)
				}
			}
		case isToken(value):
			b.WriteString("=" + value)
		default:
			b.WriteString(`="`)
			for i := 0; i < len(value); i++ {
				if c := value[i]; c == '"' || c == '\\' {
					b.WriteByte('\\')
				}
				b.WriteByte(value[i])
			}
			b.WriteByte('"')
		}
	}
	return b.String()
}

// ErrInvalidMediaParameter is the error of a type with parameters that cannot be parsed; the type is returned all the same.
var ErrInvalidMediaParameter = errors.New("mime: invalid media parameter")

func checkType(t string) error {
	major, rest := cutToken(t)
	if major == "" {
		return errors.New("mime: no media type")
	}
	if rest == "" {
		return nil
	}
	if rest[0] != '/' {
		return errors.New("mime: expected slash after first token")
	}
	sub, rest := cutToken(rest[1:])
	if sub == "" {
		return errors.New("mime: expected token after slash")
	}
	if rest != "" {
		return errors.New("mime: unexpected content after media subtype")
	}
	return nil
}

func cutToken(s string) (token, rest string) {
	i := 0
	for i < len(s) && isTokenByte(s[i]) {
		i++
	}
	return s[:i], s[i:]
}

// ParseMediaType parses a type with parameters, like "text/html; charset=utf-8". Names are in lower case.
func ParseMediaType(v string) (mediatype string, params map[string]string, err error) {
	base, _, _ := strings.Cut(v, ";")
	mediatype = strings.TrimSpace(strings.ToLower(base))
	if err = checkType(mediatype); err != nil {
		return "", nil, err
	}
	params = make(map[string]string)
	// Values in parts: name*0, name*1*.
	var parts map[string]map[string]string
	v = v[len(base):]
	for len(v) > 0 {
		v = strings.TrimLeftFunc(v, unicode.IsSpace)
		if v == "" {
			break
		}
		key, value, rest := cutParam(v)
		if key == "" {
			if strings.TrimSpace(rest) == ";" {
				break
			}
			return mediatype, nil, ErrInvalidMediaParameter
		}
		where := params
		if name, _, ok := strings.Cut(key, "*"); ok {
			if parts == nil {
				parts = make(map[string]map[string]string)
			}
			if where = parts[name]; where == nil {
				where = make(map[string]string)
				parts[name] = where
			}
		}
		if old, ok := where[key]; ok && old != value {
			return "", nil, errors.New("mime: duplicate parameter name")
		}
		where[key] = value
		v = rest
	}
	for name, list := range parts {
		if single, ok := list[name+"*"]; ok {
			if s, ok := decodeExtended(single); ok {
				params[name] = s
			}
			continue
		}
		var b strings.Builder
		valid := false
		for n := 0; ; n++ {
			plain := fmt.Sprintf("%s*%d", name, n)
			if s, ok := list[plain]; ok {
				valid = true
				b.WriteString(s)
				continue
			}
			s, ok := list[plain+"*"]
			if !ok {
				break
			}
			valid = true
			if n == 0 {
				if s, ok := decodeExtended(s); ok {
					b.WriteString(s)
				}
			} else if s, ok := percentDecode(s); ok {
				b.WriteString(s)
			}
		}
		if valid {
			params[name] = b.String()
		}
	}
	return mediatype, params, nil
}

func decodeExtended(v string) (string, bool) {
	f := strings.SplitN(v, "'", 3)
	if len(f) != 3 {
		return "", false
	}
	if charset := strings.ToLower(f[0]); charset != "us-ascii" && charset != "utf-8" {
		return "", false
	}
	return percentDecode(f[2])
}

func percentDecode(s string) (string, bool) {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b = append(b, s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", false
		}
		hi, lo := hexValue(s[i+1]), hexValue(s[i+2])
		if hi < 0 || lo < 0 {
			return "", false
		}
		b = append(b, byte(hi<<4|lo))
		i += 2
	}
	return string(b), true
}

func hexValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// cutParam cuts "; name=value" off v.
func cutParam(v string) (name, value, rest string) {
	rest = strings.TrimLeftFunc(v, unicode.IsSpace)
	if !strings.HasPrefix(rest, ";") {
		return "", "", v
	}
	rest = strings.TrimLeftFunc(rest[1:], unicode.IsSpace)
	name, rest = cutToken(rest)
	name = strings.ToLower(name)
	if name == "" {
		return "", "", v
	}
	rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
	if !strings.HasPrefix(rest, "=") {
		return "", "", v
	}
	rest = strings.TrimLeftFunc(rest[1:], unicode.IsSpace)
	value, after := cutValue(rest)
	if value == "" && after == rest {
		return "", "", v
	}
	return name, value, after
}

func cutValue(v string) (value, rest string) {
	if v == "" {
		return
	}
	if v[0] != '"' {
		return cutToken(v)
	}
	var b strings.Builder
	for i := 1; i < len(v); i++ {
		c := v[i]
		if c == '"' {
			return b.String(), v[i+1:]
		}
		// Browsers send Windows paths with single backslashes: only special characters are escaped.
		if c == '\\' && i+1 < len(v) && !isTokenByte(v[i+1]) {
			i++
			b.WriteByte(v[i])
			continue
		}
		if c == '\r' || c == '\n' {
			return "", v
		}
		b.WriteByte(c)
	}
	return "", v
}

// WordEncoder encodes words of headers (RFC 2047): BEncoding or QEncoding.
type WordEncoder byte

// The encodings: base64, and quoted-printable.
const (
	BEncoding = WordEncoder('b')
	QEncoding = WordEncoder('q')
)

// Encode returns s as it is if it is plain ASCII, otherwise encoded.
func (e WordEncoder) Encode(charset, s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < ' ' || c > '~') && c != '\t' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	const maxWord = 75
	open := "=?" + charset + "?" + string(rune(e)) + "?"
	utf := strings.EqualFold(charset, "UTF-8")
	room := maxWord - len(open) - 2
	var b strings.Builder
	b.WriteString(open)
	breakWord := func() {
		b.WriteString("?= ")
		b.WriteString(open)
	}
	if e == BEncoding {
		if !utf || base64.StdEncoding.EncodedLen(len(s)) <= room {
			b.WriteString(base64.StdEncoding.EncodeToString([]byte(s)))
		} else {
			most, from, n := room/4*3, 0, 0
			for i := 0; i < len(s); {
				_, size := utf8.DecodeRuneInString(s[i:])
				if n+size <= most {
					n += size
				} else {
					b.WriteString(base64.StdEncoding.EncodeToString([]byte(s[from:i])))
					breakWord()
					from, n = i, size
				}
				i += size
			}
			b.WriteString(base64.StdEncoding.EncodeToString([]byte(s[from:])))
		}
	} else {
		n := 0
		for i := 0; i < len(s); {
			c, size := s[i], 1
			length := 1
			if !(c >= '!' && c <= '~' && c != '=' && c != '?' && c != '_' || c == ' ') {
				if utf {
					_, size = utf8.DecodeRuneInString(s[i:])
				}
				length = 3 * size
			}
			if utf && n+length > room {
				breakWord()
				n = 0
			}
			for k := range size {
				switch c := s[i+k]; {
				case c == ' ':
					b.WriteByte('_')
				case c >= '!' && c <= '~' && c != '=' && c != '?' && c != '_':
					b.WriteByte(c)
				default:
					fmt.Fprintf(&b, "=%02X", c)
				}
			}
			n += length
			i += size
		}
	}
	b.WriteString("?=")
	return b.String()
}

var errInvalidWord = errors.New("mime: invalid RFC 2047 encoded-word")

// WordDecoder decodes words of headers.
type WordDecoder struct {
	// CharsetReader converts other charsets than utf-8, iso-8859-1 and us-ascii to UTF-8; its argument is in lower case.
	CharsetReader func(charset string, input io.Reader) (io.Reader, error)
}

// Decode decodes one encoded word.
func (d *WordDecoder) Decode(word string) (string, error) {
	if len(word) < 8 || !strings.HasPrefix(word, "=?") || !strings.HasSuffix(word, "?=") || strings.Count(word, "?") != 4 {
		return "", errInvalidWord
	}
	f := strings.Split(word[2:len(word)-2], "?")
	if f[0] == "" || len(f[1]) != 1 {
		return "", errInvalidWord
	}
	content, err := decodeWord(f[1][0], f[2])
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if err := d.convert(&b, f[0], content); err != nil {
		return "", err
	}
	return b.String(), nil
}

// DecodeHeader decodes all encoded words in a header; space between two of them goes.
func (d *WordDecoder) DecodeHeader(header string) (string, error) {
	i := strings.Index(header, "=?")
	if i < 0 {
		return header, nil
	}
	var b strings.Builder
	b.WriteString(header[:i])
	header = header[i:]
	between := false
	for {
		start := strings.Index(header, "=?")
		if start < 0 {
			break
		}
		cur := start + 2
		i := strings.IndexByte(header[cur:], '?')
		if i < 0 {
			break
		}
		charset := header[cur : cur+i]
		cur += i + 1
		if len(header) < cur+3 {
			break
		}
		encoding := header[cur]
		cur++
		if header[cur] != '?' {
			break
		}
		cur++
		j := strings.Index(header[cur:], "?=")
		if j < 0 {
			break
		}
		content, err := decodeWord(encoding, header[cur:cur+j])
		end := cur + j + 2
		if err != nil {
			between = false
			b.WriteString(header[:start+2])
			header = header[start+2:]
			continue
		}
		if start > 0 && (!between || strings.Trim(header[:start], " \t\n\r") != "") {
			b.WriteString(header[:start])
		}
		if err := d.convert(&b, charset, content); err != nil {
			return "", err
		}
		header = header[end:]
		between = true
	}
	b.WriteString(header)
	return b.String(), nil
}

func decodeWord(encoding byte, text string) ([]byte, error) {
	switch encoding {
	case 'B', 'b':
		return base64.StdEncoding.DecodeString(text)
	case 'Q', 'q':
		var b []byte
		for i := 0; i < len(text); i++ {
			switch c := text[i]; {
			case c == '_':
				b = append(b, ' ')
			case c == '=':
				if i+2 >= len(text) {
					return nil, errInvalidWord
				}
				hi, lo := hexValue(text[i+1]), hexValue(text[i+2])
				if hi < 0 || lo < 0 {
					return nil, fmt.Errorf("mime: invalid hex byte %#02x", text[i+1])
				}
				b = append(b, byte(hi<<4|lo))
				i += 2
			case c <= '~' && c >= ' ' || c == '\n' || c == '\r' || c == '\t':
				b = append(b, c)
			default:
				return nil, errInvalidWord
			}
		}
		return b, nil
	}
	return nil, errInvalidWord
}

func (d *WordDecoder) convert(b *strings.Builder, charset string, content []byte) error {
	switch {
	case strings.EqualFold("utf-8", charset):
		b.Write(content)
	case strings.EqualFold("iso-8859-1", charset):
		for _, c := range content {
			b.WriteRune(rune(c))
		}
	case strings.EqualFold("us-ascii", charset):
		for _, c := range content {
			if c >= utf8.RuneSelf {
				b.WriteRune(unicode.ReplacementChar)
			} else {
				b.WriteByte(c)
			}
		}
	default:
		if d.CharsetReader == nil {
			return fmt.Errorf("mime: unhandled charset %q", charset)
		}
		r, err := d.CharsetReader(strings.ToLower(charset), strings.NewReader(string(content)))
		if err != nil {
			return err
		}
		_, err = io.Copy(b, r)
		return err
	}
	return nil
}
