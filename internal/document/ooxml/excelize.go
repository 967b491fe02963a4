package ooxml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/document"
)

// Capture takes the parts that excelize would have zipped and gives them one order, which excelize leaves to its maps.
func Capture(f *excelize.File) ([]Part, error) {
	shelf := shelf{}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return shelf })
	if _, err := f.WriteToBuffer(); err != nil {
		return nil, fmt.Errorf("gather the workbook: %w", err)
	}
	types, err := ordered(shelf[typesName].Bytes())
	if err != nil {
		return nil, err
	}
	shelf[typesName] = bytes.NewBuffer(types)
	parts := make([]Part, 0, len(shelf))
	for name, data := range shelf {
		parts = append(parts, Part{Name: name, Data: plain(name, data.Bytes())})
	}
	sort.Slice(parts, func(i, j int) bool { return parts[i].Name < parts[j].Name }) // the types come first, as they should
	return parts, nil
}

// unknown is what excelize writes and ECMA-376 does not know: marks of markup compatibility on the roots, and the wish to keep spaces in a
// cell's text, which programs do anyway.
var unknown = regexp.MustCompile(`<t xml:space="preserve"| (mc:Ignorable|xr:uid)="[^"]*"`)

// plain leaves out of a workbook's part what the schemas do not know.
func plain(name string, part []byte) []byte {
	if !strings.HasPrefix(name, "xl/") {
		return part
	}
	return unknown.ReplaceAllFunc(part, func(found []byte) []byte {
		if bytes.HasPrefix(found, []byte("<t")) {
			return []byte("<t")
		}
		return nil
	})
}

// shelf stands in for excelize's zip.
type shelf map[string]*bytes.Buffer

func (s shelf) Create(name string) (io.Writer, error) {
	s[name] = &bytes.Buffer{}
	return s[name], nil
}

func (s shelf) AddFS(fs.FS) error { return errors.New("a workbook is made of single parts") }

func (s shelf) Close() error { return nil }

// dataSheet is where a document's chart keeps its figures.
const dataSheet = "数据"

// chartWorkbook is the workbook behind a document's chart, which opens when the reader chooses to edit its data; the chart's cells are where
// embedded says.
func chartWorkbook(c document.Chart, of Properties) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // nothing is on disk
	if err := f.SetSheetName("Sheet1", dataSheet); err != nil {
		return nil, fmt.Errorf("name the chart's sheet: %w", err)
	}
	if err := SetProperties(f, of); err != nil {
		return nil, err
	}
	if err := fillChartSheet(f, c); err != nil {
		return nil, fmt.Errorf("fill the chart's sheet: %w", err)
	}
	parts, err := Capture(f)
	if err != nil {
		return nil, err
	}
	return bytesOf(parts)
}

func fillChartSheet(f *excelize.File, c document.Chart) error {
	for i, category := range c.Categories {
		if err := f.SetCellStr(dataSheet, CellName(1, i+2), document.Clean(category)); err != nil {
			return err
		}
	}
	for s, series := range c.Series {
		if err := f.SetCellStr(dataSheet, CellName(s+2, 1), document.Clean(series.Name)); err != nil {
			return err
		}
		for i, v := range series.Values {
			if v.Empty() {
				continue
			}
			if err := f.SetCellDefault(dataSheet, CellName(s+2, i+2), v.Number(c.Measure)); err != nil {
				return err
			}
		}
	}
	return nil
}

// embedded is where fillChartSheet puts the figures.
func embedded(c document.Chart) Source {
	last := len(c.Categories) + 1
	at := Source{Categories: Range(dataSheet, 1, 2, last)}
	for i := range c.Series {
		at.Names = append(at.Names, Range(dataSheet, i+2, 1, 1))
		at.Values = append(at.Values, Range(dataSheet, i+2, 2, last))
	}
	return at
}

// SetProperties writes the core properties of a workbook made by excelize.
func SetProperties(f *excelize.File, of Properties) error {
	at := Instant(of.At)
	err := f.SetDocProps(&excelize.DocProperties{
		Title: document.Clean(of.Title), Creator: document.Clean(of.Creator), LastModifiedBy: document.Clean(of.Creator), Created: at, Modified: at,
	})
	if err != nil {
		return fmt.Errorf("set the workbook's properties: %w", err)
	}
	return nil
}

// Range is a piece of a column as formulas and charts name it: '台账'!$B$2:$B$11.
func Range(sheet string, column, first, last int) string {
	from, to := absolute(column, first), absolute(column, last)
	name := SheetName(sheet) + "!" + from
	if last > first {
		name += ":" + to
	}
	return name
}

// SheetName is a sheet as formulas name it, whatever its name holds.
func SheetName(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

func absolute(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row, true) // columns of a checked table are within the format's limits
	return name
}

// CellName is a cell as formulas name it, such as B2.
func CellName(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row) // see absolute
	return name
}
