// Package transfer brings sheets in and out: it reads xlsx, csv and tsv files as counties really keep them, turns their rows into projects without
// guessing anything silently, and writes lists and the import template. Reading never touches the database: parse, then preview, then apply.
package transfer

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"zhaoyin/internal/fault"
)

// Format is how a file is written, found from its content: names and content types sent by a client prove nothing.
type Format string

// The formats that can be read.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv" // separated by commas or semicolons
	TSV  Format = "tsv"
)

// The limits of one file. They bound the memory and time that a hostile file can take, and are far above a city's whole ledger.
const (
	MaxBytes    = 20 << 20 // the file as sent
	maxUnzipped = 64 << 20 // everything inside an xlsx together
	maxParts    = 2_000    // files inside an xlsx
	maxRows     = 20_000   // rows with content
	maxColumns  = 200
	maxCells    = 1_000_000
	maxCell     = 10_000 // characters of one cell
	maxBlankRun = 1_000  // blank rows between two rows with content
)

// The refusals of a whole file. Each says what to do about it.
var (
	ErrTooLarge = fault.Define(fault.TooLarge, "import.tooLarge", "文件超过 %d MB，请拆分后再导入。", "The file is larger than %d MB; split it and import the parts.")

	errEmpty     = fault.Define(fault.Invalid, "import.empty", "文件里没有内容。", "The file has no content.")
	errOldExcel  = fault.Define(fault.Invalid, "import.oldExcel", "这是旧版 Excel（.xls）文件，请另存为 .xlsx 后再导入。", "This is an old Excel (.xls) file; save it as .xlsx and import that.")
	errEncrypted = fault.Define(fault.Invalid, "import.encrypted", "文件加了密码，请去掉密码后再导入。", "The file is protected by a password; remove it and import again.")
	errMacros    = fault.Define(fault.Invalid, "import.macros", "文件含有宏，请另存为不含宏的 .xlsx 后再导入。", "The file has macros; save it as a plain .xlsx and import that.")
	errForeign   = fault.Define(fault.Invalid, "import.foreign", "这是%s，不是可导入的表格，请另存为 .xlsx 或 .csv。", "This is %s, not a sheet that can be imported; save it as .xlsx or .csv.")
	errDamaged   = fault.Define(fault.Invalid, "import.damaged", "文件已损坏或不规范，无法完整读取，请用 Excel 或 WPS 打开后重新保存。", "The file is damaged or irregular and cannot be read whole; open it in Excel or WPS and save it again.")
	errBomb      = fault.Define(fault.TooLarge, "import.bomb", "文件解压后过大，已拒绝读取。", "The file unpacks to far too much and was refused.")
	errEncoding  = fault.Define(fault.Invalid, "import.encoding", "无法识别文字编码，请另存为 UTF-8 或 .xlsx。", "The text encoding is not known; save it as UTF-8 or as .xlsx.")
	errQuote     = fault.Define(fault.Invalid, "import.quote", "第 %d 行的引号不成对，无法分列。", "The quotation marks of line %d do not match, so its columns cannot be told apart.")
	errRows      = fault.Define(fault.TooLarge, "import.rows", "有内容的行超过 %d 行，请拆分后再导入。", "More than %d rows have content; split the file.")
	errColumns   = fault.Define(fault.TooLarge, "import.columns", "第 %d 行超过 %d 列，请删去右侧多余的内容。", "Row %d has more than %d columns; delete what stands to the right.")
	errCells     = fault.Define(fault.TooLarge, "import.cells", "有内容的单元格超过 %d 个，请拆分后再导入。", "More than %d cells have content; split the file.")
	errCell      = fault.Define(fault.TooLarge, "import.cell", "单元格 %s 超过 %d 个字，可能缺了一个引号。", "Cell %s has more than %d characters; perhaps a quotation mark is missing.")
	errFarCell   = fault.Define(fault.Invalid, "import.farCell", "第 %d 行之前有超过 %d 个空行，请删去远处多余的内容。", "More than %[2]d blank rows stand before row %[1]d; delete the stray content far below.")
	errNoSheet   = fault.Define(fault.Invalid, "import.noSheet", "没有名为“%s”的工作表，现有：%s。", "There is no sheet called “%s”; there are: %s.")
)

// Sheet is the content of one sheet of a file.
type Sheet struct {
	Format Format
	Name   string // of the sheet within an xlsx, else empty
	Lines  []Line // those with content, in order
	Sheets []SheetInfo
}

// SheetInfo is a sheet of a workbook and whether it is the one that was read.
type SheetInfo struct {
	Name   string `json:"name"`
	Read   bool   `json:"read"`
	Hidden bool   `json:"hidden"`
	Empty  bool   `json:"empty"`
}

