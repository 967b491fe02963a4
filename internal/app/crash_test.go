package app_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"zhaoyin/internal/store/storetest"
)

// process is the real binary, serving.
type process struct {
	t       *testing.T
	command *exec.Cmd
	base    string
}

// binary builds the program once for the tests that kill it.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "zhaoyin-test-*")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "zhaoyin")
	out, err := exec.Command("go", "build", "-o", path, "zhaoyin").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return path, nil
})

// zhaoyin runs the binary on a test's data.
func zhaoyin(t *testing.T, data, url string, args ...string) *exec.Cmd {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(context.Background(), path, args...)
	command.Env = append(os.Environ(), "ZHAOYIN_DATA="+data, "DATABASE_URL="+url, "ZHAOYIN_ADDR=127.0.0.1:0", "ZHAOYIN_RATE=0")
	return command
}

func serve(t *testing.T, data, url string) *process {
	t.Helper()
	command := zhaoyin(t, data, url, "serve")
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if at := strings.Index(lines.Text(), "http://"); at >= 0 {
			return &process{t: t, command: command, base: strings.Fields(lines.Text()[at:])[0]}
		}
	}
	t.Fatal("the server ended before it listened")
	return nil
}

func (p *process) kill() {
	_ = p.command.Process.Signal(syscall.SIGKILL) // it is alive, or the test has failed already
	_ = p.command.Wait()
}

// kills is how often the server dies; ZHAOYIN_TEST_KILLS raises it, as make soak does.
func kills() int {
	n := 4
	if _, err := fmt.Sscan(os.Getenv("ZHAOYIN_TEST_KILLS"), &n); err != nil {
		return 4
	}
	return n
}

// TestAcknowledgedWritesSurviveKills ends the server with SIGKILL while clients register enterprises, again and again: every write that was
// answered is there afterwards, and the trail is whole.
func TestAcknowledgedWritesSurviveKills(t *testing.T) {
	at := storetest.Config(t)
	added, err := zhaoyin(t, at.Dir, at.DatabaseURL, "user", "add", "robot", "--role", "integration").Output()
	if err != nil {
		t.Fatal(err)
	}
	token := strings.TrimSpace(string(added[strings.LastIndexByte(string(added), ':')+1:]))
	var acknowledged []string
	for round := range kills() {
		p := serve(t, at.Dir, at.DatabaseURL)
		acknowledged = append(acknowledged, p.writeUntilKilled(token, round)...)
	}
	if len(acknowledged) == 0 {
		t.Fatal("no write was acknowledged before any kill")
	}
	p := serve(t, at.Dir, at.DatabaseURL)
	defer p.kill()
	for _, location := range acknowledged {
		if status := p.get(location, token); status != http.StatusOK {
			t.Errorf("%s was acknowledged and answers %d", location, status)
		}
	}
	if out, err := zhaoyin(t, at.Dir, at.DatabaseURL, "verify").CombinedOutput(); err != nil {
		t.Errorf("verify: %v\n%s", err, out)
	}
	t.Logf("%d acknowledged writes over %d kills", len(acknowledged), kills())
}

// writeUntilKilled writes from eight clients until the server is killed under them.
func (p *process) writeUntilKilled(token string, round int) []string {
	var mu sync.Mutex
	var acknowledged []string
	var clients sync.WaitGroup
	for c := range 8 {
		clients.Go(func() {
			for n := 0; ; n++ {
				body := fmt.Sprintf(`{"regionId":"330723","name":"企业%d-%d-%d"}`, round, c, n)
				location, err := p.post("/api/v1/enterprises", token, body)
				if err != nil {
					return
				}
				mu.Lock()
				acknowledged = append(acknowledged, location)
				mu.Unlock()
			}
		})
	}
	time.Sleep(time.Duration(150+37*round%200) * time.Millisecond) // somewhere within a burst of commits
	p.kill()
	clients.Wait()
	return acknowledged
}

func (p *process) post(path, token, body string) (string, error) {
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, p.base+path, strings.NewReader(body))
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusCreated {
		return "", fmt.Errorf("%s: %s", path, res.Status)
	}
	return res.Header.Get("Location"), nil
}

func (p *process) get(path, token string) int {
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, p.base+path, http.NoBody)
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

// TestTerminationEndsWhatIsInFlight asks the server to stop while clients write: it ends by itself without an error, no request that it had taken is
// cut off, and what was acknowledged is there.
func TestTerminationEndsWhatIsInFlight(t *testing.T) {
	at := storetest.Config(t)
	added, err := zhaoyin(t, at.Dir, at.DatabaseURL, "user", "add", "robot", "--role", "integration").Output()
	if err != nil {
		t.Fatal(err)
	}
	token := strings.TrimSpace(string(added[strings.LastIndexByte(string(added), ':')+1:]))
	p := serve(t, at.Dir, at.DatabaseURL)
	var mu sync.Mutex
	var acknowledged, cut []string
	var clients sync.WaitGroup
	for c := range 8 {
		clients.Go(func() {
			for n := 0; ; n++ {
				location, err := p.post("/api/v1/enterprises", token, fmt.Sprintf(`{"regionId":"330723","name":"企业%d-%d"}`, c, n))
				mu.Lock()
				if err == nil {
					acknowledged = append(acknowledged, location)
				} else if !strings.Contains(err.Error(), "connection refused") && !strings.Contains(err.Error(), "EOF") &&
					!strings.Contains(err.Error(), "connection reset") {
					cut = append(cut, err.Error())
				}
				mu.Unlock()
				if err != nil {
					return
				}
			}
		})
	}
	time.Sleep(300 * time.Millisecond)
	if err := p.command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.command.Wait(); err != nil {
		t.Errorf("the server ended with %v", err)
	}
	clients.Wait()
	if len(acknowledged) == 0 || len(cut) > 0 {
		t.Errorf("%d acknowledged; answered badly while stopping: %v", len(acknowledged), cut)
	}
	again := serve(t, at.Dir, at.DatabaseURL)
	defer again.kill()
	for _, location := range acknowledged {
		if status := again.get(location, token); status != http.StatusOK {
			t.Errorf("%s was acknowledged and answers %d", location, status)
		}
	}
}
