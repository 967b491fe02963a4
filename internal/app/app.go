package app

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"zhaoyin/api"
	"zhaoyin/internal/account"
	"zhaoyin/internal/audit"
	"zhaoyin/internal/blob"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/desk"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/handover"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/land"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/report"
	"zhaoyin/internal/review"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/store"
	"zhaoyin/internal/transfer"
	"zhaoyin/internal/ui"
)

// App is the running program: the open store, its services and the HTTP face.
type App struct {
	api.Services
	Files   *blob.Store
	Handler http.Handler
	clock   bool // the clockwork runs while the App serves
}

// Option changes how an App is made; tests set the clock.
type Option func(*options)

type options struct {
	now     func() time.Time
	notice  string
	opening store.Opening
}

// WithClock sets the clock that everything reads.
func WithClock(now func() time.Time) Option { return func(o *options) { o.now = now } }

// WithNotice sets a sentence that every page shows.
func WithNotice(text string) Option { return func(o *options) { o.notice = text } }

// WithOpening keeps the App from making a database, or from changing anything at all.
func WithOpening(o store.Opening) Option { return func(all *options) { all.opening = o } }

// New opens the store, seeds what an empty one needs, and wires the services.
func New(ctx context.Context, cfg Config, log *slog.Logger, opts ...Option) (*App, error) {
	o := options{now: time.Now}
	for _, set := range opts {
		set(&o)
	}
	settings, err := cfg.settings()
	if err != nil {
		return nil, err
	}
	profile, err := cfg.profile()
	if err != nil {
		return nil, err
	}
	if o.opening != store.MayMake {
		if err := cfg.HasData(false); err != nil {
			return nil, err
		}
	}
	db, err := store.Open(ctx, store.Config{Dir: cfg.Data, DatabaseURL: cfg.DatabaseURL, Now: o.now, Logger: log, Opening: o.opening})
	if err != nil {
		return nil, err
	}
	files, err := openFiles(cfg.Data, o.opening)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	projects, meetings := project.NewService(db, cfg.threshold(), files), meeting.NewService(db, calendar.Workdays{}, cfg.threshold())
	a := &App{Files: files, Services: api.Services{
		DB: db, Log: log, Now: o.now, Settings: settings, Page: ui.Handler(o.notice),
		Account: account.NewService(db, profile, log), Org: org.NewService(db), Enterprise: enterprise.NewService(db),
		Project: projects, Transfer: transfer.NewService(db, projects), Stage: stage.NewService(db), Monthly: monthly.NewService(db),
		Review: review.NewService(db), Handover: handover.NewService(db),
		Land:    land.NewService(db),
		Fund:    fund.NewService(db, files),
		Supply:  land.NewSupplyService(db),
		Issue:   issue.NewService(db),
		Meeting: meetings, Report: report.NewService(db, files, meetings), Audit: audit.NewService(db), Desk: desk.NewService(db),
	}}
	if err := a.wireClock(cfg, db, log); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if o.opening != store.AsItIs {
		if err := a.seed(ctx); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	a.Handler = api.New(a.Services)
	return a, nil
}

// seed gives an empty database the lists that the city begins with.
func (a *App) seed(ctx context.Context) error {
	if err := a.Org.Seed(ctx, org.Default()); err != nil {
		return err
	}
	if err := a.Meeting.Seed(ctx); err != nil {
		return err
	}
	return a.Review.Seed(ctx)
}

func openFiles(data string, opening store.Opening) (*blob.Store, error) {
	dir := filepath.Join(data, "files")
	if opening == store.AsItIs {
		return blob.At(dir), nil
	}
	return blob.Open(dir)
}

// Close lets queued writes end and closes the store.
func (a *App) Close() error { return a.DB.Close() }

// NewLogger writes to standard error, as text or JSON.
func NewLogger(format string) *slog.Logger {
	if format == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, nil))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, nil))
}
