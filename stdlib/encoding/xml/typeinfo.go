package xml

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
)

// This file says what struct fields are in XML, by their tags.

// role is what a field is.
type role int

const (
	roleElement role = 1 << iota
	roleAttr
	roleCDATA
	roleText
	roleInner
	roleComment
	roleAny
)

// structInfo is a struct type.
type structInfo struct {
	name   *fieldInfo // XMLName
	fields []fieldInfo
}

type fieldInfo struct {
	index     []int
	name      string
	space     string
	role      role // roleAny also with roleElement or roleAttr
	omitEmpty bool
	parents   []string // the elements around it
}

var structInfos sync.Map // by reflect.Type

var (
	nameType = reflect.TypeFor[Name]()
	attrType = reflect.TypeFor[Attr]()
)

// infoOf returns the info of a type, which is empty for those that are not structs.
func infoOf(t reflect.Type) (*structInfo, error) {
	if info, ok := structInfos.Load(t); ok {
		return info.(*structInfo), nil
	}
	info := new(structInfo)
	if t.Kind() == reflect.Struct && t != nameType {
		for i := range t.NumField() {
			if err := info.addField(t, i); err != nil {
				return nil, err
			}
		}
	}
	stored, _ := structInfos.LoadOrStore(t, info)
	return stored.(*structInfo), nil
}

func (info *structInfo) addField(t reflect.Type, i int) error {
	f := t.Field(i)
	if !f.IsExported() && !f.Anonymous || f.Tag.Get("xml") == "-" {
		return nil
	}
	if f.Anonymous {
		inner := f.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct {
			in, err := infoOf(inner)
			if err != nil {
				return err
			}
			if info.name == nil {
				info.name = in.name
			}
			for _, field := range in.fields {
				field.index = append([]int{i}, field.index...)
				if err := info.add(t, &field); err != nil {
					return err
				}
			}
			return nil
		}
	}
	field, err := parseTag(t, &f)
	if err != nil {
		return err
	}
	if f.Name == "XMLName" {
		info.name = field
		return nil
	}
	return info.add(t, field)
}

// parseTag returns the info of a field of t.
func parseTag(t reflect.Type, f *reflect.StructField) (*fieldInfo, error) {
	field := &fieldInfo{index: f.Index}
	whole := f.Tag.Get("xml")
	tag := whole
	if space, rest, ok := strings.Cut(tag, " "); ok {
		field.space, tag = space, rest
	}
	name, options, _ := strings.Cut(tag, ",")
	for _, option := range strings.Split(options, ",") {
		switch option {
		case "attr":
			field.role |= roleAttr
		case "cdata":
			field.role |= roleCDATA
		case "chardata":
			field.role |= roleText
		case "innerxml":
			field.role |= roleInner
		case "comment":
			field.role |= roleComment
		case "any":
			field.role |= roleAny
		case "omitempty":
			field.omitEmpty = true
		}
	}
	isName := f.Name == "XMLName"
	valid := true
	switch field.role {
	case 0:
		field.role = roleElement
	case roleAttr, roleCDATA, roleText, roleInner, roleComment, roleAny, roleAny | roleAttr:
		valid = !isName && (name == "" || field.role == roleAttr)
	default:
		valid = false
	}
	if field.role == roleAny {
		field.role |= roleElement
	}
	if field.omitEmpty && field.role&(roleElement|roleAttr) == 0 {
		valid = false
	}
	if !valid {
		return nil, fmt.Errorf("xml: invalid tag in field %s of type %s: %q", f.Name, t, whole)
	}
	if field.space != "" && name == "" {
		return nil, fmt.Errorf("xml: namespace without name in field %s of type %s: %q", f.Name, t, whole)
	}
	field.name = name
	if isName {
		return field, nil
	}
	if name == "" {
		// The name of the field's type, if it has one.
		if n := xmlNameOf(f.Type); n != nil {
			field.space, field.name = n.space, n.name
		} else {
			field.name = f.Name
		}
		return field, nil
	}
	path := strings.Split(name, ">")
	if path[0] == "" {
		path[0] = f.Name
	}
	last := len(path) - 1
	if path[last] == "" {
		return nil, fmt.Errorf("xml: trailing '>' in field %s of type %s", f.Name, t)
	}
	field.name = path[last]
	if last > 0 {
		if field.role&roleElement == 0 {
			return nil, fmt.Errorf("xml: %s chain not valid with %s flag", name, options)
		}
		field.parents = path[:last]
	}
	if field.role&roleElement != 0 {
		if n := xmlNameOf(f.Type); n != nil && n.name != field.name {
			return nil, fmt.Errorf("xml: name %q in tag of %s.%s conflicts with name %q in %s.XMLName", field.name, t, f.Name, n.name, f.Type)
		}
	}
	return field, nil
}

