package land

import (
	"context"
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
	"zhaoyin/internal/timeline"
	"zhaoyin/internal/vocabulary"
)

// SupplyLine is a county's line of the supply table.
type SupplyLine struct {
	RegionID string `json:"regionId"`
	Name     string `json:"name"`
	SupplyFigures
}

// SupplyStatement is what GET /land/supplies/figures answers: the figures of one county (or of all within reach), the sentence that the papers make of them, and
// the counties that they add up from, in the city's order.
type SupplyStatement struct {
	SupplyFigures
	RegionID string       `json:"regionId,omitempty"` // empty: the whole city
	Name     string       `json:"name"`
	Sentence string       `json:"sentence"`
	Regions  []SupplyLine `json:"regions"`
}

// Figures reads the figures of a county, or of all within reach when none is named, for the month; the current one when none is named.
func (s *SupplyService) Figures(ctx context.Context, month calendar.Month, regionID string) (*SupplyStatement, error) {
	var st *SupplyStatement
	err := s.db.Read(ctx, access.LandSupplyList, func(tx *store.Tx) error {
		if month == "" {
			month = tx.Today().Month()
		}
		var err error
		st, err = supplyStatement(tx, month, regionID)
		return err
	})
	return st, err
}

func supplyStatement(tx *store.Tx, month calendar.Month, regionID string) (*SupplyStatement, error) {
	if tx.Grant.Limited() {
		if regionID != "" && regionID != tx.Grant.Region {
			return nil, store.ErrMissing.With()
		}
		regionID = tx.Grant.Region
	}
	regions, err := reporting(tx, regionID)
	if err != nil {
		return nil, err
	}
	tally, err := SupplyTally(tx, month)
	if err != nil {
		return nil, err
	}
	st := &SupplyStatement{RegionID: regionID, Name: "全市", Regions: supplyLines(month, regions, tally)}
	english := "the city"
	if regionID != "" {
		st.Name, english = regions[0].Name, regions[0].Name
		tally = map[string]SupplyFigures{regionID: tally[regionID]}
	}
	st.SupplyFigures = SupplyTotal(month, tally)
	st.Sentence = Sentence(st.SupplyFigures, st.Name)
	if tx.Actor.Language == "en" {
		st.Sentence = SentenceEN(st.SupplyFigures, english)
	}
	return st, nil
}

// reporting lists the counties and zones, or the one that is named, in the city's order; one that reports no longer is among them for its past.
func reporting(tx *store.Tx, regionID string) ([]org.Region, error) {
	conds := []store.Cond{store.Where("kind <> ?", org.City)}
	if regionID != "" {
		conds = append(conds, store.Where("id = ?", regionID))
	}
	regions, err := store.All[org.Region](tx, "sort_order, id", conds...)
	if err == nil && regionID != "" && len(regions) == 0 {
		return nil, store.ErrMissing.With()
	}
	return regions, err
}

// supplyLines has a line for every county that reports or that supplied something.
func supplyLines(month calendar.Month, regions []org.Region, tally map[string]SupplyFigures) []SupplyLine {
	lines := []SupplyLine{}
	for i := range regions {
		f, some := tally[regions[i].ID]
		if !some && !regions[i].Reports() {
			continue
		}
		f.Through = month
		lines = append(lines, SupplyLine{RegionID: regions[i].ID, Name: regions[i].Name, SupplyFigures: f})
	}
	return lines
}

// SupplyPart is what the papers say of land supply and renewal (要素保障): the sentence in both languages, the table of the counties, what was recorded or
// cancelled in the month although its own month was closed (补报、更正, for the footnotes), and the renewal sites.
type SupplyPart struct {
	Sentence   string        `json:"sentence"`
	SentenceEN string        `json:"sentenceEn"`
	City       SupplyFigures `json:"city"`
	Regions    []SupplyLine  `json:"regions"`
	Late       []Supply      `json:"late"`
	Cancelled  []Supply      `json:"cancelled"`
	Sites      []SiteLine    `json:"sites"`
	Renewal    []RenewalLine `json:"renewal"`
}

// SupplyReport gathers the part for a month, within the reach of tx; lists stand in the city's order of counties, then by day and id.
func SupplyReport(tx *store.Tx, month calendar.Month) (*SupplyPart, error) {
	st, err := supplyStatement(tx, month, "")
	if err != nil {
		return nil, err
	}
	label := st.Name
	if st.RegionID == "" {
		label = "the city"
	}
	part := &SupplyPart{Sentence: Sentence(st.SupplyFigures, st.Name), SentenceEN: SentenceEN(st.SupplyFigures, label), City: st.SupplyFigures, Regions: st.Regions}
	from, to := month.First().Time().UTC(), month.Next().First().Time().UTC()
	if part.Late, err = store.All[Supply](tx, "supplied_on, id", store.Where("late = ? AND created_at >= ? AND created_at < ?", true, from, to)); err != nil {
		return nil, err
	}
	part.Cancelled, err = store.All[Supply](tx, "supplied_on, id",
		store.Where("cancelled_at >= ? AND cancelled_at < ? AND supplied_on < ?", from, to, string(month.First())))
	if err != nil {
		return nil, err
	}
	part.Sites, part.Renewal, err = renewal(tx, month)
	return part, err
}

// SupplyTimeline is a project's supplies and their cancellations.
func SupplyTimeline(tx *store.Tx, projectID string) ([]timeline.Event, error) {
	rows, err := store.All[Supply](tx, "supplied_on, id", store.Where("project_id = ?", projectID))
	if err != nil {
		return nil, err
	}
	var events []timeline.Event
	for i := range rows {
		events = append(events, rows[i].events()...)
	}
	return events, nil
}

func (s *Supply) events() []timeline.Event {
	zh, en := s.sourceWord("zh"), s.sourceWord("en")
	link := "/api/v1/land/supplies/" + s.ID
	events := []timeline.Event{{
		On: s.SuppliedOn, At: s.CreatedAt, Kind: timeline.Land, Code: "land.supplied", Subject: s.ID, By: s.CreatedBy, Link: link,
		ZH: fmt.Sprintf("供地%s亩（%s，宗地%s）", s.AreaMu, zh, s.Parcel),
		EN: fmt.Sprintf("%s mu supplied (%s, parcel %s)", s.AreaMu, en, s.Parcel),
	}}
	if s.CancelledAt == nil {
		return events
	}
	return append(events, timeline.Event{
		On: calendar.DateOf(*s.CancelledAt), At: *s.CancelledAt, Kind: timeline.Land, Code: "land.supplyCancelled", Subject: s.ID, By: s.CancelledBy, Link: link,
		ZH: fmt.Sprintf("注销供地记录（宗地%s，%s亩）：%s", s.Parcel, s.AreaMu, s.CancelReason),
		EN: fmt.Sprintf("Supply of parcel %s (%s mu) cancelled: %s", s.Parcel, s.AreaMu, s.CancelReason),
	})
}

func (s *Supply) sourceWord(lang string) string {
	return vocabulary.Label(vocabulary.SupplySource, string(s.Source), lang)
}
