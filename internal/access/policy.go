package access

// Action is something that may be allowed: noun.verb. Every use case names one when it opens the store.
type Action string

// The actions, one noun a block.
const (
	SetupRead     Action = "setup.read"
	SetupComplete Action = "setup.complete"
	SessionCreate Action = "session.create"
	SessionCheck  Action = "session.check"
	SessionEnd    Action = "session.end"
	MeRead        Action = "me.read"
	MePassword    Action = "me.password"
	TokenList     Action = "token.list"
	TokenCreate   Action = "token.create"
	TokenRevoke   Action = "token.revoke"
	UserList      Action = "user.list"
	UserRead      Action = "user.read"
	UserCreate    Action = "user.create"
	UserAmend     Action = "user.amend"
	UserLock      Action = "user.lock"
	UserReset     Action = "user.reset"

	OrgRead  Action = "org.read"
	OrgAmend Action = "org.amend"

	EnterpriseList   Action = "enterprise.list"
	EnterpriseRead   Action = "enterprise.read"
	EnterpriseCreate Action = "enterprise.create"
	EnterpriseAmend  Action = "enterprise.amend"

	ProjectList       Action = "project.list"
	ProjectRead       Action = "project.read"
	ProjectCreate     Action = "project.create"
	ProjectAmend      Action = "project.amend"
	ProjectArchive    Action = "project.archive"
	ProjectDuplicates Action = "project.duplicates"

	StageRead  Action = "stage.read"
	StageForce Action = "stage.force"
	StagePause Action = "stage.pause"

	MilestoneList   Action = "milestone.list"
	MilestoneReport Action = "milestone.report"
	MilestoneVerify Action = "milestone.verify"

	AttachmentCreate Action = "attachment.create"
	AttachmentRead   Action = "attachment.read"

	MonthRead        Action = "month.read"
	MonthDraft       Action = "month.draft"
	MonthSubmit      Action = "month.submit"
	MonthReturn      Action = "month.return"
	MonthAccept      Action = "month.accept"
	MonthSubmissions Action = "month.submissions"

	MeetingRead     Action = "meeting.read"
	MeetingOpen     Action = "meeting.open"
	MeetingClose    Action = "meeting.close"
	MeetingReopen   Action = "meeting.reopen"
	MeetingBoard    Action = "meeting.board"
	MeetingAgenda   Action = "meeting.agenda"
	MeetingEdit     Action = "meeting.edit"
	MeetingRebuild  Action = "meeting.rebuild"
	MeetingSnapshot Action = "meeting.snapshot"

	PackCreate Action = "pack.create"
	PackRead   Action = "pack.read"

	ImportRun  Action = "import.run"
	ImportRead Action = "import.read"
	ExportRun  Action = "export.run"

	AuditRead   Action = "audit.read"
	AuditVerify Action = "audit.verify"

	StoreSeed   Action = "store.seed"
	StoreVerify Action = "store.verify"
)

var columns = []Role{Anonymous, Clerk, Lead, Department, Land, Fund, Secretariat, Leader, Auditor, Admin, Integration, System}