// xmlNameOf returns the XMLName field of t, or of what it points to, if that field has a name in its tag.
func xmlNameOf(t reflect.Type) *fieldInfo {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	for i := range t.NumField() {
		if f := t.Field(i); f.Name == "XMLName" {
			if field, err := parseTag(t, &f); err == nil && field.name != "" {
				return field
			}
			return nil
		}
	}
	return nil
}

// conflicts reports whether the elements of two fields could be taken for each other.
func (a *fieldInfo) conflicts(b *fieldInfo) bool {
	if a.role != b.role || a.space != "" && b.space != "" && a.space != b.space {
		return false
	}
	short, long := a, b
	if len(short.parents) > len(long.parents) {
		short, long = long, short
	}
	for i, p := range short.parents {
		if long.parents[i] != p {
			return false
		}
	}
	if len(short.parents) < len(long.parents) {
		return long.parents[len(short.parents)] == short.name
	}
	return a.name == b.name && a.space == b.space
}

// add adds a field, unless one of those with which it conflicts lies less deep; those that lie deeper go.
func (info *structInfo) add(t reflect.Type, field *fieldInfo) error {
	var rest []fieldInfo
	for i := range info.fields {
		old := &info.fields[i]
		if !old.conflicts(field) {
			rest = append(rest, *old)
		} else if len(old.index) < len(field.index) {
			return nil
		}
	}
	for i := range info.fields {
		if old := &info.fields[i]; len(old.index) == len(field.index) && old.conflicts(field) {
			a, b := t.FieldByIndex(old.index), t.FieldByIndex(field.index)
			return &TagPathError{t, a.Name, a.Tag.Get("xml"), b.Name, b.Tag.Get("xml")}
		}
	}
	info.fields = append(rest, *field)
	return nil
}

// TagPathError says that two fields of a struct claim the same elements.
type TagPathError struct {
	Struct       reflect.Type
	Field1, Tag1 string
	Field2, Tag2 string
}

func (e *TagPathError) Error() string {
	return fmt.Sprintf("%s field %q with tag %q conflicts with field %q with tag %q", e.Struct, e.Field1, e.Tag1, e.Field2, e.Tag2)
}

// value returns the field of v. At a nil pointer on the way, it makes what that points to, or returns the zero Value.
func (field *fieldInfo) value(v reflect.Value, create bool) reflect.Value {
	for i, x := range field.index {
		if i > 0 && v.Kind() == reflect.Pointer && v.Type().Elem().Kind() == reflect.Struct {
			if v.IsNil() {
				if !create {
					return reflect.Value{}
				}
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v
}

// as returns v, or what points to it, as a T.
func as[T any](v reflect.Value) (x T, t reflect.Type, ok bool) {
	if v.IsValid() && v.CanInterface() {
		if x, ok = v.Interface().(T); ok {
			return x, v.Type(), true
		}
	}
	if v.IsValid() && v.CanAddr() {
		if p := v.Addr(); p.CanInterface() {
			if x, ok = p.Interface().(T); ok {
				return x, p.Type(), true
			}
		}
	}
	return x, nil, false
}

func isBytes(t reflect.Type) bool { return t.Elem().Kind() == reflect.Uint8 }
