package land_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/land"
	"zhaoyin/internal/unit"
)

func TestReservationHoldsUntilTheDecision(t *testing.T) {
	w := newWorld(t)
	city := w.pool("", "统筹", 100)
	p := w.register(wuyi, "预留项目")
	first, second := w.ready(p, 80, 0), w.ready(p, 80, 0)
	made, err := w.land.Reserve(officer, first.ID, 0, land.Booking{PoolID: city.ID})
	must(t, err)
	// Ten working days after Tuesday 12 April 2022; Sunday 24 April is worked for the May holiday.
	if made.ExpiresOn != "2022-04-25" || made.AreaMu != unit.WholeMu(80) || made.State != land.Held {
		t.Errorf("reserved %+v", made)
	}
	w.holds(city.ID, 20, 80, 0, 0)
	_, err = w.land.Reserve(officer, first.ID, 0, land.Booking{PoolID: city.ID, AreaMu: 100})
	wantFault(t, err, "land.reserved")
	_, err = w.land.Reserve(officer, second.ID, 0, land.Booking{PoolID: city.ID})
	wantFault(t, err, "land.exhausted")
	_, err = w.land.Reserve(officer, second.ID, 0, land.Booking{PoolID: city.ID, AreaMu: unit.WholeMu(81)})
	wantFault(t, err, "land.heldTooMuch")
	_, err = w.land.Reserve(officer, second.ID, 0, land.Booking{PoolID: city.ID, AreaMu: 100, ExpiresOn: "2022-04-11"})
	wantFault(t, err, "land.past")
	_, err = w.land.Approve(officer, second.ID, 0, land.Approval{PoolID: city.ID, ApprovedMu: unit.WholeMu(80), StartBy: "2022-10-31"})
	wantFault(t, err, "land.exhausted")

	first, err = w.land.Approve(officer, first.ID, 0, land.Approval{PoolID: city.ID, ApprovedMu: unit.WholeMu(70), StartBy: "2022-10-31"})
	must(t, err)
	w.holds(city.ID, 30, 0, 70, 0)
	all, err := w.land.Reservations(wuyi, first.ID)
	must(t, err)
	if len(all) != 1 || all[0].State != land.Released || all[0].EndedOn != "2022-04-12" {
		t.Errorf("reservations %+v", all)
	}
	_, err = w.land.Reserve(officer, second.ID, 0, land.Booking{PoolID: city.ID, AreaMu: unit.WholeMu(30)})
	must(t, err)
	_, err = w.land.Withdraw(wuyiLead, second.ID, 0, land.Withdrawal{Reason: "改用存量"})
	must(t, err)
	w.holds(city.ID, 30, 0, 70, 0)
}

func TestReservationsLapse(t *testing.T) {
	w := newWorld(t)
	city, own := w.pool("", "统筹", 100), w.pool("330723", "年度计划", 50)
	p := w.register(wuyi, "到期项目")
	a, b := w.ready(p, 100, 0), w.ready(p, 100, 0)
	for _, in := range []land.Booking{{PoolID: city.ID, AreaMu: unit.WholeMu(90)}, {PoolID: own.ID, AreaMu: unit.WholeMu(50), ExpiresOn: "2022-12-31"}} {
		_, err := w.land.Reserve(officer, a.ID, 0, in)
		must(t, err)
	}
	w.day("2022-04-25")
	n, err := w.land.Lapse(system)
	must(t, err)
	if n != 0 {
		t.Errorf("%d lapsed on their last day", n)
	}
	w.day("2022-04-26")
	if _, err := w.land.Lapse(officer); err == nil {
		t.Error("an officer ran the schedule")
	}
	w.approve(b, city, 100, "2022-10-31") // the expired one is in nobody's way
	w.holds(city.ID, 0, 0, 100, 0)
	w.holds(own.ID, 0, 50, 0, 0)
	w.day("2023-01-01")
	var runs []int
	for range 2 {
		n, err := w.land.Lapse(system)
		must(t, err)
		runs = append(runs, n)
	}
	if diff := cmp.Diff(runs, []int{1, 0}); diff != "" {
		t.Errorf("lapsed, run by run (-got +want):\n%s", diff)
	}
	w.holds(own.ID, 50, 0, 0, 0)
	all, err := w.land.Reservations(officer, a.ID)
	must(t, err)
	for _, r := range all {
		if r.State != land.Lapsed {
			t.Errorf("reservation %+v, want it lapsed", r)
		}
	}
}
