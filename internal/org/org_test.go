package org

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

var (
	_ fault.Worded = (*Chain)(nil)
	_ fault.Worded = Industry{}
	_ store.Public = (*Region)(nil)
	_ store.Public = (*Department)(nil)
	_ store.Public = (*Chain)(nil)
)

func TestDefaultIsFreshEachTime(t *testing.T) {
	first := Default()
	first.Regions[0].Name, first.Chains[0].RegionIDs[0] = "changed", "changed"
	if diff := cmp.Diff(Default().Regions[0].Name, "金华市"); diff != "" {
		t.Error(diff)
	}
	if got := Default().Chains[0].RegionIDs[0]; got != "330702" {
		t.Errorf("got %s, want 330702", got)
	}
}

func TestRegionsFormOneCity(t *testing.T) {
	regions := regionsByID(t)
	kinds := map[RegionKind]int{}
	for id, r := range regions {
		kinds[r.Kind]++
		if len(id) != 6 || r.Name == "" || r.ShortName == "" || !r.Active {
			t.Errorf("%s is incomplete: %+v", id, r)
		}
		parent, ok := regions[r.ParentID]
		if r.Kind == City && r.ParentID != "" || r.Kind != City && (!ok || parent.Kind != City || parent.ID[:4] != id[:4]) {
			t.Errorf("%s: got parent %q", id, r.ParentID)
		}
		if got, want := r.Reports(), r.Kind != City; got != want {
			t.Errorf("%s: got reports %v, want %v", id, got, want)
		}
	}
	if diff := cmp.Diff(kinds, map[RegionKind]int{City: 1, County: 9, Zone: 1}); diff != "" {
		t.Error(diff)
	}
	if closed := (&Region{Kind: County}); closed.Reports() {
		t.Error("an inactive county: got reports true, want false")
	}
}

func TestChainsNameRegions(t *testing.T) {
	regions := regionsByID(t)
	kebab := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	covered := map[string]bool{}
	for i, c := range Default().Chains {
		if !kebab.MatchString(c.ID) || c.ZH == "" || c.EN == "" || c.Order != i+1 || len(c.RegionIDs) == 0 {
			t.Errorf("chain %d is incomplete: %+v", i, c)
		}
		for _, id := range c.RegionIDs {
			if r, ok := regions[id]; !ok || r.Kind == City {
				t.Errorf("%s is key for %q, which does not report", c.ID, id)
			}
			covered[id] = true
		}
	}
	if got, want := len(covered), len(regions)-1; got != want {
		t.Errorf("got chains for %d regions, want %d", got, want)
	}
}

func TestDepartmentsServeTheReviewTemplate(t *testing.T) {
	ids := map[string]bool{}
	for i, d := range Default().Departments {
		if ids[d.ID] || d.Name == "" || d.ShortName == "" || d.Order != i+1 || !d.Active {
			t.Errorf("department %d is incomplete or double: %+v", i, d)
		}
		ids[d.ID] = true
	}
	for _, id := range strings.Fields("invest eit ndrc nrp eco emergency fundgroup finance housing water commerce hrss police market tax power") {
		if !ids[id] {
			t.Errorf("department %s is missing", id)
		}
	}
}

// TestIndustriesMatchThePublishedCounts compares with the table of counts in GB/T 4754-2017: 20 sections, 97 divisions; manufacturing has 31 divisions, 179
// medium and 609 small classes.
func TestIndustriesMatchThePublishedCounts(t *testing.T) {
	shape := regexp.MustCompile(`^[A-T](\d{2}(\d(\d)?)?)?$`)
	counts, manufactured := map[Level]int{}, map[Level]int{}
	last := ""
	for _, i := range Industries() {
		counts[i.Level]++
		if IsManufacturing(i.Code) {
			manufactured[i.Level]++
		}
		if !shape.MatchString(i.Code) || i.Code <= last || i.ZH == "" || i.ZH != strings.TrimSpace(i.ZH) {
			t.Errorf("%q after %q: %+v", i.Code, last, i)
		}
		if (i.EN != "") != (i.Level <= DivisionLevel) {
			t.Errorf("%s: got English name %q", i.Code, i.EN)
		}
		if _, ok := FindIndustry(i.ParentCode); ok == (i.Level == SectionLevel) {
			t.Errorf("%s: got parent %q", i.Code, i.ParentCode)
		}
		last = i.Code
	}
	if diff := cmp.Diff(counts, map[Level]int{SectionLevel: 20, DivisionLevel: 97, MediumLevel: 179, SmallLevel: 609}); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(manufactured, map[Level]int{SectionLevel: 1, DivisionLevel: 31, MediumLevel: 179, SmallLevel: 609}); diff != "" {
		t.Error(diff)
	}
}

func TestFindIndustry(t *testing.T) {
	tests := []struct {
		code, zh, en, division string
		found, manufacturing   bool
	}{
		{"C3841", "锂离子电池制造", "锂离子电池制造", "C38", true, true},
		{"C3825", "光伏设备及元器件制造", "光伏设备及元器件制造", "C38", true, true},
		{"C361", "汽车整车制造", "汽车整车制造", "C36", true, true},
		{"C3670", "汽车零部件及配件制造", "汽车零部件及配件制造", "C36", true, true},
		{"C13", "农副食品加工业", "Processing of Food from Agricultural Products", "C13", true, true},
		{"C", "制造业", "Manufacturing", "", true, true},
		{"D44", "电力、热力生产和供应业", "Production and Supply of Electric Power and Heat Power", "D44", true, false},
		{"B12", "其他采矿业", "Mining of Other Ores", "B12", true, false},
		{"C44", "", "", "", false, false},
		{"D38", "", "", "", false, false},
		{"C3847", "", "", "", false, false},
		{"3841", "", "", "", false, false},
		{"", "", "", "", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.code, func(t *testing.T) {
			got, found := FindIndustry(tt.code)
			if found != tt.found || got.In("zh") != tt.zh || got.In("en") != tt.en {
				t.Errorf("got %+v, %v, want %s, %s", got, found, tt.zh, tt.en)
			}
			if d := Division(tt.code); d != tt.division {
				t.Errorf("got division %q, want %q", d, tt.division)
			}
			if m := IsManufacturing(tt.code); m != tt.manufacturing {
				t.Errorf("got manufacturing %v, want %v", m, tt.manufacturing)
			}
		})
	}
}

func TestShapes(t *testing.T) {
	s := Default()
	county := s.Regions[8]
	for _, tt := range []struct {
		value any
		want  map[string]any
	}{
		{county, map[string]any{"id": "330723", "name": "武义县", "shortName": "武义", "parentId": "330700", "kind": "county", "order": 8.0, "active": true}},
		{s.Departments[2], map[string]any{"id": "ndrc", "name": "市发展和改革委员会", "shortName": "发改", "order": 3.0, "active": true}},
		{s.Chains[8], map[string]any{"id": "robotics", "zh": "机器人", "en": "Robotics", "regionIds": []any{"3307K1"}, "order": 9.0, "active": true}},
	} {
		text, err := json.Marshal(tt.value)
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
		for _, stamp := range []string{"version", "createdAt", "createdBy", "updatedAt", "updatedBy"} {
			delete(got, stamp)
		}
		if diff := cmp.Diff(got, tt.want); diff != "" {
			t.Error(diff)
		}
	}
}

func regionsByID(t *testing.T) map[string]Region {
	t.Helper()
	byID := map[string]Region{}
	for _, r := range Default().Regions {
		if _, double := byID[r.ID]; double {
			t.Errorf("region %s stands twice", r.ID)
		}
		byID[r.ID] = r
	}
	return byID
}
