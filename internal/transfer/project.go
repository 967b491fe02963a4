package transfer

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"zhaoyin/internal/unit"
)

// Project is one row of a sheet of projects, read but not yet compared with what is registered. An empty field means that the sheet says nothing
// about it, so that an import never erases what is known.
type Project struct {
	RowResult // the outcome stays open until the row is compared, except for rows with errors and rows that are no project

	StatedCode                 string // of the project that the row is, where the sheet says so
	EnterpriseName, CreditCode string
	Industry, IndustryText     string // the code only when the cell holds a code or the exact name of a class; the text always
	Assumed                    bool   // Industry is manufacturing because nothing says what it is
	Chain, Channel             string

	Investment, FixedInvestment, ForeignCapital, Output, Tax *unit.Wan // ForeignCapital in 万美元
	Jobs, EnergyTce                                          *int64
	Land                                                     *unit.Mu
	PlotRatio                                                *unit.Ratio

	NationalCode, Site, ContactName, ContactPhone, LeaderName, Summary string

	Signed, Landed, Started, Completed, Producing When

	SourceID, SourceURL string // where the row comes from; not an identity, since every county numbers its rows from 1
	Remark              string
	StatedStage         string // what the source calls the stage; the stage itself follows from verified milestones
	StatedCounts        Answer // whether the source says that the project counts; the rule decides
}

// Options are the caller's choices of how to read rows.
type Options struct {
	Sheet         string // by name; empty for the first visible one with content
	DefaultRegion string // the region of rows when the sheet has no such column: a county's own file
	AssumeLastDay bool   // a date known to the month becomes its last day, with a warning

	// Industries says which class free text of the industry column means ("光伏组件": "C3825"), as somebody who knows decided.
	Industries map[string]string
	// AssumeManufacturing takes section C for new projects whose industry is a text that decides nothing, or empty, and which the source itself says to count.
	// Rows that the source excludes or doubts stay without an industry.
	AssumeManufacturing bool
}

// key identifies a project within a region by its name as people write it: width, case, spaces and brackets do not matter.
func key(region, name string) string {
	return region + "/" + strings.Map(func(r rune) rune {
		if strings.ContainsRune("()[]【】“”\"'《》·-—", r) {
			return -1
		}
		return r
	}, squeeze(norm.NFKC.String(name)))
}
