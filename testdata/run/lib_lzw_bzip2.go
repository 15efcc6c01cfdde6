// compress/lzw and compress/bzip2.
package main

import (
	"bytes"
	"compress/bzip2"
	"compress/lzw"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"math/rand"
	"strings"
	"testing/iotest"
)

func main() {
	r := rand.New(rand.NewSource(3))
	text := strings.Repeat("the quick brown fox jumps over the lazy dog. ", 400)
	noise := make([]byte, 20000)
	for i := range noise {
		noise[i] = byte(r.Intn(256))
	}
	for _, order := range []lzw.Order{lzw.LSB, lzw.MSB} {
		for _, width := range []int{8, 7, 2} {
			for _, x := range [][2]string{{"text", text}, {"noise", string(noise)}, {"empty", ""}, {"one", "a"}, {"zeros", strings.Repeat("\x00", 70000)}} {
				name, s := x[0], x[1]
				if width < 8 {
					s = strings.Map(func(r rune) rune { return r & (1<<width - 1) }, s)
				}
				var b bytes.Buffer
				w := lzw.NewWriter(&b, order, width)
				for rest := s; rest != ""; {
					n, err := w.Write([]byte(rest[:min(len(rest), 777)]))
					if err != nil {
						fmt.Println(err)
					}
					rest = rest[n:]
				}
				if err := w.Close(); err != nil {
					fmt.Println(err)
				}
				z := lzw.NewReader(iotest.OneByteReader(bytes.NewReader(b.Bytes())), order, width)
				back, err := io.ReadAll(z)
				if string(back) != s || err != nil {
					fmt.Println("differs", name, order, width, err)
				}
				if name == "text" || name == "noise" {
					defer fmt.Println(order, width, name, b.Len(), fmt.Sprintf("%x", sha256.Sum256(b.Bytes()))[:16])
				}
			}
		}
	}
	_, err := lzw.NewWriter(io.Discard, lzw.LSB, 3).Write([]byte{8})
	fmt.Println(err)
	_, err = lzw.NewWriter(io.Discard, 5, 8).Write([]byte{8})
	fmt.Println(err)
	_, err = lzw.NewReader(nil, lzw.MSB, 9).Read(make([]byte, 1))
	fmt.Println(err)
	for _, s := range []string{"", "\x80", "\x54\x50\x05\xff\xff\xff", "\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"} {
		z := lzw.NewReader(strings.NewReader(s), lzw.MSB, 8)
		b, err := io.ReadAll(z)
		fmt.Printf("%q %v %v\n", b, err, z.Close())
		_, err = z.Read(make([]byte, 1))
		fmt.Println(err)
	}

	data, _ := base64.StdEncoding.DecodeString(big)
	b, err := io.ReadAll(bzip2.NewReader(iotest.HalfReader(bytes.NewReader(data))))
	fmt.Printf("%d %x %v\n", len(b), sha256.Sum256(b), err)
	b, err = io.ReadAll(bzip2.NewReader(io.MultiReader(bytes.NewReader(data), bytes.NewReader(data))))
	fmt.Println(len(b), err)
	for _, cut := range []int{0, 1, 3, 4, 10, 30, len(data) / 2, len(data) - 1} {
		b, err := io.ReadAll(bzip2.NewReader(bytes.NewReader(data[:cut])))
		fmt.Println(cut, len(b), err)
	}
	for i := 0; i < len(data); i += 1 + len(data)/80 {
		bad := bytes.Clone(data)
		bad[i] ^= 0x15
		b, err := io.ReadAll(bzip2.NewReader(bytes.NewReader(bad)))
		fmt.Println(i, len(b), err)
	}
	b, err = io.ReadAll(bzip2.NewReader(bytes.NewReader(append(data[:len(data):len(data)], "xy"...))))
	fmt.Println(len(b), err)
}

