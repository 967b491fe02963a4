// Command zhaoyin (招引) tracks a city's large manufacturing projects and makes the papers of its monthly meeting.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // months and working days are Asia/Shanghai's wherever the program runs

	"github.com/alecthomas/kong"

	"zhaoyin/internal/app"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

var commands struct {
	Serve   serveCommand   `cmd:"" help:"Serve the API and the page."`
	Demo    demoCommand    `cmd:"" help:"Serve the practice city: real projects, invented months."`
	Migrate migrateCommand `cmd:"" help:"Bring the database to this version's schema and stop."`
	Import  importCommand  `cmd:"" help:"Bring files in: projects."`
	Pack    packCommand    `cmd:"" help:"Write a month's papers into a directory."`
	Backup  backupCommand  `cmd:"" help:"Copy the database and its files, and check the copy."`
	Verify  verifyCommand  `cmd:"" help:"Check that database, trail, snapshots, rollups and files are whole."`
	Rebuild rebuildCommand `cmd:"" help:"Recount the rollups from their rows."`
	User    userCommand    `cmd:"" help:"Accounts, from the machine itself."`
	Version versionCommand `cmd:"" help:"Print the version, the commit and the number of the schema."`

	Said kong.VersionFlag `name:"version" help:"Print the version and stop."`
}

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200) // a small heap: collecting half as often costs megabytes and saves a tenth of the processor
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	cli := kong.Parse(&commands, kong.Name("zhaoyin"), kong.UsageOnError(),
		kong.Description("招引: large manufacturing projects, from the first lead to production, and the papers of the monthly meeting."),
		kong.Vars{"version": app.Version()}, kong.BindTo(ctx, (*context.Context)(nil)))
	if err := cli.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "zhaoyin:", said(err))
		stop()
		os.Exit(1) //nolint:gocritic // stop has been called
	}
}

// said is an error in words; a bare fault's own text is its code alone.
func said(err error) string {
	var f *fault.Fault
	if errors.As(err, &f) {
		return err.Error() + ": " + f.Sentence("en")
	}
	return err.Error()
}

// start opens the program on the environment's configuration.
func start(ctx context.Context, opening store.Opening) (*app.App, app.Config, error) {
	cfg, err := app.ReadConfig()
	if err != nil {
		return nil, cfg, err
	}
	a, err := app.New(ctx, cfg, app.NewLogger(cfg.Log), app.WithOpening(opening))
	return a, cfg, err
}

// startFirst opens the program for a command that may be a city's first one, before anything has been served. It makes the data directory where it has to,
// and never the path to it: that would be a misspelt name.
func startFirst(ctx context.Context) (*app.App, error) {
	cfg, err := app.ReadConfig()
	if err != nil {
		return nil, err
	}
	if err := cfg.HasData(true); err != nil {
		return nil, err
	}
	return app.New(ctx, cfg, app.NewLogger(cfg.Log))
}

type serveCommand struct{}

// Run serves until a signal asks to stop.
func (serveCommand) Run(ctx context.Context) error {
	a, cfg, err := start(ctx, store.MayMake)
	if err != nil {
		return err
	}
	code, needed, err := a.Account.EnsureSetup(ctx)
	if err != nil {
		return err
	}
	return a.Serve(ctx, cfg.Addr, func(at net.Addr) {
		fmt.Printf("zhaoyin serves on http://%s\n", at)
		if needed {
			fmt.Printf("No account exists yet. Make the first administrator once at\n  http://%s/setup#%s\n", at, code)
		}
	})
}

type migrateCommand struct{}

// Run migrates and stops. Every other command migrates too before it begins, but for verify and backup, which change nothing.
func (migrateCommand) Run(ctx context.Context) error {
	a, _, err := start(ctx, store.MayMake)
	if err != nil {
		return err
	}
	fmt.Println("The schema is up to date.")
	return a.Close()
}

type versionCommand struct{}

// Run prints what --version does.
func (versionCommand) Run() error {
	fmt.Println(app.Version())
	return nil
}
