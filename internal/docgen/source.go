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

// field is what the Go source says of a JSON field and swag does not read.
type field struct {
	goType   string // such as "*unit.Mu"
	omitzero bool
}

// structs is the fields of every struct, by "package.Type" and JSON name.
type structs map[string]map[string]field

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
func fieldTypes(pkg string, body *ast.StructType) map[string]field {
	fields := map[string]field{}
	for _, f := range body.Fields.List {
		t := types.ExprString(f.Type)
		if len(f.Names) == 0 {
			if !strings.Contains(t, ".") {
				t = pkg + "." + t
			}
			fields["embedded "+t] = field{goType: t}
			continue
		}
		if name, options := jsonName(f); name != "" {
			fields[name] = field{goType: t, omitzero: strings.Contains(options, "omitzero")}
		}
	}
	return fields
}

func jsonName(f *ast.Field) (name, options string) {
	if f.Tag == nil {
		return f.Names[0].Name, ""
	}
	tag, err := strconv.Unquote(f.Tag.Value)
	if err != nil {
		return "", ""
	}
	name, options, _ = strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	return name, options
}

// find is what is known of a field, also of an embedded struct's.
func (s structs) find(structName, name string) field {
	fields := s[structName]
	if f, ok := fields[name]; ok {
		return f
	}
	for key, f := range fields {
		if strings.HasPrefix(key, "embedded ") {
			if found := s.find(f.goType, name); found.goType != "" {
				return found
			}
		}
	}
	return field{}
}
