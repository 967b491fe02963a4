package document

// Shape is how a chart draws its figures.
type Shape int

// Bars stand side by side from zero, Line joins the months of a year, Pie shows the shares of one series.
const (
	Bars Shape = iota
	Line
	Pie
)

// Chart is a drawing of figures, native in docx and xlsx: the reader can open its data and change its looks.
type Chart struct {
	Shape         Shape
	Title         string
	Categories    []string
	CategoryTitle string // under the lower axis; empty for none
	ValueTitle    string // beside the value axis: the unit, such as 亿元
	Measure       Kind   // of every value: KindInt, KindWan, KindYi, KindMu or KindRatio
	Series        []Series
}

// Series is one line, or one colour of bars. A Pie has one.
type Series struct {
	Name   string
	Values []Cell // one for each category; an empty cell leaves a gap
}
