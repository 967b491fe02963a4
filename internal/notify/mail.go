package notify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/store"
)

// MailState is what became of a mail.
type MailState string

// The states of a mail.
const (
	Pending MailState = "pending"
	Posted  MailState = "sent"
	Failed  MailState = "failed"
)

// Mail is one letter: which notifications it tells is settled before it is sent for the first time, so that a letter that is sent again, because the
// program died between the server's answer and its own note of it, is the same letter under the same Message-ID.
type Mail struct {
	store.Row
	Account  string
	State    MailState
	Attempts int
	TryAt    time.Time
	SentAt   *time.Time
	Failure  string
}

// Derived says that mails are written freely.
func (*Mail) Derived() {}

// digestAbove is how many notifications of one account go out one by one; more become one letter that lists them.
const digestAbove = 5

// pauses is how long a letter that the server did not take waits after each attempt. After the last it has failed.
var pauses = []time.Duration{
	5 * time.Minute, 15 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 12 * time.Hour, 24 * time.Hour, 24 * time.Hour,
}

// SendMail sends what waits. Nothing is put into letters before the server answers, so that what has gathered while it was away comes as a digest;
// while it is away nothing counts as an attempt. The context is the clock's own (access.ScheduleRun).
func (s *Service) SendMail(ctx context.Context) error {
	if s.Mail == nil {
		return nil
	}
	var any bool
	err := s.db.Read(ctx, access.ScheduleRun, func(tx *store.Tx) error {
		var err error
		any, err = anyMail(tx)
		return err
	})
	if err != nil || !any {
		return err
	}
	line, err := s.Mail.dial(ctx)
	if err != nil {
		return fmt.Errorf("reach the mail server: %w", err)
	}
	defer line.Close()
	mails, err := s.compose(ctx)
	if err != nil {
		return err
	}
	for i := range mails {
		if err := errors.Join(ctx.Err(), s.send(ctx, line, &mails[i])); err != nil {
			return err
		}
	}
	return nil
}

// compose puts what no letter tells yet into letters and answers all that are to be sent now.
func (s *Service) compose(ctx context.Context) ([]Mail, error) {
	var mails []Mail
	err := s.db.Write(ctx, access.ScheduleRun, func(tx *store.Tx) error {
		waiting, err := store.All[Notification](tx, "account, created_at, id", unmailed)
		if err != nil {
			return err
		}
		for _, part := range letters(waiting) {
			m := &Mail{Account: part[0].Account, State: Pending, TryAt: tx.Now}
			if err := store.Insert(tx, m); err != nil {
				return err
			}
			if err := enclose(tx, m, part); err != nil {
				return err
			}
		}
		mails, err = store.All[Mail](tx, "try_at, id", dueMails(tx)...)
		return err
	})
	return mails, err
}

// letters parts notifications, which come in the order of their accounts, into letters.
func letters(waiting []Notification) [][]Notification {
	var all [][]Notification
	for len(waiting) > 0 {
		n := 1
		for n < len(waiting) && waiting[n].Account == waiting[0].Account {
			n++
		}
		mine := waiting[:n]
		waiting = waiting[n:]
		if len(mine) > digestAbove {
			all = append(all, mine)
			continue
		}
		for i := range mine {
			all = append(all, mine[i:i+1])
		}
	}
	return all
}

// send sends one letter and notes what became of it. Its error ends the run: the line is gone, or the store is.
func (s *Service) send(ctx context.Context, line *line, m *Mail) error {
	l, err := s.letter(ctx, m)
	if err != nil {
		return err
	}
	said := errNoAddress
	if l.to != "" {
		said = line.send(ctx, l)
	}
	if errors.Is(said, errLineGone) {
		return said
	}
	if said != nil {
		s.log.Warn("mail not sent", "mail", m.ID, "account", m.Account, "attempt", m.Attempts+1, "error", said)
	}
	return s.db.Write(context.WithoutCancel(ctx), access.ScheduleRun, func(tx *store.Tx) error {
		next := *m
		next.record(said, tx.Now)
		return store.Update(tx, &next)
	})
}

// record notes what the server said of an attempt.
func (m *Mail) record(said error, now time.Time) {
	m.Attempts++
	if said == nil {
		m.State, m.SentAt, m.Failure = Posted, &now, ""
		return
	}
	m.Failure = shortened(said.Error())
	if errors.Is(said, errNoAddress) || errors.Is(said, errUnknownAddress) || m.Attempts > len(pauses) {
		m.State = Failed
		return
	}
	m.TryAt = now.Add(pauses[m.Attempts-1])
}

func shortened(text string) string {
	const limit = 500
	if r := []rune(text); len(r) > limit {
		return string(r[:limit]) + "…"
	}
	return text
}
