package main

import (
	"context"
	"errors"
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/app"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
)

// userCommand keeps accounts without the page: for the first ones, and for when nobody can sign in.
type userCommand struct {
	Add           userAdd   `cmd:"" help:"Add an account and print its one-time password."`
	List          userList  `cmd:"" help:"List accounts."`
	Lock          userLock  `cmd:"" help:"Lock an account; its sessions and tokens end."`
	Unlock        userFree  `cmd:"" help:"Unlock an account; it signs in again, and needs new tokens."`
	ResetPassword userReset `cmd:"" help:"Print a new one-time password."`
}

// asAdmin runs a piece of work on a city's data as the command line, which the trail names.
func asAdmin(ctx context.Context, opening store.Opening, work func(context.Context, *app.App) error) error {
	a, _, err := start(ctx, opening)
	if err != nil {
		return err
	}
	return errors.Join(work(access.With(ctx, access.As("cli")), a), a.Close())
}

type userAdd struct {
	Name       string `arg:"" help:"Login name, for example clerk.330723."`
	Role       string `required:"" help:"clerk, lead, department, land, fund, secretariat, leader, auditor, admin or integration."`
	Region     string `help:"County or zone of a clerk, lead or integration."`
	Department string `help:"Department of a reviewer."`
	Display    string `help:"Name to show."`
	Email      string `help:"Where reminders go."`
}

// Run adds the account, which may be a city's first: an administrator may be made before anything is served.
func (u userAdd) Run(ctx context.Context) error {
	a, err := startFirst(ctx)
	if err != nil {
		return err
	}
	return errors.Join(u.add(access.With(ctx, access.As("cli")), a), a.Close())
}

func (u userAdd) add(ctx context.Context, a *app.App) error {
	added, err := a.Account.Add(ctx, account.Registration{
		Name: u.Name, DisplayName: u.Display, Role: access.Role(u.Role), RegionID: u.Region, DepartmentID: u.Department, Email: u.Email,
	})
	if err != nil {
		return err
	}
	if added.Token != "" {
		fmt.Printf("%s\ntoken, shown once: %s\n", u.Name, added.Token)
		return nil
	}
	fmt.Printf("%s\none-time password: %s\n", u.Name, added.OneTimePassword)
	return nil
}

type userList struct{}

// Run prints every account.
func (userList) Run(ctx context.Context) error {
	return asAdmin(ctx, store.MayMigrate, func(ctx context.Context, a *app.App) error {
		q := page.First(account.Listing, page.MaxLimit)
		for {
			of, err := a.Account.List(ctx, q)
			if err != nil {
				return err
			}
			for _, u := range of.Items {
				fmt.Printf("%-24s %-12s %-8s %-12s %s\n", u.Name, u.Role, u.RegionID, u.DepartmentID, u.State)
			}
			if of.Next == "" {
				return nil
			}
			if q, err = q.Next(of.Next); err != nil {
				return err
			}
		}
	})
}

type userNamed struct {
	Name string `arg:"" help:"Login name."`
}

func (u userNamed) change(ctx context.Context, work func(context.Context, *app.App, *account.User) error) error {
	return asAdmin(ctx, store.MayMigrate, func(ctx context.Context, a *app.App) error {
		found, err := a.Account.Named(ctx, u.Name)
		if errors.Is(err, store.ErrMissing) {
			return fmt.Errorf("there is no account %q; see \"zhaoyin user list\"", u.Name)
		}
		if err != nil {
			return err
		}
		return work(ctx, a, found)
	})
}

type userLock struct{ userNamed }

// Run locks the account.
func (u userLock) Run(ctx context.Context) error {
	return u.change(ctx, func(ctx context.Context, a *app.App, found *account.User) error {
		if _, err := a.Account.Lock(ctx, found.ID, found.Version); err != nil {
			return err
		}
		fmt.Printf("%s is locked; its sessions have ended and its tokens are revoked.\n", found.Name)
		return nil
	})
}

type userFree struct{ userNamed }

// Run unlocks the account.
func (u userFree) Run(ctx context.Context) error {
	return u.change(ctx, func(ctx context.Context, a *app.App, found *account.User) error {
		if _, err := a.Account.Unlock(ctx, found.ID, found.Version); err != nil {
			return err
		}
		fmt.Printf("%s is unlocked.\n", found.Name)
		return nil
	})
}

type userReset struct{ userNamed }

// Run prints a one-time password.
func (u userReset) Run(ctx context.Context) error {
	return u.change(ctx, func(ctx context.Context, a *app.App, found *account.User) error {
		added, err := a.Account.ResetPassword(ctx, found.ID, found.Version)
		if err != nil {
			return err
		}
		fmt.Printf("%s\none-time password: %s\n", u.Name, added.OneTimePassword)
		return nil
	})
}
