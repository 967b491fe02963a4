package transfer

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/document/ooxml"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/unit"
)

// maxExport is how many rows an xlsx sheet holds below its heading.
const maxExport = excelize.TotalRows - 1

var errExport = fault.Define(fault.TooLarge, "export.rows", "超过 %d 行，请先筛选或改用 csv。", "More than %d rows; filter first, or take csv.")

// Column is one column of a list that is written out: its heading and what it takes from a row. Any list can be exported by listing its columns.
type Column[T any] struct {
	ZH, EN string
	Width  float64 // in characters, for xlsx; 0 leaves the program's own
	Value  func(T) Cell
}

func (c Column[T]) title(lang string) string {
	if lang == "en" {
		return c.EN
	}
	return c.ZH
}

// Cell is one typed value on its way out. Its type decides how it is written, so that text never becomes a number or a formula.
type Cell struct {
	kind   cellKind
	text   string // what csv shows; the text itself for Text
	number int64
}

type cellKind uint8

const (
	blankCell cellKind = iota
	textCell
	wholeCell
	hundredthsCell
	dayCell
)

// Blank is an empty cell.
func Blank() Cell { return Cell{} }

// Text is a cell that stays text, whatever it looks like.
func Text(s string) Cell { return Cell{kind: textCell, text: s} }

// Whole is an integer: 万元, persons, counts.
func Whole[Q ~int64](v Q) Cell {
	return Cell{kind: wholeCell, number: int64(v), text: strconv.FormatInt(int64(v), 10)}
}

// Hundredths is a quantity stored in hundredths: 亩, ratios.
func Hundredths[Q ~int64](v Q) Cell {
	return Cell{kind: hundredthsCell, number: int64(v), text: unit.Mu(v).String()}
}

// Optional is the cell of a value that may be absent.
func Optional[Q any](v *Q, of func(Q) Cell) Cell {
	if v == nil {
		return Blank()
	}
	return of(*v)
}

// Day is a date; no date is an empty cell. The first days of 1900, which spreadsheets miscount, stay text.
func Day(d calendar.Date) Cell {
	if d == "" {
		return Blank()
	}
	const secondsOfDay, serial1970 = 86_400, 25_569
	t := d.Time()
	serial := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Unix()/secondsOfDay + serial1970
	if serial < firstSerial {
		return Text(d.String())
	}
	return Cell{kind: dayCell, number: serial, text: d.String()}
}

// WriteCSV writes a list as csv for spreadsheet programs: UTF-8 with a byte order mark, and text that would run as a formula made harmless.
func WriteCSV[T any](w io.Writer, lang string, columns []Column[T], rows iter.Seq2[T, error]) error {
	if _, err := io.WriteString(w, bomUTF8); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	record := make([]string, len(columns))
	for i, c := range columns {
		record[i] = guard(Text(c.title(lang)))
	}
	if err := out.Write(record); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		for i, c := range columns {
			record[i] = guard(c.Value(row))
		}
		if err := out.Write(record); err != nil {
			return fmt.Errorf("write csv: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

// guard puts an apostrophe before text that would run as a formula (OWASP: CSV injection). Numbers are ours and stay as they are.
func guard(c Cell) string {
	if c.kind == textCell && formulaLike(c.text) {
		return "'" + c.text
	}
	return c.text
}

// formulaLike says whether a spreadsheet program would run the text of a csv cell: it begins with = + - @, a tab or a carriage return, or with a
// full-width form, which some versions take for the same.
func formulaLike(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("=+-@\t\r＝＋－＠", first)
}

// WriteXLSX writes a list as one sheet with a frozen heading.
func WriteXLSX[T any](w io.Writer, lang, sheet string, columns []Column[T], rows iter.Seq2[T, error]) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName(f.GetSheetName(0), sheet); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	styles, err := newStyles(f)
	if err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	if err := writeHeading(out, lang, columns, styles); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	number := 1
	for row, err := range rows {
		if err != nil {
			return err
		}
		if number++; number > maxExport+1 {
			return errExport.With(maxExport)
		}
		if err := writeRow(out, number, row, columns, styles); err != nil {
			return fmt.Errorf("write xlsx: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	parts, err := ooxml.Capture(f)
	if err != nil {
		return err
	}
	return ooxml.WriteZip(w, parts)
}

func writeHeading[T any](out *excelize.StreamWriter, lang string, columns []Column[T], styles *styles) error {
	titles := make([]any, len(columns))
	for i, c := range columns {
		titles[i] = excelize.Cell{StyleID: styles.heading, Value: c.title(lang)}
		if c.Width == 0 {
			continue
		}
		if err := out.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return out.SetRow("A1", titles)
}

func writeRow[T any](out *excelize.StreamWriter, number int, row T, columns []Column[T], styles *styles) error {
	cells := make([]any, len(columns))
	for i, c := range columns {
		cells[i] = styles.cell(c.Value(row))
	}
	return out.SetRow("A"+strconv.Itoa(number), cells)
}

// styles are the cell styles of a workbook.
type styles struct {
	heading int
	byKind  map[cellKind]int
}

// Built-in number formats of spreadsheets.
const (
	formatWhole    = 3  // #,##0
	formatDecimals = 4  // #,##0.00
	formatText     = 49 // @: stays text when the cell is edited, too
)

func newStyles(f *excelize.File) (*styles, error) {
	day := "yyyy-mm-dd"
	heading, err := f.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Bold: true},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DCE6F1"}},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
		NumFmt:    formatText,
	})
	if err != nil {
		return nil, err
	}
	s := &styles{heading: heading, byKind: map[cellKind]int{}}
	for kind, style := range map[cellKind]*excelize.Style{
		textCell:       {NumFmt: formatText},
		wholeCell:      {NumFmt: formatWhole},
		hundredthsCell: {NumFmt: formatDecimals},
		dayCell:        {CustomNumFmt: &day},
	} {
		if s.byKind[kind], err = f.NewStyle(style); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// cell makes the library's cell. Hundredths pass through a float because the sheet's format holds nothing else; within unit.Limit the shortest decimal
// of that float is the same number, to the last digit.
func (s *styles) cell(c Cell) any {
	out := excelize.Cell{StyleID: s.byKind[c.kind]}
	switch c.kind {
	case textCell:
		out.Value = c.text
	case wholeCell, dayCell:
		out.Value = c.number
	case hundredthsCell:
		out.Value = float64(c.number) / 100
	default:
		return nil
	}
	return out
}
