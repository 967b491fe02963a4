package org_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/store/storetest"
)

func null[T any]() patch.Field[T] { return patch.Field[T]{Set: true, Null: true} }

// complaints are the codes of a refusal by pointer; one without fields is its own code.
func complaints(err error) map[string]string {
	found, ok := fault.Find(err)
	if !ok {
		return nil
	}
	if len(found.Fields) == 0 {
		return map[string]string{"": found.Fault.Code}
	}
	all := map[string]string{}
	for _, f := range found.Fields {
		if earlier := all[f.Pointer]; earlier != "" {
			all[f.Pointer] = earlier + " "
		}
		all[f.Pointer] += f.Fault.Code
	}
	return all
}

func TestWhatAListTakes(t *testing.T) {
	s, admin := org.NewService(storetest.Open(t)), as(access.Admin, "")
	if err := s.Seed(context.Background(), org.Default()); err != nil {
		t.Fatal(err)
	}
	long := patch.Of(strings.Repeat("长", 101))
	for name, tt := range map[string]struct {
		list, id string
		in       any
		want     map[string]string
	}{
		"nothing emptied": {"region", "330723", org.Amendment{Name: null[string](), ShortName: patch.Of(" "), Order: null[int](), Active: null[bool]()},
			map[string]string{"/name": "required", "/shortName": "required", "/order": "required", "/active": "required"}},
		"lengths":                 {"region", "330723", org.Amendment{Name: long, Order: patch.Of(-1)}, map[string]string{"/name": "length", "/order": "range"}},
		"one line":                {"region", "330723", org.Amendment{Name: patch.Of("武义\n县"), ShortName: patch.Of("武\u202e义")}, map[string]string{"/name": "oneLine", "/shortName": "oneLine"}},
		"another county's":        {"region", "330723", org.Amendment{Name: patch.Of("兰溪市 "), ShortName: patch.Of("义乌")}, map[string]string{"/name": "org.nameTaken", "/shortName": "org.nameTaken"}},
		"its own name":            {"region", "330723", org.Amendment{Name: patch.Of("武义县")}, nil},
		"the city":                {"region", "330700", org.Amendment{Active: patch.Of(false)}, map[string]string{"": "org.city"}},
		"another department's":    {"department", "ndrc", org.Amendment{ShortName: patch.Of("经信")}, map[string]string{"/shortName": "org.nameTaken"}},
		"a department of no name": {"department", "ndrc", org.Amendment{Name: null[string]()}, map[string]string{"/name": "required"}},
		"regions of a chain": {"chain", "nev", org.ChainAmendment{RegionIDs: patch.Of([]string{"330723", "330700", "330723", "nowhere"})},
			map[string]string{"/regionIds/1": "noSuch", "/regionIds/2": "org.twice", "/regionIds/3": "noSuch"}},
		"no regions of a chain": {"chain", "nev", org.ChainAmendment{RegionIDs: null[[]string](), EN: null[string]()}, map[string]string{"/regionIds": "required", "/en": "required"}},
		"a chain for all":       {"chain", "nev", org.ChainAmendment{RegionIDs: patch.Of([]string{})}, nil},
		"another chain's":       {"chain", "nev", org.ChainAmendment{ZH: patch.Of("光伏及储能")}, map[string]string{"/zh": "org.nameTaken"}},
	} {
		t.Run(name, func(t *testing.T) {
			var err error
			switch tt.list {
			case "region":
				_, err = s.AmendRegion(admin, tt.id, 0, tt.in.(org.Amendment))
			case "department":
				_, err = s.AmendDepartment(admin, tt.id, 0, tt.in.(org.Amendment))
			case "chain":
				_, err = s.AmendChain(admin, tt.id, 0, tt.in.(org.ChainAmendment))
			}
			if diff := cmp.Diff(complaints(err), tt.want); diff != "" {
				t.Error(diff)
			}
		})
	}
}
