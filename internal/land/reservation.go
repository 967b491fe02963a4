package land

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// ReservationState is where a reservation stands.
type ReservationState string

// The states of a reservation.
const (
	Held     ReservationState = "held"
	Released ReservationState = "released" // the request was decided or withdrawn, or the officer let it go
	Lapsed   ReservationState = "lapsed"   // ExpiresOn has passed
)

// Reservation (预留) keeps quota of a pool for a request that is under decision, through the day ExpiresOn.
type Reservation struct {
	store.Row
	RegionID  string           `json:"regionId"` // of the request
	RequestID string           `json:"requestId"`
	PoolID    string           `json:"poolId"`
	AreaMu    unit.Mu          `json:"areaMu"`
	ExpiresOn calendar.Date    `json:"expiresOn"`
	State     ReservationState `json:"state"`
	EndedOn   calendar.Date    `json:"endedOn,omitempty"`
}

// TableName is "land_reservations".
func (Reservation) TableName() string { return "land_reservations" }

// Booking asks for a reservation: the request's whole area and ten working days unless it says otherwise.
type Booking struct {
	PoolID    string        `json:"poolId" validate:"required"`
	AreaMu    unit.Mu       `json:"areaMu,omitempty"`
	ExpiresOn calendar.Date `json:"expiresOn,omitempty"`
	Note      string        `json:"note,omitempty" validate:"max=500"`
}

// bookedFor is how many working days a reservation holds by default, and how long a decision may take.
const bookedFor = 10

var (
	errHeldOver = fault.Define(fault.Invalid, "land.heldTooMuch", "预留面积 %s 亩超过申请面积 %s 亩。", "A reservation of %s mu is more than the %s mu asked for.")
	errReserved = fault.Define(fault.Conflict, "land.reserved", "该申请在“%s”已有预留（%s 亩，至 %s）。", "The request has a reservation in “%s” already (%s mu, through %s).")
)

// Reserve keeps quota for a request that is not decided yet.
func (s *Service) Reserve(ctx context.Context, id string, version int64, in Booking) (*Reservation, error) {
	var made *Reservation
	_, err := s.advance(ctx, access.LandRequestDecide, id, version, func(tx *store.Tx, r *Request) error {
		if err := r.within(Requested, Prechecked); err != nil {
			return err
		}
		if err := mayDecide(tx, r); err != nil {
			return err
		}
		if err := in.settle(tx, r); err != nil {
			return err
		}
		pool, err := hold(tx, in.PoolID)
		if err != nil {
			return err
		}
		if made, err = book(tx, r, pool, in); err != nil {
			return err
		}
		r.step(tx, StepReserved, made.AreaMu, in.Note)
		return nil
	})
	return made, err
}

// settle fills in what the booking leaves open and holds it to its rules.
func (in *Booking) settle(tx *store.Tx, r *Request) error {
	var bad fault.List
	if in.AreaMu == 0 {
		in.AreaMu = r.AreaMu
	}
	bad.Check(in.AreaMu > 0, "/areaMu", errAbove)
	bad.Check(in.AreaMu <= r.AreaMu, "/areaMu", errHeldOver, in.AreaMu.String(), r.AreaMu.String())
	if in.ExpiresOn == "" {
		days, err := org.Workdays(tx)
		if err != nil {
			return err
		}
		in.ExpiresOn = days.AddWorkdays(tx.Today(), bookedFor)
	}
	bad.Check(!in.ExpiresOn.Before(tx.Today()), "/expiresOn", errPast, string(tx.Today()))
	part := Part{PoolID: in.PoolID, AreaMu: in.AreaMu}
	if err := part.check(tx, r, &bad); err != nil {
		return err
	}
	return bad.Err()
}