// A hundred thousand bytes of words, noise and runs.
const big = "" +
	"QlpoMTFBWSZTWYJgdWkAAMF///5/37b273//v//73f//f+9f////vrz7f/9/v/3/3jq/YAhOA+KStAdNK0BcA7hTXO6Ip7REaptUA9RoDQABoA" +
	"0DQAABoGhkAAAAAaNAADQBoAAAA0AAAaAD1GnqaEVPZMSFTR6gYgAA00AADQaGmgAyGgAGgAABoABppoaaGQAGRoGQMIAAAAA0QAAAaNAAAGjT" +
	"QAMmgAAaBoANAyAABkNDQBpoA00ADE0GQAaBoAAaGTIDVPxCJJoUxT9TTUNqDQeiZG0ag0NBk9EaNDymgzUHqBo8moNP1IBmpowj01PUNkmgD2" +
	"qMmT1ANPUeoNGRpmoGmyT1PCQQAAAaNAAAGjTQAMmgAAaBoANAyAABkNDQBpoA00ADE0GQAaBoAAaGTICJKBFT1NA9IAAAAAAANABoAAaAAAAA" +
	"AAAAAGgAAAAAANAAAMG888RE6rTl9krX1IHkK2RkcrkgCzfIQmQsoUB1I2WiQZNiRQGToIfyfyWMcJNFqXB3cKJIbTK2SHUNQZC0647hpHpMm1" +
	"4efWJJtkx2aX1lklUt/T02sVZJFo2hb0ndrYSL6KUkS0FivYOZXLlvw+Zv1kY+BwELnGWx4h4MCdAqkjk6qIEJE2o7czNqiMASd79N1Rn9xg27" +
	"Fyz98uUIfSRDhDh5u8qT3fqler7pokg9D7332QQZvps5ucJzzERgtn9hf6maHTJT2y/Lpon9N06JXcrzD4blj0XOK84KSSXhtIbKO7expTI2yC" +
	"eplMw997VByUQaLDPzV8cyZbDHLLKhL8iwq6XWV7NqKiO3JBRAkREgkQWCCRYALCCyI4ZikQJZn9gBUAHCDLZhYiGKAANkQDDB2Tv4ObvI+9V+" +
	"Uy9Dm5ZDuIJBlBe7moQVwBgBJAq1AEvgCORAASlULoioF0v2THisLqvv67je6VcIIqGFeRixTLZW6/msgzGUuuox47a9GWcBGoTgnTLxO4sKNj" +
	"NssBgACTgBhOuxiynM7C8Xmjr5tElTz8DEETU6jADDCCDIWABDOBtWWscVYedWgKgZqCKp3wICw3MEVYKAYYVIOTiFAf2yLbfhTFj2jtHeNEHQ" +
	"gLszDBOoWBb70IWxGGZzZlSompO1I9PQrwVQz58hq5RWR2T7orbCbyMCjvy0wxTXt9S+LK772yFjnyUkmiz9lthQUx0+0/7U1RGYQyTaA8JBMH" +
	"A9Z3UMxKZCT6cstcH8FPQ8W1jjS+ka7FXIzr2iifqzQr1CRpEmxXYKB30iXDKYWFk9ce2f2rVMGxKahw0wX93N7h6W67J2J5M8nj5HMo5QTTTS" +
	"Gq8pMZ9B0jEaCgbXonUd63oe4ehmCQSRY5hZBcrDq4XC8JOti95cTjk5q8cot8dVk7PJkyIdfkvZJKpHxHDs1+3g73GZO9Sfb4w/uZEwRAT19o" +
	"PVRLody3oxhb2iH6iMJsXjcyqghEJgA44U/An+VcwpjVPxjHfAUXucks2aoINzHELMec4oGEWg2yQSmKQ5UhwecpktFKCKS9NzUx+TJcliAThb" +
	"j6PUsRqq3D7Xq1kOBmzLQG583y7KKwtbACmPWnXiMeSgMG4zMT4l0UokmlOa6KH2FlJ5W/dgyGrbF6HbwG4CHAajGYgg50uPoNTHJfbjfypNJK" +
	"7feZ8+dt/MhneK9xAJHNqNOtkZJynW3/W4m54x7uYtkk0K+w1kdsEnRATjAUzIRj9KAobt4X4Da1B4DUy0CkyKa8eMKen810EzVrElpEoFExxY" +
	"+UeghSRpHZ4zOjI6aIZA3dlJtpmogtSqR5JyjRRMhl0AtaiRwxHeEFWY30EIweYdfI3DdH6Lou0ESGPSFln/mrszeRV1MyUz62Oi8dF4FWRDRL" +
	"MQ8EteebjhKoIII64rz98TEK6a4Bw0nn1rIVnNEQICuuvm85XP9x8e+M1ZCIIQf9XJnkTTjK1tc1yYy/n91Ig3p8iHhkCvyVLNUkUOFaBVT40W" +
	"kbLxoi/o6Wbj35gxRSL7+6g7JoVRBPg7vPoSb2wi2HPRHhqngRax3ERMPAzfXRTpI6L2M9RSMctqNvGt6Ozzsuc8gYJkznTDgEbc0HHDVEDxVj" +
	"z95sDgLtnNIKXtRxec2shvOJsqoF/WiBJHipmyOGbv89GdFzoPA8KH+0DJBAW2/Y5nExTSQRVsOEzVLlkN7gBGLIEkhCDICyCyCSJIEIJ9cKlR" +
	"KgySElRCo1VEikhmYtQISWVIEqmyJRBSQZZSFQZJCQZAKqgkalQKqkKiVIQJEJBJEZJCRCQZKlQSRalRJFkCQZACQkCEKjRBkkSomO/GYbjX4A" +
	"ir/dtl9+eNlsfxBAW6rJsKKg5NlCKg5cREaLX87qmkYXGpAGQjhiLHlFlleDbmHyOSOr7Nqe0wUmb9TX5pRzJ0JPkVvkzztdGYhBLIgWPfm/LZ" +
	"lgI+BdH18a0u5SOCk90n+IjLwoo2CHEODoFQWU+db2p4u/8K25tXPIdLMHMEJJHpSh8FQHO8Q38wOZ1E2jDYEKKG+qdKlhPgTDgkFLRh6xeSc5" +
	"LSCkj2Xap8wVazDBb3T5Ey9KlGZmJWbuGwDVGGwEzGsZQBfQFM2muknXKpGZSrVV+ZXNzgsUYVqFckEcSBuYQjNZfGe3yTOfgAMApenzIx4yQM" +
	"79MElo8hXfF66AwYKIJSHwtWtSQ8VteQs4i9qDxwmdIy4stIS/kavuy4gCDhg2brMeV/3H2N2EM+7XNjIGEkYbZPLntcrGJ6nKjo22DjtDYY6S" +
	"TwkloE8xdmE2rTxECiZxcTTtMuIrXGbH+0+uKU1GVE7rEwMLpYZIh8GK/WWiFQeRrQFiDCZLiYWBIarCLJIoNGBgkxKduVPaoPBhk5YhG1aWku" +
	"bWAmllzK4UyVvEF+c4kOFygQgBNFi+jA1l/HOMtWtr/sisJKPhssynsVhvV1Ta8V1luFVmbtMERGyKqW0lKh/xdyRThQkIJgdWk="
