package org_test

import (
	"context"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

func as(role access.Role, region string) context.Context {
	return access.With(context.Background(), access.Actor{ID: "u", Name: string(role), Role: role, RegionID: region})
}

func TestSeedOnceThenAmend(t *testing.T) {
	s := org.NewService(storetest.Open(t))
	ctx := context.Background()
	for range 2 {
		if err := s.Seed(ctx, org.Default()); err != nil {
			t.Fatal(err)
		}
	}
	clerk, admin := as(access.Clerk, "330723"), as(access.Admin, "")
	regions, err := s.Regions(clerk)
	if err != nil || len(regions) != 11 || regions[0].ID != "330700" {
		t.Fatalf("regions: got %d, %v", len(regions), err)
	}
	if _, err := s.AmendRegion(clerk, "330723", 1, org.Amendment{}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("clerk amends: got %v, want forbidden", err)
	}
	amended, err := s.AmendRegion(admin, "330723", 1, org.Amendment{Active: patch.Of(false)})
	if err != nil || amended.Active || amended.Version != 2 || amended.Name != "武义县" {
		t.Errorf("amended: got %+v, %v", amended, err)
	}
	if _, err := s.AmendRegion(admin, "330723", 1, org.Amendment{}); fault.KindOf(err) != fault.Stale {
		t.Errorf("old version: got %v, want stale", err)
	}
	if _, err := s.AmendChain(admin, "nev", 1, org.ChainAmendment{ZH: patch.Of(" ")}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a chain without a name: got %v, want invalid", err)
	}
	if err := s.Seed(ctx, org.Default()); err != nil {
		t.Fatal(err)
	}
	departments, err := s.Departments(clerk)
	chains, chainErr := s.Chains(clerk)
	if err != nil || chainErr != nil || len(departments) < 13 || len(chains) != 10 {
		t.Errorf("got %d departments, %d chains (%v %v)", len(departments), len(chains), err, chainErr)
	}
}

func TestReportingLeavesOutTheCity(t *testing.T) {
	db := storetest.Open(t)
	if err := org.NewService(db).Seed(context.Background(), org.Default()); err != nil {
		t.Fatal(err)
	}
	err := db.Read(as(access.Leader, ""), access.OrgRead, func(tx *store.Tx) error {
		regions, err := org.Reporting(tx)
		if len(regions) != 10 || regions[0].ID != "330702" {
			t.Errorf("got %d regions beginning with %v", len(regions), regions)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
