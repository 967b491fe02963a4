package document_test

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"zhaoyin/internal/document"
	"zhaoyin/internal/document/documenttest"
	"zhaoyin/internal/document/docx"
	"zhaoyin/internal/document/xlsx"
)

// schemaOf is the schema of ECMA-376 (transitional) for a part; none for core properties, whose schema refers to pages on the internet. The first
// pattern that matches counts.
var schemaOf = []struct{ pattern, schema string }{
	{"[[]Content_Types].xml", "opc-xsd/opc-contentTypes.xsd"},
	{"docProps/*", ""},
	{"word/charts/*.xml", "dml-chart.xsd"},
	{"word/*.xml", "wml.xsd"},
	{"xl/charts/*.xml", "dml-chart.xsd"},
	{"xl/drawings/*.xml", "dml-spreadsheetDrawing.xsd"},
	{"xl/theme/*.xml", "dml-main.xsd"},
	{"xl/*.xml", "sml.xsd"},
	{"xl/worksheets/*.xml", "sml.xsd"},
	{"*/embeddings/*.xlsx", ""},
	{"*.rels", "opc-xsd/opc-relationships.xsd"},
	{"*/*.rels", "opc-xsd/opc-relationships.xsd"},
	{"*/*/*.rels", "opc-xsd/opc-relationships.xsd"},
	{"*/*/*/*.rels", "opc-xsd/opc-relationships.xsd"},
}

func TestPartsAreValid(t *testing.T) {
	xmllint, err := exec.LookPath("xmllint")
	if errors.Is(err, exec.ErrNotFound) {
		if os.Getenv("CI") == "true" {
			t.Fatal("xmllint is missing: install libxml2-utils, as make needs does")
		}
		t.Skip("xmllint is missing (libxml2-utils); CI checks the schemas")
	}
	files := map[string][]byte{
		"paper.docx":   written(t, func(w io.Writer) error { return docx.Write(w, documenttest.Paper(30)) }),
		"nothing.docx": written(t, func(w io.Writer) error { return docx.Write(w, document.Document{}) }),
		"hostile.docx": written(t, func(w io.Writer) error { return docx.Write(w, hostilePaper()) }),
		"ledger.xlsx":  written(t, func(w io.Writer) error { return xlsx.Write(w, documenttest.Ledger(30)) }),
		"hostile.xlsx": written(t, func(w io.Writer) error { return xlsx.Write(w, hostileLedger()) }),
	}
	folder := t.TempDir()
	bySchema := map[string][]string{}
	for file, data := range files {
		for name, part := range documenttest.Parts(t, data) {
			if schema := schemaFor(t, name); schema != "" {
				on := filepath.Join(folder, file+"_"+strings.ReplaceAll(name, "/", "_"))
				if err := os.WriteFile(on, part, 0o600); err != nil {
					t.Fatal(err)
				}
				bySchema[schema] = append(bySchema[schema], on)
			}
		}
	}
	for schema, parts := range bySchema {
		arguments := append([]string{"--nonet", "--noout", "--schema", filepath.Join("testdata", "ooxml-xsd", schema)}, parts...)
		if out, err := exec.Command(xmllint, arguments...).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", schema, err, complaints(string(out)))
		}
	}
}

func schemaFor(t *testing.T, part string) string {
	t.Helper()
	for _, s := range schemaOf {
		if match, err := path.Match(s.pattern, part); err != nil {
			t.Fatal(err)
		} else if match {
			return s.schema
		}
	}
	t.Fatalf("no schema is named for %s", part)
	return ""
}

// complaints leaves out the lines that only say which parts are valid.
func complaints(out string) string {
	var lines []string
	for line := range strings.Lines(out) {
		if !strings.HasSuffix(strings.TrimSpace(line), " validates") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}
