package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"zhaoyin/internal/fault"
)

// maxDepth is how deep a body may nest. Our inputs need five.
const maxDepth = 32

// maxNodes bounds the work of one body, which a million of "[]," would otherwise make long.
const maxNodes = 100_000

var (
	errSyntax   = fault.Define(fault.Invalid, "json.syntax", "不是有效的 JSON（第 %d 个字节附近）。", "This is not valid JSON (near byte %d).")
	errEmpty    = fault.Define(fault.Invalid, "json.empty", "请求没有内容。", "The request has no body.")
	errTrailing = fault.Define(fault.Invalid, "json.trailing", "JSON 之后还有多余的内容。", "Something follows the JSON value.")
	errUTF8     = fault.Define(fault.Invalid, "json.utf8", "内容不是有效的 UTF-8。", "The body is not valid UTF-8.")
	errNUL      = fault.Define(fault.Invalid, "json.nul", "文字中不能有空字符（NUL）。", "Text may not contain the character NUL.")
	errDepth    = fault.Define(fault.Invalid, "json.depth", "JSON 嵌套不能超过 %d 层。", "JSON may nest at most %d levels deep.")
	errNodes    = fault.Define(fault.Invalid, "json.nodes", "JSON 的项目不能超过 %d 个。", "JSON may have at most %d values.")
	errTwice    = fault.Define(fault.Invalid, "json.duplicate", "同一项出现了两次：%s。", "The same name stands twice: %s.")
	errCase     = fault.Define(fault.Invalid, "json.case", "没有 %s 这一项，应写作 %s（区分大小写）。", "There is no field %s; write %s (case matters).")
)

// node is one value of the body: what it is, where its text stands, and what is in it.
type node struct {
	kind       byte // '{', '[', '"', '0', 't' (true or false) or 'n' (null)
	start, end int64
	names      []string
	members    []*node // of an object by names, of an array in order
	text       string
}

type parser struct {
	d     *json.Decoder
	body  []byte
	nodes int
}

// escapes are the escapes that matter to halved: a backslash, a high surrogate with the low one that may follow, a low one alone.
var escapes = regexp.MustCompile(`(?i)\\(?:\\|u(d[89ab][0-9a-f]{2})(\\ud[c-f][0-9a-f]{2})?|u(d[c-f][0-9a-f]{2}))`)

// halved is true of a body with half a surrogate pair, which encoding/json would silently replace.
func halved(body []byte) bool {
	for _, m := range escapes.FindAllSubmatch(body, -1) {
		if len(m[1]) > 0 && len(m[2]) == 0 || len(m[3]) > 0 {
			return true
		}
	}
	return false
}

// parse reads a body into nodes, or says with one complaint why that is not possible.
func parse(body []byte) (*node, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, errEmpty.At("")
	}
	if !utf8.Valid(body) || halved(body) {
		return nil, errUTF8.At("")
	}
	p := &parser{d: json.NewDecoder(bytes.NewReader(body)), body: body}
	p.d.UseNumber()
	root, err := p.value(1)
	if err != nil {
		return nil, p.complaint(err)
	}
	if _, err := p.d.Token(); !errors.Is(err, io.EOF) {
		return nil, errTrailing.At("")
	}
	return root, nil
}

func (p *parser) complaint(err error) error {
	if planned, ok := fault.Find(err); ok {
		return planned
	}
	return errSyntax.At("", p.d.InputOffset()).Because(err)
}

func (p *parser) value(depth int) (*node, error) {
	if p.nodes++; p.nodes > maxNodes {
		return nil, errNodes.At("", maxNodes)
	}
	if depth > maxDepth {
		return nil, errDepth.At("", maxDepth)
	}
	token, err := p.d.Token()
	if err != nil {
		return nil, err
	}
	n := &node{}
	switch t := token.(type) {
	case json.Delim:
		n.kind, n.start = byte(t), p.d.InputOffset()-1
		if err := p.inside(n, depth); err != nil {
			return nil, err
		}
	case string:
		n.kind, n.text = '"', t
	case json.Number:
		n.kind, n.text = '0', t.String()
	case bool:
		n.kind, n.text = 't', strconv.FormatBool(t)
	default:
		n.kind, n.text = 'n', "null"
	}
	n.end = p.d.InputOffset()
	return n, nil
}

func (p *parser) inside(n *node, depth int) error {
	for p.d.More() {
		if n.kind == '{' {
			name, err := p.d.Token()
			if err != nil {
				return err
			}
			text, ok := name.(string)
			if !ok {
				return errSyntax.At("", p.d.InputOffset())
			}
			n.names = append(n.names, text)
		}
		member, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.members = append(n.members, member)
	}
	_, err := p.d.Token() // the closing bracket
	return err
}

// raw is the value's own text, for types that read themselves.
func (n *node) raw(body []byte) []byte {
	switch n.kind {
	case '{', '[':
		return body[n.start:n.end]
	case '"':
		text, err := json.Marshal(n.text)
		if err != nil {
			return []byte(`""`)
		}
		return text
	}
	return []byte(n.text)
}

// without is the value's text but for what is complained of: fields are left out, entries of a list become null.
func (n *node) without(body []byte, bad fault.List) []byte {
	gone := map[string]bool{}
	for _, b := range bad {
		gone[b.Pointer] = true
	}
	var text bytes.Buffer
	n.write(&text, body, "", gone)
	return text.Bytes()
}

func (n *node) write(to *bytes.Buffer, body []byte, pointer string, gone map[string]bool) {
	switch {
	case gone[pointer]:
		to.WriteString("null")
	case n.kind == '{':
		to.WriteByte('{')
		sep := ""
		for i, name := range n.names {
			at := pointer + "/" + escape(name)
			if gone[at] {
				continue
			}
			text, _ := json.Marshal(name) // text always marshals
			to.WriteString(sep + string(text) + ":")
			n.members[i].write(to, body, at, gone)
			sep = ","
		}
		to.WriteByte('}')
	case n.kind == '[':
		to.WriteByte('[')
		for i, member := range n.members {
			if i > 0 {
				to.WriteByte(',')
			}
			member.write(to, body, pointer+"/"+strconv.Itoa(i), gone)
		}
		to.WriteByte(']')
	default:
		to.Write(n.raw(body))
	}
}

var escaper = strings.NewReplacer("~", "~0", "/", "~1")

// escape makes a name part of a JSON pointer (RFC 6901).
func escape(name string) string { return escaper.Replace(name) }

func equalFold(a, b string) bool { return strings.EqualFold(a, b) }

func isTooLarge(err error) bool {
	var e *http.MaxBytesError
	return errors.As(err, &e)
}
