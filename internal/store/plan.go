package store

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm/schema"
)

// plan is how a struct lies in its table, read once from the same tags that GORM reads.
type plan struct {
	table      string
	noun       string
	columns    []column
	byName     map[string]int
	id         int // index into columns, -1 when the model has none; so are the next two
	region     int
	department int
	public     bool
	derived    bool
	selectSQL  string
	insertSQL  string
	addSQL     string
}

type column struct {
	name  string
	label string // the JSON name, for the trail
	index []int
	held  reflect.Type // of the field; of an optional one, what it points to
	json  bool         // kept as JSON text
	quiet bool         // left out of the trail
	house bool         // bookkeeping
	sum   bool         // added up by Accumulate
	same  func(a, b reflect.Value) bool
}

// Public marks a model without a county whose rows every signed-in reader of its action may see, such as regions.
type Public interface{ Public() }

// Derived marks a model that is computed from others (rollups, counters, sessions): written freely and not audited.
type Derived interface{ Derived() }

var (
	plans   sync.Map // reflect.Type -> *plan
	schemas sync.Map // GORM's own cache
	naming  = schema.NamingStrategy{}
)

func planOf(t reflect.Type) (*plan, error) {
	if known, ok := plans.Load(t); ok {
		return known.(*plan), nil
	}
	s, err := schema.Parse(reflect.New(t).Interface(), &schemas, naming)
	if err != nil {
		return nil, fmt.Errorf("plan of %s: %w", t, err)
	}
	p, _ := plans.LoadOrStore(t, newPlan(s))
	return p.(*plan), nil
}

func newPlan(s *schema.Schema) *plan {
	zero := reflect.New(s.ModelType).Interface()
	p := &plan{table: s.Table, byName: map[string]int{}, id: -1, region: -1, department: -1}
	_, p.public = zero.(Public)
	_, p.derived = zero.(Derived)
	for _, name := range s.DBNames {
		f := s.FieldsByDBName[name]
		p.byName[name] = len(p.columns)
		switch name {
		case "id":
			p.id = len(p.columns)
		case "region_id":
			p.region = len(p.columns)
		case "department_id":
			p.department = len(p.columns)
		}
		p.columns = append(p.columns, column{
			name: name, label: label(f), index: f.StructField.Index, held: f.IndirectFieldType, json: f.TagSettings["SERIALIZER"] == "json",
			quiet: f.Tag.Get("audit") == "-" || bookkeeping[name], house: bookkeeping[name], sum: f.Tag.Get("store") == "sum",
			same: sameness(f.StructField.Type),
		})
	}
	p.noun = strings.TrimSuffix(s.Table, "s")
	p.selectSQL, p.insertSQL = p.texts()
	p.addSQL = p.addText()
	return p
}

// bookkeeping columns say of themselves what the trail says anyway.
var bookkeeping = map[string]bool{"id": true, "version": true, "created_at": true, "created_by": true, "updated_at": true, "updated_by": true}

func label(f *schema.Field) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "" || name == "-" {
		return f.DBName
	}
	return name
}

func (p *plan) texts() (string, string) {
	names := make([]string, len(p.columns))
	marks := make([]string, len(p.columns))
	for i, c := range p.columns {
		names[i], marks[i] = c.name, "?"
	}
	list := strings.Join(names, ", ")
	return "SELECT " + list + " FROM " + p.table,
		"INSERT INTO " + p.table + " (" + list + ") VALUES (" + strings.Join(marks, ", ") + ")"
}

// value is what a column of a row is written as.
func (c column) value(rv reflect.Value) (any, error) {
	v := rv.FieldByIndex(c.index).Interface()
	if c.json {
		text, err := json.Marshal(v)
		return string(text), err
	}
	if t, ok := v.(time.Time); ok {
		return t.UTC(), nil
	}
	if t, ok := v.(*time.Time); ok && t != nil {
		return t.UTC(), nil
	}
	return v, nil
}

func (p *plan) values(rv reflect.Value) ([]any, error) {
	all := make([]any, len(p.columns))
	for i, c := range p.columns {
		v, err := c.value(rv)
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", p.table, c.name, err)
		}
		all[i] = v
	}
	return all, nil
}

// targets are the addresses that a row of the select list is scanned into.
func (p *plan) targets(rv reflect.Value) []any {
	all := make([]any, len(p.columns))
	for i, c := range p.columns {
		address := rv.FieldByIndex(c.index).Addr().Interface()
		if c.json {
			address = jsonText{address}
		}
		all[i] = address
	}
	return all
}

// jsonText scans JSON text into a field.
type jsonText struct{ into any }

// Scan implements sql.Scanner.
func (j jsonText) Scan(src any) error {
	switch text := src.(type) {
	case nil:
		return nil
	case string:
		return unmarshalText([]byte(text), j.into)
	case []byte:
		return unmarshalText(text, j.into)
	}
	return fmt.Errorf("JSON column holds %T", src)
}

// unmarshalText reads JSON; most lists of most rows are empty, and are made so without the decoder.
func unmarshalText(text []byte, into any) error {
	if len(text) == 0 {
		return nil
	}
	if list := reflect.ValueOf(into).Elem(); string(text) == "[]" && list.Kind() == reflect.Slice && list.Type() != reflect.TypeFor[json.RawMessage]() {
		list.Set(reflect.MakeSlice(list.Type(), 0, 0))
		return nil
	}
	return json.Unmarshal(text, into)
}

type grantKey struct{}

func withGrant(ctx context.Context, g any) context.Context {
	return context.WithValue(ctx, grantKey{}, g)
}
