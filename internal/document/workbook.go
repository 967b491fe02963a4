package document

import "time"

// Workbook is a ledger (台账): sheets of tables with totals that are formulas, for people who go on calculating.
type Workbook struct {
	Title  string
	Organ  string    // the creator in the file's properties
	At     time.Time // see Document: never the clock
	Sheets []Sheet
}

// Sheet is one table on a sheet of its own. Its Caption is the title above it, and the titles of the columns stay in sight.
type Sheet struct {
	Name       string   // on the tab: at most 31 characters, none of : \ / ? * [ ], no two alike
	Lines      []string // under the title
	Table      Table
	Freeze     int // how many columns stay in sight at the left
	AutoFilter bool
	Notes      []string // under the table
	Plots      []Plot
}

// Plot is a chart of a sheet's own columns, drawn from its cells (without the total), so that it follows a changed cell.
type Plot struct {
	Shape      Shape
	Title      string
	Label      int   // the column that names the categories
	Values     []int // the columns drawn, all of one kind
	ValueTitle string
}

// Chart is the plot with its figures, as a Document would hold it.
func (s Sheet) Chart(p Plot) Chart {
	c := Chart{Shape: p.Shape, Title: p.Title, ValueTitle: p.ValueTitle}
	for _, row := range s.Table.Rows {
		c.Categories = append(c.Categories, row[p.Label].Show(s.Table.Columns[p.Label].Kind))
	}
	for _, column := range p.Values {
		c.Measure = s.Table.Columns[column].Kind
		series := Series{Name: s.Table.Columns[column].name()}
		for _, row := range s.Table.Rows {
			series.Values = append(series.Values, row[column])
		}
		c.Series = append(c.Series, series)
	}
	return c
}
