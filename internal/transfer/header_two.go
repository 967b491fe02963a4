package transfer

import (
	"slices"
	"strings"
)

// divided reads two rows of headings as one: "投资（亿元）" over "总投资" and "其中：固定资产投资". It is nil when the lower row divides nothing or
// everything (then it is the headings alone), or has under a heading what is none: then it is the first project.
func divided(upper, lower Line, specs []column) *header {
	if upper.Number+1 != lower.Number {
		return nil
	}
	h := &header{row: lower.Number, width: max(len(upper.Cells)+upper.Blank, len(lower.Cells)+lower.Blank), columns: map[int]heading{}}
	group, divides, keeps := "", false, false
	for i := range max(len(upper.Cells), len(lower.Cells)) {
		above, below := upper.own(i), lower.own(i)
		if above != "" {
			group = above
		}
		if below == "" || below == above {
			keeps = h.take(i, above, "", specs) || keeps
			continue
		}
		taken := h.take(i, below, group, specs)
		if _, alone := match(above, specs); alone && !taken {
			return nil
		}
		divides = divides || taken
	}
	if !divides || !keeps {
		return nil
	}
	return h
}

// take enters the heading of a column and says whether it is known.
func (h *header) take(i int, text, group string, specs []column) bool {
	h.texts = append(h.texts, text)
	found, known := match(text, specs)
	if known && found.within(group) {
		h.columns[i] = found
		return true
	}
	return false
}

// own is the text of a cell itself, empty when it only shows that of a merged area.
func (l Line) own(i int) string {
	if i >= len(l.Cells) || slices.Contains(l.Below, i) {
		return ""
	}
	return l.Cells[i]
}

// within takes the unit that the group above states. A day under a group that speaks of plans is none of what has happened.
func (c *heading) within(group string) bool {
	if c.measure == nil {
		return !plans.MatchString(group)
	}
	for _, m := range brackets.FindAllStringSubmatch(strings.ToLower(fold(group)), -1) {
		inside := strings.TrimPrefix(strings.TrimPrefix(squeeze(m[1]), "单位"), ":")
		if own, ok := c.factor(inside); ok && c.unit == nil {
			c.unit = &own
		}
	}
	return true
}
