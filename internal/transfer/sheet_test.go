package transfer

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"zhaoyin/internal/fault"
)

func encoded(t *testing.T, e encoding.Encoding, text string) []byte {
	t.Helper()
	out, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLetters(t *testing.T) {
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := Letter(column); got != want {
			t.Errorf("%d: got %s, want %s", column, got, want)
		}
	}
}

// TestEncodings holds that the same sheet says the same, however a county's computer wrote it.
func TestEncodings(t *testing.T) {
	const csv, tsv = "项目名称,县市区\r\n甲䶮,武义\r\n", "项目名称\t县市区\n甲䶮\t武义\n"
	for name, c := range map[string]struct {
		data   []byte
		format Format
	}{
		"utf-8":        {[]byte(csv), CSV},
		"utf-8 bom":    {[]byte(bomUTF8 + csv), CSV},
		"gb18030":      {encoded(t, simplifiedchinese.GB18030, csv), CSV},
		"utf-16le":     {encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), tsv), TSV},
		"utf-16be":     {encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), tsv), TSV},
		"semicolons":   {[]byte(strings.ReplaceAll(csv, ",", ";")), CSV},
		"old mac ends": {[]byte(strings.ReplaceAll(tsv, "\n", "\r")), TSV},
		"quoted":       {[]byte("\"项目名称\",\"县市区\"\n\"甲䶮\",\"武义\"\n"), CSV},
	} {
		s, err := Read(bytes.NewReader(c.data), "")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := &Sheet{Format: c.format, Lines: []Line{{Number: 1, Cells: []string{"项目名称", "县市区"}}, {Number: 2, Cells: []string{"甲䶮", "武义"}}}}
		if diff := cmp.Diff(want, s); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestRowNumbersAreThoseOfASpreadsheet(t *testing.T) {
	s, err := Read(strings.NewReader("a,b\n\n\"two\nlines\",x\n\ny,z\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, l := range s.Lines {
		got = append(got, l.Number)
	}
	if diff := cmp.Diff([]int{1, 3, 5}, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	for name, c := range map[string]struct{ data, code string }{
		"empty":         {"", "import.empty"},
		"blank":         {" \r\n\t\n", "import.empty"},
		"only commas":   {",,,\n,,,\n", "import.empty"},
		"old excel":     {ole + strings.Repeat("x", 600), "import.oldExcel"},
		"encrypted":     {ole + strings.Repeat("x", 600) + string(wide("EncryptedPackage")), "import.encrypted"},
		"web page":      {"\n<html><table><tr><td>项目名称</td></tr></table></html>", "import.foreign"},
		"xml 2003":      {"\xEF\xBB\xBF<?xml version=\"1.0\"?><Workbook/>", "import.foreign"},
		"pdf":           {"%PDF-1.7\n...", "import.foreign"},
		"picture":       {"\x89PNG\r\n\x1a\n", "import.foreign"},
		"binary":        {"a\x00b\x00c", "import.encoding"},
		"no encoding":   {"a,b\n\xFF\xFF\xFF,c\n", "import.encoding"},
		"half utf-16":   {bomUTF16LE + "a\x00\x00\xD8", "import.encoding"},
		"open quote":    {"a,b\n\"c,d\ne,f\n", "import.quote"},
		"stray quote":   {"a,b\nc\"d,e\n", "import.quote"},
		"long cell":     {"a,b\n" + strings.Repeat("长", maxCell+1) + ",c\n", "import.cell"},
		"wide":          {"a,b\n" + strings.Repeat("x,", maxColumns+1) + "\n", "import.columns"},
		"many rows":     {strings.Repeat("a,b\n", maxRows+1), "import.rows"},
		"far row":       {"a,b\n" + strings.Repeat("\n", maxBlankRun+1) + "c,d\n", "import.farCell"},
		"many cells":    {strings.Repeat(strings.Repeat("x,", 99)+"x\n", 10_001), "import.cells"},
		"open tsv cell": {"a\tb\n\"" + strings.Repeat("c\td\n", maxCell) + "", "import.cell"},
		"huge":          {strings.Repeat("x", MaxBytes+1), "import.tooLarge"},
		"broken zip":    {"PK\x03\x04 and nothing else", "import.damaged"},
	} {
		_, err := Read(strings.NewReader(c.data), "")
		f, ok := fault.Find(err)
		if !ok || f.Fault.Code != c.code {
			t.Errorf("%s: got %v, want %s", name, err, c.code)
		}
	}
}

func TestLimitsAreNotReachedByALargeLedger(t *testing.T) {
	var b strings.Builder
	for i := range maxRows {
		fmt.Fprintf(&b, "项目%d,武义,10\n", i)
	}
	s, err := Read(strings.NewReader(b.String()), "")
	if err != nil || len(s.Lines) != maxRows {
		t.Fatalf("got %v, want %d rows", err, maxRows)
	}
}

func TestFarRowIsNamed(t *testing.T) {
	_, err := Read(strings.NewReader("a,b\n"+strings.Repeat("\n", maxBlankRun+1)+"c,d\n"), "")
	f, ok := fault.Find(err)
	if !ok {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{
		"zh": "第 1003 行之前有超过 1000 个空行，请删去远处多余的内容。",
		"en": "More than 1000 blank rows stand before row 1003; delete the stray content far below.",
	} {
		if got := f.Fault.Sentence(lang, f.Args...); got != want {
			t.Errorf("%s: got %s, want %s", lang, got, want)
		}
	}
}
