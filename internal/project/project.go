// Package project is the project (项目), its milestones, its evidence and its stage history.
package project

import (
	"time"

	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Stage is how far a project has come: its furthest verified milestone.
type Stage string

// The stages, in their order.
const (
	Lead        Stage = "lead"        // 线索
	Negotiating Stage = "negotiating" // 在谈
	Signed      Stage = "signed"      // 签约
	Landed      Stage = "landed"      // 落地
	Started     Stage = "started"     // 开工
	Completed   Stage = "completed"   // 竣工
	Producing   Stage = "producing"   // 投产
)

// Stages lists the stages in their order.
var Stages = []Stage{Lead, Negotiating, Signed, Landed, Started, Completed, Producing}

// Rank is the stage's place in the order, -1 for what is none.
func (s Stage) Rank() int {
	for i, stage := range Stages {
		if stage == s {
			return i
		}
	}
	return -1
}

// Condition stands aside of the stage.
type Condition string

// The conditions.
const (
	Active     Condition = "active"
	Paused     Condition = "paused"     // 暂停
	Terminated Condition = "terminated" // 终止, with a reason
)

// Channel is how the project came to the city.
type Channel string

// The channels.
const (
	General     Channel = "general"
	Enclave     Channel = "enclave"     // 飞地
	MountainSea Channel = "mountainSea" // 山海协作
	Native      Channel = "native"      // 乡贤
	ByFund      Channel = "fund"        // 基金招商
)

// Channels lists the channels.
var Channels = []Channel{General, Enclave, MountainSea, Native, ByFund}

// Light is the project's traffic light.
type Light string

// The lights.
const (
	Green  Light = "green"
	Yellow Light = "yellow"
	Red    Light = "red"
)

// Project is one manufacturing project. Money is 万元, area 亩. Optional facts are nil until they are known.
type Project struct {
	store.Row
	Code           string                 `json:"code"` // 330723-2022-0007: region, year, running number
	RegionID       string                 `json:"regionId"`
	OriginRegionID string                 `json:"originRegionId,omitempty"`
	CreditShares   []Share                `json:"creditShares,omitempty" gorm:"serializer:json"`
	EnterpriseID   string                 `json:"enterpriseId"`
	Enterprise     *enterprise.Enterprise `json:"enterprise,omitempty" gorm:"-"`
	Name           string                 `json:"name"`
	NameKey        string                 `json:"-"` // the name without spaces, punctuation and case
	SourceID       string                 `json:"sourceId,omitempty"`
	Summary        string                 `json:"summary"`
	Industry       string                 `json:"industry"` // GB/T 4754-2017, "C3841"
	Chain          string                 `json:"chain"`
	Channel        Channel                `json:"channel"`

	InvestmentWan        unit.Wan    `json:"investmentWan"`
	FixedInvestmentWan   *unit.Wan   `json:"fixedInvestmentWan"`
	ForeignCapitalWanUsd *unit.Wan   `json:"foreignCapitalWanUsd" gorm:"column:foreign_capital_wan_usd"` // 10,000 US dollars
	OutputWan            *unit.Wan   `json:"outputWan"`
	TaxWan               *unit.Wan   `json:"taxWan"`
	Jobs                 *int64      `json:"jobs"`
	LandMu               *unit.Mu    `json:"landMu"`
	PlotRatio            *unit.Ratio `json:"plotRatio"`
	EnergyTce            *int64      `json:"energyTce"` // tonnes of coal equivalent a year
	InvestmentPerMuWan   *unit.Wan   `json:"investmentPerMuWan" gorm:"-"`

	NationalCode string `json:"nationalCode"`
	Site         string `json:"site"`
	ContactName  string `json:"contactName"`
	ContactPhone string `json:"contactPhone"`
	LeaderName   string `json:"leaderName"` // the county leader who answers for it (包联领导)

	Stage           Stage      `json:"stage"`
	Condition       Condition  `json:"condition"`
	ConditionReason string     `json:"conditionReason,omitempty"`
	Counts          bool       `json:"counts"`
	CountsReason    Reason     `json:"countsReason"`
	Counted         bool       `json:"-" audit:"-"`   // it counts or has counted, which outlives a fall below the threshold; the trail tells it by counts
	RegisteredWan   unit.Wan   `json:"registeredWan"` // total investment when it was registered
	Light           Light      `json:"light"`
	LightReason     string     `json:"lightReason"`
	DuplicateReason string     `json:"duplicateReason,omitempty"`
	DuplicateOf     []string   `json:"duplicateOf,omitempty" gorm:"serializer:json"` // codes of the projects that the city has let it stand beside
	ArchivedAt      *time.Time `json:"archivedAt,omitempty"`
	ArchiveReason   string     `json:"archiveReason,omitempty"`
}

// Due is true of a project that owes the meeting a monthly status: it counts, goes on, and is not archived.
func (p *Project) Due() bool { return p.Counts && p.Condition == Active && p.ArchivedAt == nil }

// Division is the manufacturing division of the industry: "C38" of "C3841".
func (p *Project) Division() string {
	if len(p.Industry) < 3 {
		return p.Industry
	}
	return p.Industry[:3]
}

// fill sets what is computed from the kept facts.
func (p *Project) fill() {
	p.InvestmentPerMuWan = nil
	if p.LandMu == nil || *p.LandMu <= 0 {
		return
	}
	if perMu, err := unit.PerMu(p.InvestmentWan, *p.LandMu); err == nil {
		p.InvestmentPerMuWan = &perMu
	}
}
