package notify

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"slices"
	"strings"
	texts "text/template"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/store"
)

// letter is a mail as it goes out.
type letter struct {
	id      string
	to      string // empty when the account has gone or has no address any more
	subject string
	text    string
	html    string
	at      time.Time
}

// entry is one notification as its reader sees it.
type entry struct {
	Title string
	Note  string
	Due   string
	Link  string
}

type contents struct {
	Name    string
	Count   int
	Entries []entry
}

var plainLetter = texts.Must(texts.New("").Parse(`{{.Name}}：您好！
{{if gt .Count 1}}
您有 {{.Count}} 项待办提醒：
{{end}}{{range .Entries}}
{{.Title}}
{{- if .Due}}
期限：{{.Due}}{{end}}
{{- if .Note}}
说明：{{.Note}}{{end}}
{{- if .Link}}
{{.Link}}{{end}}
{{end}}
本邮件由招引系统自动发出，请勿回复。
`))

var htmlLetter = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"></head><body>
<p>{{.Name}}：您好！</p>
{{if gt .Count 1}}<p>您有 {{.Count}} 项待办提醒：</p>{{end}}
<ul>{{range .Entries}}
<li><p>{{if .Link}}<a href="{{.Link}}">{{.Title}}</a>{{else}}{{.Title}}{{end}}</p>
{{if .Due}}<p>期限：{{.Due}}</p>{{end}}{{if .Note}}<p>说明：{{.Note}}</p>{{end}}</li>{{end}}
</ul>
<p>本邮件由招引系统自动发出，请勿回复。</p>
</body></html>
`))

// letter reads what a mail tells, and to whom.
func (s *Service) letter(ctx context.Context, m *Mail) (letter, error) {
	l := letter{id: m.ID}
	err := s.db.Read(ctx, access.ScheduleRun, func(tx *store.Tx) error {
		told, err := store.All[Notification](tx, "created_at, id", store.Where("mail_id = ?", m.ID))
		if err != nil {
			return err
		}
		people, err := s.People(tx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(people, func(r Recipient) bool { return r.Name == m.Account })
		if at < 0 || people[at].Address == "" || len(told) == 0 {
			return nil
		}
		l.to, l.at = people[at].Address, tx.Now
		return l.write(people[at].Shown, told, s.Mail.page)
	})
	return l, err
}

// write writes the letter; page gives the address of the page that shows what waits.
func (l *letter) write(name string, told []Notification, page func(link string) string) error {
	c := contents{Name: name, Count: len(told)}
	for _, n := range told {
		c.Entries = append(c.Entries, entry{Title: n.ZH, Note: n.Note, Due: string(n.DueOn), Link: page(n.Link)})
	}
	l.subject = "【招引】" + oneLine(told[0].ZH)
	if len(told) > 1 {
		l.subject = fmt.Sprintf("【招引】您有 %d 项待办提醒", len(told))
	}
	var text, rich bytes.Buffer
	if err := plainLetter.Execute(&text, c); err != nil {
		return err
	}
	if err := htmlLetter.Execute(&rich, c); err != nil {
		return err
	}
	l.text, l.html = text.String(), rich.String()
	return nil
}

// oneLine keeps line ends out of a header.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
