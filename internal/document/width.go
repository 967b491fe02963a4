package document

// The widths below are in half-width characters, as TextWidth counts them.
const (
	cellPadding  = 2  // the air at both sides of a cell
	widestWanted = 60 // longer text wraps
	titleWanted  = 12 // a longer title wraps, unless its column is wide anyway
	titleLeast   = 4
	textLeast    = 8 // text may wrap down to four Chinese characters a line
)

// need is how wide a column wants to be and how narrow it can get. Numbers, dates and columns that are Whole never wrap.
type need struct{ least, wanted int }

func (t Table) needs() []need {
	needs := make([]need, len(t.Columns))
	for i, c := range t.Columns {
		title := TextWidth(Clean(c.Title))
		content, unbreakable := 0, 0
		for _, cell := range t.column(i) {
			width := TextWidth(cell.Show(c.Kind))
			content = max(content, width)
			if cell.Kind != KindText || c.Whole {
				unbreakable = max(unbreakable, width)
			}
		}
		wanted := max(min(content, widestWanted), min(title, titleWanted))
		if c.Width > 0 {
			wanted = c.Width
		}
		least := max(unbreakable, min(title, titleLeast), min(content, textLeast))
		needs[i] = need{least: least + cellPadding, wanted: max(wanted, least) + cellPadding}
	}
	return needs
}

func (t Table) column(i int) []Cell {
	cells := make([]Cell, 0, len(t.Rows)+1)
	for _, row := range t.Rows {
		cells = append(cells, row[i])
	}
	if t.Total != nil {
		cells = append(cells, t.Total[i])
	}
	return cells
}

// Wanted is how wide each column would be if there were no page.
func (t Table) Wanted() []int {
	widths := make([]int, len(t.Columns))
	for i, n := range t.needs() {
		widths[i] = n.wanted
	}
	return widths
}

// Fit shares a page's width, given in any unit, between the columns; units holds how much of it a half-width character takes in each type size that
// may be used, the largest size first. It answers the first size in which the text wraps moderately and widths that fill the page. The last size, which is hard to
// read, is left to tables whose columns have no room in the one before.
func (t Table) Fit(page int, units []int) (size int, widths []int) {
	needs := t.needs()
	comfortable, least := 0, 0
	for _, n := range needs {
		comfortable += n.least + (n.wanted-n.least)/3
		least += n.least
	}
	last := len(units) - 1
	for size < last-1 && comfortable*units[size] > page {
		size++
	}
	if size == last-1 && least*units[size] > page {
		size = last
	}
	return size, share(page, units[size], needs)
}

// share gives every column its least width, then what is left by how much each one still wants, then evenly by width.
func share(page, unit int, needs []need) []int {
	least, gaps := make([]int, len(needs)), make([]int, len(needs))
	wanted := make([]int, len(needs))
	for i, n := range needs {
		least[i], wanted[i] = n.least*unit, n.wanted*unit
		gaps[i] = wanted[i] - least[i]
	}
	left := page - sum(least)
	switch {
	case left < 0:
		return proportional(page, least)
	case left > sum(gaps):
		return proportional(page, wanted)
	}
	for i, extra := range proportional(left, gaps) {
		least[i] += extra
	}
	return least
}

// proportional cuts total by the weights; the parts make exactly total unless all weights are zero.
func proportional(total int, weights []int) []int {
	parts := make([]int, len(weights))
	all, before, given := sum(weights), 0, 0
	if all == 0 {
		return parts
	}
	for i, w := range weights {
		before += w
		parts[i] = total*before/all - given
		given += parts[i]
	}
	return parts
}

func sum(values []int) int {
	total := 0
	for _, v := range values {
		total += v
	}
	return total
}
