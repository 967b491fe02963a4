// Package app is the composition root: it reads the configuration, wires the services and runs them.
package app

import (
	"fmt"
	"net"

	"github.com/caarlos0/env/v11"

	"zhaoyin/api"
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
	RatePerSecond   float64  `env:"ZHAOYIN_RATE" envDefault:"200"`                  // requests of one actor; 0 is no limit
	DemoPassword    string   `env:"ZHAOYIN_DEMO_PASSWORD"`
}

// ReadConfig reads the environment.
func ReadConfig() (Config, error) {
	c, err := env.ParseAs[Config]()
	if err != nil {
		return c, fmt.Errorf("configuration: %w", err)
	}
	if c.ThresholdWan <= 0 {
		return c, fmt.Errorf("configuration: ZHAOYIN_THRESHOLD_WAN must be positive, not %d", c.ThresholdWan)
	}
	_, err = c.settings()
	return c, err
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

func (c Config) threshold() unit.Wan {
	if c.ThresholdWan == 0 {
		return project.DefaultThreshold
	}
	return unit.Wan(c.ThresholdWan)
}
