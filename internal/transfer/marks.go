package transfer

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// marks is what a pass of our own over a sheet finds and the library does not tell: numbers that are days, formulas without a result, numbers as the
// user typed them, merged areas. The pass also insists that rows and cells come in order, since the library would shift those that do not.
type marks struct {
	texts   map[int]map[int]string // row, column (from 0): what to read instead
	unsaved map[int][]int          // row: the columns of formulas whose result was never saved, which the library reads as blank
	hidden  map[int]bool
	merged  []area
	count   int
}

// area is the first column of a merged area of several rows, numbered from 1; the column from 0.
type area struct{ column, top, bottom int }

func (b *book) marks(t tab) (*marks, error) {
	part := b.parts[t.part]
	if part == nil {
		return nil, errors.New("the sheet's part is missing: " + t.part)
	}
	m := &marks{texts: map[int]map[int]string{}, unsaved: map[int][]int{}, hidden: map[int]bool{}}
	w := walker{marks: m, dates: &b.dates, strings: b.strings, d: xml.NewDecoder(bytes.NewReader(part))}
	return m, w.walk()
}

func (m *marks) over(row int, cells []string) []string {
	for column, text := range m.texts[row] {
		for len(cells) <= column {
			cells = append(cells, "")
		}
		cells[column] = text
	}
	return cells
}

type walker struct {
	*marks
	dates       *dateStyles
	strings     int // how many the workbook holds
	d           *xml.Decoder
	row, column int // of the last cell; column from 1
}

func (w *walker) walk() error {
	for {
		token, err := w.d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if err := w.enter(start); err != nil {
			return err
		}
	}
}

func (w *walker) enter(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		return w.enterRow(e)
	case "c":
		return w.cell(e)
	case "mergeCell":
		return w.merge(e)
	}
	return nil
}

func (w *walker) enterRow(e xml.StartElement) error {
	number := w.row + 1
	if r := attribute(e, "r"); r != "" {
		var err error
		if number, err = strconv.Atoi(r); err != nil {
			return err
		}
	}
	if number <= w.row || number > excelize.TotalRows {
		return fmt.Errorf("row %d after row %d", number, w.row)
	}
	w.row, w.column = number, 0
	if hidden := attribute(e, "hidden"); hidden == "1" || hidden == "true" {
		w.hidden[number] = true
	}
	return nil
}

func (w *walker) cell(e xml.StartElement) error {
	var c struct {
		R string  `xml:"r,attr"`
		S int     `xml:"s,attr"`
		T string  `xml:"t,attr"`
		F *string `xml:"f"`
		V *string `xml:"v"`
	}
	if err := w.d.DecodeElement(&c, &e); err != nil {
		return err
	}
	column, row := w.column+1, w.row
	if c.R != "" {
		var err error
		if column, row, err = excelize.CellNameToCoordinates(c.R); err != nil {
			return err
		}
	}
	if row != w.row || column <= w.column {
		return fmt.Errorf("cell %s is out of order", c.R)
	}
	w.column = column
	switch {
	case c.V == nil && c.F != nil: // an empty result is written as an empty element
		w.unsaved[w.row] = append(w.unsaved[w.row], w.column-1)
		return w.mark("=" + *c.F)
	case c.V == nil:
		return nil
	case c.T == "s":
		return w.shared(*c.V)
	}
	if text := w.dates.text(c.T, c.S, *c.V); text != *c.V {
		return w.mark(text)
	}
	return nil
}

// shared insists that a cell's string exists: the library would read the cell as blank.
func (w *walker) shared(index string) error {
	if n, err := strconv.Atoi(strings.TrimSpace(index)); err != nil || n < 0 || n >= w.strings {
		return fmt.Errorf("row %d names a string that is not there", w.row)
	}
	return nil
}

func (w *walker) mark(text string) error {
	if w.count++; w.count > maxCells {
		return errCells.With(maxCells)
	}
	if w.column > maxColumns {
		return errColumns.With(w.row, maxColumns)
	}
	if w.texts[w.row] == nil {
		w.texts[w.row] = map[int]string{}
	}
	w.texts[w.row][w.column-1] = text
	return nil
}

func (w *walker) merge(e xml.StartElement) error {
	from, to, ranged := strings.Cut(attribute(e, "ref"), ":")
	if !ranged {
		return nil
	}
	column, top, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		return err
	}
	_, bottom, err := excelize.CellNameToCoordinates(to)
	if err != nil {
		return err
	}
	if bottom > top {
		w.merged = append(w.merged, area{column: column - 1, top: top, bottom: bottom})
	}
	return nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

var plainNumber = regexp.MustCompile(`^-?\d{1,20}(\.\d{1,20})?([eE][+-]?\d{1,2})?$`)

// typed is a stored number as the user typed it: Excel keeps 15 significant digits and writes the binary neighbour with 17 (10.2 becomes
// 10.199999999999999). A whole number beyond 15 digits, such as a credit code, has lost digits and stays as stored, so that its shape is refused.
func typed(v string) string {
	if len(v) <= 15 && !strings.ContainsAny(v, "eE") || !plainNumber.MatchString(v) {
		return v
	}
	f, _, err := big.ParseFloat(v, 10, 300, big.ToNearestEven)
	if err != nil {
		return v
	}
	_, exponent, _ := strings.Cut(f.Text('e', 14), "e")
	whole, err := strconv.Atoi(exponent)
	if err != nil || whole > 14 {
		return v
	}
	text := f.Text('f', min(14-whole, 30))
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}
