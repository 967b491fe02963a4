package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
)

// structs is what the Go source says of the fields that swag reads without: by "package.Type" and JSON name the Go type, such as "*unit.Mu".
type structs map[string]map[string]string

// readTypes reads the struct types of every package below the folders.
func readTypes(folders ...string) (structs, error) {
	all := structs{}
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			return all.readFile(path)
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (s structs) readFile(path string) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
	if err != nil {
		return err
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		if body, ok := spec.Type.(*ast.StructType); ok {
			fields := fieldTypes(file.Name.Name, body)
			s[file.Name.Name+"."+spec.Name.Name] = fields
			if _, name, found := strings.Cut(spec.Comment.Text(), "@name "); found {
				s[strings.TrimSpace(name)] = fields
			}
		}
		return true
	})
	return nil
}

// fieldTypes is the Go type of each field by its JSON name. An embedded struct stands under the name "embedded "+type.
func fieldTypes(pkg string, body *ast.StructType) map[string]string {
	fields := map[string]string{}
	for _, f := range body.Fields.List {
		t := types.ExprString(f.Type)
		if len(f.Names) == 0 {
			if !strings.Contains(t, ".") {
				t = pkg + "." + t
			}
			fields["embedded "+t] = t
			continue
		}
		if name := jsonName(f); name != "" {
			fields[name] = t
		}
	}
	return fields
}

func jsonName(f *ast.Field) string {
	if f.Tag == nil {
		return f.Names[0].Name
	}
	tag, err := strconv.Unquote(f.Tag.Value)
	if err != nil {
		return ""
	}
	name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	return name
}

// typeOf is the Go type of a field, also of an embedded struct's; empty when it is not known.
func (s structs) typeOf(name, field string) string {
	fields := s[name]
	if t, ok := fields[field]; ok {
		return t
	}
	for key, t := range fields {
		if strings.HasPrefix(key, "embedded ") {
			if found := s.typeOf(t, field); found != "" {
				return found
			}
		}
	}
	return ""
}
