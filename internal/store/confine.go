package store

import (
	"context"
	"errors"
	"reflect"
	"regexp"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/logger"
	"gorm.io/gorm/schema"

	"zhaoyin/internal/access"
)

// errUnaudited refuses a GORM write on an audited model: Insert and Update are the only writers, so that the trail is whole.
var errUnaudited = errors.New("store: audited rows are written by Insert and Update only")

func ormConfig() *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true, Logger: logger.Discard, DisableAutomaticPing: true, NamingStrategy: naming,
	}
}

// registerConfinement puts the reach into every statement that GORM builds: select, count, group, subquery, preload, join, update,
// delete and insert.
func registerConfinement(db *gorm.DB) error {
	cb := db.Callback()
	return errors.Join(
		cb.Query().Before("gorm:query").Register("door:query", confineRead),
		cb.Row().Before("gorm:row").Register("door:row", confineRead),
		cb.Raw().Before("gorm:raw").Register("door:raw", confineRaw),
		cb.Update().Before("gorm:before_update").Register("door:update", confineUpdate),
		cb.Delete().Before("gorm:before_delete").Register("door:delete", confineDelete),
		cb.Create().Before("gorm:before_create").Register("door:create", confineCreate),
	)
}

func grantOf(ctx context.Context) (access.Grant, bool) {
	g, ok := ctx.Value(grantKey{}).(access.Grant)
	return g, ok
}

// confineRead is the callback of every select. A statement outside a unit of work is refused outright.
func confineRead(db *gorm.DB) {
	g, ok := grantOf(db.Statement.Context)
	if !ok {
		_ = db.AddError(errUnconfined) // AddError keeps it in db.Error
		return
	}
	if g.All {
		return
	}
	if err := confineStatement(db.Statement, g); err != nil {
		_ = db.AddError(err)
	}
}

// confineRaw refuses the explicit SQL of a limited actor; Tx.Rows is the way that carries the reach.
func confineRaw(db *gorm.DB) {
	if g, ok := grantOf(db.Statement.Context); !ok || g.Limited() {
		_ = db.AddError(errUnconfined)
	}
}

func confineStatement(s *gorm.Statement, g access.Grant) error {
	if s.SQL.Len() > 0 || s.Schema == nil || s.TableExpr != nil || s.Table != s.Schema.Table {
		return errUnconfined
	}
	if err := refuseRaw(s); err != nil {
		return err
	}
	if err := confineJoins(s, g); err != nil {
		return err
	}
	cond, err := reachCond(s.Schema, g)
	if err != nil || cond == nil {
		return err
	}
	addWhere(s, cond)
	return nil
}

// reachCond is the condition that confines a model, nil for a public one, an error when the model cannot be confined.
func reachCond(s *schema.Schema, g access.Grant) (clause.Expression, error) {
	if _, public := reflect.New(s.ModelType).Interface().(Public); public {
		return nil, nil
	}
	column := func(name string) clause.Column { return clause.Column{Table: clause.CurrentTable, Name: name} }
	switch {
	case g.Region != "" && s.FieldsByDBName["region_id"] != nil:
		return clause.IN{Column: column("region_id"), Values: []any{g.Region}}, nil
	case g.Department != "" && s.FieldsByDBName["department_id"] != nil:
		return clause.IN{Column: column("department_id"), Values: []any{g.Department}}, nil
	}
	return nil, errUnconfined
}

// addWhere joins the condition to the whole of what is there: an existing OR is wrapped first.
func addWhere(s *gorm.Statement, cond clause.Expression) {
	c, ok := s.Clauses["WHERE"]
	if where, isWhere := c.Expression.(clause.Where); ok && isWhere && len(where.Exprs) > 0 {
		c.Expression = clause.Where{Exprs: []clause.Expression{clause.And(where.Exprs...)}}
		s.Clauses["WHERE"] = c
	}
	s.AddClause(clause.Where{Exprs: []clause.Expression{cond}})
}

// confineJoins confines joined relations in their ON; a join written as text is refused.
func confineJoins(s *gorm.Statement, g access.Grant) error {
	for i := range s.Joins {
		join := &s.Joins[i]
		relation, ok := s.Schema.Relationships.Relations[join.Name]
		if !ok || join.Expression != nil {
			return errUnconfined
		}
		cond, err := reachCond(relation.FieldSchema, g)
		if err != nil {
			return err
		}
		if cond == nil {
			continue
		}
		if join.On == nil {
			join.On = &clause.Where{}
		}
		join.On.Exprs = append([]clause.Expression{cond}, join.On.Exprs...)
	}
	return nil
}

var inner = regexp.MustCompile(`(?i)\b(select|join|union|from|with|table)\b`)

// refuseRaw looks for SQL text that could read another table unconfined: a raw subquery, or words of one in a fragment.
func refuseRaw(s *gorm.Statement) error {
	for _, name := range s.Selects {
		if inner.MatchString(name) {
			return errUnconfined
		}
	}
	for _, c := range s.Clauses {
		if c.Expression != nil && suspicious(reflect.ValueOf(c.Expression), 0) {
			return errUnconfined
		}
	}
	return nil
}

