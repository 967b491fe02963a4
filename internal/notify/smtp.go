package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// Server is where mail is handed over, and how it is signed. It is printed nowhere: it holds a password.
type Server struct {
	host    string
	options []mail.Option
	from    *netmail.Address
	base    string // address of the product for links, without a slash at its end
}

var (
	errServer         = errors.New("must be smtp://user:password@host:25 or smtps://host")
	errFrom           = errors.New("must be an address such as 招引系统 <zhaoyin@example.org>")
	errBase           = errors.New("must be an address such as https://zhaoyin.example.org")
	errLineGone       = errors.New("the mail server has hung up")
	errNoAddress      = errors.New("the account has no address or is not in service")
	errUnknownAddress = errors.New("the mail server does not know the address")
)

// patience is how long the mail server may take for one letter.
const patience = 20 * time.Second

// ParseServer reads the address of the mail server, the sender, and the address under which people reach the product (empty: letters have no links).
// An error never repeats the address, which may hold a password. A password crosses the network under TLS only; to the machine's own
// address TLS is not asked for.
func ParseServer(address, from, base string) (*Server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || strings.Trim(u.Path, "/") != "" {
		return nil, fmt.Errorf("ZHAOYIN_SMTP_URL: %w", errServer)
	}
	s := &Server{host: u.Hostname(), base: strings.TrimRight(base, "/")}
	if s.from, err = netmail.ParseAddress(from); err != nil {
		return nil, fmt.Errorf("ZHAOYIN_MAIL_FROM: %w", errFrom)
	}
	if err := CheckSender(from, base); err != nil {
		return nil, err
	}
	s.options, err = options(u)
	return s, err
}

// CheckSender holds what mails would say of us to its form where there is no server yet, too; either may be empty then.
func CheckSender(from, base string) error {
	var all []error
	if _, err := netmail.ParseAddress(from); err != nil && from != "" {
		all = append(all, fmt.Errorf("ZHAOYIN_MAIL_FROM: %w", errFrom))
	}
	if b, err := url.Parse(base); err != nil || base != "" && (b.Host == "" || b.Scheme != "http" && b.Scheme != "https") {
		all = append(all, fmt.Errorf("ZHAOYIN_BASE_URL: %w", errBase))
	}
	return errors.Join(all...)
}

func options(u *url.URL) ([]mail.Option, error) {
	all := []mail.Option{mail.WithTimeout(patience), security(u)}
	if u.Scheme == "smtps" {
		all = append(all, mail.WithSSL(), mail.WithPort(465))
	} else {
		all = append(all, mail.WithPort(25))
	}
	if text := u.Port(); text != "" {
		port, err := strconv.Atoi(text)
		if err != nil {
			return nil, fmt.Errorf("ZHAOYIN_SMTP_URL: %w", errServer)
		}
		all = append(all, mail.WithPort(port))
	}
	if password, ok := u.User.Password(); ok {
		auth := mail.SMTPAuthAutoDiscover
		if local(u.Hostname()) {
			auth = mail.SMTPAuthPlain
		}
		all = append(all, mail.WithSMTPAuth(auth), mail.WithUsername(u.User.Username()), mail.WithPassword(password))
	}
	return all, nil
}

func security(u *url.URL) mail.Option {
	switch _, password := u.User.Password(); {
	case local(u.Hostname()):
		return mail.WithTLSPolicy(mail.NoTLS)
	case password:
		return mail.WithTLSPolicy(mail.TLSMandatory)
	}
	return mail.WithTLSPolicy(mail.TLSOpportunistic)
}

// local is true of the machine's own addresses.
func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// page is the address of the page that shows what a call answers, empty without an address of the product.
func (s *Server) page(link string) string {
	if s.base == "" {
		return ""
	}
	path, query, _ := strings.Cut(strings.TrimPrefix(link, "/api/v1"), "?")
	parts := strings.Split(path, "/")
	if len(parts) > 3 && (parts[1] == "projects" || parts[1] == "months") { // their pages show what lies below them
		path = strings.Join(parts[:3], "/")
	}
	if query != "" {
		path += "?" + query
	}
	return s.base + path
}

// line is a connection on which letters are handed over.
type line struct {
	server *Server
	client *mail.Client
}

func (s *Server) dial(ctx context.Context) (*line, error) {
	client, err := mail.NewClient(s.host, s.options...)
	if err != nil {
		return nil, err
	}
	return &line{s, client}, client.DialWithContext(ctx)
}

// Close says goodbye to the server.
func (l *line) Close() error { return l.client.Close() }

// send hands a letter over. What the server has taken is taken, whatever happens to the line after that.
func (l *line) send(ctx context.Context, of letter) error {
	if err := ctx.Err(); err != nil {
		return errors.Join(errLineGone, err)
	}
	m, err := l.server.message(of)
	if err != nil {
		return err
	}
	err = l.client.Send(m)
	if err == nil || m.IsDelivered() {
		return nil
	}
	var refused *mail.SendError
	switch {
	case !errors.As(err, &refused):
		return err
	case refused.Reason == mail.ErrConnCheck:
		return errors.Join(errLineGone, err)
	case refused.Reason == mail.ErrSMTPRcptTo && !refused.IsTemp():
		return errors.Join(errUnknownAddress, err)
	}
	return err
}

func (s *Server) message(of letter) (*mail.Msg, error) {
	m := mail.NewMsg()
	m.FromMailAddress(s.from)
	if err := m.To(of.to); err != nil {
		return nil, errors.Join(errUnknownAddress, err)
	}
	_, domain, _ := strings.Cut(s.from.Address, "@")
	m.SetMessageIDWithValue(of.id + "@" + domain)
	m.SetDateWithValue(of.at)
	m.Subject(of.subject)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetBodyString(mail.TypeTextPlain, of.text)
	m.AddAlternativeString(mail.TypeTextHTML, of.html)
	return m, nil
}
