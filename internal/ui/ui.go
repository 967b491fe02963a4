// Package ui is the web page: static files in the program, which speak to the public API under /api/v1 and to nothing else.
package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
)

//go:embed static
var static embed.FS

// What stands in index.html where the version of the files and the notice belong.
const (
	versionMark = "VERSION"
	noticeMark  = "<!--NOTICE-->"
)

func banner(notice string) string {
	if notice == "" {
		return ""
	}
	return `<p class="banner" role="note">` + html.EscapeString(notice) + `</p>`
}

// file is one static file in both of the forms in which it is sent.
type file struct {
	media  string
	etag   string
	body   []byte
	zipped func() []byte // made when first asked for, so that the start does not wait for it
}

// site is every file by its URL path, and the page for everything else.
type site struct {
	assets map[string]file
	index  file
	places []string // as main.js names them: /projects/{id}
}

// Handler serves the page. The files stand under /assets/<version>/, where the version is a hash of all of them: a browser may keep them for good,
// and a new release has new addresses. Every place that main.js names gets index.html; other paths are missing. A notice, when there is one, stands above
// every place.
func Handler(notice string) http.Handler { return load(static, notice) }

func load(files fs.FS, notice string) *site {
	bodies := map[string][]byte{}
	sum := sha256.New()
	err := fs.WalkDir(files, "static", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, name)
		bodies[strings.TrimPrefix(name, "static/")] = body
		fmt.Fprintf(sum, "%s %d\n", name, len(body))
		sum.Write(body)
		return err
	})
	if err != nil {
		panic("ui: embedded files cannot be read: " + err.Error())
	}
	version := hex.EncodeToString(sum.Sum(nil))[:16]
	s := &site{assets: map[string]file{}, places: []string{"/", "/setup"}}
	for _, named := range placeNames.FindAllSubmatch(bodies["app/main.js"], -1) {
		s.places = append(s.places, string(named[1]))
	}
	s.index = newFile("index.html", []byte(strings.NewReplacer(versionMark, version, noticeMark, banner(notice)).Replace(string(bodies["index.html"]))))
	delete(bodies, "index.html")
	for name, body := range bodies {
		s.assets["/assets/"+version+"/"+name] = newFile(name, body)
	}
	s.assets["/favicon.ico"] = newFile("favicon.svg", bodies["favicon.svg"])
	return s
}

// placeNames are the entries of main.js's own table, so that the two cannot differ.
var placeNames = regexp.MustCompile(`\['(/[^']*)', [A-Z]`)

// media is a table of our own: what the operating system thinks of an extension must not decide whether a browser runs a module.
var media = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml",
}

func newFile(name string, body []byte) file {
	sum := sha256.Sum256(body)
	f := file{media: media[path.Ext(name)], etag: hex.EncodeToString(sum[:])[:20], body: body}
	if f.media == "" {
		f.media = "text/plain; charset=utf-8"
	}
	f.zipped = sync.OnceValue(func() []byte { return zip(body) })
	return f
}

func zip(body []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(body)
	if err = errors.Join(err, w.Close()); err != nil {
		panic("ui: a buffer refused a write: " + err.Error())
	}
	return b.Bytes()
}

// ServeHTTP answers GET and HEAD.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	if f, ok := s.assets[r.URL.Path]; ok {
		keep := "public, max-age=31536000, immutable"
		if !strings.HasPrefix(r.URL.Path, "/assets/") {
			keep = "no-cache"
		}
		f.send(w, r, keep)
		return
	}
	if !s.Knows(r.URL.Path) {
		http.NotFound(w, r)
		return
	}
	s.index.send(w, r, "no-cache")
}

// Lost is the page with the status of what is not there: it says so itself, because its address is no place that it knows.
func (s *site) Lost(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Type", s.index.media)
	h.Set("Cache-Control", "no-store")
	h.Add("Vary", "Accept")
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write(s.index.body) // the browser has gone away; there is nobody left to tell
}

// Knows is true of an address that gets a file or the page; whoever mounts the page can say in its own words that another one is missing.
func (s *site) Knows(p string) bool {
	_, ok := s.assets[p]
	return ok || s.IsPlace(p)
}

// IsPlace is true of an address within the page, for people and not for programs.
func (s *site) IsPlace(p string) bool {
	have := strings.Split(strings.TrimRight(p, "/"), "/")
	return slices.ContainsFunc(s.places, func(place string) bool {
		want := strings.Split(strings.TrimRight(place, "/"), "/")
		return slices.EqualFunc(want, have, func(w, h string) bool { return w == h || strings.HasPrefix(w, "{") && h != "" })
	})
}

func (f file) send(w http.ResponseWriter, r *http.Request, keep string) {
	h := w.Header()
	h.Set("Content-Type", f.media)
	h.Set("Cache-Control", keep)
	h.Set("Vary", "Accept-Encoding")
	etag, body := `"`+f.etag+`"`, f.body
	if acceptsGzip(r) && len(f.body) > 1024 {
		etag, body = `"`+f.etag+`-gz"`, f.zipped()
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("ETag", etag)
	if knows(r, etag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	_, _ = w.Write(body) // the browser has gone away; there is nobody left to tell
}

func knows(r *http.Request, etag string) bool {
	for _, known := range strings.Split(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(known), "W/") == etag {
			return true
		}
	}
	return false
}

func acceptsGzip(r *http.Request) bool {
	for _, coding := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, params, err := mime.ParseMediaType(strings.TrimSpace(coding))
		if err == nil && name == "gzip" {
			return params["q"] != "0"
		}
	}
	return false
}