func book(tx *store.Tx, r *Request, pool *Pool, in Booking) (*Reservation, error) {
	held, err := heldBy(tx, r.ID)
	if err != nil {
		return nil, err
	}
	for i := range held {
		if held[i].PoolID == pool.ID {
			return nil, errReserved.With(pool.Name, held[i].AreaMu.String(), string(held[i].ExpiresOn))
		}
	}
	if err := post(tx, pool, ledger.Movement{Kind: ledger.Reserve, Amount: int64(in.AreaMu), RequestID: r.ID, Note: in.Note}); err != nil {
		return nil, err
	}
	made := &Reservation{RegionID: r.RegionID, RequestID: r.ID, PoolID: pool.ID, AreaMu: in.AreaMu, ExpiresOn: in.ExpiresOn, State: Held}
	return made, store.Insert(tx, made)
}

// Reservations lists what is or was kept for a request, the oldest first.
func (s *Service) Reservations(ctx context.Context, id string) ([]Reservation, error) {
	var all []Reservation
	err := s.db.Read(ctx, access.LandRequestRead, func(tx *store.Tx) error {
		if _, err := store.Get[Request](tx, id); err != nil {
			return err
		}
		var err error
		all, err = store.All[Reservation](tx, "created_at, id", store.Where("request_id = ?", id))
		return err
	})
	return all, err
}

// releaseOf ends every reservation of a request: it is being decided or withdrawn.
func releaseOf(tx *store.Tx, r *Request) error {
	held, err := heldBy(tx, r.ID)
	if err != nil {
		return err
	}
	for _, one := range held {
		if _, err := poolOf(tx, one.PoolID, store.Lock[Pool]); err != nil {
			return err
		}
		done, err := end(tx, one.ID, Released)
		if err != nil {
			return err
		}
		if done {
			r.step(tx, StepReleased, one.AreaMu, "")
		}
	}
	return nil
}

// heldBy are a request's reservations that hold, in the order of their pools, which is the order in which everybody locks them.
func heldBy(tx *store.Tx, requestID string) ([]Reservation, error) {
	return store.All[Reservation](tx, "pool_id, id", store.Where("request_id = ? AND state = ?", requestID, Held))
}

// lapse releases what has expired in a pool that the transaction holds.
func lapse(tx *store.Tx, pool *Pool) (int, error) {
	expired, err := store.All[Reservation](tx, "expires_on, id", store.Where("pool_id = ? AND state = 'held' AND expires_on < ?", pool.ID, string(tx.Today())))
	if err != nil {
		return 0, err
	}
	n := 0
	for _, one := range expired {
		done, err := end(tx, one.ID, Lapsed)
		if err != nil {
			return n, err
		}
		if done {
			n++
		}
	}
	return n, nil
}

// end gives a reservation's quota back to its pool, which the transaction holds; false when somebody else has ended it.
func end(tx *store.Tx, id string, to ReservationState) (bool, error) {
	one, err := store.Lock[Reservation](tx, id)
	if err != nil || one.State != Held {
		return false, err
	}
	one.State, one.EndedOn = to, tx.Today()
	if err := store.Update(tx, one); err != nil {
		return false, err
	}
	_, err = ledger.Post(tx, one.PoolID, ledger.Movement{Kind: ledger.Release, Amount: int64(one.AreaMu), RequestID: one.RequestID, Note: string(to)})
	if err != nil {
		return false, err
	}
	return true, tx.Emit("land.reservationEnded", one.ID, one.RegionID, one)
}

// Lapse releases every reservation that has expired, and says how many; run again it finds none.
func (s *Service) Lapse(ctx context.Context) (int, error) {
	n := 0
	err := s.db.Write(ctx, access.ScheduleRun, func(tx *store.Tx) error {
		n = 0
		expired, err := store.All[Reservation](tx, "pool_id, id", store.Where("state = ? AND expires_on < ?", Held, string(tx.Today())))
		if err != nil {
			return err
		}
		last := ""
		for _, one := range expired {
			if one.PoolID == last {
				continue
			}
			last = one.PoolID
			pool, err := store.Lock[Pool](tx, one.PoolID)
			if err != nil {
				return err
			}
			ended, err := lapse(tx, pool)
			if err != nil {
				return err
			}
			n += ended
		}
		return nil
	})
	return n, err
}
