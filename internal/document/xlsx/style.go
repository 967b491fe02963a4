package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/document"
)

// part is a place on the sheet with looks of its own.
type part int

const (
	caption part = iota
	unitLine
	title
	body
	totals
	noteLine
)

const (
	songti = "宋体"
	heiti  = "黑体"
)

// look is what decides a cell's style; the number format and align matter in body and totals.
type look struct {
	part   part
	format string
	align  document.Align
}

// styles keeps one style of the workbook for each look.
type styles struct {
	file *excelize.File
	ids  map[look]int
}

func (s *styles) id(l look) (int, error) {
	if id, known := s.ids[l]; known {
		return id, nil
	}
	id, err := s.file.NewStyle(l.style())
	if err != nil {
		return 0, fmt.Errorf("make a style: %w", err)
	}
	s.ids[l] = id
	return id, nil
}

var horizontal = map[document.Align]string{document.AlignLeft: "left", document.AlignCenter: "center", document.AlignRight: "right"}

// style has the number format of text wherever there is no number: even edited, such a cell does not become a formula.
func (l look) style() *excelize.Style {
	text := document.KindText.Format()
	switch l.part {
	case caption:
		return &excelize.Style{Font: face(heiti, 16), Alignment: aligned("center"), CustomNumFmt: &text}
	case unitLine:
		return &excelize.Style{Font: face(songti, 10), Alignment: aligned("right"), CustomNumFmt: &text}
	case noteLine:
		return &excelize.Style{Font: face(songti, 10), Alignment: aligned("left"), CustomNumFmt: &text}
	case title:
		shade := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}}
		return &excelize.Style{Font: face(heiti, 11), Alignment: aligned("center"), Border: lines(), Fill: shade, CustomNumFmt: &text}
	}
	format, font := l.format, face(songti, 11)
	font.Bold = l.part == totals
	return &excelize.Style{Font: font, Alignment: aligned(horizontal[l.align]), Border: lines(), CustomNumFmt: &format}
}

func face(family string, size float64) *excelize.Font {
	return &excelize.Font{Family: family, Size: size}
}

func aligned(side string) *excelize.Alignment {
	return &excelize.Alignment{Horizontal: side, Vertical: "center", WrapText: true}
}

func lines() []excelize.Border {
	const thin = 1
	var all []excelize.Border
	for _, side := range []string{"left", "top", "right", "bottom"} {
		all = append(all, excelize.Border{Type: side, Color: "7F7F7F", Style: thin})
	}
	return all
}
