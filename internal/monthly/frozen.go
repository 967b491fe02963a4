package monthly

import (
	"slices"
	"strings"
	"time"

	"zhaoyin/internal/page"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// keptSnapshot heads what the meeting froze of a closed month, and keptPart is one part of it.
type keptSnapshot struct{ ID string }

type keptPart struct {
	SnapshotID string
	Part       string
	Body       string
}

// TableName is "snapshots".
func (keptSnapshot) TableName() string { return "snapshots" }

// TableName is "snapshot_parts".
func (keptPart) TableName() string { return "snapshot_parts" }

// Public is said of the rows; what they keep of each county is confined by frozenLines.
func (keptSnapshot) Public() {}

// Public is said of the rows.
func (keptPart) Public() {}

// keptProject is what the snapshot's part "projects" says of a project's month.
type keptProject struct {
	ID          string            `json:"id"`
	Code        string            `json:"code"`
	Name        string            `json:"name"`
	RegionID    string            `json:"regionId"`
	Light       project.Light     `json:"light"`
	Condition   project.Condition `json:"condition"`
	State       State             `json:"state"`
	Late        bool              `json:"late"`
	SubmittedAt *time.Time        `json:"submittedAt"` // null in snapshots that are older than it
}

// keptBoard is what the snapshot's part "board" says of who was on it.
type keptBoard struct {
	Regions []struct {
		RegionID string `json:"regionId"`
	} `json:"regions"`
}

func (k *keptBoard) counties() []string {
	ids := make([]string, len(k.Regions))
	for i := range k.Regions {
		ids[i] = k.Regions[i].RegionID
	}
	return ids
}

func (k *keptProject) line(p *period.Period) Line {
	l := Line{
		ProjectID: k.ID, Code: k.Code, Name: k.Name, RegionID: k.RegionID, State: k.State, Late: k.Late, Light: k.Light,
		SubmittedAt: k.SubmittedAt, Month: p.Month, due: k.Condition == project.Active,
	}
	if l.State == "" {
		l.State = Missing
	}
	return l
}

// frozen tells of a closed month what was frozen at its close, so that its list and its board are the same numbers for ever.
func (st *Standing) frozen(tx *store.Tx, p *period.Period, q page.Query) error {
	kept, err := frozenLines(tx, p)
	if err != nil {
		return err
	}
	var board keptBoard
	if err := readKept(tx, p, "board", &board); err != nil {
		return err
	}
	st.Frozen, st.Regions = true, everybody(tx, talliesOf(kept), board.counties())
	chosen := slices.DeleteFunc(kept, func(l Line) bool { return !l.chosen(q) })
	st.Total, st.TotalCapped = min(len(chosen), page.TotalCap), len(chosen) > page.TotalCap
	if chosen, err = after(chosen, q); err != nil {
		return err
	}
	st.Items, st.Next = resume(chosen, q)
	return bringUpToDate(tx, p, st.Items)
}

// frozenLines reads every project of a closed month within reach.
func frozenLines(tx *store.Tx, p *period.Period) ([]Line, error) {
	var kept []keptProject
	if err := readKept(tx, p, "projects", &kept); err != nil {
		return nil, err
	}
	lines := make([]Line, 0, len(kept))
	for i := range kept {
		if !tx.Grant.Limited() || kept[i].RegionID == tx.Grant.Region {
			lines = append(lines, kept[i].line(p))
		}
	}
	return lines, nil
}

// talliesOf counts the lines county by county.
func talliesOf(lines []Line) []Tally {
	byRegion := map[string]*Tally{}
	for i := range lines {
		l := &lines[i]
		t := byRegion[l.RegionID]
		if t == nil {
			t = &Tally{RegionID: l.RegionID}
			byRegion[l.RegionID] = t
		}
		for _, s := range standings {
			if s.holds(l) {
				*s.field(t)++
			}
		}
	}
	all := make([]Tally, 0, len(byRegion))
	for _, t := range byRegion {
		all = append(all, *t)
	}
	return all
}

// chosen is what the SQL of asked says: due or handed in, of these states, of these counties.
func (l *Line) chosen(q page.Query) bool {
	if !standing("").holds(l) {
		return false
	}
	for _, c := range q.Conditions {
		if !slices.ContainsFunc(c.Values, func(v any) bool {
			if c.Filter.Column == stateColumn {
				return standing(v).holds(l)
			}
			return v == any(l.RegionID)
		}) {
			return false
		}
	}
	return true
}

// after sorts the lines by code and drops what the cursor has passed, leaving one line beyond the page for resume.
func after(lines []Line, q page.Query) ([]Line, error) {
	sign := 1
	if q.Desc {
		sign = -1
	}
	slices.SortFunc(lines, func(a, b Line) int { return sign * strings.Compare(a.Code, b.Code) })
	if q.After != nil {
		from, err := page.Read[string](q.After)
		if err != nil {
			return nil, err
		}
		lines = slices.DeleteFunc(lines, func(l Line) bool { return sign*strings.Compare(l.Code, from) <= 0 })
	}
	return lines[:min(len(lines), q.Limit+1)], nil
}

// bringUpToDate adds to a page of frozen lines what a decision needs to know: the version that a status is at, and whether it was accepted
// since.
func bringUpToDate(tx *store.Tx, p *period.Period, lines []Line) error {
	ids := make([]string, len(lines))
	for i := range lines {
		ids[i] = lines[i].ProjectID
	}
	rows, err := store.All[Status](tx, "project_id", store.Where("month = ?", p.Month), store.In("project_id", ids))
	if err != nil {
		return err
	}
	now := map[string]*Status{}
	for i := range rows {
		now[rows[i].ProjectID] = &rows[i]
	}
	for i := range lines {
		if s := now[lines[i].ProjectID]; s != nil {
			lines[i].Version, lines[i].AcceptedLater = s.Version, s.State == Accepted && lines[i].State == Submitted
		}
	}
	return nil
}
