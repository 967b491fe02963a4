package meeting

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/period"
	"zhaoyin/internal/store"
)

// Withdrawal says why a month is taken back.
type Withdrawal struct {
	Reason string `json:"reason" validate:"required,max=2000"`
}

var errLived = fault.Define(fault.Conflict, "meeting.lived", "%s 已有填报、核实或会议决定，不能撤回；请继续办理并关账。", "%s has statuses, verified milestones or decisions already and cannot be withdrawn; go on with it and close it.")

// Withdraw takes back an open month in which nothing has happened yet. Its row stays as a mark; the month may be opened again.
func (s *Service) Withdraw(ctx context.Context, month calendar.Month, version int64, in Withdrawal) (*Meeting, error) {
	var m *Meeting
	err := s.db.Write(ctx, access.MeetingWithdraw, func(tx *store.Tx) error {
		p, err := held(tx, month, version)
		if err != nil {
			return err
		}
		if p.State != period.Open {
			return errClosed.With(string(month))
		}
		lived, err := hasLived(tx, p)
		if err != nil {
			return err
		}
		if lived {
			return errLived.With(string(month))
		}
		if err := unclaim(tx, month); err != nil {
			return err
		}
		p.State, p.WithdrawalReason = period.Withdrawn, in.Reason
		if err := store.Update(tx, p); err != nil {
			return err
		}
		m = &Meeting{Period: *p}
		return tx.Emit("month.withdrawn", p.ID, "", m)
	})
	return m, err
}

// unclaim leaves the corrections that the month would have announced to the next one that is opened.
func unclaim(tx *store.Tx, month calendar.Month) error {
	rows, err := store.All[figure.Restatement](tx, "created_at, id", store.Where("announced_month = ?", month))
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].AnnouncedMonth = ""
		if err := store.Update(tx, &rows[i]); err != nil {
			return err
		}
	}
	return nil
}
