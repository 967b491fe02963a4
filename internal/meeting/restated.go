package meeting

import (
	"fmt"
	"strings"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// VersionField is the field of a restatement that tells what another version of a reopened month says differently, and RankMetric the metric of a county's place.
const (
	VersionField = "version"
	RankMetric   = figure.Metric("rank")
)

// restatements are the corrections (更正) that a month announces: what was changed behind a closed month, and what the month before says differently since
// it was reopened.
func restatements(tx *store.Tx, month calendar.Month) ([]figure.Restatement, error) {
	rows, err := store.All[figure.Restatement](tx, "created_at, id", store.Where("announced_month = ?", month))
	if err != nil {
		return nil, err
	}
	wide, err := tx.Under(access.MeetingBoard) // names and boards are everybody's who may read these rows
	if err != nil {
		return nil, err
	}
	if err := nameProjects(wide, rows); err != nil {
		return nil, err
	}
	own := ""
	if tx.Grant.Limited() {
		own = tx.Grant.Region
	}
	revised, err := revisions(wide, month, own)
	return append(rows, revised...), err
}

// nameProjects gives each row its project's name, which stays known to a county that has handed the project over, and of a project that was archived.
func nameProjects(tx *store.Tx, rows []figure.Restatement) error {
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = rows[i].ProjectID
	}
	names, err := project.Names(tx, ids)
	for i := range rows {
		rows[i].Project = names[rows[i].ProjectID]
	}
	return err
}

// revisions compares the first version of the last closed month with its latest, county by county, or for one county alone. Both are frozen, so nothing
// has to be kept of it.
func revisions(tx *store.Tx, month calendar.Month, own string) ([]figure.Restatement, error) {
	last, err := snapshotBefore(tx, month)
	if fault.KindOf(err) == fault.Missing || err == nil && last.Number < 2 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	heads, err := store.All[snapshot](tx, "number", store.Where("month = ?", last.Month))
	if err != nil {
		return nil, err
	}
	var before, after Board
	if err := decodePart(tx, heads[0].ID, "board", &before); err != nil {
		return nil, err
	}
	if err := decodePart(tx, last.ID, "board", &after); err != nil {
		return nil, err
	}
	common := figure.Restatement{
		AffectsMonth: last.Month, AnnouncedMonth: month, Field: VersionField, BeforeText: fmt.Sprint(heads[0].Number), AfterText: fmt.Sprint(last.Number),
		Reason: reasonsOf(heads),
	}
	common.CreatedAt, common.CreatedBy, common.UpdatedAt, common.UpdatedBy = last.ClosedAt, last.ClosedBy, last.ClosedAt, last.ClosedBy
	common.Version = last.Version
	return revised(before, after, common, last.ID, own), nil
}

// reasonsOf are the reasons of every reopening, in their order.
func reasonsOf(heads []snapshot) string {
	var reasons []string
	for _, h := range heads {
		if h.Reason != "" {
			reasons = append(reasons, h.Reason)
		}
	}
	return strings.Join(reasons, "；")
}

// revised is one line for each figure of a county that two boards of a month tell differently; own limits it to one county.
func revised(before, after Board, common figure.Restatement, snapshotID, own string) []figure.Restatement {
	old := map[string]*RegionBoard{}
	for i := range before.Regions {
		old[before.Regions[i].RegionID] = &before.Regions[i]
	}
	var rows []figure.Restatement
	for i := range after.Regions {
		r := &after.Regions[i]
		was := old[r.RegionID]
		if was == nil || own != "" && own != r.RegionID {
			continue
		}
		for _, d := range differ(was, r) {
			row := common
			row.ID = snapshotID + ":" + r.RegionID + ":" + string(d.metric)
			row.RegionID, row.Metric, row.DeltaCount, row.DeltaWan = r.RegionID, d.metric, d.count, d.wan
			rows = append(rows, row)
		}
	}
	return rows
}

// difference is by how much one figure of a county differs.
type difference struct {
	metric figure.Metric
	count  int64
	wan    unit.Wan
}

// differ compares what two versions of a month say of a county; of its place it tells how many it has gained.
func differ(was, is *RegionBoard) []difference {
	var all []difference
	for _, kind := range project.MilestoneKinds {
		a, b := was.Figures.Month.Of(kind), is.Figures.Month.Of(kind)
		all = append(all, difference{figure.Metric(kind), b.Count - a.Count, b.InvestmentWan - a.InvestmentWan})
	}
	a, b := was.Figures.Submissions, is.Figures.Submissions
	all = append(all,
		difference{figure.Invested, 0, is.Figures.Invested.MonthWan - was.Figures.Invested.MonthWan},
		difference{figure.Submitted, b.Submitted - a.Submitted, 0},
		difference{figure.Late, b.Late - a.Late, 0},
	)
	if !was.Inactive && !is.Inactive {
		all = append(all, difference{RankMetric, int64(was.Rank - is.Rank), 0})
	}
	kept := all[:0]
	for _, d := range all {
		if d.count != 0 || d.wan != 0 {
			kept = append(kept, d)
		}
	}
	return kept
}
