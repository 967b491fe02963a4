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
	MeAmend       Action = "me.amend"
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
	ProjectTransfer   Action = "project.transfer"
	ProjectDuplicates Action = "project.duplicates"
	ProjectDecide     Action = "project.decide" // inside a use case: a second project beside one that has first-report priority

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
	MeetingWithdraw Action = "meeting.withdraw"
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

	WorkdayRead  Action = "workday.read"
	WorkdayAmend Action = "workday.amend"

	ReviewTemplateRead  Action = "reviewTemplate.read"
	ReviewTemplateAmend Action = "reviewTemplate.amend"
	ReviewList          Action = "review.list"
	ReviewRead          Action = "review.read"
	ReviewOpen          Action = "review.open"
	ReviewAssign        Action = "review.assign"
	ReviewOpine         Action = "review.opine"
	ReviewSuspend       Action = "review.suspend"
	ReviewSupplement    Action = "review.supplement"
	ReviewConclude      Action = "review.conclude"
	ReviewWithdraw      Action = "review.withdraw"
	ReviewFulfil        Action = "review.fulfil"
	ReviewCheck         Action = "review.check"

	LandPoolList       Action = "landPool.list"
	LandPoolRead       Action = "landPool.read"
	LandPoolCreate     Action = "landPool.create"
	LandPoolPost       Action = "landPool.post"
	LandRuleRead       Action = "landRule.read"
	LandRuleAmend      Action = "landRule.amend"
	LandRequestList    Action = "landRequest.list"
	LandRequestRead    Action = "landRequest.read"
	LandRequestCreate  Action = "landRequest.create"
	LandRequestCheck   Action = "landRequest.check"
	LandRequestDecide  Action = "landRequest.decide"
	LandRequestUse     Action = "landRequest.use"
	LandRequestRetract Action = "landRequest.retract"
	LandRequestCompare Action = "landRequest.compare"
	LandSupplyList     Action = "landSupply.list"
	LandSupplyRecord   Action = "landSupply.record"
	LandSiteList       Action = "landSite.list"
	LandSiteRecord     Action = "landSite.record"
	LandSiteIssue      Action = "landSite.issue"

	LedgerKeep Action = "ledger.keep" // inside a use case that has judged the request: its entries and balances, whosever the account is

	FundList            Action = "fund.list"
	FundAccountRead     Action = "fundAccount.read"
	FundAccountPost     Action = "fundAccount.post"
	FundRequestList     Action = "fundRequest.list"
	FundRequestRead     Action = "fundRequest.read"
	FundRequestCreate   Action = "fundRequest.create"
	FundRequestRetract  Action = "fundRequest.retract"
	FundRequestDecide   Action = "fundRequest.decide"
	FundDiligenceRecord Action = "fundDiligence.record"
	FundDiligenceRead   Action = "fundDiligence.read"

	IssueList     Action = "issue.list"
	IssueRead     Action = "issue.read"
	IssueRaise    Action = "issue.raise"
	IssueAmend    Action = "issue.amend"
	IssueAssign   Action = "issue.assign"
	IssueProgress Action = "issue.progress"
	IssueResolve  Action = "issue.resolve"
	IssueClose    Action = "issue.close"
	IssueReopen   Action = "issue.reopen"
	IssueEscalate Action = "issue.escalate"

	DecisionList   Action = "decision.list"
	DecisionRecord Action = "decision.record"

	TodoRead         Action = "todo.read"
	TimelineRead     Action = "timeline.read"
	NotificationRead Action = "notification.read"
	ReminderSend     Action = "reminder.send"
	ScheduleRead     Action = "schedule.read"
	ScheduleRun      Action = "schedule.run"

	AuditRead   Action = "audit.read"
	AuditVerify Action = "audit.verify"

	StoreSeed   Action = "store.seed"
	StoreVerify Action = "store.verify"
)

var columns = []Role{Anonymous, Clerk, Lead, Department, Land, Fund, Secretariat, Leader, Auditor, Admin, Integration, System}

