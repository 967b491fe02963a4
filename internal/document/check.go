package document

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"zhaoyin/internal/calendar"
)

// Check says what no writer could show truthfully: rows of another length than their table, a cell of another kind than its column, a total that
// is not the sum of its column. Every writer calls it first, so that a mistake in composing stops the paper instead of standing in it.
func (d Document) Check() error {
	for i, block := range d.Blocks {
		var err error
		switch b := block.(type) {
		case Heading:
			if b.Level < 1 || b.Level > 4 {
				err = fmt.Errorf("heading %q: level %d is not 1 to 4", b.Text, b.Level)
			}
		case Table:
			err = b.Check()
		case Chart:
			err = b.Check()
		}
		if err != nil {
			return fmt.Errorf("block %d: %w", i, err)
		}
	}
	return nil
}

// Check compares the rows and the total with the columns.
func (t Table) Check() error {
	if len(t.Columns) == 0 {
		return fmt.Errorf("table %q has no columns", t.Caption)
	}
	for i, row := range t.Rows {
		if err := t.checkRow(row); err != nil {
			return fmt.Errorf("table %q, row %d: %w", t.Caption, i+1, err)
		}
	}
	if t.Total == nil {
		return nil
	}
	if err := t.checkRow(t.Total); err != nil {
		return fmt.Errorf("table %q, total: %w", t.Caption, err)
	}
	return t.checkSums()
}

func (t Table) checkRow(row []Cell) error {
	if len(row) != len(t.Columns) {
		return fmt.Errorf("%d cells for %d columns", len(row), len(t.Columns))
	}
	for i, cell := range row {
		if cell.Kind != KindText && cell.Kind != t.Columns[i].Kind.stored() {
			return fmt.Errorf("the cell of column %q is of another kind", t.Columns[i].Title)
		}
		if cell.Kind == KindDate {
			if _, err := calendar.ParseDate(cell.Text); err != nil {
				return fmt.Errorf("column %q: %w", t.Columns[i].Title, err)
			}
		}
	}
	return nil
}

func (t Table) checkSums() error {
	for i, c := range t.Columns {
		if !c.Sum {
			continue
		}
		if !c.Kind.Numeric() || t.Total[i].Kind == KindText {
			return fmt.Errorf("table %q: column %q cannot be summed", t.Caption, c.Title)
		}
		if sum := sumOf(t.Rows, i); sum != t.Total[i].Value {
			return fmt.Errorf("table %q: the total of %q is %d, its rows make %d", t.Caption, c.Title, t.Total[i].Value, sum)
		}
	}
	return nil
}

// Check compares the series with the categories.
func (c Chart) Check() error {
	if len(c.Series) == 0 || !c.Measure.Numeric() {
		return fmt.Errorf("chart %q has no figures to draw", c.Title)
	}
	if c.Shape == Pie && len(c.Series) != 1 {
		return fmt.Errorf("pie %q has %d series", c.Title, len(c.Series))
	}
	for _, s := range c.Series {
		if len(s.Values) != len(c.Categories) {
			return fmt.Errorf("chart %q: series %q has %d values for %d categories", c.Title, s.Name, len(s.Values), len(c.Categories))
		}
		for _, v := range s.Values {
			if !v.Empty() && v.Kind != c.Measure.stored() {
				return fmt.Errorf("chart %q: series %q has a value of another kind", c.Title, s.Name)
			}
			if c.Shape == Pie && v.Value < 0 {
				return fmt.Errorf("pie %q has a share below zero", c.Title)
			}
		}
	}
	return nil
}

// Check looks at every sheet, its name and what its plots draw.
func (w Workbook) Check() error {
	if len(w.Sheets) == 0 {
		return errors.New("a workbook needs a sheet")
	}
	seen := map[string]bool{}
	for _, s := range w.Sheets {
		folded := strings.ToLower(s.Name)
		if !validName(s.Name) || seen[folded] {
			return fmt.Errorf("%q cannot be the name of a sheet", s.Name)
		}
		seen[folded] = true
		if err := s.check(); err != nil {
			return fmt.Errorf("sheet %q: %w", s.Name, err)
		}
	}
	return nil
}

const longestName = 31 // a limit of the format

func validName(name string) bool {
	return name != "" && name == Clean(name) && utf8.RuneCountInString(name) <= longestName && !strings.ContainsAny(name, ":\\/?*[]\n") &&
		!strings.HasPrefix(name, "'") && !strings.HasSuffix(name, "'")
}

func (s Sheet) check() error {
	if err := s.Table.Check(); err != nil {
		return err
	}
	for _, p := range s.Plots {
		for _, column := range append([]int{p.Label}, p.Values...) {
			if column < 0 || column >= len(s.Table.Columns) {
				return fmt.Errorf("plot %q: there is no column %d", p.Title, column)
			}
		}
		if err := s.Chart(p).Check(); err != nil {
			return err
		}
	}
	return nil
}
