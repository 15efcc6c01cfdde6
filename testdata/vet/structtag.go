package main

type emb struct {
	A int `json:"a"`
	b int
}

type T struct {
	A  int `json:"a"`
	B  int `json: "b"`
	C  int `json:"c`
	D  int `:"d"`
	E  int `json:"e" xml:"e"`
	F  int `json:"f"xml:"f"`
	G  int `json:"g,omitempty"`
	H  int `json:"g"`
	I  int `json:"i, omitempty"`
	J  int `xml:"j j j"`
	K  int `xml:" k"`
	L  int `xml:"ns l,attr"`
	M  int `xml:"ns l"`
	N  int `xml:"n ,attr"`
	O  int `bad`
	P  int "with `quote`"
	Q  int `json:"-"`
	R  int `json:"-"`
	S  int `json:",omitempty"`
	T  int `asn1:"a b"`
	U  int `other:"a b"`
	V  int `json:"\xg"`
	W  int ` json:"w" `
	X  int `json:"x"  yaml:"x"`
	Y  int `json:"y" json:"y"`
	z  int `json:"z"`
	a  int `xml:"a"`
	c  int `json:"-"`
	d  int `yaml:"d"`
	e  int `json:""`
	AA int
}

type U struct {
	emb
	A1 int `json:"a"`
}

type V struct {
	emb
	emb2
}

type emb2 struct {
	B int `json:"a"`
}

type W struct {
	XMLName int `xml:"a"`
	A       int `xml:"a"`
	B       int `xml:"a,attr"`
	C       int `xml:"a,attr"`
	D, E    int `json:"d"`
}

func main() {
	_ = struct {
		X int `json:"x" `
		Y int `json:"x"`
	}{}
}