// policy is THE table: a row an action, a column a role, a cell how far the action reaches:
// "-" never, "own" the rows of the actor's county, "dep" the rows of the actor's department, "any" the actor's county if the
// account is bound to one and else all (integrations, land offices), "city" all for an account bound to no county and else never,
// "all" every row. What is not in the table is denied.
var policy = []rule{
	//                   anon clerk lead dept land fund secr leadr audit admin integ system
	{SetupRead, "         all  -    -    -    -    -    -    -    -    -    -     all"},
	{SetupComplete, "     all  -    -    -    -    -    -    -    -    -    -     all"},
	{SessionCreate, "     all  all  all  all  all  all  all  all  all  all  all   all"},
	{SessionCheck, "      all  all  all  all  all  all  all  all  all  all  all   all"},
	{SessionEnd, "        -    all  all  all  all  all  all  all  all  all  all   all"},
	{MeRead, "            -    all  all  all  all  all  all  all  all  all  all   all"},
	{MePassword, "        -    all  all  all  all  all  all  all  all  all  -     all"},
	{MeAmend, "           -    all  all  all  all  all  all  all  all  all  -     all"},
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

	{EnterpriseList, "    -    own  own  all  any  all  all  all  all  -    any   all"},
	{EnterpriseRead, "    -    own  own  all  any  all  all  all  all  -    any   all"},
	{EnterpriseCreate, "  -    own  own  -    -    -    all  -    -    -    any   all"},
	{EnterpriseAmend, "   -    own  own  -    -    -    all  -    -    -    any   all"},

	{ProjectList, "       -    own  own  all  any  all  all  all  all  -    any   all"},
	{ProjectRead, "       -    own  own  all  any  all  all  all  all  -    any   all"},
	{ProjectCreate, "     -    own  own  -    -    -    all  -    -    -    any   all"},
	{ProjectAmend, "      -    own  own  -    -    -    all  -    -    -    any   all"},
	{ProjectArchive, "    -    -    own  -    -    -    all  -    -    -    -     all"},
	{ProjectTransfer, "   -    -    -    -    -    -    all  -    -    -    -     all"},
	{ProjectDuplicates, " -    all  all  all  all  all  all  all  all  -    all   all"},
	{ProjectDecide, "     -    -    -    -    -    -    all  -    -    -    -     all"},

	{StageRead, "         -    own  own  all  any  all  all  all  all  -    any   all"},
	{StageForce, "        -    -    -    -    -    -    all  -    -    -    -     all"},
	{StagePause, "        -    -    own  -    -    -    all  -    -    -    -     all"},

	{MilestoneList, "     -    own  own  all  any  all  all  all  all  -    any   all"},
	{MilestoneReport, "   -    own  own  -    -    -    all  -    -    -    any   all"},
	{MilestoneVerify, "   -    -    -    -    -    -    all  -    -    -    -     all"},

	{AttachmentCreate, "  -    own  own  -    -    -    all  -    -    -    any   all"},
	{AttachmentRead, "    -    own  own  all  any  all  all  all  all  -    any   all"},

	{MonthRead, "         -    own  own  all  any  all  all  all  all  -    any   all"},
	{MonthDraft, "        -    own  own  -    -    -    -    -    -    -    any   all"},
	{MonthSubmit, "       -    -    own  -    -    -    -    -    -    -    -     all"},
	{MonthReturn, "       -    -    -    -    -    -    all  -    -    -    -     all"},
	{MonthAccept, "       -    -    -    -    -    -    all  -    -    -    -     all"},
	{MonthSubmissions, "  -    own  own  all  any  all  all  all  all  -    any   all"},

	{MeetingRead, "       -    all  all  all  all  all  all  all  all  all  all   all"},
	{MeetingOpen, "       -    -    -    -    -    -    all  -    -    -    -     all"},
	{MeetingClose, "      -    -    -    -    -    -    all  -    -    -    -     all"},
	{MeetingReopen, "     -    -    -    -    -    -    all  -    -    -    -     all"},
	{MeetingWithdraw, "   -    -    -    -    -    -    all  -    -    -    -     all"},
	{MeetingBoard, "      -    all  all  all  all  all  all  all  all  all  all   all"},
	{MeetingAgenda, "     -    all  all  all  all  all  all  all  all  all  all   all"},
	{MeetingEdit, "       -    -    -    -    -    -    all  -    -    -    -     all"},
	{MeetingRebuild, "    -    -    -    -    -    -    -    -    -    all  -     all"},
	{MeetingSnapshot, "   -    -    -    -    -    -    all  all  all  -    -     all"},

	{PackCreate, "        -    -    own  -    -    -    all  all  -    -    -     all"},
	{PackRead, "          -    own  own  -    -    -    all  all  all  -    any   all"},

	{ImportRun, "         -    own  own  -    -    -    all  -    -    -    any   all"},
	{ImportRead, "        -    own  own  -    -    -    all  -    all  -    any   all"},
	{ExportRun, "         -    own  own  all  any  all  all  all  all  -    any   all"},

	{WorkdayRead, "           -    all  all  all  all  all  all  all  all  all  all   all"},
	{WorkdayAmend, "          -    -    -    -    -    -    -    -    -    all  -     all"},

	{ReviewTemplateRead, "    -    all  all  all  all  all  all  all  all  all  all   all"},
	{ReviewTemplateAmend, "   -    -    -    -    -    -    -    -    -    all  -     all"},
	{ReviewList, "            -    own  own  all  any  all  all  all  all  -    any   all"},
	{ReviewRead, "            -    own  own  all  any  all  all  all  all  -    any   all"},
	{ReviewOpen, "            -    own  own  -    -    -    all  -    -    -    any   all"},
	{ReviewAssign, "          -    -    -    dep  city all  all  -    -    -    -     all"},
	{ReviewOpine, "           -    -    own  dep  city all  all  -    -    -    -     all"},
	{ReviewSuspend, "         -    -    -    dep  city all  all  -    -    -    -     all"},
	{ReviewSupplement, "      -    own  own  -    -    -    all  -    -    -    any   all"},
	{ReviewConclude, "        -    -    -    -    -    -    all  -    -    -    -     all"},
	{ReviewWithdraw, "        -    -    own  -    -    -    all  -    -    -    -     all"},
	{ReviewFulfil, "          -    own  own  dep  city all  all  -    -    -    any   all"},
	{ReviewCheck, "           -    -    -    dep  city all  all  -    -    -    -     all"},

	{LandPoolList, "          -    own  own  all  any  all  all  all  all  -    any   all"},
	{LandPoolRead, "          -    own  own  all  any  all  all  all  all  -    any   all"},
	{LandPoolCreate, "        -    -    -    -    city -    -    -    -    -    -     all"},
	{LandPoolPost, "          -    -    -    -    city -    -    -    -    -    -     all"},
	{LandRuleRead, "          -    all  all  all  all  all  all  all  all  all  all   all"},
	{LandRuleAmend, "         -    -    -    -    city -    -    -    -    all  -     all"},
	{LandRequestList, "       -    own  own  all  any  all  all  all  all  -    any   all"},
	{LandRequestRead, "       -    own  own  all  any  all  all  all  all  -    any   all"},
	{LandRequestCreate, "     -    own  own  -    -    -    all  -    -    -    any   all"},
	{LandRequestCheck, "      -    -    own  -    any  -    -    -    -    -    -     all"},
	{LandRequestDecide, "     -    -    -    -    any  -    -    -    -    -    -     all"},
	{LandRequestUse, "        -    own  own  -    any  -    -    -    -    -    any   all"},
	{LandRequestRetract, "    -    -    own  -    any  -    all  -    -    -    -     all"},
	{LandRequestCompare, "    -    -    -    -    city -    all  all  -    -    -     all"},
	{LandSupplyList, "        -    own  own  all  any  all  all  all  all  -    any   all"},
	{LandSupplyRecord, "      -    own  own  -    any  -    -    -    -    -    any   all"},
	{LandSiteList, "          -    own  own  all  any  all  all  all  all  -    any   all"},
	{LandSiteRecord, "        -    own  own  -    any  -    -    -    -    -    any   all"},
	{LandSiteIssue, "         -    -    -    -    city -    -    -    -    -    -     all"},

	{LedgerKeep, "          -    all  all  all  all  all  all  all  all  all  all   all"},

	{FundList, "              -    all  all  all  all  all  all  all  all  -    all   all"},
	{FundAccountRead, "       -    -    -    -    -    all  all  all  all  -    -     all"},
	{FundAccountPost, "       -    -    -    -    -    all  -    -    -    -    -     all"},
	{FundRequestList, "       -    own  own  all  any  all  all  all  all  -    any   all"},
	{FundRequestRead, "       -    own  own  all  any  all  all  all  all  -    any   all"},
	{FundRequestCreate, "     -    own  own  -    -    -    all  -    -    -    any   all"},
	{FundRequestRetract, "    -    -    own  -    -    all  all  -    -    -    -     all"},
	{FundRequestDecide, "     -    -    -    -    -    all  -    -    -    -    -     all"},
	{FundDiligenceRecord, "   -    -    -    -    -    all  -    -    -    -    -     all"},
	{FundDiligenceRead, "     -    -    -    -    -    all  all  all  -    -    -     all"},

	{IssueList, "             -    own  own  all  any  all  all  all  all  -    any   all"},
	{IssueRead, "             -    own  own  all  any  all  all  all  all  -    any   all"},
	{IssueRaise, "            -    own  own  all  -    -    all  -    -    -    any   all"},
	{IssueAmend, "            -    own  own  -    -    -    all  -    -    -    any   all"},
	{IssueAssign, "           -    -    own  -    -    -    all  -    -    -    -     all"},
	{IssueProgress, "         -    own  own  all  any  all  all  -    -    -    any   all"},
	{IssueResolve, "          -    -    own  all  any  all  all  -    -    -    -     all"},
	{IssueClose, "            -    -    own  -    -    -    all  all  -    -    -     all"},
	{IssueReopen, "           -    -    own  -    -    -    all  all  -    -    -     all"},
	{IssueEscalate, "         -    -    own  -    -    -    all  -    -    -    -     all"},

	{DecisionList, "          -    all  all  all  all  all  all  all  all  -    all   all"},
	{DecisionRecord, "        -    -    -    -    -    -    all  -    -    -    -     all"},

	{TodoRead, "              -    own  own  all  any  all  all  all  all  all  any   all"},
	{TimelineRead, "          -    own  own  all  any  all  all  all  all  -    any   all"},
	{NotificationRead, "      -    all  all  all  all  all  all  all  all  all  all   all"},
	{ReminderSend, "          -    -    -    -    -    -    all  -    -    -    -     all"},
	{ScheduleRead, "          -    -    -    -    -    -    -    -    -    all  -     all"},
	{ScheduleRun, "           -    -    -    -    -    -    -    -    -    all  -     all"},

	{AuditRead, "         -    -    -    -    -    -    -    -    all  all  -     all"},
	{AuditVerify, "       -    -    -    -    -    -    -    -    all  all  -     all"},

	{StoreSeed, "         -    -    -    -    -    -    -    -    -    -    -     all"},
	{StoreVerify, "       -    -    -    -    -    -    -    -    -    -    -     all"},
}
