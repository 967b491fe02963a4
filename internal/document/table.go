package document

// Table is a table of a Document, and the content of a Sheet of a Workbook: the same value in all formats.
type Table struct {
	Caption   string
	Unit      string // at the right above the table, such as 个、亿元; empty when the titles say it
	Columns   []Column
	Rows      [][]Cell // each as long as Columns
	Total     []Cell   // the last row (合计), as long as Columns; nil when there is none. TotalOf makes it
	Landscape bool     // on pages of its own, lying
}

// Column says how the cells below its title are shown.
type Column struct {
	Title string
	Group string // a title above the titles of neighbours with the same Group; empty for none
	Kind  Kind   // every cell is of this kind, or text (such as —)
	Align Align
	Whole bool // no cell is broken over lines, such as a code
	Width int  // wanted, in half-width characters (a Chinese one takes two) and against the other columns; 0 lets the content decide
	Sum   bool // the cell in Total is the sum of the column; xlsx writes it as a formula, and Check compares it
}

// name tells a column of a group apart from the others: 本年新签约（亿元）.
func (c Column) name() string {
	if c.Group == "" {
		return c.Title
	}
	return c.Group + "（" + c.Title + "）"
}

// Align is where a cell stands in its column.
type Align int

// AlignByKind puts numbers to the right, dates into the middle and text to the left.
const (
	AlignByKind Align = iota
	AlignLeft
	AlignCenter
	AlignRight
)

// Resolved is the alignment with AlignByKind decided.
func (c Column) Resolved() Align {
	switch {
	case c.Align != AlignByKind:
		return c.Align
	case c.Kind == KindText:
		return AlignLeft
	case c.Kind == KindDate:
		return AlignCenter
	default:
		return AlignRight
	}
}

// Grouped says whether the table needs a second line of titles.
func (t Table) Grouped() bool {
	for _, c := range t.Columns {
		if c.Group != "" {
			return true
		}
	}
	return false
}

// Span is a run of neighbouring columns, from First, Count of them.
type Span struct {
	First, Count int
	Title        string // empty for a column that stands alone
}

// Spans is the upper line of titles: neighbours with one Group together, every other column alone.
func (t Table) Spans() []Span {
	var spans []Span
	for i, c := range t.Columns {
		last := len(spans) - 1
		if i > 0 && c.Group != "" && spans[last].Title == c.Group {
			spans[last].Count++
			continue
		}
		spans = append(spans, Span{First: i, Count: 1, Title: c.Group})
	}
	return spans
}

// TotalOf makes a table's last row: the label in the first column and the exact sum in every column that says Sum. The composer fills in what is
// no sum, such as a share.
func TotalOf(label string, columns []Column, rows [][]Cell) []Cell {
	total := make([]Cell, len(columns))
	for i, c := range columns {
		if c.Sum {
			total[i] = Cell{Kind: c.Kind.stored(), Value: sumOf(rows, i)}
		}
	}
	if len(total) > 0 && !columns[0].Sum {
		total[0] = Text(label)
	}
	return total
}

func sumOf(rows [][]Cell, column int) int64 {
	var sum int64
	for _, row := range rows {
		sum += row[column].Value
	}
	return sum
}
