// Package app is the composition root: it reads the configuration, wires the services and runs them.
package app

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"

	"zhaoyin/api"
	"zhaoyin/internal/account"
	"zhaoyin/internal/notify"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
)

// Config is everything that an installation may set, from the environment. Every mistake is told at once.
type Config struct {
	Addr            string   `env:"ZHAOYIN_ADDR" envDefault:"127.0.0.1:8080"`
	Data            string   `env:"ZHAOYIN_DATA" envDefault:"./data"`
	DatabaseURL     string   `env:"DATABASE_URL"`
	Log             string   `env:"ZHAOYIN_LOG" envDefault:"text"` // text | json
	ThresholdWan    int64    `env:"ZHAOYIN_THRESHOLD_WAN" envDefault:"100000"`
	PasswordProfile string   `env:"ZHAOYIN_PASSWORD_PROFILE" envDefault:"dengbao3"` // dengbao3 | asvs
	TrustedProxies  []string `env:"ZHAOYIN_TRUSTED_PROXIES"`                        // CIDRs whose X-Forwarded-For is believed
	RatePerSecond   float64  `env:"ZHAOYIN_RATE" envDefault:"200"`                  // requests of one actor, a quarter for an address; 0 is no limit
	DemoPassword    string   `env:"ZHAOYIN_DEMO_PASSWORD"`
	SMTPURL         string   `env:"ZHAOYIN_SMTP_URL"`                 // holds a password: never printed
	MailFrom        string   `env:"ZHAOYIN_MAIL_FROM"`                // 招引系统 <zhaoyin@example.org>
	BaseURL         string   `env:"ZHAOYIN_BASE_URL"`                 // where people reach the product, for links in mails
	Schedule        string   `env:"ZHAOYIN_SCHEDULE" envDefault:"5m"` // how often reminders are looked for; off
}

// ReadConfig reads the environment.
func ReadConfig() (Config, error) {
	c, err := env.ParseAs[Config]()
	if err != nil {
		return c, unread(err)
	}
	return c, c.check()
}

// unread names the variables that could not be read; the parser knows only the fields.
func unread(err error) error {
	var all env.AggregateError
	if !errors.As(err, &all) {
		return fmt.Errorf("configuration: %w", err)
	}
	var told []error
	for _, one := range all.Errors {
		var wrong env.ParseError
		if !errors.As(one, &wrong) {
			told = append(told, fmt.Errorf("configuration: %w", one))
			continue
		}
		field, _ := reflect.TypeFor[Config]().FieldByName(wrong.Name)
		name, kind := field.Tag.Get("env"), "number"
		if field.Type.Kind() == reflect.Int64 {
			kind = "whole number"
		}
		told = append(told, fmt.Errorf("configuration: %s must be a %s, not %q", name, kind, os.Getenv(name)))
	}
	return errors.Join(told...)
}

// check holds every variable to its meaning.
func (c Config) check() error {
	var all []error
	if c.ThresholdWan <= 0 {
		all = append(all, fmt.Errorf("configuration: ZHAOYIN_THRESHOLD_WAN must be positive, not %d", c.ThresholdWan))
	}
	if !(c.RatePerSecond >= 0) { // NaN is no pace either
		all = append(all, fmt.Errorf("configuration: ZHAOYIN_RATE must be 0 (no limit) or more, not %v", c.RatePerSecond))
	}
	if c.Log != "text" && c.Log != "json" {
		all = append(all, fmt.Errorf("configuration: ZHAOYIN_LOG must be text or json, not %q", c.Log))
	}
	if scheme, _, isURL := strings.Cut(c.DatabaseURL, "://"); isURL && scheme != "postgres" && scheme != "postgresql" {
		all = append(all, fmt.Errorf("configuration: DATABASE_URL must be postgres://user:password@host/database, not %s://…", scheme))
	}
	_, proxies := c.settings()
	_, profile := c.profile()
	_, server := c.mailServer()
	_, interval := c.interval()
	return errors.Join(append(all, proxies, profile, server, interval)...)
}

// profile is the rules of passwords and sessions.
func (c Config) profile() (account.Profile, error) {
	p, ok := account.ProfileNamed(c.PasswordProfile)
	if !ok {
		return p, fmt.Errorf("configuration: ZHAOYIN_PASSWORD_PROFILE must be %s, not %q", strings.Join(account.ProfileNames(), " or "), c.PasswordProfile)
	}
	return p, nil
}

// mailServer is where mails go, nil when none do.
func (c Config) mailServer() (*notify.Server, error) {
	if c.SMTPURL == "" {
		if err := notify.CheckSender(c.MailFrom, c.BaseURL); err != nil {
			return nil, fmt.Errorf("configuration: %w", err)
		}
		return nil, nil //nolint:nilnil // no server is an answer: mail is off
	}
	s, err := notify.ParseServer(c.SMTPURL, c.MailFrom, c.BaseURL)
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	return s, nil
}

// interval is how often reminders are looked for, 0 when the clockwork is off.
func (c Config) interval() (time.Duration, error) {
	switch c.Schedule {
	case "":
		return 5 * time.Minute, nil
	case "off":
		return 0, nil
	}
	every, err := time.ParseDuration(c.Schedule)
	if err != nil || every < time.Second {
		return 0, fmt.Errorf("configuration: ZHAOYIN_SCHEDULE must be an interval such as 5m, or off, not %q", c.Schedule)
	}
	return every, nil
}

func (c Config) settings() (api.Settings, error) {
	s := api.DefaultSettings()
	s.RatePerSecond = c.RatePerSecond
	for _, text := range c.TrustedProxies {
		_, network, err := net.ParseCIDR(text)
		if err != nil {
			return s, fmt.Errorf("configuration: ZHAOYIN_TRUSTED_PROXIES: %w", err)
		}
		s.TrustedProxies = append(s.TrustedProxies, network)
	}
	return s, nil
}

// HasData refuses a data directory that is not there: a misspelt name would look like an empty city. With inParent the directory itself may still be made,
// but not the path to it.
func (c Config) HasData(inParent bool) error {
	dir := c.Data
	if inParent {
		dir = filepath.Dir(dir)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return fmt.Errorf("ZHAOYIN_DATA is %s: there is no directory %s; name the one that holds the data, or make it with \"zhaoyin serve\" or \"zhaoyin migrate\"", c.Data, dir)
	}
	return nil
}

func (c Config) threshold() unit.Wan {
	if c.ThresholdWan == 0 {
		return project.DefaultThreshold
	}
	return unit.Wan(c.ThresholdWan)
}
