package org

import "slices"

// Level is how deep a code of the classification stands.
type Level int

// The levels of GB/T 4754.
const (
	SectionLevel  Level = iota + 1 // 门类, "C"
	DivisionLevel                  // 大类, "C38"
	MediumLevel                    // 中类, "C384"
	SmallLevel                     // 小类, "C3841"
)

// manufacturing is section C of GB/T 4754-2017, divisions 13 to 43: what the meeting counts.
const manufacturing = 'C'

// Industry is one entry of 国民经济行业分类 GB/T 4754-2017: all sections and divisions, and the classes of manufacturing (179 medium, 609 small).
// The code carries its section's letter. Its amendment 1 of 2019 was not at hand and is not worked in.
type Industry struct {
	Code       string `json:"code"`
	ParentCode string `json:"parentCode"` // empty for a section
	Level      Level  `json:"level"`      // 1 section, 2 division, 3 medium class, 4 small class
	ZH         string `json:"zh"`
	EN         string `json:"en"` // sections and divisions only: the statistical yearbook names no classes in English
}

// In is the entry's name in a language; a class without an English name keeps its Chinese one.
func (i Industry) In(lang string) string {
	if lang == "en" && i.EN != "" {
		return i.EN
	}
	return i.ZH
}

// Industries is the whole classification in the order of its codes, a fresh copy.
func Industries() []Industry { return slices.Clone(industries().list) }

// FindIndustry looks a code up as the standard writes it with its section's letter ("C3841").
func FindIndustry(code string) (Industry, bool) {
	all := industries()
	i, ok := all.byCode[code]
	if !ok {
		return Industry{}, false
	}
	return all.list[i], true
}

// Division is the division's code of a division or a class ("C38" of "C3841"), empty for a section and for a code that does not exist.
func Division(code string) string {
	const length = len("C38")
	if _, ok := FindIndustry(code); !ok || len(code) < length {
		return ""
	}
	return code[:length]
}

// IsManufacturing says whether the code exists and belongs to section C.
func IsManufacturing(code string) bool {
	_, ok := FindIndustry(code)
	return ok && code[0] == manufacturing
}

func levelOf(code string) Level { return Level(max(1, len(code)-1)) }

func parentOf(code string) string {
	switch levelOf(code) {
	case SectionLevel:
		return ""
	case DivisionLevel:
		return code[:1]
	default:
		return code[:len(code)-1]
	}
}
