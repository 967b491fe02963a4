package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"time"
)

// The live heap is a few megabytes, so with Go's default the collector would run after every few requests; at 400 it runs a quarter as often, for some
// tens of megabytes. An operator's own GOGC wins.
const collectAt = 400

// drain is how long requests in flight may take to end after a signal to stop.
const drain = 25 * time.Second

// Serve answers requests on the address until the context ends; requests and jobs in hand then end, and only after them the
// store closes.
func (a *App) Serve(ctx context.Context, addr string, ready func(net.Addr)) error {
	server := &http.Server{
		Handler:           a.Handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       2 * time.Minute, // an upload over a slow line
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(a.Log.Handler(), slog.LevelWarn),
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	ready(listener.Addr())
	stopClock := a.startClock(ctx)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err = <-failed:
	case <-ctx.Done():
		err = shutdown(server, failed)
	}
	stopClock()
	return errors.Join(err, a.Close())
}

func shutdown(server *http.Server, failed <-chan error) error {
	ctx, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	err := server.Shutdown(ctx)
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}
