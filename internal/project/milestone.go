package project

import (
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/store"
)

// MilestoneKind is a fact that moves a project to the stage of the same name.
type MilestoneKind = Stage

// MilestoneKinds lists the stages that are reached by a milestone.
var MilestoneKinds = []MilestoneKind{Signed, Landed, Started, Completed, Producing}

// MilestoneState is where a milestone stands.
type MilestoneState string

// The states of a milestone.
const (
	Reported MilestoneState = "reported"
	Verified MilestoneState = "verified"
	Rejected MilestoneState = "rejected"
)

// EvidenceKind is what a document proves.
type EvidenceKind string

// The kinds of evidence.
const (
	Agreement          EvidenceKind = "agreement"
	BusinessLicence    EvidenceKind = "businessLicence"
	LandContract       EvidenceKind = "landContract"
	Lease              EvidenceKind = "lease"
	ConstructionPermit EvidenceKind = "constructionPermit"
	SitePhoto          EvidenceKind = "sitePhoto"
	Acceptance         EvidenceKind = "acceptance"
	Output             EvidenceKind = "output"
	Tax                EvidenceKind = "tax"
	OtherEvidence      EvidenceKind = "other"
)

// EvidenceKinds lists the kinds of evidence.
var EvidenceKinds = []EvidenceKind{
	Agreement, BusinessLicence, LandContract, Lease, ConstructionPermit, SitePhoto, Acceptance, Output, Tax, OtherEvidence,
}

// Evidence is one proof: an uploaded file, or a document named by its number.
type Evidence struct {
	AttachmentID string       `json:"attachmentId,omitempty"`
	Kind         EvidenceKind `json:"kind" validate:"required"`
	Title        string       `json:"title,omitempty" validate:"max=200"`
	Number       string       `json:"number,omitempty" validate:"max=100"` // of the agreement, permit or licence
}

// Milestone (节点) is a fact with the day it happened, its evidence, and the month it is credited to: the month that is open when the city
// verifies it. One that happened in an earlier month is marked late (补报).
type Milestone struct {
	store.Row
	RegionID      string         `json:"regionId"`
	ProjectID     string         `json:"projectId"`
	Kind          MilestoneKind  `json:"kind"`
	OccurredOn    calendar.Date  `json:"occurredOn"`
	ReportedAt    time.Time      `json:"reportedAt"`
	CreditedMonth calendar.Month `json:"creditedMonth,omitempty"`
	Late          bool           `json:"late"`
	State         MilestoneState `json:"state"`
	Note          string         `json:"note"`
	Evidence      []Evidence     `json:"evidence" gorm:"serializer:json"`
	VerdictNote   string         `json:"verdictNote,omitempty"`
	Waived        []string       `json:"waived,omitempty" gorm:"serializer:json"` // codes of the blockers that the note passes over
	VerifiedBy    string         `json:"verifiedBy,omitempty"`
	VerifiedAt    *time.Time     `json:"verifiedAt,omitempty"`
}

// Move is one line of the stage history, insert-only. By and at are the row's createdBy and createdAt.
type Move struct {
	store.Row
	RegionID      string         `json:"regionId"`
	ProjectID     string         `json:"projectId"`
	FromStage     Stage          `json:"fromStage"`
	ToStage       Stage          `json:"toStage"`
	FromCondition Condition      `json:"fromCondition"`
	ToCondition   Condition      `json:"toCondition"`
	EffectiveOn   calendar.Date  `json:"effectiveOn"`
	OnBehalfOf    string         `json:"onBehalfOf,omitempty"`
	Reason        string         `json:"reason,omitempty"`
	RuleVersion   string         `json:"ruleVersion"`
	Month         calendar.Month `json:"month,omitempty"`
	Source        string         `json:"source"`                                  // "registration", "amendment", "milestone:<id>", "decision", "archive", "restoration"
	Waived        []string       `json:"waived,omitempty" gorm:"serializer:json"` // codes of the blockers that were passed over
}

// TableName is "stage_moves".
func (Move) TableName() string { return "stage_moves" }

// Attachment is an uploaded file; its bytes lie on disk under their own SHA-256.
type Attachment struct {
	store.Row
	RegionID    string `json:"regionId"`
	ProjectID   string `json:"projectId"`
	Name        string `json:"name"`
	ContentType string `json:"contentType"`
	Size        int64  `json:"size"` // bytes
	SHA256      string `json:"sha256"`
}
