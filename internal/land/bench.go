package land

import (
	"context"
	"slices"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Contest says what is put on the bench: pools in the order in which they are given away, and competing requests; without any, all that are undecided and
// that one of the pools serves. Terms of a scoring of its own can be tried; without, the published one is used.
type Contest struct {
	PoolID     string          `json:"poolId,omitempty"`
	PoolIDs    []string        `json:"poolIds,omitempty" validate:"max=50"`
	RequestIDs []string        `json:"requestIds,omitempty" validate:"max=500"`
	Scoring    *ScoringEdition `json:"scoring,omitempty"`
}

// Comparison is what the bench answers. Nothing of it is kept.
type Comparison struct {
	Scoring Scoring     `json:"scoring"`
	Pools   []BenchPool `json:"pools"`
	Items   []Candidate `json:"items"`
	AskedMu unit.Mu     `json:"askedMu"`
	GivenMu unit.Mu     `json:"givenMu"`
	ShortMu unit.Mu     `json:"shortMu"` // what the pools lack
}

var errDecided = fault.Define(fault.Invalid, "land.decided", "申请 %s 已有结论，不能参与比选。", "The request %s has been decided and cannot be compared.")

// Validate holds a scoring that is tried to the rules of a published one.
func (in *Contest) Validate() error {
	if in.Scoring == nil {
		return nil
	}
	err := in.Scoring.Validate()
	if f, ok := fault.Find(err); ok {
		for i := range f.Fields {
			f.Fields[i].Pointer = "/scoring" + f.Fields[i].Pointer
		}
	}
	return err
}

// Compare orders competing requests by the scoring and says who would get how much from which pool. It reads only.
func (s *Service) Compare(ctx context.Context, in Contest) (*Comparison, error) {
	var c *Comparison
	err := s.db.Read(ctx, access.LandRequestCompare, func(tx *store.Tx) error {
		pools, err := in.pools(tx)
		if err != nil {
			return err
		}
		requests, err := in.requests(tx, pools)
		if err != nil {
			return err
		}
		used, err := in.terms(tx)
		if err != nil {
			return err
		}
		c = &Comparison{Scoring: *used}
		if c.Items, err = candidates(tx, requests, used.Terms); err != nil {
			return err
		}
		if c.Pools, err = stock(tx, pools, requests); err != nil {
			return err
		}
		order(c.Items)
		fill(c.Items, c.Pools)
		c.sum()
		return nil
	})
	return c, err
}

func (in *Contest) pools(tx *store.Tx) ([]*Pool, error) {
	ids := in.PoolIDs
	if in.PoolID != "" && !slices.Contains(ids, in.PoolID) {
		ids = append([]string{in.PoolID}, ids...)
	}
	var bad fault.List
	bad.Check(len(ids) > 0, "/poolId", fault.Required)
	var pools []*Pool
	for i, id := range ids {
		p, err := store.Get[Pool](tx, id)
		switch {
		case fault.KindOf(err) == fault.Missing:
			bad.Add("/poolIds", fault.NoSuch, id)
		case err != nil:
			return nil, err
		case slices.Contains(ids[:i], id):
			bad.Add("/poolIds", errTwice)
		default:
			pools = append(pools, p)
		}
	}
	return pools, bad.Err()
}

// requests are the competing ones, the earliest first.
func (in *Contest) requests(tx *store.Tx, pools []*Pool) ([]Request, error) {
	const inTurn = "requested_on, created_at, id"
	if len(in.RequestIDs) == 0 {
		all, err := store.All[Request](tx, inTurn, store.In("state", []State{Requested, Prechecked}))
		return slices.DeleteFunc(all, func(r Request) bool {
			return !slices.ContainsFunc(pools, func(p *Pool) bool { return p.serves(r.RegionID, r.Kind) })
		}), err
	}
	all, err := store.All[Request](tx, inTurn, store.In("id", in.RequestIDs))
	if err != nil {
		return nil, err
	}
	var bad fault.List
	for _, id := range in.RequestIDs {
		at := slices.IndexFunc(all, func(r Request) bool { return r.ID == id })
		if at < 0 {
			bad.Add("/requestIds", fault.NoSuch, id)
			continue
		}
		bad.Check(all[at].open(), "/requestIds", errDecided, id)
	}
	return all, bad.Err()
}

func (in *Contest) terms(tx *store.Tx) (*Scoring, error) {
	if in.Scoring == nil {
		return scoring(tx)
	}
	return &Scoring{Published: Published{Source: in.Scoring.Source, Note: in.Scoring.Note}, Terms: in.Scoring.Terms}, nil
}

func candidates(tx *store.Tx, requests []Request, terms []ScoreTerm) ([]Candidate, error) {
	projects, err := projectsOf(tx, requests)
	if err != nil {
		return nil, err
	}
	all := make([]Candidate, 0, len(requests))
	for i := range requests {
		r := &requests[i]
		p := projects[r.ProjectID]
		if p == nil {
			p = &project.Project{}
		}
		points, sum, err := score(terms, meritsOf(r, p))
		if err != nil {
			return nil, err
		}
		all = append(all, Candidate{
			RequestID: r.ID, ProjectID: r.ProjectID, ProjectName: p.Name, RegionID: r.RegionID, State: r.State,
			Score: sum, Terms: points, AreaMu: r.AreaMu, kind: r.Kind,
		})
	}
	return all, nil
}

// stock is what each pool has to give: what is free, and what reservations hold that have expired or belong to the candidates themselves.
func stock(tx *store.Tx, pools []*Pool, requests []Request) ([]BenchPool, error) {
	balances, err := ledger.Balances(tx, ledger.Land)
	if err != nil {
		return nil, err
	}
	competing := map[string]bool{}
	for i := range requests {
		competing[requests[i].ID] = true
	}
	all := make([]BenchPool, 0, len(pools))
	for _, p := range pools {
		have := unit.Mu(balances[p.ID].Free)
		held, err := store.All[Reservation](tx, "id", store.Where("pool_id = ? AND state = 'held'", p.ID))
		if err != nil {
			return nil, err
		}
		for _, one := range held {
			if competing[one.RequestID] || one.ExpiresOn.Before(tx.Today()) {
				have += one.AreaMu
			}
		}
		all = append(all, BenchPool{PoolID: p.ID, Name: p.Name, AvailableMu: have, LeftMu: have, pool: p})
	}
	return all, nil
}

func (c *Comparison) sum() {
	for _, item := range c.Items {
		c.AskedMu += item.AreaMu
		c.GivenMu += item.GrantedMu
		c.ShortMu += item.ShortMu
	}
}
