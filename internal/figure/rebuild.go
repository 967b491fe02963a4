package figure

import (
	"fmt"
	"sort"

	"zhaoyin/internal/store"
)

// Difference is a rollup that is not what its rows add up to.
type Difference struct {
	Rollup string `json:"rollup"`
	Kept   string `json:"kept"`
	Right  string `json:"right"`
}

// Compare recounts everything from the rows themselves and tells where the rollups differ.
func Compare(tx *store.Tx) ([]Difference, error) {
	right, err := recount(tx, "")
	if err != nil {
		return nil, err
	}
	kept, err := keptByIndustry(tx)
	if err != nil {
		return nil, err
	}
	found := differences(kept, right)
	keptRegions, err := keptByRegion(tx)
	if err != nil {
		return nil, err
	}
	return append(found, differences(keptRegions, right.byRegion())...), nil
}

// byRegion adds the industries up.
func (t tally) byRegion() tally {
	sums := tally{}
	for _, d := range t.deltas() {
		d.Industry = ""
		sums.add(d, 1)
	}
	return sums
}

func differences(kept, right tally) []Difference {
	found := []Difference{}
	all := tally{}
	for k := range kept {
		all[k] = amount{}
	}
	for k := range right {
		all[k] = amount{}
	}
	for k := range all {
		if kept[k] != right[k] {
			found = append(found, Difference{
				Rollup: fmt.Sprintf("%s %s %s %s %s", k.Month, k.RegionID, k.Industry, k.Metric, k.Bucket),
				Kept:   fmt.Sprintf("%d/%s", kept[k].Count, kept[k].Wan), Right: fmt.Sprintf("%d/%s", right[k].Count, right[k].Wan),
			})
		}
	}
	sort.Slice(found, func(i, j int) bool { return found[i].Rollup < found[j].Rollup })
	return found
}

// counted are the tables whose rows the rollups add up, in the order in which a change writes them.
var counted = []string{"projects", "milestones", "month_statuses", "region_figures", "industry_figures"}

// Rebuild writes the rollups anew from the rows and tells what was wrong. Nothing is counted meanwhile.
func Rebuild(tx *store.Tx) ([]Difference, error) {
	if err := store.Still(tx, counted...); err != nil {
		return nil, err
	}
	found, err := Compare(tx)
	if err != nil || len(found) == 0 {
		return found, err
	}
	right, err := recount(tx, "")
	if err != nil {
		return nil, err
	}
	if err := wipe(tx); err != nil {
		return nil, err
	}
	return found, Add(tx, right.deltas()...)
}
