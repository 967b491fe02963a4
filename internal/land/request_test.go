package land_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/land"
	"zhaoyin/internal/page"
	"zhaoyin/internal/unit"
)

func TestGrantFromCityAndOwnPools(t *testing.T) {
	w := newWorld(t)
	city, own := w.pool("", "重大制造业项目统筹", 500), w.pool("330723", "年度计划", 80)
	p := w.register(wuyi, "武义大项目")
	r := w.ready(p, 300, 80)
	if r.State != land.Prechecked || r.CityShareMu != unit.WholeMu(220) || r.ThresholdNumber != 1 || len(r.Checks) != 4 {
		t.Fatalf("prechecked %+v", r)
	}
	for _, c := range r.Checks {
		if !c.OK || c.Label == "" || c.LabelEN == "" || c.Value == nil {
			t.Errorf("check %+v, want it met: the project is exactly at 500 and beyond 30", c)
		}
	}
	r, err := w.land.Approve(officer, r.ID, r.Version, land.Approval{
		Grants:  []land.Part{{PoolID: city.ID, AreaMu: unit.WholeMu(200)}, {PoolID: own.ID, AreaMu: unit.WholeMu(80)}},
		StartBy: "2022-10-31", Conditions: []string{"容积率不低于 1.5"}, Note: "按统筹办法",
	})
	must(t, err)
	if r.State != land.Approved || r.ApprovedMu != unit.WholeMu(280) || r.LeftMu != unit.WholeMu(280) || len(r.Grants) != 2 || r.StartBy != "2022-10-31" {
		t.Errorf("approved %+v", r)
	}
	w.holds(city.ID, 300, 0, 200, 0)
	w.holds(own.ID, 0, 0, 80, 0)

	r, err = w.land.Use(wuyi, r.ID, 0, land.Usage{AreaMu: unit.WholeMu(250), Note: "武工出〔2022〕8号"})
	must(t, err)
	if r.State != land.Used || r.LeftMu != unit.WholeMu(30) || len(r.Uses[0].EntryIDs) != 2 {
		t.Errorf("used %+v", r)
	}
	_, err = w.land.Use(wuyi, r.ID, 0, land.Usage{AreaMu: unit.WholeMu(31)})
	wantFault(t, err, "land.overLeft")
	_, err = w.land.Return(wuyiLead, r.ID, 0, land.GivingBack{AreaMu: unit.WholeMu(31), Reason: "节约用地"})
	wantFault(t, err, "land.overLeft")
	r, err = w.land.Return(wuyiLead, r.ID, 0, land.GivingBack{Reason: "节约用地"})
	must(t, err)
	if r.State != land.Used || r.ReturnedMu != unit.WholeMu(30) || r.LeftMu != 0 {
		t.Errorf("given back %+v, want it to stay used", r)
	}
	_, err = w.land.Return(wuyiLead, r.ID, 0, land.GivingBack{Reason: "再退"})
	wantFault(t, err, "land.overLeft")
	used := w.entries(officer, city.ID, "")
	if n := len(used); used[n-1].BalanceMu+used[n-1].GrantedMu+used[n-1].UsedMu != unit.WholeMu(500) {
		t.Errorf("the city's pool does not add up: %+v", used[n-1])
	}
	var codes []land.StepCode
	for _, s := range r.Steps {
		if s.By == "" || s.On == "" || s.At.IsZero() {
			t.Errorf("step %+v lacks who or when", s)
		}
		codes = append(codes, s.Code)
	}
	if diff := cmp.Diff(codes, []land.StepCode{"requested", "prechecked", "approved", "used", "returned"}); diff != "" {
		t.Errorf("steps (-got +want):\n%s", diff)
	}
}

