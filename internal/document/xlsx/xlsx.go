// Package xlsx writes a ledger as Excel reads it: totals are formulas and carry their values, charts follow the cells, text stays text.
package xlsx

import (
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/document"
	"zhaoyin/internal/document/ooxml"
)

// Write writes the workbook; one that does not pass its Check is refused. The same workbook is the same bytes.
func Write(w io.Writer, b document.Workbook) error {
	if err := b.Check(); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // the temporary file of a large sheet goes
	parts, err := build(f, b)
	if err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	if err := ooxml.WriteZip(w, parts); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

func build(f *excelize.File, b document.Workbook) ([]ooxml.Part, error) {
	if err := ooxml.SetProperties(f, ooxml.Properties{Title: b.Title, Creator: b.Organ, At: b.At}); err != nil {
		return nil, err
	}
	if err := addSheets(f, b.Sheets); err != nil {
		return nil, fmt.Errorf("name the sheets: %w", err)
	}
	var charts [][]byte
	styles := styles{file: f, ids: map[look]int{}}
	for _, s := range b.Sheets {
		w := newWriter(f, &styles, s)
		if err := w.write(); err != nil {
			return nil, fmt.Errorf("sheet %q: %w", s.Name, err)
		}
		charts = append(charts, w.charts...)
	}
	parts, err := ooxml.Capture(f)
	if err != nil {
		return nil, err
	}
	replaceCharts(parts, charts)
	return parts, nil
}

// addSheets makes all sheets before any is filled: a name defined for a sheet counts them.
func addSheets(f *excelize.File, sheets []document.Sheet) error {
	if err := f.SetSheetName("Sheet1", sheets[0].Name); err != nil {
		return err
	}
	for _, s := range sheets[1:] {
		if _, err := f.NewSheet(s.Name); err != nil {
			return err
		}
	}
	return nil
}

// replaceCharts puts our charts where excelize put its own, whose caches are empty: programs that trust them show an empty frame.
func replaceCharts(parts []ooxml.Part, charts [][]byte) {
	at := map[string][]byte{}
	for i, c := range charts {
		at["xl/charts/chart"+strconv.Itoa(i+1)+".xml"] = c
	}
	for i := range parts {
		if c, ours := at[parts[i].Name]; ours {
			parts[i].Data = c
		}
	}
}
