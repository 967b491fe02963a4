package org_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

// TestDaysOfAYear reads October 2022: National Day from the 1st to the 7th, made up for on the 8th and the 9th, a Saturday and a Sunday.
func TestDaysOfAYear(t *testing.T) {
	db := storetest.Open(t)
	s := org.NewService(db)
	admin, clerk := as(access.Admin, ""), as(access.Clerk, "330723")
	yes, no := true, false
	for date, in := range map[calendar.Date]org.Override{
		"2022-10-09": {Worked: &no, Reason: "市政府通知"}, "2022-10-15": {Worked: &yes, Reason: "补班"}, "2022-10-10": {Worked: &no, Reason: "作废", Active: &no},
	} {
		if _, err := s.SetWorkday(admin, date, 0, false, in); err != nil {
			t.Fatal(err)
		}
	}
	y, err := s.WorkdaysOf(clerk, 2022)
	if err != nil || !y.Known || y.Total != len(y.Items) {
		t.Fatalf("got %+v, %v", y, err)
	}
	var october []org.Day
	for _, d := range y.Items {
		if d.Date.Month() == "2022-10" {
			october = append(october, d)
		}
	}
	want := []org.Day{
		{Date: "2022-10-03", Source: org.ByNotice, Reason: "国庆节"}, {Date: "2022-10-04", Source: org.ByNotice, Reason: "国庆节"},
		{Date: "2022-10-05", Source: org.ByNotice, Reason: "国庆节"}, {Date: "2022-10-06", Source: org.ByNotice, Reason: "国庆节"},
		{Date: "2022-10-07", Source: org.ByNotice, Reason: "国庆节"}, {Date: "2022-10-08", Worked: true, Source: org.ByNotice, Reason: "国庆节"},
		{Date: "2022-10-09", Source: org.ByOverride, Reason: "市政府通知", Version: 1},
		{Date: "2022-10-15", Worked: true, Source: org.ByOverride, Reason: "补班", Version: 1},
	}
	if diff := cmp.Diff(october, want); diff != "" {
		t.Errorf("October 2022 (-got +want):\n%s", diff)
	}
	if y, err = s.WorkdaysOf(clerk, 2199); err != nil || y.Known || len(y.Items) != 0 {
		t.Errorf("an unknown year: got %+v, %v", y, err)
	}
	if y, err = s.WorkdaysOf(clerk, 0); err != nil || y.Year != 2022 {
		t.Errorf("the present year: got %+v, %v", y, err)
	}
}

func TestADayIsSetAndTakenBack(t *testing.T) {
	db := storetest.Open(t)
	s := org.NewService(db)
	admin := as(access.Admin, "")
	yes, no := true, false
	working := func() bool {
		var w calendar.Workdays
		err := db.Read(admin, access.WorkdayRead, func(tx *store.Tx) error {
			var err error
			w, err = org.Workdays(tx)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return w.IsWorkday("2022-10-15")
	}
	set, err := s.SetWorkday(admin, "2022-10-15", 0, false, org.Override{Worked: &yes, Reason: "补班"})
	if err != nil || set.Version != 1 || set.Date != "2022-10-15" || !working() {
		t.Fatalf("got %+v, %v, worked %v", set, err, working())
	}
	for name, try := range map[string]struct {
		version int64
		seen    bool
		want    fault.Kind
	}{"unseen": {0, false, fault.Precondition}, "old": {7, true, fault.Stale}} {
		if _, err := s.SetWorkday(admin, "2022-10-15", try.version, try.seen, org.Override{Worked: &no, Reason: "x"}); fault.KindOf(err) != try.want {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := s.SetWorkday(as(access.Secretariat, ""), "2022-10-16", 0, false, org.Override{Worked: &yes, Reason: "x"}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("not the administrator: got %v", err)
	}
	if _, err := s.SetWorkday(admin, "2022-10-15", 1, true, org.Override{Worked: &yes, Reason: "撤销", Active: &no}); err != nil || working() {
		t.Errorf("taken back: %v, worked %v", err, working())
	}
}