// policy is THE table: a row an action, a column a role, a cell how far the action reaches:
// "-" never, "own" the rows of the actor's county, "dep" the rows of the actor's department, "any" the actor's county if the
// account is bound to one and else all (integrations), "all" every row. What is not in the table is denied.
var policy = []rule{
	//                   anon clerk lead dept land fund secr leadr audit admin integ system
	{SetupRead, "         all  -    -    -    -    -    -    -    -    -    -     all"},
	{SetupComplete, "     all  -    -    -    -    -    -    -    -    -    -     all"},
	{SessionCreate, "     all  all  all  all  all  all  all  all  all  all  all   all"},
	{SessionCheck, "      all  all  all  all  all  all  all  all  all  all  all   all"},
	{SessionEnd, "        -    all  all  all  all  all  all  all  all  all  all   all"},
	{MeRead, "            -    all  all  all  all  all  all  all  all  all  all   all"},
	{MePassword, "        -    all  all  all  all  all  all  all  all  all  -     all"},
	{TokenList, "         -    all  all  all  all  all  all  all  all  all  -     all"},
	{TokenCreate, "       -    all  all  all  all  all  all  all  all  all  -     all"},
	{TokenRevoke, "       -    all  all  all  all  all  all  all  all  all  -     all"},
	{UserList, "          -    -    -    -    -    -    -    -    all  all  -     all"},
	{UserRead, "          -    -    -    -    -    -    -    -    all  all  -     all"},
	{UserCreate, "        -    -    -    -    -    -    -    -    -    all  -     all"},
	{UserAmend, "         -    -    -    -    -    -    -    -    -    all  -     all"},
	{UserLock, "          -    -    -    -    -    -    -    -    -    all  -     all"},
	{UserReset, "         -    -    -    -    -    -    -    -    -    all  -     all"},

	{OrgRead, "           -    all  all  all  all  all  all  all  all  all  all   all"},
	{OrgAmend, "          -    -    -    -    -    -    -    -    -    all  -     all"},

	{EnterpriseList, "    -    own  own  all  all  all  all  all  all  -    any   all"},
	{EnterpriseRead, "    -    own  own  all  all  all  all  all  all  -    any   all"},
	{EnterpriseCreate, "  -    own  own  -    -    -    all  -    -    -    any   all"},
	{EnterpriseAmend, "   -    own  own  -    -    -    all  -    -    -    any   all"},

	{ProjectList, "       -    own  own  all  all  all  all  all  all  -    any   all"},
	{ProjectRead, "       -    own  own  all  all  all  all  all  all  -    any   all"},
	{ProjectCreate, "     -    own  own  -    -    -    all  -    -    -    any   all"},
	{ProjectAmend, "      -    own  own  -    -    -    all  -    -    -    any   all"},
	{ProjectArchive, "    -    -    own  -    -    -    all  -    -    -    -     all"},
	{ProjectDuplicates, " -    all  all  all  all  all  all  all  all  -    all   all"},

	{StageRead, "         -    own  own  all  all  all  all  all  all  -    any   all"},
	{StageForce, "        -    -    -    -    -    -    all  -    -    -    -     all"},
	{StagePause, "        -    -    own  -    -    -    all  -    -    -    -     all"},

	{MilestoneList, "     -    own  own  all  all  all  all  all  all  -    any   all"},
	{MilestoneReport, "   -    own  own  -    -    -    all  -    -    -    any   all"},
	{MilestoneVerify, "   -    -    -    -    -    -    all  -    -    -    -     all"},

	{AttachmentCreate, "  -    own  own  -    -    -    all  -    -    -    any   all"},
	{AttachmentRead, "    -    own  own  all  all  all  all  all  all  -    any   all"},

	{MonthRead, "         -    own  own  all  all  all  all  all  all  -    any   all"},
	{MonthDraft, "        -    own  own  -    -    -    -    -    -    -    any   all"},
	{MonthSubmit, "       -    -    own  -    -    -    -    -    -    -    -     all"},
	{MonthReturn, "       -    -    -    -    -    -    all  -    -    -    -     all"},
	{MonthAccept, "       -    -    -    -    -    -    all  -    -    -    -     all"},
	{MonthSubmissions, "  -    own  own  all  all  all  all  all  all  -    any   all"},

	{MeetingRead, "       -    all  all  all  all  all  all  all  all  all  all   all"},
	{MeetingOpen, "       -    -    -    -    -    -    all  -    -    -    -     all"},
	{MeetingClose, "      -    -    -    -    -    -    all  -    -    -    -     all"},
	{MeetingReopen, "     -    -    -    -    -    -    all  -    -    -    -     all"},
	{MeetingBoard, "      -    all  all  all  all  all  all  all  all  all  all   all"},
	{MeetingAgenda, "     -    all  all  all  all  all  all  all  all  all  all   all"},
	{MeetingEdit, "       -    -    -    -    -    -    all  -    -    -    -     all"},
	{MeetingRebuild, "    -    -    -    -    -    -    -    -    -    all  -     all"},
	{MeetingSnapshot, "   -    -    -    -    -    -    all  all  all  -    -     all"},

	{PackCreate, "        -    -    own  -    -    -    all  all  -    -    -     all"},
	{PackRead, "          -    own  own  -    -    -    all  all  all  -    any   all"},

	{ImportRun, "         -    own  own  -    -    -    all  -    -    -    any   all"},
	{ImportRead, "        -    own  own  -    -    -    all  -    all  -    any   all"},
	{ExportRun, "         -    own  own  all  all  all  all  all  all  -    any   all"},

	{AuditRead, "         -    -    -    -    -    -    -    -    all  all  -     all"},
	{AuditVerify, "       -    -    -    -    -    -    -    -    all  all  -     all"},

	{StoreSeed, "         -    -    -    -    -    -    -    -    -    -    -     all"},
	{StoreVerify, "       -    -    -    -    -    -    -    -    -    -    -     all"},
}
