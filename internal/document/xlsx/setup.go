package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/document"
	"zhaoyin/internal/document/ooxml"
)

// setUp is what the sheet looks like on the screen and on paper: A4 lying, as wide as one page, the columns' titles on every page.
func (w *writer) setUp() error {
	for i, width := range w.widths {
		column := columnName(i + 1)
		if err := w.file.SetColWidth(w.sheet.Name, column, column, float64(width)); err != nil {
			return fmt.Errorf("set widths: %w", err)
		}
	}
	for _, step := range []func() error{w.filter, w.paper, w.repeat, w.freeze} {
		if err := step(); err != nil {
			return fmt.Errorf("set up: %w", err)
		}
	}
	return nil
}

func (w *writer) filter() error {
	if !w.sheet.AutoFilter || len(w.sheet.Table.Rows) == 0 {
		return nil
	}
	return w.file.AutoFilter(w.sheet.Name, name(1, w.firstRow-1)+":"+name(len(w.widths), w.lastRow), nil)
}

func (w *writer) paper() error {
	const a4 = 9 // ECMA-376 18.3.1.63
	size, orientation, wide, high, on := a4, "landscape", 1, 0, true
	if len(w.sheet.Plots) > 0 && len(w.sheet.Table.Rows) <= oneSheet {
		high = 1 // no page break through a chart
	}
	if err := w.file.SetPageLayout(w.sheet.Name, &excelize.PageLayoutOptions{
		Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high,
	}); err != nil {
		return err
	}
	if err := w.file.SetSheetProps(w.sheet.Name, &excelize.SheetPropsOptions{FitToPage: &on}); err != nil {
		return err
	}
	side, edge := 0.5, 0.7 // inches
	if err := w.file.SetPageMargins(w.sheet.Name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &edge, Bottom: &edge, Horizontally: &on,
	}); err != nil {
		return err
	}
	return w.file.SetHeaderFooter(w.sheet.Name, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页，共 &N 页"})
}

func (w *writer) repeat() error {
	rows := fmt.Sprintf("%s!$%d:$%d", ooxml.SheetName(w.sheet.Name), w.titles, w.firstRow-1)
	return w.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: rows, Scope: w.sheet.Name})
}

func (w *writer) freeze() error {
	columns := max(min(w.sheet.Freeze, len(w.widths)-1), 0)
	pane := "bottomLeft"
	if columns > 0 {
		pane = "bottomRight"
	}
	return w.file.SetPanes(w.sheet.Name, &excelize.Panes{
		Freeze: true, XSplit: columns, YSplit: w.firstRow - 1, TopLeftCell: name(columns+1, w.firstRow), ActivePane: pane,
	})
}

// oneSheet is up to how many rows a table is printed on one page with its charts; those of a longer one begin a page.
const oneSheet = 20

// A plot takes this much room, in pixels, and this many rows of ordinary height.
const (
	plotWidth  = 760
	plotHeight = 340
	plotRows   = 18
)

// plots lets excelize anchor a chart and keeps ours to replace it.
func (w *writer) plots() error {
	row := w.afterTable() + len(w.sheet.Notes) + 1
	for _, p := range w.sheet.Plots {
		if len(w.sheet.Table.Rows) == 0 {
			return nil
		}
		at := w.source(p)
		err := w.file.AddChart(w.sheet.Name, name(1, row), &excelize.Chart{
			Type:      excelize.Col,
			Series:    []excelize.ChartSeries{{Categories: at.Categories, Values: at.Values[0]}},
			Dimension: excelize.ChartDimension{Width: plotWidth, Height: plotHeight},
			Format:    excelize.GraphicOptions{AltText: document.Clean(p.Title)},
		})
		if err != nil {
			return fmt.Errorf("place plot %q: %w", p.Title, err)
		}
		if len(w.sheet.Table.Rows) > oneSheet {
			if err := w.file.InsertPageBreak(w.sheet.Name, name(1, row)); err != nil {
				return fmt.Errorf("break before plot %q: %w", p.Title, err)
			}
		}
		w.charts = append(w.charts, ooxml.Chart(w.sheet.Chart(p), at, songti))
		row += plotRows
	}
	return nil
}

func (w *writer) source(p document.Plot) ooxml.Source {
	at := ooxml.Source{Categories: ooxml.Range(w.sheet.Name, p.Label+1, w.firstRow, w.lastRow)}
	for _, column := range p.Values {
		named := "" // a grouped column's name stands in two cells, which no reference can join
		if w.sheet.Table.Columns[column].Group == "" {
			named = ooxml.Range(w.sheet.Name, column+1, w.titles, w.titles)
		}
		at.Names = append(at.Names, named)
		at.Values = append(at.Values, ooxml.Range(w.sheet.Name, column+1, w.firstRow, w.lastRow))
	}
	return at
}

func columnName(column int) string {
	text, _ := excelize.ColumnNumberToName(column) // from 1, and checked tables are within the format's limits
	return text
}