func TestWhatAnApprovalIsRefusedFor(t *testing.T) {
	w := newWorld(t)
	city, theirs := w.pool("", "统筹", 100), w.pool("330781", "年度计划", 400)
	stock, err := w.land.OpenPool(officer, land.Opening{Year: 2022, Kind: land.StockLand, Name: "存量"})
	must(t, err)
	p := w.register(wuyi, "电池项目")
	r := w.ready(p, 300, 0)
	hundred := unit.WholeMu(100)
	tests := map[string]struct {
		in   land.Approval
		code string
	}{
		"beyond the pool":       {land.Approval{PoolID: city.ID, ApprovedMu: unit.WholeMu(101), StartBy: "2022-10-31"}, "land.exhausted"},
		"beyond the request":    {land.Approval{PoolID: city.ID, ApprovedMu: unit.WholeMu(301), StartBy: "2022-10-31"}, "land.tooMuch"},
		"nothing":               {land.Approval{PoolID: city.ID, StartBy: "2022-10-31"}, "land.aboveZero"},
		"less than nothing":     {land.Approval{PoolID: city.ID, ApprovedMu: -1, StartBy: "2022-10-31"}, "land.aboveZero"},
		"a day that has passed": {land.Approval{PoolID: city.ID, ApprovedMu: hundred, StartBy: "2022-04-11"}, "land.past"},
		"another county's pool": {land.Approval{PoolID: theirs.ID, ApprovedMu: hundred, StartBy: "2022-10-31"}, "land.poolServes"},
		"another kind":          {land.Approval{PoolID: stock.ID, ApprovedMu: hundred, StartBy: "2022-10-31"}, "land.poolServes"},
		"no such pool":          {land.Approval{PoolID: "x", ApprovedMu: hundred, StartBy: "2022-10-31"}, "noSuch"},
		"no pool":               {land.Approval{ApprovedMu: hundred, StartBy: "2022-10-31"}, "required"},
		"a pool twice":          {land.Approval{Grants: []land.Part{{PoolID: city.ID, AreaMu: 1}, {PoolID: city.ID, AreaMu: 1}}, StartBy: "2022-10-31"}, "land.poolTwice"},
		"another sum":           {land.Approval{ApprovedMu: 3, Grants: []land.Part{{PoolID: city.ID, AreaMu: 1}}, StartBy: "2022-10-31"}, "land.parts"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := w.land.Approve(officer, r.ID, r.Version, tt.in)
			wantFault(t, err, tt.code)
		})
	}
	w.holds(city.ID, 100, 0, 0, 0)
	_, err = w.land.Approve(officer, r.ID, r.Version-1, land.Approval{PoolID: city.ID, ApprovedMu: hundred, StartBy: "2022-10-31"})
	wantFault(t, err, "stale")
	r = w.approve(r, city, 100, "2022-10-31")
	_, err = w.land.Approve(officer, r.ID, r.Version, land.Approval{PoolID: city.ID, ApprovedMu: 1, StartBy: "2022-10-31"})
	wantFault(t, err, "land.state")
	_, err = w.land.Withdraw(wuyiLead, r.ID, 0, land.Withdrawal{Reason: "晚了"})
	wantFault(t, err, "land.state")
}

func TestUnmetChecksNeedAReason(t *testing.T) {
	w := newWorld(t)
	city := w.pool("", "统筹", 500)
	p := w.register(wuyi, "低产出项目")
	low := unit.Wan(5)
	r, err := w.land.Apply(wuyi, land.Application{ProjectID: p.ID, AreaMu: unit.WholeMu(30000) / 100, Kind: land.NewLand, Reason: "扩建", TaxPerMuWan: &low})
	must(t, err)
	failed := map[string]bool{}
	for _, c := range r.Checks {
		failed[c.Key] = !c.OK
	}
	want := map[string]bool{"investmentPerMu": false, "taxPerMu": true, "plotRatio": false, "startMonths": true}
	if diff := cmp.Diff(failed, want); diff != "" {
		t.Errorf("failed checks; what is not known does not pass (-got +want):\n%s", diff)
	}
	no := false
	_, err = w.land.Precheck(wuyiLead, r.ID, r.Version, land.Precheck{OK: &no})
	wantFault(t, err, "land.note")
	r, err = w.land.Precheck(wuyiLead, r.ID, r.Version, land.Precheck{OK: &no, Note: "补报开工计划"})
	must(t, err)
	if r.State != land.Requested {
		t.Errorf("sent back: %s", r.State)
	}
	r, err = w.land.Precheck(wuyiLand, r.ID, r.Version, land.Precheck{Note: "已补"})
	must(t, err)
	in := land.Approval{PoolID: city.ID, ApprovedMu: unit.WholeMu(200), StartBy: "2022-10-31"}
	_, err = w.land.Approve(officer, r.ID, r.Version, in)
	wantFault(t, err, "land.unmet")
	in.Note = "链主项目，市政府专题会议明确"
	_, err = w.land.Approve(officer, r.ID, r.Version, in)
	must(t, err)

	plain, err := w.land.Apply(wuyi, land.Application{ProjectID: p.ID, AreaMu: unit.WholeMu(300), Kind: land.NewLand, Reason: "未报开工计划"})
	must(t, err)
	plain, err = w.land.Precheck(wuyiLead, plain.ID, plain.Version, land.Precheck{})
	must(t, err)
	in.Note = ""
	if _, err := w.land.Approve(officer, plain.ID, plain.Version, in); err != nil {
		t.Errorf("what is not known needs no reason: %v", err)
	}
}

