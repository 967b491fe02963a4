package app

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"

	"zhaoyin/api"
)

// answering serves a handler on a loopback port and returns its address, how to ask it to stop, and what comes of that.
func answering(t *testing.T, h http.HandlerFunc, grace, drain time.Duration) (addr string, stop func(), ended <-chan error) {
	t.Helper()
	a := &App{Services: api.Services{Log: slog.New(slog.DiscardHandler)}, Handler: h}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- a.answer(ctx, listener, grace, drain) }()
	return listener.Addr().String(), stop, done
}

// sends opens a connection and writes a part of a request.
func sends(t *testing.T, addr, text string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	return conn
}

const head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: "

// TestTheStopCutsWhoDoesNotGetOn: a body that does not arrive ends with the grace and is no failure of the stop.
func TestTheStopCutsWhoDoesNotGetOn(t *testing.T) {
	begun := make(chan struct{})
	addr, stop, ended := answering(t, func(w http.ResponseWriter, r *http.Request) {
		close(begun)
		if _, err := io.ReadAll(r.Body); err != nil {
			w.WriteHeader(http.StatusUnprocessableEntity)
		}
	}, time.Millisecond, time.Minute)
	conn := sends(t, addr, head+"100\r\n\r\nhalf")
	<-begun
	stop()
	if err := <-ended; err != nil {
		t.Errorf("the stop failed: %v", err)
	}
	said, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer said.Body.Close()
	if said.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("got %s", said.Status)
	}
}

// TestTheStopWaitsForWorkInHand: a request that has been read goes on past the grace, its context alive, and its answer arrives.
func TestTheStopWaitsForWorkInHand(t *testing.T) {
	begun, end := make(chan struct{}), make(chan struct{})
	addr, stop, ended := answering(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.ReadAll(r.Body)
		close(begun)
		<-end
		fmt.Fprint(w, r.Context().Err())
	}, time.Millisecond, time.Minute)
	conn := sends(t, addr, head+"4\r\n\r\nfull")
	<-begun
	stop()
	late := time.AfterFunc(50*time.Millisecond, func() { close(end) }) // well past the grace
	defer late.Stop()
	said, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer said.Body.Close()
	if text, err := io.ReadAll(said.Body); err != nil || string(text) != "<nil>" {
		t.Errorf("got %q, %v", text, err)
	}
	if err := <-ended; err != nil {
		t.Errorf("the stop failed: %v", err)
	}
}

// TestTheStopTellsOfWorkCutOff: what has not ended with the drain is cut off, and said.
func TestTheStopTellsOfWorkCutOff(t *testing.T) {
	begun, end := make(chan struct{}), make(chan struct{})
	defer close(end)
	addr, stop, ended := answering(t, func(http.ResponseWriter, *http.Request) {
		close(begun)
		<-end
	}, time.Millisecond, 20*time.Millisecond)
	sends(t, addr, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	<-begun
	stop()
	if err := <-ended; err == nil {
		t.Error("work was cut off without a word")
	}
}
