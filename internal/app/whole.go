package app

import (
	"context"
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/land"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/notify"
	"zhaoyin/internal/org"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/report"
	"zhaoyin/internal/review"
	"zhaoyin/internal/store"
	"zhaoyin/internal/transfer"
)

// tables are those whose every row the trail tells of. Snapshots are not among them: their own hashes are compared.
func tables() []store.Table {
	return []store.Table{
		store.TableOf[account.User](), store.TableOf[account.Token](), store.TableOf[account.SignIn](),
		store.TableOf[org.Region](), store.TableOf[org.Department](), store.TableOf[org.Chain](), store.TableOf[org.Workday](),
		store.TableOf[enterprise.Enterprise](),
		store.TableOf[project.Project](), store.TableOf[project.Milestone](), store.TableOf[project.Move](), store.TableOf[project.Attachment](), store.TableOf[project.Transfer](),
		store.TableOf[monthly.Status](), store.TableOf[period.Period](), store.TableOf[figure.Restatement](),
		store.TableOf[meeting.Formula](), store.TableOf[meeting.Narrative](), store.TableOf[meeting.Decision](),
		store.TableOf[review.Template](), store.TableOf[review.Case](), store.TableOf[review.Step](), store.TableOf[review.Suspension](), store.TableOf[review.Condition](),
		store.TableOf[ledger.Account](), store.TableOf[ledger.Entry](),
		store.TableOf[land.Pool](), land.Editions(), store.TableOf[land.Request](), store.TableOf[land.Reservation](),
		store.TableOf[land.Supply](), store.TableOf[land.Site](), store.TableOf[land.SiteMonth](),
		store.TableOf[fund.Fund](), store.TableOf[fund.Request](), store.TableOf[fund.Step](), store.TableOf[fund.Diligence](), store.TableOf[fund.Finding](),
		store.TableOf[fund.Disbursement](),
		store.TableOf[issue.Issue](), store.TableOf[issue.Round](), store.TableOf[issue.Move](),
		store.TableOf[notify.Urging](), store.TableOf[report.Pack](), store.TableOf[transfer.Import](),
	}
}

// VerifyRows compares every row with the trail.
func (a *App) VerifyRows(ctx context.Context) (string, error) {
	n := 0
	err := a.look(ctx, func(tx *store.Tx) error {
		for _, t := range tables() {
			rows, err := store.VerifyRows(tx, t)
			if err != nil {
				return err
			}
			n += rows
		}
		return nil
	})
	return fmt.Sprintf("%d are as the trail says", n), err
}

// VerifyLedgers sums the ledgers anew.
func (a *App) VerifyLedgers(ctx context.Context) (string, error) {
	n := 0
	err := a.look(ctx, func(tx *store.Tx) error {
		var err error
		n, err = ledger.Verify(tx)
		return err
	})
	return fmt.Sprintf("add up, %d entries", n), err
}

// VerifyGuards looks for the triggers.
func (a *App) VerifyGuards(ctx context.Context) (string, error) {
	n, err := a.DB.CheckGuards(access.With(ctx, access.As("verify")))
	return fmt.Sprintf("in place, %d triggers", n), err
}

func (a *App) look(ctx context.Context, work func(*store.Tx) error) error {
	return a.DB.Read(access.With(ctx, access.As("verify")), access.StoreVerify, work)
}
