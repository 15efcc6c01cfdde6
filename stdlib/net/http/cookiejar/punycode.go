package cookiejar

import (
	"errors"
	"math"
	"strings"
	"unicode/utf8"
)

// This file encodes names with other than ASCII characters (RFC 3492).

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] == 0 || s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// toASCII encodes the parts of a domain that need it.
func toASCII(domain string) (string, error) {
	if isASCII(domain) {
		return domain, nil
	}
	parts := strings.Split(domain, ".")
	for i, part := range parts {
		if !isASCII(part) {
			p, err := punycode(part)
			if err != nil {
				return "", err
			}
			parts[i] = "xn--" + p
		}
	}
	return strings.Join(parts, "."), nil
}

// punycode returns the ASCII characters of s, and then, as numbers in base 36, where the others are to be inserted: for each, in
// their order, how many steps a decoder takes that tries all places for all characters.
func punycode(s string) (string, error) {
	const (
		base, least, most = 36, 1, 26
		skew, damp        = 38, 700
	)
	var out []byte
	for _, r := range s {
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	if basic > 0 {
		out = append(out, '-')
	}
	done, left := basic, utf8.RuneCountInString(s)-basic
	bias, delta, char := 72, 0, rune(utf8.RuneSelf)
	for left > 0 {
		next := rune(math.MaxInt32)
		for _, r := range s {
			if r >= char {
				next = min(next, r)
			}
		}
		if delta += int(next-char) * (done + 1); delta > math.MaxInt32 {
			return "", errors.New("cookiejar: invalid label " + s)
		}
		char = next
		for _, r := range s {
			if r < char {
				delta++
			}
			if r != char {
				continue
			}
			q := delta
			for k := base; ; k += base {
				t := min(max(k-bias, least), most)
				if q < t {
					break
				}
				out = append(out, digit(t+(q-t)%(base-t)))
				q = (q - t) / (base - t)
			}
			out = append(out, digit(q))
			// The next numbers are probably about as large.
			if done == basic {
				delta /= damp
			} else {
				delta /= 2
			}
			delta += delta / (done + 1)
			bias = 0
			for delta > (base-least)*most/2 {
				delta /= base - least
				bias += base
			}
			bias += (base - least + 1) * delta / (delta + skew)
			delta = 0
			done++
			left--
		}
		delta++
		char++
	}
	return string(out), nil
}

func digit(d int) byte {
	if d < 26 {
		return byte('a' + d)
	}
	return byte('0' + d - 26)
}
