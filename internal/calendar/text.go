package calendar

import (
	"encoding/json"
	"fmt"
	"time"
)

// sane keeps slips such as 0022 and 20222 out; no record of the field lies outside.
func sane(year int) bool { return year >= 1900 && year < 2200 }

func marshal(s string) ([]byte, error) {
	if s == "" {
		return []byte("null"), nil
	}
	return json.Marshal(s)
}

// unquote gives the text of a JSON string, or says that it is null; ok is false for anything else.
func unquote(text []byte) (s string, null, ok bool) {
	if string(text) == "null" {
		return "", true, true
	}
	err := json.Unmarshal(text, &s)
	return s, false, err == nil
}

// scanText takes what the drivers give for a text or DATE column. A time with hours is refused: whoever stores an instant must say in which zone
// its day is meant.
func scanText(src any, layout string) (string, error) {
	switch v := src.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	case time.Time:
		if v.Hour() != 0 || v.Minute() != 0 || v.Second() != 0 {
			return "", fmt.Errorf("%v is an instant, not a day", v)
		}
		return v.Format(layout), nil
	default:
		return "", fmt.Errorf("%T is not a text", src)
	}
}
