package monthly

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/org"
	"zhaoyin/internal/page"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// Tally counts a county's month. Submitted is what was handed in and includes Accepted; Missing is what is due and was not handed in, and
// includes Returned and Drafts. Late counts what was handed in after the deadline.
type Tally struct {
	RegionID  string `json:"regionId"`
	Due       int    `json:"due"`
	Submitted int    `json:"submitted"`
	Waiting   int    `json:"waiting"` // submitted, and neither accepted nor returned yet
	Accepted  int    `json:"accepted"`
	Returned  int    `json:"returned"`
	Drafts    int    `json:"drafts"`
	Late      int    `json:"late"`
	Missing   int    `json:"missing"`
	Excused   int    `json:"excused"` // submitted, of projects that are paused or terminated by now and owe nothing

	all int // due or handed in: every project that is listed
}

// Line is one project of the month, by name.
type Line struct {
	ProjectID   string         `json:"projectId"`
	Code        string         `json:"code"`
	Name        string         `json:"name"`
	RegionID    string         `json:"regionId"`
	State       State          `json:"state"`
	Version     int64          `json:"version"` // of the status now, 0 without one
	Late        bool           `json:"late"`
	Light       project.Light  `json:"light"`
	SubmittedAt *time.Time     `json:"submittedAt"`
	Month       calendar.Month `json:"month"`

	// AcceptedLater is true of a frozen line that was accepted after the close, as a restatement.
	AcceptedLater bool `json:"acceptedLater,omitempty"`

	due bool // of a frozen line: the project owed the month when it was closed
}

func (l *Line) handedIn() bool { return l.State == Submitted || l.State == Accepted }

// Standing is who is done, late or missing: the counties with their counts, and a page of projects.
type Standing struct {
	Month    calendar.Month `json:"month"`
	State    period.State   `json:"state"` // of the month
	Deadline time.Time      `json:"deadline"`
	Overdue  bool           `json:"overdue"` // the deadline has passed
	Frozen   bool           `json:"frozen"`  // told from the snapshot of a closed month, as its board is
	Regions  []Tally        `json:"regions"`
	page.Of[Line]
}

// stateColumn marks the filter that is not a column but one of the standings.
const stateColumn = "state"

// StandingListing is what the list of a month's projects may be filtered by. The values of state name the counts of Tally.
var StandingListing = page.Listing{
	Sorts:   map[string]page.Sort{"code": {Column: "code"}},
	Default: "code",
	Filters: map[string]page.Filter{
		"regionId": {Column: "region_id", Kind: page.Text},
		"state": {Column: stateColumn, Kind: page.Choice, Choices: []string{
			"missing", "draft", "returned", "waiting", "submitted", "accepted", "late", "excused",
		}},
	},
}

// Standing tells of a month who has handed in: of an open one as it stands now, of a closed one as it was frozen with the board.
func (s *Service) Standing(ctx context.Context, month calendar.Month, q page.Query) (*Standing, error) {
	var st *Standing
	err := s.db.Read(ctx, access.MonthSubmissions, func(tx *store.Tx) error {
		p, err := period.Of(tx, month)
		if err != nil {
			return err
		}
		st = &Standing{Month: month, State: p.State, Deadline: p.Deadline, Overdue: p.Late(tx.Now)}
		if p.State != period.Open && p.SnapshotVersion > 0 {
			return st.frozen(tx, p, q)
		}
		counted, err := tallies(tx, p)
		if err != nil {
			return err
		}
		reporting, err := reportingIDs(tx)
		if err != nil {
			return err
		}
		st.Regions = everybody(tx, counted, reporting)
		st.Of, err = lines(tx, p, q, st.Regions)
		return err
	})
	return st, err
}

func reportingIDs(tx *store.Tx) ([]string, error) {
	regions, err := org.Reporting(tx)
	ids := make([]string, len(regions))
	for i := range regions {
		ids[i] = regions[i].ID
	}
	return ids, err
}

// everybody adds the counties within reach that have nothing to count, so that the list names the same counties as the board.
func everybody(tx *store.Tx, counted []Tally, ids []string) []Tally {
	for _, id := range ids {
		there := slices.ContainsFunc(counted, func(t Tally) bool { return t.RegionID == id })
		if !there && (!tx.Grant.Limited() || id == tx.Grant.Region) {
			counted = append(counted, Tally{RegionID: id})
		}
	}
	slices.SortFunc(counted, func(a, b Tally) int { return strings.Compare(a.RegionID, b.RegionID) })
	return counted
}

// resume cuts the row that was read beyond the page and makes the cursor.
func resume(items []Line, q page.Query) ([]Line, string) {
	if len(items) <= q.Limit {
		return items, ""
	}
	items = items[:q.Limit]
	last := items[q.Limit-1]
	return items, q.Resume(strconv.Quote(last.Code), last.ProjectID)
}
