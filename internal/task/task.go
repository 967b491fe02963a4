// Package task gives what waits for somebody (待办) one shape, whichever noun it comes from: GET /todo lists it and the reminders are made from it. A
// noun answers its own open work with a function Waiting(tx) ([]task.Item, error); nothing here knows a noun.
package task

import (
	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
)

// Kind says what has to be done.
type Kind string

// The kinds of work, noun by noun.
const (
	MilestoneVerify  Kind = "milestoneVerify"  // verify a reported milestone
	MonthSubmit      Kind = "monthSubmit"      // submit the county's month
	MonthReturned    Kind = "monthReturned"    // answer a returned status
	MonthAccept      Kind = "monthAccept"      // accept or return what was submitted
	ReviewStep       Kind = "reviewStep"       // give the department's opinion
	ReviewSupplement Kind = "reviewSupplement" // supply what a reviewer asked for
	ReviewConclude   Kind = "reviewConclude"   // conclude a review whose steps are done
	ReviewAgain      Kind = "reviewAgain"      // open the review again: the project has changed
	ConditionFulfil  Kind = "conditionFulfil"  // fulfil a condition
	ConditionCheck   Kind = "conditionCheck"   // check a fulfilment
	LandPrecheck     Kind = "landPrecheck"     // precheck a land request
	LandDecide       Kind = "landDecide"       // approve or refuse it
	LandStart        Kind = "landStart"        // start construction by the start-by day
	LandRecall       Kind = "landRecall"       // confirm or extend a proposed recall
	FundAccept       Kind = "fundAccept"       // accept or refuse a fund request
	FundDiligence    Kind = "fundDiligence"    // finish due diligence
	FundDecide       Kind = "fundDecide"       // make the investment decision
	FundAgree        Kind = "fundAgree"        // sign the agreement
	FundDisburse     Kind = "fundDisburse"     // pay a tranche that is due
	IssueAssign      Kind = "issueAssign"      // give the issue a lead department
	IssueResolve     Kind = "issueResolve"     // resolve it
	IssueClose       Kind = "issueClose"       // check the resolution
	IssueEscalated   Kind = "issueEscalated"   // learn that an issue has been escalated; nothing waits
)

// Item is one thing that waits. Titles are sentences in both languages and name the project.
type Item struct {
	Kind      Kind
	Subject   string // id of the row that waits
	ProjectID string // empty when it concerns no project
	RegionID  string // empty when it concerns no county
	ZH        string
	EN        string
	DueOn     calendar.Date // empty when nothing sets a day
	Link      string        // path of the call that shows it, /api/v1/...
	For       []Audience
}

// Notice is something that those it is for are told once, and again when its level has risen; nothing waits for them.
type Notice struct {
	Item
	Level int
}

// Overdue is true when the day has passed.
func (i Item) Overdue(today calendar.Date) bool { return i.DueOn != "" && i.DueOn.Before(today) }

// Title is the sentence in a language, Chinese unless "en".
func (i Item) Title(lang string) string {
	if lang == "en" {
		return i.EN
	}
	return i.ZH
}

// Concerns says whether the item waits for the actor.
func (i Item) Concerns(a access.Actor) bool {
	for _, who := range i.For {
		if who.Includes(a) {
			return true
		}
	}
	return false
}

// Audience is who has to act: an account that has the role and, where they are set, the county, the department and the name.
type Audience struct {
	Role         access.Role
	RegionID     string
	DepartmentID string
	Account      string
	City         bool // only accounts that are bound to no county
}

// Includes says whether the actor is meant. An account that is bound to a county is never meant by another county's work.
func (w Audience) Includes(a access.Actor) bool {
	if w.Role != a.Role || w.Account != "" && w.Account != a.Name || w.City && a.RegionID != "" {
		return false
	}
	return (w.RegionID == "" || w.RegionID == a.RegionID) && (w.DepartmentID == "" || w.DepartmentID == a.DepartmentID)
}

// County is the clerks and leads of a county.
func County(regionID string) []Audience {
	return []Audience{{Role: access.Clerk, RegionID: regionID}, {Role: access.Lead, RegionID: regionID}}
}

// offices is the role that works for a department besides its reviewers: the secretariat is the city's investment promotion centre
// (市投资促进中心), the land officer its natural resources bureau (市自然资源和规划局), the fund officer its fund group (市金投集团).
var offices = map[string]access.Role{"invest": access.Secretariat, "nrp": access.Land, "fundgroup": access.Fund}

// Office is who works for a department: its reviewers, and the role that it has of its own.
func Office(departmentID string) []Audience {
	who := []Audience{{Role: access.Department, DepartmentID: departmentID}}
	if role, ok := offices[departmentID]; ok {
		who = append(who, Audience{Role: role, City: true})
	}
	return who
}

// WorksFor says whether the actor acts for the department.
func WorksFor(a access.Actor, departmentID string) bool {
	return Item{For: Office(departmentID)}.Concerns(a)
}
