package meeting

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// Agenda is the order in which the counties report to the meeting: by rank.
type Agenda struct {
	Month  calendar.Month `json:"month"`
	Frozen bool           `json:"frozen"`
	Items  []Item         `json:"items"`
}

// Item is one county's turn: its place, what moved, what slipped, what it asks of the city, and what it did not report.
type Item struct {
	Order    int     `json:"order"`
	RegionID string  `json:"regionId"`
	Name     string  `json:"name"`
	Rank     int     `json:"rank"` // 0: reports no longer
	Figures  Figures `json:"figures"`
	Moves    []Ref   `json:"moves"`
	Slipped  []Ref   `json:"slipped"`
	Matters  []Ref   `json:"matters"`
	Waiting  []Ref   `json:"waiting"` // handed in, neither accepted nor returned
	Missing  []Ref   `json:"missing"` // owed and not handed in; What is "draft", "returned", or empty when nothing was begun
}

// Ref points at a project and says what about it.
type Ref struct {
	ProjectID string `json:"projectId"`
	Name      string `json:"name"`
	What      string `json:"what,omitempty"`
}

// agenda is made from the snapshot's own rows.
func (s *Snapshot) agenda() Agenda {
	a := Agenda{Month: s.Month, Frozen: s.Board.Frozen, Items: []Item{}}
	place := map[string]int{}
	for i, r := range s.Board.Regions {
		place[r.RegionID] = i
		a.Items = append(a.Items, Item{
			Order: i + 1, RegionID: r.RegionID, Name: r.Name, Rank: r.Rank, Figures: r.Figures,
			Moves: []Ref{}, Slipped: []Ref{}, Matters: []Ref{}, Waiting: []Ref{}, Missing: []Ref{},
		})
	}
	for _, m := range s.Moves {
		if i, ok := place[m.RegionID]; ok {
			a.Items[i].Moves = append(a.Items[i].Moves, Ref{m.ProjectID, m.Project, string(m.Kind)})
		}
	}
	for _, p := range s.Projects {
		if i, ok := place[p.RegionID]; ok {
			a.Items[i].take(p)
		}
	}
	return a
}

func (i *Item) take(p ProjectRow) {
	if p.Slipped || p.Light == project.Red {
		i.Slipped = append(i.Slipped, Ref{p.ID, p.Name, p.LightReason})
	}
	for _, problem := range p.Problems {
		i.Matters = append(i.Matters, Ref{p.ID, p.Name, problem.Title})
	}
	switch {
	case p.Missing():
		i.Missing = append(i.Missing, Ref{p.ID, p.Name, string(p.State)})
	case p.State == monthly.Submitted:
		i.Waiting = append(i.Waiting, Ref{p.ID, p.Name, ""})
	}
}

// Missing is true of a project that owes the month's status and has not handed it in.
func (p *ProjectRow) Missing() bool { return p.Condition == project.Active && !p.HandedIn() }

// Agenda reads a month's agenda: the frozen one of a closed month. Whoever does not see every county's projects sees those within reach, and
// the others' places.
func (s *Service) Agenda(ctx context.Context, month calendar.Month) (*Agenda, error) {
	var a *Agenda
	err := s.db.Read(ctx, access.MeetingAgenda, func(tx *store.Tx) error {
		p, err := period.Of(tx, month)
		if err != nil {
			return err
		}
		if p.State == period.Open {
			facts, err := s.collect(tx, p)
			if err != nil {
				return err
			}
			a = &facts.Agenda
		} else if a, err = frozenAgenda(tx, p); err != nil {
			return err
		}
		seen, err := tx.Under(access.ProjectList)
		if fault.KindOf(err) == fault.Forbidden {
			a.veil("")
			return nil
		}
		if err == nil && seen.Grant.Limited() {
			a.veil(seen.Grant.Region)
		}
		return err
	})
	return a, err
}

func frozenAgenda(tx *store.Tx, p *period.Period) (*Agenda, error) {
	head, err := snapshotOf(tx, p.Month, p.SnapshotVersion)
	if err != nil {
		return nil, err
	}
	a := &Agenda{}
	return a, decodePart(tx, head.ID, "agenda", a)
}

// veil takes the projects out of every county's turn but one's own; "" is nobody's.
func (a *Agenda) veil(own string) {
	for i := range a.Items {
		if item := &a.Items[i]; item.RegionID != own {
			for _, refs := range []*[]Ref{&item.Moves, &item.Slipped, &item.Matters, &item.Waiting, &item.Missing} {
				*refs = []Ref{}
			}
		}
	}
}
