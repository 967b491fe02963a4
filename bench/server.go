package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// server is a process under measurement.
type server struct {
	command *exec.Cmd
	base    string
	bearers map[string]string // of the county's lead, by region; none for the floor
	client  *http.Client
}

func build(ctx context.Context, dir string) error {
	for name, pkg := range map[string]string{"zhaoyin": ".", "floor.bin": "./bench/floor"} {
		out, err := exec.CommandContext(ctx, "go", "build", "-o", filepath.Join(dir, name), pkg).CombinedOutput()
		if err != nil {
			return fmt.Errorf("build %s: %w\n%s", pkg, err, out)
		}
	}
	return nil
}

// startProduct starts the product as it is served: accounts, reach, audit and outbox on, only the pace of requests unlimited.
func startProduct(ctx context.Context, dir string) (*server, time.Duration, error) {
	began := time.Now()
	command := exec.CommandContext(ctx, filepath.Join(dir, "zhaoyin"), "serve")
	command.Env = append(os.Environ(), "ZHAOYIN_DATA="+filepath.Join(dir, "product"), "ZHAOYIN_ADDR=127.0.0.1:0", "ZHAOYIN_RATE=0", "DATABASE_URL=", "ZHAOYIN_LOG=json")
	s, err := launch(command, "http://")
	if err != nil {
		return nil, 0, err
	}
	res, err := s.client.Get(s.base + "/readyz")
	if err != nil {
		return nil, 0, err
	}
	s.base += "/api/v1"
	return s, time.Since(began), res.Body.Close()
}

func startFloor(ctx context.Context, dir string) (*server, error) {
	return launch(exec.CommandContext(ctx, filepath.Join(dir, "floor.bin"), "-db", database(dir, "floor")), "")
}

// launch starts a server that prints its address, after a prefix, in its first lines.
func launch(command *exec.Cmd, prefix string) (*server, error) {
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		at := strings.Index(lines.Text(), "127.0.0.1:")
		if at < 0 || !strings.Contains(lines.Text(), prefix) {
			continue
		}
		transport := &http.Transport{MaxIdleConnsPerHost: 64, MaxConnsPerHost: 64}
		return &server{command: command, base: "http://" + strings.Fields(lines.Text()[at:])[0], client: &http.Client{Transport: transport, Timeout: 30 * time.Second}}, nil
	}
	return nil, errors.New("the server ended before it listened")
}

func (s *server) stop() {
	_ = s.command.Process.Signal(syscall.SIGTERM) // it may have ended already
	_ = s.command.Wait()
}

func (s *server) signIn() error {
	s.bearers = map[string]string{}
	for _, region := range regions {
		token, err := s.session("lead." + strings.ToLower(region))
		if err != nil {
			return err
		}
		s.bearers[region] = token
	}
	return nil
}

func (s *server) session(name string) (string, error) {
	body, err := json.Marshal(map[string]string{"username": name, "password": password})
	if err != nil {
		return "", err
	}
	res, err := s.client.Post(s.base+"/sessions", "application/json", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	var opened struct{ Token string }
	if err := json.NewDecoder(res.Body).Decode(&opened); err != nil || opened.Token == "" {
		return "", fmt.Errorf("sign in: %s: %w", res.Status, err)
	}
	return opened.Token, nil
}

// spent is the processor time of the process so far, user and system, in nanoseconds: a round of submissions is too short for the 10 ms of
// /proc/PID/stat. Go parks its threads instead of ending them, so that their sum does not shrink.
func (s *server) spent() time.Duration {
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", s.command.Process.Pid))
	if err != nil {
		return 0
	}
	var sum time.Duration
	for _, path := range tasks {
		text, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		ran, _, _ := strings.Cut(string(text), " ")
		ns, err := strconv.ParseInt(ran, 10, 64)
		if err != nil {
			continue
		}
		sum += time.Duration(ns)
	}
	return sum
}

// resident is the process's memory in kB.
func (s *server) resident() int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.command.Process.Pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(text), "VmRSS:")
	n, err := strconv.Atoi(strings.Fields(after)[0])
	if err != nil {
		return 0
	}
	return n
}
