package api

import (
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// file is bytes that somebody takes away. A browser never shows them in place: what was uploaded may be a page with a script.
type file struct {
	name        string // as the user knows it, in any script
	contentType string
	sha256      string // of the content, its ETag; may be empty
	modified    time.Time
	content     io.ReadSeeker
}

// download answers with a file, whole or in the ranges asked for; a caller that has the same bytes gets 304.
func download(c echo.Context, f file) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, f.contentType)
	if f.contentType == "" {
		h.Set(echo.HeaderContentType, echo.MIMEOctetStream)
	}
	h.Set(echo.HeaderContentDisposition, disposition(f.name))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	if f.sha256 != "" {
		h.Set("ETag", `"sha256-`+f.sha256+`"`)
	}
	c.Request().Header.Del("If-Match") // these two are for changes; net/http would refuse a download by them
	c.Request().Header.Del("If-Unmodified-Since")
	http.ServeContent(&ranges{ResponseWriter: c.Response()}, c.Request(), "", f.modified, f.content)
	return nil
}

// disposition names the file twice: in ASCII for old programs, and as it is (RFC 5987).
func disposition(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '/' || r == '\\' {
			return '_'
		}
		return r
	}, name)
	plain := strings.Map(func(r rune) rune {
		if r > '~' || r == '"' || r == '%' {
			return '_'
		}
		return r
	}, name)
	if strings.Trim(strings.TrimSuffix(plain, path.Ext(plain)), "_ ") == "" {
		plain = "download" + path.Ext(plain) // nothing of the name is left
	}
	return `attachment; filename="` + plain + `"; filename*=UTF-8''` + url.PathEscape(name)
}

// ranges keeps net/http from answering a range that cannot be had (416) as a text page that looks like the file.
type ranges struct {
	http.ResponseWriter
	refused bool
}

// WriteHeader implements http.ResponseWriter.
func (w *ranges) WriteHeader(status int) {
	if status == http.StatusRequestedRangeNotSatisfiable {
		w.refused = true
		w.Header().Set("Content-Length", "0")
		w.Header().Del(echo.HeaderContentType)
		w.Header().Del(echo.HeaderContentDisposition)
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w *ranges) Write(p []byte) (int, error) {
	if w.refused {
		return len(p), nil
	}
	return w.ResponseWriter.Write(p)
}
