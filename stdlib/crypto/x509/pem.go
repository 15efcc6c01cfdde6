package x509

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/md5"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"io"
	"strings"
)

// PEMCipher is a cipher of encrypted PEM blocks.
type PEMCipher int

// The ciphers.
const (
	_ PEMCipher = iota
	PEMCipherDES
	PEMCipher3DES
	PEMCipherAES128
	PEMCipherAES192
	PEMCipherAES256
)

// describe returns name, size of keys, and how the cipher is made. The name is empty for others.
func (c PEMCipher) describe() (name string, size int, make func([]byte) (cipher.Block, error)) {
	switch c {
	case PEMCipherDES:
		return "DES-CBC", 8, des.NewCipher
	case PEMCipher3DES:
		return "DES-EDE3-CBC", 24, des.NewTripleDESCipher
	case PEMCipherAES128:
		return "AES-128-CBC", 16, aes.NewCipher
	case PEMCipherAES192:
		return "AES-192-CBC", 24, aes.NewCipher
	case PEMCipherAES256:
		return "AES-256-CBC", 32, aes.NewCipher
	}
	return "", 0, nil
}

// block returns the cipher with the key of a password, by OpenSSL's way to make one.
func (c PEMCipher) block(password, salt []byte) (cipher.Block, error) {
	_, size, make := c.describe()
	var key, digest []byte
	for len(key) < size {
		h := md5.New()
		h.Write(digest)
		h.Write(password)
		h.Write(salt)
		digest = h.Sum(nil)
		key = append(key, digest...)
	}
	return make(key[:size])
}

func (c PEMCipher) blockSize() int {
	if c <= PEMCipher3DES {
		return des.BlockSize
	}
	return aes.BlockSize
}

// IsEncryptedPEMBlock reports whether a block is encrypted by RFC 1423.
//
// Deprecated: that encryption does not tell wrong passwords and can be attacked.
func IsEncryptedPEMBlock(b *pem.Block) bool {
	_, ok := b.Headers["DEK-Info"]
	return ok
}

// IncorrectPasswordError is returned for a wrong password, where that shows.
var IncorrectPasswordError = errors.New("x509: decryption password incorrect")

// DecryptPEMBlock returns what an encrypted block contains. A wrong password may give nonsense without error.
//
// Deprecated: that encryption does not tell wrong passwords and can be attacked.
func DecryptPEMBlock(b *pem.Block, password []byte) ([]byte, error) {
	info, ok := b.Headers["DEK-Info"]
	if !ok {
		return nil, errors.New("x509: no DEK-Info header in block")
	}
	name, text, ok := strings.Cut(info, ",")
	if !ok {
		return nil, errors.New("x509: malformed DEK-Info header")
	}
	c := PEMCipherDES
	for ; c <= PEMCipherAES256; c++ {
		if n, _, _ := c.describe(); n == name {
			break
		}
	}
	if c > PEMCipherAES256 {
		return nil, errors.New("x509: unknown encryption mode")
	}
	iv, err := hex.DecodeString(text)
	if err != nil {
		return nil, err
	}
	if len(iv) != c.blockSize() {
		return nil, errors.New("x509: incorrect IV size")
	}
	block, err := c.block(password, iv[:8])
	if err != nil {
		return nil, err
	}
	if len(b.Bytes)%c.blockSize() != 0 {
		return nil, errors.New("x509: encrypted PEM data is not a multiple of the block size")
	}
	data := make([]byte, len(b.Bytes))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(data, b.Bytes)
	if len(data) == 0 {
		return nil, errors.New("x509: invalid padding")
	}
	// Filled up with as many bytes as each of them says.
	n := int(data[len(data)-1])
	if n == 0 || n > c.blockSize() || n > len(data) {
		return nil, IncorrectPasswordError
	}
	for _, x := range data[len(data)-n:] {
		if int(x) != n {
			return nil, IncorrectPasswordError
		}
	}
	return data[:len(data)-n], nil
}

// EncryptPEMBlock returns a block with data encrypted.
//
// Deprecated: that encryption does not tell wrong passwords and can be attacked.
func EncryptPEMBlock(rand io.Reader, blockType string, data, password []byte, alg PEMCipher) (*pem.Block, error) {
	name, _, _ := alg.describe()
	if name == "" {
		return nil, errors.New("x509: unknown encryption mode")
	}
	iv := make([]byte, alg.blockSize())
	if _, err := io.ReadFull(rand, iv); err != nil {
		return nil, errors.New("x509: cannot generate IV: " + err.Error())
	}
	block, err := alg.block(password, iv[:8])
	if err != nil {
		return nil, err
	}
	fill := len(iv) - len(data)%len(iv)
	out := append(make([]byte, 0, len(data)+fill), data...)
	for range fill {
		out = append(out, byte(fill))
	}
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(out, out)
	return &pem.Block{
		Type:    blockType,
		Headers: map[string]string{"Proc-Type": "4,ENCRYPTED", "DEK-Info": name + "," + hex.EncodeToString(iv)},
		Bytes:   out,
	}, nil
}
