// Package notify tells people what waits for them: reminders before and after a due day, the secretariat's urging (催报), each in the product
// and by mail. It knows accounts and working days only by what the wiring gives it.
package notify

import (
	"fmt"
	"log/slog"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
)

// Step is why a notification came when it did.
type Step string

// The steps of a reminder, in working days before the due day, the urging that somebody sent by hand, and the escalation.
const (
	ThreeDays Step = "threeDays"
	OneDay    Step = "oneDay"
	Due       Step = "due"
	Overdue   Step = "overdue"
	Urged     Step = "urged"
	Escalated Step = "escalated" // an issue has reached another level of its escalation
)

// Steps lists the codes of the steps.
var Steps = []string{string(ThreeDays), string(OneDay), string(Due), string(Overdue), string(Urged), string(Escalated)}

// Notification is one message to one account. Who has read what is the reader's own business and follows from facts that the trail has, so
// it is not audited; what a person sends (Urging) is.
type Notification struct {
	store.Row
	Account   string        `json:"-"` // name of the account that it is for; nobody else finds it
	Kind      task.Kind     `json:"kind" swaggertype:"string"`
	Step      Step          `json:"step"`
	Subject   string        `json:"subject"`   // id of the row that waits
	ProjectID string        `json:"projectId"` // empty when it concerns no project
	RegionID  string        `json:"regionId"`  // empty when it concerns no county
	Title     string        `json:"title" gorm:"-"`
	ZH        string        `json:"-"`
	EN        string        `json:"-"`
	Note      string        `json:"note"`  // what the sender of an urging added
	DueOn     calendar.Date `json:"dueOn"` // null when nothing sets a day
	Link      string        `json:"link"`  // path of the call that shows what waits
	Unread    bool          `json:"unread"`
	ReadAt    *time.Time    `json:"readAt"`
	ByMail    bool          `json:"byMail"` // it is also told by mail, unless it is read before
	MailID    string        `json:"-"`      // the mail that tells it, empty until there is one
}

// Derived says that notifications are written freely.
func (*Notification) Derived() {}

// speak fills the title in the reader's language.
func (n *Notification) speak(lang string) {
	n.Title = n.ZH
	if lang == "en" {
		n.Title = n.EN
	}
}

// Listing is what a reader's notifications may be filtered and sorted by; the newest come first.
var Listing = page.Listing{
	Sorts:   map[string]page.Sort{"createdAt": {Column: "created_at"}, "dueOn": {Column: "due_on"}},
	Default: "-createdAt",
	Filters: map[string]page.Filter{
		"unread":    {Column: "unread", Kind: page.Bool},
		"kind":      {Column: "kind", Kind: page.Text},
		"step":      {Column: "step", Kind: page.Choice, Choices: Steps},
		"subject":   {Column: "subject", Kind: page.Text},
		"projectId": {Column: "project_id", Kind: page.Text},
		"regionId":  {Column: "region_id", Kind: page.Text},
		"dueOn":     {Column: "due_on", Kind: page.Date},
	},
	Search: []string{"zh", "en", "note"},
}

// Recipient is an account that may be told something: its actor says what it is for. Without an address it gets no mail.
type Recipient struct {
	access.Actor
	Shown   string // the name that a letter begins with
	Address string
}

// Wiring is what the composition root knows and this package does not.
type Wiring struct {
	People   func(*store.Tx) ([]Recipient, error) // every account in service
	Workdays func(*store.Tx) (calendar.Workdays, error)
	Mail     *Server // nil: nothing goes out by mail
}

// Service tells people.
type Service struct {
	db  *store.DB
	log *slog.Logger
	Wiring
}

// NewService works over the store.
func NewService(db *store.DB, log *slog.Logger, w Wiring) *Service {
	return &Service{db: db, log: log, Wiring: w}
}

// insert keeps a notification for an account; it goes out by mail too when mail is on and the account has an address.
func (s *Service) insert(tx *store.Tx, to Recipient, n Notification) error {
	n.Account, n.Unread = to.Name, true
	n.ByMail = s.Mail != nil && to.Address != ""
	return store.Insert(tx, &n)
}

// The ranks of the steps that a due day goes through. Overdue counts on from rankOverdue, one for each time that it is told.
const (
	rankNone = iota
	rankThreeDays
	rankOneDay
	rankDue
	rankOverdue
)

// again is after how many working days something overdue is told once more: a week of work.
const again = 5

// standing is how far a due day has come today: the rank that has been reached, and the working days that are left or, overdue, gone. When the
// due day is a day off, the last working day before it is where the steps are counted from, so that nobody learns of it when it is too late.
func standing(today, due calendar.Date, w calendar.Workdays) (rank, days int) {
	if today.After(due) {
		late := w.WorkdaysBetween(due, today)
		if late == 0 {
			return rankDue, 0
		}
		return rankOverdue + (late-1)/again, late
	}
	last := due
	for !w.IsWorkday(last) {
		last = last.Add(-1)
	}
	switch left := w.WorkdaysBetween(today, last); {
	case left <= 0:
		return rankDue, 0
	case left == 1:
		return rankOneDay, left
	case left <= 3:
		return rankThreeDays, left
	}
	return rankNone, 0
}

// stepOf names a rank.
func stepOf(rank int) Step {
	return []Step{"", ThreeDays, OneDay, Due, Overdue}[min(rank, rankOverdue)]
}

// sentences are an item's titles with the time that is left.
func sentences(i task.Item, rank, days int) (zh, en string) {
	switch stepOf(rank) {
	case Overdue:
		zh, en = fmt.Sprintf("已逾期 %d 个工作日：", days), fmt.Sprintf("Overdue by %d working days: ", days)
	case Due:
		zh, en = fmt.Sprintf("%s 到期：", i.DueOn), fmt.Sprintf("Due on %s: ", i.DueOn)
	default:
		zh, en = fmt.Sprintf("还有 %d 个工作日到期：", days), fmt.Sprintf("Due in %d working days: ", days)
	}
	return zh + i.ZH, en + i.EN
}
