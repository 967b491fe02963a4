package meeting

import (
	"context"
	"encoding/json"
	"reflect"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/period"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Frozen is JSON as it was kept when its month was closed, and the snapshot it belongs to.
type Frozen struct {
	Body json.RawMessage
	Head *Head
}

// Board reads a month's board: of a closed month the very bytes that were frozen, of an open one as the rollups stand now.
func (s *Service) Board(ctx context.Context, month calendar.Month) (*Board, *Frozen, error) {
	var b *Board
	var f *Frozen
	err := s.db.Read(ctx, access.MeetingBoard, func(tx *store.Tx) error {
		p, err := period.Of(tx, month)
		if err != nil {
			return err
		}
		if p.State != period.Open {
			f, err = frozenPart(tx, p, "board")
			return err
		}
		b, err = s.board(tx, p)
		return err
	})
	return b, f, err
}

// board computes the board of a month from the rollups; the city's threshold is its lowest class.
func (s *Service) board(tx *store.Tx, p *period.Period) (*Board, error) {
	f, err := formulaFor(tx, p.Month)
	if err != nil {
		return nil, err
	}
	b := &Board{Month: p.Month, AsOf: tx.Now, Formula: f.Number, TieRule: f.TieRule, City: newFigures(s.threshold)}
	if err := b.count(tx, s.threshold); err != nil {
		return nil, err
	}
	ranked, past := seats(b.Regions, newFigures(s.threshold))
	if err := rank(*f, ranked); err != nil {
		return nil, err
	}
	before, err := boardBefore(tx, p.Month)
	if before != nil {
		b.Before = before.Month
	}
	since(before, ranked)
	b.Regions = append(ranked, past...)
	return b, err
}

// count adds up the figures of the city and of every county, whether it still reports or not.
func (b *Board) count(tx *store.Tx, threshold unit.Wan) error {
	regions, err := org.Counties(tx)
	if err != nil {
		return err
	}
	place := map[string]int{}
	for i, r := range regions {
		place[r.ID] = i
		b.Regions = append(b.Regions, RegionBoard{
			RegionID: r.ID, Name: r.Name, ShortName: r.ShortName, Inactive: !r.Reports(), Terms: []Term{}, Figures: newFigures(threshold),
		})
	}
	lines, err := rollups(tx, b.Month)
	if err != nil {
		return err
	}
	for _, line := range lines {
		b.City.take(line)
		if i, ok := place[line.region]; ok {
			b.Regions[i].Figures.take(line)
		}
	}
	res, err := readResources(tx, b.Month)
	if err != nil {
		return err
	}
	res.all(&b.City)
	for i := range b.Regions {
		res.of(b.Regions[i].RegionID, &b.Regions[i].Figures)
	}
	return nil
}

// seats are the counties that the board shows: those that report, which are ranked, and those that report no longer but have figures in one of the
// spans, so that the city's figures are the sum of what is shown.
func seats(all []RegionBoard, none Figures) (ranked, past []RegionBoard) {
	ranked = []RegionBoard{}
	for _, r := range all {
		switch {
		case !r.Inactive:
			ranked = append(ranked, r)
		case !reflect.DeepEqual(r.Figures, none):
			past = append(past, r)
		}
	}
	return ranked, past
}

// boardBefore is the board of the last closed month before a month, nil when there is none.
func boardBefore(tx *store.Tx, month calendar.Month) (*Board, error) {
	s, err := snapshotBefore(tx, month)
	if fault.KindOf(err) == fault.Missing {
		return nil, nil //nolint:nilnil // "none" is the answer, and the ranking asks for it
	}
	if err != nil {
		return nil, err
	}
	var b Board
	return &b, decodePart(tx, s.ID, "board", &b)
}
