package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

type Address struct {
	City, State string
}

type Color int

func (c Color) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "#%06x", int(c)), nil }
func (c *Color) UnmarshalText(b []byte) error {
	_, err := fmt.Sscanf(string(b), "#%x", (*int)(c))
	return err
}

type Pair struct{ A, B string }

func (p Pair) MarshalXML(e *xml.Encoder, start xml.StartElement) error {
	start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: "a"}, Value: p.A})
	return e.EncodeElement(p.B, start)
}

func (p *Pair) UnmarshalXML(d *xml.Decoder, start xml.StartElement) error {
	for _, a := range start.Attr {
		if a.Name.Local == "a" {
			p.A = a.Value
		}
	}
	return d.DecodeElement(&p.B, &start)
}

type Person struct {
	XMLName xml.Name  `xml:"person"`
	ID      int       `xml:"id,attr"`
	Admin   bool      `xml:"admin,attr,omitempty"`
	First   string    `xml:"name>first"`
	Last    string    `xml:"name>last"`
	Age     int       `xml:"age,omitempty"`
	Emails  []string  `xml:"contacts>email"`
	Score   *float64  `xml:"score"`
	Born    time.Time `xml:"born"`
	Fav     Color     `xml:"fav"`
	FavAttr Color     `xml:"favattr,attr"`
	Pair    Pair      `xml:"pair"`
	Comment string    `xml:",comment"`
	Skip    string    `xml:"-"`
	Address
	Raw   string     `xml:",innerxml"`
	Other []Any      `xml:",any"`
	Rest  []xml.Attr `xml:",any,attr"`
}

type Any struct {
	XMLName xml.Name
	Text    string `xml:",chardata"`
}

type Note struct {
	XMLName xml.Name `xml:"http://example.com/ns note"`
	Lang    string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	X       string   `xml:"http://example.com/a x,attr"`
	Body    struct {
		Text string `xml:",cdata"`
	} `xml:"body"`
}

func tokens(s string, setup func(*xml.Decoder)) {
	d := xml.NewDecoder(strings.NewReader(s))
	if setup != nil {
		setup(d)
	}
	fmt.Printf("%q\n", s)
	for {
		t, err := d.Token()
		if err != nil {
			line, col := d.InputPos()
			fmt.Println("  ", err, line, col, d.InputOffset())
			return
		}
		switch t := t.(type) {
		case xml.CharData:
			fmt.Printf("   text %q\n", t)
		case xml.Comment:
			fmt.Printf("   comment %q\n", t)
		case xml.Directive:
			fmt.Printf("   directive %q\n", t)
		case xml.ProcInst:
			fmt.Printf("   inst %s %q\n", t.Target, t.Inst)
		default:
			fmt.Printf("   %T %v\n", t, t)
		}
	}
}

