package transfer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Byte order marks.
const (
	bomUTF8    = "\xEF\xBB\xBF"
	bomUTF16LE = "\xFF\xFE"
	bomUTF16BE = "\xFE\xFF"
)

func readText(data []byte) (*Sheet, error) {
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	sheet := &Sheet{Format: CSV}
	comma := delimiter(text)
	if comma == '\t' {
		sheet.Format = TSV
	}
	sheet.Lines, err = records(text, comma)
	return sheet, err
}

// decode finds the encoding: a byte order mark decides, else text that is valid UTF-8 is UTF-8, else it is what Chinese Excel writes, GB18030 (which
// includes GBK). What is none of these is refused, never read with replacement characters.
func decode(data []byte) (string, error) {
	s := string(data)
	switch {
	case strings.HasPrefix(s, bomUTF8):
		s = s[len(bomUTF8):]
	case strings.HasPrefix(s, bomUTF16LE), strings.HasPrefix(s, bomUTF16BE):
		return transcode(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder(), data)
	}
	if strings.ContainsRune(s, 0) {
		return "", errEncoding.With()
	}
	if utf8.ValidString(s) {
		return s, nil
	}
	return transcode(simplifiedchinese.GB18030.NewDecoder(), data)
}

func transcode(t transform.Transformer, data []byte) (string, error) {
	out, err := io.ReadAll(transform.NewReader(bytes.NewReader(data), t))
	if err != nil {
		return "", errEncoding.With().Because(err)
	}
	if bytes.ContainsRune(out, utf8.RuneError) || bytes.ContainsRune(out, 0) {
		return "", errEncoding.With()
	}
	return string(out), nil
}

// delimiter is the separator that one of the lines at the top, which include the headings, uses most; a comma when none uses any. Titles above the
// headings may have none at all.
func delimiter(text string) rune {
	best, most, left := ',', 0, headerRows
	for line := range strings.SplitSeq(text, "\n") {
		for _, c := range []rune{'\t', ',', ';'} {
			if n := separators(line, c); n > most {
				best, most = c, n
			}
		}
		if left--; left == 0 {
			break
		}
	}
	return best
}

// separators counts a separator outside quotation marks.
func separators(line string, separator rune) int {
	n, quoted := 0, false
	for _, c := range line {
		if c == '"' {
			quoted = !quoted
		}
		if c == separator && !quoted {
			n++
		}
	}
	return n
}

// records splits the text. A row's number is the one that a spreadsheet program would show: blank lines count, line breaks inside quotes do not.
func records(text string, comma rune) ([]Line, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, comma == '\t'
	var g gatherer
	inside := 0
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return g.lines, nil
		}
		if err != nil {
			return nil, mismatched(err)
		}
		line, _ := r.FieldPos(0)
		number := line - inside
		for i := range cells {
			inside += strings.Count(cells[i], "\n")
			cells[i] = unguard(cells[i])
		}
		if err := g.add(Line{Number: number, Cells: cells}); err != nil {
			return nil, err
		}
	}
}

func mismatched(err error) error {
	var p *csv.ParseError
	if errors.As(err, &p) {
		return errQuote.With(p.StartLine).Because(err)
	}
	return damaged(err)
}

// unguard takes off the apostrophe that an export puts before what a spreadsheet program would run as a formula, so that an exported file comes
// back as it was.
func unguard(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && formulaLike(rest) {
		return rest
	}
	return cell
}
