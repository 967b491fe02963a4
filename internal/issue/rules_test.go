package issue_test

import (
	"context"
	"testing"

	"zhaoyin/internal/issue"
)

// TestStatesAndParties takes every step in every state by every party: what is not allowed is refused, and for the right reason.
func TestStatesAndParties(t *testing.T) {
	const state = "issue.state"
	tests := []struct {
		step string
		who  context.Context
		want map[issue.State]string // "" for allowed
	}{
		{"assign", secretariat, map[issue.State]string{issue.Raised: "", issue.Assigned: "", issue.Reopened: "", issue.Resolved: state, issue.Closed: state}},
		{"assign", lead, map[issue.State]string{issue.Raised: "issue.countyAssign"}},
		{"assign", lanxiLead, map[issue.State]string{issue.Raised: "missing"}},
		{"assign", ndrc, map[issue.State]string{issue.Raised: "access.forbidden"}},
		{"progress", ndrc, map[issue.State]string{issue.Raised: "issue.notYours", issue.Assigned: "", issue.Reopened: "", issue.Resolved: state, issue.Closed: state}},
		{"progress", landOfficer, map[issue.State]string{issue.Assigned: ""}},
		{"progress", ecology, map[issue.State]string{issue.Assigned: "issue.notYours"}},
		{"progress", clerk, map[issue.State]string{issue.Raised: "", issue.Assigned: "", issue.Closed: state}},
		{"progress", lanxiClerk, map[issue.State]string{issue.Assigned: "missing"}},
		{"progress", secretariat, map[issue.State]string{issue.Raised: "", issue.Assigned: ""}},
		{"progress", leader, map[issue.State]string{issue.Assigned: "access.forbidden"}},
		{"resolve", ndrc, map[issue.State]string{issue.Raised: "issue.notLead", issue.Assigned: "", issue.Reopened: "", issue.Resolved: state, issue.Closed: state}},
		{"resolve", landOfficer, map[issue.State]string{issue.Assigned: "issue.notLead"}},
		{"resolve", landOffice, map[issue.State]string{issue.Assigned: "issue.notLead"}},
		{"resolve", secretariat, map[issue.State]string{issue.Assigned: "issue.notLead"}},
		{"resolve", lead, map[issue.State]string{issue.Assigned: "issue.notLead"}},
		{"resolve", clerk, map[issue.State]string{issue.Assigned: "access.forbidden"}},
		{"close", secretariat, map[issue.State]string{issue.Raised: state, issue.Assigned: state, issue.Reopened: state, issue.Resolved: "", issue.Closed: state}},
		{"close", lead, map[issue.State]string{issue.Resolved: ""}},
		{"close", leader, map[issue.State]string{issue.Resolved: ""}},
		{"close", ndrc, map[issue.State]string{issue.Resolved: "access.forbidden"}},
		{"close", lanxiLead, map[issue.State]string{issue.Resolved: "missing"}},
		{"reopen", secretariat, map[issue.State]string{issue.Raised: state, issue.Assigned: state, issue.Resolved: "", issue.Closed: "", issue.Reopened: state}},
		{"escalate", secretariat, map[issue.State]string{issue.Raised: "", issue.Assigned: "", issue.Reopened: "", issue.Resolved: state, issue.Closed: state}},
		{"escalate", ndrc, map[issue.State]string{issue.Assigned: "access.forbidden"}},
	}
	w := newWorld(t)
	for _, tt := range tests {
		for from, want := range tt.want {
			t.Logf("%s in %s", tt.step, from)
			wantFault(t, w.do(tt.who, tt.step, w.reach(from).ID), want)
		}
	}
}

// TestTheResolverNeverCloses covers the department itself, the secretariat that leads, and the county that leads.
func TestTheResolverNeverCloses(t *testing.T) {
	w := newWorld(t)
	i, err := w.issues.Assign(secretariat, w.raise(issue.City).ID, 0, issue.Assignment{LeadDepartmentID: "invest"})
	must(t, err)
	must(t, w.do(secretariat, "resolve", i.ID))
	wantFault(t, w.do(secretariat, "close", i.ID), "issue.ownResolution")
	must(t, w.do(leader, "close", i.ID))

	own := w.raise(issue.County)
	if _, err = w.issues.Assign(lead, own.ID, 0, issue.Assignment{}); err != nil {
		t.Fatal(err)
	}
	must(t, w.do(lead, "resolve", own.ID))
	wantFault(t, w.do(lead, "close", own.ID), "issue.ownResolution")
	must(t, w.do(secretariat, "close", own.ID))
	got, err := w.issues.Get(lead, own.ID)
	must(t, err)
	if got.State != issue.Closed || got.LeadRegionID != wuyi || got.LeadName != "武义县" || got.ClosedOn != "2022-04-12" || len(got.Moves) != 4 {
		t.Errorf("got %+v", got)
	}
}

func TestACountyChangesItsOwnWhileRaised(t *testing.T) {
	w := newWorld(t)
	i := w.raise(issue.City)
	var in issue.Amendment
	in.Title.Set, in.Title.Value = true, "用地缺口三百亩"
	_, err := w.issues.Amend(lanxiClerk, i.ID, 1, in)
	wantFault(t, err, "missing")
	_, err = w.issues.Amend(clerk, i.ID, 1, in)
	must(t, err)
	_, err = w.issues.Amend(clerk, i.ID, 1, in)
	wantFault(t, err, "stale")
	must(t, w.do(secretariat, "assign", i.ID))
	_, err = w.issues.Amend(clerk, i.ID, 0, in)
	wantFault(t, err, "issue.taken")
	_, err = w.issues.Amend(secretariat, i.ID, 0, in)
	must(t, err)
	must(t, w.do(ndrc, "resolve", i.ID))
	must(t, w.do(secretariat, "close", i.ID))
	_, err = w.issues.Amend(secretariat, i.ID, 0, in)
	wantFault(t, err, "issue.closed")
}
