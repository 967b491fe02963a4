package app_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

// TestUploadsThatAreCutOff: a form that ends in the middle of its file is the client's mistake, with and without a key.
func TestUploadsThatAreCutOff(t *testing.T) {
	c := newCity(t)
	p := c.register("330723", "储能电池", 149600)
	body := "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\n" + strings.Repeat("x", 100)
	post := func(path string, headers ...string) *answer {
		t.Helper()
		r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, c.server.URL+"/api/v1"+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		r.Header.Set("Authorization", "Bearer "+c.as("clerk.330723"))
		for i := 0; i < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		return c.do(r)
	}
	for _, path := range []string{"/projects/" + p.text("id") + "/attachments", "/imports?kind=projects&dryRun=true"} {
		if a := post(path).want(http.StatusUnprocessableEntity); a.text("code") != "request.broken" {
			t.Errorf("%s: got %s, want request.broken", path, a.body)
		}
		post(path, "Idempotency-Key", "cut off at "+path).want(http.StatusUnprocessableEntity)
	}
	if list := c.call("clerk.330723", http.MethodGet, "/projects/"+p.text("id")+"/attachments", nil).want(http.StatusOK); !strings.Contains(string(list.body), `"items":[]`) {
		t.Errorf("files of a form that was cut off: %s", list.body)
	}
}
