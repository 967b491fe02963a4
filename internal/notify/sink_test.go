package notify_test

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"zhaoyin/internal/notify"
)

// sink is a mail server that keeps what it is given. It can be told to refuse, and to go away and come back on the same address.
type sink struct {
	t      *testing.T
	at     string
	server *smtp.Server

	mu       sync.Mutex
	taken    []taken
	refusals map[string]*smtp.SMTPError // by recipient
	users    []string                   // who signed in
}

type taken struct {
	from, to, subject, id, text, html string
}

func newSink(t *testing.T) *sink {
	t.Helper()
	s := &sink{t: t, at: "127.0.0.1:0", refusals: map[string]*smtp.SMTPError{}}
	s.open()
	t.Cleanup(s.close)
	return s
}

func (s *sink) open() {
	s.t.Helper()
	l, err := net.Listen("tcp", s.at)
	if err != nil {
		s.t.Fatal(err)
	}
	s.at = l.Addr().String()
	s.server = smtp.NewServer(s)
	s.server.Domain, s.server.AllowInsecureAuth, s.server.ReadTimeout = "sink", true, 10*time.Second
	go func() { _ = s.server.Serve(l) }() // it ends with an error when it is closed
}

func (s *sink) close() { _ = s.server.Close() } // a second close, after an outage that a test made, has nothing to close

func (s *sink) address() *notify.Server {
	s.t.Helper()
	server, err := notify.ParseServer("smtp://robot:s3cret@"+s.at, "招引系统 <robot@example.org>", "https://zhaoyin.example.org/")
	if err != nil {
		s.t.Fatal(err)
	}
	return server
}

func (s *sink) refuse(to string, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refusals[to] = nil; code != 0 {
		s.refusals[to] = &smtp.SMTPError{Code: code, Message: "no"}
	}
}

func (s *sink) all() []taken {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.taken)
}

// NewSession implements smtp.Backend.
func (s *sink) NewSession(*smtp.Conn) (smtp.Session, error) { return &visit{sink: s}, nil }

type visit struct {
	sink     *sink
	from, to string
}

func (*visit) AuthMechanisms() []string { return []string{sasl.Plain} }

func (v *visit) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		v.sink.mu.Lock()
		defer v.sink.mu.Unlock()
		v.sink.users = append(v.sink.users, user)
		if password != "s3cret" {
			return errors.New("wrong password")
		}
		return nil
	}), nil
}

func (v *visit) Mail(from string, _ *smtp.MailOptions) error { v.from = from; return nil }

func (v *visit) Rcpt(to string, _ *smtp.RcptOptions) error {
	v.sink.mu.Lock()
	defer v.sink.mu.Unlock()
	if refused := v.sink.refusals[to]; refused != nil {
		return refused
	}
	v.to = to
	return nil
}

func (v *visit) Data(r io.Reader) error {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return err
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return err
	}
	got := taken{from: v.from, to: v.to, subject: subject, id: m.Header.Get("Message-ID")}
	for parts := multipart.NewReader(m.Body, params["boundary"]); ; {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		var body bytes.Buffer
		if _, err := body.ReadFrom(quotedprintable.NewReader(part)); err != nil {
			return err
		}
		text := strings.ReplaceAll(body.String(), "\r\n", "\n")
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			got.html = text
		} else {
			got.text = text
		}
	}
	v.sink.mu.Lock()
	defer v.sink.mu.Unlock()
	v.sink.taken = append(v.sink.taken, got)
	return nil
}

func (*visit) Reset()        {}
func (*visit) Logout() error { return nil }
