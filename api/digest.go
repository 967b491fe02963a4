package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"strings"

	"zhaoyin/internal/fault"
)

// hashBody reads the body to its end, puts it back, and gives its digest. done removes what was put aside.
func hashBody(r *http.Request) (digest string, done func(), err error) {
	none := func() {}
	media, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // a wrong one is refused by whoever reads the body
	if strings.HasPrefix(media, "multipart/") && params["boundary"] != "" {
		return hashParts(r, params["boundary"])
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return "", none, broken(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), none, nil
}

// hashParts digests an upload by its parts, not by its bytes: a program that sends the same form again draws another boundary. The body waits in a
// file meanwhile, since it may be larger than memory should hold.
func hashParts(r *http.Request, boundary string) (digest string, done func(), err error) {
	none := func() {}
	spool, err := os.CreateTemp("", "zhaoyin-upload-*")
	if err != nil {
		return "", none, fmt.Errorf("put an upload aside: %w", err)
	}
	done = func() {
		_ = spool.Close() // it is removed next
		_ = os.Remove(spool.Name())
	}
	sum := sha256.New()
	body := io.TeeReader(r.Body, spool)
	err = digestParts(sum, multipart.NewReader(body, boundary))
	if err == nil {
		_, err = io.Copy(io.Discard, body) // what follows the last boundary
	}
	if err == nil {
		_, err = spool.Seek(0, io.SeekStart)
	}
	if err != nil {
		done()
		return "", none, err
	}
	r.Body = io.NopCloser(spool)
	return hex.EncodeToString(sum.Sum(nil)), done, nil
}

var errForm = fault.Define(fault.Invalid, "request.form", "上传的表单不完整或格式不对。", "The uploaded form is incomplete or malformed.")

func digestParts(sum hash.Hash, parts *multipart.Reader) error {
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return unreadable(err)
		}
		content := sha256.New()
		size, err := io.Copy(content, part)
		if err != nil {
			return unreadable(err)
		}
		fmt.Fprintf(sum, "%q %q %d %x\n", part.FormName(), part.FileName(), size, content.Sum(nil))
	}
}

func unreadable(err error) error {
	if isTooLarge(err) {
		return err
	}
	return errForm.With().Because(err)
}