func main() {
	score := 9.5
	p := Person{ID: 7, First: "Ann", Last: "O'Hara <x>", Emails: []string{"a@x", "b@y"}, Score: &score, Born: time.Date(2000, 1, 2, 3, 4, 5, 0, time.UTC),
		Fav: 0xff8800, FavAttr: 1, Pair: Pair{"1", "2"}, Comment: " note ", Address: Address{"Rome", "IT"}, Other: []Any{{xml.Name{Local: "extra"}, "e\tx\n"}},
		Rest: []xml.Attr{{Name: xml.Name{Local: "more"}, Value: `"q"&`}}}
	for _, indent := range []string{"", "  "} {
		b, err := xml.MarshalIndent(p, "", indent)
		fmt.Println(string(b), err)
		var q Person
		err = xml.Unmarshal(b, &q)
		fmt.Printf("%+v %v %v\n", q.XMLName, err, *q.Score)
		q.Score = nil
		q.Raw = fmt.Sprint(len(q.Raw))
		fmt.Printf("%+v\n", q)
	}
	n := Note{Lang: "en", X: "1"}
	n.Body.Text = "a <b> ]]> c"
	b, err := xml.Marshal(n)
	fmt.Println(string(b), err)
	var m Note
	fmt.Println(xml.Unmarshal(b, &m), m)

	for _, v := range []any{1, "s<", true, 1.5, []int{1, 2}, []byte("bytes"), nil, (*int)(nil), map[string]int{}, make(chan int), struct{ A int }{1},
		struct {
			A int `xml:"a,attr,chardata"`
		}{1}, struct {
			A string `xml:"x"`
			B string `xml:"x"`
		}{}, struct {
			XMLName xml.Name `xml:"s"`
			C       string   `xml:",comment"`
		}{C: "a--b"}, [3]byte{65, 66, 67}, Color(5), &Pair{"p", "q"}} {
		b, err := xml.Marshal(v)
		fmt.Printf("%T: %s %v\n", v, b, err)
	}
	for _, s := range []string{`<a>x</a>`, `<person id="x"/>`, `<person id="1"><age>old</age></person>`, `<other/>`, ``, `<person>`, `<person></x>`,
		`<person id="3"><name><first>F</first><zip/></name>t<name><last>L</last></name><city>C</city><q r="s">T</q></person>`} {
		var p Person
		err := xml.Unmarshal([]byte(s), &p)
		fmt.Println(err, p.ID, p.First, p.Last, p.City, p.Other)
		var se *xml.SyntaxError
		fmt.Println(errors.As(err, &se), err == io.EOF)
	}
	for _, s := range []string{
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<!DOCTYPE a [<!ELEMENT b (c)> <!-- x -->]>\n<!-- c --><a:b xmlns:a='u' a:k=\"v\" l='&lt;&#65;&#x42;'>t&amp;<![CDATA[<&>]]><c/></a:b>",
		"<a xmlns='n'><b xmlns=''><c/></b></a>", "<a", "<a b>", "<a b=c>", "<a></b>", "</a>", "<a>&nope;</a>", "<a>&amp</a>", "<a>]]></a>", "<a b='<'/>", "<a>\x01</a>", "<a>\xff</a>",
		"<?xml version='1.1'?>", "<?xml version='1.0' encoding='latin1'?>", "<!-- a -- b -->", "<![CDAT[", "<1/>", "<a:b:c/>", "<a></a >", "< a/>", "<a/><b/>", "<é ü='1'/>", "<a\n\n b=\"1\"\n/>\n<", "<?>",
	} {
		tokens(s, nil)
	}
	tokens("<p>one<br>two<hr><img src=x>&nbsp;&copy;<b>bold</p>", func(d *xml.Decoder) {
		d.Strict = false
		d.AutoClose = xml.HTMLAutoClose
		d.Entity = xml.HTMLEntity
	})
	tokens("<?xml version='1.0' encoding='rot'?><n>x</n>", func(d *xml.Decoder) {
		d.CharsetReader = func(charset string, r io.Reader) (io.Reader, error) { return r, nil }
		d.DefaultSpace = "space"
	})

	e := xml.NewEncoder(os.Stdout)
	e.Indent(">", "\t")
	start := xml.StartElement{Name: xml.Name{Space: "urn:x", Local: "root"}, Attr: []xml.Attr{{Name: xml.Name{Space: "http://h/ns/", Local: "k"}, Value: "v"}, {Name: xml.Name{Space: "http://i/ns", Local: "k"}, Value: "w"}}}
	for _, t := range []xml.Token{xml.ProcInst{Target: "xml", Inst: []byte(`version="1.0"`)}, start, xml.CharData("a<b"), xml.Comment("c"), xml.Directive("D <x>"), xml.Comment("-->"), xml.Directive("<"), start.End(), start.End(), 5,
		xml.ProcInst{Target: "xml"}, xml.StartElement{}, xml.StartElement{Name: xml.Name{Local: "open"}}, xml.EndElement{Name: xml.Name{Local: "other"}}} {
		if err := e.EncodeToken(t); err != nil {
			fmt.Println("\n", err)
		}
	}
	fmt.Println(e.Flush(), e.Close(), e.Close(), e.EncodeToken(xml.CharData("x")))
	xml.EscapeText(os.Stdout, []byte("a\"'&<>\t\n\r\x02é\xff\n"))
	fmt.Println(len(xml.HTMLEntity), xml.HTMLAutoClose)
}
