package main

import (
	"context"
	"fmt"
	"net"
	"time"

	"zhaoyin/internal/app"
)

type demoCommand struct{}

// Run serves the practice city, building it first in an empty database.
func (demoCommand) Run(ctx context.Context) error {
	cfg, err := app.ReadConfig()
	if err != nil {
		return err
	}
	fmt.Println("Preparing the practice city …")
	d, err := app.OpenDemo(ctx, cfg, app.NewLogger(cfg.Log), time.Now)
	if err != nil {
		return err
	}
	return d.Serve(ctx, cfg.Addr, func(at net.Addr) {
		fmt.Printf("zhaoyin serves the practice city on http://%s\n\nEvery account has the password  %s\n\n", at, d.Password)
		for _, name := range d.Accounts {
			fmt.Println("  " + name)
		}
	})
}
