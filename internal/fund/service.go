package fund

import (
	"context"
	"slices"

	"zhaoyin/internal/access"
	"zhaoyin/internal/blob"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Service is what can be done with funds and with what is asked of them.
type Service struct {
	db    *store.DB
	files *blob.Store
}

// NewService works over the store; reports of due diligence lie in files.
func NewService(db *store.DB, files *blob.Store) *Service { return &Service{db: db, files: files} }

// Requests reads a page of the requests within reach.
func (s *Service) Requests(ctx context.Context, q page.Query) (page.Of[Request], error) {
	var of page.Of[Request]
	err := s.db.Read(ctx, access.FundRequestList, func(tx *store.Tx) error {
		var err error
		if of, err = store.List[Request](tx, RequestListing, q); err != nil {
			return err
		}
		return show(tx, of.Items)
	})
	return of, err
}

// Request reads one request.
func (s *Service) Request(ctx context.Context, id string) (*Request, error) {
	var r *Request
	err := s.db.Read(ctx, access.FundRequestRead, func(tx *store.Tx) error {
		var err error
		if r, err = store.Get[Request](tx, id); err != nil {
			return err
		}
		return showOne(tx, r)
	})
	return r, err
}

// Apply asks a fund for money for a project within reach.
func (s *Service) Apply(ctx context.Context, in Application) (*Request, error) {
	var r *Request
	err := s.db.Write(ctx, access.FundRequestCreate, func(tx *store.Tx) error {
		p, err := store.Get[project.Project](tx, in.ProjectID)
		if err != nil {
			return err
		}
		if p.ArchivedAt != nil || p.Condition == project.Terminated {
			return errProject.With()
		}
		if err := in.check(tx, p); err != nil {
			return err
		}
		r = &Request{
			RegionID: p.RegionID, ProjectID: p.ID, FundID: in.FundID, AmountWan: in.AmountWan, Purpose: in.Purpose, State: Requested,
			Conditions: []string{}, Tranches: []Tranche{},
		}
		if err := store.Insert(tx, r); err != nil {
			return err
		}
		if err := note(tx, r, Step{Code: WasRequested, AmountWan: r.AmountWan, On: tx.Today()}); err != nil {
			return err
		}
		return showOne(tx, r)
	})
	return r, err
}

// check holds a request to what the project can take: nobody gives a project more than it costs.
func (in Application) check(tx *store.Tx, p *project.Project) error {
	var bad fault.List
	most := min(p.InvestmentWan, unit.Limit)
	bad.Check(in.AmountWan > 0 && in.AmountWan <= most, "/amountWan", errAmount, most.String())
	if err := checkFund(tx, &bad, in.FundID); err != nil {
		return err
	}
	return bad.Err()
}

// checkFund complains of a fund that does not exist; none at all is fine here.
func checkFund(tx *store.Tx, bad *fault.List, id string) error {
	if id == "" {
		return nil
	}
	_, err := store.Get[Fund](tx, id)
	if fault.KindOf(err) == fault.Missing {
		bad.Add("/fundId", fault.NoSuch, id)
		return nil
	}
	return err
}

// Accept takes a request on. From here on it names its fund.
func (s *Service) Accept(ctx context.Context, id string, version int64, in Acceptance) (*Request, error) {
	return s.change(ctx, access.FundRequestDecide, id, version, func(tx *store.Tx, r *Request) error {
		if err := r.mustBe(Requested); err != nil {
			return err
		}
		if in.FundID != "" {
			r.FundID = in.FundID
		}
		var bad fault.List
		bad.Check(r.FundID != "", "/fundId", fault.Required)
		if err := checkFund(tx, &bad, r.FundID); err != nil {
			return err
		}
		if err := bad.Err(); err != nil {
			return err
		}
		r.AcceptanceNote = in.Note
		return move(tx, r, Accepted, Step{Code: WasAccepted, AmountWan: r.AmountWan, On: tx.Today()})
	})
}

// Turn refuses a request whose due diligence has not ended; after it, that is for the decision.
func (s *Service) Turn(ctx context.Context, id string, version int64, in Reason) (*Request, error) {
	return s.change(ctx, access.FundRequestDecide, id, version, func(tx *store.Tx, r *Request) error {
		if r.Diligence.FinishedOn != "" {
			return errState.With(r.State).Note("state", r.State)
		}
		return end(tx, r, in, Refused, WasRefused)
	})
}

// Withdraw takes a request back before it has come to a decision.
func (s *Service) Withdraw(ctx context.Context, id string, version int64, in Reason) (*Request, error) {
	return s.change(ctx, access.FundRequestRetract, id, version, func(tx *store.Tx, r *Request) error {
		return end(tx, r, in, Withdrawn, WasWithdrawn)
	})
}

func end(tx *store.Tx, r *Request, in Reason, to State, code Code) error {
	if err := r.mustBe(Requested, Accepted, Examined); err != nil {
		return err
	}
	r.Reason = in.Reason
	return move(tx, r, to, Step{Code: code, AmountWan: r.AmountWan, On: tx.Today()})
}

// change locks a request at the version that the caller saw and changes it.
func (s *Service) change(ctx context.Context, action access.Action, id string, version int64, fn func(*store.Tx, *Request) error) (*Request, error) {
	var r *Request
	err := s.db.Write(ctx, action, func(tx *store.Tx) error {
		var err error
		if r, err = store.Lock[Request](tx, id); err != nil {
			return err
		}
		if err := r.Expect(version); err != nil {
			return err
		}
		if err := fn(tx, r); err != nil {
			return err
		}
		return showOne(tx, r)
	})
	return r, err
}

func (r *Request) mustBe(states ...State) error {
	if slices.Contains(states, r.State) {
		return nil
	}
	return errState.With(r.State).Note("state", r.State)
}

// move writes a request's new state with its line of history.
func move(tx *store.Tx, r *Request, to State, step Step) error {
	r.State = to
	if err := store.Update(tx, r); err != nil {
		return err
	}
	return note(tx, r, step)
}

// notice is what an event says of a request. What due diligence found has no place in it.
type notice struct {
	RequestID    string        `json:"requestId"`
	ProjectID    string        `json:"projectId"`
	FundID       string        `json:"fundId"`
	State        State         `json:"state"`
	AmountWan    unit.Wan      `json:"amountWan"`
	CommittedWan unit.Wan      `json:"committedWan"`
	DisbursedWan unit.Wan      `json:"disbursedWan"`
	On           calendar.Date `json:"on"`
}

func note(tx *store.Tx, r *Request, step Step) error {
	step.RegionID, step.ProjectID, step.RequestID = r.RegionID, r.ProjectID, r.ID
	if err := store.Insert(tx, &step); err != nil {
		return err
	}
	return tx.Emit("fund."+string(step.Code), r.ID, r.RegionID, notice{
		RequestID: r.ID, ProjectID: r.ProjectID, FundID: r.FundID, State: r.State, AmountWan: r.AmountWan,
		CommittedWan: r.CommittedWan, DisbursedWan: r.DisbursedWan, On: step.On,
	})
}
