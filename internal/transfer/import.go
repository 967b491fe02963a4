package transfer

import (
	"io"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
)

// Mode says what one row with an error means for the others.
type Mode string

// The modes.
const (
	AllOrNothing Mode = "all"  // any error keeps the whole file out
	RowByRow     Mode = "rows" // the good rows go in
)

// State is what came of an import.
type State string

// The states.
const (
	Previewed State = "previewed" // a dry run: the report says what would happen, nothing did
	Applied   State = "applied"
	Refused   State = "refused" // all or nothing, and a row has an error: nothing was applied
)

// Upload asks for an import. Nothing in it is taken for granted: the file is read by its bytes, whatever its name.
type Upload struct {
	Kind     string // "projects"
	FileName string
	Content  io.Reader
	DryRun   bool
	Mode     Mode // AllOrNothing when empty
	Options  Options

	// Historical verifies the milestones as well, for the city's first stock of old projects: each is credited to the month of its own day when that month
	// was never opened here and is past, else to the open month. Only who may verify milestones may ask for it.
	Historical bool
	Confirmed  bool // the caller has checked figures that look like a slip
}

// Import is one file that was brought in, or tried, with the account of its rows.
type Import struct {
	store.Row
	RegionID string `json:"regionId,omitempty"` // of a county's import; empty for the city's
	Kind     string `json:"kind"`
	FileName string `json:"fileName"`
	SHA256   string `json:"sha256"`
	DryRun   bool   `json:"dryRun"`
	Mode     Mode   `json:"mode"`
	State    State  `json:"state"`
	Report   Report `json:"report" gorm:"serializer:json" audit:"-"` // what it did is in the trail of the rows themselves
}

// In is the import with its report in a language.
func (im Import) In(lang string) Import {
	im.Report = im.Report.In(lang)
	return im
}

// Listing is what imports may be filtered and sorted by.
var Listing = page.Listing{
	Sorts:   map[string]page.Sort{"createdAt": {Column: "created_at"}},
	Default: "-createdAt",
	Filters: map[string]page.Filter{
		"regionId": {Column: "region_id", Kind: page.Text},
		"sha256":   {Column: "sha256", Kind: page.Text},
		"dryRun":   {Column: "dry_run", Kind: page.Bool},
		"state":    {Column: "state", Kind: page.Choice, Choices: []string{"previewed", "applied", "refused"}},
	},
}

const longestFileName = 200

// check holds the upload to what can be asked.
func (u *Upload) check() error {
	var bad fault.List
	if u.Mode == "" {
		u.Mode = AllOrNothing
	}
	bad.Check(u.Kind == "projects", "/query/kind", fault.Choice, "projects")
	bad.Check(u.Mode == AllOrNothing || u.Mode == RowByRow, "/query/mode", fault.Choice, "all, rows")
	if name := []rune(u.FileName); len(name) > longestFileName {
		u.FileName = string(name[:longestFileName])
	}
	return bad.Err()
}
