package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"sync"
	"time"
)

// The live heap is a few megabytes, so with Go's default the collector would run after every few requests; at 400 it runs a quarter as often, for some
// tens of megabytes. An operator's own GOGC wins.
const collectAt = 400

// After a signal to stop, whoever is still sending a request or not taking an answer has the grace to get on; work in hand has until the end of the drain. Both
// together stay below the ten seconds after which a container is killed.
const (
	grace = 5 * time.Second
	drain = 8 * time.Second
)

// Serve answers requests on the address until the context ends; requests and jobs in hand then end, and only after them the
// store closes.
func (a *App) Serve(ctx context.Context, addr string, ready func(net.Addr)) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	ready(listener.Addr())
	stopClock := a.startClock(ctx)
	err = a.answer(ctx, listener, grace, drain)
	stopClock()
	return errors.Join(err, a.Close())
}

// answer serves until the context ends and the requests in hand have.
func (a *App) answer(ctx context.Context, listener net.Listener, grace, drain time.Duration) error {
	late, cut := context.WithCancel(context.Background())
	defer cut()
	lines := &lines{open: map[net.Conn]bool{}}
	server := &http.Server{
		Handler:           patient(late, a.Handler),
		ConnState:         lines.note,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       2 * time.Minute, // an upload over a slow line
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(a.Log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	timer := time.AfterFunc(grace, func() {
		cut()
		lines.hurry(time.Now().Add((drain - grace) / 2))
	})
	defer timer.Stop()
	return shutdown(server, failed, drain)
}

func shutdown(server *http.Server, failed <-chan error, drain time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	err := server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = errors.Join(errors.New("requests were cut off that had not ended in time"), server.Close())
	}
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// patient lets a request be read until late, when what has not arrived by then never will: the read fails, and the request with it. One that has been read
// is left in peace.
func patient(late context.Context, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body == nil || r.Body == http.NoBody {
			next.ServeHTTP(w, r)
			return
		}
		read := context.AfterFunc(late, func() {
			_ = http.NewResponseController(w).SetReadDeadline(time.Now()) // a connection that has gone needs no deadline
		})
		defer read()
		r.Body = &arriving{ReadCloser: r.Body, read: read}
		next.ServeHTTP(w, r)
	})
}

// arriving is a body that says when it has been read.
type arriving struct {
	io.ReadCloser
	read func() bool
}

// Read implements io.Reader.
func (a *arriving) Read(p []byte) (int, error) {
	n, err := a.ReadCloser.Read(p)
	if err != nil {
		a.read()
	}
	return n, err
}

// lines are the open connections.
type lines struct {
	mu   sync.Mutex
	open map[net.Conn]bool
}

// note stays out of the way of every request: only where a connection begins and ends is it a matter of the list.
func (l *lines) note(conn net.Conn, state http.ConnState) {
	if state == http.StateActive || state == http.StateIdle {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if state == http.StateNew {
		l.open[conn] = true
		return
	}
	delete(l.open, conn)
}

// hurry gives whoever does not take an answer until then.
func (l *lines) hurry(until time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for conn := range l.open {
		_ = conn.SetWriteDeadline(until) // a connection that has gone needs no deadline
	}
}