// suspicious walks a clause: any text of SQL (not a bound value) with a word of a subquery, any GORM chain that is raw.
func suspicious(v reflect.Value, depth int) bool {
	if depth > 12 || !v.IsValid() {
		return depth > 12
	}
	if !v.CanInterface() {
		return suspiciousParts(v, depth)
	}
	switch x := v.Interface().(type) {
	case *gorm.DB:
		return unreadable(x)
	case clause.Expr:
		return inner.MatchString(x.SQL) || suspicious(reflect.ValueOf(x.Vars), depth+1)
	case clause.NamedExpr:
		return inner.MatchString(x.SQL) || suspicious(reflect.ValueOf(x.Vars), depth+1)
	case clause.Column:
		return inner.MatchString(x.Name + " " + x.Table)
	case clause.Eq, clause.Neq, clause.Gt, clause.Gte, clause.Lt, clause.Lte, clause.Like:
		return suspiciousPair(v, depth)
	}
	return suspiciousParts(v, depth)
}

// unreadable is true of a chain that is raw or has no model, so that its own callbacks could not confine it.
func unreadable(chain *gorm.DB) bool {
	return chain == nil || chain.Statement.SQL.Len() > 0 || chain.Statement.Schema == nil && chain.Statement.Model == nil
}

// suspiciousPair reads column and value of a comparison: a column may be SQL text, a value is text only when it is an expression.
func suspiciousPair(v reflect.Value, depth int) bool {
	column := v.FieldByName("Column")
	if s, ok := column.Interface().(string); ok && inner.MatchString(s) {
		return true
	}
	return suspicious(column, depth+1) || suspicious(v.FieldByName("Value"), depth+1)
}

func suspiciousParts(v reflect.Value, depth int) bool {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		return !v.IsNil() && suspicious(v.Elem(), depth+1)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if suspicious(v.Index(i), depth+1) {
				return true
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && suspicious(v.Field(i), depth+1) {
				return true
			}
		}
	}
	return false
}

func confineDelete(db *gorm.DB) { confineWrite(db) }

// confineUpdate confines the rows, and refuses a new county outside the reach.
func confineUpdate(db *gorm.DB) {
	if g, ok := confineWrite(db); ok && g.Limited() && !landsWithin(db.Statement, g) {
		_ = db.AddError(ErrBeyond.With())
	}
}

func confineWrite(db *gorm.DB) (access.Grant, bool) {
	g, ok := grantOf(db.Statement.Context)
	if !ok || db.Statement.Schema == nil {
		_ = db.AddError(errUnconfined)
		return g, false
	}
	if _, derived := reflect.New(db.Statement.Schema.ModelType).Interface().(Derived); !derived {
		_ = db.AddError(errUnaudited)
		return g, false
	}
	if g.Limited() {
		if err := confineStatement(db.Statement, g); err != nil {
			_ = db.AddError(err)
			return g, false
		}
	}
	return g, true
}

// confineCreate checks the county of every new row, of one or of a slice.
func confineCreate(db *gorm.DB) {
	g, ok := grantOf(db.Statement.Context)
	if !ok || db.Statement.Schema == nil {
		_ = db.AddError(errUnconfined)
		return
	}
	if _, derived := reflect.New(db.Statement.Schema.ModelType).Interface().(Derived); !derived {
		_ = db.AddError(errUnaudited)
		return
	}
	if g.Limited() && !landsWithin(db.Statement, g) {
		_ = db.AddError(ErrBeyond.With())
	}
}

// landsWithin is true when no row that the statement writes names a county or department other than the grant's.
func landsWithin(s *gorm.Statement, g access.Grant) bool {
	name, want := "region_id", g.Region
	if want == "" {
		name, want = "department_id", g.Department
	}
	if s.Schema.FieldsByDBName[name] == nil {
		_, public := reflect.New(s.Schema.ModelType).Interface().(Public)
		return public
	}
	return written(s, reflect.ValueOf(s.Dest), name, want)
}

func written(s *gorm.Statement, v reflect.Value, name, want string) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return written(s, v.Elem(), name, want)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if !written(s, v.Index(i), name, want) {
				return false
			}
		}
		return true
	case reflect.Map:
		return writtenMap(s, v, name, want)
	case reflect.Struct:
		field := s.Schema.FieldsByDBName[name]
		if v.Type() != s.Schema.ModelType {
			field = nil
		}
		return field != nil && (v.FieldByIndex(field.StructField.Index).String() == want || isUpdateZero(s, v, field))
	}
	return false
}

// isUpdateZero is true when an update leaves the county out because it is the zero value.
func isUpdateZero(s *gorm.Statement, v reflect.Value, field *schema.Field) bool {
	_, isUpdate := s.Clauses["SET"]
	updating := isUpdate || s.Model != nil && s.Dest != s.Model
	return updating && v.FieldByIndex(field.StructField.Index).IsZero()
}

func writtenMap(s *gorm.Statement, v reflect.Value, name, want string) bool {
	for _, key := range v.MapKeys() {
		field := s.Schema.LookUpField(key.String())
		if field == nil || strings.ToLower(field.DBName) != name {
			continue
		}
		if got, ok := v.MapIndex(key).Interface().(string); !ok || got != want {
			return false
		}
	}
	return true
}
