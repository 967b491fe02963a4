package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

type object = map[string]any

// forms is how the types that write themselves look in JSON; swag only sees what they are made of.
var forms = map[string]object{
	"unit.Mu":        {"type": "number", "description": "亩, at most two decimals"},
	"unit.Ratio":     {"type": "number", "description": "at most two decimals"},
	"unit.Wan":       {"type": "integer", "format": "int64"},
	"calendar.Date":  {"type": "string", "format": "date"},
	"calendar.Month": {"type": "string", "pattern": `^\d{4}-\d{2}$`},
	"time.Time":      {"type": "string", "format": "date-time"},
}

// patched marks the schemas that swag makes of patch.Field[T].
const patched = "patch.Field-"

// mend adds to swag's output what the Go types say and swag does not: which fields may be null, what a merge patch looks like, and the forms above.
func mend(raw []byte, known structs) ([]byte, error) {
	var doc object
	if err := json.Unmarshal(raw, &doc); err != nil {
		return nil, err
	}
	definitions, _ := doc["definitions"].(object)
	for name, d := range definitions {
		if schema, ok := d.(object); ok && !strings.HasPrefix(name, patched) {
			mendSchema(name, schema, definitions, known)
		}
	}
	maps.DeleteFunc(definitions, func(name string, _ any) bool { return strings.HasPrefix(name, patched) })
	return printed(doc)
}

func mendSchema(name string, schema, definitions object, known structs) {
	properties, _ := schema["properties"].(object)
	for key, p := range properties {
		property, ok := p.(object)
		if !ok {
			continue
		}
		f := known.find(name, key)
		goType := f.goType
		if f.omitzero {
			unrequire(schema, key)
		}
		inner, isPatch := strings.CutPrefix(goType, "patch.Field[")
		switch {
		case isPatch:
			properties[key] = nullable(shaped(strings.TrimSuffix(inner, "]"), patchValue(property, definitions)))
			unrequire(schema, key)
		case strings.HasPrefix(goType, "*"):
			properties[key] = nullable(shaped(goType[1:], property))
		default:
			properties[key] = shaped(goType, property)
		}
	}
}

// patchValue is the schema behind a reference to a patch.Field; a reference with a description stands inside allOf.
func patchValue(property, definitions object) object {
	ref, _ := property["$ref"].(string)
	if all, ok := property["allOf"].([]any); ok {
		first, _ := all[0].(object)
		ref, _ = first["$ref"].(string)
	}
	if ref == "" {
		return property
	}
	field, _ := definitions[strings.TrimPrefix(ref, "#/definitions/")].(object)
	properties, _ := field["properties"].(object)
	value, _ := properties["value"].(object)
	out := object{}
	maps.Copy(out, value)
	if text, ok := property["description"]; ok && out["$ref"] == nil {
		out["description"] = text
	}
	return out
}

// shaped gives a schema the form of its Go type, if that has one of its own.
func shaped(goType string, schema object) object {
	form, ok := forms[goType]
	if !ok {
		return schema
	}
	out := maps.Clone(form)
	if text, ok := schema["description"]; ok {
		out["description"] = text
	}
	return out
}

// nullable marks a schema; a bare reference is wrapped, because nothing may stand beside it.
func nullable(schema object) object {
	if _, isRef := schema["$ref"]; isRef {
		schema = object{"allOf": []any{schema}}
	}
	schema["x-nullable"] = true
	return schema
}

func unrequire(schema object, field string) {
	required, _ := schema["required"].([]any)
	required = slices.DeleteFunc(required, func(name any) bool { return name == field })
	if len(required) == 0 {
		delete(schema, "required")
		return
	}
	schema["required"] = required
}
