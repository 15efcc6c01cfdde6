// Package unicode tells properties of runes.
package unicode

// Limits of runes.
const (
	MaxRune         = '\U0010FFFF'
	ReplacementChar = '\uFFFD'
	MaxASCII        = '\u007F'
	MaxLatin1       = '\u00FF'
)

// RangeTable is a set of runes: sorted ranges below 1<<16 in R16, the others in R32.
type RangeTable struct {
	R16         []Range16
	R32         []Range32
	LatinOffset int
}

// Range16 is every Stride-th rune from Lo to Hi.
type Range16 struct {
	Lo     uint16
	Hi     uint16
	Stride uint16
}

// Range32 is Range16 for runes of 1<<16 and above.
type Range32 struct {
	Lo     uint32
	Hi     uint32
	Stride uint32
}

// CaseRange maps the runes from Lo to Hi to other cases by adding Delta[UpperCase, LowerCase or TitleCase].
type CaseRange struct {
	Lo    uint32
	Hi    uint32
	Delta d
}

// SpecialCase holds the case mappings of a language, to be asked before the general ones.
type SpecialCase []CaseRange

// Indices into CaseRange's Delta.
const (
	UpperCase = iota
	LowerCase
	TitleCase
	MaxCase
)

type d [MaxCase]rune

// UpperLower as a delta says that upper and lower case alternate from Lo on.
const UpperLower = MaxRune + 1

var tables = newTables()

func newTables() *[244]RangeTable {
	t := new([244]RangeTable)
	fillTables(t[:])
	return t
}

func fillTables(t []RangeTable)
func fillMap(m any, which int, t []RangeTable)
func fillAliases(m any)
func caseRanges() []CaseRange
func isIn(t *RangeTable, r rune) bool

func newMap(which int) map[string]*RangeTable {
	m := map[string]*RangeTable{}
	fillMap(m, which, tables[:])
	return m
}

// Categories holds the tables of general categories by name.
var Categories = newMap(0)

// Scripts holds the tables of scripts by name.
var Scripts = newMap(1)

// Properties holds the tables of properties by name.
var Properties = newMap(2)

// FoldCategory holds the runes outside of a category that fold to one inside it.
var FoldCategory = newMap(3)

// FoldScript holds the runes outside of a script that fold to one inside it.
var FoldScript = newMap(4)

// CategoryAliases maps long names of categories to the names in Categories.
var CategoryAliases = newAliases()

func newAliases() map[string]string {
	m := map[string]string{}
	fillAliases(m)
	return m
}

// CaseRanges holds the case mappings of all letters that have one.
var CaseRanges = caseRanges()

// GraphicRanges are the tables of graphic runes.
var GraphicRanges = []*RangeTable{L, M, N, P, S, Zs}

// PrintRanges are the tables of printable runes, U+0020 excepted.
var PrintRanges = []*RangeTable{L, M, N, P, S}

// TurkishCase holds the mappings of dotted and dotless i in Turkish.
var TurkishCase SpecialCase = SpecialCase{
	CaseRange{0x49, 0x49, d{0, 0x131 - 0x49, 0}},
	CaseRange{0x69, 0x69, d{0x130 - 0x69, 0, 0x130 - 0x69}},
	CaseRange{0x130, 0x130, d{0, 0x69 - 0x130, 0}},
	CaseRange{0x131, 0x131, d{0x49 - 0x131, 0, 0x49 - 0x131}},
}

// AzeriCase holds the mappings of Azeri, which are the Turkish ones.
var AzeriCase SpecialCase = TurkishCase

// Is reports whether r is in the table.
func Is(rangeTab *RangeTable, r rune) bool { return isIn(rangeTab, r) }

// In reports whether r is in one of the tables.
func In(r rune, ranges ...*RangeTable) bool {
	for _, t := range ranges {
		if isIn(t, r) {
			return true
		}
	}
	return false
}

// IsOneOf reports whether r is in one of the tables.
func IsOneOf(ranges []*RangeTable, r rune) bool {
	for _, t := range ranges {
		if isIn(t, r) {
			return true
		}
	}
	return false
}

// IsControl reports whether r is a control character.
func IsControl(r rune) bool {
	return uint32(r) < ' ' || 0x7f <= r && r < 0xa0
}

// IsPrint reports whether r is a letter, mark, number, punctuation, symbol, or U+0020.
func IsPrint(r rune) bool

// IsGraphic reports whether r is a letter, mark, number, punctuation, symbol, or space of category Zs.
func IsGraphic(r rune) bool

// IsSpace reports whether r is white space.
func IsSpace(r rune) bool

// IsLetter reports whether r is a letter (category L).
func IsLetter(r rune) bool

// IsMark reports whether r is a mark (category M).
func IsMark(r rune) bool

// IsNumber reports whether r is a number (category N).
func IsNumber(r rune) bool

// IsPunct reports whether r is punctuation (category P).
func IsPunct(r rune) bool

// IsSymbol reports whether r is a symbol (category S).
func IsSymbol(r rune) bool

// IsDigit reports whether r is a decimal digit.
func IsDigit(r rune) bool

// IsUpper reports whether r is an upper case letter.
func IsUpper(r rune) bool

// IsLower reports whether r is a lower case letter.
func IsLower(r rune) bool

// IsTitle reports whether r is a title case letter.
func IsTitle(r rune) bool

// To maps r to UpperCase, LowerCase or TitleCase.
func To(_case int, r rune) rune

// ToUpper maps r to upper case.
func ToUpper(r rune) rune

// ToLower maps r to lower case.
func ToLower(r rune) rune

// ToTitle maps r to title case.
func ToTitle(r rune) rune

// SimpleFold returns the next rune, going around, of those equal to r but for case.
func SimpleFold(r rune) rune

func specialTo(which int, r rune, cases []CaseRange) (rune, bool)

// ToUpper maps r to upper case, asking the special cases first.
func (special SpecialCase) ToUpper(r rune) rune {
	r1, hadMapping := specialTo(UpperCase, r, []CaseRange(special))
	if r1 == r && !hadMapping {
		r1 = ToUpper(r)
	}
	return r1
}

// ToTitle maps r to title case, asking the special cases first.
func (special SpecialCase) ToTitle(r rune) rune {
	r1, hadMapping := specialTo(TitleCase, r, []CaseRange(special))
	if r1 == r && !hadMapping {
		r1 = ToTitle(r)
	}
	return r1
}

// ToLower maps r to lower case, asking the special cases first.
func (special SpecialCase) ToLower(r rune) rune {
	r1, hadMapping := specialTo(LowerCase, r, []CaseRange(special))
	if r1 == r && !hadMapping {
		r1 = ToLower(r)
	}
	return r1
}
