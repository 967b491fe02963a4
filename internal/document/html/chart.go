package html

import (
	"strconv"

	"zhaoyin/internal/document"
)

// The drawing's measures in pixels of its view box. All coordinates are integers, so that every machine draws the same bytes.
const (
	swatch        = 12 // the side of a colour's square in a legend
	drawingWidth  = 720
	drawingHeight = 360
	plotLeft      = 80
	plotTop       = 50
	plotRight     = 700
	plotBottom    = 280
	legendY       = 340
)

func (p *page) chart(c document.Chart) {
	p.w.Start("figure")
	p.w.Start("svg", "viewBox", "0 0 "+strconv.Itoa(drawingWidth)+" "+strconv.Itoa(drawingHeight), "role", "img", "aria-label", c.Title)
	d := drawing{page: p, Chart: c}
	d.label(drawingWidth/2, 24, "middle", c.Title)
	switch c.Shape {
	case document.Pie:
		d.pie()
	case document.Line:
		d.axes()
		d.lines()
	default:
		d.axes()
		d.bars()
	}
	p.w.End()
	p.w.End()
}

// drawing draws one chart; scale, low and high are in the stored unit of its values.
type drawing struct {
	*page
	document.Chart
	low, high int64
}

func (d *drawing) label(x, y int, anchor, text string) {
	d.w.Leaf("text", text, "x", strconv.Itoa(x), "y", strconv.Itoa(y), "text-anchor", anchor)
}

func (d *drawing) rectangle(x, y, width, height int, color string) {
	d.w.Void("rect", "x", strconv.Itoa(x), "y", strconv.Itoa(y), "width", strconv.Itoa(width), "height", strconv.Itoa(height), "fill", color)
}

func (d *drawing) segment(x1, y1, x2, y2 int, color, width string) {
	d.w.Void("line", "x1", strconv.Itoa(x1), "y1", strconv.Itoa(y1), "x2", strconv.Itoa(x2), "y2", strconv.Itoa(y2), "stroke", color,
		"stroke-width", width)
}

func color(n int) string { return "#" + document.Color(n) }

// axes fixes the scale and draws its lines, the categories and what the colours mean.
func (d *drawing) axes() {
	step := d.scale()
	for v := d.low; v <= d.high; v += step {
		y := d.y(v)
		d.segment(plotLeft, y, plotRight, y, "#d9d9d9", "1")
		d.label(plotLeft-6, y+4, "end", tick(v, d.Measure))
	}
	d.segment(plotLeft, d.y(0), plotRight, d.y(0), "#555555", "1")
	if d.ValueTitle != "" {
		d.label(plotLeft-6, plotTop-12, "end", d.ValueTitle)
	}
	for i, category := range d.Categories {
		d.label(d.middle(i), plotBottom+20, "middle", category)
	}
	if d.CategoryTitle != "" {
		d.label((plotLeft+plotRight)/2, plotBottom+42, "middle", d.CategoryTitle)
	}
	names := make([]string, len(d.Series))
	for i, s := range d.Series {
		names[i] = s.Name
	}
	if len(names) > 1 {
		d.legend(names)
	}
}

// legend names the colours along the lower edge.
func (d *drawing) legend(names []string) {
	const perHalf, gap = 7, 20
	width := 0
	for _, name := range names {
		width += document.TextWidth(name)*perHalf + swatch + gap
	}
	x := max((drawingWidth-width)/2, 4)
	for i, name := range names {
		d.named(x, legendY, color(i), name)
		x += document.TextWidth(name)*perHalf + swatch + gap
	}
}

func (d *drawing) named(x, y int, color, name string) {
	d.rectangle(x, y-swatch+2, swatch, swatch, color)
	d.label(x+swatch+4, y, "start", name)
}

func (d *drawing) bars() {
	room := d.room()
	width := max(room*2/3/len(d.Series), 1)
	for s, series := range d.Series {
		for i, v := range series.Values {
			if v.Empty() {
				continue
			}
			x := d.middle(i) - width*len(d.Series)/2 + s*width
			top, bottom := d.y(max(v.Value, 0)), d.y(min(v.Value, 0))
			d.rectangle(x, top, width, bottom-top, color(s))
			if d.Labelled() {
				d.label(x+width/2, top-4, "middle", v.Show(d.Measure))
			}
		}
	}
}

// lines joins neighbours; an empty value leaves a gap.
func (d *drawing) lines() {
	for s, series := range d.Series {
		for i, v := range series.Values {
			if v.Empty() {
				continue
			}
			x, y := d.middle(i), d.y(v.Value)
			if i > 0 && !series.Values[i-1].Empty() {
				d.segment(d.middle(i-1), d.y(series.Values[i-1].Value), x, y, color(s), "2")
			}
			d.w.Void("circle", "cx", strconv.Itoa(x), "cy", strconv.Itoa(y), "r", "3", "fill", color(s))
			if d.Labelled() {
				d.label(x, y-8, "middle", v.Show(d.Measure))
			}
		}
	}
}

// pie draws each share as a piece of one ring's stroke, whose length is counted in thousandths, and names the shares at the right.
func (d *drawing) pie() {
	const radius, whole, namesX, namesTop, line = 68, 1000, 470, 60, 22
	var sum, before int64
	for _, v := range d.Series[0].Values {
		sum += v.Value
	}
	if sum == 0 {
		return
	}
	for i, v := range d.Series[0].Values {
		start, end := before*whole/sum, (before+v.Value)*whole/sum
		before += v.Value
		d.named(namesX, namesTop+i*line, color(i), d.Categories[i]+" "+permille((v.Value*whole*2+sum)/(2*sum)))
		d.w.Void("circle", "cx", "250", "cy", "190", "r", strconv.Itoa(radius), "fill", "none", "stroke", color(i),
			"stroke-width", strconv.Itoa(2*radius), "pathLength", strconv.Itoa(whole), "transform", "rotate(-90 250 190)",
			"stroke-dasharray", strconv.FormatInt(end-start, 10)+" "+strconv.Itoa(whole), "stroke-dashoffset", strconv.FormatInt(-start, 10))
	}
}

// permille writes thousandths as a percentage with one decimal.
func permille(n int64) string {
	return strconv.FormatInt(n/10, 10) + "." + strconv.FormatInt(n%10, 10) + "%"
}
