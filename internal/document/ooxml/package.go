// Package ooxml holds what the files of Office Open XML (ECMA-376) have in common: packages that are the same bytes every time, and the chart,
// which docx and xlsx share.
package ooxml

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"

	"zhaoyin/internal/document/markup"
)

// Part is one file of a package.
type Part struct {
	Name string
	Data []byte
}

// WriteZip writes the parts in their order and with one fixed time, so that the same parts are the same bytes.
func WriteZip(w io.Writer, parts []Part) error {
	fixed := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the first day that a zip can hold
	z := zip.NewWriter(w)
	for _, p := range parts {
		file, err := z.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Deflate, Modified: fixed})
		if err != nil {
			return fmt.Errorf("open %s: %w", p.Name, err)
		}
		if _, err := file.Write(p.Data); err != nil {
			return fmt.Errorf("write %s: %w", p.Name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("close the package: %w", err)
	}
	return nil
}

// Relations between parts, and the content type of a workbook inside another document.
const (
	relations    = "http://schemas.openxmlformats.org/package/2006/relationships"
	officePrefix = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	coreRelation = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
	coreType     = "application/vnd.openxmlformats-package.core-properties+xml"
	workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// Package gathers the parts of a document, their types and their relations.
type Package struct {
	parts []Part
	types map[string]string     // part -> content type; workbooks go by their extension
	links map[string][]relation // part, "" for the package itself -> what it points to
	order []string              // the keys of links, first come first
}

type relation struct{ kind, target string }

// NewPackage is a package without parts.
func NewPackage() *Package {
	return &Package{types: map[string]string{}, links: map[string][]relation{}}
}

// Add puts a part in; an empty contentType means that its extension says enough.
func (p *Package) Add(name, contentType string, data []byte) {
	p.parts = append(p.parts, Part{Name: name, Data: data})
	if contentType != "" {
		p.types[name] = contentType
	}
}

// Relate lets one part (empty: the package) point to another and answers the relation's id. Kind is the last word of the relation's type,
// such as "styles", or all of it; the target is a part's full name.
func (p *Package) Relate(from, kind, target string) string {
	if _, known := p.links[from]; !known {
		p.order = append(p.order, from)
	}
	p.links[from] = append(p.links[from], relation{kind: kind, target: target})
	return "rId" + strconv.Itoa(len(p.links[from]))
}

// Properties are a file's own data: who, what and when, from the document and not from the clock.
type Properties struct {
	Title, Creator string
	At             time.Time
}

// AddProperties puts the core properties in.
func (p *Package) AddProperties(of Properties) {
	const name = "docProps/core.xml"
	x := markup.New(markup.XML, "cp:coreProperties",
		"xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		"xmlns:dc", "http://purl.org/dc/elements/1.1/",
		"xmlns:dcterms", "http://purl.org/dc/terms/",
		"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	x.Leaf("dc:title", of.Title)
	x.Leaf("dc:creator", of.Creator)
	for _, element := range []string{"dcterms:created", "dcterms:modified"} {
		x.Leaf(element, Instant(of.At), "xsi:type", "dcterms:W3CDTF")
	}
	p.Add(name, coreType, x.Bytes())
	p.Relate("", coreRelation, name)
}

// Instant is a time as the core properties write it.
func Instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// Write writes the package.
func (p *Package) Write(w io.Writer) error {
	parts := []Part{{Name: typesName, Data: p.contentTypes()}}
	for _, from := range p.order {
		parts = append(parts, Part{Name: relationsName(from), Data: relationsPart(from, p.links[from])})
	}
	return WriteZip(w, append(parts, p.parts...))
}

func (p *Package) contentTypes() []byte {
	x := markup.New(markup.XML, "Types", "xmlns", typesNamespace)
	x.Void("Default", "Extension", "rels", "ContentType", "application/vnd.openxmlformats-package.relationships+xml")
	x.Void("Default", "Extension", "xml", "ContentType", "application/xml")
	x.Void("Default", "Extension", "xlsx", "ContentType", workbookType)
	for _, part := range p.parts {
		if contentType := p.types[part.Name]; contentType != "" {
			x.Void("Override", "PartName", "/"+part.Name, "ContentType", contentType)
		}
	}
	return x.Bytes()
}

func relationsName(from string) string {
	folder, file := path.Split(from)
	return folder + "_rels/" + file + ".rels"
}

func relationsPart(from string, links []relation) []byte {
	x := markup.New(markup.XML, "Relationships", "xmlns", relations)
	for i, link := range links {
		kind := link.kind
		if !strings.Contains(kind, "/") {
			kind = officePrefix + kind
		}
		x.Void("Relationship", "Id", "rId"+strconv.Itoa(i+1), "Type", kind, "Target", relative(from, link.target))
	}
	return x.Bytes()
}

// relative is target as seen from the folder of from; parts lie at most one folder apart.
func relative(from, target string) string {
	folder := path.Dir(from)
	if from == "" || folder == "." {
		return target
	}
	if rest, below := strings.CutPrefix(target, folder+"/"); below {
		return rest
	}
	return strings.Repeat("../", strings.Count(folder, "/")+1) + target
}

// bytesOf is the package in memory, for a package inside another one.
func bytesOf(parts []Part) ([]byte, error) {
	var b bytes.Buffer
	err := WriteZip(&b, parts)
	return b.Bytes(), err
}
