package land

import (
	"context"
	"errors"
	"strconv"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/org"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Level says whose pool it is.
type Level string

// The levels of a pool.
const (
	City   Level = "city" // 市级统筹
	County Level = "county"
)

// Pool is one year's quota of one kind, the city's (regionId null) or a county's. Its balances are those of its ledger account, now or at the end of AsOf;
// BalanceMu is what is free.
type Pool struct {
	store.Row
	Year       int           `json:"year"`
	RegionID   string        `json:"-"` // empty: the city's
	Owner      *string       `json:"regionId" gorm:"-"`
	Level      Level         `json:"level" gorm:"-"`
	Kind       Kind          `json:"kind"`
	Name       string        `json:"name"`
	BalanceMu  unit.Mu       `json:"balanceMu" gorm:"-"`
	ReservedMu unit.Mu       `json:"reservedMu" gorm:"-"`
	GrantedMu  unit.Mu       `json:"grantedMu" gorm:"-"` // granted and not yet used or given back
	UsedMu     unit.Mu       `json:"usedMu" gorm:"-"`
	TotalMu    unit.Mu       `json:"totalMu" gorm:"-"` // all that came in, less what was reversed
	AsOf       calendar.Date `json:"asOf,omitempty" gorm:"-"`
}

// TableName is "land_pools".
func (Pool) TableName() string { return "land_pools" }

func (p *Pool) fill(b ledger.Balance, asOf calendar.Date) {
	p.Level = City
	if p.RegionID != "" {
		owner := p.RegionID
		p.Level, p.Owner = County, &owner
	}
	p.BalanceMu, p.ReservedMu, p.GrantedMu, p.UsedMu = unit.Mu(b.Free), unit.Mu(b.Reserved), unit.Mu(b.Granted), unit.Mu(b.Used)
	p.TotalMu, p.AsOf = unit.Mu(b.Total()), asOf
}

// Entry is one line of a pool's ledger: the amount, the way it went, and the balances after it. Nothing changes it; a mistake is reversed.
type Entry struct {
	store.Row
	PoolID     string        `json:"poolId"`
	Seq        int64         `json:"seq"`
	Kind       ledger.Kind   `json:"kind"`
	From       ledger.Bucket `json:"from"`
	To         ledger.Bucket `json:"to"`
	AmountMu   unit.Mu       `json:"amountMu"`
	BalanceMu  unit.Mu       `json:"balanceMu"` // free after it
	ReservedMu unit.Mu       `json:"reservedMu"`
	GrantedMu  unit.Mu       `json:"grantedMu"`
	UsedMu     unit.Mu       `json:"usedMu"`
	RequestID  string        `json:"requestId,omitempty"`
	Reverses   string        `json:"reverses,omitempty"`
	Note       string        `json:"note"`
	On         calendar.Date `json:"on"`
	At         time.Time     `json:"at"`
	By         string        `json:"by"`
}

func entryOf(e *ledger.Entry) Entry {
	return Entry{
		Row: e.Row, PoolID: e.AccountID, Seq: e.Seq, Kind: e.Kind, From: e.FromBucket, To: e.ToBucket, AmountMu: unit.Mu(e.Amount),
		BalanceMu: unit.Mu(e.Free), ReservedMu: unit.Mu(e.Reserved), GrantedMu: unit.Mu(e.Granted), UsedMu: unit.Mu(e.Used),
		RequestID: e.RequestID, Reverses: e.Reverses, Note: e.Note, On: e.On, At: e.CreatedAt, By: e.CreatedBy,
	}
}

// Opening is a new pool; without a regionId it is the city's.
type Opening struct {
	Year     int     `json:"year" validate:"required,min=2000,max=2199"`
	RegionID *string `json:"regionId,omitempty"`
	Kind     Kind    `json:"kind" validate:"required,oneof=newLand stockLand linkage"`
	Name     string  `json:"name" validate:"required,max=100"`
}

// Posting is an entry that an officer makes: quota that comes in, or the reversal of an earlier entry. Everything else is posted by the steps of a request.
type Posting struct {
	Kind     ledger.Kind `json:"kind" validate:"required,oneof=issue reward reverse"`
	AmountMu unit.Mu     `json:"amountMu,omitempty"` // above zero; left out for a reversal
	Reverses string      `json:"reverses,omitempty"` // the entry to undo
	Note     string      `json:"note,omitempty" validate:"max=500"`
}

var (
	errPoolExists = fault.Define(fault.Conflict, "land.poolExists", "该年度、层级、类型已有同名指标池。", "A pool of this year, owner, kind and name exists already.")
	errAbove      = fault.Define(fault.Invalid, "land.aboveZero", "面积须大于零。", "The area has to be above zero.")
	errExhausted  = fault.Define(fault.Conflict, "land.exhausted", "“%s”可用指标仅 %s 亩，不足 %s 亩。", "The pool “%s” has %s mu free, not %s mu.")
	errGone       = fault.Define(fault.Conflict, "land.gone", "该笔指标已被使用或核准，不能冲正：仅余 %s 亩，需 %s 亩。", "What this entry brought has gone on; %s mu are left of %s mu, so it cannot be reversed.")
	errBound      = fault.Define(fault.Conflict, "land.bound", "该笔分录属于一项用地申请，请在申请中办理退回或收回。", "The entry belongs to a request; return or recall the quota there.")
)

// PoolListing is what a list of pools may be filtered and sorted by.
var PoolListing = page.Listing{
	Sorts: map[string]page.Sort{
		"createdAt": {Column: "created_at"}, "year": {Column: "year"}, "name": {Column: "name"},
	},
	Default: "-year",
	Filters: map[string]page.Filter{
		"year":     {Column: "year", Kind: page.Int},
		"regionId": {Column: "region_id", Kind: page.Text},
		"kind":     {Column: "kind", Kind: page.Choice, Choices: []string{"newLand", "stockLand", "linkage"}},
		"name":     {Column: "name", Kind: page.Text},
	},
	Search: []string{"name"},
	Extra:  []string{"level", "asOf"},
}

// EntryListing is what a statement may be filtered and sorted by; asOf ends it with that day.
var EntryListing = page.Listing{
	Sorts:   map[string]page.Sort{"seq": {Column: "seq"}},
	Default: "seq",
	Filters: map[string]page.Filter{
		"kind":      ledger.Listing.Filters["kind"],
		"requestId": ledger.Listing.Filters["requestId"],
	},
	Extra: []string{"asOf"},
}

// Pools reads a page of pools: a county sees its own and the city's, with their balances at the end of a day, or now when asOf is none.
func (s *Service) Pools(ctx context.Context, q page.Query, level Level, asOf calendar.Date) (page.Of[Pool], error) {
	var of page.Of[Pool]
	err := s.db.Read(ctx, access.LandPoolList, func(tx *store.Tx) error {
		all, err := tx.Under(access.LedgerKeep)
		if err != nil {
			return err
		}
		if of, err = store.List[Pool](all, PoolListing, q, append(visible(tx), levelled(level)...)...); err != nil {
			return err
		}
		return withBalances(tx, of.Items, asOf)
	})
	return of, err
}

// visible confines pools to those of the actor's county and the city's.
func visible(tx *store.Tx) []store.Cond {
	if tx.Grant.All {
		return nil
	}
	return []store.Cond{store.Where("region_id = '' OR region_id = ?", tx.Grant.Region)}
}

func levelled(level Level) []store.Cond {
	switch level {
	case City:
		return []store.Cond{store.Where("region_id = ''")}
	case County:
		return []store.Cond{store.Where("region_id <> ''")}
	}
	return nil
}

func withBalances(tx *store.Tx, pools []Pool, asOf calendar.Date) error {
	now, err := ledger.Balances(tx, ledger.Land)
	if err != nil {
		return err
	}
	for i := range pools {
		b := now[pools[i].ID]
		if asOf != "" {
			if b, err = ledger.BalanceAsOf(tx, pools[i].ID, asOf); err != nil {
				return err
			}
		}
		pools[i].fill(b, asOf)
	}
	return nil
}

// Pool reads a pool that the actor may see, with its balances at the end of a day, or now when asOf is none.
func (s *Service) Pool(ctx context.Context, id string, asOf calendar.Date) (*Pool, error) {
	var p *Pool
	err := s.db.Read(ctx, access.LandPoolRead, func(tx *store.Tx) error {
		var err error
		if p, err = poolOf(tx, id, store.Get[Pool]); err != nil {
			return err
		}
		one := []Pool{*p}
		err = withBalances(tx, one, asOf)
		p = &one[0]
		return err
	})
	return p, err
}

// poolOf reads (store.Get) or holds (store.Lock) a pool: the city's, or one within the actor's own reach.
func poolOf(tx *store.Tx, id string, read func(*store.Tx, string) (*Pool, error)) (*Pool, error) {
	all, err := tx.Under(access.LedgerKeep)
	if err != nil {
		return nil, err
	}
	p, err := read(all, id)
	if err != nil {
		return nil, err
	}
	if !tx.Grant.All && p.RegionID != "" && p.RegionID != tx.Grant.Region {
		return nil, store.ErrMissing.With()
	}
	return p, nil
}

// OpenPool makes an empty pool with its ledger account.
func (s *Service) OpenPool(ctx context.Context, in Opening) (*Pool, error) {
	var p *Pool
	err := s.db.Write(ctx, access.LandPoolCreate, func(tx *store.Tx) error {
		p = &Pool{Year: in.Year, Kind: in.Kind, Name: in.Name}
		if in.RegionID != nil && *in.RegionID != "" {
			r, err := store.Get[org.Region](tx, *in.RegionID)
			if fault.KindOf(err) == fault.Missing || err == nil && !r.Reports() {
				return fault.NoSuch.At("/regionId", *in.RegionID)
			}
			if err != nil {
				return err
			}
			p.RegionID = r.ID
		}
		return openPool(tx, p)
	})
	return p, err
}

func openPool(tx *store.Tx, p *Pool) error {
	n, err := store.Count[Pool](tx, store.Where("year = ? AND region_id = ? AND kind = ? AND name = ?", p.Year, p.RegionID, p.Kind, p.Name))
	if err != nil {
		return err
	}
	if n > 0 {
		return errPoolExists.With()
	}
	if err := store.Insert(tx, p); err != nil {
		return err
	}
	account := ledger.Account{Row: store.Row{ID: p.ID}, Book: ledger.Land, RegionID: p.RegionID}
	if err := ledger.Open(tx, account); err != nil {
		return err
	}
	p.fill(ledger.Balance{}, "")
	return tx.Emit("land.poolOpened", p.ID, p.RegionID, p)
}

// Entries reads a page of a pool's statement, up to the end of a day when asOf names one. A county reads those of its own pools only.
func (s *Service) Entries(ctx context.Context, poolID string, q page.Query, asOf calendar.Date) (page.Of[Entry], error) {
	var of page.Of[Entry]
	if asOf != "" {
		until := page.Condition{Filter: page.Filter{Column: "effective_on", Kind: page.Until}, Values: []any{string(asOf)}}
		q.Conditions = append(append([]page.Condition(nil), q.Conditions...), until)
	}
	err := s.db.Read(ctx, access.LandPoolRead, func(tx *store.Tx) error {
		if _, err := store.Get[Pool](tx, poolID); err != nil {
			return err
		}
		lines, err := ledger.Entries(tx, poolID, q)
		of = page.Of[Entry]{Items: make([]Entry, len(lines.Items)), Next: lines.Next, Total: lines.Total, TotalCapped: lines.TotalCapped}
		for i := range lines.Items {
			of.Items[i] = entryOf(&lines.Items[i])
		}
		return err
	})
	return of, err
}

// Post makes an officer's entry in a pool's ledger.
func (s *Service) Post(ctx context.Context, poolID string, in Posting) (*Entry, error) {
	var entry Entry
	err := s.db.Write(ctx, access.LandPoolPost, func(tx *store.Tx) error {
		if err := in.check(); err != nil {
			return err
		}
		p, err := store.Get[Pool](tx, poolID)
		if err != nil {
			return err
		}
		var e *ledger.Entry
		if in.Kind == ledger.Reverse {
			e, err = reverse(tx, p, in)
		} else {
			e, err = ledger.Post(tx, poolID, ledger.Movement{Kind: in.Kind, Amount: int64(in.AmountMu), Note: in.Note})
		}
		if err != nil {
			return err
		}
		entry = entryOf(e)
		return tx.Emit("land.posted", e.ID, p.RegionID, entry)
	})
	return &entry, err
}

func (in *Posting) check() error {
	var bad fault.List
	if in.Kind == ledger.Reverse {
		bad.Check(in.Reverses != "", "/reverses", fault.Required)
		bad.Check(in.Note != "", "/note", fault.Required)
		bad.Check(in.AmountMu == 0, "/amountMu", fault.Fixed)
		return bad.Err()
	}
	bad.Check(in.AmountMu > 0, "/amountMu", errAbove)
	bad.Check(in.Reverses == "", "/reverses", fault.Unknown, "reverses")
	return bad.Err()
}

// reverse undoes an entry. Of those that belong to a request only a use can be undone here, and the request then holds that quota again.
func reverse(tx *store.Tx, p *Pool, in Posting) (*ledger.Entry, error) {
	e, err := store.Find[ledger.Entry](tx, store.Where("id = ?", in.Reverses), store.Where("account_id = ?", p.ID))
	if fault.KindOf(err) == fault.Missing {
		return nil, fault.NoSuch.At("/reverses", in.Reverses)
	}
	if err != nil {
		return nil, err
	}
	switch {
	case e.RequestID != "" && e.Kind == ledger.Use:
		if err := unuse(tx, p.ID, e, in.Note); err != nil {
			return nil, err
		}
	case e.RequestID != "":
		return nil, errBound.With().Note("landRequestId", e.RequestID)
	}
	undone, err := ledger.Undo(tx, p.ID, e.ID, in.Note)
	var short *ledger.Short
	if errors.As(err, &short) {
		return nil, errGone.With(unit.Mu(short.Have).String(), unit.Mu(short.Want).String())
	}
	return undone, err
}

// post moves a request's quota in a pool, and words what the pool does not hold.
func post(tx *store.Tx, p *Pool, m ledger.Movement) error {
	_, err := ledger.Post(tx, p.ID, m)
	var short *ledger.Short
	if errors.As(err, &short) {
		have, want := unit.Mu(short.Have), unit.Mu(short.Want)
		return errExhausted.With(p.Name, have.String(), want.String()).Note("poolId", p.ID).Note("have", have).Note("want", want)
	}
	return err
}

func itoa(i int) string { return strconv.Itoa(i) }
