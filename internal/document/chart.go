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

var palette = []string{
	"C00000", "1F4E79", "BF9000", "548235", "7F7F7F", "7030A0", "C55A11", "2E75B6", "806000", "A9D18E", "3A3A3A", "D99694",
}

// Color is the colour of a chart's n-th series (of a Pie's n-th share), as RRGGBB and alike in every format. Neighbours differ in lightness too, for
// papers that are printed in black.
func Color(n int) string { return palette[n%len(palette)] }

// mostLabels is how many figures a chart can show beside its bars before they cover each other.
const mostLabels = 12

// Labelled says whether the figures stand beside what is drawn; the shares of a pie always do.
func (c Chart) Labelled() bool {
	return c.Shape == Pie || len(c.Series)*len(c.Categories) <= mostLabels
}
