package account

import (
	"crypto/rand"
	_ "embed" // the list of refused passwords
	"math/big"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"zhaoyin/internal/fault"
)

// Profile is a set of rules for passwords and sessions.
type Profile struct {
	Name     string
	Shortest int           // characters
	Classes  int           // how many of lower case, upper case, digits and everything else (Chinese too) must occur; 0 asks for none
	Rotation time.Duration // a password older than this must be changed; 0 never
	Idle     time.Duration // a session unused for so long ends
	Absolute time.Duration // and every session ends so long after it began
	Cost     Cost          // of hashing a password; hashes made at another cost still match
}

// Cost is what argon2id spends on a password: KiB of memory and passes over it.
type Cost struct{ Memory, Passes uint32 }

// owasp is OWASP's first choice for argon2id where memory is shared: 19 MiB, two passes, one lane (about 40 ms of one core).
var owasp = Cost{Memory: 19 * 1024, Passes: 2}

const day = 24 * time.Hour

// profiles is the table. dengbao3 follows GB/T 22239-2019 level 3 (8.1.4.1: complexity, periodic change, time-out); asvs follows OWASP ASVS 5.0 V6.2 and
// NIST SP 800-63B-4 (no composition, no rotation; an hour idle, a day at most). The first is the default.
var profiles = []Profile{
	{Name: "dengbao3", Shortest: 10, Classes: 3, Rotation: 90 * day, Idle: 30 * time.Minute, Absolute: 12 * time.Hour, Cost: owasp},
	{Name: "asvs", Shortest: 12, Idle: time.Hour, Absolute: day, Cost: owasp},
}

// Longest is the most characters of a password.
const Longest = 128

// DefaultProfile is dengbao3.
func DefaultProfile() Profile { return profiles[0] }

// ProfileNamed finds a profile by its name ("" is the default); it is false for a name that is not in the table.
func ProfileNamed(name string) (Profile, bool) {
	if name == "" {
		return DefaultProfile(), true
	}
	for _, p := range profiles {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}

// ProfileNames are the names that ProfileNamed knows.
func ProfileNames() []string {
	var names []string
	for _, p := range profiles {
		names = append(names, p.Name)
	}
	return names
}

// The complaints about a password.
var (
	errClasses = fault.Define(fault.Invalid, "password.classes", "密码须包含大写字母、小写字母、数字、其他字符（含汉字）中的至少 %d 类。", "A password needs at least %d of: upper case, lower case, digits, other characters.")
	errHasName = fault.Define(fault.Invalid, "password.name", "密码不能包含用户名。", "A password must not contain the user name.")
	errCommon  = fault.Define(fault.Invalid, "password.common", "此密码过于常见，容易被猜到。", "This password is too common and easily guessed.")
	errSame    = fault.Define(fault.Invalid, "password.same", "新密码不能与当前密码相同。", "The new password must differ from the current one.")
	errControl = fault.Define(fault.Invalid, "password.control", "密码不能包含控制字符。", "A password must not contain control characters.")
)

// denied are passwords of Chinese and English breach lists that would pass the other rules, one a line, in lower case.
//
//go:embed denied.txt
var denied string

var deniedSet = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, line := range strings.Fields(denied) {
		set[line] = true
	}
	return set
})

// normal is the form in which passwords are compared: the same characters, however the keyboard composed them (NFC).
func normal(password string) string { return norm.NFC.String(password) }

// Check holds a new password to the profile; pointer names the field it came in.
func (p Profile) Check(pointer, name, password string) error {
	var bad fault.List
	password = normal(password)
	n := len([]rune(password))
	bad.Check(n >= p.Shortest && n <= Longest, pointer, fault.Length, p.Shortest, Longest)
	bad.Check(classes(password) >= p.Classes, pointer, errClasses, p.Classes)
	lower := strings.ToLower(password)
	bad.Check(name == "" || !strings.Contains(lower, strings.ToLower(name)), pointer, errHasName)
	bad.Check(!deniedSet()[lower], pointer, errCommon)
	bad.Check(!strings.ContainsFunc(password, unicode.IsControl), pointer, errControl)
	return bad.Err()
}

func classes(password string) int {
	var lower, upper, digit, other int
	for _, r := range password {
		switch {
		case r >= 'a' && r <= 'z':
			lower = 1
		case r >= 'A' && r <= 'Z':
			upper = 1
		case r >= '0' && r <= '9':
			digit = 1
		default:
			other = 1
		}
	}
	return lower + upper + digit + other
}

// legible leaves out the characters that are mistaken for one another on paper.
const legible = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"

// oneTime makes a password to be read aloud or copied once: four groups of four (92 bits). Every profile accepts it.
func oneTime() (string, error) {
	for {
		var b strings.Builder
		for i := range 16 {
			if i > 0 && i%4 == 0 {
				b.WriteByte('-')
			}
			n, err := rand.Int(rand.Reader, big.NewInt(int64(len(legible))))
			if err != nil {
				return "", err
			}
			b.WriteByte(legible[n.Int64()])
		}
		if classes(b.String()) == 4 {
			return b.String(), nil
		}
	}
}
