package ooxml

import (
	"strconv"

	"zhaoyin/internal/document"
)

// series writes the series, each with its name, looks, labels, categories and values: the schema wants them in this order.
func (w *chart) series() {
	for i, s := range w.c.Series {
		w.x.Start("c:ser")
		w.value("idx", strconv.Itoa(i))
		w.value("order", strconv.Itoa(i))
		w.x.Start("c:tx")
		if w.at.Names[i] == "" {
			w.x.Leaf("c:v", s.Name)
		} else {
			w.strings(w.at.Names[i], []string{s.Name})
		}
		w.x.End()
		w.looks(i)
		if w.c.Labelled() {
			w.labels()
		}
		w.x.Start("c:cat")
		w.strings(w.at.Categories, w.c.Categories)
		w.x.End()
		w.x.Start("c:val")
		w.numbers(w.at.Values[i], s.Values)
		w.x.End()
		if w.c.Shape == document.Line {
			w.value("smooth", "0")
		}
		w.x.End()
	}
}

func (w *chart) looks(i int) {
	switch w.c.Shape {
	case document.Pie:
		for j := range w.c.Categories {
			w.x.Start("c:dPt")
			w.value("idx", strconv.Itoa(j))
			w.value("bubble3D", "0")
			w.shape(func() { w.fill(document.Color(j)) })
			w.x.End()
		}
	case document.Line:
		w.shape(func() { w.line(document.Color(i), "28575") })
		w.x.Start("c:marker")
		w.value("symbol", "circle")
		w.value("size", "6")
		w.shape(func() { w.fill(document.Color(i)) })
		w.x.End()
	default:
		w.shape(func() { w.fill(document.Color(i)) })
		w.value("invertIfNegative", "0")
	}
}

// labels puts the figures beside what is drawn; a pie says its shares.
func (w *chart) labels() {
	pie := w.c.Shape == document.Pie
	format, place := w.c.Measure.Format(), "outEnd"
	switch w.c.Shape {
	case document.Pie:
		format = "0.0%"
	case document.Line:
		place = "t"
	}
	w.x.Start("c:dLbls")
	w.x.Void("c:numFmt", "formatCode", format, "sourceLinked", "0")
	w.shape(func() { w.x.Void("a:noFill") })
	w.text(labelSize)
	w.value("dLblPos", place)
	w.value("showLegendKey", "0")
	w.value("showVal", flag(!pie))
	w.value("showCatName", "0")
	w.value("showSerName", "0")
	w.value("showPercent", flag(pie))
	w.value("showBubbleSize", "0")
	w.x.End()
}

// strings refers to cells of text and repeats what they hold.
func (w *chart) strings(formula string, texts []string) {
	w.x.Start("c:strRef")
	w.x.Leaf("c:f", formula)
	w.x.Start("c:strCache")
	w.value("ptCount", strconv.Itoa(len(texts)))
	for i, text := range texts {
		w.point(i, text)
	}
	w.x.End()
	w.x.End()
}

// numbers refers to cells of numbers and repeats what they hold; an empty cell is a gap.
func (w *chart) numbers(formula string, cells []document.Cell) {
	w.x.Start("c:numRef")
	w.x.Leaf("c:f", formula)
	w.x.Start("c:numCache")
	w.x.Leaf("c:formatCode", w.c.Measure.Format())
	w.value("ptCount", strconv.Itoa(len(cells)))
	for i, cell := range cells {
		if !cell.Empty() {
			w.point(i, cell.Number(w.c.Measure))
		}
	}
	w.x.End()
	w.x.End()
}

func (w *chart) point(i int, v string) {
	w.x.Start("c:pt", "idx", strconv.Itoa(i))
	w.x.Leaf("c:v", v)
	w.x.End()
}

func (w *chart) shape(content func()) {
	w.x.Start("c:spPr")
	content()
	w.x.End()
}

func (w *chart) fill(color string) {
	w.x.Start("a:solidFill")
	w.x.Void("a:srgbClr", "val", color)
	w.x.End()
}

func (w *chart) line(color, width string) {
	w.x.Start("a:ln", "w", width)
	w.fill(color)
	w.x.End()
}

func (w *chart) fonts() {
	w.x.Void("a:latin", "typeface", "Times New Roman")
	w.x.Void("a:ea", "typeface", w.font)
}

// text sets the type of what belongs to the element around it.
func (w *chart) text(points int) {
	w.x.Start("c:txPr")
	w.x.Void("a:bodyPr")
	w.x.Void("a:lstStyle")
	w.x.Start("a:p")
	w.x.Start("a:pPr")
	w.x.Start("a:defRPr", "sz", strconv.Itoa(points*100))
	w.fonts()
	w.x.End()
	w.x.End()
	w.x.Void("a:endParaRPr", "lang", "zh-CN")
	w.x.End()
	w.x.End()
}

// title writes the chart's title or an axis's; level keeps an axis's from being turned on its side.
func (w *chart) title(text string, points int, level bool) {
	size := strconv.Itoa(points * 100)
	w.x.Start("c:title")
	w.x.Start("c:tx")
	w.x.Start("c:rich")
	if level {
		w.x.Void("a:bodyPr", "rot", "0", "vert", "horz")
	} else {
		w.x.Void("a:bodyPr")
	}
	w.x.Void("a:lstStyle")
	w.x.Start("a:p")
	w.x.Start("a:pPr")
	w.x.Void("a:defRPr", "sz", size, "b", "0")
	w.x.End()
	w.x.Start("a:r")
	w.x.Start("a:rPr", "lang", "zh-CN", "sz", size, "b", "0")
	w.fonts()
	w.x.End()
	w.x.Leaf("a:t", text)
	w.x.End()
	w.x.End()
	w.x.End()
	w.x.End()
	w.value("overlay", "0")
	w.x.End()
}