// Line is one row with content.
type Line struct {
	Number int      // from 1, as the row stands in the file, so that a message can point at it
	Cells  []string // from column A, spaces at both ends taken off; columns after the last content are left off
	Below  []int    // of the columns, those that lie under the first row of a merged area and so show its text; nil when none

	Unsaved []int // of the columns, those with a formula whose result was never saved: the cell holds the formula; nil when none
	Hidden  bool  // nobody sees the row, because of a filter for example
	Blank   int   // cells without content after the last one with content, in text files
}

// Letter names a column as a sheet does: 0 is A, 26 is AA.
func Letter(column int) string {
	var name string
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// Read reads one sheet of a file: the one called name, or the first visible one with content. The file is whatever its bytes are.
func Read(r io.Reader, name string) (*Sheet, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read import file: %w", err)
	}
	if len(data) > MaxBytes {
		return nil, ErrTooLarge.With(MaxBytes >> 20)
	}
	sheet, err := read(data, name)
	if err != nil {
		return nil, err
	}
	if len(sheet.Lines) == 0 {
		return nil, errEmpty.With()
	}
	return sheet, nil
}

func read(data []byte, name string) (*Sheet, error) {
	if err := refuse(data); err != nil {
		return nil, err
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return readXLSX(data, name)
	}
	return readText(data)
}

// foreign are the beginnings of files that people send under the name of a sheet. The web page is what many office systems export as ".xls".
var foreign = []struct {
	prefix string
	kind   worded
}{
	{"%PDF", worded{"PDF 文件", "a PDF file"}},
	{"{\\rtf", worded{"RTF 文档", "an RTF document"}},
	{"\x89PNG", worded{"图片", "a picture"}},
	{"\xFF\xD8\xFF", worded{"图片", "a picture"}},
	{"GIF8", worded{"图片", "a picture"}},
	{"Rar!", worded{"压缩包", "an archive"}},
	{"7z\xBC\xAF", worded{"压缩包", "an archive"}},
	{"\x1F\x8B", worded{"压缩包", "an archive"}},
	{"PK\x05\x06", worded{"空的压缩包", "an empty archive"}},
	{"<", worded{"网页或 XML 文件（常被误存为 .xls）", "a web page or XML file (often saved as .xls by mistake)"}},
}

func refuse(data []byte) error {
	if len(bytes.TrimSpace(data)) == 0 {
		return errEmpty.With()
	}
	if bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
		if bytes.Contains(data, wide("EncryptedPackage")) {
			return errEncrypted.With()
		}
		return errOldExcel.With()
	}
	start := bytes.TrimLeft(bytes.TrimPrefix(data, []byte(bomUTF8)), " \t\r\n")
	for _, f := range foreign {
		if bytes.HasPrefix(start, []byte(f.prefix)) {
			return errForeign.With(f.kind)
		}
	}
	return nil
}

// wide is how an old Office container writes a name.
func wide(name string) []byte {
	var b []byte
	for _, c := range []byte(name) {
		b = append(b, c, 0)
	}
	return b
}

// gatherer takes rows one by one and holds every limit on them, whatever the format.
type gatherer struct {
	lines []Line
	last  int
	cells int
}

func (g *gatherer) add(l Line) error {
	all := len(l.Cells)
	l.Cells = trim(l.Cells)
	if len(l.Cells) == 0 {
		return nil
	}
	if err := g.bound(l.Number, l.Cells); err != nil {
		return err
	}
	l.Blank = all - len(l.Cells)
	g.last = l.Number
	g.lines = append(g.lines, l)
	return nil
}

func (g *gatherer) bound(number int, cells []string) error {
	g.cells += len(cells)
	switch {
	case len(g.lines) >= maxRows:
		return errRows.With(maxRows)
	case number-g.last > maxBlankRun+1:
		return errFarCell.With(number, maxBlankRun)
	case len(cells) > maxColumns:
		return errColumns.With(number, maxColumns)
	case g.cells > maxCells:
		return errCells.With(maxCells)
	}
	for i, text := range cells {
		if len(text) > maxCell && len([]rune(text)) > maxCell {
			return errCell.With(fmt.Sprintf("%s%d", Letter(i), number), maxCell)
		}
	}
	return nil
}

func trim(cells []string) []string {
	last := 0
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
		if cells[i] != "" {
			last = i + 1
		}
	}
	return cells[:last]
}

// damaged keeps a declared refusal and turns every other failure of a reader into the sentence about a damaged file.
func damaged(err error) error {
	var f *fault.Error
	if errors.As(err, &f) {
		return err
	}
	return errDamaged.With().Because(err)
}
