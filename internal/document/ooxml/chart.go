package ooxml

import (
	"strconv"

	"zhaoyin/internal/document"
	"zhaoyin/internal/document/markup"
)

// Source is where a chart's figures stand in a workbook, as Range writes it.
type Source struct {
	Categories    string
	Names, Values []string // one for each series; an empty name stands in no cell
}

// ChartType is the content type of a chart part.
const ChartType = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"

// Chart is the part that draws a chart from cells. Word, Excel and LibreOffice draw what the part's caches say and look at the cells only when
// these change, so the caches are filled.
func Chart(c document.Chart, at Source, font string) []byte {
	w := newChart(c, at, font)
	w.draw()
	return w.x.Bytes()
}

// AddChart puts a chart and the workbook behind it into a document and answers the relation's id. Number makes the names unique, from 1.
func (p *Package) AddChart(from string, number int, c document.Chart, font string, of Properties) (string, error) {
	book, err := chartWorkbook(c, of)
	if err != nil {
		return "", err
	}
	n := strconv.Itoa(number)
	name, bookName := "word/charts/chart"+n+".xml", "word/embeddings/chart"+n+".xlsx"
	id := p.Relate(name, "package", bookName)
	w := newChart(c, embedded(c), font)
	w.draw()
	w.x.Start("c:externalData", "r:id", id)
	w.value("autoUpdate", "0")
	w.x.End()
	p.Add(name, ChartType, w.x.Bytes())
	p.Add(bookName, "", book)
	return p.Relate(from, "chart", name), nil
}

// chart writes one chart part; prefix c: is DrawingML's chart and a: its main vocabulary.
type chart struct {
	x    *markup.Writer
	c    document.Chart
	at   Source
	font string
}

func newChart(c document.Chart, at Source, font string) *chart {
	x := markup.New(markup.XML, "c:chartSpace",
		"xmlns:c", "http://schemas.openxmlformats.org/drawingml/2006/chart",
		"xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main",
		"xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
	return &chart{x: x, c: c, at: at, font: font}
}

// Type sizes in points.
const (
	titleSize = 14
	axisSize  = 10
	labelSize = 9
)

// Ids of the two axes: any two numbers, referred to by what is drawn.
const (
	categoryAxis = "1001"
	valueAxis    = "1002"
)

func (w *chart) value(name, v string) { w.x.Void("c:"+name, "val", v) }

func (w *chart) draw() {
	w.value("date1904", "0")
	w.value("lang", "zh-CN")
	w.value("roundedCorners", "0")
	w.x.Start("c:chart")
	if w.c.Title != "" {
		w.title(w.c.Title, titleSize, false)
	}
	w.value("autoTitleDeleted", flag(w.c.Title == ""))
	w.x.Start("c:plotArea")
	w.x.Void("c:layout")
	w.plot()
	if w.c.Shape != document.Pie {
		w.axes()
	}
	w.x.End()
	if len(w.c.Series) > 1 || w.c.Shape == document.Pie {
		w.legend()
	}
	w.value("plotVisOnly", "1")
	w.value("dispBlanksAs", "gap")
	w.x.End()
	w.text(axisSize)
}

func (w *chart) plot() {
	switch w.c.Shape {
	case document.Pie:
		w.x.Start("c:pieChart")
		w.value("varyColors", "1")
		w.series()
		w.value("firstSliceAng", "0")
	case document.Line:
		w.x.Start("c:lineChart")
		w.value("grouping", "standard")
		w.value("varyColors", "0")
		w.series()
		w.value("marker", "1")
		w.axisIDs()
	default:
		w.x.Start("c:barChart")
		w.value("barDir", "col")
		w.value("grouping", "clustered")
		w.value("varyColors", "0")
		w.series()
		w.value("gapWidth", "80")
		w.axisIDs()
	}
	w.x.End()
}

func (w *chart) axisIDs() {
	w.value("axId", categoryAxis)
	w.value("axId", valueAxis)
}

func (w *chart) legend() {
	w.x.Start("c:legend")
	w.value("legendPos", "b")
	w.value("overlay", "0")
	w.text(axisSize)
	w.x.End()
}

func (w *chart) axes() {
	w.axis("c:catAx", categoryAxis, "b", func() {
		if w.c.CategoryTitle != "" {
			w.title(w.c.CategoryTitle, axisSize, false)
		}
		w.x.Void("c:numFmt", "formatCode", "General", "sourceLinked", "0")
	})
	w.crosses(valueAxis)
	w.value("auto", "0")
	w.value("lblAlgn", "ctr")
	w.value("lblOffset", "100")
	w.value("noMultiLvlLbl", "0")
	w.x.End()
	w.axis("c:valAx", valueAxis, "l", func() {
		w.x.Start("c:majorGridlines")
		w.shape(func() { w.line("D9D9D9", "6350") })
		w.x.End()
		if w.c.ValueTitle != "" {
			w.title(w.c.ValueTitle, axisSize, true)
		}
		w.x.Void("c:numFmt", "formatCode", "General", "sourceLinked", "0")
	})
	w.crosses(categoryAxis)
	w.value("crossBetween", "between")
	w.x.End()
}

// axis opens an axis and leaves it open, since its end differs; titles writes what stands between its place and its ticks.
func (w *chart) axis(element, id, side string, titles func()) {
	w.x.Start(element)
	w.value("axId", id)
	w.x.Start("c:scaling")
	w.value("orientation", "minMax")
	if id == valueAxis && !w.negative() {
		w.value("min", "0")
	}
	w.x.End()
	w.value("delete", "0")
	w.value("axPos", side)
	titles()
	w.value("majorTickMark", "none")
	w.value("minorTickMark", "none")
	w.value("tickLblPos", "low")
	w.text(axisSize)
}

func (w *chart) crosses(other string) {
	w.value("crossAx", other)
	w.value("crosses", "autoZero")
}

// negative says whether the value axis must reach below zero; otherwise it starts there, which it does not do by itself.
func (w *chart) negative() bool {
	for _, s := range w.c.Series {
		for _, v := range s.Values {
			if v.Value < 0 {
				return true
			}
		}
	}
	return false
}

func flag(on bool) string {
	if on {
		return "1"
	}
	return "0"
}
