package document

// Section is a run of blocks on pages that stand or lie alike.
type Section struct {
	Landscape bool
	Blocks    []Block
}

// Sections cuts the flow where pages turn. The headings right before a lying table and the notes right after it go onto its pages.
func (d Document) Sections() []Section {
	var sections []Section
	for i, block := range d.Blocks {
		lies := d.lies(i)
		if last := len(sections) - 1; last >= 0 && sections[last].Landscape == lies {
			sections[last].Blocks = append(sections[last].Blocks, block)
			continue
		}
		sections = append(sections, Section{Landscape: lies, Blocks: []Block{block}})
	}
	return sections
}

// lies says whether block i stands on a lying page.
func (d Document) lies(i int) bool {
	for j := i; j < len(d.Blocks); j++ {
		if _, heading := d.Blocks[j].(Heading); heading {
			continue
		}
		if t, table := d.Blocks[j].(Table); table && t.Landscape {
			return true
		}
		break
	}
	for ; i >= 0; i-- {
		if _, note := d.Blocks[i].(Note); note {
			continue
		}
		t, table := d.Blocks[i].(Table)
		return table && t.Landscape
	}
	return false
}