func TestSharesAddUp(t *testing.T) {
	w := newWorld(t)
	p := w.register(wuyi, "份额项目")
	mu := func(n int64) *unit.Mu { m := unit.WholeMu(n); return &m }
	tests := map[string]struct {
		city, own *unit.Mu
		want      [2]int64
		code      string
	}{
		"neither":           {nil, nil, [2]int64{100, 0}, ""},
		"own alone":         {nil, mu(30), [2]int64{70, 30}, ""},
		"city alone":        {mu(60), nil, [2]int64{60, 40}, ""},
		"both":              {mu(60), mu(40), [2]int64{60, 40}, ""},
		"too little":        {mu(60), mu(30), [2]int64{}, "land.shares"},
		"own beyond all":    {nil, mu(101), [2]int64{}, "land.negative"},
		"city below nought": {mu(-1), mu(101), [2]int64{}, "land.negative"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r, err := w.land.Apply(wuyi, land.Application{ProjectID: p.ID, AreaMu: unit.WholeMu(100), CityShareMu: tt.city, OwnShareMu: tt.own, Kind: land.NewLand, Reason: "x"})
			if tt.code != "" {
				wantFault(t, err, tt.code)
				return
			}
			must(t, err)
			if r.CityShareMu != unit.WholeMu(tt.want[0]) || r.OwnShareMu != unit.WholeMu(tt.want[1]) {
				t.Errorf("got %s and %s, want %v", r.CityShareMu, r.OwnShareMu, tt.want)
			}
		})
	}
}

// TestCountiesAreApart holds that a county neither sees nor touches another's requests, and that its land office decides over its own quota alone.
func TestCountiesAreApart(t *testing.T) {
	w := newWorld(t)
	city, own := w.pool("", "统筹", 500), w.pool("330723", "年度计划", 100)
	p := w.register(wuyi, "武义的项目")
	r := w.ready(p, 50, 50)
	calls := map[string]func() error{
		"read":     func() error { _, err := w.land.Request(lanxi, r.ID); return err },
		"precheck": func() error { _, err := w.land.Precheck(lanxiLead, r.ID, 0, land.Precheck{}); return err },
		"withdraw": func() error { _, err := w.land.Withdraw(lanxiLead, r.ID, 0, land.Withdrawal{Reason: "x"}); return err },
		"use":      func() error { _, err := w.land.Use(lanxi, r.ID, 0, land.Usage{AreaMu: 1}); return err },
		"return":   func() error { _, err := w.land.Return(lanxiLead, r.ID, 0, land.GivingBack{Reason: "x"}); return err },
		"reserved": func() error { _, err := w.land.Reservations(lanxi, r.ID); return err },
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) { wantFault(t, call(), "missing") })
	}
	of, err := w.land.Requests(lanxi, page.First(land.RequestListing, 20), false)
	must(t, err)
	if len(of.Items) != 0 {
		t.Errorf("兰溪 sees %d requests of 武义", len(of.Items))
	}
	_, err = w.land.Apply(lanxi, land.Application{ProjectID: p.ID, AreaMu: 100, Kind: land.NewLand, Reason: "x"})
	wantFault(t, err, "noSuch")
	_, err = w.land.Approve(wuyi, r.ID, r.Version, land.Approval{PoolID: own.ID, ApprovedMu: 1, StartBy: "2022-10-31"})
	wantFault(t, err, "access.forbidden")
	_, err = w.land.Approve(secretariat, r.ID, r.Version, land.Approval{PoolID: own.ID, ApprovedMu: 1, StartBy: "2022-10-31"})
	wantFault(t, err, "access.forbidden")

	_, err = w.land.Approve(wuyiLand, r.ID, r.Version, land.Approval{PoolID: city.ID, ApprovedMu: unit.WholeMu(50), StartBy: "2022-10-31"})
	wantFault(t, err, "land.cityDecides")
	_, err = w.land.Approve(wuyiLand, r.ID, r.Version, land.Approval{PoolID: own.ID, ApprovedMu: unit.WholeMu(50), StartBy: "2022-10-31"})
	must(t, err)
	asked := w.ready(p, 60, 10)
	for name, call := range map[string]func() error{
		"approve": func() error {
			_, err := w.land.Approve(wuyiLand, asked.ID, 0, land.Approval{PoolID: own.ID, ApprovedMu: 1, StartBy: "2022-10-31"})
			return err
		},
		"refuse": func() error { _, err := w.land.Refuse(wuyiLand, asked.ID, 0, land.Refusal{Reason: "x"}); return err },
		"reserve": func() error {
			_, err := w.land.Reserve(wuyiLand, asked.ID, 0, land.Booking{PoolID: own.ID})
			return err
		},
	} {
		t.Run(name+" the city's share", func(t *testing.T) { wantFault(t, call(), "land.cityDecides") })
	}
	_, err = w.land.Refuse(officer, asked.ID, asked.Version, land.Refusal{Reason: "不符合规划"})
	must(t, err)
	if access.ReachOf(access.LandRequestDecide, access.Land) != access.AnyRows {
		t.Error("the cell that this test is about has changed")
	}
}
