package ooxml

import (
	"encoding/xml"
	"fmt"
	"sort"

	"zhaoyin/internal/document/markup"
)

const (
	typesName      = "[Content_Types].xml"
	typesNamespace = "http://schemas.openxmlformats.org/package/2006/content-types"
)

type contentTypes struct {
	Defaults  []contentType `xml:"Default"`
	Overrides []contentType `xml:"Override"`
}

type contentType struct {
	Extension   string `xml:",attr"`
	PartName    string `xml:",attr"`
	ContentType string `xml:",attr"`
}

// ordered writes the list of types in one order: excelize gives the extensions of pictures in the order of a map.
func ordered(list []byte) ([]byte, error) {
	var types contentTypes
	if err := xml.Unmarshal(list, &types); err != nil {
		return nil, fmt.Errorf("read the types of the parts: %w", err)
	}
	sort.Slice(types.Defaults, func(i, j int) bool { return types.Defaults[i].Extension < types.Defaults[j].Extension })
	sort.Slice(types.Overrides, func(i, j int) bool { return types.Overrides[i].PartName < types.Overrides[j].PartName })
	x := markup.New(markup.XML, "Types", "xmlns", typesNamespace)
	for _, t := range types.Defaults {
		x.Void("Default", "Extension", t.Extension, "ContentType", t.ContentType)
	}
	for _, t := range types.Overrides {
		x.Void("Override", "PartName", t.PartName, "ContentType", t.ContentType)
	}
	return x.Bytes(), nil
}
